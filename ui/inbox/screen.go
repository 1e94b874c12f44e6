package inbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Inbox is what the screen asks of its presenter.
type Inbox interface {
	Search(text string)
	Select(id chart.DocumentID)
	ShowTab(at int)
	CancelImport()
	CloseReport()
}

// Actions are what leads away from the screen; the shell gives them.
type Actions struct {
	Open   func(id chart.DocumentID)
	Import func()
	Sample func() // nil: no sample chart is offered
}

// Screen is the queue.
type Screen struct {
	kit   *uikit.Kit
	in    Inbox
	do    Actions
	snap  present.InboxSnapshot
	front bool // the queue is what the window shows

	obj      *fyne.Container
	heading  *uikit.Text
	counts   *uikit.Text
	search   *uikit.Field
	tabs     *tabs
	list     *uikit.ListView
	rows     fyne.CanvasObject // the list as it is shown
	body     *fyne.Container
	empty    fyne.CanvasObject
	first    *uikit.Button // of the empty state
	nothing  fyne.CanvasObject
	loading  fyne.CanvasObject
	fault    *uikit.ErrorPanel
	offline  *uikit.ErrorPanel
	watched  *uikit.ErrorPanel
	refused  *uikit.ErrorPanel
	progress *uikit.ProgressPanel
	report   *report
}

// New makes the screen; Bind gives it its presenter.
func New(kit *uikit.Kit, do Actions) *Screen {
	s := &Screen{kit: kit, do: do, heading: uikit.NewText("", uikit.Style{Size: uikit.SizeTitle, Bold: true}), counts: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet}),
		fault: uikit.NewErrorPanel(), offline: uikit.NewErrorPanel(), watched: uikit.NewErrorPanel(), refused: uikit.NewErrorPanel()}
	s.search = kit.NewField(uikit.T("Search by type, patient or number"))
	s.search.Entry.OnChanged = func(text string) { s.in.Search(text) }
	s.search.Entry.OnSubmitted = func(string) { s.FocusList() }
	s.tabs = newTabs(func(at int) { s.in.ShowTab(at) })
	s.list = kit.NewList(newRow, s.updateRow)
	s.list.OnMove = func(row int) { s.in.Select(s.snap.Rows[row].ID) }
	s.list.OnOpen = s.open
	s.rows = kit.Flat(s.list)
	s.progress = kit.NewProgress(uikit.Ctrl(fyne.KeyPeriod), func() { s.in.CancelImport() })
	s.report = newReport(kit, func() { s.in.CloseReport() })
	s.empty = s.emptyState()
	s.nothing = uikit.NewEmptyState(uikit.T("Nothing matches"),
		uikit.T("Names are found by their beginning, three letters or more, numbers whole, days as 2026-11-20 or today. Esc shows the whole queue again."))
	s.loading = uikit.NewEmptyState(uikit.T("Reading the queue…"), "")
	s.body = container.NewStack(s.loading)
	s.obj = container.NewStack(s.layout())
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(in Inbox) { s.in = in }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

func (s *Screen) layout() fyne.CanvasObject {
	head := focus.Row(nil, uikit.VStack(8, s.heading, s.counts), uikit.Width(300, s.search.Object()))
	top := uikit.VStack(8, head, s.tabs, s.fault.Object(), s.offline.Object(), s.watched.Object(), s.progress.Object(), s.report.obj)
	return uikit.NewPane(16, 12, focus.Column(top, s.body, s.refused.Object()))
}

func (s *Screen) emptyState() fyne.CanvasObject {
	s.first = s.kit.NewPrimary(uikit.T("Import charts"), uikit.Ctrl(fyne.KeyO), s.do.Import)
	actions := []fyne.CanvasObject{s.first}
	what := uikit.T("Drop charts here or press Ctrl+O. PDF, TIFF, JPEG, PNG, BMP and WebP are read, on this computer.")
	if s.do.Sample != nil {
		actions = append(actions, s.kit.NewButton(uikit.T("Try it with a sample chart"), uikit.Key{}, s.do.Sample))
	}
	return uikit.NewEmptyState(uikit.T("No charts yet"), what, actions...)
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.InboxSnapshot) {
	s.snap = snap
	if !s.front { // it is drawn when it comes to the front: what is not on the window makes no work for it
		return
	}
	s.heading.SetText(headingText(snap))
	s.counts.SetText(countsText(snap))
	s.tabs.Hidden = snap.Total == 0
	s.tabs.Set(snap.Tabs, snap.Tab)
	if s.search.Entry.Text != snap.Search {
		s.search.Entry.SetText(snap.Search)
	}
	s.fault.Show(phrase.Fault(snap.Problem))
	s.offline.Show(phrase.Fault(snap.Sending.Offline))
	s.watched.Show(phrase.Fault(snap.Watched))
	s.renderImport(snap.Import)
	s.renderRows(snap)
	s.obj.Refresh()
	uikit.Settle(s.obj)
}

func (s *Screen) renderRows(snap present.InboxSnapshot) {
	body := s.rows
	switch {
	case snap.Phase == present.InboxLoading:
		body = s.loading
	case snap.Empty():
		body = s.empty
	case len(snap.Rows) == 0:
		body = s.nothing
	}
	if s.body.Objects[0] != body {
		had := focus.At()
		s.body.Objects = []fyne.CanvasObject{body}
		s.body.Refresh()
		if s.front && had != fyne.Focusable(s.search.Entry) { // a search goes on while its rows come and go
			s.FocusList()
		}
	}
	s.list.SetLength(len(snap.Rows))
	var refused *present.Trouble
	for i, r := range snap.Rows {
		if r.ID == snap.Selected {
			s.list.SetAt(i)
			refused = r.Refused
		}
	}
	s.refused.Show(phrase.Fault(refused))
}

func (s *Screen) renderImport(im *present.ImportSnapshot) {
	what, share := "", 0.0
	if im != nil && im.Running {
		what, share = phrase.Text(im.Says), im.Done
		if left := phrase.Text(im.Left); left != "" {
			what += " · " + left
		}
	}
	s.progress.Show(what, share)
	var rep *present.ReportSnapshot
	if im != nil {
		rep = im.Report
	}
	s.report.show(rep)
}

func (s *Screen) open(row int) {
	if row >= 0 && row < len(s.snap.Rows) && s.snap.Rows[row].Opens {
		s.do.Open(s.snap.Rows[row].ID)
	}
}

// SetFront tells whether the window shows the queue; only then is it drawn and may it move the focus.
func (s *Screen) SetFront(on bool) {
	if s.front = on; on {
		s.Render(s.snap)
	}
}

// OpenSelected opens the row at hand.
func (s *Screen) OpenSelected() { s.open(s.list.At()) }

// FocusSearch goes to the search box.
func (s *Screen) FocusSearch() { focus.On(s.search.Entry) }

// FocusList goes to the rows, or to the first thing that can be done where there are none.
func (s *Screen) FocusList() {
	if s.body.Objects[0] == s.rows {
		focus.On(s.list)
		return
	}
	if s.body.Objects[0] == s.empty {
		focus.On(s.first)
	}
}

// ClearSearch shows the whole queue again.
func (s *Screen) ClearSearch() {
	s.search.Entry.SetText("")
	s.FocusList()
}

// headingText is the one number that matters.
func headingText(snap present.InboxSnapshot) string {
	switch n := snap.Counts[present.NeedsYou]; {
	case snap.Phase == present.InboxLoading || snap.Total == 0:
		return ""
	case n > 0:
		return uikit.N("{{.N}} documents need you", n)
	}
	return uikit.T("Nothing needs you now")
}

// countsText says the other groups that are not empty: "Being read 3 · Ready to sign 1".
func countsText(snap present.InboxSnapshot) string {
	if snap.Marked > 0 {
		return uikit.N("{{.N}} documents are marked: Ctrl+U, F8, Ctrl+3, or Esc", snap.Marked)
	}
	text := ""
	for g, n := range snap.Counts {
		if n == 0 || present.InboxGroup(g) == present.NeedsYou {
			continue
		}
		if text != "" {
			text += " · "
		}
		text += uikit.T("{{.Group}} {{.N}}", uikit.A{"Group": phrase.Text(present.GroupWord(present.InboxGroup(g))), "N": n})
	}
	return text
}
