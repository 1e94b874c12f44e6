package review

import (
	"cmp"

	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	engine "chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/uikit"
)

// The entry's inner distances, on the 8-point grid with room for the ring.
const (
	padX = 12
	padY = 8
)

// maskText stands for a value that is not shown; its length says nothing of the value's.
const maskText = "●●●●●●●●"

// cell is the size of one character.
func (e *valueEntry) cell() fyne.Size {
	return fyne.MeasureText("0", uikit.Size(uikit.SizeEntry), fyne.TextStyle{Monospace: true})
}

// columns is the number of characters of a row.
func (e *valueEntry) columns() int {
	return max(int((e.width-2*padX)/e.cell().Width), 1)
}

// placeAt is the cursor place nearest to a point.
func (e *valueEntry) placeAt(p fyne.Position) int {
	c, starts := e.cell(), rows(e.l.r, e.columns())
	row := min(max(int((p.Y-padY)/c.Height), 0), len(starts)-1)
	end := len(e.l.r)
	if row+1 < len(starts) {
		end = starts[row+1] - 1
	}
	return min(max(starts[row]+int((p.X-padX)/c.Width+0.5), starts[row]), end)
}

// Resize breaks the rows anew.
func (e *valueEntry) Resize(s fyne.Size) {
	e.width = s.Width
	e.BaseWidget.Resize(s)
}

// MinSize is as high as the rows of the value at the width that the entry has.
func (e *valueEntry) MinSize() fyne.Size {
	c := e.cell()
	n := 1
	if !e.masked && e.width > 0 {
		n = len(rows(e.l.r, e.columns()))
	}
	return fyne.NewSize(8*c.Width, float32(n)*c.Height+2*padY)
}

// CreateRenderer is Fyne's.
func (e *valueEntry) CreateRenderer() fyne.WidgetRenderer {
	r := &entryRenderer{e: e, ring: canvas.NewRectangle(nil), cursor: canvas.NewRectangle(nil)}
	r.ring.CornerRadius = 6
	e.r = r
	r.Refresh()
	return r
}

type entryRenderer struct {
	e      *valueEntry
	ring   *canvas.Rectangle
	cursor *canvas.Rectangle
	texts  []*canvas.Text
	fills  []*canvas.Rectangle // of selection and doubt, under the text
	dots   []*canvas.Rectangle // dotted underline
	objs   []fyne.CanvasObject
}

func (r *entryRenderer) MinSize() fyne.Size           { return r.e.MinSize() }
func (r *entryRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *entryRenderer) Destroy()                     { r.texts = nil }
func (r *entryRenderer) Layout(fyne.Size)             { r.lay() }

// Refresh draws anew.
func (r *entryRenderer) Refresh() {
	r.lay()
	canvas.Refresh(r.e)
}

// lay lays everything out from the line; objects are reused. It asks for no drawing beyond what it moves: the canvas lays
// out while it draws, and would draw the whole window a second time.
func (r *entryRenderer) lay() {
	e := r.e
	size := e.Size()
	r.ring.FillColor, r.ring.StrokeColor, r.ring.StrokeWidth = uikit.Colour(uikit.ColorPanel), uikit.Colour(uikit.ColorLine), 1
	if e.focused && !e.modal {
		r.ring.StrokeColor, r.ring.StrokeWidth = uikit.Colour(uikit.ColorAccent), uikit.Ring
	}
	if !e.editable {
		r.ring.FillColor = uikit.Colour(uikit.ColorGround)
	}
	r.ring.Resize(size)
	r.objs = append(r.objs[:0], r.ring)
	starts := rows(e.l.r, e.columns())
	shown := e.l.r
	if e.masked {
		shown, starts = []rune(cmp.Or(e.instead, maskText)), []int{0}
	}
	r.marks(starts)
	r.lines(shown, starts)
	r.place(starts)
}

// marks draws the selection and the doubt.
func (r *entryRenderer) marks(starts []int) {
	e := r.e
	fills, dots := 0, 0
	if e.masked {
		r.hideFrom(0, 0)
		return
	}
	from, to := e.l.selection()
	if e.l.text() == e.read {
		for _, d := range e.doubt {
			r.spans(starts, d.From, d.To, func(p fyne.Position, s fyne.Size) {
				r.fill(&fills, uikit.ColorDoubtGround, p, s)
				for x := float32(0); x < s.Width-1; x += 6 {
					r.dot(&dots, p.AddXY(x+1, s.Height-3))
				}
			})
		}
	}
	if from != to && e.focused && !(e.l.text() == e.read && isDoubt(e.doubt, from, to)) {
		r.spans(starts, from, to, func(p fyne.Position, s fyne.Size) { r.fill(&fills, "selection", p, s) })
	}
	r.hideFrom(fills, dots)
}

// isDoubt reports whether a range is exactly one of the doubtful runs: its own ground says that it is chosen.
func isDoubt(doubt []engine.Range, from, to int) bool {
	for _, d := range doubt {
		if d.From == from && d.To == to {
			return true
		}
	}
	return false
}

// spans calls draw for the part of a range on each row.
func (r *entryRenderer) spans(starts []int, from, to int, draw func(fyne.Position, fyne.Size)) {
	c := r.e.cell()
	for i, s := range starts {
		end := len(r.e.l.r)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		a, b := max(from, s), min(to, end)
		if a < b {
			draw(fyne.NewPos(padX+float32(a-s)*c.Width, padY+float32(i)*c.Height), fyne.NewSize(float32(b-a)*c.Width, c.Height))
		}
	}
}

func (r *entryRenderer) fill(n *int, colour fyne.ThemeColorName, p fyne.Position, s fyne.Size) {
	if *n == len(r.fills) {
		r.fills = append(r.fills, canvas.NewRectangle(nil))
	}
	f := r.fills[*n]
	*n++
	f.FillColor, f.Hidden = uikit.Colour(colour), false
	f.Move(p)
	f.Resize(s)
	r.objs = append(r.objs, f)
}

func (r *entryRenderer) dot(n *int, p fyne.Position) {
	if *n == len(r.dots) {
		r.dots = append(r.dots, canvas.NewRectangle(nil))
	}
	d := r.dots[*n]
	*n++
	d.FillColor, d.Hidden = uikit.Colour(uikit.ColorDoubt), false
	d.Move(p)
	d.Resize(fyne.NewSize(3, 3))
	r.objs = append(r.objs, d)
}

func (r *entryRenderer) hideFrom(fills, dots int) {
	for _, f := range r.fills[fills:] {
		f.Hidden = true
	}
	for _, d := range r.dots[dots:] {
		d.Hidden = true
	}
}

// lines draws the characters, row by row.
func (r *entryRenderer) lines(shown []rune, starts []int) {
	c := r.e.cell()
	for len(r.texts) < len(starts) {
		r.texts = append(r.texts, canvas.NewText("", nil))
	}
	for i, t := range r.texts {
		if i >= len(starts) {
			t.Text, t.Hidden = "", true
			continue
		}
		end := len(shown)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		t.Text, t.Hidden = strings.TrimRight(string(shown[starts[i]:end]), " "), false
		t.Color, t.TextSize, t.TextStyle = uikit.Colour(uikit.ColorText), uikit.Size(uikit.SizeEntry), fyne.TextStyle{Monospace: true}
		t.Move(fyne.NewPos(padX, padY+float32(i)*c.Height))
		t.Resize(fyne.NewSize(float32(end-starts[i])*c.Width, c.Height))
		r.objs = append(r.objs, t)
	}
}

// place draws the cursor; it does not blink, so that nothing moves on a screen that is looked at all day.
func (r *entryRenderer) place(starts []int) {
	e, c := r.e, r.e.cell()
	r.cursor.Hidden = !e.focused || e.masked || !e.editable || e.modal
	row, col := rowOf(starts, e.l.at)
	r.cursor.FillColor = uikit.Colour(uikit.ColorAccent)
	r.cursor.Resize(fyne.NewSize(2, c.Height))
	r.cursor.Move(fyne.NewPos(padX+float32(col)*c.Width-1, padY+float32(row)*c.Height))
	r.objs = append(r.objs, r.cursor)
}
