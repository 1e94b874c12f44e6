package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// frameRadius is the roundness of a frame's corners.
const frameRadius = 8

// Frame is a hairline with round corners around content that draws to its edges; the ground shows through. It is made of
// lines and corners: one rounded rectangle would cost a drawing of its whole inside, which counts where there is no
// graphics card.
type Frame struct {
	widget.BaseWidget
	lines   [4]*canvas.Rectangle // top, right, bottom, left
	corners [4]*canvas.Arc       // clockwise from the top left
	content fyne.CanvasObject
}

// NewFrame makes a frame around an object.
func NewFrame(content fyne.CanvasObject) *Frame {
	f := &Frame{content: content}
	for i := range f.lines {
		f.lines[i] = canvas.NewRectangle(nil)
		start := float32(90*i - 90)
		f.corners[i] = canvas.NewArc(start, start+90, 1-1.0/frameRadius, nil)
	}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer is Fyne's.
func (f *Frame) CreateRenderer() fyne.WidgetRenderer {
	r := &frameRenderer{f}
	r.paint()
	return r
}

type frameRenderer struct{ f *Frame }

func (r *frameRenderer) MinSize() fyne.Size { return r.f.content.MinSize().AddWidthHeight(2, 2) }

func (r *frameRenderer) Layout(s fyne.Size) {
	const d = frameRadius
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		moveTo(o, fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	place(r.f.content, 1, 1, s.Width-2, s.Height-2)
	place(r.f.lines[0], d, 0, s.Width-2*d, 1)
	place(r.f.lines[1], s.Width-1, d, 1, s.Height-2*d)
	place(r.f.lines[2], d, s.Height-1, s.Width-2*d, 1)
	place(r.f.lines[3], 0, d, 1, s.Height-2*d)
	for i, at := range []fyne.Position{{}, {X: s.Width - 2*d}, {X: s.Width - 2*d, Y: s.Height - 2*d}, {Y: s.Height - 2*d}} {
		place(r.f.corners[i], at.X, at.Y, 2*d, 2*d)
	}
}

func (r *frameRenderer) paint() {
	for i := range r.f.lines {
		r.f.lines[i].FillColor, r.f.corners[i].FillColor = Colour(ColorLine), Colour(ColorLine)
	}
}

func (r *frameRenderer) Refresh() {
	r.paint()
	r.Layout(r.f.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *frameRenderer) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{r.f.content}
	for i := range r.f.lines {
		objs = append(objs, r.f.lines[i], r.f.corners[i])
	}
	return objs
}
func (r *frameRenderer) Destroy() {}
