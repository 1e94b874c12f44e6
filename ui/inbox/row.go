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

// row is one line of the full queue.
type row struct {
	badge                     *uikit.Badge
	title, state, pages, when *uikit.Text
}

type rowLayout struct{ r *row }

func (l *rowLayout) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.r.badge, l.r.title, l.r.state, l.r.pages, l.r.when}
}

func (l *rowLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(400, max(l.r.badge.MinSize().Height, l.r.title.MinSize().Height)+8)
}

func (l *rowLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	const left, gap = 16, 12
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
	r.title.Set(titleText(in), uikit.Style{Bold: in.Group == present.NeedsYou})
	r.state.Set(phrase.Text(in.State), uikit.Style{Color: stateColour(in.Tone)})
	r.pages.SetText(phrase.Text(in.Pages))
	r.when.SetText(phrase.Text(in.When))
	o.Refresh()
}

func titleText(in present.InboxRow) string {
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
