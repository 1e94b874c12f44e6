package inbox

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// tabs is the row of views, each with the digit that shows it. Views that do not fit are left out from the end; their keys
// work all the same, and F1 lists them.
type tabs struct {
	widget.BaseWidget
	show  func(at int)
	cells []*tab
}

func newTabs(show func(at int)) *tabs {
	t := &tabs{show: show}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows the views.
func (t *tabs) Set(of []present.InboxTab, at int) {
	for len(t.cells) < len(of) {
		n := len(t.cells)
		t.cells = append(t.cells, newTab(func() { t.show(n) }))
	}
	for i, c := range t.cells {
		if c.hide = i >= len(of); !c.hide {
			c.set(i, of[i], i == at)
		}
	}
	t.Refresh()
}

func tabName(of present.InboxTab) string {
	if of.Own != "" {
		return of.Own
	}
	return phrase.Text(of.Name)
}

// CreateRenderer is Fyne's.
func (t *tabs) CreateRenderer() fyne.WidgetRenderer { return &tabsRenderer{t} }

type tabsRenderer struct{ t *tabs }

func (r *tabsRenderer) MinSize() fyne.Size {
	h := float32(0)
	for _, c := range r.t.cells {
		h = max(h, c.MinSize().Height)
	}
	return fyne.NewSize(100, h)
}

// Layout shows the view at hand in any case, and of the others as many as fit before it.
func (r *tabsRenderer) Layout(s fyne.Size) {
	const gap = 6
	need := float32(0)
	for _, c := range r.t.cells {
		if !c.hide && c.at {
			need = c.MinSize().Width + gap
		}
	}
	x := float32(0)
	for _, c := range r.t.cells {
		m := c.MinSize()
		room := s.Width - x
		if !c.at && need > 0 {
			room -= need
		}
		c.Hidden = c.hide || m.Width > room
		if c.Hidden {
			continue
		}
		if c.at {
			need = 0
		}
		c.Move(fyne.NewPos(x, 0))
		c.Resize(fyne.NewSize(m.Width, s.Height))
		x += m.Width + gap
	}
}

func (r *tabsRenderer) Refresh() {
	r.Layout(r.t.Size())
	for _, c := range r.t.cells {
		c.Refresh()
	}
}

func (r *tabsRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.t.cells))
	for i, c := range r.t.cells {
		out[i] = c
	}
	return out
}
func (r *tabsRenderer) Destroy() {}

// tab is one view: its digit, its name, how many documents it shows. The one at hand is framed and bold.
type tab struct {
	widget.BaseWidget
	pill     *uikit.Surface
	text     *uikit.Text
	do       func()
	at, hide bool
}

func newTab(do func()) *tab {
	t := &tab{text: uikit.NewFixed("", uikit.Style{}), do: do}
	t.pill = uikit.NewPill(t.text)
	t.ExtendBaseWidget(t)
	return t
}

func (t *tab) set(i int, of present.InboxTab, at bool) {
	t.at = at
	style := uikit.Style{Color: uikit.ColorQuiet}
	if at {
		style = uikit.Style{Bold: true, Color: uikit.ColorAccent}
	}
	t.text.Set(strconv.Itoa(i+1)+"  "+tabName(of)+"  "+strconv.Itoa(of.Count), style)
	t.Refresh()
}

// Tapped shows the view.
func (t *tab) Tapped(*fyne.PointEvent) { t.do() }

// CreateRenderer is Fyne's.
func (t *tab) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.pill) }
