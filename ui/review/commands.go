package review

import (
	"strconv"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Commands is everything that a person can do on the screen. The shell makes menu, shortcuts and help of it.
func (s *Screen) Commands() []uikit.Command {
	out := append(s.fieldCommands(), s.documentCommands()...)
	out = append(out, s.redactCommands()...)
	out = append(out, s.boxCommands()...)
	out = append(out, s.wordCommands()...)
	out = append(out, s.exportCommands()...)
	out = append(out, s.askCommands()...)
	out = append(out, s.gridCommands()...)
	return append(out, s.pageCommands()...)
}

// in tells whether the screen is in one of the modes; commands of other modes do not run.
func (s *Screen) in(modes ...present.ReviewMode) func() bool {
	return func() bool {
		if s.s.Phase != present.ReviewOpen {
			return false
		}
		for _, m := range modes {
			if s.s.Mode == m {
				return true
			}
		}
		return false
	}
}

// changing narrows commands to documents that may be changed.
func (s *Screen) changing(on func() bool) func() bool {
	return func() bool { return on() && s.s.ReadOnly.Empty() }
}

func ctrlShift(n fyne.KeyName) uikit.Key {
	return uikit.Key{Name: n, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

func (s *Screen) fieldCommands() []uikit.Command {
	menu, on := uikit.T("Field"), s.in(present.ModeFields)
	change := s.changing(on)
	undo := s.changing(s.in(present.ModeFields, present.ModeTable))
	plain := func() bool { return on() && len(s.s.Changes) == 0 }
	out := []uikit.Command{
		{ID: "field.confirm", Title: uikit.T("Confirm and go on"), Menu: menu, Key: uikit.K(fyne.KeyReturn), Do: s.p.Confirm, Enabled: on},
		{ID: "field.next", Title: uikit.T("Next that needs you"), Menu: menu, Key: uikit.K(fyne.KeyTab), Do: s.p.Next, Enabled: plain},
		{ID: "field.back", Title: uikit.T("Previous that needs you"), Menu: menu, Key: uikit.Shift(fyne.KeyTab), Do: s.p.Back, Enabled: plain},
		{ID: "field.down", Title: uikit.T("Next of all fields"), Menu: menu, Key: uikit.Ctrl(fyne.KeyDown), Do: s.p.NextAny, Enabled: on},
		{ID: "field.up", Title: uikit.T("Previous of all fields"), Menu: menu, Key: uikit.Ctrl(fyne.KeyUp), Do: s.p.BackAny, Enabled: on},
		{ID: "field.missing", Title: uikit.T("Not on this page; twice: illegible"), Menu: menu, Key: uikit.K(fyne.KeyF3), Do: s.p.Mark, Enabled: change},
		{ID: "field.readings", Title: uikit.T("All reasons, and what each reader read"), Menu: menu, Key: uikit.K(fyne.KeyF5), Do: s.p.Readings, Enabled: s.in(present.ModeFields, present.ModeTable)},
		{ID: "field.ask", Title: uikit.T("Ask a colleague, answer, hand over"), Menu: menu, Key: uikit.K(fyne.KeyF8), Do: s.p.Ask, Enabled: change},
		{ID: "field.reveal", Title: uikit.T("Hold to reveal"), Menu: menu, Key: uikit.K(fyne.KeyF4), Do: s.p.RevealDown,
			Release: s.p.RevealUp, Enabled: s.in(present.ModeFields, present.ModeRedact)},
		{ID: "field.purpose", Title: uikit.T("Reveal for another purpose"), Menu: menu, Key: uikit.Shift(fyne.KeyF4), Do: s.p.PurposeAsk,
			Enabled: s.in(present.ModeFields, present.ModeRedact)},
		{ID: "field.undo", Title: uikit.T("Undo"), Menu: menu, Key: uikit.Ctrl(fyne.KeyZ), Do: s.undo, Enabled: undo},
		{ID: "field.redo", Title: uikit.T("Redo"), Menu: menu, Key: uikit.Ctrl(fyne.KeyY), Do: s.redo, Enabled: undo},
		{ID: "field.escape", Title: uikit.T("Close, or what was read and back"), Key: uikit.K(fyne.KeyEscape), Do: s.p.Escape,
			Enabled: func() bool { return s.s.Phase == present.ReviewOpen }},
	}
	for n := 1; n <= 9; n++ {
		out = append(out, uikit.Command{ID: "field.suggestion" + strconv.Itoa(n),
			Title: uikit.T("Take suggestion {{.N}}", uikit.A{"N": n}),
			Key:   uikit.Alt(fyne.KeyName(strconv.Itoa(n))), Do: func() { s.p.Suggest(n) }, Enabled: change})
	}
	return out
}

// undo takes back what was typed in the entry first, and decisions once nothing typed is left.
func (s *Screen) undo() {
	if !s.card.entry.undo() {
		s.p.Undo()
	}
}

func (s *Screen) redo() {
	if !s.card.entry.redo() {
		s.p.Redo()
	}
}

func (s *Screen) documentCommands() []uikit.Command {
	menu, on := uikit.T("Document"), s.in(present.ModeFields)
	change := s.changing(on)
	return []uikit.Command{
		{ID: "document.sign", Title: uikit.T("Sign and send"), Menu: menu, Key: uikit.Ctrl(fyne.KeyS), Do: s.p.SignAsk, Enabled: change},
		{ID: "document.wrong", Title: uikit.T("Wrong patient, type or pages"), Menu: menu, Key: uikit.K(fyne.KeyF7), Do: s.p.Wrong, Enabled: change},
		{ID: "document.find", Title: uikit.T("Find in this chart"), Menu: menu, Key: uikit.Ctrl(fyne.KeyF), Do: s.p.FindAsk, Enabled: on},
		{ID: "document.next", Title: uikit.T("Next document"), Menu: menu, Key: uikit.Ctrl(fyne.KeyPageDown),
			Do: func() { s.p.GoDocument(1) }, Enabled: on},
		{ID: "document.back", Title: uikit.T("Previous document"), Menu: menu, Key: uikit.Ctrl(fyne.KeyPageUp),
			Do: func() { s.p.GoDocument(-1) }, Enabled: on},
	}
}

func (s *Screen) redactCommands() []uikit.Command {
	menu := uikit.T("Redaction")
	return []uikit.Command{
		{ID: "redact.here", Title: uikit.T("Redact here"), Menu: menu, Key: uikit.K(fyne.KeyF6), Do: s.p.Redact,
			Enabled: s.changing(s.in(present.ModeFields))},
		{ID: "redact.release", Title: uikit.T("Release"), Menu: menu, Key: uikit.Shift(fyne.KeyF6), Do: s.p.Release,
			Enabled: s.changing(s.in(present.ModeFields, present.ModeRedact))},
	}
}

// boxCommands are the keys while a redaction is edited.
func (s *Screen) boxCommands() []uikit.Command {
	on := s.in(present.ModeRedact)
	out := []uikit.Command{
		{ID: "box.done", Title: uikit.T("Keep the box"), Key: uikit.K(fyne.KeyReturn), Do: s.p.DoneBox, Enabled: on},
		{ID: "box.next", Title: uikit.T("Next box"), Key: uikit.K(fyne.KeyTab), Do: func() { s.p.NextBox(1) }, Enabled: on},
		{ID: "box.back", Title: uikit.T("Previous box"), Key: uikit.Shift(fyne.KeyTab), Do: func() { s.p.NextBox(-1) }, Enabled: on},
	}
	for _, a := range []struct {
		key    fyne.KeyName
		id     string
		title  string
		dx, dy int
	}{
		{fyne.KeyLeft, "left", uikit.T("Move the box left; with Shift narrower"), -1, 0},
		{fyne.KeyRight, "right", uikit.T("Move the box right; with Shift wider"), 1, 0},
		{fyne.KeyUp, "up", uikit.T("Move the box up; with Shift lower in height"), 0, -1},
		{fyne.KeyDown, "down", uikit.T("Move the box down; with Shift higher"), 0, 1},
	} {
		out = append(out,
			uikit.Command{ID: "box." + a.id, Title: a.title, Key: uikit.K(a.key), Enabled: on,
				Do: func() { s.p.MoveBox(a.dx, a.dy, false) }},
			uikit.Command{ID: "box.size." + a.id, Key: uikit.Shift(a.key), Enabled: on,
				Do: func() { s.p.MoveBox(a.dx, a.dy, true) }})
	}
	return out
}

func (s *Screen) pageCommands() []uikit.Command {
	menu := uikit.T("Page")
	on := s.in(present.ModeFields, present.ModeRedact, present.ModeFind, present.ModeTable)
	zoom := func(f func()) func() {
		return func() {
			s.whole = nil
			f()
		}
	}
	return []uikit.Command{
		{ID: "page.whole", Title: uikit.T("Whole page and back"), Menu: menu, Key: uikit.K(fyne.KeyF2), Do: s.p.Whole, Enabled: on},
		{ID: "page.first", Title: uikit.T("Show the scan that this page repeats"), Menu: menu, Key: uikit.Shift(fyne.KeyF2), Do: func() { s.hooks.First(*s.s.First) },
			Enabled: func() bool { return on() && s.s.First != nil && s.hooks.First != nil }},
		{ID: "page.larger", Title: uikit.T("Zoom in"), Menu: menu, Key: uikit.Ctrl(fyne.KeyEqual),
			More: []uikit.Key{uikit.Ctrl(fyne.KeyPlus), ctrlShift(fyne.KeyEqual)}, Do: zoom(func() { s.page.Zoom(1.25) }), Enabled: on},
		{ID: "page.smaller", Title: uikit.T("Zoom out"), Menu: menu, Key: uikit.Ctrl(fyne.KeyMinus),
			Do: zoom(func() { s.page.Zoom(0.8) }), Enabled: on},
		{ID: "page.width", Title: uikit.T("Fit the width"), Menu: menu, Key: uikit.Ctrl(fyne.Key0), Do: zoom(s.page.FitWidth), Enabled: on},
		{ID: "page.natural", Title: uikit.T("Printed size"), Menu: menu, Key: ctrlShift(fyne.Key0), Do: zoom(s.page.Natural), Enabled: on},
		{ID: "page.turn", Title: uikit.T("Turn the page"), Menu: menu, Key: uikit.Ctrl(fyne.KeyR), Do: s.p.Turn, Enabled: on},
		{ID: "page.down", Title: uikit.T("Further down, then the next page"), Menu: menu, Key: uikit.K(fyne.KeyPageDown),
			Do: func() { s.scrollPage(1) }, Enabled: on},
		{ID: "page.up", Title: uikit.T("Further up, then the page before"), Menu: menu, Key: uikit.K(fyne.KeyPageUp),
			Do: func() { s.scrollPage(-1) }, Enabled: on},
	}
}

// scrollPage moves the page by most of what is seen, and turns to the neighbouring page at its end.
func (s *Screen) scrollPage(by int) {
	v := s.page.Viewport()
	if !v.Valid() {
		s.p.GoPageStep(by)
		return
	}
	moved := v.Pan(0, float64(by)*v.ViewH*0.85)
	if moved.Y == v.Y && s.p.GoPageStep(by) {
		if by > 0 {
			s.page.SetViewport(v.Pan(0, -1e7))
		} else {
			s.page.SetViewport(v.Pan(0, 1e7))
		}
		return
	}
	s.page.SetViewport(moved)
}
