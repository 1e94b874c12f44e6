package g4_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"io"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/ccitt"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/g4"
)

// decode reads a page back with an independent decoder; the result is packed, 1 is black.
func decode(t testing.TB, data []byte, width, height int) []byte {
	t.Helper()
	rd := ccitt.NewReader(bytes.NewReader(data), ccitt.MSB, ccitt.Group4, width, height, &ccitt.Options{Invert: true})
	out, err := io.ReadAll(rd)
	if err != nil {
		t.Fatalf("decode %d x %d: %v", width, height, err)
	}
	return out
}

func page(t testing.TB, width, height int, black func(x, y int) bool) *geom.Raster {
	t.Helper()
	r, err := geom.NewRaster(geom.Bitonal, geom.Px(width), geom.Px(height), 300)
	if err != nil {
		t.Fatal(err)
	}
	for y := range height {
		for x := range width {
			if black(x, y) {
				r.Pix[y*r.Stride()+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return r
}

func roundTrip(t *testing.T, r *geom.Raster) []byte {
	t.Helper()
	data := g4.Encode(r)
	got := decode(t, data, int(r.Width), int(r.Height))
	if bytes.Equal(got, r.Pix) {
		return data
	}
	for i := range r.Pix {
		if i >= len(got) || got[i] != r.Pix[i] {
			t.Fatalf("%d x %d: byte %d of %d differs (row %d)", r.Width, r.Height, i, len(r.Pix), i/r.Stride())
		}
	}
	t.Fatalf("decoder gave %d bytes, want %d", len(got), len(r.Pix))
	return nil
}

func TestEncodeDecodesToTheSamePixels(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	patterns := map[string]func(x, y int) bool{
		"white":         func(int, int) bool { return false },
		"black":         func(int, int) bool { return true },
		"noise":         func(int, int) bool { return rnd.IntN(2) == 0 },
		"specks":        func(int, int) bool { return rnd.IntN(500) == 0 },
		"black, specks": func(int, int) bool { return rnd.IntN(500) != 0 },
		"columns":       func(x, _ int) bool { return x%2 == 0 },
		"rows":          func(_, y int) bool { return y%2 == 0 },
		"slant":         func(x, y int) bool { return (x+3*y)%37 < 9 },
		"steep slant":   func(x, y int) bool { return (x+7*y)%5000 < 2600 },
		"left edge":     func(x, _ int) bool { return x == 0 },
		"disc":          func(x, y int) bool { return (x-50)*(x-50)+(y-20)*(y-20) < 300 },
		"blocks":        func(x, y int) bool { return (x/70+y/5)%3 == 0 },
	}
	for name, black := range patterns {
		t.Run(name, func(t *testing.T) {
			for _, width := range []int{1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 333, 1728, 2560, 2561, 2623, 2624, 5120, 5133, 8001} {
				roundTrip(t, page(t, width, 23, black))
			}
		})
	}
}

func TestEveryRunLength(t *testing.T) {
	for start := 0; start <= 5200; start += 40 {
		// Forty rows with a black run that grows by one a row, preceded by white of the same length: horizontal mode.
		r := page(t, 10800, 40, func(x, y int) bool { return y%2 == 0 && x > start+y && x <= 2*(start+y) })
		roundTrip(t, r)
	}
}

func TestBitsBeyondTheWidthCountForNothing(t *testing.T) {
	r := page(t, 13, 4, func(x, y int) bool { return x > 3 })
	clean := g4.Encode(r)
	for y := range 4 {
		r.Pix[y*2+1] ^= 0x07
	}
	dirty := g4.Encode(r)
	if !bytes.Equal(clean, dirty) {
		t.Errorf("padding bits changed the result: %x, want %x", dirty, clean)
	}
}

func TestTextPageIsSmall(t *testing.T) {
	r := textPage(t)
	data := roundTrip(t, r)
	if ratio := float64(len(r.Pix)) / float64(len(data)); ratio < 10 {
		t.Errorf("a page of text takes %d bytes, %.1f times less than packed; want at least 10", len(data), ratio)
	}
}

func TestEncodeRefuses(t *testing.T) {
	gray, err := geom.NewRaster(geom.Gray, 10, 10, 300)
	if err != nil {
		t.Fatal(err)
	}
	short := page(t, 10, 10, func(int, int) bool { return false })
	short.Pix = short.Pix[:19]
	for name, r := range map[string]*geom.Raster{"nil": nil, "grey": gray, "short": short} {
		if data := g4.Encode(r); data != nil {
			t.Errorf("%s: got %d bytes, want nil", name, len(data))
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add([]byte{0xff, 0x00, 0x81}, uint16(9))
	f.Fuzz(func(t *testing.T, pix []byte, width uint16) {
		r := &geom.Raster{Depth: geom.Bitonal, Width: geom.Px(width%9000) + 1}
		r.Height = geom.Px(len(pix) / r.Stride())
		if r.Height == 0 {
			return
		}
		r.Pix = bytes.Clone(pix[:r.Stride()*int(r.Height)])
		if spare := r.Stride()*8 - int(r.Width); spare > 0 {
			for y := range int(r.Height) {
				r.Pix[(y+1)*r.Stride()-1] &= 0xff << spare
			}
		}
		roundTrip(t, r)
	})
}

func BenchmarkEncodeTextPage(b *testing.B) {
	r := textPage(b)
	b.ReportAllocs()
	for b.Loop() {
		g4.Encode(r)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// textPage draws a dense letter page at 300 dpi.
func textPage(t testing.TB) *geom.Raster {
	t.Helper()
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 10, DPI: 300})
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewGray(image.Rect(0, 0, 2550, 3300))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Black), Face: face}
	for y, n := 180, 0; y < 3150; y, n = y+56, n+1 {
		d.Dot = fixed.P(180, y)
		d.DrawString(fmt.Sprintf("%03d  Comprehensive metabolic panel, sodium 140 mmol/L, potassium 4.%d, glucose %d mg/dL, repeated", n, n%10, 70+n))
	}
	return geom.Threshold(img, 0x80, 300)
}
