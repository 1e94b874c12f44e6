package signin

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// answers are the ways to validate with the key that chooses each.
func answers() []struct {
	who  chart.Validators
	key  fyne.KeyName
	text string
} {
	return []struct {
		who  chart.Validators
		key  fyne.KeyName
		text string
	}{
		{chart.TwoPeople, fyne.Key1, uikit.T("No, a colleague looks again")},
		{chart.OneLater, fyne.Key2, uikit.T("Yes, I look again later")},
		{chart.OneValidate, fyne.Key3, uikit.T("Yes, one look is enough")},
	}
}

// alone asks who validates the fields on which a patient's safety hangs. Enter takes the safest answer.
func (s *Screen) alone() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		title(uikit.T("Do you work alone?")),
		quiet(uikit.T("Names, birth dates, record numbers, allergies, medications and handwriting are looked at twice before a record is signed. Who looks the second time?")),
		s.fault.Object(),
	}
	for _, a := range answers() {
		button := s.kit.NewButton(a.text, uikit.K(a.key), func() { s.gate.Alone(a.who) })
		if s.submit == nil {
			button = s.kit.NewPrimary(a.text, uikit.K(a.key), func() { s.gate.Alone(a.who) })
			s.submit = button
		}
		parts = append(parts, uikit.VStack(4, container.NewHBox(button), quiet(phrase.Text(present.ValidatorsSay(a.who)))))
	}
	return append(parts, quiet(uikit.T("An administrator changes it in the settings at any time.")))
}

// Commands are the keys of the gate's question.
func (s *Screen) Commands() []uikit.Command {
	var out []uikit.Command
	for _, a := range answers() {
		out = append(out, uikit.Command{ID: "gate." + string(a.who), Title: a.text, Menu: uikit.T("File"), Key: uikit.K(a.key),
			Do: func() { s.gate.Alone(a.who) }, Enabled: func() bool { return s.drawn && s.step == present.GateAlone }})
	}
	return out
}
