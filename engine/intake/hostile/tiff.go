package hostile

import (
	"bytes"
	"encoding/binary"

	"chartproof.org/chartproof/engine/chart"
)

// tag is one entry of a TIFF directory with a long value.
type tag struct{ id, value uint32 }

// dirs makes a TIFF of n one-pixel pages; the last directory points to the one numbered link, 0 ends the chain.
func dirs(n, link int, tags ...tag) []byte {
	if tags == nil {
		tags = []tag{{256, 8}, {257, 1}, {258, 1}, {259, 1}, {262, 0}, {273, 8}, {278, 1}, {279, 1}}
	}
	size := 2 + 12*len(tags) + 4
	at := func(i int) uint32 { return uint32(10 + i*size) }
	b := binary.LittleEndian.AppendUint32([]byte("II*\x00"), at(0))
	b = append(b, 0x55, 0) // the pixels, and a byte for evenness
	for i := range n {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(tags)))
		for _, t := range tags {
			b = binary.LittleEndian.AppendUint16(b, uint16(t.id))
			b = binary.LittleEndian.AppendUint16(b, 4)
			b = binary.LittleEndian.AppendUint32(b, 1)
			b = binary.LittleEndian.AppendUint32(b, t.value)
		}
		next := uint32(0)
		if i+1 < n {
			next = at(i + 1)
		} else if link > 0 {
			next = at(link - 1)
		}
		b = binary.LittleEndian.AppendUint32(b, next)
	}
	return b
}

func tiffs() []File {
	damaged := reasons(chart.RefusedDamaged)
	outside := dirs(2, 0)
	binary.LittleEndian.PutUint32(outside[len(outside)-4:], 0x7fffffff)
	first := dirs(1, 0)
	binary.LittleEndian.PutUint32(first[4:], 0x7fffffff)
	// Directories that overlap, each of 4,000 entries: few bytes, much to walk.
	many := bytes.Repeat([]byte{0}, 60_000)
	copy(many, "II*\x00\x08\x00\x00\x00\xff\xff")
	// Rows that run-length decode to nothing: PackBits says 32773 and the strip is all no-operations.
	nops := dirs(1, 0, tag{256, 5000}, tag{257, 5000}, tag{258, 8}, tag{259, 32773}, tag{262, 1}, tag{273, 8}, tag{278, 5000}, tag{279, 2})
	return []File{
		{ID: "tiff-self", Name: "fax.tif", Why: "a directory that is its own successor", Data: dirs(1, 1), Refused: damaged},
		{ID: "tiff-circle", Name: "fax.tif", Why: "seven directories in a circle", Data: dirs(7, 3), Refused: damaged},
		{ID: "tiff-next-outside", Name: "fax.tif", Why: "the next directory lies outside the file", Data: outside, Refused: damaged},
		{ID: "tiff-first-outside", Name: "fax.tif", Why: "the first directory lies outside the file", Data: first, Refused: damaged},
		{ID: "tiff-pixels-outside", Name: "fax.tif", Why: "the pixels lie outside the file", Refused: damaged,
			Data: dirs(1, 0, tag{256, 800}, tag{257, 1000}, tag{258, 1}, tag{259, 4}, tag{262, 0}, tag{273, 1 << 30}, tag{278, 1000}, tag{279, 5000})},
		{ID: "tiff-huge", Name: "fax.tif", Why: "claims 100,000 x 100,000 pixels", Refused: reasons(chart.RefusedTooManyPixels),
			Data: dirs(1, 0, tag{256, 100_000}, tag{257, 100_000}, tag{258, 1}, tag{259, 4}, tag{262, 0}, tag{273, 8}, tag{278, 100_000}, tag{279, 1})},
		{ID: "tiff-20000", Name: "fax.tif", Why: "20,000 pages", Data: dirs(20_000, 0), Refused: reasons(chart.RefusedTooManyPages)},
		{ID: "tiff-entries", Name: "fax.tif", Why: "a directory of 65,535 entries in a file of 60,000 bytes", Data: many, Refused: damaged},
		{ID: "tiff-no-pixels", Name: "fax.tif", Why: "sizes and no pixels", Data: dirs(1, 0, tag{256, 100}, tag{257, 100}), Refused: damaged},
		{ID: "tiff-nothing-packed", Name: "fax.tif", Why: "25 million pixels packed into two bytes", Data: nops, Refused: reasons(chart.RefusedDamaged, chart.RefusedTimedOut, chart.RefusedOutOfMemory), Taken: true},
		{ID: "tiff-big", Name: "fax.tif", Why: "BigTIFF", Data: append([]byte("II+\x00\x08\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00"), make([]byte, 64)...),
			Refused: reasons(chart.RefusedNotSupported)},
	}
}
