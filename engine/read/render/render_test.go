package render

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/bmp"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/g4"
)

var limits = Limits{Pages: 100, Pixels: 50_000_000}

// pdf builds a file of one page out of its page entries, a content stream and further objects numbered from 5.
func pdf(page, content string, more ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n")
	fmt.Fprintf(&b, "3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R %s>>endobj\n", page)
	fmt.Fprintf(&b, "4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n", len(content)+1, content)
	for i, o := range more {
		fmt.Fprintf(&b, "%d 0 obj%s endobj\n", 5+i, o)
	}
	b.WriteString("trailer<</Root 1 0 R>>\n%%EOF\n")
	return []byte(b.String())
}

// bars is a bitonal page that looks different from every side.
func bars(w, h int) *geom.Raster {
	r, err := geom.NewRaster(geom.Bitonal, geom.Px(w), geom.Px(h), 300)
	if err != nil {
		panic(err)
	}
	for y := range h {
		for x := range w {
			if x < w/8 && y < h/4 || (x*7+y*3)%97 < 2 {
				r.Pix[y*r.Stride()+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return r
}

// scan wraps a bitonal page as a scanner does: one G4 image that fills the page.
func scan(r *geom.Raster, extra string) []byte {
	data := g4.Encode(r)
	w, h := float64(r.Width)*72/300, float64(r.Height)*72/300
	return pdf(fmt.Sprintf("/MediaBox[0 0 %.3f %.3f]%s/Resources<</XObject<</I 5 0 R>>>>", w, h, extra),
		fmt.Sprintf("q %.3f 0 0 %.3f 0 0 cm /I Do Q", w, h),
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode"+
			"/DecodeParms<</K -1/Columns %d/Rows %d>>/Length %d>>stream\n%s\nendstream", r.Width, r.Height, r.Width, r.Height, len(data), data))
}

func first(t *testing.T, mediaType string, data []byte) *geom.Raster {
	t.Helper()
	d, err := Open(mediaType, data, limits)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	defer d.Close()
	r, err := d.Page(1)
	if err != nil {
		t.Fatalf("page 1: %v", err)
	}
	return r
}

func TestAScannedPageGivesExactlyItsPixels(t *testing.T) {
	want := bars(1275, 1650)
	for _, turn := range []int{0, 90, 180, 270} {
		t.Run(fmt.Sprint("turned ", turn), func(t *testing.T) {
			got, w := first(t, "application/pdf", scan(want, fmt.Sprintf("/Rotate %d", turn))), want.Rotate(turn)
			if got.Depth != geom.Bitonal || got.Width != w.Width || got.Height != w.Height || got.DPI != 300 {
				t.Fatalf("page: %d bits, %d x %d at %v dpi; want 1, %d x %d at 300", got.Depth, got.Width, got.Height, got.DPI, w.Width, w.Height)
			}
			if !bytes.Equal(got.Pix, w.Pix) {
				t.Error("the pixels are not those of the scan")
			}
		})
	}
}

func TestBornDigitalPagesComeAt300DPI(t *testing.T) {
	font := "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
	for _, c := range []struct {
		name, page string
		w, h       geom.Px
	}{
		{"letter", "/MediaBox[0 0 612 792]", 2550, 3300},
		{"turned", "/MediaBox[0 0 612 792]/Rotate 90", 3300, 2550},
		{"cropped", "/MediaBox[0 0 612 792]/CropBox[72 72 288 216]", 900, 600},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := first(t, "application/pdf", pdf(c.page+font, "BT /F 20 Tf 100 120 Td (Chart) Tj ET"))
			if got.Width != c.w || got.Height != c.h || got.DPI != 300 {
				t.Errorf("page: %d x %d at %v dpi, want %d x %d at 300", got.Width, got.Height, got.DPI, c.w, c.h)
			}
			if !inked(got) {
				t.Error("the text is not on the page")
			}
		})
	}
}

func inked(r *geom.Raster) bool {
	for _, v := range r.ToGray().Pix {
		if v < 64 {
			return true
		}
	}
	return false
}

func TestWhatAFormWasFilledWithIsOnThePage(t *testing.T) {
	data := pdf("/MediaBox[0 0 144 144]/Annots[5 0 R]", "",
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(x)/DA(/Helv 0 Tf 0 g)/F 4/Rect[20 20 120 40]/AP<</N 6 0 R>>>>",
		"<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<<>>/Length 28>>stream\n0 0 0 rg 0 0 100 20 re f    \nendstream")
	if !inked(first(t, "application/pdf", data)) {
		t.Error("a filled-in field does not show")
	}
}

// withOrientation puts an EXIF block with one entry behind the start of a JPEG.
func withOrientation(data []byte, orientation byte) []byte {
	exif := append([]byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0)
	app1 := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return append(append(append([]byte{0xff, 0xd8}, app1...), exif...), data[2:]...)
}

func TestEXIFOrientationIsApplied(t *testing.T) {
	// The stored picture is black in its top left quarter; the table says where that quarter shows.
	m := image.NewGray(image.Rect(0, 0, 160, 80))
	for i := range m.Pix {
		if i%160 >= 80 || i/160 >= 40 {
			m.Pix[i] = 255
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatalf("encode: %v", err)
	}
	for o, want := range map[byte]struct{ right, low, upright bool }{
		1: {}, 2: {right: true}, 3: {right: true, low: true}, 4: {low: true},
		5: {upright: true}, 6: {right: true, upright: true}, 7: {right: true, low: true, upright: true}, 8: {low: true, upright: true},
	} {
		r := first(t, "image/jpeg", withOrientation(b.Bytes(), o))
		if upright := r.Height > r.Width; upright != want.upright {
			t.Errorf("orientation %d: %d x %d, want upright %t", o, r.Width, r.Height, want.upright)
			continue
		}
		x, y := int(r.Width)/4, int(r.Height)/4
		if want.right {
			x += int(r.Width) / 2
		}
		if want.low {
			y += int(r.Height) / 2
		}
		if v := color.GrayModel.Convert(r.At(x, y)).(color.Gray).Y; v > 30 {
			t.Errorf("orientation %d: the dark quarter is not at %d, %d (grey %d)", o, x, y, v)
		}
	}
}

func TestPicturesKeepTheirPixels(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 40, 20))
	for i := range m.Pix {
		m.Pix[i] = byte(i % 251)
	}
	encoders := map[string]func(*bytes.Buffer) error{
		"image/png": func(b *bytes.Buffer) error { return png.Encode(b, m) },
		"image/bmp": func(b *bytes.Buffer) error { return bmp.Encode(b, m) },
	}
	for mediaType, encode := range encoders {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatalf("%s: %v", mediaType, err)
		}
		if r := first(t, mediaType, b.Bytes()); r.Depth != geom.Gray || !bytes.Equal(r.Pix, m.Pix) {
			t.Errorf("%s: depth %d, want the same grey pixels", mediaType, r.Depth)
		}
	}
	data, err := os.ReadFile("testdata/corner.webp")
	if err != nil {
		t.Fatalf("read webp: %v", err)
	}
	r := first(t, "image/webp", data)
	if r.Width != 40 || r.Height != 20 || r.Depth != geom.Bitonal || r.Pix[0] != 0xff || r.Pix[len(r.Pix)-1] != 0 {
		t.Errorf("image/webp: %d x %d, %d bits, first byte %x; want a black corner on white", r.Width, r.Height, r.Depth, r.Pix[0])
	}
}

func TestWhatCannotBeTakenIsRefusedWithItsReason(t *testing.T) {
	encrypted, err := os.ReadFile("testdata/encrypted.pdf")
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	var noise image.Gray
	noise.Rect, noise.Stride = image.Rect(0, 0, 300, 300), 300
	for i := range 300 * 300 {
		noise.Pix = append(noise.Pix, byte(i*i>>3))
	}
	var p, j bytes.Buffer
	if png.Encode(&p, &noise) != nil || jpeg.Encode(&j, &noise, nil) != nil {
		t.Fatal("encode")
	}
	huge := bytes.Clone(p.Bytes())
	binary.BigEndian.PutUint32(huge[16:], 60000)
	binary.BigEndian.PutUint32(huge[20:], 60000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	g := scan(bars(600, 800), "")
	kids := strings.Repeat("3 0 R ", 101)
	many := bytes.Replace(pdf("/MediaBox[0 0 72 72]", ""), []byte("[3 0 R]/Count 1"), []byte("["+kids+"]/Count 101"), 1)
	for _, c := range []struct {
		name, mediaType string
		data            []byte
		want            chart.RefusalReason
	}{
		{"empty", "application/pdf", nil, chart.RefusedEmpty},
		{"unknown type", "text/html", []byte("<html>"), chart.RefusedNotSupported},
		{"encrypted", "application/pdf", encrypted, chart.RefusedEncrypted},
		{"not a pdf at all", "application/pdf", []byte("hello world, this is no PDF"), chart.RefusedDamaged},
		{"pdf cut in half", "application/pdf", g[:len(g)/2], chart.RefusedDamaged},
		{"png cut in half", "image/png", p.Bytes()[:p.Len()/2], chart.RefusedDamaged},
		{"jpeg cut in half", "image/jpeg", j.Bytes()[:j.Len()/2], chart.RefusedDamaged},
		{"huge picture", "image/png", huge, chart.RefusedTooManyPixels},
		{"huge page", "application/pdf", pdf("/MediaBox[0 0 1000000 1000000]", "0 0 9 9 re f"), chart.RefusedTooManyPixels},
		{"huge image on a small page", "application/pdf", bytes.Replace(g, []byte("/Width 600"), []byte("/Width 99999999"), 1), chart.RefusedTooManyPixels},
		{"too many pages", "application/pdf", many, chart.RefusedTooManyPages},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Open(c.mediaType, c.data, limits)
			if err == nil {
				_, err = d.Page(1)
				d.Close()
			}
			var r *chart.Refusal
			if !errors.As(err, &r) || r.Reason != c.want {
				t.Errorf("got %v, want refusal %s", err, c.want)
			}
		})
	}
}
