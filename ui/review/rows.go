package review

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// fieldRow is one line of the lists: label, value, state. It is reused from snapshot to snapshot.
type fieldRow struct {
	widget.BaseWidget
	id                 chart.FieldID
	label, value, word *uikit.Text
	line               *uikit.Line
	parts              *fyne.Container
	do                 func(chart.FieldID)
}

var _ desktop.Cursorable = (*fieldRow)(nil)

func newFieldRow(do func(chart.FieldID)) *fieldRow {
	r := &fieldRow{do: do, label: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}),
		value: uikit.NewText("", uikit.Style{Mono: true}), word: uikit.NewText("", uikit.Style{}), line: uikit.NewLine()}
	r.ExtendBaseWidget(r)
	return r
}

func (r *fieldRow) set(in present.ReviewRow) {
	r.id = in.ID
	r.label.SetText(phrase.Text(in.Label))
	text, style := in.Value.Reveal(), uikit.Style{Mono: true}
	if in.Masked {
		text = cmp.Or(in.Instead, maskText)
		style.Color = uikit.ColorQuiet
	}
	r.value.Set(text, style)
	colour := uikit.ColorQuiet
	switch in.Tone {
	case present.Doubtful:
		colour = uikit.ColorDoubt
	case present.Done:
		colour = uikit.ColorDone
	case present.Wrong:
		colour = uikit.ColorWrong
	}
	was := r.word.Natural().Width
	r.word.Set(phrase.Text(in.Word), uikit.Style{Size: uikit.SizeSmall, Color: colour, Mono: true, Align: fyne.TextAlignTrailing})
	if r.parts != nil && r.word.Natural().Width != was {
		uikit.Relayout(r.parts)
	}
}

// Tapped brings the field to hand.
func (r *fieldRow) Tapped(*fyne.PointEvent) {
	if r.do != nil && r.id != "" {
		r.do(r.id)
	}
}

// Cursor says that the line can be pressed.
func (r *fieldRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer is Fyne's.
func (r *fieldRow) CreateRenderer() fyne.WidgetRenderer {
	r.parts = container.New(&rowParts{r}, r.label, r.value, r.word, r.line)
	return widget.NewSimpleRenderer(r.parts)
}

type rowParts struct{ r *fieldRow }

// largeText is the size of text from which on a row has two lines: the label above, what was read and its state below it.
const largeText = 20

func (l *rowParts) MinSize([]fyne.CanvasObject) fyne.Size {
	label, value := l.r.label.MinSize().Height, l.r.value.MinSize().Height
	if uikit.Size(uikit.SizeBody) > largeText {
		return fyne.NewSize(120, label+value+10)
	}
	return fyne.NewSize(120, max(value, label)+14)
}

func (l *rowParts) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const edge, gap = 16, 8
	wide := s.Width - 2*edge - gap
	word := min(l.r.word.Natural().Width+1, wide*0.6)
	place := func(t *uikit.Text, x, middle, w float32) {
		h := t.MinSize().Height
		t.Move(fyne.NewPos(x, middle-h/2))
		t.Resize(fyne.NewSize(max(w, 0), h))
	}
	if middle := (s.Height - 1) / 2; uikit.Size(uikit.SizeBody) <= largeText {
		word = min(word, wide*0.42)
		label := min(max((wide-gap)*0.34, 60), wide-gap-word)
		place(l.r.label, edge, middle, label)
		place(l.r.value, edge+label+gap, middle, wide-gap-label-word)
		place(l.r.word, s.Width-edge-word, middle, word)
	} else {
		top := 5 + l.r.label.MinSize().Height
		below := top + l.r.value.MinSize().Height/2
		place(l.r.label, edge, top-l.r.label.MinSize().Height/2, wide+gap)
		place(l.r.value, edge, below, wide-word)
		place(l.r.word, s.Width-edge-word, below, word)
	}
	l.r.line.Move(fyne.NewPos(0, s.Height-1))
	l.r.line.Resize(fyne.NewSize(s.Width, 1))
}

// fieldList is a heading with rows; rows are made once and reused.
type fieldList struct {
	title *uikit.SectionTitle
	head  *uikit.Surface
	body  *fyne.Container
	rows  []*fieldRow
	do    func(chart.FieldID)
}

func newFieldList(do func(chart.FieldID)) *fieldList {
	l := &fieldList{title: uikit.NewSectionTitle(""), body: uikit.VStack(0), do: do}
	l.head = uikit.NewPane(16, 6, l.title)
	return l
}

// set fills the list; a list without rows shows nothing.
func (l *fieldList) set(title string, rows []present.ReviewRow) {
	l.title.Set(title)
	l.head.Hidden = len(rows) == 0
	for len(l.rows) < len(rows) {
		r := newFieldRow(l.do)
		l.rows = append(l.rows, r)
		l.body.Add(r)
	}
	for i, r := range l.rows {
		if i < len(rows) {
			r.set(rows[i])
			r.Hidden = false
		} else if !r.Hidden {
			r.set(present.ReviewRow{})
			r.Hidden = true
		}
	}
	uikit.Relayout(l.body)
}
