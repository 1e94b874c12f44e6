package coding

import (
	"fmt"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// letters are the keys that name diagnoses, as a claim does.
var letters = []fyne.KeyName{fyne.KeyA, fyne.KeyB, fyne.KeyC, fyne.KeyD, fyne.KeyE, fyne.KeyF, fyne.KeyG, fyne.KeyH, fyne.KeyI, fyne.KeyJ, fyne.KeyK, fyne.KeyL}

var digits = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}

// Commands is the table of the screen.
func (s *Screen) Commands() []uikit.Command {
	menu := uikit.T("Coding")
	on := func(step present.CodingStep) func() bool { return func() bool { return s.snap.Step == step } }
	sheet := on(present.CodingSheet)
	service := func() bool {
		return sheet() && s.snap.At < len(s.snap.Rows) && s.snap.Rows[s.snap.At].Service
	}
	ask := func(a present.CodingAsk) func() { return func() { s.do.Ask(a) } }
	out := []uikit.Command{
		{ID: "coding.diagnosis", Title: uikit.T("Add a diagnosis"), Menu: menu, Key: uikit.K(fyne.KeyF5), Do: ask(present.AskDiagnosis), Enabled: sheet},
		{ID: "coding.service", Title: uikit.T("Add a service"), Menu: menu, Key: uikit.Shift(fyne.KeyF5), Do: ask(present.AskService), Enabled: sheet},
		{ID: "coding.other", Title: uikit.T("Another code"), Menu: menu, Key: uikit.K(fyne.KeyF4), Do: ask(present.AskOther), Enabled: sheet},
		{ID: "coding.remove", Title: uikit.T("Remove"), Menu: menu, Key: uikit.K(fyne.KeyDelete), Do: func() { s.do.Remove() }, Enabled: sheet},
		{ID: "coding.up", Title: uikit.T("Move up; the first is the principal one"), Menu: menu, Key: uikit.Alt(fyne.KeyUp), Do: func() { s.do.Order(-1) }, Enabled: sheet},
		{ID: "coding.down", Title: uikit.T("Move down"), Menu: menu, Key: uikit.Alt(fyne.KeyDown), Do: func() { s.do.Order(1) }, Enabled: sheet},
		{ID: "coding.modifiers", Title: uikit.T("Modifiers"), Menu: menu, Key: uikit.K(fyne.KeyF6), Do: ask(present.AskModifiers), Enabled: service},
		{ID: "coding.units", Title: uikit.T("Units"), Menu: menu, Key: uikit.K(fyne.KeyF7), Do: ask(present.AskUnits), Enabled: service},
		{ID: "coding.day", Title: uikit.T("Day of service"), Menu: menu, Key: uikit.Shift(fyne.KeyF7), Do: ask(present.AskDay), Enabled: service},
		{ID: "coding.compare", Title: uikit.T("Compare with bills and payers' statements"), Menu: menu, Key: uikit.K(fyne.KeyF8), Do: func() { s.do.Compare() }, Enabled: sheet},
		{ID: "coding.export", Title: uikit.T("Write the differences as a table"), Menu: menu, Key: uikit.Ctrl(fyne.KeyE), Do: func() { s.do.Export() }, Enabled: on(present.CodingDiffer)},
		{ID: "coding.undo", Title: uikit.T("Take the last change back"), Menu: menu, Key: uikit.Ctrl(fyne.KeyZ), Do: func() { s.do.Undo() }, Enabled: sheet},
		{ID: "coding.sign", Title: uikit.T("Sign and send the addendum"), Menu: menu, Key: uikit.Ctrl(fyne.KeyS), Do: func() { s.do.AskSign() },
			Enabled: func() bool { return sheet() && s.snap.MaySign }},
		{ID: "coding.whole", Title: uikit.T("Whole page and back"), Menu: menu, Key: uikit.K(fyne.KeyF2), Do: s.Whole},
		{ID: "coding.next", Title: uikit.T("Next page"), Menu: menu, Key: uikit.Alt(fyne.KeyPageDown), Do: func() { s.do.Turn(1) }},
		{ID: "coding.before", Title: uikit.T("Page before"), Menu: menu, Key: uikit.Alt(fyne.KeyPageUp), Do: func() { s.do.Turn(-1) }},
		{ID: "coding.hit.down", Title: uikit.T("Next code"), Key: uikit.K(fyne.KeyDown), Do: func() { s.do.Step(1) }, Enabled: on(present.CodingFind)},
		{ID: "coding.hit.up", Title: uikit.T("Code before"), Key: uikit.K(fyne.KeyUp), Do: func() { s.do.Step(-1) }, Enabled: on(present.CodingFind)},
	}
	for i, k := range digits {
		n := i + 1
		out = append(out, uikit.Command{ID: fmt.Sprintf("coding.take.%d", n), Title: uikit.T("Take suggestion {{.N}}", uikit.A{"N": n}), Key: uikit.K(k),
			Do: func() { s.do.Suggest(n) }, Enabled: sheet},
			uikit.Command{ID: fmt.Sprintf("coding.show.%d", n), Title: uikit.T("Light the words of suggestion {{.N}}", uikit.A{"N": n}), Key: uikit.Alt(k),
				Do: func() { s.do.Show(n) }, Enabled: sheet})
	}
	for i, k := range letters {
		out = append(out, uikit.Command{ID: fmt.Sprintf("coding.point.%d", i+1), Title: uikit.T("For diagnosis {{.Letter}}", uikit.A{"Letter": string(k)}), Key: uikit.K(k),
			Do: func() { s.do.Point(i) }, Enabled: service})
	}
	return out
}
