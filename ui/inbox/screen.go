package inbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Inbox is what the screen asks of its presenter.
type Inbox interface {
	Search(text string)
	Select(id chart.DocumentID)
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
	kit  *uikit.Kit
	in   Inbox
	do   Actions
	snap present.InboxSnapshot

	obj      *fyne.Container
	counts   *uikit.Text
	search   *uikit.Field
	list     *uikit.ListView
	body     *fyne.Container
	empty    fyne.CanvasObject
	nothing  fyne.CanvasObject
	loading  fyne.CanvasObject
	fault    *uikit.ErrorPanel
	offline  *uikit.ErrorPanel
	refused  *uikit.ErrorPanel
	progress *uikit.ProgressPanel
	report   *report
}

// New makes the screen; Bind gives it its presenter.
func New(kit *uikit.Kit, do Actions) *Screen {
	s := &Screen{kit: kit, do: do, counts: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet}),
		fault: uikit.NewErrorPanel(), offline: uikit.NewErrorPanel(), refused: uikit.NewErrorPanel()}
	s.search = kit.NewField(uikit.T("Search by type, patient or number"))
	s.search.Entry.OnChanged = func(text string) { s.in.Search(text) }
	s.search.Entry.OnSubmitted = func(string) { s.FocusList() }
	s.list = kit.NewList(newRow, s.updateRow)
	s.list.OnMove = func(row int) { s.in.Select(s.snap.Rows[row].ID) }
	s.list.OnOpen = s.open
	s.progress = kit.NewProgress(func() { s.in.CancelImport() })
	s.report = newReport(kit, func() { s.in.CloseReport() })
	s.empty = s.emptyState()
	s.nothing = uikit.NewEmptyState(uikit.T("Nothing matches"),
		uikit.T("Patients and identifiers are found whole, not by parts. Esc shows the whole queue again."))
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
	head := container.NewBorder(nil, nil, nil, uikit.Width(300, s.search.Object()),
		uikit.VStack(8, uikit.NewFixed(uikit.T("Queue"), uikit.Style{Size: uikit.SizeTitle, Bold: true}), s.counts))
	top := uikit.VStack(8, head, s.fault.Object(), s.offline.Object(), s.progress.Object(), s.report.obj)
	return uikit.NewGround(uikit.ColorPanel, 16, 12, container.NewBorder(top, s.refused.Object(), nil, nil, s.body))
}

func (s *Screen) emptyState() fyne.CanvasObject {
	actions := []fyne.CanvasObject{s.kit.NewPrimary(uikit.T("Import charts"), uikit.Ctrl(fyne.KeyO), s.do.Import)}
	what := uikit.T("Drop charts here or press Ctrl+O. PDF, TIFF, JPEG, PNG, BMP and WebP are read, on this computer.")
	if s.do.Sample != nil {
		actions = append(actions, s.kit.NewButton(uikit.T("Try it with a sample chart"), uikit.Key{}, s.do.Sample))
	}
	return uikit.NewEmptyState(uikit.T("No charts yet"), what, actions...)
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.InboxSnapshot) {
	s.snap = snap
	s.counts.SetText(countsText(snap))
	if s.search.Entry.Text != snap.Search {
		s.search.Entry.SetText(snap.Search)
	}
	s.fault.Show(phrase.Fault(snap.Problem))
	s.offline.Show(phrase.Fault(snap.Sending.Offline))
	s.renderImport(snap.Import)
	s.renderRows(snap)
	s.obj.Refresh()
}

func (s *Screen) renderRows(snap present.InboxSnapshot) {
	body := fyne.CanvasObject(s.list)
	switch {
	case snap.Phase == present.InboxLoading:
		body = s.loading
	case snap.Empty():
		body = s.empty
	case len(snap.Rows) == 0:
		body = s.nothing
	}
	if s.body.Objects[0] != body {
		s.body.Objects = []fyne.CanvasObject{body}
		s.body.Refresh()
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

// OpenSelected opens the row at hand.
func (s *Screen) OpenSelected() { s.open(s.list.At()) }

// FocusSearch goes to the search box.
func (s *Screen) FocusSearch() { s.focus(s.search.Entry) }

// FocusList goes to the rows, or to the first thing that can be done where there are none.
func (s *Screen) FocusList() {
	if s.body.Objects[0] == fyne.CanvasObject(s.list) {
		s.focus(s.list)
		return
	}
	if c := s.canvas(); c != nil {
		c.Unfocus()
		c.FocusNext()
	}
}

// ClearSearch shows the whole queue again.
func (s *Screen) ClearSearch() {
	s.search.Entry.SetText("")
	s.FocusList()
}

func (s *Screen) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(s.obj) }

func (s *Screen) focus(f fyne.Focusable) {
	if c := s.canvas(); c != nil {
		c.Focus(f)
	}
}

// countsText says the groups that are not empty: "Needs you 3 · Ready to sign 1".
func countsText(snap present.InboxSnapshot) string {
	text := ""
	for g, n := range snap.Counts {
		if n == 0 {
			continue
		}
		if text != "" {
			text += " · "
		}
		text += uikit.T("{{.Group}} {{.N}}", uikit.A{"Group": phrase.Text(present.GroupWord(present.InboxGroup(g))), "N": n})
	}
	return text
}
