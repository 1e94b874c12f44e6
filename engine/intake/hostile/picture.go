package hostile

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/tiff"

	"chartproof.org/chartproof/engine/chart"
)

// card is a small good picture with some print.
func card() *image.Gray {
	small := image.NewGray(image.Rect(0, 0, 240, 100))
	for i := range small.Pix {
		small.Pix[i] = 0xff
	}
	d := font.Drawer{Dst: small, Src: image.NewUniform(color.Black), Face: basicfont.Face7x13}
	for i, s := range []string{"Lab report", "Glucose 104 mg/dL", "Sodium 140 mmol/L"} {
		d.Dot = fixed.P(20, 25+25*i)
		d.DrawString(s)
	}
	big := image.NewGray(image.Rect(0, 0, 720, 300))
	for i := range big.Pix {
		big.Pix[i] = small.GrayAt(i%720/3, i/720/3).Y
	}
	return big
}

// encoded runs an encoder that cannot fail on a buffer.
func encoded(encode func(io.Writer) error) []byte {
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		panic("hostile: a good picture does not encode")
	}
	return b.Bytes()
}

func cardPNG() []byte { return encoded(func(w io.Writer) error { return png.Encode(w, card()) }) }
func cardBMP() []byte { return encoded(func(w io.Writer) error { return bmp.Encode(w, card()) }) }
func cardTIFF() []byte {
	return encoded(func(w io.Writer) error { return tiff.Encode(w, card(), nil) })
}
func cardJPEG() []byte {
	return encoded(func(w io.Writer) error { return jpeg.Encode(w, card(), &jpeg.Options{Quality: 80}) })
}

// pngChunk is one chunk with its checksum right.
func pngChunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// pngOf makes a PNG of grey pixels of the depth in bits whose pixel data inflates to n zeros.
func pngOf(width, height uint32, depth byte, n int, extra ...[]byte) []byte {
	head := binary.BigEndian.AppendUint32(nil, width)
	head = binary.BigEndian.AppendUint32(head, height)
	out := append([]byte("\x89PNG\r\n\x1a\n"), pngChunk("IHDR", append(head, depth, 0, 0, 0, 0))...)
	for _, e := range extra {
		out = append(out, e...)
	}
	out = append(out, pngChunk("IDAT", zeros(n))...)
	return append(out, pngChunk("IEND", nil)...)
}

// zeros is n zeros, deflated to about a thousandth. One block of a mebibyte is coded and then repeated: behind a sync
// flush, among nothing but zeros, every such block has the same bytes.
func zeros(n int) []byte {
	const block = 1 << 20
	if n < 2*block {
		return deflated(make([]byte, n))
	}
	var b bytes.Buffer
	z, _ := flate.NewWriter(&b, flate.BestCompression) // fails for unknown levels only
	put := func(n int) []byte {
		from := b.Len()
		_, _ = z.Write(make([]byte, n)) // a bytes.Buffer takes everything
		_ = z.Flush()
		return bytes.Clone(b.Bytes()[from:])
	}
	out := append([]byte{0x78, 0xda}, put(block+n%block)...)
	same := put(block)
	for range n/block - 1 {
		out = append(out, same...)
	}
	out = append(out, 0x03, 0x00) // the last block, empty
	return binary.BigEndian.AppendUint32(out, uint32(n%65521)<<16|1)
}

// sizes are pictures that claim to be, or are, enormous.
func sizes() []File {
	tooMany := reasons(chart.RefusedTooManyPixels)
	broken := reasons(chart.RefusedDamaged, chart.RefusedOutOfMemory, chart.RefusedTimedOut)
	jpg := cardJPEG()
	at := bytes.Index(jpg, []byte{0xff, 0xc0})
	jpgOf := func(height, width uint16) []byte {
		out := bytes.Clone(jpg)
		binary.BigEndian.PutUint16(out[at+5:], height)
		binary.BigEndian.PutUint16(out[at+7:], width)
		return out
	}
	huge := cardBMP()
	binary.LittleEndian.PutUint32(huge[18:], 1<<30)
	webp := append([]byte("RIFF\x16\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f\xff\xff\xff\x0f"), make([]byte, 5)...)
	text := append([]byte("Comment\x00\x00"), zeros(300<<20)...)
	return []File{
		{ID: "png-100000", Name: "huge.png", Why: "claims 100,000 x 100,000 pixels", Data: pngOf(100_000, 100_000, 8, 1000), Refused: tooMany},
		{ID: "png-line", Name: "line.png", Why: "one row of 100 million pixels", Data: pngOf(100_000_000, 1, 1, 1000), Refused: tooMany},
		{ID: "png-short", Name: "short.png", Why: "claims 10,000 x 10,000 pixels and holds ten rows", Data: pngOf(10_000, 10_000, 8, 100_010), Refused: broken, Taken: true},
		{ID: "png-bomb", Name: "bomb.png", Why: "10 x 10 pixels whose data inflates to 500 MiB", Data: pngOf(10, 10, 8, 500<<20), Refused: broken, Taken: true},
		{ID: "png-text-bomb", Name: "comment.png", Why: "a comment that inflates to 300 MiB", Data: pngOf(200, 100, 8, 20_100, pngChunk("zTXt", text)), Refused: broken, Taken: true},
		{ID: "png-zero", Name: "zero.png", Why: "no width", Data: pngOf(0, 100, 8, 100), Refused: reasons(chart.RefusedDamaged)},
		{ID: "png-dot", Name: "dot.png", Why: "one pixel", Data: pngOf(1, 1, 8, 2), Refused: reasons(chart.RefusedDamaged), Taken: true},
		{ID: "png-strip", Name: "strip.png", Why: "60,000 x 1 pixels", Data: pngOf(60_000, 1, 8, 60_001), Refused: append(broken, chart.RefusedTooManyPixels), Taken: true},
		{ID: "jpeg-65500", Name: "huge.jpg", Why: "claims 65,500 x 65,500 pixels", Data: jpgOf(65_500, 65_500), Refused: tooMany},
		{ID: "jpeg-zero", Name: "zero.jpg", Why: "no height", Data: jpgOf(0, 720), Refused: reasons(chart.RefusedDamaged)},
		{ID: "jpeg-lies", Name: "lies.jpg", Why: "claims 9,000 x 9,000 pixels and holds a card", Data: jpgOf(9000, 9000), Refused: broken, Taken: true},
		{ID: "bmp-huge", Name: "huge.bmp", Why: "claims a width of 2^30", Data: huge, Refused: tooMany},
		{ID: "webp-huge", Name: "huge.webp", Why: "claims 16,384 x 16,384 pixels", Data: webp, Refused: tooMany},
	}
}

func jpegs() []File {
	jpg := cardJPEG()
	with := func(segments ...[]byte) []byte {
		return append(append([]byte{0xff, 0xd8}, bytes.Join(segments, nil)...), jpg[2:]...)
	}
	segment := func(marker byte, data []byte) []byte {
		return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2)), data...)
	}
	// One directory whose entry points far outside, followed by itself.
	loop := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00\x12\x01\x03\x00\x01\x00\x00\x00\x63\x00\x00\x00\x0f\x01\x02\x00\xff\xff\xff\x7f\xff\xff\xff\x7f\x08\x00\x00\x00"
	var big [][]byte
	for range 200 {
		big = append(big, segment(0xe1, append([]byte("Exif\x00\x00"), noise(65_000)...)))
	}
	broken := reasons(chart.RefusedDamaged)
	return []File{
		{ID: "jpeg-exif-loop", Name: "photo.jpg", Why: "EXIF that points to itself and outside, orientation 99", Data: with(segment(0xe1, []byte(loop))), Refused: broken, Taken: true},
		{ID: "jpeg-exif-huge", Name: "photo.jpg", Why: "13 MB of EXIF", Data: with(big...), Refused: broken, Taken: true},
		{ID: "jpeg-exif-cut", Name: "photo.jpg", Why: "an EXIF segment longer than the file", Data: append([]byte{0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff}, jpg[2:]...), Refused: broken},
		{ID: "jpeg-comments", Name: "photo.jpg", Why: "40,000 empty comments", Data: with(bytes.Repeat(segment(0xfe, nil), 40_000)), Refused: broken, Taken: true},
		{ID: "jpeg-noise", Name: "photo.jpg", Why: "random bytes for pixels", Data: append(append(bytes.Clone(jpg[:bytes.Index(jpg, []byte{0xff, 0xda})+10]), bytes.ReplaceAll(noise(40_000), []byte{0xff}, []byte{0xfe})...), 0xff, 0xd9), Refused: broken, Taken: true},
	}
}

// deflated is the data in zlib's form.
func deflated(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // a bytes.Buffer takes everything
	_ = z.Close()
	return b.Bytes()
}
