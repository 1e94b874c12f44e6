package pageview

import (
	"bytes"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/uikit"
)

// page makes a grey page with one black word at 0.2 to 0.4 across, 0.30 to 0.32 down.
func page(t testing.TB, depth geom.Depth, w, h geom.Px) *geom.Raster {
	t.Helper()
	r, err := geom.NewRaster(geom.Gray, w, h, 300)
	if err != nil {
		t.Fatal(err)
	}
	rect := word.Rect(w, h)
	for y := rect.Min.Y; y < rect.Max.Y; y++ {
		for x := rect.Min.X; x < rect.Max.X; x++ {
			r.Pix[y*r.Stride()+x] = 0
		}
	}
	switch depth {
	case geom.Bitonal:
		return geom.Threshold(r.ToGray(), 0x80, 300)
	case geom.Colour:
		c, err := geom.NewRaster(geom.Colour, w, h, 300)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range r.Pix {
			c.Pix[3*i], c.Pix[3*i+1], c.Pix[3*i+2] = v, v, v
		}
		return c
	}
	return r
}

var (
	word   = geom.Box{X0: 0.2, Y0: 0.30, X1: 0.4, Y1: 0.32}
	colour = Colours{Desk: color.NRGBA{0xE8, 0xEC, 0xEA, 0xff}, Accent: color.NRGBA{0x0B, 0x6B, 0x5D, 0xff},
		Mask: color.NRGBA{0xC4, 0xD4, 0xCE, 0xff}, MaskLine: color.NRGBA{0x3A, 0x4A, 0x45, 0xff},
		DoubtGround: color.NRGBA{0xFF, 0xE9, 0xB0, 0xff}, Doubt: color.NRGBA{0x8A, 0x5A, 0, 0xff}}
)

func TestThePageIsDrawnWhereTheViewportSays(t *testing.T) {
	for _, depth := range []geom.Depth{geom.Bitonal, geom.Gray, geom.Colour} {
		pyr := Build(page(t, depth, 1000, 1300))
		for _, turn := range []int{0, 90, 180, 270} {
			for _, coarse := range []bool{false, true} {
				v := Viewport{PageW: 1000, PageH: 1300, DPI: 300, Turn: turn, ViewW: 500, ViewH: 500}.FitPage()
				p := Painter{Colours: colour, Unit: 1}
				img := p.Paint(pyr, v, nil, 500, 500, coarse)
				x0, y0, x1, y1 := v.ToView(word)
				mid := img.RGBAAt(int((x0+x1)/2), int((y0+y1)/2))
				if mid.R > 0x60 {
					t.Errorf("depth %d turn %d coarse %v: want ink in the word, got %v", depth, turn, coarse, mid)
				}
				if paper := img.RGBAAt(250, 250); paper.R != 0xff {
					t.Errorf("depth %d turn %d coarse %v: want paper in the middle, got %v", depth, turn, coarse, paper)
				}
				if desk := img.RGBAAt(2, 2); desk.R != 0xE8 {
					t.Errorf("depth %d turn %d: want the desk in the corner, got %v", depth, turn, desk)
				}
			}
		}
	}
}

func TestMaskingLeavesNoInk(t *testing.T) {
	pyr := Build(page(t, geom.Gray, 1000, 1300))
	for _, scale := range []float64{0.1, 0.37, 1, 2.3} {
		for pattern := SlashRight; pattern <= Upright; pattern++ {
			v := Viewport{PageW: 1000, PageH: 1300, DPI: 300, ViewW: 600, ViewH: 600, Scale: scale}
			v = v.ShowBox(word.Grow(0.02, 0.02), scale)
			p := Painter{Colours: colour, Unit: 1}
			// Doubt and the lit zone lie on the same word: the mask must cover them too.
			img := p.Paint(pyr, v, []Mark{{Kind: Masked, Box: word, Pattern: pattern}, {Kind: Doubt, Box: word}}, 600, 600, false)
			x0, y0, x1, y1 := v.ToView(word)
			for y := max(int(y0), 0); y < min(int(y1)+1, 600); y++ {
				for x := max(int(x0), 0); x < min(int(x1)+1, 600); x++ {
					c := img.RGBAAt(x, y)
					if c.R < colour.MaskLine.R {
						t.Fatalf("scale %.2f pattern %d: want no ink at %d, %d; got %v", scale, pattern, x, y, c)
					}
				}
			}
		}
	}
}

func TestPatternsDiffer(t *testing.T) {
	seen := map[string]Pattern{}
	for pattern := SlashRight; pattern <= Upright; pattern++ {
		v := Viewport{PageW: 1000, PageH: 1300, ViewW: 300, ViewH: 300, Scale: 1}
		v = v.ShowBox(word, 1)
		p := Painter{Colours: colour, Unit: 1}
		img := p.Paint(Build(page(t, geom.Gray, 1000, 1300)), v, []Mark{{Kind: Masked, Box: word, Pattern: pattern}}, 300, 300, false)
		key := string(img.Pix)
		if other, ok := seen[key]; ok {
			t.Errorf("want patterns %d and %d to differ, got the same picture", pattern, other)
		}
		seen[key] = pattern
	}
}

func TestPyramidOfOddAndTinyPages(t *testing.T) {
	for _, c := range []struct{ w, h geom.Px }{{1, 1}, {1, 500}, {501, 1}, {333, 777}} {
		for _, depth := range []geom.Depth{geom.Gray, geom.Colour, geom.Bitonal} {
			r, err := geom.NewRaster(depth, c.w, c.h, 100)
			if err != nil {
				t.Fatal(err)
			}
			pyr := Build(r)
			for _, turn := range []int{0, 90, 180, 270} {
				if img := pyr.Thumb(40, 52, turn); img.Rect.Dx() < 1 || img.Rect.Dx() > 40 || img.Rect.Dy() > 52 {
					t.Errorf("%d x %d, turn %d: want a thumb within 40 x 52, got %v", c.w, c.h, turn, img.Rect)
				}
			}
		}
	}
	if Build(&geom.Raster{Depth: geom.Gray, Width: 10, Height: 10}) != nil {
		t.Error("a raster without pixels: want no pyramid, got one")
	}
}

func TestAGreyLetterPageStaysSmall(t *testing.T) {
	if got := Build(page(t, geom.Gray, 2550, 3300)).Bytes(); got > 12<<20 {
		t.Errorf("want at most 12 MiB for a grey page at 300 dpi, got %d", got>>20)
	}
}

func TestViewShowsRevealsAndForgets(t *testing.T) {
	app := test.NewTempApp(t)
	th := uikit.NewTheme(uikit.LookLight, 1)
	th.Apply(app)
	kit := uikit.NewKit(th, uikit.NewSerial(t.Context()))
	kit.Animate = false
	kit.Keys.Modifiers = func() fyne.KeyModifier { return 0 }
	v := New(kit)
	w := test.NewTempWindow(t, v)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 400))
	v.SetPage(Build(page(t, geom.Gray, 1000, 1300)), 0)
	w.Canvas().Capture()
	if !v.Viewport().Valid() {
		t.Fatalf("after drawing: want a viewport, got %+v", v.Viewport())
	}
	low := geom.Box{X0: 0.2, Y0: 0.9, X1: 0.3, Y1: 0.92}
	v.Reveal(low)
	if !v.Viewport().Sees(low) {
		t.Error("revealed: want the box in view, got it outside")
	}
	var tapped geom.Point
	v.OnTap = func(p geom.Point) { tapped = p }
	v.Tapped(&fyne.PointEvent{Position: fyne.NewPos(300, 200)})
	if want := v.Viewport().ToPage(300, 200); tapped != want {
		t.Errorf("tap: want %v, got %v", want, tapped)
	}
	before := v.Viewport().Y
	v.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 10)})
	if v.Viewport().Y >= before || !v.coarse {
		t.Errorf("wheel: want the page moved and drawn coarsely, got %.1f after %.1f", v.Viewport().Y, before)
	}
	kit.Dispatch.Drain()
	if v.coarse {
		t.Error("after the wheel rests: want it sharp, got it coarse")
	}
	v.Clear()
	if v.pyr != nil || v.painter.img != nil || v.marks != nil {
		t.Error("cleared: want no pixel left, got some")
	}
}

func TestMouseEditsTheBox(t *testing.T) {
	app := test.NewTempApp(t)
	th := uikit.NewTheme(uikit.LookLight, 1)
	th.Apply(app)
	kit := uikit.NewKit(th, uikit.NewSerial(t.Context()))
	v := New(kit)
	w := test.NewTempWindow(t, v)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 400))
	v.SetPage(Build(page(t, geom.Gray, 1000, 1300)), 0)
	w.Canvas().Capture()
	v.SetMarks([]Mark{{Kind: Edited, Box: word}})
	var got geom.Box
	done := false
	v.OnEdit = func(b geom.Box, end bool) { got, done = b, end }
	_, _, x1, y1 := v.Viewport().ToView(word)
	v.taken, v.box = gripAt(v.v, word, x1, y1, 1), word
	v.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(30, 10)})
	v.DragEnd()
	if !done || got.X1 <= word.X1 || got.Y1 <= word.Y1 || got.X0 != word.X0 && got.X0-word.X0 > 1e-9 {
		t.Errorf("dragged corner: want a larger box handed over, got %v (done %v)", got, done)
	}
}

func BenchmarkPaintViewport(b *testing.B) {
	pyr := Build(page(b, geom.Gray, 2550, 3300))
	v := Viewport{PageW: 2550, PageH: 3300, DPI: 300, ViewW: 1150, ViewH: 960}.FitWidth()
	p := Painter{Colours: colour, Unit: 1}
	for b.Loop() {
		p.Paint(pyr, v, []Mark{{Kind: Lit, Box: word}, {Kind: Masked, Box: word}}, 1150, 960, false)
	}
}

func BenchmarkBuildPyramid(b *testing.B) {
	r := page(b, geom.Gray, 2550, 3300)
	for b.Loop() {
		Build(r)
	}
}

// Whatever piece of the page a picture of the screen shows, the watermark is in it; it is faint, and another minute is another one.
func TestTheWatermarkIsEverywhereAndFaint(t *testing.T) {
	white := page(t, geom.Gray, 600, 800)
	for i := range white.Pix {
		white.Pix[i] = 0xff
	}
	pyr := Build(white)
	v := New(&uikit.Kit{Theme: uikit.NewTheme(uikit.LookLight, 1)})
	p := Painter{Colours: Colours{Desk: color.NRGBA{0xff, 0xff, 0xff, 0xff}}, Unit: 1, Face: v.tagFace, Watermark: "Ada Reyes · 2026-11-22 10:04"}
	port := Viewport{ViewW: 600, ViewH: 800, PageW: 600, PageH: 800, Scale: 1}
	img := p.Paint(pyr, port, nil, 600, 800, false)
	for y := 0; y+240 <= 800; y += 80 {
		for x := 0; x+400 <= 600; x += 100 {
			ink, darkest := 0, byte(0xff)
			for yy := y; yy < y+240; yy++ {
				for xx := x; xx < x+400; xx++ {
					if g := img.RGBAAt(xx, yy).G; g < 0xff {
						ink++
						darkest = min(darkest, g)
					}
				}
			}
			if ink < 100 || darkest < 0xd8 {
				t.Errorf("at %d,%d: want faint letters, got %d pixels, the darkest %#x", x, y, ink, darkest)
			}
		}
	}
	before := append([]byte(nil), img.Pix...)
	p.Watermark = "Ada Reyes · 2026-11-22 10:05"
	if bytes.Equal(before, p.Paint(pyr, port, nil, 600, 800, false).Pix) {
		t.Error("a minute later the watermark is the same")
	}
}
