package intake

import (
	"encoding/binary"

	"chartproof.org/chartproof/engine/chart"
)

// maxStrips is how many strips or tiles of one page are looked at; a page of 65,000 rows has as many at most.
const maxStrips = 65_536

// maxEntries is how many entries one directory may have; real ones have some thirty.
const maxEntries = 4096

// tiff reads numbers of a TIFF file in its byte order; what lies outside the file is reported, never read.
type tiff struct {
	data  []byte
	order binary.ByteOrder
}

// entry is one entry of a directory: count values of the size given by its type, at the offset or inside the entry.
type entry struct {
	kind, count uint32
	at          uint64 // where the first value stands
}

// directory is what the check needs of one page.
type directory struct {
	width, height, strips, stripCounts, tiles, tileCounts entry
}

func (d *directory) slot(tag uint32) *entry {
	switch tag {
	case 256:
		return &d.width
	case 257:
		return &d.height
	case 273:
		return &d.strips
	case 279:
		return &d.stripCounts
	case 324:
		return &d.tiles
	case 325:
		return &d.tileCounts
	}
	return nil
}

// checkTIFF walks the chain of directories. It is bounded by the page limit, and a directory seen twice ends it.
func checkTIFF(data []byte, l Limits) (int, *chart.Refusal) {
	t := tiff{data: data, order: binary.LittleEndian}
	if data[0] == 'M' {
		t.order = binary.BigEndian
	}
	next, ok := t.u32(4)
	if !ok || next == 0 {
		return 0, damaged("the file has no directory")
	}
	seen := map[uint32]bool{}
	for pages := 0; next != 0; pages++ {
		if seen[next] {
			return pages, damaged("the directories form a circle")
		}
		if pages > l.Pages {
			return pages, nil // Check refuses it by the count
		}
		seen[next] = true
		d, after, ok := t.directory(uint64(next))
		if !ok {
			return pages, damaged("directory %d lies outside the file", pages+1)
		}
		if ref := t.checkPage(d, l); ref != nil {
			return pages, ref
		}
		next = after
	}
	return len(seen), nil
}

// directory reads the entries that the check needs, by tag, and where the next directory stands.
func (t tiff) directory(at uint64) (directory, uint32, bool) {
	var d directory
	n, ok := t.u16(at)
	if !ok || n == 0 || n > maxEntries {
		return d, 0, false
	}
	next, ok := t.u32(at + 2 + 12*uint64(n))
	if !ok {
		return d, 0, false
	}
	for i := range uint64(n) {
		o := at + 2 + 12*i
		tag, _ := t.u16(o)
		e := entry{at: o + 8}
		e.kind, _ = t.u16(o + 2)
		e.count, _ = t.u32(o + 4)
		if bytes := uint64(e.count) * size(e.kind); bytes > 4 {
			far, _ := t.u32(o + 8)
			if e.at = uint64(far); e.at+bytes > uint64(len(t.data)) {
				return d, 0, false
			}
		}
		if slot := d.slot(tag); slot != nil {
			*slot = e
		}
	}
	return d, next, true
}

// size is the bytes of one value of a type (TIFF 6.0, section 2); 0 for unknown types.
func size(kind uint32) uint64 {
	switch kind {
	case 1, 2, 6, 7:
		return 1
	case 3, 8:
		return 2
	case 4, 9, 11, 13:
		return 4
	case 5, 10, 12:
		return 8
	}
	return 0
}

func (t tiff) checkPage(d directory, l Limits) *chart.Refusal {
	width, ok1 := t.value(d.width, 0)
	height, ok2 := t.value(d.height, 0)
	if !ok1 || !ok2 {
		return damaged("a page without a size")
	}
	if ref := checkSize(width, height, l); ref != nil {
		return ref
	}
	offsets, counts := d.strips, d.stripCounts
	if offsets.count == 0 {
		offsets, counts = d.tiles, d.tileCounts
	}
	if offsets.count == 0 {
		return damaged("a page without pixels")
	}
	for i := range min(offsets.count, maxStrips) {
		at, ok := t.value(offsets, i)
		if !ok || at >= uint64(len(t.data)) {
			return damaged("a page's pixels lie outside the file")
		}
		// A count may be missing, as in some old fax software; the decoder then reads to the strip's own end.
		if n, ok := t.value(counts, i); ok && at+n > uint64(len(t.data)) {
			return damaged("a page's pixels end too early")
		}
	}
	return nil
}

// value gives the value number i of an entry.
func (t tiff) value(e entry, i uint32) (uint64, bool) {
	if i >= e.count {
		return 0, false
	}
	at := e.at + uint64(i)*size(e.kind)
	switch e.kind {
	case 1:
		if at < uint64(len(t.data)) {
			return uint64(t.data[at]), true
		}
	case 3:
		v, ok := t.u16(at)
		return uint64(v), ok
	case 4:
		v, ok := t.u32(at)
		return uint64(v), ok
	}
	return 0, false
}

func (t tiff) u16(at uint64) (uint32, bool) {
	if at+2 > uint64(len(t.data)) {
		return 0, false
	}
	return uint32(t.order.Uint16(t.data[at:])), true
}

func (t tiff) u32(at uint64) (uint32, bool) {
	if at+4 > uint64(len(t.data)) {
		return 0, false
	}
	return t.order.Uint32(t.data[at:]), true
}
