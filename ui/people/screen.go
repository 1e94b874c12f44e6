package people

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// People is what the screen asks of its presenter.
type People interface {
	ToggleRole(r chart.Role)
	Add(n present.NewColleague, again string)
	Confirm(code string)
	Move(row int)
	Begin(a present.PeopleAct)
	Do(t present.ActTyped)
	ToggleNewRole(r chart.Role)
	NextTo()
}

// Screen is the people.
type Screen struct {
	kit  *uikit.Kit
	do   People
	snap present.PeopleSnapshot
	obj  fyne.CanvasObject

	front    bool // the people are what the window shows
	fault    *uikit.ErrorPanel
	readOnly *uikit.Paragraph
	says     *uikit.Paragraph
	list     *uikit.ListView
	fields   map[present.GateField]*uikit.Field
	roles    []*role
	wrong    *uikit.Paragraph // of the roles
	form     fyne.CanvasObject
	enrol    *fyne.Container
	right    *fyne.Container
	scroll   *container.Scroll
	body     *fyne.Container

	act      map[present.GateField]*uikit.Field // of what is about to be done
	newRoles []*role
	to       *uikit.Button
	manage   *fyne.Container
}

// role is a button that shows by a mark whether the new person has it, and what it is.
type role struct {
	button *uikit.Button
	title  string
	is     chart.Role
}

// New makes the screen; done goes back to where the person came from, or a step back.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{kit: kit, fault: uikit.NewErrorPanel(), readOnly: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}),
		says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}), fields: map[present.GateField]*uikit.Field{},
		wrong: uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorWrong}), enrol: uikit.VStack(12)}
	s.list = kit.NewList(newRow, s.updateRow)
	s.list.OnMove = func(row int) { s.do.Move(row) }
	head := focus.Row(nil, uikit.NewFixed(uikit.T("People"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	left := focus.Column(uikit.NewSectionTitle(uikit.T("Who can sign in")), kit.Flat(s.list), nil)
	s.form = s.newForm()
	s.right = container.NewStack(s.form)
	s.scroll = uikit.NewScroll(s.right)
	s.body = uikit.Halves(0.4, left, kit.Flat(s.scroll))
	s.obj = uikit.NewPane(16, 12, focus.Column(uikit.VStack(8, head, s.bar(), s.fault.Object(), s.readOnly, s.says), s.body, nil))
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do People) { s.do = do }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the people; only then may the screen move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus goes to the first entry.
func (s *Screen) Focus() {
	if s.snap.ReadOnly.Empty() {
		s.goTo(present.NameField)
	}
}

// field makes an entry; Enter goes to the next one.
func (s *Screen) field(f, next present.GateField, label string, password bool) fyne.CanvasObject {
	field := s.kit.NewField(label)
	if password {
		field = s.kit.NewPassword(label)
	}
	field.Entry.OnSubmitted = func(string) { s.goTo(next) }
	s.fields[f] = field
	return field.Object()
}

func (s *Screen) goTo(f present.GateField) {
	switch {
	case s.act[f] != nil:
		focus.On(s.act[f].Entry)
	case s.snap.Act != present.NoAct:
	case f == present.RolesField:
		focus.On(s.roles[0].button)
	case s.fields[f] != nil:
		focus.On(s.fields[f].Entry)
	}
}

func (s *Screen) typed(f present.GateField) string { return s.fields[f].Entry.Text }

func (s *Screen) newForm() fyne.CanvasObject {
	parts := []fyne.CanvasObject{uikit.NewSectionTitle(uikit.T("Add a person")),
		uikit.NewParagraph(uikit.T("The new person sits here with a phone, types a password of their own and sets the authenticator up. Nobody else learns either."),
			uikit.Style{Color: uikit.ColorQuiet}),
		s.field(present.NameField, present.LoginField, uikit.T("Name"), false), s.field(present.LoginField, present.RolesField, uikit.T("Login name"), false),
		uikit.NewParagraph(uikit.T("Roles"), uikit.Style{Color: uikit.ColorQuiet})}
	for _, r := range access.Roles() {
		one := &role{title: phrase.Text(present.RoleWord(r)), is: r}
		one.button = s.kit.NewButton(one.title, uikit.Key{}, func() { s.do.ToggleRole(r) })
		s.roles = append(s.roles, one)
		parts = append(parts, container.New(&named{}, one.button, uikit.NewParagraph(phrase.Text(present.RoleSays(r)), uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})))
	}
	parts = append(parts, s.wrong, s.field(present.PasswordField, present.AgainField, uikit.T("Password"), true),
		s.field(present.AgainField, present.NoField, uikit.T("The same password again"), true))
	add := func() {
		s.do.Add(present.NewColleague{DisplayName: s.typed(present.NameField), Login: s.typed(present.LoginField), Password: s.typed(present.PasswordField)},
			s.typed(present.AgainField))
	}
	s.fields[present.AgainField].Entry.OnSubmitted = func(string) { add() }
	password := s.fields[present.PasswordField]
	password.Entry.OnChanged = func(text string) {
		line, tone := present.PasswordSays(text)
		password.SetNote(phrase.Text(line), phrase.Tone(tone))
	}
	return uikit.VStack(8, append(parts, container.NewHBox(s.kit.NewPrimary(uikit.T("Go on"), uikit.Key{}, add)))...)
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.PeopleSnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	s.readOnly.SetText(phrase.Text(snap.ReadOnly))
	s.readOnly.Hidden = snap.ReadOnly.Empty()
	s.body.Hidden = !snap.ReadOnly.Empty() && snap.Act == present.NoAct && len(snap.Shown) == 0 && snap.Enrolling == ""
	s.says.SetText(phrase.Text(snap.Says))
	s.says.Hidden = snap.Says.Empty()
	s.list.SetLength(len(snap.Rows))
	if len(snap.Rows) > 0 {
		s.list.SetAt(snap.At)
	}
	s.list.Refresh()
	for _, r := range s.roles {
		title := r.title
		if snap.Roles[r.is] {
			title = "✓ " + title
		}
		r.button.SetTitle(title)
	}
	s.step(snap, before)
	s.renderAct(snap, before)
	s.renderWrong(snap)
	s.obj.Refresh()
	uikit.Settle(s.obj)
	if s.front && snap.Field != present.NoField && (snap.Field != before.Field || snap.Wrong.Key != before.Wrong.Key || snap.Act != before.Act) {
		s.goTo(snap.Field)
	}
}

// step goes to the authenticator and back, and empties what was typed with it.
func (s *Screen) step(snap, before present.PeopleSnapshot) {
	if snap.Added != before.Added {
		for _, f := range s.fields {
			f.Entry.SetText("")
		}
	}
	if snap.Enrolling == before.Enrolling {
		return
	}
	for _, f := range []present.GateField{present.PasswordField, present.AgainField} {
		s.fields[f].Entry.SetText("")
		s.fields[f].SetNote("", uikit.ToneQuiet)
	}
	s.enrol.Objects = nil
	defer s.scroll.ScrollToTop()
	if snap.Enrolling == "" {
		delete(s.fields, present.CodeField)
		s.right.Objects = []fyne.CanvasObject{s.form}
		if s.front {
			s.goTo(present.NameField)
		}
		return
	}
	confirm := func() { s.do.Confirm(s.typed(present.CodeField)) }
	code := s.field(present.CodeField, present.NoField, uikit.T("The six digits that it shows now"), false)
	s.fields[present.CodeField].Entry.OnSubmitted = func(string) { confirm() }
	s.enrol.Objects = []fyne.CanvasObject{uikit.NewSectionTitle(uikit.T("Set up the authenticator")),
		uikit.NewParagraph(uikit.T("{{.Name}} scans this with an authenticator on a phone, or types the key below into it. It is shown this one time.",
			uikit.A{"Name": snap.Enrolling}), uikit.Style{Color: uikit.ColorQuiet}),
		container.NewCenter(uikit.NewQRCode(snap.QR)),
		uikit.NewParagraph(uikit.Grouped(snap.Enrolment.Secret), uikit.Style{Mono: true, Align: fyne.TextAlignCenter}),
		code, container.NewHBox(s.kit.NewPrimary(enrolWord(snap), uikit.Key{}, confirm))}
	s.right.Objects = []fyne.CanvasObject{s.enrol}
}

func (s *Screen) renderWrong(snap present.PeopleSnapshot) {
	for f, field := range s.fields {
		switch {
		case snap.Field == f:
			field.SetNote(phrase.Text(snap.Wrong), uikit.ToneWrong)
		case f != present.PasswordField:
			field.SetNote("", uikit.ToneQuiet)
		}
	}
	s.wrong.SetText("")
	if snap.Field == present.RolesField {
		s.wrong.SetText(phrase.Text(snap.Wrong))
	}
	s.wrong.Hidden = snap.Field != present.RolesField
}

// person is one line of the list: the name with how the person stands at the right, and below it the login and the roles.
type person struct{ name, state, about *uikit.Text }

func (p *person) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, p.name.MinSize().Height+p.about.MinSize().Height+6)
}

func (p *person) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = 16
	h := p.name.MinSize().Height
	p.name.Move(fyne.NewPos(left, 2))
	end := min(p.state.Natural().Width+1, s.Width*0.6)
	p.name.Resize(fyne.NewSize(s.Width-2*left-end-8, h))
	p.state.Move(fyne.NewPos(s.Width-left-end, 2+h-p.state.MinSize().Height))
	p.state.Resize(fyne.NewSize(end, p.state.MinSize().Height))
	p.about.Move(fyne.NewPos(left, h+4))
	p.about.Resize(fyne.NewSize(s.Width-2*left, p.about.MinSize().Height))
}

func newRow() fyne.CanvasObject {
	small := uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}
	p := &person{name: uikit.NewText("", uikit.Style{}), state: uikit.NewText("", small), about: uikit.NewText("", small)}
	return container.New(p, p.name, p.state, p.about)
}

func (s *Screen) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	in, p := s.snap.Rows[i], o.(*fyne.Container).Layout.(*person)
	roles := make([]string, len(in.Roles))
	for i, r := range in.Roles {
		roles[i] = phrase.Text(r)
	}
	p.name.SetText(in.Name)
	p.state.SetText(phrase.Text(in.State))
	p.about.SetText(in.Login + " · " + strings.Join(roles, ", "))
	o.Refresh()
}

// named lays a button and what it means side by side.
type named struct{}

func (l *named) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(240, max(objs[0].MinSize().Height, objs[1].MinSize().Height))
}

func (l *named) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	button := objs[0].MinSize()
	left := max(10*uikit.Size(uikit.SizeBody), button.Width+8)
	objs[0].Resize(button)
	objs[0].Move(fyne.NewPos(0, (s.Height-button.Height)/2))
	for range 2 { // text that wraps knows its height once it has its width
		objs[1].Resize(fyne.NewSize(s.Width-left, objs[1].MinSize().Height))
	}
	objs[1].Move(fyne.NewPos(left, (s.Height-objs[1].MinSize().Height)/2))
}

func enrolWord(snap present.PeopleSnapshot) string {
	if snap.OwnEnrol {
		return uikit.T("Replace my authenticator")
	}
	return uikit.T("Add the person")
}
