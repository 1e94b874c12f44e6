package inbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// columns are shares of a row's width: badge, type, state, pages, time.
var columns = [...]float32{0.06, 0.27, 0.41, 0.12, 0.14}

// largeText is the size of text from which on a row has two lines: what one line would cut off is what the queue is read for.
const largeText = 20

// row is one document of the full queue.
type row struct {
	badge                     *uikit.Badge
	title, state, pages, when *uikit.Text
}

type rowLayout struct{ r *row }

func (l *rowLayout) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.r.badge, l.r.title, l.r.state, l.r.pages, l.r.when}
}

func twoLines() bool { return uikit.Size(uikit.SizeBody) > largeText }

func (l *rowLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	line := max(l.r.badge.MinSize().Height, l.r.title.MinSize().Height)
	if twoLines() {
		return fyne.NewSize(400, line+l.r.state.MinSize().Height+8)
	}
	return fyne.NewSize(400, line+8)
}

func (l *rowLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	const left, gap = 16, 12
	if twoLines() {
		l.stack(fyne.NewPos(left, 4), s.Width-2*left, gap)
		return
	}
	x, width := float32(left), s.Width-2*left
	for i, o := range objs {
		w := width * columns[i]
		m := o.MinSize()
		if i == 0 {
			o.Resize(m)
		} else {
			o.Resize(fyne.NewSize(w-gap, m.Height))
		}
		o.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		x += w
	}
}

// stack puts type and time on the first line, state and pages on the second.
func (l *rowLayout) stack(at fyne.Position, width, gap float32) {
	badge := width * columns[0]
	l.r.badge.Resize(l.r.badge.MinSize())
	l.r.badge.Move(at)
	y := at.Y
	for _, pair := range [][2]*uikit.Text{{l.r.title, l.r.when}, {l.r.state, l.r.pages}} {
		h, end := pair[0].MinSize().Height, min(pair[1].Natural().Width+1, width/3)
		pair[0].Move(fyne.NewPos(at.X+badge, y))
		pair[0].Resize(fyne.NewSize(width-badge-end-gap, h))
		pair[1].Move(fyne.NewPos(at.X+width-end, y))
		pair[1].Resize(fyne.NewSize(end, h))
		y += h
	}
}

func newRow() fyne.CanvasObject {
	r := &row{badge: uikit.NewBadge("1", uikit.ToneDoubt), title: uikit.NewText("", uikit.Style{}),
		state: uikit.NewText("", uikit.Style{}),
		pages: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignTrailing}),
		when:  uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignTrailing})}
	l := &rowLayout{r}
	return container.New(l, l.objects()...)
}

func (s *Screen) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	r, in := o.(*fyne.Container).Layout.(*rowLayout).r, s.snap.Rows[i]
	r.badge.Set(in.Badge, badgeTone(in))
	r.title.Set(titleText(in), uikit.Style{Bold: in.Group == present.NeedsYou || in.Marked})
	r.state.Set(phrase.Text(in.State), uikit.Style{Color: stateColour(in.Tone)})
	r.pages.SetText(phrase.Text(in.Pages))
	r.when.SetText(phrase.Text(in.When))
	o.Refresh()
}

func titleText(in present.InboxRow) string {
	if in.Marked {
		in.Marked = false
		return "✓ " + titleText(in)
	}
	if in.Urgent {
		return uikit.T("Urgent: {{.Title}}", uikit.A{"Title": phrase.Text(in.Title)})
	}
	return phrase.Text(in.Title)
}

func badgeTone(in present.InboxRow) uikit.Tone {
	if in.Badge == "✓" {
		return uikit.ToneDone
	}
	return uikit.ToneDoubt
}

func stateColour(t present.Tone) fyne.ThemeColorName {
	switch t {
	case present.Doubtful:
		return uikit.ColorDoubt
	case present.Wrong:
		return uikit.ColorWrong
	case present.Done:
		return uikit.ColorDone
	case present.Needs:
		return uikit.ColorText
	}
	return uikit.ColorQuiet
}
