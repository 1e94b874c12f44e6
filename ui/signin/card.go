package signin

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// cardPart is the way to a sign-in by smart card, where this computer has one set up.
func (s *Screen) cardPart(snap present.GateSnapshot) []fyne.CanvasObject {
	if !snap.Card {
		return nil
	}
	return []fyne.CanvasObject{s.kit.NewButton(uikit.T("Use a smart card"), uikit.Key{}, func() { s.gate.Card() })}
}

// pin makes the entry of a PIN. It is emptied as it is handed on.
func (s *Screen) pin(take func(pin string)) (entry fyne.CanvasObject, submit func()) {
	entry = s.field(present.PINField, uikit.T("PIN"), true)
	submit = func() {
		pin := s.typed(present.PINField)
		s.fields[present.PINField].Entry.SetText("")
		take(pin)
	}
	s.chain(submit, present.PINField)
	return entry, submit
}

// card asks for the PIN of the card in the reader.
func (s *Screen) card() []fyne.CanvasObject {
	entry, submit := s.pin(func(pin string) { s.gate.EnterByCard(pin) })
	return []fyne.CanvasObject{
		title(uikit.T("Sign in with a smart card")),
		quiet(uikit.T("Card and PIN stand for password and authenticator. The PIN is kept nowhere. Taking the card out locks at once.")),
		s.fault.Object(), s.wait, entry,
		s.button(uikit.T("Sign in"), submit),
		s.kit.NewButton(uikit.T("Look for the card again"), uikit.Key{}, func() { s.gate.LookForCard() }),
		s.kit.NewButton(uikit.T("Use the password"), uikit.K(fyne.KeyEscape), func() { s.gate.LeaveCard() }),
	}
}

// module asks for the PIN of the security module that guards a zone.
func (s *Screen) module(snap present.GateSnapshot) []fyne.CanvasObject {
	entry, submit := s.pin(func(pin string) { s.gate.ConnectModule(pin) })
	return []fyne.CanvasObject{
		title(uikit.T("Connect the security module")),
		quiet(uikit.T("{{.Name}} is in. The tokens of releases and the patients' wishes open only with the security module; it stays connected until you leave or lock.",
			uikit.A{"Name": snap.Person})),
		s.fault.Object(), s.wait, entry,
		s.button(uikit.T("Connect"), submit),
		s.kit.NewButton(uikit.T("Go on without it"), uikit.K(fyne.KeyEscape), func() { s.gate.WithoutModule() }),
	}
}
