package regions

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/boombuler/barcode/pdf417"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

const (
	testWidth, testHeight = 1700, 2200
	testDPI               = 200
)

// white is an empty letter page in grey.
func white() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, testWidth, testHeight))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	return g
}

func fill(g *image.Gray, r image.Rectangle, v byte) {
	r = r.Intersect(g.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			g.Pix[y*g.Stride+x] = v
		}
	}
}

// stamp draws the modules of a code, side dots each, with its upper left corner at (x, y).
func stamp(t *testing.T, g *image.Gray, x, y, side, height int, m *gozxing.BitMatrix) image.Rectangle {
	t.Helper()
	at := image.Rect(x, y, x, y)
	for j := range m.GetHeight() {
		for i := range m.GetWidth() {
			if !m.Get(i, j) {
				continue
			}
			r := image.Rect(x+i*side, y+j*height, x+(i+1)*side, y+(j+1)*height)
			fill(g, r, 10)
			at = at.Union(r)
		}
	}
	return at
}

func encode(t *testing.T, w gozxing.Writer, text string, f gozxing.BarcodeFormat) *gozxing.BitMatrix {
	t.Helper()
	m, err := w.EncodeWithoutHint(text, f, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// text sets lines of print in a rectangle.
func text(t *testing.T, g *image.Gray, r image.Rectangle, seed uint64) {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 10, DPI: testDPI, Hinting: font.HintingNone})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(seed, 1))
	words := strings.Fields("hypertension ill filled till 11/11/2011 with minimal swelling of the LEFT knee; (unchanged) 4815162342 WILLIAM H. HILLMAN III mg daily")
	for y := r.Min.Y + 30; y < r.Max.Y; y += 34 {
		d := font.Drawer{Dst: g, Src: image.NewUniform(color.Gray{Y: 20}), Face: face, Dot: fixed.P(r.Min.X, y)}
		for d.Dot.X.Ceil() < r.Max.X-200 {
			d.DrawString(words[rng.IntN(len(words))] + " ")
		}
	}
}

func kinds(found []chart.Region, k chart.RegionKind) []chart.Region {
	var out []chart.Region
	for _, r := range found {
		if r.Kind == k {
			out = append(out, r)
		}
	}
	return out
}

func TestCodesAreFoundAndRead(t *testing.T) {
	cases := []struct {
		name         string
		matrix       *gozxing.BitMatrix
		side, height int
		says         string
		symbology    string
	}{
		{"code 128", encode(t, oned.NewCode128Writer(), "MRN00481516", gozxing.BarcodeFormat_CODE_128), 3, 70, "MRN00481516", "code_128"},
		{"code 39", encode(t, oned.NewCode39Writer(), "A4815162", gozxing.BarcodeFormat_CODE_39), 3, 60, "A4815162", "code_39"},
		{"itf", encode(t, oned.NewITFWriter(), "48151623", gozxing.BarcodeFormat_ITF), 3, 60, "48151623", "itf"},
		{"ean 13", encode(t, oned.NewEAN13Writer(), "4006381333931", gozxing.BarcodeFormat_EAN_13), 3, 60, "4006381333931", "ean_13"},
		{"qr", encode(t, qrcode.NewQRCodeWriter(), "patient 481516", gozxing.BarcodeFormat_QR_CODE), 6, 6, "patient 481516", "qr_code"},
		{"large qr", encode(t, qrcode.NewQRCodeWriter(), "patient 481516", gozxing.BarcodeFormat_QR_CODE), 9, 9, "patient 481516", "qr_code"},
		{"small data matrix", encode(t, datamatrix.NewDataMatrixWriter(), "481516-2342", gozxing.BarcodeFormat_DATA_MATRIX), 3, 3, "481516-2342", "data_matrix"},
		{"data matrix", encode(t, datamatrix.NewDataMatrixWriter(), "481516-2342", gozxing.BarcodeFormat_DATA_MATRIX), 6, 6, "481516-2342", "data_matrix"},
	}
	for _, c := range cases {
		for _, turn := range []int{0, 90, 180, 270} {
			g := white()
			text(t, g, image.Rect(200, 900, 1500, 2000), 3)
			at := stamp(t, g, 300, 300, c.side, c.height, c.matrix)
			r := geom.FromGray(g, testDPI)
			want := geom.FromRect(at, r.Width, r.Height).Rotate(turn)
			r = r.Rotate(turn)
			for _, lies := range []int{0, 90} { // as found, and as a reader says that the page lies
				got := kinds(Find(r, chart.Page{Rotation: lies}), chart.RegionBarcode)
				if len(got) != 1 {
					t.Errorf("%s turned by %d: want 1 bar code, got %d", c.name, turn, len(got))
					continue
				}
				if got[0].Text.Reveal() != c.says || got[0].Symbology != c.symbology {
					t.Errorf("%s turned by %d: want %q by %s, got %q by %q", c.name, turn, c.says, c.symbology, got[0].Text.Reveal(), got[0].Symbology)
				}
				if share := got[0].Box.Intersect(want).Area() / want.Area(); share < 0.97 {
					t.Errorf("%s turned by %d: the box covers %.2f of it", c.name, turn, share)
				}
			}
		}
	}
}

// TestBarsThatSayNothingAreFound draws bars of no symbology, under grain and skew.
func TestBarsThatSayNothingAreFound(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	g := white()
	at := image.Rect(400, 500, 400, 580)
	for x := 400; x < 900; {
		w := 3 + rng.IntN(3)*3
		fill(g, image.Rect(x, 500, x+w, 580), 15)
		at.Max.X = x + w
		x += w + 3 + rng.IntN(3)*3
	}
	for i := range g.Pix {
		g.Pix[i] = byte(min(255, max(0, float64(g.Pix[i])*0.9+rng.NormFloat64()*10)))
	}
	r := geom.FromGray(g, testDPI)
	got := kinds(Find(r, chart.Page{}), chart.RegionBarcode)
	want := geom.FromRect(at, r.Width, r.Height)
	if len(got) != 1 || got[0].Text != "" || got[0].Box.Intersect(want).Area() < 0.97*want.Area() {
		t.Errorf("want one bar code without text around %.3f, got %d: %v", want, len(got), got)
	}
}

// TestStackedCodeIsFound draws the code of driver's licences, which no decoder of ours reads.
func TestStackedCodeIsFound(t *testing.T) {
	m, err := pdf417.Encode("ANSI 636000090002DL00410278ZV03190008DLDAQT64235789 DCSSAMPLE DACMICHAEL", 3)
	if err != nil {
		t.Fatal(err)
	}
	g := white()
	text(t, g, image.Rect(100, 900, 1600, 1400), 4)
	at := image.Rect(300, 300, 300+3*m.Bounds().Dx(), 300+3*m.Bounds().Dy())
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if v, _, _, _ := m.At(x, y).RGBA(); v < 0x8000 {
				fill(g, image.Rect(300+3*x, 300+3*y, 303+3*x, 303+3*y), 10)
			}
		}
	}
	for _, turn := range []int{0, 90} {
		r := geom.FromGray(g, testDPI)
		want := geom.FromRect(at, r.Width, r.Height).Rotate(turn)
		got := kinds(Find(r.Rotate(turn), chart.Page{}), chart.RegionBarcode)
		if len(got) != 1 || got[0].Box.Intersect(want).Area() < 0.9*want.Area() {
			t.Errorf("turned by %d: want one code at %v, got %v", turn, want, got)
		}
	}
}

func TestPrintIsNoCode(t *testing.T) {
	g := white()
	text(t, g, image.Rect(100, 100, 1600, 1000), 9)
	for i := range 12 { // a table
		fill(g, image.Rect(100, 1100+40*i, 1600, 1103+40*i), 0)
		fill(g, image.Rect(100+120*i, 1100, 103+120*i, 1540), 0)
	}
	fill(g, image.Rect(100, 1700, 1600, 1760), 0)
	if got := Find(geom.FromGray(g, testDPI), chart.Page{}); len(kinds(got, chart.RegionBarcode))+len(kinds(got, chart.RegionPhoto)) != 0 {
		t.Errorf("want no bar code and no photograph on a page of print, got %v", got)
	}
}

func TestPhotographIsFoundInGreyAndAsMasses(t *testing.T) {
	g := white()
	text(t, g, image.Rect(700, 300, 1500, 900), 2)
	at := image.Rect(300, 300, 540, 620)
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for x := at.Min.X; x < at.Max.X; x++ {
			dx, dy := float64(x-420)/75, float64(y-430)/95
			v := 190 + 20*math.Sin(float64(x)/17)
			switch d := dx*dx + dy*dy; {
			case d < 1:
				v = 150 + 40*dx
			case d < 1.6, y > 540 && dx*dx < 2:
				v = 50 + 10*math.Sin(float64(y)/9)
			}
			g.Pix[y*g.Stride+x] = byte(v)
		}
	}
	r := geom.FromGray(g, testDPI)
	want := geom.FromRect(at, r.Width, r.Height)
	got := kinds(Find(r, chart.Page{}), chart.RegionPhoto)
	if len(got) != 1 || got[0].Box.Intersect(want).Area() < 0.9*want.Area() {
		t.Errorf("in grey: want one photograph at %.3f, got %v", want, got)
	}
	got = kinds(Find(geom.Threshold(g, 128, testDPI), chart.Page{}), chart.RegionPhoto)
	if len(got) != 1 || got[0].Box.Intersect(want).Area() < 0.5*want.Area() {
		t.Errorf("in black and white: want one photograph at %.3f, got %v", want, got)
	}
}

func TestHostilePixels(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 9))
	for _, size := range [][2]geom.Px{{1, 1}, {3, 5000}, {5000, 3}, {17, 9}, {900, 900}} {
		for _, depth := range []geom.Depth{geom.Bitonal, geom.Gray, geom.Colour} {
			r, err := geom.NewRaster(depth, size[0], size[1], 300)
			if err != nil {
				t.Fatal(err)
			}
			for i := range r.Pix {
				r.Pix[i] = byte(rng.IntN(256))
			}
			for _, turn := range []int{0, 90} {
				got := Find(r, chart.Page{Rotation: turn, Words: []chart.Word{{Text: "x", Box: geom.Box{X0: 0, Y0: 0, X1: 1, Y1: 1}}}})
				for _, g := range got {
					if g.Box != g.Box.Clamp() || g.Box.Empty() || len(got) > Most {
						t.Errorf("%v: a region at %v of %d", size, g.Box, len(got))
					}
				}
			}
		}
	}
	if got := Find(&geom.Raster{Width: 10, Height: 10, Depth: geom.Gray}, chart.Page{}); got != nil {
		t.Errorf("a page without pixels: want nothing, got %v", got)
	}
}
