package review

import (
	"strconv"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// askCommands are the keys of the panel that writes to a colleague, and what goes on in a colleague's place.
func (s *Screen) askCommands() []uikit.Command {
	on := s.in(present.ModeHandOver)
	return []uikit.Command{
		{ID: "ask.up", Title: uikit.T("Another colleague"), Key: uikit.K(fyne.KeyUp), Do: func() { s.p.AskTo(-1) }, Enabled: on},
		{ID: "ask.down", Title: uikit.T("Another colleague"), Key: uikit.K(fyne.KeyDown), Do: func() { s.p.AskTo(1) }, Enabled: on},
		{ID: "ask.whole", Title: uikit.T("Hand over the whole document, or ask about the field"), Key: uikit.K(fyne.KeyF8), Do: s.p.AskWhole, Enabled: on},
		{ID: "document.take", Title: uikit.T("Go on in a colleague's place"), Menu: uikit.T("Document"), Key: uikit.Shift(fyne.KeyF8), Do: s.p.TakeOver,
			Enabled: func() bool { return s.in(present.ModeFields)() && s.s.Held }},
	}
}

// exportCommands show what of the page leaves, and what people changed of the machine's proposal.
func (s *Screen) exportCommands() []uikit.Command {
	menu := uikit.T("Redaction")
	on := s.in(present.ModeFields, present.ModeRedact)
	changes := func() bool { return s.in(present.ModeFields)() && len(s.s.Changes) > 0 }
	edit := s.changing(on)
	return []uikit.Command{
		{ID: "redact.everywhere", Title: uikit.T("Redact this text everywhere"), Menu: menu, Key: uikit.Ctrl(fyne.KeyF6), Do: s.p.Everywhere, Enabled: edit},
		{ID: "redact.release_everywhere", Title: uikit.T("Release this text everywhere"), Menu: menu, Key: ctrlShift(fyne.KeyF6), Do: s.p.ReleaseEverywhere, Enabled: edit},
		{ID: "redact.preview", Title: uikit.T("The page as exported, and back"), Menu: menu, Key: uikit.K(fyne.KeyF9), Do: s.p.Preview, Enabled: on},
		{ID: "redact.changes", Title: uikit.T("What people changed of the redactions, and back"), Menu: menu, Key: uikit.Shift(fyne.KeyF9), Do: s.p.Difference, Enabled: on},
		{ID: "change.next", Title: uikit.T("Next change"), Key: uikit.K(fyne.KeyTab), Do: func() { s.p.StepChange(1) }, Enabled: changes},
		{ID: "change.back", Title: uikit.T("Previous change"), Key: uikit.Shift(fyne.KeyTab), Do: func() { s.p.StepChange(-1) }, Enabled: changes},
	}
}

// wordCommands move the edited box by words, and say what it is and why it is redacted.
func (s *Screen) wordCommands() []uikit.Command {
	on := s.in(present.ModeRedact)
	var out []uikit.Command
	for _, a := range []struct {
		key    fyne.KeyName
		id     string
		title  string
		grow   string
		dx, dy int
	}{
		{fyne.KeyLeft, "left", uikit.T("The box onto the word before"), uikit.T("Give up the last word"), -1, 0},
		{fyne.KeyRight, "right", uikit.T("The box onto the next word"), uikit.T("Take in the next word"), 1, 0},
		{fyne.KeyUp, "up", uikit.T("The box onto the line above"), uikit.T("Take in the word above"), 0, -1},
		{fyne.KeyDown, "down", uikit.T("The box onto the line below"), uikit.T("Take in the word below"), 0, 1},
	} {
		out = append(out,
			uikit.Command{ID: "box.word." + a.id, Title: a.title, Key: uikit.Ctrl(a.key), Enabled: on, Do: func() { s.p.MoveWord(a.dx, a.dy, false) }},
			uikit.Command{ID: "box.grow." + a.id, Title: a.grow, Key: ctrlShift(a.key), Enabled: on, Do: func() { s.p.MoveWord(a.dx, a.dy, true) }})
	}
	for _, c := range []struct {
		key   fyne.KeyName
		class present.Class
		title string
	}{
		{fyne.KeyN, present.ClassName, uikit.T("It is a name")}, {fyne.KeyD, present.ClassDate, uikit.T("It is a date")},
		{fyne.KeyI, present.ClassNumber, uikit.T("It is a number")}, {fyne.KeyA, present.ClassAddress, uikit.T("It is an address")},
		{fyne.KeyP, present.ClassContact, uikit.T("It is a phone, an email or the like")},
	} {
		out = append(out, uikit.Command{ID: "box.class." + c.class.Tag(), Title: c.title, Key: uikit.K(c.key), Enabled: on, Do: func() { s.p.BoxIs(c.class) }})
	}
	for n := 1; n <= 4; n++ {
		out = append(out, uikit.Command{ID: "box.why" + strconv.Itoa(n), Title: uikit.T("Reason {{.N}}", uikit.A{"N": n}),
			Key: uikit.K(fyne.KeyName(strconv.Itoa(n))), Enabled: on, Do: func() { s.p.BoxWhy(n) }})
	}
	return out
}

// gridCommands are the keys of a table.
func (s *Screen) gridCommands() []uikit.Command {
	menu := uikit.T("Table")
	on := s.in(present.ModeTable)
	change := s.changing(on)
	move := func(rows, cols int) func() { return func() { s.p.GridMove(rows, cols) } }
	return []uikit.Command{
		{ID: "table.open", Title: uikit.T("Table as a grid, the next one, and back"), Menu: menu, Key: uikit.Ctrl(fyne.KeyT), Do: s.p.Grid,
			Enabled: s.in(present.ModeFields, present.ModeTable)},
		{ID: "table.confirm", Title: uikit.T("Keep the cell and go on"), Menu: menu, Key: uikit.K(fyne.KeyReturn), Do: s.p.GridConfirm, Enabled: on},
		{ID: "table.next", Title: uikit.T("Next cell"), Menu: menu, Key: uikit.K(fyne.KeyTab), Do: move(0, 1), Enabled: on},
		{ID: "table.back", Title: uikit.T("Previous cell"), Menu: menu, Key: uikit.Shift(fyne.KeyTab), Do: move(0, -1), Enabled: on},
		{ID: "table.down", Title: uikit.T("Next row"), Menu: menu, Key: uikit.K(fyne.KeyDown), Do: move(1, 0), Enabled: on},
		{ID: "table.up", Title: uikit.T("Previous row"), Menu: menu, Key: uikit.K(fyne.KeyUp), Do: move(-1, 0), Enabled: on},
		{ID: "table.copy", Title: uikit.T("Copy the value into the row below"), Menu: menu, Key: uikit.Ctrl(fyne.KeyDown), Do: func() { s.p.GridDown(false) }, Enabled: change},
		{ID: "table.copy_all", Title: uikit.T("Copy the value into all rows below"), Menu: menu, Key: ctrlShift(fyne.KeyDown), Do: func() { s.p.GridDown(true) }, Enabled: change},
		{ID: "table.empty", Title: uikit.T("The cell is empty on the paper"), Menu: menu, Key: uikit.K(fyne.KeyF3), Do: s.p.GridEmpty, Enabled: change},
		{ID: "table.add", Title: uikit.T("Add a row below"), Menu: menu, Key: uikit.K(fyne.KeyInsert), Do: s.p.GridAdd, Enabled: change},
		{ID: "table.strike", Title: uikit.T("Take the row out"), Menu: menu, Key: ctrlShift(fyne.KeyDelete), Do: s.p.GridStrike, Enabled: change},
	}
}
