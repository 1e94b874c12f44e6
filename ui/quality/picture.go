package quality

import (
	"context"
	"image"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/engine/quality/plots"
	"chartproof.org/chartproof/ui/uikit"
)

// picture is one chart. It is drawn off the UI goroutine for the size and the look that the canvas asks for; until it is there
// the last one stays.
type picture struct {
	raster *canvas.Raster
	kit    *uikit.Kit
	pen    *plots.Pen
	kind   plots.Kind

	mu      sync.Mutex
	figures *kpi.Figures
	words   map[string]string
	gen     int
	drawn   drawing
	img     image.Image
	asked   drawing
}

// drawing says what a picture is a picture of.
type drawing struct {
	width, height int
	gen           int
	scale, points float32
	ground        color.Color
}

func newPicture(kit *uikit.Kit, pen *plots.Pen, kind plots.Kind) *picture {
	p := &picture{kit: kit, pen: pen, kind: kind}
	p.raster = canvas.NewRaster(p.generate)
	return p
}

// show gives the picture other figures; nil empties it.
func (p *picture) show(f *kpi.Figures, words map[string]string, gen int) {
	p.mu.Lock()
	same := p.gen == gen && p.figures == f
	p.figures, p.words, p.gen = f, words, gen
	if f == nil {
		p.img, p.drawn, p.asked = nil, drawing{}, drawing{}
	}
	p.mu.Unlock()
	if !same {
		p.raster.Refresh()
	}
}

// generate is called by the canvas with the pixels of the screen.
func (p *picture) generate(w, h int) image.Image {
	width := p.raster.Size().Width
	if w < 40 || h < 40 || width <= 0 {
		return image.NewUniform(color.Transparent)
	}
	look := p.look(w, h, float32(w)/width)
	p.mu.Lock()
	defer p.mu.Unlock()
	want := drawing{w, h, p.gen, float32(look.Scale), float32(look.Points), look.Ground}
	if p.figures != nil && p.drawn != want && p.asked != want {
		p.asked = want
		p.draw(want, look)
	}
	if p.img == nil {
		return blank(w, h, look.Ground)
	}
	return p.img
}

// blank is an empty picture; a uniform image has no bounds that a canvas could use.
func blank(w, h int, c color.Color) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	r, g, b, a := c.RGBA()
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = byte(r>>8), byte(g>>8), byte(b>>8), byte(a>>8)
	}
	return img
}

// draw draws off the UI goroutine. p.mu is held.
func (p *picture) draw(want drawing, look plots.Look) {
	figures := p.figures
	look.Words = p.words
	p.kit.Dispatch.Go(func(context.Context) {
		img := p.pen.Draw(p.kind, figures, look)
		p.kit.Dispatch.Do(func() {
			p.mu.Lock()
			still := p.asked == want && p.figures == figures
			if still {
				p.img, p.drawn = img, want
			}
			p.mu.Unlock()
			if still {
				p.raster.Refresh()
			}
		})
	})
}

// look gives the theme's colours and sizes.
func (p *picture) look(w, h int, scale float32) plots.Look {
	return plots.Look{Palette: plots.Palette{Ground: uikit.Colour(uikit.ColorPanel), Text: uikit.Colour(uikit.ColorText), Quiet: uikit.Colour(uikit.ColorQuiet),
		Line: uikit.Colour(uikit.ColorLine), Accent: uikit.Colour(uikit.ColorAccent), Wrong: uikit.Colour(uikit.ColorWrong)},
		Width: w, Height: h, Scale: float64(scale), Points: float64(uikit.Size(uikit.SizeSmall))}
}

// panel is a picture under its title, in a frame; the one at hand has a ring.
type panel struct {
	picture *picture
	title   *uikit.Text
	ring    *canvas.Rectangle
	none    *uikit.Text // in place of a picture that there is too little for
	obj     *fyne.Container
}

func (p *panel) mark(at bool) {
	p.ring.StrokeWidth, p.ring.StrokeColor = 1, uikit.Colour(uikit.ColorLine)
	if at {
		p.ring.StrokeWidth, p.ring.StrokeColor = uikit.Ring, uikit.Colour(uikit.ColorAccent)
	}
	p.ring.Refresh()
}

// panelLayout gives the title its line and the picture the rest.
type panelLayout struct{}

func (panelLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, objs[1].MinSize().Height+60)
}

func (panelLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	const pad = 10
	objs[0].Resize(s)
	h := objs[1].MinSize().Height
	objs[1].Move(fyne.NewPos(pad, pad/2))
	objs[1].Resize(fyne.NewSize(s.Width-2*pad, h))
	objs[2].Move(fyne.NewPos(pad, h+pad))
	objs[2].Resize(fyne.NewSize(s.Width-2*pad, max(0, s.Height-h-2*pad)))
	none := objs[3].MinSize().Height
	objs[3].Move(fyne.NewPos(pad, (s.Height-none)/2))
	objs[3].Resize(fyne.NewSize(s.Width-2*pad, none))
}

// grid lays panels side by side, as many as have room for their text, and below.
type grid struct {
	width   float32
	columns int
	high    float32
}

// fit says how many columns a width has, and how high a row is.
func (g *grid) fit(width float32) {
	text := uikit.Size(uikit.SizeSmall) / 12
	g.width = width
	g.columns = max(1, min(3, int(width/(250*text))))
	g.high = 168 * text
}

const (
	between   = 12
	edge      = 2 // so that no ring is cut
	scrollBar = 8
)

func (g *grid) MinSize(objs []fyne.CanvasObject) fyne.Size {
	g.fit(g.width)
	rows := (len(objs) + g.columns - 1) / max(1, g.columns)
	return fyne.NewSize(200, float32(rows)*(g.high+between)-between+2*edge)
}

func (g *grid) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	g.fit(s.Width)
	w := (s.Width - 2*edge - scrollBar - between*float32(g.columns-1)) / float32(g.columns)
	for i, o := range objs {
		o.Move(fyne.NewPos(edge+float32(i%g.columns)*(w+between), edge+float32(i/g.columns)*(g.high+between)))
		o.Resize(fyne.NewSize(w, g.high))
	}
}
