package leak

import "encoding/binary"

// mostDirectories bounds how many directories of a TIFF are looked at.
const mostDirectories = 1000

// tiffFile reads the directories of a TIFF or of the data that cameras put into a JPEG.
type tiffFile struct {
	data  []byte
	order binary.ByteOrder
}

// entry is one tag with the value as it stands: itself where it is small, else where it lies.
type entry struct {
	tag   uint16
	value uint32
}

func openTIFF(data []byte) (tiffFile, uint32, bool) {
	if len(data) < 8 {
		return tiffFile{}, 0, false
	}
	t := tiffFile{data: data, order: binary.LittleEndian}
	if data[0] == 'M' {
		t.order = binary.BigEndian
	}
	return t, t.order.Uint32(data[4:]), true
}

// directory gives the entries at an offset and where the next directory is.
func (t tiffFile) directory(at uint32) (entries []entry, next uint32, ok bool) {
	if uint64(at)+2 > uint64(len(t.data)) {
		return nil, 0, false
	}
	n := int(t.order.Uint16(t.data[at:]))
	rest := t.data[at+2:]
	if len(rest) < 12*n+4 {
		return nil, 0, false
	}
	for i := range n {
		e := rest[12*i:]
		v := t.order.Uint32(e[8:])
		if t.order.Uint16(e[2:]) == 3 && t.order.Uint32(e[4:]) == 1 {
			v = uint32(t.order.Uint16(e[8:]))
		}
		entries = append(entries, entry{t.order.Uint16(e), v})
	}
	return entries, t.order.Uint32(rest[12*n:]), true
}

// tagClasses are tags that tell; all private ones do.
var tagClasses = map[uint16]Class{
	269: TIFFTag, 270: TIFFTag, 271: TIFFTag, 272: TIFFTag, 285: TIFFTag, 305: TIFFTag, 306: TIFFTag, 315: TIFFTag, 316: TIFFTag,
	330: TIFFDirectory, 700: PartMetadata, 33432: TIFFTag, 33723: IPTC, 34377: IPTC, 34665: Exif, 34675: ColourProfile, 34853: Exif,
}

const firstPrivate = 32768

// tiff walks over the directories of a TIFF.
func tiff(found set, data []byte) {
	t, at, ok := openTIFF(data)
	for n := 0; ok && at != 0 && n < mostDirectories; n++ {
		if n > 0 {
			found.add(TIFFDirectory)
		}
		var entries []entry
		if entries, at, ok = t.directory(at); !ok {
			break
		}
		for _, e := range entries {
			switch c, known := tagClasses[e.tag]; {
			case known:
				found.add(c)
			case e.tag >= firstPrivate:
				found.add(TIFFTag)
			}
		}
	}
	if !ok {
		found.add(Unreadable)
	}
}

// thumbnail reports a second directory, which is that of the small picture, or a pointer to one.
func thumbnail(data []byte) bool {
	t, at, ok := openTIFF(data)
	if !ok {
		return false
	}
	_, next, ok := t.directory(at)
	return ok && next != 0
}
