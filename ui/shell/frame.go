package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/inbox"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// frame is what stands around every screen: top bar, warning, bottom bar.
type frame struct {
	s       *Shell
	obj     fyne.CanvasObject
	top     *fyne.Container
	content *fyne.Container
	screen  *uikit.Text
	line    *uikit.Text
	sign    *uikit.Button
	warning *uikit.Text
	warnBar *uikit.Surface
	glass   *uikit.Text // of a chart that is open in an emergency
	mend    *uikit.Button
	redBar  *uikit.Surface
	bottom  *uikit.StatusBar
	guide   *uikit.Paragraph // the guide through the sample chart
	guided  *uikit.Surface
	held    *uikit.HoldCap // the one of the keys at the bottom that is held
}

func newFrame(s *Shell) *frame {
	kit := s.o.Kit
	f := &frame{s: s, content: container.NewStack(),
		screen:  uikit.NewFixed("", uikit.Style{Color: uikit.ColorQuiet}),
		line:    uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignCenter}),
		warning: uikit.NewText("", uikit.Style{Color: uikit.ColorDoubt, Bold: true, Align: fyne.TextAlignCenter}),
		bottom:  uikit.NewStatusBar()}
	f.sign = kit.NewPrimary(uikit.T("Sign and send"), uikit.Ctrl(fyne.KeyS), func() { s.runCommand(uikit.Ctrl(fyne.KeyS)) })
	lock := kit.NewButton(uikit.T("Lock"), uikit.Ctrl(fyne.KeyL), s.session.Lock)
	left := container.New(layout.NewCustomPaddedHBoxLayout(12), uikit.NewFixed(Title, uikit.Style{Bold: true}), f.screen)
	right := container.New(layout.NewCustomPaddedHBoxLayout(14), f.sign, lock)
	f.top = container.New(topLayout{}, left, f.line, right)
	f.warnBar = uikit.NewGround(uikit.ColorDoubtGround, 16, 4, f.warning)
	f.warnBar.Hide()
	f.glass = uikit.NewText("", uikit.Style{Color: uikit.ColorOnAccent, Bold: true, Align: fyne.TextAlignCenter})
	f.mend = kit.NewButton(uikit.T("Close the chart"), ctrlShift(fyne.KeyE), s.pressGlass)
	f.redBar = uikit.NewGround(uikit.ColorWrong, 16, 4, focus.Row(nil, f.glass, f.mend))
	f.redBar.Hide()
	bar := uikit.VStack(0, uikit.NewPane(16, 6, f.top), uikit.NewLine(), f.redBar, f.warnBar)
	f.guide = uikit.NewParagraph("", uikit.Style{Bold: true, Color: uikit.ColorAccent})
	hide := kit.NewButton(uikit.T("Hide the guide"), ctrlShift(fyne.KeyH), s.hideGuide)
	f.guided = uikit.NewGround(uikit.ColorAccentSoft, 16, 6, focus.Row(nil, f.guide, hide))
	f.guided.Hide()
	f.obj = focus.Column(bar, f.content, uikit.VStack(0, f.guided, f.bottom.Object()))
	return f
}

// topLayout keeps the document line in the middle of the window where it fits there, and else in what the ends leave.
type topLayout struct{}

func (topLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objs {
		m = fyne.NewSize(m.Width+o.MinSize().Width, max(m.Height, o.MinSize().Height))
	}
	return m
}

func (topLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	const gap = 16
	left, right := objs[0].MinSize(), objs[2].MinSize()
	place := func(o fyne.CanvasObject, x, w, h float32) {
		o.Move(fyne.NewPos(x, (s.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
	}
	place(objs[0], 0, left.Width, left.Height)
	place(objs[2], s.Width-right.Width, right.Width, right.Height)
	from, to := left.Width+gap, s.Width-right.Width-gap
	if side := max(from, s.Width-to); s.Width-2*side >= objs[1].(*uikit.Text).Natural().Width {
		from, to = side, s.Width-side
	}
	place(objs[1], from, max(0, to-from), objs[1].MinSize().Height)
}

func (f *frame) show(at place) {
	here := f.s.rooms[at]
	f.screen.SetText(here.title)
	f.sign.Hidden = at != atReview
	f.line.Hidden = at != atReview
	uikit.Relayout(f.top)
	f.content.Objects = []fyne.CanvasObject{here.object()}
	f.content.Refresh()
	f.status()
}

// desk is the review with the queue and the document's pages beside it.
func (f *frame) desk() fyne.CanvasObject {
	return container.New(&deskLayout{f.s.o.Kit.Theme}, container.New(leftLayout{}, f.s.pane.Object(), f.s.review.Pages()),
		uikit.NewLine(), f.s.review.Object())
}

// deskLayout lays queue and pages, a hairline, and the review side by side.
type deskLayout struct{ theme *uikit.Theme }

func (l *deskLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	m := objs[2].MinSize()
	return fyne.NewSize(inbox.PaneWidth(1, 0)+1+m.Width, m.Height)
}

func (l *deskLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	w := inbox.PaneWidth(l.theme.Scale(), s.Width)
	objs[0].Resize(fyne.NewSize(w, s.Height))
	objs[1].Move(fyne.NewPos(w, 0))
	objs[1].Resize(fyne.NewSize(1, s.Height))
	objs[2].Move(fyne.NewPos(w+1, 0))
	objs[2].Resize(fyne.NewSize(s.Width-w-1, s.Height))
}

// leftLayout gives the queue the upper part of the left pane and the pages the rest.
type leftLayout struct{}

func (leftLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

func (leftLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	queue := s.Height * 0.55
	objs[0].Resize(fyne.NewSize(s.Width, queue))
	objs[1].Move(fyne.NewPos(0, queue))
	objs[1].Resize(fyne.NewSize(s.Width, s.Height-queue))
}

func (f *frame) setLine(text string) { f.line.SetText(text) }

// clear takes off what belongs to a document.
func (f *frame) clear() {
	f.line.SetText("")
	f.content.Objects = nil
	f.content.Refresh()
}

// reading says that files are being read and how long it takes still; the queue says it better where it is in front.
func (f *frame) reading() present.Line {
	switch im := f.s.importing; {
	case im == nil || !im.Running || f.s.at == atInbox:
		return present.Line{}
	case im.Left.Empty():
		return present.Say("reading charts")
	default:
		return present.Say("reading charts, {{.Left}}", present.Data{"Left": im.Left})
	}
}

// status says at the right what is read and on its way, and when the window locks. Only what is grave gets a bar of its own: a
// bar that comes moves the page under whoever works on it.
func (f *frame) status() {
	var parts []string
	first := f.reading()
	if first.Empty() { // there is no room for both
		first = f.s.sending.Hub
	}
	if n := f.s.alerts.open - f.s.alerts.grave; n > 0 && f.s.at != atTrailRoom && f.s.at != atGate {
		parts = append(parts, uikit.N("{{.N}} alerts, Ctrl+6", n))
	}
	for _, l := range []present.Line{f.s.sending.SIEM, f.s.sending.Waiting, first, f.s.sess.Left} {
		if text := phrase.Text(l); text != "" {
			parts = append(parts, text)
		}
	}
	f.bottom.SetState(strings.Join(parts, " · "))
	warning := ""
	switch {
	case f.s.sess.Warn:
		warning = uikit.T("{{.Locks}}: press a key or move the mouse to stay", uikit.A{"Locks": upper(phrase.Text(f.s.sess.Left))})
	case f.s.alerts.grave > 0 && f.s.at != atTrailRoom && f.s.at != atGate:
		warning = uikit.N("{{.N}} grave alerts are open: Ctrl+6, then F7", f.s.alerts.grave)
	}
	if warning != "" {
		f.warning.SetText(warning)
	}
	if f.warnBar.Hidden == (warning != "") {
		f.warnBar.Hidden = warning == ""
		f.obj.Refresh()
	}
}

// emergency shows the red bar for as long as a chart is open in an emergency; here says that it is the one at hand.
func (f *frame) emergency(text string, here bool) {
	f.glass.SetText(text)
	hide := text == ""
	if f.redBar.Hidden != hide || f.mend.Hidden == here {
		f.redBar.Hidden, f.mend.Hidden = hide, !here
		f.obj.Refresh()
		uikit.Settle(f.obj)
	}
}

// upper makes the first letter large; lines of the status bar begin small.
func upper(text string) string {
	r := []rune(text)
	if len(r) == 0 {
		return ""
	}
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// setHints shows the keys of the place.
func (f *frame) setHints(commands []uikit.Command, keys ...uikit.Key) {
	if f.held != nil { // what is shown while it is held is not left to a key that goes
		f.held.Let()
		f.held = nil
	}
	var caps []fyne.CanvasObject
	for _, k := range keys {
		for _, c := range commands {
			if c.Key != k && c.Was != k || !c.Can() {
				continue
			}
			if c.Release != nil {
				f.held = uikit.NewHoldCap(c.Key.String(), c.Title, c.Do, c.Release)
				caps = append(caps, f.held)
			} else {
				caps = append(caps, uikit.NewKeyCap(c.Key.String(), c.Title, c.Do))
			}
			break
		}
	}
	f.bottom.SetKeys(caps...)
}

// statusView passes the outbox on to the bottom bar.
type statusView struct{ s *Shell }

func (v statusView) Render(snap present.InboxSnapshot) {
	if snap.Gone {
		v.s.session.Lock()
		return
	}
	v.s.sending, v.s.importing = snap.Sending, snap.Import
	v.s.guide.Waiting(countOpens(snap.Rows))
	if v.s.review != nil && v.s.at == atReview { // it looks again when it comes to the front
		v.s.review.QueueChanged()
	}
	if v.s.frame != nil {
		v.s.frame.status()
		v.s.countAlerts()
	}
}
