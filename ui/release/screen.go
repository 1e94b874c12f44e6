package release

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Release is what the screen asks of its presenter.
type Release interface {
	Toggle(row int)
	MarkAll()
	SetMethod(m present.ReleaseMethod)
	SetKeep(on bool)
	ToggleFormat(f present.ReleaseFormat)
	Rehearse(in present.ReleaseEntries)
	Make(password string)
	Cancel()
}

// Screen is the release.
type Screen struct {
	kit  *uikit.Kit
	do   Release
	snap present.ReleaseSnapshot
	obj  fyne.CanvasObject

	front bool // the release is what the window shows
	// OnStep is called when other commands can run than before; nil is nobody.
	OnStep func()

	fault    *uikit.ErrorPanel
	readOnly *uikit.Paragraph
	progress *uikit.ProgressPanel
	body     *fyne.Container
	order    *order
	report   *report
	blank    fyne.CanvasObject
}

// New makes the screen; done goes back to where the person came from, or a step back.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{kit: kit, fault: uikit.NewErrorPanel(), readOnly: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}),
		blank: container.NewStack()}
	s.progress = kit.NewProgress(uikit.Ctrl(fyne.KeyPeriod), func() { s.do.Cancel() })
	s.order, s.report = newOrder(s), newReport(s)
	head := focus.Row(nil, uikit.NewFixed(uikit.T("De-identified release"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	s.body = container.NewStack(s.order.obj)
	s.obj = uikit.NewPane(16, 12, focus.Column(uikit.VStack(8, head, s.fault.Object(), s.readOnly, s.progress.Object()), s.body, nil))
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Release) { s.do = do }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the release; only then may it move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus goes to where the step begins.
func (s *Screen) Focus() {
	switch s.snap.Phase {
	case present.ReleaseOrdering:
		focus.On(s.order.list)
	case present.ReleaseRehearsed:
		focus.On(s.report.password.Entry)
	case present.ReleaseMade:
		focus.On(s.report.list)
	}
}

// Commands are the keys of the screen beside those of its widgets.
func (s *Screen) Commands() []uikit.Command {
	menu := uikit.T("De-identification")
	ordering := func() bool { return s.snap.Phase == present.ReleaseOrdering && s.snap.ReadOnly.Empty() }
	reported := func() bool { return s.snap.Phase == present.ReleaseRehearsed || s.snap.Phase == present.ReleaseMade }
	inList := func() bool { return ordering() && focus.At() == fyne.Focusable(s.order.list) }
	return []uikit.Command{
		{ID: "release.mark", Title: uikit.T("Mark the document"), Menu: menu, Key: uikit.K(fyne.KeySpace), Enabled: inList,
			Do: func() { s.do.Toggle(s.order.list.At()) }},
		{ID: "release.all", Title: uikit.T("Mark all documents"), Menu: menu,
			Key: uikit.Key{Name: fyne.KeyA, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}, Enabled: ordering, Do: func() { s.do.MarkAll() }},
		{ID: "release.go", Title: uikit.T("Go on with the release"), Menu: menu, Key: uikit.Ctrl(fyne.KeyReturn), Do: s.goOn,
			Enabled: func() bool { return ordering() || s.snap.Phase == present.ReleaseRehearsed }},
		{ID: "release.down", Title: uikit.T("Read on"), Menu: menu, Key: uikit.Ctrl(fyne.KeyDown), Enabled: reported, Do: func() { s.report.read(1) }},
		{ID: "release.up", Title: uikit.T("Read back"), Menu: menu, Key: uikit.Ctrl(fyne.KeyUp), Enabled: reported, Do: func() { s.report.read(-1) }},
	}
}

// goOn is the primary button of the step.
func (s *Screen) goOn() {
	switch s.snap.Phase {
	case present.ReleaseOrdering:
		s.do.Rehearse(s.order.entries())
	case present.ReleaseRehearsed:
		s.do.Make(s.report.password.Entry.Text)
	}
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.ReleaseSnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	s.readOnly.SetText(phrase.Text(snap.ReadOnly))
	s.readOnly.Hidden = snap.ReadOnly.Empty()
	working := snap.Phase == present.ReleaseRehearsing || snap.Phase == present.ReleaseMaking
	what, share := "", 0.0
	if working {
		what, share = progressText(snap), float64(snap.Done)/float64(max(snap.All, 1))
	}
	s.progress.Show(what, share)
	s.order.render(snap, before)
	s.report.render(snap)
	if before.Phase != snap.Phase {
		s.report.wipe()
		s.report.scroll.ScrollToTop()
		if s.front && s.OnStep != nil {
			defer s.OnStep()
		}
	}
	body := s.order.obj
	switch {
	case !snap.ReadOnly.Empty() || working:
		body = s.blank
	case snap.Phase != present.ReleaseOrdering:
		body = s.report.obj
	}
	if s.body.Objects[0] != body {
		s.body.Objects = []fyne.CanvasObject{body}
		s.body.Refresh()
		if s.front {
			s.Focus()
		}
	}
	s.obj.Refresh()
	uikit.Settle(s.obj)
	if s.front && (snap.Field != before.Field || snap.Wrong.Key != before.Wrong.Key) {
		s.toWrong(snap.Field)
	}
}

// toWrong goes to the entry that must change.
func (s *Screen) toWrong(f present.ReleaseField) {
	switch f {
	case present.NoReleaseField:
	case present.DocumentsField:
		focus.On(s.order.list)
	case present.FormatsField:
		focus.On(s.order.formats[0].button)
	case present.ReleasePasswordField:
		focus.On(s.report.password.Entry)
	default:
		focus.On(s.order.asks[f].Entry)
	}
}

func progressText(snap present.ReleaseSnapshot) string {
	at := uikit.A{"At": min(snap.Done+1, snap.All), "All": snap.All}
	switch {
	case snap.Stopping:
		return uikit.T("Stopping; nothing of it stays…")
	case snap.Phase == present.ReleaseRehearsing:
		return uikit.T("Finding out what would leave: document {{.At}} of {{.All}}", at)
	}
	return uikit.T("Making and proving the release: document {{.At}} of {{.All}}", at)
}

// lines lays buttons side by side and goes on in a further line where there is no room.
type lines struct {
	gap   float32
	width float32
}

func (l *lines) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return l.lay(objs, max(l.width, 200), false)
}

func (l *lines) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.lay(objs, s.Width, true)
}

func (l *lines) lay(objs []fyne.CanvasObject, width float32, move bool) fyne.Size {
	x, y, row, most := float32(0), float32(0), float32(0), float32(0)
	for _, o := range objs {
		m := o.MinSize()
		if x > 0 && x+m.Width > width {
			x, y, row = 0, y+row+l.gap, 0
		}
		if move {
			o.Move(fyne.NewPos(x, y))
			o.Resize(m)
		}
		x += m.Width + l.gap
		row, most = max(row, m.Height), max(most, m.Width)
	}
	return fyne.NewSize(most, y+row)
}
