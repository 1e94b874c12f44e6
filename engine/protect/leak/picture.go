package leak

import (
	"bytes"
	"encoding/binary"
)

const (
	pngHead = "\x89PNG\r\n\x1a\n"
	jpxHead = "\x00\x00\x00\x0cjP  \r\n\x87\n"
)

// jpeg walks over the segments of a JPEG.
func jpeg(found set, d []byte) {
	d = d[min(2, len(d)):]
	for len(d) >= 4 && d[0] == 0xff {
		marker := d[1]
		if marker == 0xd9 {
			break
		}
		size := int(binary.BigEndian.Uint16(d[2:]))
		if size < 2 || size+2 > len(d) {
			found.add(Unreadable)
			return
		}
		segment(found, marker, d[4:size+2])
		d = d[size+2:]
		if marker == 0xda {
			d = d[pixels(d):]
		}
	}
	switch {
	case len(d) < 2 || d[0] != 0xff || d[1] != 0xd9:
		found.add(Unreadable)
	case bytes.HasPrefix(d[2:], []byte{0xff, 0xd8}):
		found.add(SecondImage)
	case len(d) > 2:
		found.add(StreamSlack)
	}
}

// pixels gives where the coded pixels end: at a marker that is no restart.
func pixels(d []byte) int {
	for i := 0; i+1 < len(d); i++ {
		if d[i] == 0xff && d[i+1] != 0 && (d[i+1] < 0xd0 || d[i+1] > 0xd7) {
			return i
		}
	}
	return len(d)
}

// jpegData are the segments of a JPEG that hold application data, by marker and the words that they begin with; the first that fits decides.
var jpegData = []struct {
	marker byte
	begins string
	class  Class
}{
	{0xe0, "JFXX\x00", ImageThumbnail}, {0xe1, "Exif\x00\x00", Exif}, {0xe1, "http://ns.adobe.com/", PartMetadata}, {0xe2, "ICC_PROFILE", ColourProfile},
	{0xe2, "MPF", SecondImage}, {0xed, "", IPTC}, {0xfe, "", ImageComment},
}

func segment(found set, marker byte, data []byte) {
	for _, d := range jpegData {
		if d.marker == marker && bytes.HasPrefix(data, []byte(d.begins)) {
			found.add(d.class)
			if d.class == Exif && thumbnail(data[len(d.begins):]) {
				found.add(ImageThumbnail)
			}
			return
		}
	}
	switch {
	case marker == 0xe0 && bytes.HasPrefix(data, []byte("JFIF\x00")):
		if len(data) > 13 && data[12] != 0 && data[13] != 0 {
			found.add(ImageThumbnail)
		}
	case marker == 0xee && bytes.HasPrefix(data, []byte("Adobe")): // how the colours are stored
	case marker >= 0xe0 && marker <= 0xef:
		found.add(ImageData)
	}
}

// png walks over the chunks of a PNG.
func png(found set, d []byte) {
	d = d[len(pngHead):]
	for len(d) >= 12 {
		size := int(binary.BigEndian.Uint32(d))
		if size < 0 || size > len(d)-12 {
			break
		}
		kind := string(d[4:8])
		d = d[size+12:]
		switch kind {
		case "tEXt", "zTXt", "iTXt", "tIME":
			found.add(PNGText)
		case "eXIf":
			found.add(Exif)
		case "iCCP":
			found.add(ColourProfile)
		case "IHDR", "PLTE", "IDAT", "tRNS", "gAMA", "cHRM", "sRGB", "pHYs", "bKGD", "sBIT":
		case "IEND":
			if len(d) > 0 {
				found.add(TrailingBytes)
			}
			return
		default:
			found.add(ImageData)
		}
	}
	found.add(Unreadable)
}

// jpx walks over the boxes of a JPEG 2000 file; a bare code stream may have a comment in its head.
func jpx(found set, d []byte) {
	if bytes.HasPrefix(d, []byte{0xff, 0x4f}) {
		if head, _, _ := bytes.Cut(d, []byte{0xff, 0x90}); bytes.Contains(head, []byte{0xff, 0x64}) {
			found.add(ImageComment)
		}
		return
	}
	for len(d) >= 8 {
		size := int(binary.BigEndian.Uint32(d))
		if size == 0 {
			size = len(d)
		}
		if size < 8 || size > len(d) {
			found.add(Unreadable)
			return
		}
		switch string(d[4:8]) {
		case "xml ", "uuid", "uinf", "jp2i":
			found.add(PartMetadata)
		}
		d = d[size:]
	}
}

// fax looks for bytes behind the end mark of a Group 4 picture. No code has so many zeros, so the mark stands nowhere else.
func (s set) fax(d []byte) {
	const mark, bits = 0x001001, 24
	window := uint32(0)
	for i := range 8 * len(d) {
		window = window<<1&(1<<bits-1) | uint32(d[i/8]>>(7-i%8)&1)
		if i >= bits-1 && window == mark {
			if i/8+1 < len(d) {
				s.add(StreamSlack)
			}
			return
		}
	}
}
