package signin

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// renew is the password that must be changed before its person comes in.
func (s *Screen) renew(snap present.GateSnapshot) []fyne.CanvasObject {
	submit := func() { s.gate.Renew(s.typed(present.PasswordField), s.typed(present.AgainField)) }
	why := uikit.T("The administrator or the practice asks for another password. Your keys and drafts stay.")
	if snap.After {
		why = uikit.T("The one-time password opens nothing but this. Choose a password that nobody else knows; the authenticator comes next.")
	}
	parts := []fyne.CanvasObject{
		title(uikit.T("Choose another password")), quiet(why), s.fault.Object(),
		s.field(present.PasswordField, uikit.T("New password"), true),
		s.field(present.AgainField, uikit.T("The same password again"), true),
		s.button(uikit.T("Go on"), submit),
		s.kit.NewButton(uikit.T("Back to the sign-in"), uikit.Key{}, func() { s.gate.LeaveRenewal() }),
	}
	entry := s.fields[present.PasswordField]
	entry.Entry.OnChanged = func(text string) {
		line, tone := present.PasswordSays(text)
		entry.SetNote(phrase.Text(line), phrase.Tone(tone))
	}
	s.chain(submit, present.PasswordField, present.AgainField)
	return parts
}

// renewEnrol is the authenticator after a reset.
func (s *Screen) renewEnrol(snap present.GateSnapshot) []fyne.CanvasObject {
	submit := func() { s.gate.ConfirmRenewal(s.typed(present.CodeField)) }
	parts := []fyne.CanvasObject{
		title(uikit.T("Set up the authenticator")),
		quiet(uikit.T("Scan this with an authenticator on your phone, or type the key below into it. It is shown this one time.")),
		container.NewCenter(uikit.NewQRCode(snap.QR)),
		uikit.NewParagraph(uikit.Grouped(snap.Enrolment.Secret), uikit.Style{Mono: true, Align: fyne.TextAlignCenter}),
		s.fault.Object(),
		s.field(present.CodeField, uikit.T("The six digits that it shows now"), false),
		s.button(uikit.T("Finish"), submit),
		s.kit.NewButton(uikit.T("Back to the sign-in"), uikit.Key{}, func() { s.gate.LeaveRenewal() }),
	}
	s.chain(submit, present.CodeField)
	return parts
}

// codes are shown this once.
func (s *Screen) codes(snap present.GateSnapshot) []fyne.CanvasObject {
	half := (len(snap.Codes) + 1) / 2
	columns := container.NewHBox(codeColumn(snap.Codes[:half]), codeColumn(snap.Codes[half:]))
	says := quiet("")
	if says.Hide(); snap.Rescue.Done {
		says = quiet(uikit.T("The workspace is recovered. Make new shares under Keys and recovery (Ctrl+5): those that were typed were seen."))
	}
	return []fyne.CanvasObject{
		title(uikit.T("Write down your recovery codes")), says,
		quiet(uikit.T("Each works once in place of the authenticator's code, if the phone is lost. They are shown this one time; keep the paper where you keep keys.")),
		container.NewCenter(columns),
		s.button(uikit.T("I have written them down"), func() { s.gate.CodesKept() }),
	}
}

func codeColumn(codes []string) fyne.CanvasObject {
	return uikit.Width(cardWidth/2-16, uikit.NewParagraph(strings.Join(codes, "\n"), uikit.Style{Mono: true, Align: fyne.TextAlignCenter}))
}
