package rules

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Rules is what the screen asks of its presenter.
type Rules interface {
	Select(i int)
	SelectRestriction(i int)
	ToggleSeparate()
	Keep(hours map[chart.Role]string, minutes, password string)
	Review(outcome access.GlassOutcome, note string)
	ChooseKind(k access.Kind)
	ChooseWhose(w present.Whose)
	Record(login, note string)
	Lift()
}

// Screen is the rules.
type Screen struct {
	kit  *uikit.Kit
	do   Rules
	snap present.RulesSnapshot
	obj  fyne.CanvasObject

	front    bool // the rules are what the window shows
	fault    *uikit.ErrorPanel
	readOnly *uikit.Paragraph
	says     *uikit.Paragraph
	refused  *uikit.Paragraph
	facts    *fyne.Container
	list     *uikit.ListView
	review   *reviewPart
	marks    *restrictPart
	practice *practicePart
	right    *fyne.Container
	body     *fyne.Container
}

// New makes the screen; done goes back to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{kit: kit, fault: uikit.NewErrorPanel(), readOnly: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}),
		says:    uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}),
		refused: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorWrong, Bold: true}), facts: uikit.VStack(4)}
	s.list = kit.NewList(newRow, s.updateRule)
	s.review, s.marks, s.practice = newReview(s), newRestrict(s), newPractice(s)
	head := focus.Row(nil, uikit.NewFixed(uikit.T("Rules"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	left := focus.Column(uikit.VStack(8, uikit.NewSectionTitle(uikit.T("What holds")), s.refused, s.facts), kit.Flat(s.list), nil)
	s.right = uikit.VStack(16, s.review.obj, s.marks.obj, s.practice.obj)
	s.body = uikit.Halves(0.45, left, kit.Flat(uikit.NewScroll(s.right)))
	s.obj = uikit.NewPane(16, 12, focus.Column(uikit.VStack(8, head, s.fault.Object(), s.readOnly, s.says), s.body, nil))
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Rules) { s.do = do }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the rules; only then may the screen move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus goes to what waits, else to the rules.
func (s *Screen) Focus() {
	switch {
	case !s.snap.ReadOnly.Empty():
	case s.snap.MayReview && len(s.snap.Glass) > 0:
		focus.On(s.review.list)
	default:
		focus.On(s.list)
	}
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.RulesSnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	show(s.readOnly, snap.ReadOnly)
	show(s.says, snap.Says)
	show(s.refused, snap.Refused)
	s.body.Hidden = !snap.ReadOnly.Empty()
	s.facts.Objects = nil
	if snap.Loading {
		s.facts.Add(uikit.NewParagraph(uikit.T("Reading the rules"), uikit.Style{Color: uikit.ColorQuiet}))
	}
	for _, f := range snap.Facts {
		s.facts.Add(uikit.NewParagraph(phrase.Text(f), uikit.Style{}))
	}
	s.list.SetLength(len(snap.Rows))
	s.review.render(snap, before)
	s.marks.render(snap, before)
	s.practice.render(snap, before)
	s.obj.Refresh()
	uikit.Settle(s.obj)
	if s.front && snap.Field != present.NoRulesField && (snap.Field != before.Field || snap.Wrong.Key != before.Wrong.Key) {
		s.to(snap)
	}
}

// to goes to the entry that must change.
func (s *Screen) to(snap present.RulesSnapshot) {
	switch snap.Field {
	case present.HoursField:
		focus.On(s.practice.hours[snap.Role].Entry)
	case present.MinutesField:
		focus.On(s.practice.minutes.Entry)
	case present.RulesPasswordField:
		focus.On(s.practice.password.Entry)
	case present.NoteField:
		focus.On(s.review.note.Entry)
	case present.WhoField:
		focus.On(s.marks.who.Entry)
	}
}

// note says below an entry what must change, and nothing where it is another's turn.
func note(f *uikit.Field, at bool, wrong present.Line) {
	if at {
		f.SetNote(phrase.Text(wrong), uikit.ToneWrong)
		return
	}
	f.SetNote("", uikit.ToneQuiet)
}

func show(p *uikit.Paragraph, l present.Line) {
	p.SetText(phrase.Text(l))
	p.Hidden = l.Empty()
}

func (s *Screen) updateRule(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	r := s.snap.Rows[i]
	effect := uikit.T("permits")
	if r.Forbids {
		effect = uikit.T("forbids")
	}
	if r.Own {
		effect += " · " + uikit.T("the practice's own")
	}
	setRow(o, r.ID+" · "+effect, r.Says)
}

// row is one line of a list: what it is, and below it what is told of it.
type row struct{ title, about *uikit.Text }

func (p *row) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, p.title.MinSize().Height+p.about.MinSize().Height+6)
}

func (p *row) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = 16
	h := p.title.MinSize().Height
	p.title.Move(fyne.NewPos(left, 2))
	p.title.Resize(fyne.NewSize(s.Width-2*left, h))
	p.about.Move(fyne.NewPos(left, h+4))
	p.about.Resize(fyne.NewSize(s.Width-2*left, p.about.MinSize().Height))
}

func newRow() fyne.CanvasObject {
	p := &row{title: uikit.NewText("", uikit.Style{}), about: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	return container.New(p, p.title, p.about)
}

func setRow(o fyne.CanvasObject, title, about string) {
	p := o.(*fyne.Container).Layout.(*row)
	p.title.SetText(title)
	p.about.SetText(about)
	o.Refresh()
}

// tall gives a list room for some rows.
type tall struct{ rows float32 }

func (l *tall) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, l.rows*(uikit.Size(uikit.SizeBody)+uikit.Size(uikit.SizeSmall)+24))
}

func (l *tall) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Resize(s)
	}
}
