package review

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	engine "chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/uikit"
)

// valueEntry is the entry of the field at hand: large mono type, the doubtful characters marked, the 3 px ring. It keeps
// no copy of a value but its own, which wipe overwrites.
type valueEntry struct {
	widget.BaseWidget
	kit      *uikit.Kit
	l        line
	read     string // the value that the marks belong to
	doubt    []engine.Range
	masked   bool
	private  bool   // it identifies: never on the clipboard
	blind    bool   // nothing comes from the clipboard
	instead  string // a token that is shown where the value is masked
	editable bool
	modal    bool // a box is edited on the page: every key goes to the command table
	inGrid   bool // a table is edited: up and down go to its rows
	digits   bool // 1 to 9 take a suggestion
	focused  bool
	width    float32

	onChanged func(string)
	onDigit   func(int)
	onKey     func()
	r         *entryRenderer
}

var (
	_ fyne.Focusable    = (*valueEntry)(nil)
	_ fyne.Tabbable     = (*valueEntry)(nil)
	_ fyne.Shortcutable = (*valueEntry)(nil)
	_ fyne.Tappable     = (*valueEntry)(nil)
	_ fyne.Draggable    = (*valueEntry)(nil)
	_ desktop.Keyable   = (*valueEntry)(nil)
)

func newValueEntry(kit *uikit.Kit) *valueEntry {
	e := &valueEntry{kit: kit}
	e.ExtendBaseWidget(e)
	return e
}

// show puts a value in; the first run of doubtful characters is selected, so that typing replaces it.
func (e *valueEntry) show(text string, doubt []engine.Range) {
	e.l.set(text)
	e.read, e.doubt = text, doubt
	if len(doubt) > 0 {
		e.l.pick(doubt[0].From, doubt[0].To)
	}
	e.Refresh()
}

func (e *valueEntry) wipe() {
	e.l.wipe()
	e.read, e.doubt = "", nil
	e.Refresh()
}

// undo takes back what was typed in this field; false where nothing was.
func (e *valueEntry) undo() bool { return e.typed(e.l.undo()) }
func (e *valueEntry) redo() bool { return e.typed(e.l.redo()) }

// typed tells a change and passes it on.
func (e *valueEntry) typed(changed bool) bool {
	if changed && e.onChanged != nil {
		e.onChanged(e.l.text())
	}
	e.Refresh()
	return changed
}

// FocusGained draws the ring.
func (e *valueEntry) FocusGained() { e.focused = true; e.Refresh() }

// FocusLost takes the ring away.
func (e *valueEntry) FocusLost() { e.focused = false; e.Refresh() }

// AcceptsTab keeps Tab for the next field that needs the person.
func (e *valueEntry) AcceptsTab() bool { return true }

// TypedRune types, or takes a suggestion where digits do that.
func (e *valueEntry) TypedRune(r rune) {
	if e.modal {
		return
	}
	e.key()
	if e.digits && r >= '1' && r <= '9' {
		if e.onDigit != nil {
			e.onDigit(int(r - '0'))
		}
		return
	}
	if e.masked || !e.editable {
		return
	}
	e.l.insert(string(r))
	e.typed(true)
}

func (e *valueEntry) key() {
	if e.onKey != nil {
		e.onKey()
	}
}

// TypedKey edits; what does not edit is a command.
func (e *valueEntry) TypedKey(ev *fyne.KeyEvent) {
	e.key()
	if e.modal || !e.edit(ev.Name) {
		e.kit.Keys.Typed(ev)
	}
}

func (e *valueEntry) edit(k fyne.KeyName) bool {
	keep := e.kit.Keys.Modifiers()&fyne.KeyModifierShift != 0
	switch k {
	case fyne.KeyBackspace:
		e.typed(e.editable && !e.masked && e.l.erase(-1, false))
	case fyne.KeyDelete:
		e.typed(e.editable && !e.masked && e.l.erase(1, false))
	case fyne.KeyLeft:
		e.l.move(-1, false, keep)
	case fyne.KeyRight:
		e.l.move(1, false, keep)
	case fyne.KeyHome:
		e.l.moveTo(0, keep)
	case fyne.KeyEnd:
		e.l.moveTo(len(e.l.r), keep)
	case fyne.KeyUp, fyne.KeyDown:
		if e.inGrid { // they go from row to row of the table
			return false
		}
		e.moveRow(map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[k], keep)
	default:
		return false
	}
	e.Refresh()
	return true
}

// moveRow moves the cursor a row up or down where the value is longer than one.
func (e *valueEntry) moveRow(by int, keep bool) {
	starts := rows(e.l.r, e.columns())
	row, col := rowOf(starts, e.l.at)
	if to := row + by; to >= 0 && to < len(starts) {
		end := len(e.l.r)
		if to+1 < len(starts) {
			end = starts[to+1] - 1
		}
		e.l.moveTo(min(starts[to]+col, end), keep)
	}
}

func rowOf(starts []int, at int) (row, col int) {
	for i, s := range starts {
		if at >= s {
			row, col = i, at-s
		}
	}
	return row, col
}

// KeyDown passes held keys on.
func (e *valueEntry) KeyDown(ev *fyne.KeyEvent) { e.kit.Keys.Down(ev) }

// KeyUp passes held keys on.
func (e *valueEntry) KeyUp(ev *fyne.KeyEvent) { e.kit.Keys.Up(ev) }

// TypedShortcut edits by clipboard and by words; the rest are commands, which the menu has not taken.
func (e *valueEntry) TypedShortcut(s fyne.Shortcut) {
	e.key()
	may := e.editable && !e.masked && !e.modal
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		if may && !e.blind {
			e.l.insert(s.Clipboard.Content())
			e.typed(true)
		}
	case *fyne.ShortcutCopy:
		e.copy(s.Clipboard)
	case *fyne.ShortcutCut:
		if may && e.copy(s.Clipboard) {
			e.typed(e.l.erase(1, false))
		}
	case *fyne.ShortcutSelectAll:
		e.l.pick(0, len(e.l.r))
		e.Refresh()
	case *fyne.ShortcutUndo:
		e.kit.Keys.Run(uikit.Ctrl(fyne.KeyZ))
	case *fyne.ShortcutRedo:
		e.kit.Keys.Run(uikit.Ctrl(fyne.KeyY))
	case *desktop.CustomShortcut:
		e.custom(s, may)
	}
}

// copy puts the selection on the clipboard; nothing is copied that is not selected, nothing that is masked, and no identifier:
// every program of the computer reads the clipboard, and some keep it.
func (e *valueEntry) copy(c fyne.Clipboard) bool {
	if e.masked || e.private || e.l.selected() == "" {
		return false
	}
	c.SetContent(e.l.selected())
	return true
}

func (e *valueEntry) custom(s *desktop.CustomShortcut, may bool) {
	k := uikit.Key{Name: s.KeyName, Mod: s.Modifier}
	if e.kit.Keys.Run(k) {
		return
	}
	keep := k.Mod&fyne.KeyModifierShift != 0
	if k.Mod&^fyne.KeyModifierShift != fyne.KeyModifierShortcutDefault {
		return
	}
	switch k.Name {
	case fyne.KeyLeft:
		e.l.move(-1, true, keep)
	case fyne.KeyRight:
		e.l.move(1, true, keep)
	case fyne.KeyBackspace:
		e.typed(may && e.l.erase(-1, true))
	case fyne.KeyDelete:
		e.typed(may && e.l.erase(1, true))
	}
	e.Refresh()
}

// Tapped puts the cursor where the mouse is and takes the focus.
func (e *valueEntry) Tapped(ev *fyne.PointEvent) {
	e.l.moveTo(e.placeAt(ev.Position), e.kit.Keys.Modifiers()&fyne.KeyModifierShift != 0)
	e.focus()
	e.Refresh()
}

// Dragged selects.
func (e *valueEntry) Dragged(ev *fyne.DragEvent) {
	start := ev.Position.Subtract(ev.Dragged)
	if from, to := e.l.selection(); from == to {
		e.l.moveTo(e.placeAt(start), false)
	}
	e.l.moveTo(e.placeAt(ev.Position), true)
	e.focus()
	e.Refresh()
}

// DragEnd is not used.
func (e *valueEntry) DragEnd() {}

func (e *valueEntry) focus() {
	if e.focused {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil {
		c.Focus(e)
	}
}
