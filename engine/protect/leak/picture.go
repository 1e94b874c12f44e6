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

func segment(found set, marker byte, data []byte) {
	is := func(prefix string) bool { return bytes.HasPrefix(data, []byte(prefix)) }
	switch {
	case marker == 0xfe:
		found.add(ImageComment)
	case marker == 0xe1 && is("Exif\x00\x00"):
		found.add(Exif)
		if thumbnail(data[6:]) {
			found.add(ImageThumbnail)
		}
	case marker == 0xe1 && is("http://ns.adobe.com/"):
		found.add(PartMetadata)
	case marker == 0xed:
		found.add(IPTC)
	case marker == 0xe2 && is("ICC_PROFILE"):
		found.add(ColourProfile)
	case marker == 0xe2 && is("MPF"):
		found.add(SecondImage)
	case marker == 0xe0 && is("JFIF\x00"):
		if len(data) > 13 && data[12] != 0 && data[13] != 0 {
			found.add(ImageThumbnail)
		}
	case marker == 0xe0 && is("JFXX\x00"):
		found.add(ImageThumbnail)
	case marker == 0xee && is("Adobe"):
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
