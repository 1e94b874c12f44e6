package intake

import (
	"bytes"
	"encoding/binary"

	"chartproof.org/chartproof/engine/chart"
)

// checkPNG walks the chunks: IHDR first, every chunk whole, IEND last. Its bound is the file's length: each step moves on
// by at least twelve bytes.
func checkPNG(data []byte, l Limits) (int, *chart.Refusal) {
	p := data[8:]
	if len(p) < 25 || binary.BigEndian.Uint32(p) != 13 || string(p[4:8]) != "IHDR" {
		return 0, damaged("the picture's header is not whole")
	}
	width, height := binary.BigEndian.Uint32(p[8:]), binary.BigEndian.Uint32(p[12:])
	if ref := checkSize(uint64(width), uint64(height), l); ref != nil {
		return 0, ref
	}
	pixels := false
	for len(p) >= 12 {
		n, kind := uint64(binary.BigEndian.Uint32(p)), string(p[4:8])
		if n+12 > uint64(len(p)) {
			break
		}
		switch kind {
		case "IEND":
			if !pixels {
				return 0, damaged("the picture has no pixels")
			}
			return 1, nil
		case "IDAT":
			pixels = true
		case "acTL":
			return 0, refuse(chart.RefusedNotSupported, "an animated picture")
		}
		p = p[n+12:]
	}
	return 0, damaged("the picture ends too early")
}

// checkJPEG walks the markers to the end of the image. Between scans it skips entropy-coded bytes, where 0xFF is always
// followed by 0 or a restart marker; stray bytes between segments are skipped too, as every decoder does.
func checkJPEG(data []byte, l Limits) (int, *chart.Refusal) {
	p, sized, scans := data[2:], false, 0
	for {
		i := bytes.IndexByte(p, 0xff)
		if i < 0 || i+1 >= len(p) {
			return 0, damaged("the picture ends too early")
		}
		marker := p[i+1]
		switch {
		case marker == 0xff: // fill
			p = p[i+1:]
			continue
		case marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd7):
			p = p[i+2:]
			continue
		case marker == 0xd9:
			if scans == 0 {
				return 0, damaged("the picture has no pixels")
			}
			return 1, nil
		}
		seg, rest, ok := segment(p[i+2:])
		if !ok {
			return 0, damaged("a segment of the picture is not whole")
		}
		p = rest
		switch {
		case marker == 0xda:
			if !sized {
				return 0, damaged("pixels before the picture's size")
			}
			scans++
		case isFrame(marker):
			if ref := checkFrame(seg, l); ref != nil {
				return 0, ref
			}
			sized = true
		}
	}
}

// checkFrame holds the size in a frame header to the limits.
func checkFrame(seg []byte, l Limits) *chart.Refusal {
	if len(seg) < 6 {
		return damaged("the picture's header is not whole")
	}
	height, width := binary.BigEndian.Uint16(seg[1:]), binary.BigEndian.Uint16(seg[3:])
	return checkSize(uint64(width), uint64(height), l)
}

// segment cuts the segment whose length stands first; ok is false where it is not whole.
func segment(p []byte) (seg, rest []byte, ok bool) {
	if len(p) < 2 {
		return nil, nil, false
	}
	n := int(binary.BigEndian.Uint16(p))
	if n < 2 || n > len(p) {
		return nil, nil, false
	}
	return p[2:n], p[n:], true
}

// isFrame reports a start of frame: C0 to CF but for the tables DHT, JPG and DAC.
func isFrame(marker byte) bool {
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
}

// isBMP wants more than the two letters, which begin many a text: a header size that exists and reserved zeros.
func isBMP(data []byte) bool {
	if len(data) < 18 || data[0] != 'B' || data[1] != 'M' || binary.LittleEndian.Uint32(data[6:]) != 0 {
		return false
	}
	switch binary.LittleEndian.Uint32(data[14:]) {
	case 12, 40, 52, 56, 64, 108, 124:
		return true
	}
	return false
}

func checkBMP(data []byte, l Limits) (int, *chart.Refusal) {
	header := binary.LittleEndian.Uint32(data[14:])
	if uint64(len(data)) < 14+uint64(header) {
		return 0, damaged("the picture's header is not whole")
	}
	var width, height, bits, packed uint64
	if header == 12 {
		width, height = uint64(binary.LittleEndian.Uint16(data[18:])), uint64(binary.LittleEndian.Uint16(data[20:]))
		bits = uint64(binary.LittleEndian.Uint16(data[24:]))
	} else {
		w, h := int64(int32(binary.LittleEndian.Uint32(data[18:]))), int64(int32(binary.LittleEndian.Uint32(data[22:])))
		width, height = uint64(max(w, 0)), uint64(max(h, -h)) // a negative height counts rows from the top
		bits = uint64(binary.LittleEndian.Uint16(data[28:]))
		packed = uint64(binary.LittleEndian.Uint32(data[30:]))
	}
	if ref := checkSize(width, height, l); ref != nil {
		return 0, ref
	}
	if packed == 1 || packed == 2 || packed > 3 { // run-length coded or a JPEG inside: the decoder finds its end
		return 1, nil
	}
	if bits == 0 || bits > 32 {
		return 0, damaged("a picture of %d bits a pixel", bits)
	}
	row := (width*bits + 31) / 32 * 4
	if start := uint64(binary.LittleEndian.Uint32(data[10:])); start+row*height > uint64(len(data)) {
		return 0, damaged("the picture ends too early")
	}
	return 1, nil
}

func checkWebP(data []byte, l Limits) (int, *chart.Refusal) {
	if len(data) < 30 {
		return 0, damaged("the picture's header is not whole")
	}
	if size := uint64(binary.LittleEndian.Uint32(data[4:])); size+8 > uint64(len(data)) {
		return 0, damaged("the picture ends too early")
	}
	var width, height uint64
	body := data[20:]
	switch string(data[12:16]) {
	case "VP8 ":
		width = uint64(binary.LittleEndian.Uint16(body[6:]) & 0x3fff)
		height = uint64(binary.LittleEndian.Uint16(body[8:]) & 0x3fff)
	case "VP8L":
		v := binary.LittleEndian.Uint32(body[1:])
		width, height = uint64(v&0x3fff)+1, uint64(v>>14&0x3fff)+1
	case "VP8X":
		if body[0]&0x02 != 0 {
			return 0, refuse(chart.RefusedNotSupported, "an animated picture")
		}
		height = 1 + (uint64(body[7]) | uint64(body[8])<<8 | uint64(body[9])<<16)
		width = 1 + (uint64(body[4]) | uint64(body[5])<<8 | uint64(body[6])<<16)
	default:
		return 0, damaged("the picture's header is not whole")
	}
	if ref := checkSize(width, height, l); ref != nil {
		return 0, ref
	}
	return 1, nil
}
