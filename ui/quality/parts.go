package quality

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// tile is one number at the top.
type tile struct{ name, value, about *uikit.Text }

// drawTiles shows the numbers; the widgets stay, so that nothing flickers.
func (s *Screen) drawTiles() {
	for len(s.tiles.Objects) < len(s.snap.Tiles) {
		t := &tile{uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}), uikit.NewText("", uikit.Style{Size: uikit.SizeEntry, Bold: true}),
			uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
		s.tiles.Add(container.New(t, t.name, t.value, t.about))
	}
	s.tiles.Objects = s.tiles.Objects[:len(s.snap.Tiles)]
	for i, in := range s.snap.Tiles {
		t := s.tiles.Objects[i].(*fyne.Container).Layout.(*tile)
		t.name.SetText(phrase.Text(in.Name))
		t.value.SetText(phrase.Text(in.Value))
		t.about.SetText(phrase.Text(in.About))
	}
	s.tiles.Hidden = len(s.snap.Tiles) == 0
}

// MinSize and Layout put the three lines of a tile below each other.
func (t *tile) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(100, t.name.MinSize().Height+t.value.MinSize().Height+t.about.MinSize().Height)
}

func (t *tile) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for _, line := range []*uikit.Text{t.name, t.value, t.about} {
		h := line.MinSize().Height
		line.Move(fyne.NewPos(0, y))
		line.Resize(fyne.NewSize(s.Width, h))
		y += h
	}
}

// row lays tiles side by side, in as many lines as their text needs.
type row struct{ width float32 }

func (r *row) columns(width float32, n int) int {
	each := 180 * uikit.Size(uikit.SizeSmall) / 12
	return min(max(1, int((width+between)/(each+between))), max(1, n))
}

func (r *row) MinSize(objs []fyne.CanvasObject) fyne.Size {
	if len(objs) == 0 {
		return fyne.Size{}
	}
	columns := len(objs)
	if r.width > 0 {
		columns = r.columns(r.width, len(objs))
	}
	lines := (len(objs) + columns - 1) / columns
	return fyne.NewSize(200, float32(lines)*(objs[0].MinSize().Height+between)-between)
}

func (r *row) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	if len(objs) == 0 {
		return
	}
	r.width = s.Width
	columns := r.columns(s.Width, len(objs))
	w, h := (s.Width-between*float32(columns-1))/float32(columns), objs[0].MinSize().Height
	for i, o := range objs {
		o.Move(fyne.NewPos(float32(i%columns)*(w+between), float32(i/columns)*(h+between)))
		o.Resize(fyne.NewSize(w, h))
	}
}

// line is one figure of the list: what it is, and below it its number in words.
type line struct {
	title *uikit.Text
	says  *uikit.Paragraph
	one   *uikit.Text // a line of the words, for its height
}

// large reports whether text is so large that the screen is laid out for it: more lines, and the numbers scroll with the
// pictures.
func large() bool { return uikit.Size(uikit.SizeSmall) > 16 }

// saysLines is how many lines the words have room for.
func saysLines() float32 {
	if large() {
		return 4
	}
	return 2
}

func newRow() fyne.CanvasObject {
	l := &line{uikit.NewText("", uikit.Style{Bold: true}), uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}),
		uikit.NewText("", uikit.Style{Size: uikit.SizeSmall})}
	return container.New(l, l.title, l.says)
}

// MinSize and Layout put the words below the title.
func (l *line) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(160, l.title.MinSize().Height+saysLines()*l.one.MinSize().Height+10)
}

func (l *line) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = 12
	h := l.title.MinSize().Height
	l.title.Move(fyne.NewPos(left, 3))
	l.title.Resize(fyne.NewSize(s.Width-2*left, h))
	l.says.Move(fyne.NewPos(left, h+4))
	l.says.Resize(fyne.NewSize(s.Width-2*left, s.Height-h-6))
}

func (s *Screen) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	in, l := s.snap.Rows[i], o.(*fyne.Container).Layout.(*line)
	mark := ""
	if in.Tone == present.Wrong {
		mark = "▲ "
	}
	l.title.SetText(mark + phrase.Text(in.Title))
	l.says.Set(phrase.Text(in.Says), uikit.Style{Size: uikit.SizeSmall, Color: tone(in.Tone, uikit.ColorQuiet)})
	o.Refresh()
}

// table is the numbers behind a picture: a list, so that the keys go through its rows.
type table struct {
	obj   fyne.CanvasObject
	title *uikit.SectionTitle
	head  *fyne.Container
	list  *uikit.ListView
	in    *present.QualityTable
}

func newTable(kit *uikit.Kit) *table {
	t := &table{title: uikit.NewSectionTitle(""), head: container.New(&cells{})}
	t.list = kit.NewList(func() fyne.CanvasObject {
		c := &cells{all: uikit.NewParagraph("", uikit.Style{}), one: uikit.NewText("", uikit.Style{})}
		return container.New(c, c.all)
	}, t.update)
	t.obj = container.NewBorder(uikit.VStack(6, t.title, t.head), nil, nil, nil, kit.Flat(t.list))
	return t
}

func (t *table) show(in *present.QualityTable) {
	t.in = in
	t.title.Set(phrase.Text(in.Title))
	for len(t.head.Objects) < len(in.Head) {
		t.head.Add(uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}))
	}
	t.head.Objects = t.head.Objects[:len(in.Head)]
	for i, l := range in.Head {
		t.head.Objects[i].(*uikit.Text).SetText(phrase.Text(l))
	}
	t.head.Hidden = large()
	t.head.Refresh()
	t.list.SetLength(len(in.Rows))
	t.list.SetAt(max(0, t.list.At())) // so that the focus is seen at once
	t.list.Refresh()
}

// update fills a row: its cells, or where text is large all of them as a sentence with their titles.
func (t *table) update(i int, o fyne.CanvasObject) {
	if t.in == nil || i < 0 || i >= len(t.in.Rows) {
		return
	}
	row := o.(*fyne.Container)
	all := row.Layout.(*cells).all
	var parts []string
	for len(row.Objects) < len(t.in.Rows[i])+1 {
		row.Add(uikit.NewText("", uikit.Style{}))
	}
	row.Objects = row.Objects[:len(t.in.Rows[i])+1]
	for j, l := range t.in.Rows[i] {
		text := phrase.Text(l)
		row.Objects[j+1].(*uikit.Text).SetText(text)
		row.Objects[j+1].(*uikit.Text).Hidden = large()
		parts = append(parts, phrase.Text(t.in.Head[j])+": "+text)
	}
	all.SetText(strings.Join(parts, " · "))
	all.Hidden = !large()
	row.Refresh()
}

// cells lays the columns of a table, the first wider than the others, or one paragraph.
type cells struct {
	all *uikit.Paragraph // nil: the titles
	one *uikit.Text
}

func (l *cells) MinSize(objs []fyne.CanvasObject) fyne.Size {
	if l.all != nil && large() {
		return fyne.NewSize(100, 4*l.one.MinSize().Height+8)
	}
	h := float32(0)
	for _, o := range objs {
		if o != l.all {
			h = max(h, o.MinSize().Height)
		}
	}
	if l.one != nil {
		h = l.one.MinSize().Height
	}
	return fyne.NewSize(100, h+4)
}

func (l *cells) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	const left, gap = 8, 8
	if l.all != nil {
		l.all.Move(fyne.NewPos(left, 2))
		l.all.Resize(fyne.NewSize(s.Width-2*left, s.Height-4))
		objs = objs[1:]
	}
	each := (s.Width - 2*left) / (float32(len(objs)) + 0.6)
	x := float32(left)
	for i, o := range objs {
		w := each
		if i == 0 {
			w = each * 1.6
		}
		o.Move(fyne.NewPos(x, 2))
		o.Resize(fyne.NewSize(max(0, w-gap), o.MinSize().Height))
		x += w
	}
}
