package inbox

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// PaneWidth is the width of the pane: 200 in a window of 1280, and more in a larger one. Larger text gets more, and never more
// than a fifth of the window.
func PaneWidth(scale, window float32) float32 {
	const width, most, usual = 200, 280, 1280
	return max(width, min(width*window/usual, most), min(width*scale, window/5))
}

// Pane is the queue beside the review: what needs a person and what is ready to sign, two lines each.
type Pane struct {
	title *uikit.SectionTitle
	list  *uikit.ListView
	rows  []present.InboxRow
	open  chart.DocumentID
	obj   fyne.CanvasObject
}

// NewPane makes the pane; open is called with the document that was chosen.
func NewPane(kit *uikit.Kit, open func(chart.DocumentID)) *Pane {
	p := &Pane{title: uikit.NewSectionTitle("")}
	p.list = kit.NewList(newPaneRow, p.updateRow)
	choose := func(i int) {
		if i >= 0 && i < len(p.rows) && p.rows[i].ID != p.open {
			open(p.rows[i].ID)
		}
	}
	p.list.OnOpen = choose
	p.list.OnMove = choose
	p.obj = uikit.NewPane(0, 8, focus.Column(uikit.NewPane(16, 6, p.title), kit.Flat(p.list), nil))
	return p
}

// Object is what the review shows at its left.
func (p *Pane) Object() fyne.CanvasObject { return p.obj }

// Render draws a snapshot of the queue.
func (p *Pane) Render(snap present.InboxSnapshot) {
	p.rows = p.rows[:0]
	for _, r := range snap.Rows {
		if r.Group == present.NeedsYou || r.Group == present.ToSign || r.ID == p.open {
			p.rows = append(p.rows, r)
		}
	}
	p.title.Set(phrase.Text(present.GroupWord(present.NeedsYou)) + " · " + strconv.Itoa(snap.Counts[present.NeedsYou]))
	p.list.SetLength(len(p.rows))
	p.mark()
}

// Show marks the document that is open.
func (p *Pane) Show(id chart.DocumentID) {
	p.open = id
	p.mark()
}

func (p *Pane) mark() {
	for i, r := range p.rows {
		if r.ID == p.open {
			p.list.SetAt(i)
			return
		}
	}
	p.list.SetAt(-1)
}

// paneRow has the type and its badge on the first line, pages and time or state on the second.
type paneRow struct {
	badge       *uikit.Badge
	title, note *uikit.Text
	says, brief string // the note, and what is left of it where there is no room
}

type paneRowLayout struct{ r *paneRow }

func (l *paneRowLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, l.r.title.MinSize().Height+l.r.note.MinSize().Height+2)
}

func (l *paneRowLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const pad, edge = 16, 8
	b, title := l.r.badge.MinSize(), l.r.title.MinSize()
	l.r.badge.Resize(b)
	l.r.badge.Move(fyne.NewPos(s.Width-edge-b.Width, 0))
	l.r.title.Move(fyne.NewPos(pad+3, 0))
	l.r.title.Resize(fyne.NewSize(s.Width-pad-edge-b.Width-7, title.Height))
	l.r.note.SetText(l.r.says)
	if l.r.note.Natural().Width > s.Width-pad-edge-3 {
		l.r.note.SetText(l.r.brief)
	}
	l.r.note.Move(fyne.NewPos(pad+3, title.Height+2))
	l.r.note.Resize(fyne.NewSize(s.Width-pad-edge-3, l.r.note.MinSize().Height))
}

func newPaneRow() fyne.CanvasObject {
	r := &paneRow{badge: uikit.NewBadge("1", uikit.ToneDoubt), title: uikit.NewText("", uikit.Style{}),
		note: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	return container.New(&paneRowLayout{r}, r.badge, r.title, r.note)
}

func (p *Pane) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(p.rows) {
		return
	}
	r, in := o.(*fyne.Container).Layout.(*paneRowLayout).r, p.rows[i]
	r.badge.Set(in.Badge, badgeTone(in))
	r.title.SetText(phrase.Text(in.Title)) // it has no room for more
	pages, state, urgent := phrase.Text(in.Pages), phrase.Text(in.State), ""
	if in.Urgent {
		urgent = uikit.T("urgent") + " · "
	}
	r.says, r.brief = urgent+pages+" · "+state, urgent+state
	if in.Tone == present.Needs { // the badge says the state
		r.says, r.brief = urgent+pages+" · "+phrase.Text(in.When), urgent+pages
	}
	o.Refresh()
}
