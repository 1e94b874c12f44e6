package settings

import (
	"slices"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// lookAgain is who validates the fields on which a patient's safety hangs.
func (s *Screen) lookAgain() fyne.CanvasObject {
	for _, v := range present.AllValidators() {
		s.validators = append(s.validators, s.choice(phrase.Text(present.ValidatorsWord(v)), func() { s.set.SetValidators(v) },
			func(snap present.SettingsSnapshot) bool { return snap.Looks.Who == v }))
	}
	for _, w := range chart.LookWaits() {
		s.waits = append(s.waits, s.choice(phrase.Text(present.WaitWord(w)), func() { s.set.SetLookWait(w) },
			func(snap present.SettingsSnapshot) bool { return snap.Looks.Wait == w }))
	}
	for _, c := range slices.Concat(s.validators, s.waits) {
		s.admin = append(s.admin, c.button)
	}
	quiet := uikit.Style{Color: uikit.ColorQuiet}
	s.lookSays, s.lookHere = uikit.NewParagraph("", quiet), uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDoubt})
	return section(uikit.T("Second look"), row(uikit.T("Names, birth dates, record numbers, allergies, medications and handwriting are validated by"), s.validators),
		s.lookSays, s.lookHere, row(uikit.T("The same person looks again at the earliest after"), s.waits))
}

func (s *Screen) renderLooks(snap present.SettingsSnapshot) {
	s.lookSays.SetText(phrase.Text(snap.Looks.Says))
	s.lookHere.SetText(phrase.Text(snap.Looks.Here))
	s.lookHere.Hidden = snap.Looks.Here.Empty()
}
