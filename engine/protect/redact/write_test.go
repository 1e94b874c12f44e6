package redact_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"io"
	"runtime"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/g4"
	"chartproof.org/chartproof/engine/protect/redact"
)

var depths = map[string]geom.Depth{"bitonal": geom.Bitonal, "grey": geom.Gray, "colour": geom.Colour}

func TestBoxesAreBlackInTheDecodedImages(t *testing.T) {
	for name, d := range depths {
		t.Run(name, func(t *testing.T) {
			p := letter(t, d, 200, 5)
			pdf, rep := write(t, pages{p.raster}, p.spans(1), redact.Options{})
			imgs := images(t, pdf)
			if len(imgs) != 1 {
				t.Fatalf("%d images, want 1", len(imgs))
			}
			for i, b := range p.boxes {
				if y, ok := brightest(imgs[0], b.Rect(p.raster.Width, p.raster.Height)); ok && y > 40 {
					t.Errorf("box %d: a pixel of grey %d", i, y)
				}
			}
			if res := rep.Check(1, geom.FromImage(imgs[0], 200)); len(res) != 0 {
				t.Errorf("Check found %v", res)
			}
		})
	}
}

func brightest(m image.Image, r image.Rectangle) (uint8, bool) {
	top, any := uint8(0), false
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			top, any = max(top, color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y), true
		}
	}
	return top, any
}

// TestNothingUnderABoxReachesTheFile writes two pages that differ only under the boxes, halo included: the files must be
// the same to the byte.
func TestNothingUnderABoxReachesTheFile(t *testing.T) {
	for name, d := range depths {
		t.Run(name, func(t *testing.T) {
			a := letter(t, d, 200, 5)
			b := *a.raster
			b.Pix = bytes.Clone(a.raster.Pix)
			for _, box := range a.boxes {
				r := box.Rect(b.Width, b.Height)
				for y := r.Min.Y; y < r.Max.Y; y++ {
					for x := r.Min.X; x < r.Max.X; x++ {
						scribble(&b, x, y)
					}
				}
			}
			one, ra := write(t, pages{a.raster}, a.spans(1), redact.Options{})
			two, rb := write(t, pages{&b}, a.spans(1), redact.Options{})
			if !bytes.Equal(one, two) {
				t.Error("what stood under the boxes changed the file")
			}
			if ra.BeforeSHA256 == rb.BeforeSHA256 || ra.AfterSHA256 != rb.AfterSHA256 {
				t.Error("hashes: before must differ, after must agree")
			}
		})
	}
}

func scribble(r *geom.Raster, x, y int) {
	switch r.Depth {
	case geom.Bitonal:
		r.Pix[y*r.Stride()+x/8] ^= 0x80 >> (x % 8)
	case geom.Gray:
		r.Pix[y*r.Stride()+x] ^= 0xff
	case geom.Colour:
		r.Pix[y*r.Stride()+3*x+1] ^= 0xff
	}
}

// TestHaloIsWashed puts the faint traces that JPEG leaves around ink beside a box and looks for them in the result.
func TestHaloIsWashed(t *testing.T) {
	r, err := geom.NewRaster(geom.Gray, 600, 200, 200)
	must(t, err)
	for i := range r.Pix {
		r.Pix[i] = 240
	}
	box := image.Rect(100, 80, 300, 104)
	spans := []chart.Span{{Kind: chart.Name, Text: "Maria Gonzalez", Page: 1, Redacted: true, Boxes: []geom.Box{geom.FromRect(box, 600, 200)}}}
	_, rep := write(t, pages{r}, spans, redact.Options{})
	edge := rep.Pages[0].Burns[0].Rect
	for x := edge.Min.X; x < edge.Max.X; x++ {
		r.Pix[(edge.Min.Y-1-x%7)*600+x] = byte(215 + x%25)
	}
	r.Pix[(edge.Max.Y+4)*600+150] = 20 // ink of a neighbour stays
	pdf, _ := write(t, pages{r}, spans, redact.Options{})
	img := images(t, pdf)[0]
	if y := color.GrayModel.Convert(img.At(150, edge.Max.Y+4)).(color.Gray).Y; y > 100 {
		t.Errorf("a neighbour's ink was washed to grey %d", y)
	}
	clean := *r
	clean.Pix = bytes.Clone(r.Pix)
	for y := edge.Min.Y - 8; y < edge.Min.Y; y++ {
		for x := range 600 {
			clean.Pix[y*600+x] = 240
		}
	}
	pdfClean, _ := write(t, pages{&clean}, spans, redact.Options{})
	if !bytes.Equal(pdf, pdfClean) {
		t.Error("traces beside the box reached the file")
	}
}

func TestReleasedSpansStayVisible(t *testing.T) {
	p := letter(t, geom.Bitonal, 200, 0)
	spans := p.spans(1)
	for i := range spans {
		spans[i].Redacted = false
	}
	_, rep := write(t, pages{p.raster}, spans, redact.Options{})
	if len(rep.Pages[0].Burns) != 0 {
		t.Errorf("%d boxes were burnt, want none", len(rep.Pages[0].Burns))
	}
}

func TestLabels(t *testing.T) {
	p := letter(t, geom.Bitonal, 300, 0)
	plain, _ := write(t, pages{p.raster}, p.spans(1), redact.Options{})
	pdf, rep := write(t, pages{p.raster}, p.spans(1), redact.Options{Labels: true})
	if bytes.Equal(plain, pdf) {
		t.Error("no label was drawn")
	}
	img := geom.FromImage(images(t, pdf)[0], 300)
	if res := rep.Check(1, img); len(res) != 0 {
		t.Errorf("Check takes the labels for leaks: %v", res)
	}
}

func TestCheckFindsALightPixelInABox(t *testing.T) {
	p := letter(t, geom.Gray, 200, 5)
	pdf, rep := write(t, pages{p.raster}, p.spans(1), redact.Options{})
	img := geom.FromImage(images(t, pdf)[0], 200)
	r := rep.Pages[0].Burns[3].Rect
	img.Pix[(r.Min.Y+r.Dy()/2)*int(img.Width)+r.Min.X+r.Dx()/2] = 90
	if res := rep.Check(1, img); len(res) != 1 || res[0].Page != 1 || res[0].How != "pixels" {
		t.Errorf("got %v, want one residual of pixels on page 1", res)
	}
	if res := rep.Check(1, nil); len(res) == 0 {
		t.Error("a page that could not be rendered passes")
	}
}

func TestWriteRefuses(t *testing.T) {
	p := letter(t, geom.Bitonal, 100, 0)
	span := func(page int, boxes ...geom.Box) []chart.Span {
		return []chart.Span{{Kind: chart.Name, Page: page, Boxes: boxes, Redacted: true}}
	}
	some := geom.Box{X0: 0.1, Y0: 0.1, X1: 0.2, Y1: 0.2}
	broken := *p.raster
	broken.Pix = broken.Pix[1:]
	cases := map[string]struct {
		src   pages
		spans []chart.Span
	}{
		"no pages":        {nil, nil},
		"page after last": {pages{p.raster}, span(2, some)},
		"page zero":       {pages{p.raster}, span(0, some)},
		"no box":          {pages{p.raster}, span(1)},
		"box off page":    {pages{p.raster}, span(1, geom.Box{X0: 1.1, Y0: 0.1, X1: 1.2, Y1: 0.2})},
		"broken page":     {pages{&broken}, nil},
	}
	for name, c := range cases {
		if _, err := redact.Write(t.Context(), io.Discard, c.src, len(c.src), c.spans, redact.Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

type failing struct{}

func (failing) Page(_ context.Context, n int) (*geom.Raster, error) {
	return nil, chart.E(chart.Internal, "render", nil)
}

type full struct{ n int }

func (f *full) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func TestWriteStopsOnErrors(t *testing.T) {
	if _, err := redact.Write(t.Context(), io.Discard, failing{}, 3, nil, redact.Options{}); chart.KindOf(err) != chart.Internal {
		t.Errorf("source fails: got %v", err)
	}
	p := letter(t, geom.Bitonal, 100, 0)
	many := pages{p.raster, p.raster, p.raster, p.raster, p.raster, p.raster}
	if _, err := redact.Write(t.Context(), &full{n: 9000}, many, len(many), nil, redact.Options{}); err == nil {
		t.Error("writer fails: no error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := redact.Write(ctx, io.Discard, &endless{p.raster, cancel}, 2000, nil, redact.Options{}); err == nil {
		t.Error("cancelled: no error")
	}
}

// endless gives the same page for ever and counts how much memory is held meanwhile.
type endless struct {
	r     *geom.Raster
	touch func()
}

func (e *endless) Page(ctx context.Context, n int) (*geom.Raster, error) {
	e.touch()
	c := *e.r
	c.Pix = bytes.Clone(e.r.Pix)
	return &c, ctx.Err()
}

func TestMemoryIsBounded(t *testing.T) {
	p := letter(t, geom.Bitonal, 100, 0)
	var top uint64
	n := 0
	src := &endless{p.raster, func() {
		if n++; n%100 == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			top = max(top, m.HeapAlloc)
		}
	}}
	rep, err := redact.Write(t.Context(), io.Discard, src, 2000, p.spans(7), redact.Options{})
	must(t, err)
	if len(rep.Pages) != 2000 || len(rep.Pages[6].Burns) == 0 || len(rep.Pages[5].Burns) != 0 {
		t.Errorf("%d pages, %d and %d boxes on pages 7 and 6", len(rep.Pages), len(rep.Pages[6].Burns), len(rep.Pages[5].Burns))
	}
	if top > 64<<20 {
		t.Errorf("%d MiB held after 2,000 pages", top>>20)
	}
}

func TestScansStayNearTheirSize(t *testing.T) {
	for _, dpi := range []float64{200, 300} {
		for name, d := range depths {
			t.Run(fmt.Sprintf("%s %v", name, dpi), func(t *testing.T) {
				p := letter(t, d, dpi, 4)
				scan := p.raster
				var in bytes.Buffer
				if d == geom.Bitonal {
					in.Write(g4.Encode(scan))
				} else {
					var img image.Image = scan.ToGray()
					if d == geom.Colour {
						img = scan.ToRGBA()
					}
					must(t, jpeg.Encode(&in, img, &jpeg.Options{Quality: 75}))
					back, err := jpeg.Decode(bytes.NewReader(in.Bytes()))
					must(t, err)
					if y, ok := back.(*image.YCbCr); ok {
						rgba := image.NewRGBA(y.Rect)
						draw.Draw(rgba, y.Rect, y, image.Point{}, draw.Src)
						scan = &geom.Raster{Depth: geom.Colour, Width: scan.Width, Height: scan.Height, DPI: dpi}
						for i := 0; i < len(rgba.Pix); i += 4 {
							scan.Pix = append(scan.Pix, rgba.Pix[i:i+3]...)
						}
					} else {
						scan = geom.FromImage(back, dpi)
					}
				}
				src := pages{scan, scan}
				input := 2*in.Len() + 1000
				var spans []chart.Span
				for n := range src {
					spans = append(spans, p.spans(n+1)...)
				}
				pdf, rep := write(t, src, spans, redact.Options{Budget: int64(input) * 13 / 10})
				if ratio := float64(len(pdf)) / float64(input); ratio > 1.3 {
					t.Errorf("%.2f times the input, want at most 1.3", ratio)
				}
				if q := rep.Pages[0].Quality; d != geom.Bitonal && q < 70 {
					t.Errorf("quality %d, want at least 70 for a scan of quality 75", q)
				}
				t.Logf("%.2f times the input, quality %d", float64(len(pdf))/float64(input), rep.Pages[0].Quality)
			})
		}
	}
}

func TestQualityFollowsTheBudget(t *testing.T) {
	p := letter(t, geom.Gray, 100, 4)
	src := pages{p.raster, p.raster, p.raster}
	_, free := write(t, src, nil, redact.Options{})
	cases := []struct {
		name      string
		budget    int64
		low, high int
	}{
		{"no budget", 0, 88, 88},
		{"all the room", 2 * free.Bytes, 88, 88},
		{"somewhat tight", free.Bytes * 7 / 10, 64, 82},
		{"the floor", free.Bytes * 35 / 100, 50, 50},
		{"no scan", free.Bytes / 6, 76, 76},
		{"certainly no scan", 10, 76, 76},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, rep := write(t, src, nil, redact.Options{Budget: c.budget})
			for _, pr := range rep.Pages {
				if pr.Quality < c.low || pr.Quality > c.high {
					t.Errorf("page %d: quality %d, want %d to %d", pr.Number, pr.Quality, c.low, c.high)
				}
			}
		})
	}
}

func TestSaltChangesHashes(t *testing.T) {
	p := letter(t, geom.Bitonal, 100, 0)
	_, a := write(t, pages{p.raster}, nil, redact.Options{})
	_, b := write(t, pages{p.raster}, nil, redact.Options{Salt: []byte("another")})
	if a.BeforeSHA256 == b.BeforeSHA256 || a.AfterSHA256 == b.AfterSHA256 {
		t.Error("the salt changes nothing")
	}
}

func BenchmarkWritePage300dpi(b *testing.B) {
	for name, d := range depths {
		b.Run(name, func(b *testing.B) {
			p := letter(b, d, 300, 4)
			spans := p.spans(1)
			for b.Loop() {
				_, err := redact.Write(b.Context(), io.Discard, pages{p.raster}, 1, spans, redact.Options{})
				must(b, err)
			}
		})
	}
}
