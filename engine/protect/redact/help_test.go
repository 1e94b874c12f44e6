package redact_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"regexp"
	"strconv"
	"testing"

	"golang.org/x/image/ccitt"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func face(t testing.TB, points, dpi float64) font.Face {
	t.Helper()
	return faceOf(t, goregular.TTF, points, dpi)
}

func faceOf(t testing.TB, ttf []byte, points, dpi float64) font.Face {
	t.Helper()
	parsed, err := opentype.Parse(ttf)
	must(t, err)
	f, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: points, DPI: dpi})
	must(t, err)
	return f
}

// printed is a page with lines of text and the box of the first two words of each line.
type printed struct {
	raster *geom.Raster
	boxes  []geom.Box
}

// letter draws a letter page of text as a scanner of the depth would see it.
func letter(t testing.TB, d geom.Depth, dpi float64, noise float64) printed {
	t.Helper()
	w, h := int(8.5*dpi), int(11*dpi)
	g := image.NewGray(image.Rect(0, 0, w, h))
	rnd := rand.New(rand.NewPCG(5, 6))
	for i := range g.Pix {
		g.Pix[i] = byte(min(max(238+rnd.NormFloat64()*noise, 0), 255))
	}
	f := face(t, 10, dpi)
	draw := font.Drawer{Dst: g, Src: image.NewUniform(color.Gray{Y: 35}), Face: f}
	var p printed
	step := int(dpi * 14 / 72)
	for n, y := 0, int(dpi*0.6); y < h-int(dpi*0.6); n, y = n+1, y+2*step {
		draw.Dot = fixed.P(int(dpi*0.6), y)
		name := fmt.Sprintf("Maria Gonzalez%d", n)
		b, _ := font.BoundString(f, name)
		x0 := int(dpi * 0.6)
		p.boxes = append(p.boxes, geom.FromRect(image.Rect(x0+b.Min.X.Floor(), y+b.Min.Y.Floor(), x0+b.Max.X.Ceil(), y+b.Max.Y.Ceil()), geom.Px(w), geom.Px(h)))
		draw.DrawString(name + "   was seen in the outpatient clinic for a routine check, glucose 104 mg/dL")
	}
	switch d {
	case geom.Bitonal:
		p.raster = geom.Threshold(g, 128, dpi)
	case geom.Gray:
		p.raster = geom.FromGray(g, dpi)
	case geom.Colour:
		r := &geom.Raster{Depth: geom.Colour, Width: geom.Px(w), Height: geom.Px(h), DPI: dpi}
		for _, v := range g.Pix {
			r.Pix = append(r.Pix, v, v, byte(int(v)*9/10))
		}
		p.raster = r
	}
	return p
}

func (p printed) spans(page int) []chart.Span {
	var out []chart.Span
	for i, b := range p.boxes {
		out = append(out, chart.Span{Kind: chart.Name, Text: chart.Text(fmt.Sprintf("Maria Gonzalez%d", i)), Page: page,
			Boxes: []geom.Box{b}, Tier: chart.Certain, Layer: "label", Redacted: true})
	}
	return out
}

type pages []*geom.Raster

func (p pages) Page(_ context.Context, n int) (*geom.Raster, error) { return p[n-1], nil }

func write(t testing.TB, src pages, spans []chart.Span, o redact.Options) ([]byte, redact.Report) {
	t.Helper()
	var b bytes.Buffer
	rep, err := redact.Write(t.Context(), &b, src, len(src), spans, o)
	must(t, err)
	if rep.Bytes != int64(b.Len()) {
		t.Errorf("report says %d bytes, the file has %d", rep.Bytes, b.Len())
	}
	return b.Bytes(), rep
}

var imageDict = regexp.MustCompile(`/Subtype/Image/Width (\d+)/Height (\d+)/ColorSpace/Device(Gray|RGB)/BitsPerComponent (\d)/Filter/(\w+)[^\n]*/Length (\d+)>>\nstream\n`)

// images decodes every image of the file with decoders that know nothing of redact.
func images(t testing.TB, pdf []byte) []image.Image {
	t.Helper()
	var out []image.Image
	for _, m := range imageDict.FindAllSubmatchIndex(pdf, -1) {
		num := func(i int) int {
			n, err := strconv.Atoi(string(pdf[m[2*i]:m[2*i+1]]))
			must(t, err)
			return n
		}
		w, h, data := num(1), num(2), pdf[m[1]:m[1]+num(6)]
		if string(pdf[m[10]:m[11]]) == "DCTDecode" {
			img, err := jpeg.Decode(bytes.NewReader(data))
			must(t, err)
			out = append(out, img)
			continue
		}
		pix, err := io.ReadAll(ccitt.NewReader(bytes.NewReader(data), ccitt.MSB, ccitt.Group4, w, h, &ccitt.Options{Invert: true}))
		must(t, err)
		out = append(out, &geom.Raster{Depth: geom.Bitonal, Width: geom.Px(w), Height: geom.Px(h), Pix: pix})
	}
	return out
}
