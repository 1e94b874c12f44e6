package retention

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// form is entries and buttons for one thing that can be done.
type form struct {
	obj     *fyne.Container
	fields  []*uikit.Field
	counted *uikit.Field // nil: nothing is counted again
}

// newForm lays a title, entries and buttons out; Enter goes to the next entry, and from the last one does it.
func (s *Screen) newForm(title string, fields []*uikit.Field, do func(), more ...fyne.CanvasObject) *form {
	parts := []fyne.CanvasObject{uikit.NewSectionTitle(title)}
	for i, f := range fields {
		parts = append(parts, f.Object())
		f.Entry.OnSubmitted = func(string) {
			if i+1 < len(fields) && fields[i+1].Object().Visible() {
				focus.On(fields[i+1].Entry)
				return
			}
			do()
		}
	}
	return &form{obj: uikit.VStack(8, append(parts, more...)...), fields: fields}
}

func (f *form) clear() {
	for _, field := range f.fields {
		field.Entry.SetText("")
	}
}

// count shows or hides the entry of the number that is typed again.
func (f *form) count(on bool) {
	if f.counted == nil {
		return
	}
	if on {
		f.counted.Object().Show()
	} else {
		f.counted.Object().Hide()
	}
}

func (s *Screen) primary(title string, do func()) fyne.CanvasObject {
	return container.NewHBox(s.kit.NewPrimary(title, uikit.Key{}, do))
}

func (s *Screen) button(title string, do func()) fyne.CanvasObject {
	return container.NewHBox(s.kit.NewButton(title, uikit.Key{}, do))
}

func (s *Screen) newForms() {
	s.forms = map[present.RetentionForm]*form{present.OrderForm: s.orderForm(), present.HoldForm: s.holdForm(), present.RuleForm: s.ruleForm(),
		present.CertificateForm: s.certificateForm(), present.AskForm: s.newForm(uikit.T("This hold"), nil, nil,
			s.primary(uikit.T("Ask to release it"), func() { s.do.AskRelease() }))}
	s.forms[present.ApproveForm] = s.secondForm(uikit.T("Agree to the disposal"), uikit.T("How many things go, counted again"), uikit.T("Agree and dispose"),
		func(password, counted string) { s.do.Approve(password, counted) })
	s.forms[present.ReleaseForm] = s.secondForm(uikit.T("Release this hold"), uikit.T("How many documents it holds, counted again"), uikit.T("Release the hold"),
		func(password, counted string) { s.do.Release(password, counted) }, s.button(uikit.T("Keep the hold"), func() { s.do.Keep() }))
}

func (s *Screen) orderForm() *form {
	password := s.kit.NewPassword(uikit.T("Your password, as your signature"))
	do := func() { s.do.Order(password.Entry.Text) }
	return s.newForm(uikit.T("Order the disposal"), []*uikit.Field{password}, do, s.primary(uikit.T("Order what may go"), do))
}

// secondForm is a second person's look.
func (s *Screen) secondForm(title, count, button string, second func(password, counted string), more ...fyne.CanvasObject) *form {
	password, counted := s.kit.NewPassword(uikit.T("Your password, as your signature")), s.kit.NewField(count)
	do := func() { second(password.Entry.Text, counted.Entry.Text) }
	f := s.newForm(title, []*uikit.Field{password, counted}, do, append([]fyne.CanvasObject{s.primary(button, do)}, more...)...)
	f.counted = counted
	return f
}

func (s *Screen) holdForm() *form {
	matter, reason, search := s.kit.NewField(uikit.T("Number of the matter")), s.kit.NewField(uikit.T("Reason")), s.kit.NewField(uikit.T("Words to search for"))
	set := func(kind string) func() {
		return func() { s.do.SetHold(kind, search.Entry.Text, matter.Entry.Text, reason.Entry.Text) }
	}
	return s.newForm(uikit.T("Set a hold"), []*uikit.Field{matter, reason, search}, set("search"),
		s.button(uikit.T("Hold the document at hand"), set("document")), s.button(uikit.T("Hold every chart of its patient"), set("patient")),
		s.button(uikit.T("Hold what the search finds"), set("search")), s.button(uikit.T("Hold everything"), set("everything")))
}

func (s *Screen) ruleForm() *form {
	years, days := s.kit.NewField(uikit.T("Years")), s.kit.NewField(uikit.T("Days"))
	after, until := s.kit.NewField(uikit.T("Years after the age of majority")), s.kit.NewField(uikit.T("Until this age"))
	reason := s.kit.NewField(uikit.T("Who advised it, and why"))
	do := func() {
		s.do.ChangeRule(years.Entry.Text, days.Entry.Text, after.Entry.Text, until.Entry.Text, reason.Entry.Text)
	}
	return s.newForm(uikit.T("The practice's own numbers"), []*uikit.Field{years, days, after, until, reason}, do,
		s.primary(uikit.T("Keep these numbers"), do), s.button(uikit.T("Back to the table"), func() { s.do.DropRule() }))
}

func (s *Screen) certificateForm() *form {
	folder := s.kit.NewField(uikit.T("Folder, with its whole path"))
	do := func() { s.do.SaveCertificate(folder.Entry.Text) }
	return s.newForm(uikit.T("Certificate of destruction"), []*uikit.Field{folder}, do, s.primary(uikit.T("Write the certificate"), do))
}

// practice is where and what the practice is.
type practice struct {
	obj      *fyne.Container
	state    *uikit.Field
	programs *fyne.Container
	shown    string // what the programs were drawn from
	confirm  fyne.CanvasObject
}

func (s *Screen) newPractice() *practice {
	p := &practice{state: s.kit.NewField(uikit.T("State, two letters")), programs: uikit.VStack(4)}
	set := func(provider string) func() { return func() { s.do.SetPractice(p.state.Entry.Text, provider) } }
	p.confirm = s.primary(uikit.T("I have checked the state's rows"), func() { s.do.Confirm() })
	p.state.Entry.OnSubmitted = func(string) { set("")() }
	p.obj = uikit.VStack(8, p.confirm, uikit.NewSectionTitle(uikit.T("This practice")), p.state.Object(),
		container.NewHBox(s.kit.NewButton(uikit.T("A practice"), uikit.Key{}, set("practice")), s.kit.NewButton(uikit.T("A hospital"), uikit.Key{}, set("hospital")),
			s.kit.NewButton(uikit.T("Both: the longer counts"), uikit.Key{}, set(""))),
		uikit.NewParagraph(uikit.T("Programs that it takes part in"), uikit.Style{Color: uikit.ColorQuiet}), p.programs)
	return p
}

// show brings the form to what the schedule says.
func (p *practice) show(s *Screen, snap present.RetentionSnapshot) {
	if p.state.Entry.Text == "" {
		p.state.Entry.SetText(snap.State)
	}
	if snap.MayConfirm {
		p.confirm.Show()
	} else {
		p.confirm.Hide()
	}
	p.state.SetNote(providerWord(snap.Provider), uikit.ToneQuiet)
	shown := ""
	for _, one := range snap.Programs {
		shown += one.Name
		if one.On {
			shown += "+"
		}
	}
	if shown == p.shown {
		return
	}
	p.shown, p.programs.Objects = shown, nil
	for _, one := range snap.Programs {
		title := phrase.Text(present.ProgramWord(one.Name))
		if one.On {
			title = "✓ " + title
		}
		p.programs.Add(s.button(title, func() { s.do.ToggleProgram(one.Name) }))
	}
}

func providerWord(provider string) string {
	switch provider {
	case "practice":
		return uikit.T("A practice")
	case "hospital":
		return uikit.T("A hospital")
	}
	return uikit.T("Both: the longer counts")
}
