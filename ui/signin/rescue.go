package signin

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// rescuePart is the way to a recovery with shares, where there is a set.
func (s *Screen) rescuePart(snap present.GateSnapshot) []fyne.CanvasObject {
	if !snap.Rescue.Offered {
		return nil
	}
	return []fyne.CanvasObject{s.kit.NewButton(uikit.T("Recover with shares"), uikit.Key{}, func() { s.gate.Rescue() })}
}

// shares takes the lines of recovery shares, one at a time; no line that was typed is shown again.
func (s *Screen) shares(snap present.GateSnapshot) []fyne.CanvasObject {
	s.progress, s.lineSays = uikit.NewParagraph("", uikit.Style{Bold: true}), uikit.NewParagraph("", uikit.Style{})
	says := uikit.T("Each holder types the own share. Three letters of a word are enough: a blank writes it out. Enter takes the line.")
	if snap.Rescue.Mark != "" {
		says = uikit.T("The shares of set {{.Mark}} are asked for; the number stands at the top of each page. ", uikit.A{"Mark": snap.Rescue.Mark}) + says
	}
	parts := []fyne.CanvasObject{title(uikit.T("Recover with shares")), quiet(says), s.fault.Object(), s.progress, s.lineSays,
		s.field(present.ShareField, "", false)}
	field := s.fields[present.ShareField]
	take := func() { s.gate.ShareLine(field.Entry.Text) }
	field.Entry.OnSubmitted = func(string) { take() }
	field.Entry.OnChanged = func(text string) {
		if text == "" {
			return
		}
		if done := s.gate.Typing(text); done != text {
			field.Entry.SetText(done)
			field.Entry.CursorColumn = len([]rune(done))
			field.Entry.Refresh()
		}
	}
	return append(parts, s.button(uikit.T("Take the line"), take),
		container.NewHBox(s.kit.NewButton(uikit.T("The line before"), uikit.Key{}, func() { s.gate.LineBack() }),
			s.kit.NewButton(uikit.T("Hide or show the words"), uikit.Key{}, func() { s.gate.Words() })),
		s.kit.NewButton(uikit.T("Back to the sign-in"), uikit.K(fyne.KeyEscape), func() { s.gate.LeaveRescue() }))
}

// renderShares shows how far the typing is.
func (s *Screen) renderShares(snap present.GateSnapshot) {
	field, r := s.fields[present.ShareField], snap.Rescue
	if field == nil {
		return
	}
	if s.emptied != r.Emptied {
		s.emptied = r.Emptied
		field.Entry.SetText("")
	}
	field.Entry.Password = r.Hidden
	field.SetLabel(uikit.T("Share {{.Share}}, line {{.Line}} of {{.Lines}}", uikit.A{"Share": r.Share, "Line": r.Line, "Lines": present.ShareLines}))
	text := uikit.T("{{.Have}} of {{.Needs}} shares", uikit.A{"Have": r.Have, "Needs": r.Needs})
	s.progress.SetText(text)
	if snap.FieldSays.Empty() {
		field.SetNote(phrase.Text(r.Says), phrase.Tone(r.Tone))
	}
	s.lineSays.SetText(lineMarks(r.Line))
	field.Entry.Refresh()
}

// lineMarks shows which lines of the share hold, without a word of them.
func lineMarks(line int) string {
	out := ""
	for n := 1; n <= present.ShareLines; n++ {
		if n < line {
			out += "✓ "
		} else {
			out += "· "
		}
	}
	return out
}

// rescuer asks who recovers, for a login and a password of their own.
func (s *Screen) rescuer(present.GateSnapshot) []fyne.CanvasObject {
	submit := func() {
		s.gate.Rescuer(present.NewColleague{DisplayName: s.typed(present.NameField), Login: s.typed(present.LoginField), Password: s.typed(present.PasswordField)},
			s.typed(present.AgainField))
	}
	parts := []fyne.CanvasObject{
		title(uikit.T("Who recovers?")),
		quiet(uikit.T("The shares are complete. You are added as administrator and privacy officer, with a login of your own; everybody else signs in as before. It stands in the trail and raises an alarm.")),
		s.fault.Object(),
		s.field(present.NameField, uikit.T("Your name"), false),
		s.field(present.LoginField, uikit.T("A login name that nobody has yet"), false),
		s.field(present.PasswordField, uikit.T("New password"), true),
		s.field(present.AgainField, uikit.T("The same password again"), true),
		s.button(uikit.T("Open the workspace"), submit),
		s.kit.NewButton(uikit.T("Back to the sign-in"), uikit.K(fyne.KeyEscape), func() { s.gate.LeaveRescue() }),
	}
	entry := s.fields[present.PasswordField]
	entry.Entry.OnChanged = func(text string) {
		line, tone := present.PasswordSays(text)
		entry.SetNote(phrase.Text(line), phrase.Tone(tone))
	}
	s.chain(submit, present.NameField, present.LoginField, present.PasswordField, present.AgainField)
	return parts
}

// rescueEnrol is the authenticator of whoever recovers.
func (s *Screen) rescueEnrol(snap present.GateSnapshot) []fyne.CanvasObject {
	submit := func() { s.gate.ConfirmRescue(s.typed(present.CodeField)) }
	parts := []fyne.CanvasObject{
		title(uikit.T("Set up the authenticator")),
		quiet(uikit.T("The shares open the workspace. Nothing is changed before the first code: scan this with an authenticator on {{.Name}}'s phone, or type the key below into it.",
			uikit.A{"Name": snap.Person})),
		container.NewCenter(uikit.NewQRCode(snap.QR)),
		uikit.NewParagraph(uikit.Grouped(snap.Enrolment.Secret), uikit.Style{Mono: true, Align: fyne.TextAlignCenter}),
		s.fault.Object(),
		s.field(present.CodeField, uikit.T("The six digits that it shows now"), false),
		s.button(uikit.T("Recover the workspace"), submit),
		s.kit.NewButton(uikit.T("Back to the sign-in"), uikit.K(fyne.KeyEscape), func() { s.gate.LeaveRescue() }),
	}
	s.chain(submit, present.CodeField)
	return parts
}
