package redact_test

import (
	"bytes"
	"image"
	"image/color"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
	"chartproof.org/chartproof/engine/read/regions"
)

// pixelLeak is a planted file in our own form: what leaks stands in its pixels.
type pixelLeak struct {
	leakFile
	how   string // as the check names it
	check func(t testing.TB, pages []*geom.Raster) []chart.Residual
}

const pixelDPI = 150

// sheet is a small page of paper with lines of print.
func sheet(t testing.TB, lines ...string) *image.Gray {
	t.Helper()
	g := image.NewGray(image.Rect(0, 0, 600, 450))
	for i := range g.Pix {
		g.Pix[i] = 244
	}
	d := font.Drawer{Dst: g, Src: image.NewUniform(color.Gray{Y: 25}), Face: face(t, 11, pixelDPI)}
	for i, l := range lines {
		d.Dot = fixed.P(40, 60+i*40)
		d.DrawString(l)
	}
	return g
}

func raster(g *image.Gray) *geom.Raster { return geom.FromGray(g, pixelDPI) }

// nameOn is the span of a text that begins a line of a sheet.
func nameOn(t testing.TB, page, line int, text string) chart.Span {
	t.Helper()
	w := font.MeasureString(face(t, 11, pixelDPI), text).Ceil()
	y := 60 + line*40
	return chart.Span{Kind: chart.Name, Text: chart.Text(text), Page: page, Tier: chart.Certain, Layer: "label", Redacted: true,
		Boxes: []geom.Box{geom.FromRect(image.Rect(40, y-18, 40+w, y+5), 600, 450)}}
}

func decoded(t testing.TB, pdf []byte) []*geom.Raster {
	t.Helper()
	var out []*geom.Raster
	for _, m := range images(t, pdf) {
		out = append(out, geom.FromImage(m, pixelDPI))
	}
	return out
}

func plantedPixels(t testing.TB) []pixelLeak {
	name := plantedName
	written := func(src pages, spans ...chart.Span) ([]byte, redact.Report) {
		return write(t, src, spans, redact.Options{})
	}

	marked, markedReport := written(pages{raster(underMarker(sheet(t, "Clinic note", name+" was seen", "Glucose 104 mg/dL")))})
	through, throughReport := written(pages{raster(sheet(t, name, "Glucose 104 mg/dL")), raster(shining(sheet(t, "", "", "", "", "Sodium 140"), sheet(t, name)))}, nameOn(t, 1, 0, name))
	unburnt, _ := written(pages{raster(sheet(t, name, "Glucose"))})
	_, burntReport := written(pages{raster(sheet(t, name, "Glucose"))}, nameOn(t, 1, 0, name))
	again, _ := written(pages{raster(sheet(t, name, "Thank you for seeing Mr. Quartermaine"))}, nameOn(t, 1, 0, name))
	short := nameOn(t, 1, 0, "Zebulon")
	half, _ := written(pages{raster(sheet(t, name))}, short)
	look := func(r redact.Report) func(testing.TB, []*geom.Raster) []chart.Residual {
		return func(_ testing.TB, p []*geom.Raster) (found []chart.Residual) {
			for i := range p {
				found = append(found, r.Check(i+1, p[i])...)
			}
			return found
		}
	}
	words := func(spans []chart.Span, read ...chart.Word) func(testing.TB, []*geom.Raster) []chart.Residual {
		return func(testing.TB, []*geom.Raster) []chart.Residual {
			return redact.Residual(spans, []chart.Page{{Number: 1, Words: read}})
		}
	}
	file := func(class, leaks, plants string, pdf []byte) leakFile {
		return leakFile{class, "pdf", leaks, plants, pdf}
	}
	told := func(class, leaks, plants string, sheets ...[]string) pixelLeak {
		pdf, err := redact.Lettered(raster(sheet(t, "", "Glucose")), sheets...)
		must(t, err)
		return pixelLeak{file(class, leaks, plants, pdf), "text_layer", func(testing.TB, []*geom.Raster) []chart.Residual {
			return redact.Told(pdf, []chart.Span{nameOn(t, 1, 0, name), {Kind: chart.RecordNumber, Text: plantedNumber, Page: 1, Redacted: true}})
		}}
	}
	return []pixelLeak{
		told("layer_text", "the searchable words still hold what the picture covers", "a name in our own layer", []string{"Seen today: Quartermaine"}),
		told("layer_split", "a name parted at the end of a line", "a name over two lines of our own layer", []string{"seen was Quarter", "maine today"}),
		told("layer_joined", "a name run together with its neighbours", "a name within another word of our own layer", []string{"seenquartermainetoday"}),
		told("layer_reversed", "a name backwards", "a name in our own layer, from its end", []string{"today eniamretrauQ nolubeZ"}),
		told("layer_pages", "a number parted at the end of a page", "a number over two pages of our own layer", []string{"Glucose", "739 1846"}, []string{"205 mg"}),
		{file("see_through", "print that shows through the marker that somebody drew over it", "a grey bar over a name, the name darker by 45 greys", marked), "see_through", look(markedReport)},
		{file("bleed_through", "print that shines through from the other side of the sheet", "the redacted name of page 1 on page 2, mirrored, 20 greys darker than the paper", through), "bleed_through", look(throughReport)},
		{file("unburnt_box", "a box that was planned and not burnt, or burnt elsewhere", "a page written without its box", unburnt), "pixels", look(burntReport)},
		{file("second_mention", "the same name in another place", "a name redacted in the first line and left in the second", again), "reread",
			words([]chart.Span{nameOn(t, 1, 0, name)}, chart.Word{Text: "Mr."}, chart.Word{Text: "Quartermaine", Confidence: 0.9, Box: nameOn(t, 1, 1, name).Boxes[0]})},
		{file("sticking_out", "letters that reach out of their box", "a box over the first half of a name", half), "box",
			words([]chart.Span{short}, chart.Word{Text: "Zebulonq", Confidence: 0.9, Box: short.Boxes[0].Grow(0.03, 0)})},
		{barcodeLeak(t, "barcode", "a linear bar code with the record number", oned.NewCode128Writer(), gozxing.BarcodeFormat_CODE_128), "barcode", barcodes},
		{barcodeLeak(t, "qr_code", "a QR code with the record number", qrcode.NewQRCodeWriter(), gozxing.BarcodeFormat_QR_CODE), "barcode", barcodes},
	}
}

// underMarker draws a grey bar over the second line: what is darker stays as it is.
func underMarker(g *image.Gray) *image.Gray {
	for y := 72; y < 112; y++ {
		for x := 30; x < 380; x++ {
			g.Pix[y*g.Stride+x] = min(g.Pix[y*g.Stride+x], 70)
		}
	}
	return g
}

// shining lets the other side of the sheet show, mirrored and pale.
func shining(g, back *image.Gray) *image.Gray {
	w := g.Rect.Dx()
	for i := range g.Pix {
		if x, y := i%g.Stride, i/g.Stride; back.Pix[y*back.Stride+w-1-x] < 128 {
			g.Pix[i] = min(g.Pix[i], 224)
		}
	}
	return g
}

func barcodeLeak(t testing.TB, class, leaks string, w gozxing.Writer, format gozxing.BarcodeFormat) leakFile {
	t.Helper()
	wide, high := 420, 70
	if class == "qr_code" {
		wide, high = 150, 150
	}
	m, err := w.Encode("MRN"+plantedNumber, format, wide, high, nil)
	must(t, err)
	g := sheet(t, "Glucose 104 mg/dL")
	for y := range m.GetHeight() {
		for x := range m.GetWidth() {
			if m.Get(x, y) {
				g.Pix[(150+y)*g.Stride+60+x] = 20
			}
		}
	}
	pdf, _ := write(t, pages{raster(g)}, nil, redact.Options{})
	return leakFile{class, "pdf", leaks, "the code on a page without a box", pdf}
}

// barcodes looks for codes as the reading of the copy does.
func barcodes(_ testing.TB, rasters []*geom.Raster) []chart.Residual {
	var read []chart.Page
	for i, r := range rasters {
		p := chart.Page{Number: i + 1}
		p.Regions = regions.Find(r, p)
		read = append(read, p)
	}
	return redact.Residual(nil, read)
}

// TestPixelsOfCleanPagesSayNothing holds the checks of pixels to the same pages without what was planted.
func TestPixelsOfCleanPagesSayNothing(t *testing.T) {
	bar := sheet(t, "Clinic note", "", "Glucose")
	for y := 72; y < 112; y++ {
		copy(bar.Pix[y*bar.Stride+30:y*bar.Stride+380], bytes.Repeat([]byte{70}, 350)) // a bar with nothing under it
	}
	src := pages{raster(sheet(t, plantedName, "Glucose")), raster(sheet(t, "", "", "", "", "Sodium 140")), raster(bar)}
	pdf, rep := write(t, src, []chart.Span{nameOn(t, 1, 0, plantedName)}, redact.Options{Labels: true})
	for i, r := range decoded(t, pdf) {
		if found := rep.Check(i+1, r); len(found) != 0 {
			t.Errorf("page %d: want nothing, got %v", i+1, found)
		}
	}
	if found := rep.Check(4, src[0]); len(found) != 1 || found[0].How != "page_count" {
		t.Errorf("a page too many: got %v", found)
	}
}
