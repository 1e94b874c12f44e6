package redact_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"testing"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

// plantedImages are leftovers within pictures. Those of JPEG lie in a file that is in our own form in every other byte.
func plantedImages(t testing.TB) []leakFile {
	t.Helper()
	inJPEG := func(class, leaks, plants string, spoil func([]byte) []byte) leakFile {
		pdf, err := redact.Rebuild(letter(t, geom.Gray, 8, 3).raster, spoil)
		must(t, err)
		return leakFile{class, "pdf", leaks, plants, pdf}
	}
	segment := func(marker byte, data string) func([]byte) []byte {
		return func(d []byte) []byte { return insert(d, 2, jpegSegment(marker, data)) }
	}
	owner := tiffOf([]tiffTag{{0x013b, plantedName}}, false)
	small := tiffOf([]tiffTag{{0x010f, "Camera"}}, true)
	return []leakFile{
		inJPEG("exif", "camera, owner, place and time", "an Exif segment with an artist", segment(0xe1, "Exif\x00\x00"+owner)),
		inJPEG("image_thumbnail", "the small picture that the camera made, before anything was redacted", "an Exif segment with a second directory", segment(0xe1, "Exif\x00\x00"+small)),
		inJPEG("iptc", "caption and names in the header of a press photograph", "an APP13 segment with a by-line", segment(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x19\x1c\x02\x50\x00\x14"+plantedName)),
		inJPEG("image_comment", "comment of a JPEG, written by scanners", "a COM segment", segment(0xfe, plantedName)),
		inJPEG("image_data", "other application data in a picture", "an APP11 segment", segment(0xeb, plantedName)),
		inJPEG("second_image", "a picture behind the picture", "the JPEG twice, one behind the other", func(d []byte) []byte { return append(d, d...) }),
		{"png_text", "png", "text chunks, written by screenshot tools", "a tEXt chunk with a title", pngWith(t, "tEXt", "Title\x00"+plantedName)},
		{"tiff_tag", "tif", "document name, description, artist, machine", "an ImageDescription", []byte(tiffOf([]tiffTag{{0x010e, plantedName}}, false))},
		{"tiff_directory", "tif", "further pictures behind the first", "a second directory", []byte(tiffOf(nil, true))},
	}
}

func jpegSegment(marker byte, data string) string {
	size := binary.BigEndian.AppendUint16(nil, uint16(len(data)+2))
	return "\xff" + string([]byte{marker}) + string(size) + data
}

// pngWith is a small picture with one more chunk behind its header.
func pngWith(t testing.TB, kind, data string) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))))
	const header = 8 + 4 + 4 + 13 + 4
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	chunk = append(chunk, kind+data...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE([]byte(kind+data)))
	return insert(b.Bytes(), header, string(chunk))
}

// tiffTag is a tag with a text.
type tiffTag struct {
	tag  uint16
	text string
}

// tiffOf is a little-endian TIFF of eight by eight white pixels with the tags, and with a second directory on demand.
func tiffOf(texts []tiffTag, second bool) string {
	le := binary.LittleEndian
	dir := func(at uint32, next uint32) []byte {
		plain := [][2]uint32{{0x0100, 8}, {0x0101, 8}, {0x0103, 1}, {0x0106, 0}, {0x0111, 8}, {0x0117, 8}}
		n := len(plain) + len(texts)
		behind := at + 2 + 12*uint32(n) + 4
		out := le.AppendUint16(nil, uint16(n))
		var tail []byte
		add := func(tag, kind uint16, count, value uint32) {
			out = le.AppendUint16(le.AppendUint16(out, tag), kind)
			out = le.AppendUint32(le.AppendUint32(out, count), value)
		}
		for _, e := range plain {
			add(uint16(e[0]), 4, 1, e[1])
		}
		for _, e := range texts {
			add(e.tag, 2, uint32(len(e.text)+1), behind+uint32(len(tail)))
			tail = append(append(tail, e.text...), 0)
		}
		return append(le.AppendUint32(out, next), tail...)
	}
	const first = 16 // behind the header and the pixels
	one := dir(first, 0)
	if second {
		one = dir(first, first+uint32(len(one)))
		one = append(one, dir(first+uint32(len(one)), 0)...)
	}
	return "II*\x00" + string(le.AppendUint32(nil, first)) + "\x00\x00\x00\x00\x00\x00\x00\x00" + string(one)
}
