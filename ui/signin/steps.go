package signin

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

func title(text string) fyne.CanvasObject {
	return uikit.NewFixed(text, uikit.Style{Size: uikit.SizeTitle, Bold: true})
}

func quiet(text string) fyne.CanvasObject {
	return uikit.NewParagraph(text, uikit.Style{Color: uikit.ColorQuiet})
}

// field makes an entry; Enter goes to the next one, and submits in the last.
func (s *Screen) field(f present.GateField, label string, password bool) fyne.CanvasObject {
	field := s.kit.NewField(label)
	if password {
		field = s.kit.NewPassword(label)
	}
	s.fields[f] = field
	return field.Object()
}

// chain makes Enter walk the entries in order and submit in the last.
func (s *Screen) chain(submit func(), order ...present.GateField) {
	for i, f := range order {
		if i == len(order)-1 {
			s.fields[f].Entry.OnSubmitted = func(string) { submit() }
			continue
		}
		next := order[i+1]
		s.fields[f].Entry.OnSubmitted = func(string) { s.focus(next) }
	}
}

func (s *Screen) typed(f present.GateField) string { return s.fields[f].Entry.Text }

// button makes the one button that goes on. Enter in the last entry does the same.
func (s *Screen) button(text string, do func()) fyne.CanvasObject {
	s.submit = s.kit.NewPrimary(text, uikit.Key{}, do)
	return s.submit
}

func (s *Screen) problem() []fyne.CanvasObject {
	return []fyne.CanvasObject{title(uikit.T("Chartproof cannot open its workspace")), s.fault.Object(),
		s.button(uikit.T("Try again"), func() { s.gate.Start() })}
}

func (s *Screen) setUp() []fyne.CanvasObject {
	submit := func() {
		s.gate.SetUp(present.SetUp{Practice: s.typed(present.PracticeField), DisplayName: s.typed(present.NameField),
			Login: s.typed(present.LoginField), Password: s.typed(present.PasswordField)}, s.typed(present.AgainField))
	}
	parts := []fyne.CanvasObject{
		title(uikit.T("Set up Chartproof")),
		quiet(uikit.T("Step 1 of 2: your practice and you. Everything stays on this computer, sealed.")),
		s.fault.Object(),
		s.field(present.PracticeField, uikit.T("Name of the practice"), false),
		s.field(present.NameField, uikit.T("Your name"), false),
		s.field(present.LoginField, uikit.T("Login name"), false),
		s.field(present.PasswordField, uikit.T("Password"), true),
		s.field(present.AgainField, uikit.T("The same password again"), true),
		s.button(uikit.T("Go on"), submit),
		quiet(uikit.T("Nobody can open the charts without a password. There is no way round it: keep it where you keep keys.")),
	}
	password := s.fields[present.PasswordField]
	password.Entry.OnChanged = func(text string) {
		line, tone := present.PasswordSays(text)
		password.SetNote(phrase.Text(line), phrase.Tone(tone))
	}
	s.chain(submit, present.PracticeField, present.NameField, present.LoginField, present.PasswordField, present.AgainField)
	return parts
}

func (s *Screen) enrol(snap present.GateSnapshot) []fyne.CanvasObject {
	submit := func() { s.gate.ConfirmSetUp(s.typed(present.CodeField)) }
	parts := []fyne.CanvasObject{
		title(uikit.T("Set up the authenticator")),
		quiet(uikit.T("Step 2 of 2: scan this with an authenticator on {{.Name}}'s phone, or type the key below into it.",
			uikit.A{"Name": snap.Person})),
		container.NewCenter(uikit.NewQRCode(snap.QR)),
		uikit.NewParagraph(uikit.Grouped(snap.Enrolment.Secret), uikit.Style{Mono: true, Align: fyne.TextAlignCenter}),
		s.fault.Object(),
		s.field(present.CodeField, uikit.T("The six digits that it shows now"), false),
		s.button(uikit.T("Finish"), submit),
		quiet(uikit.T("The key is shown this one time. It is needed whenever you sign in, together with the password.")),
	}
	s.chain(submit, present.CodeField)
	return parts
}

func (s *Screen) signIn(snap present.GateSnapshot) []fyne.CanvasObject {
	submit := func() {
		s.gate.SignIn(s.typed(present.LoginField), s.typed(present.PasswordField), s.typed(present.CodeField))
	}
	heading := uikit.T("Sign in")
	if snap.Practice != "" {
		heading = uikit.T("Sign in to {{.Practice}}", uikit.A{"Practice": snap.Practice})
	}
	damaged := uikit.NewErrorPanel()
	if snap.Damaged {
		says := present.DamagedTrouble()
		damaged.Show(phrase.Fault(&says))
	}
	parts := []fyne.CanvasObject{
		title(heading), damaged.Object(),
		s.fault.Object(), s.wait,
		s.field(present.LoginField, uikit.T("Login name"), false),
		s.field(present.PasswordField, uikit.T("Password"), true),
		s.field(present.CodeField, uikit.T("Six digits of the authenticator, or a recovery code"), false),
		s.button(uikit.T("Sign in"), submit),
		quiet(uikit.T("With a one-time password from the administrator no code is needed.")),
	}
	s.fields[present.LoginField].Entry.SetText(snap.Login)
	s.chain(submit, present.LoginField, present.PasswordField, present.CodeField)
	return parts
}

func (s *Screen) locked(snap present.GateSnapshot) []fyne.CanvasObject {
	submit := func() { s.gate.Unlock(s.typed(present.PasswordField)) }
	parts := []fyne.CanvasObject{
		title(uikit.T("Locked")),
		quiet(uikit.T("{{.Name}} can go on here. What was half typed is kept, sealed.", uikit.A{"Name": snap.Person})),
		s.fault.Object(), s.wait,
		s.field(present.PasswordField, uikit.T("Password"), true),
		s.button(uikit.T("Unlock"), submit),
		s.kit.NewButton(uikit.T("Sign in as another person"), uikit.Key{}, func() { s.gate.Another() }),
	}
	s.chain(submit, present.PasswordField)
	return parts
}
