package keys

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Keys is what the screen asks of its presenter.
type Keys interface {
	Select(row int)
	Choose(reason string)
	Renew(password, code string)
}

// Screen is the keys.
type Screen struct {
	kit  *uikit.Kit
	do   Keys
	snap present.KeysSnapshot
	obj  fyne.CanvasObject

	front    bool
	fault    *uikit.ErrorPanel
	readOnly *uikit.Paragraph
	says     *uikit.Paragraph
	list     *uikit.ListView
	title    *uikit.SectionTitle
	facts    *fyne.Container
	does     *uikit.Paragraph
	why      *uikit.Paragraph
	reasons  *fyne.Container
	buttons  map[string]*uikit.Button
	password *uikit.Field
	code     *uikit.Field
	renew    *uikit.Button
	form     *fyne.Container
	recovery *fyne.Container
	scroll   *container.Scroll
	body     *fyne.Container
}

// New makes the screen; done goes back to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	quiet := uikit.Style{Color: uikit.ColorQuiet}
	s := &Screen{kit: kit, fault: uikit.NewErrorPanel(), readOnly: uikit.NewParagraph("", quiet),
		says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}), title: uikit.NewSectionTitle(""), facts: uikit.VStack(4),
		does: uikit.NewParagraph("", quiet), why: uikit.NewParagraph(uikit.T("Why it is renewed"), quiet), reasons: uikit.VStack(4),
		buttons: map[string]*uikit.Button{}, recovery: uikit.VStack(8)}
	s.list = kit.NewList(newRow, s.updateRow)
	s.list.OnMove = func(row int) { s.do.Select(row) }
	s.list.OnOpen = func(int) { s.toForm() }
	s.password = kit.NewPassword(uikit.T("Your password"))
	s.code = kit.NewField(uikit.T("Six digits of the authenticator, or a recovery code"))
	s.password.Entry.OnSubmitted = func(string) { s.submit() }
	s.code.Entry.OnSubmitted = func(string) { s.ask() }
	s.renew = kit.NewPrimary(uikit.T("Renew this key"), uikit.Key{}, s.ask)
	s.form = uikit.VStack(8, s.does, s.why, s.reasons, s.password.Object(), s.code.Object(), container.NewHBox(s.renew))
	head := focus.Row(nil, uikit.NewFixed(uikit.T("Keys and recovery"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	left := focus.Column(uikit.NewSectionTitle(uikit.T("Keys")), kit.Flat(s.list), nil)
	s.scroll = uikit.NewScroll(uikit.VStack(12, s.title, s.facts, s.form, s.recovery))
	s.body = uikit.Halves(0.4, left, kit.Flat(s.scroll))
	s.obj = uikit.NewPane(16, 12, focus.Column(uikit.VStack(8, head, s.fault.Object(), s.readOnly, s.says), s.body, nil))
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Keys) { s.do = do }

// SetRecovery puts what belongs to recovery below the keys.
func (s *Screen) SetRecovery(o fyne.CanvasObject) {
	s.recovery.Objects = []fyne.CanvasObject{o}
	s.recovery.Refresh()
}

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the keys; only then may the screen move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus goes to the list.
func (s *Screen) Focus() {
	if s.snap.ReadOnly.Empty() {
		focus.On(s.list)
	}
}

// toForm goes to the first thing that renewing asks.
func (s *Screen) toForm() {
	switch {
	case !s.snap.MayRenew:
	case len(s.snap.Reasons) > 0:
		focus.On(s.buttons[s.snap.Reasons[0].Is])
	default:
		focus.On(s.password.Entry)
	}
}

// submit goes on to the code, where one is asked for.
func (s *Screen) submit() {
	if s.snap.NeedsCode && s.code.Entry.Text == "" {
		focus.On(s.code.Entry)
		return
	}
	s.ask()
}

// ask has the key at hand renewed; what was typed does not stay on the screen.
func (s *Screen) ask() {
	password, code := s.password.Entry.Text, s.code.Entry.Text
	s.forget()
	s.do.Renew(password, code)
}

func (s *Screen) forget() {
	s.password.Entry.SetText("")
	s.code.Entry.SetText("")
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.KeysSnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	s.say(s.readOnly, snap.ReadOnly)
	s.body.Hidden = !snap.ReadOnly.Empty()
	switch {
	case snap.Loading:
		s.say(s.says, present.Say("Looking at the keys …"))
	case snap.Busy:
		s.say(s.says, present.Say("Renewing. Everybody can go on working …"))
	default:
		s.say(s.says, snap.Says)
	}
	s.list.SetLength(len(snap.Rows))
	if len(snap.Rows) > 0 {
		s.list.SetAt(snap.At)
	}
	s.list.Refresh()
	if snap.Done != before.Done {
		s.forget()
	}
	s.detail(snap)
	s.obj.Refresh()
	uikit.Settle(s.obj)
	if s.front && !snap.Wrong.Empty() && snap.Wrong.Key != before.Wrong.Key {
		focus.On(s.password.Entry)
	}
}

func (s *Screen) say(p *uikit.Paragraph, l present.Line) {
	p.SetText(phrase.Text(l))
	p.Hidden = l.Empty()
}

// detail draws the key at hand.
func (s *Screen) detail(snap present.KeysSnapshot) {
	s.form.Hidden = !snap.MayRenew
	s.title.Hidden = snap.At >= len(snap.Rows)
	if !s.title.Hidden {
		s.title.Set(phrase.Text(snap.Rows[snap.At].Name))
	}
	s.facts.Objects = nil
	for _, l := range snap.Facts {
		s.facts.Add(uikit.NewParagraph(phrase.Text(l), uikit.Style{}))
	}
	s.say(s.does, snap.Does)
	s.why.Hidden = len(snap.Reasons) == 0
	s.reasons.Hidden = s.why.Hidden
	s.chooseable(snap)
	s.code.Object().Hide()
	if snap.NeedsCode {
		s.code.Object().Show()
	}
	s.password.SetNote(phrase.Text(snap.Wrong), uikit.ToneWrong)
	if snap.Busy {
		s.renew.Disable()
	} else {
		s.renew.Enable()
	}
}

// chooseable makes the reasons' buttons once and marks the one that is chosen.
func (s *Screen) chooseable(snap present.KeysSnapshot) {
	for _, r := range snap.Reasons {
		title := phrase.Text(r.Word)
		button := s.buttons[r.Is]
		if button == nil {
			button = s.kit.NewButton(title, uikit.Key{}, func() { s.do.Choose(r.Is) })
			s.buttons[r.Is] = button
			s.reasons.Add(container.NewHBox(button))
		}
		if r.Is == snap.Reason {
			title = "✓ " + title
		}
		button.SetTitle(title)
	}
}

// row is one line of the list: the key, and below it since when, or what it waits for.
type row struct{ name, about *uikit.Text }

func (r *row) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, r.name.MinSize().Height+r.about.MinSize().Height+6)
}

func (r *row) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = 16
	h := r.name.MinSize().Height
	r.name.Move(fyne.NewPos(left, 2))
	r.name.Resize(fyne.NewSize(s.Width-2*left, h))
	r.about.Move(fyne.NewPos(left, h+4))
	r.about.Resize(fyne.NewSize(s.Width-2*left, r.about.MinSize().Height))
}

func newRow() fyne.CanvasObject {
	r := &row{name: uikit.NewText("", uikit.Style{}), about: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	return container.New(r, r.name, r.about)
}

func (s *Screen) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	in, r := s.snap.Rows[i], o.(*fyne.Container).Layout.(*row)
	about := phrase.Text(in.About)
	style := uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}
	if in.Tone == present.Needs {
		about, style.Color = "● "+about, uikit.ColorAccent
	}
	r.name.SetText(phrase.Text(in.Name))
	r.about.Set(about, style)
	o.Refresh()
}
