package review

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// grid shows a table below the page: the cell at hand is ringed here, lit on the page and edited in the card.
type grid struct {
	kit    *uikit.Kit
	title  *uikit.SectionTitle
	count  *uikit.Text
	head   *gridLine
	lines  []*gridLine
	body   *fyne.Container
	scroll *container.Scroll
	obj    *fyne.Container
	around *fyne.Container // in which the table stands below the page
	do     func(row, col int)
	shown  present.TableSnapshot
}

func newGrid(kit *uikit.Kit, do func(row, col int)) *grid {
	g := &grid{kit: kit, title: uikit.NewSectionTitle(""), count: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorDoubt, Align: fyne.TextAlignTrailing}),
		head: newGridLine(nil), body: uikit.VStack(0)}
	g.scroll = container.NewVScroll(g.body)
	keys := container.New(&rowsOf{gap: 16, between: 6},
		uikit.NewKeyCap(uikit.K(fyne.KeyReturn).String(), uikit.T("keep"), func() {}),
		uikit.NewKeyCap(uikit.K(fyne.KeyTab).String(), uikit.T("next cell"), func() {}),
		uikit.NewKeyCap(uikit.K(fyne.KeyInsert).String(), uikit.T("add a row"), func() {}),
		uikit.NewKeyCap(uikit.Ctrl(fyne.KeyDown).String(), uikit.T("copy down"), func() {}),
		uikit.NewKeyCap(uikit.K(fyne.KeyEscape).String(), uikit.T("fields"), func() {}))
	top := uikit.NewPane(16, 8, container.New(&ends{}, g.title, g.count))
	foot := uikit.VStack(0, uikit.NewLine(), uikit.NewGround(uikit.ColorGround, 16, 7, keys))
	g.obj = container.New(&tall{0}, uikit.NewGround(uikit.ColorPanel, 0, 0, container.NewBorder(uikit.VStack(0, uikit.NewLine(), top, g.head), foot, nil, nil, g.scroll)))
	g.obj.Hide()
	g.do, g.head.heading = do, true
	return g
}

// share is the part of the window's middle that a table takes, with bounds.
func (g *grid) fit(height float32) {
	l := g.obj.Layout.(*tall)
	l.height = min(max(height*0.42, 200), 460)
}

func (g *grid) show(s present.ReviewSnapshot, height float32) {
	on := s.Mode == present.ModeTable && s.Phase == present.ReviewOpen
	if !on {
		if g.obj.Visible() {
			g.obj.Hide()
			g.clear()
			uikit.Relayout(g.around)
		}
		return
	}
	g.fit(height)
	if !g.obj.Visible() { // it has its room before anything is drawn in it
		g.obj.Show()
		uikit.Relayout(g.around)
	}
	t := s.Table
	g.title.Set(phrase.Text(t.Title))
	text := ""
	if t.Doubt > 0 {
		text = uikit.N("{{.N}} cells need you", t.Doubt)
	}
	g.count.SetText(text)
	heads := make([]cellText, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = cellText{text: phrase.Text(c), tone: uikit.ColorQuiet}
	}
	widths := columnWidths(t)
	g.head.set(heads, widths, -1)
	for len(g.lines) < len(t.Rows) {
		l := newGridLine(g.do)
		l.row = len(g.lines)
		g.lines = append(g.lines, l)
		g.body.Add(l)
	}
	for i, l := range g.lines {
		if l.Hidden = i >= len(t.Rows); l.Hidden {
			l.set(nil, widths, -1)
			continue
		}
		at := -1
		if i == t.Row {
			at = t.Col
		}
		l.set(cellsOf(t.Rows[i]), widths, at)
	}
	g.shown = t
	uikit.Relayout(g.body)
	g.inView(t.Row)
}

// inView scrolls so far that the row at hand is seen.
func (g *grid) inView(row int) {
	if row < 0 || row >= len(g.lines) {
		return
	}
	l := g.lines[row]
	top, bottom, high := l.Position().Y, l.Position().Y+l.MinSize().Height, g.scroll.Size().Height
	switch at := g.scroll.Offset.Y; {
	case top < at:
		g.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > at+high && high > 0:
		g.scroll.ScrollToOffset(fyne.NewPos(0, bottom-high))
	}
}

func (g *grid) clear() {
	for _, l := range g.lines {
		l.set(nil, nil, -1)
	}
	g.shown = present.TableSnapshot{}
}

type cellText struct {
	text string
	tone fyne.ThemeColorName
	mark bool
}

func cellsOf(r present.TableRow) []cellText {
	out := make([]cellText, len(r.Cells))
	for i, c := range r.Cells {
		out[i] = cellText{text: c.Value.Reveal(), mark: c.Tone == present.Doubtful}
		if c.Masked {
			out[i].text = maskText
		}
		switch c.Tone {
		case present.Doubtful:
			out[i].tone = uikit.ColorDoubt
		case present.Done:
			out[i].tone = uikit.ColorDone
		}
	}
	return out
}

// columnWidths shares the width by the longest value of each column, within bounds.
func columnWidths(t present.TableSnapshot) []float32 {
	out := make([]float32, len(t.Columns))
	sum := float32(0)
	for i, c := range t.Columns {
		longest := len([]rune(phrase.Text(c)))
		for _, r := range t.Rows {
			if i < len(r.Cells) {
				longest = max(longest, len([]rune(r.Cells[i].Value.Reveal())))
			}
		}
		out[i] = float32(min(max(longest, 5), 28))
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// gridLine is a row of the grid.
type gridLine struct {
	widget.BaseWidget
	row     int
	do      func(row, col int)
	texts   []*uikit.Text
	ring    *canvas.Rectangle
	widths  []float32
	at      int
	heading bool
	box     *fyne.Container
}

func newGridLine(do func(row, col int)) *gridLine {
	l := &gridLine{do: do, ring: canvas.NewRectangle(color.Transparent), at: -1}
	l.ring.StrokeWidth, l.ring.CornerRadius = 3, 4
	l.box = container.New(&lineParts{l}, l.ring)
	l.ExtendBaseWidget(l)
	return l
}

func (l *gridLine) set(cells []cellText, widths []float32, at int) {
	l.widths, l.at = widths, at
	for len(l.texts) < len(cells) {
		t := uikit.NewText("", uikit.Style{Mono: true})
		l.texts = append(l.texts, t)
		l.box.Add(t)
	}
	for i, t := range l.texts {
		if i >= len(cells) {
			t.SetText("")
			continue
		}
		text := cells[i].text
		if cells[i].mark { // never by colour alone
			text = "? " + text
		}
		t.Set(text, uikit.Style{Mono: !l.heading, Color: cells[i].tone, Bold: cells[i].mark})
	}
	l.ring.Hidden, l.ring.StrokeColor = at < 0, uikit.Colour(uikit.ColorAccent)
	l.ring.Refresh()
	uikit.Relayout(l.box)
}

// CreateRenderer is Fyne's.
func (l *gridLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.box) }

// Tapped brings the cell under the mouse to hand.
func (l *gridLine) Tapped(ev *fyne.PointEvent) {
	x := ev.Position.X - edge
	for i, share := range l.widths {
		if w := share * (l.Size().Width - 2*edge); x < w || i == len(l.widths)-1 {
			if l.do != nil {
				l.do(l.row, i)
			}
			return
		} else {
			x -= w
		}
	}
}

// edge is the margin at both sides of the grid.
const edge = 16

// lineParts lays the cells of a line out and the ring around the one at hand.
type lineParts struct{ l *gridLine }

func (p *lineParts) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(80, uikit.Size(uikit.SizeBody)*1.45+8)
}

func (p *lineParts) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if s.Width <= 2*edge || s.Height <= 0 { // it was not given its room yet
		return
	}
	x := float32(edge)
	for i, share := range p.l.widths {
		w := share * (s.Width - 2*edge)
		if i < len(p.l.texts) {
			t := p.l.texts[i]
			h := t.MinSize().Height
			t.Move(fyne.NewPos(x+6, (s.Height-h)/2))
			t.Resize(fyne.NewSize(max(w-10, 0), h))
		}
		if i == p.l.at {
			p.l.ring.Move(fyne.NewPos(x, 1))
			p.l.ring.Resize(fyne.NewSize(max(w, 0), max(s.Height-2, 0)))
		}
		x += w
	}
}
