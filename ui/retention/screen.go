package retention

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Retention is what the screen asks of its presenter.
type Retention interface {
	Show(place present.RetentionPlace)
	Reload()
	Select(row int)
	Order(password string)
	Approve(password, counted string)
	Cancel()
	SetHold(kind, search, matter, reason string)
	AskRelease()
	Release(password, counted string)
	Keep()
	SetPractice(state, provider string)
	ToggleProgram(name string)
	Confirm()
	ChangeRule(years, days, afterMajority, untilAge, reason string)
	DropRule()
	SaveCertificate(folder string)
}

// Screen is the screen.
type Screen struct {
	kit  *uikit.Kit
	do   Retention
	snap present.RetentionSnapshot
	obj  fyne.CanvasObject

	front  bool
	fault  *uikit.ErrorPanel
	says   *uikit.Paragraph
	busy   *uikit.Paragraph
	empty  *uikit.Paragraph
	places map[present.RetentionPlace]*uikit.Button
	list   *uikit.ListView
	lines  *fyne.Container
	forms  map[present.RetentionForm]*form
	place  *practice
	right  *fyne.Container
	scroll *container.Scroll
	cancel *uikit.Button
}

// part is a part of the screen with its title.
type part struct {
	place present.RetentionPlace
	title string
}

// titles are the parts of the screen, in order.
func titles() []part {
	return []part{{present.DuePlace, uikit.T("What may go")}, {present.HoldPlace, uikit.T("Legal holds")}, {present.RulePlace, uikit.T("Schedule")},
		{present.RunPlace, uikit.T("Disposals")}}
}

// New makes the screen; done goes back to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{kit: kit, fault: uikit.NewErrorPanel(), says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}),
		busy: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}), empty: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}),
		places: map[present.RetentionPlace]*uikit.Button{}, lines: uikit.VStack(6), right: uikit.VStack(12)}
	s.list = kit.NewList(newRow, s.updateRow)
	s.list.OnMove = func(row int) { s.do.Select(row) }
	var parts []fyne.CanvasObject
	for _, t := range titles() {
		b := kit.NewButton(t.title, uikit.Key{}, func() { s.do.Show(t.place) })
		s.places[t.place] = b
		parts = append(parts, b)
	}
	parts = append(parts, kit.NewButton(uikit.T("Look again"), uikit.Key{}, func() { s.do.Reload() }))
	head := focus.Row(nil, uikit.NewFixed(uikit.T("Retention and holds"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	s.cancel = kit.NewButton(uikit.T("Take the order back"), uikit.Key{}, func() { s.do.Cancel() })
	s.newForms()
	s.place = s.newPractice()
	s.scroll = uikit.NewScroll(s.right)
	body := uikit.Halves(0.55, kit.Flat(s.list), kit.Flat(s.scroll))
	top := uikit.VStack(8, head, container.NewHBox(parts...), s.fault.Object(), s.says, s.busy, s.empty)
	s.obj = uikit.NewPane(16, 12, focus.Column(top, body, nil))
	s.Render(present.RetentionSnapshot{At: -1})
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Retention) { s.do = do }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the screen; only then may it move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus goes to the list.
func (s *Screen) Focus() { focus.On(s.list) }

func paragraph(p *uikit.Paragraph, l present.Line) {
	p.SetText(phrase.Text(l))
	p.Hidden = l.Empty()
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.RetentionSnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	paragraph(s.says, snap.Says)
	busy := snap.Busy
	if snap.Loading {
		busy = present.Say("Looking through the charts …")
	}
	paragraph(s.busy, busy)
	paragraph(s.empty, snap.Empty)
	for _, t := range titles() {
		title := t.title
		if t.place == snap.Place {
			title = "● " + title
		}
		s.places[t.place].SetTitle(title)
	}
	s.list.SetLength(len(snap.Rows))
	s.list.SetAt(snap.At)
	s.list.Refresh()
	if snap.Filled != before.Filled {
		s.clear()
	}
	s.drawRight(snap, before)
	s.obj.Refresh()
	uikit.Settle(s.obj)
}

func (s *Screen) clear() {
	for _, f := range s.forms {
		f.clear()
	}
	s.place.state.Entry.SetText("")
}

// drawRight shows what can be done at the row at hand. The form stays the same object while it is the same form, so that what
// is being typed stays.
func (s *Screen) drawRight(snap, before present.RetentionSnapshot) {
	s.lines.Objects = nil
	for _, l := range snap.Lines {
		s.lines.Add(uikit.NewParagraph(phrase.Text(l), uikit.Style{}))
	}
	parts := []fyne.CanvasObject{s.lines}
	if f := s.forms[snap.Form]; f != nil {
		f.count(snap.Count)
		parts = append(parts, f.obj)
	}
	if snap.MayCancel {
		parts = append(parts, container.NewHBox(s.cancel))
	}
	if snap.Place == present.RulePlace && snap.At < 0 && snap.MayChange {
		s.place.show(s, snap)
		parts = append(parts, s.place.obj)
	}
	s.right.Objects = parts
	if snap.Form != before.Form || snap.Place != before.Place {
		s.scroll.ScrollToTop()
	}
	s.right.Refresh()
}

// row is one line of the list: what it is, and below it why.
type row struct{ title, about *uikit.Text }

func (r *row) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, r.title.MinSize().Height+r.about.MinSize().Height+6)
}

func (r *row) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = 16
	h := r.title.MinSize().Height
	r.title.Move(fyne.NewPos(left, 2))
	r.title.Resize(fyne.NewSize(s.Width-2*left, h))
	r.about.Move(fyne.NewPos(left, h+4))
	r.about.Resize(fyne.NewSize(s.Width-2*left, r.about.MinSize().Height))
}

func newRow() fyne.CanvasObject {
	r := &row{title: uikit.NewText("", uikit.Style{}), about: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	return container.New(r, r.title, r.about)
}

func (s *Screen) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	in, r := s.snap.Rows[i], o.(*fyne.Container).Layout.(*row)
	mark := ""
	switch in.Tone {
	case present.Needs:
		mark = "● "
	case present.Doubtful:
		mark = "? "
	}
	r.title.SetText(mark + phrase.Text(in.Title))
	r.about.SetText(phrase.Text(in.About))
	o.Refresh()
}
