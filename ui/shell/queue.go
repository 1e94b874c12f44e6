package shell

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

func (s *Shell) inboxCommands() []uikit.Command {
	menu := uikit.T("Queue")
	decides := func() bool { return access.May(s.me, chart.ActDecide) }
	out := []uikit.Command{
		{ID: "inbox.open", Title: uikit.T("Open"), Menu: menu, Key: uikit.K(fyne.KeyReturn), Do: s.inboxScreen.OpenSelected},
		{ID: "inbox.search", Title: uikit.T("Search the queue"), Menu: menu, Key: uikit.Ctrl(fyne.KeyF),
			Do: s.inboxScreen.FocusSearch},
		{ID: "inbox.urgent", Title: uikit.T("Urgent, or not any more"), Menu: menu, Key: uikit.Ctrl(fyne.KeyU),
			Do: s.queue.ToggleUrgent, Enabled: decides},
		{ID: "inbox.mark", Title: uikit.T("Mark the document"), Menu: menu, Key: uikit.K(fyne.KeySpace), Do: s.queue.ToggleMark},
		{ID: "inbox.all", Title: uikit.T("Mark all that is shown"), Menu: menu, Key: ctrlShift(fyne.KeyA), Do: s.queue.MarkAll},
		{ID: "inbox.hand", Title: uikit.T("Hand to a colleague"), Menu: menu, Key: uikit.K(fyne.KeyF8), Do: s.handOver,
			Enabled: func() bool { return access.May(s.me, chart.ActHandOver) }},
		{ID: "inbox.sheets", Title: uikit.T("Sign blank pages and separator sheets"), Menu: menu, Key: uikit.Ctrl(fyne.KeyS), Do: s.signSheets,
			Enabled: func() bool { return access.May(s.me, chart.ActSignRecord) }},
		{ID: "inbox.keep", Title: uikit.T("Keep this view"), Menu: menu, Key: ctrlShift(fyne.KeyV), Do: s.keepView},
		{ID: "inbox.drop", Title: uikit.T("Drop this view"), Menu: menu, Key: ctrlShift(fyne.KeyX), Do: s.queue.Drop},
		{ID: "inbox.last", Title: uikit.T("Last imports, one back each time"), Menu: menu, Key: ctrlShift(fyne.KeyI), Do: s.queue.ShowKept,
			Enabled: func() bool { return access.May(s.me, chart.ActImport) }},
		{ID: "inbox.clear", Title: uikit.T("Show the whole queue"), Menu: menu, Key: uikit.K(fyne.KeyEscape), Do: s.clearInbox},
	}
	for i, digit := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9} {
		out = append(out, uikit.Command{ID: "inbox.view" + string(digit), Title: s.viewTitle(i), Menu: menu, Key: uikit.K(digit),
			Do: func() { s.queue.ShowTab(i) }, Enabled: func() bool { return i < len(s.queue.Snapshot().Tabs) }})
	}
	return out
}

// viewTitle is the name of a view, for the menu.
func (s *Shell) viewTitle(i int) string {
	if scopes := present.Scopes(); i < len(scopes) {
		return uikit.T("View: {{.Name}}", uikit.A{"Name": phrase.Text(present.ScopeWord(scopes[i]))})
	}
	if tabs := s.queue.Snapshot().Tabs; i < len(tabs) {
		return uikit.T("View: {{.Name}}", uikit.A{"Name": tabs[i].Own})
	}
	return uikit.T("View {{.N}}", uikit.A{"N": i + 1})
}

// clearInbox closes the report first, takes the marks away second, ends the search third, and goes back to everything last.
func (s *Shell) clearInbox() {
	snap := s.queue.Snapshot()
	switch {
	case snap.Import != nil && snap.Import.Report != nil:
		s.queue.CloseReport()
	case s.queue.Unmark():
	case snap.Search != "":
		s.inboxScreen.ClearSearch()
	default:
		s.queue.ShowTab(0)
		s.inboxScreen.FocusList()
	}
}

// keepView asks for a name and keeps what is shown under it.
func (s *Shell) keepView() {
	if _, why := s.queue.MayKeep(); !why.Empty() {
		s.openOverlay(s.sheet(uikit.T("Keep this view"), uikit.NewParagraph(phrase.Text(why), uikit.Style{})), fyne.NewSize(480, 180), nil)
		s.window.Canvas().FocusNext()
		return
	}
	name := s.o.Kit.NewField(uikit.T("Name of the view"))
	keep := func() {
		text := name.Entry.Text
		s.closeOverlay()
		s.queue.Keep(text)
		s.setCommands()
	}
	name.Entry.OnSubmitted = func(string) { keep() }
	body := focus.Column(name.Object(), nil, s.o.Kit.NewPrimary(uikit.T("Keep this view"), uikit.K(fyne.KeyReturn), keep))
	s.openOverlay(uikit.NewCard(body), fyne.NewSize(480, 170), nil)
	s.window.Canvas().Focus(name.Entry)
}

// handOver asks to whom the chosen documents go.
func (s *Shell) handOver() {
	if n := len(s.queue.Chosen()); n > 0 {
		s.queue.Peers(func(who []chart.Person) { s.askPeer(n, who) })
	}
}

func (s *Shell) askPeer(n int, who []chart.Person) {
	if s.at != atInbox {
		return
	}
	title := uikit.N("Hand {{.N}} documents to", n)
	if len(who) == 0 {
		s.openOverlay(s.sheet(title, uikit.NewParagraph(uikit.T("Nobody else here works on charts. An administrator adds people with Ctrl+4."), uikit.Style{})),
			fyne.NewSize(480, 180), nil)
		s.window.Canvas().FocusNext()
		return
	}
	list := s.o.Kit.NewList(newKeyRow, func(i int, o fyne.CanvasObject) {
		if i < len(who) {
			r := o.(*fyne.Container).Layout.(*keyRow)
			r.title.SetText(who[i].DisplayName)
			o.Refresh()
		}
	})
	list.OnOpen = func(i int) {
		s.closeOverlay()
		s.queue.HandTo(who[i].ID)
	}
	list.SetLength(len(who))
	s.openOverlay(s.sheet(title, list), fyne.NewSize(480, 360), nil)
	list.SetAt(0)
	s.window.Canvas().Focus(list)
}
