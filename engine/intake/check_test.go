package intake_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	xtiff "golang.org/x/image/tiff"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/intake"
)

func picture() *image.Gray {
	m := image.NewGray(image.Rect(0, 0, 90, 60))
	for i := range m.Pix {
		m.Pix[i] = byte(i * 7)
	}
	return m
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func pngBytes(t testing.TB) []byte {
	var b bytes.Buffer
	must(t, png.Encode(&b, picture()))
	return b.Bytes()
}

func jpegBytes(t testing.TB) []byte {
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, picture(), nil))
	return b.Bytes()
}

func bmpBytes(t testing.TB) []byte {
	var b bytes.Buffer
	must(t, bmp.Encode(&b, picture()))
	return b.Bytes()
}

func tiffBytes(t testing.TB) []byte {
	var b bytes.Buffer
	must(t, xtiff.Encode(&b, picture(), nil))
	return b.Bytes()
}

func webpBytes() []byte {
	body := append([]byte("WEBPVP8L\x0a\x00\x00\x00\x2f"), 0x59, 0xc0, 0x0e, 0x00, 0, 0, 0, 0, 0, 0)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

const smallPDF = "%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"

func TestCheckTakes(t *testing.T) {
	p := pngBytes(t)
	cases := []struct {
		name, file, media string
		data              []byte
		pages             int
	}{
		{"pdf", "chart.pdf", "application/pdf", []byte(smallPDF), 0},
		{"pdf after junk", "chart.PDF", "application/pdf", append(bytes.Repeat([]byte{0}, 1000), smallPDF...), 0},
		{"pdf after a mail header", "chart.pdf", "application/pdf", []byte("Content-Type: application/pdf\r\n\r\n" + smallPDF), 0},
		{"png", "a.png", "image/png", p, 1},
		{"jpeg", "a.jfif", "image/jpeg", jpegBytes(t), 1},
		{"jpeg with trailing bytes", "a.jpg", "image/jpeg", append(jpegBytes(t), 1, 2, 3), 1},
		{"bmp", "a.bmp", "image/bmp", bmpBytes(t), 1},
		{"tiff", "a.TIFF", "image/tiff", tiffBytes(t), 1},
		{"webp", "a.webp", "image/webp", webpBytes(), 1},
		{"no name", "", "image/png", p, 1},
		{"no extension", "scan", "image/png", p, 1},
		{"extension that claims nothing", "scan.2024", "image/png", p, 1},
		{"dot in a folder", "v1.pdf/scan", "image/png", p, 1},
		{"windows path", `C:\in.pdf\scan`, "image/png", p, 1},
		{"dashes", "--help.png", "image/png", p, 1},
		{"newline", "a\nb\n.png\n", "image/png", p, 1},
		{"unicode", "Pérez, Ñandú 病历.png", "image/png", p, 1},
		{"bytes that are no utf-8", "\xff\xfe.png", "image/png", p, 1},
		{"very long", strings.Repeat("x", 9000) + ".png", "image/png", p, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src, ref := intake.Check(c.file, c.data, intake.DefaultLimits())
			if ref != nil {
				t.Fatalf("refused: %v", ref)
			}
			sum := sha256.Sum256(c.data)
			want := chart.Source{SHA256: hex.EncodeToString(sum[:]), MediaType: c.media, Bytes: int64(len(c.data)), Pages: c.pages}
			if src != want {
				t.Errorf("got %+v, want %+v", src, want)
			}
		})
	}
}

func TestCheckRefuses(t *testing.T) {
	p := pngBytes(t)
	cases := []struct {
		name, file string
		data       []byte
		reason     chart.RefusalReason
	}{
		{"empty", "a.pdf", nil, chart.RefusedEmpty},
		{"one byte", "a.pdf", []byte("%"), chart.RefusedNotSupported},
		{"noise", "a.pdf", []byte("\x01\x02\x03\x04 nothing that anybody knows \xff\xfe"), chart.RefusedNotSupported},
		{"png named pdf", "a.pdf", p, chart.RefusedTypeMismatch},
		{"pdf named png", "a.png", []byte(smallPDF), chart.RefusedTypeMismatch},
		{"pdf named exe", "a.pdf.exe", []byte(smallPDF), chart.RefusedTypeMismatch},
		{"hidden by text direction", "a.\u202eexe\u202c", []byte(smallPDF), chart.RefusedTypeMismatch},
		{"program named pdf", "a.pdf", append([]byte("MZ\x90\x00"), make([]byte, 200)...), chart.RefusedTypeMismatch},
		{"program", "a.exe", append([]byte("MZ\x90\x00"), make([]byte, 200)...), chart.RefusedNotSupported},
		{"archive with a pdf in front", "a.pdf", append([]byte("PK\x03\x04"), smallPDF...), chart.RefusedTypeMismatch},
		{"office document", "a.docx", []byte("PK\x03\x04[Content_Types].xml"), chart.RefusedNotSupported},
		{"web page named pdf", "a.pdf", []byte("\ufeff  <!DOCTYPE html><p>404"), chart.RefusedTypeMismatch},
		{"text named pdf", "a.pdf", []byte("this is only a text, nothing else"), chart.RefusedTypeMismatch},
		{"text", "a.txt", []byte("this is only a text, nothing else"), chart.RefusedNotSupported},
		{"gif", "a.gif", []byte("GIF89a\x01\x00\x01\x00"), chart.RefusedNotSupported},
		{"big tiff named tiff", "a.tif", []byte("MM\x00+\x00\x08\x00\x00"), chart.RefusedNotSupported},
		{"big tiff", "a.dat", []byte("II+\x00\x08\x00\x00\x00"), chart.RefusedNotSupported},
		{"pdf header too far in", "a.pdf", append(bytes.Repeat([]byte{0}, 1030), smallPDF...), chart.RefusedNotSupported},
		{"pdf without an end", "a.pdf", []byte(smallPDF[:60]), chart.RefusedDamaged},
		{"pdf cut in its second revision", "a.pdf", []byte(smallPDF + "2 0 obj\n<<"), chart.RefusedDamaged},
		{"form drawn by its vendor's viewer", "a.pdf", []byte(strings.Replace(smallPDF, "/Type/Catalog", "/Type/Catalog/NeedsRendering true", 1)), chart.RefusedActiveContent},
		{"linearised pdf cut", "a.pdf", []byte("%PDF-1.4\n1 0 obj\n<</Linearized 1/L 5000/O 3>>\nendobj\n%%EOF\n"), chart.RefusedDamaged},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, ref := intake.Check(c.file, c.data, intake.DefaultLimits()); ref == nil || ref.Reason != c.reason {
				t.Errorf("got %v, want %s", ref, c.reason)
			}
		})
	}
}

func TestEveryTruncationIsRefused(t *testing.T) {
	files := map[string][]byte{"a.png": pngBytes(t), "a.jpg": jpegBytes(t), "a.bmp": bmpBytes(t), "a.tif": tiffBytes(t),
		"a.webp": webpBytes(), "a.pdf": []byte(smallPDF)[:len(smallPDF)-1]}
	for name, data := range files {
		for n := range data {
			if _, ref := intake.Check(name, data[:n], intake.DefaultLimits()); ref == nil {
				t.Errorf("%s: %d of %d bytes were taken", name, n, len(data))
			}
		}
	}
}

func TestSizesInHeaders(t *testing.T) {
	p := pngBytes(t)
	binary.BigEndian.PutUint32(p[16:], 100_000)
	binary.BigEndian.PutUint32(p[20:], 100_000)
	zero := pngBytes(t)
	binary.BigEndian.PutUint32(zero[16:], 0)
	j := jpegBytes(t)
	at := bytes.Index(j, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(j[at+5:], 65_500)
	binary.BigEndian.PutUint16(j[at+7:], 65_500)
	b := bmpBytes(t)
	binary.LittleEndian.PutUint32(b[18:], 1<<30)
	w := webpBytes()
	w[21], w[22], w[23], w[24] = 0xff, 0xff, 0xff, 0xff
	cases := []struct {
		name   string
		data   []byte
		limit  int64
		reason chart.RefusalReason
	}{
		{"a.png", p, 120_000_000, chart.RefusedTooManyPixels},
		{"zero.png", zero, 120_000_000, chart.RefusedDamaged},
		{"a.jpg", j, 120_000_000, chart.RefusedTooManyPixels},
		{"a.bmp", b, 120_000_000, chart.RefusedTooManyPixels},
		{"a.webp", w, 120_000_000, chart.RefusedTooManyPixels},
		{"a.tif", tiffBytes(t), 5399, chart.RefusedTooManyPixels},
	}
	for _, c := range cases {
		l := intake.DefaultLimits()
		l.Pixels = c.limit
		if _, ref := intake.Check(c.name, c.data, l); ref == nil || ref.Reason != c.reason {
			t.Errorf("%s: got %v, want %s", c.name, ref, c.reason)
		}
	}
	l := intake.DefaultLimits()
	l.Pixels = 5400 // exactly the picture's
	if _, ref := intake.Check("a.tif", tiffBytes(t), l); ref != nil {
		t.Errorf("a page of exactly the limit: %v", ref)
	}
}

// tiffDirs makes a TIFF of n pages whose last directory points to the page number link (0 ends the chain).
func tiffDirs(n int, link int) []byte {
	const dir = 2 + 4*12 + 4
	at := func(i int) uint32 { return uint32(9 + i*dir) }
	b := []byte("II*\x00")
	b = binary.LittleEndian.AppendUint32(b, at(0))
	b = append(b, 0x55) // one byte of pixels
	for i := range n {
		b = binary.LittleEndian.AppendUint16(b, 4)
		for _, e := range [][2]uint32{{256, 8}, {257, 1}, {273, 8}, {279, 1}} {
			b = binary.LittleEndian.AppendUint16(b, uint16(e[0]))
			b = binary.LittleEndian.AppendUint16(b, 4)
			b = binary.LittleEndian.AppendUint32(b, 1)
			b = binary.LittleEndian.AppendUint32(b, e[1])
		}
		next := uint32(0)
		switch {
		case i+1 < n:
			next = at(i + 1)
		case link > 0:
			next = at(link - 1)
		}
		b = binary.LittleEndian.AppendUint32(b, next)
	}
	return b
}

func TestTIFFDirectories(t *testing.T) {
	outside := tiffDirs(1, 0)
	binary.LittleEndian.PutUint32(outside[len(outside)-4:], 1<<31)
	pixels := tiffDirs(1, 0)
	binary.LittleEndian.PutUint32(pixels[9+2+2*12+8:], 1<<30)
	cases := []struct {
		name   string
		data   []byte
		pages  int
		reason chart.RefusalReason
	}{
		{"three pages", tiffDirs(3, 0), 3, ""},
		{"points to itself", tiffDirs(1, 1), 0, chart.RefusedDamaged},
		{"circle of five", tiffDirs(5, 2), 0, chart.RefusedDamaged},
		{"next outside", outside, 0, chart.RefusedDamaged},
		{"pixels outside", pixels, 0, chart.RefusedDamaged},
		{"just enough pages", tiffDirs(2000, 0), 2000, ""},
		{"one too many", tiffDirs(2001, 0), 0, chart.RefusedTooManyPages},
		{"20,000 pages", tiffDirs(20_000, 0), 0, chart.RefusedTooManyPages},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src, ref := intake.Check("a.tif", c.data, intake.DefaultLimits())
			switch {
			case c.reason == "" && ref != nil:
				t.Errorf("refused: %v", ref)
			case c.reason == "" && src.Pages != c.pages:
				t.Errorf("got %d pages, want %d", src.Pages, c.pages)
			case c.reason != "" && (ref == nil || ref.Reason != c.reason):
				t.Errorf("got %v, want %s", ref, c.reason)
			}
		})
	}
}

func TestOneByteOverTheLimitIsRefused(t *testing.T) {
	data, l := pngBytes(t), intake.DefaultLimits()
	l.Bytes = int64(len(data))
	if _, ref := intake.Check("a.png", data, l); ref != nil {
		t.Errorf("as large as the limit: want it taken, got %v", ref)
	}
	l.Bytes--
	if _, ref := intake.Check("a.png", data, l); ref == nil || ref.Reason != chart.RefusedTooLarge {
		t.Errorf("one byte over: want %s, got %v", chart.RefusedTooLarge, ref)
	}
}

func FuzzCheck(f *testing.F) {
	colour := image.NewPaletted(image.Rect(0, 0, 3, 3), color.Palette{color.Black, color.White})
	var b bytes.Buffer
	must(f, png.Encode(&b, colour))
	for _, seed := range [][]byte{b.Bytes(), jpegBytes(f), bmpBytes(f), tiffBytes(f), webpBytes(), []byte(smallPDF), tiffDirs(3, 2)} {
		f.Add("a.pdf", seed)
	}
	l := intake.Limits{Bytes: 1 << 20, Pages: 50, Pixels: 1 << 20}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		src, ref := intake.Check(name, data, l)
		again, refAgain := intake.Check(name, data, l)
		if src != again || (ref == nil) != (refAgain == nil) {
			t.Errorf("two answers for one file")
		}
		if ref == nil && (src.MediaType == "application/octet-stream" || src.Pages > l.Pages || len(data) == 0) {
			t.Errorf("taken: %+v", src)
		}
	})
}
