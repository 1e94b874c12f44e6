package uikit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Key is one key with its modifiers. Mod is Fyne's mask; bare keys (F2, Shift+F6, Enter) have none but Shift.
type Key struct {
	Name fyne.KeyName
	Mod  fyne.KeyModifier
}

// K, Ctrl, Shift and Alt make keys. Ctrl is Command on macOS.
func K(n fyne.KeyName) Key     { return Key{Name: n} }
func Ctrl(n fyne.KeyName) Key  { return Key{Name: n, Mod: fyne.KeyModifierShortcutDefault} }
func Shift(n fyne.KeyName) Key { return Key{Name: n, Mod: fyne.KeyModifierShift} }
func Alt(n fyne.KeyName) Key   { return Key{Name: n, Mod: fyne.KeyModifierAlt} }

// Bare reports whether Fyne never makes a shortcut of the key: it reaches the focused widget only, which hands it to
// Keys.
func (k Key) Bare() bool { return k.Mod&^fyne.KeyModifierShift == 0 }

// Shortcut is the key as Fyne's menu wants it, nil for a bare key.
func (k Key) Shortcut() fyne.Shortcut {
	if k.Bare() || k.Name == "" {
		return nil
	}
	if k.Mod == fyne.KeyModifierShortcutDefault {
		switch k.Name {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		}
	}
	return &desktop.CustomShortcut{KeyName: k.Name, Modifier: k.Mod}
}

// String is the key as shown on chips and in help: "Ctrl S", "Shift F6", "Enter".
func (k Key) String() string {
	var b strings.Builder
	for _, m := range []struct {
		mod  fyne.KeyModifier
		word string
	}{
		{fyne.KeyModifierControl, "Ctrl "}, {fyne.KeyModifierSuper, "Cmd "},
		{fyne.KeyModifierAlt, "Alt "}, {fyne.KeyModifierShift, "Shift "},
	} {
		if k.Mod&m.mod != 0 {
			b.WriteString(m.word)
		}
	}
	b.WriteString(keyWord(k.Name))
	return b.String()
}

func keyWord(n fyne.KeyName) string {
	switch n {
	case fyne.KeyReturn, fyne.KeyEnter:
		return "Enter"
	case fyne.KeyEscape:
		return "Esc"
	case fyne.KeyPageDown:
		return "PgDn"
	case fyne.KeyPageUp:
		return "PgUp"
	case fyne.KeyDown:
		return "↓"
	case fyne.KeyUp:
		return "↑"
	case fyne.KeyLeft:
		return "←"
	case fyne.KeyRight:
		return "→"
	case fyne.KeyMinus:
		return "−"
	case fyne.KeyEqual, fyne.KeyPlus:
		return "+"
	}
	return string(n)
}

// Command is one thing that a person can do on a screen. The shell turns the table into the menu, the shortcuts and the
// F1 help; screens hand bare keys to it through Keys.
type Command struct {
	ID    string // stable, for rebinding: "review.confirm"
	Title string // translated, verb first
	Menu  string // translated title of the menu that it stands in; empty: only in help
	Key   Key
	More  []Key // further keys that do the same
	Was   Key   // its own key, where Keymap.Apply gave it another
	Do    func()
	// Release makes a held key: Do runs when it goes down, Release when it comes up. Only bare keys can be held.
	Release func()
	Enabled func() bool // nil: always
}

// Can reports whether the command may run now.
func (c Command) Can() bool { return c.Do != nil && (c.Enabled == nil || c.Enabled()) }

func (c Command) has(k Key) bool {
	for _, have := range append([]Key{c.Key}, c.More...) {
		if have.Name != "" && same(have, k) {
			return true
		}
	}
	return false
}

// same treats Enter and Return as one key.
func same(a, b Key) bool {
	norm := func(k Key) Key {
		if k.Name == fyne.KeyEnter {
			k.Name = fyne.KeyReturn
		}
		return k
	}
	return norm(a) == norm(b)
}

// Keys routes bare keys of any focused widget to the commands of the screen in front. It is used on the UI goroutine.
type Keys struct {
	// Modifiers gives the modifiers held at present; the desktop driver knows them.
	Modifiers func() fyne.KeyModifier
	commands  []Command
	held      map[fyne.KeyName]func()
}

// NewKeys makes a router that asks the running driver for modifiers.
func NewKeys() *Keys {
	return &Keys{held: map[fyne.KeyName]func(){}, Modifiers: func() fyne.KeyModifier {
		if app := fyne.CurrentApp(); app != nil {
			if d, ok := app.Driver().(desktop.Driver); ok {
				return d.CurrentKeyModifiers()
			}
		}
		return 0
	}}
}

// Set replaces the commands; a key held for the old ones is released first.
func (r *Keys) Set(commands []Command) {
	r.ReleaseAll()
	r.commands = commands
}

// Commands gives the table at present.
func (r *Keys) Commands() []Command { return r.commands }

// Typed runs the command of a bare key and reports whether there was one. A held command is run by Down, never here:
// typed keys repeat.
func (r *Keys) Typed(ev *fyne.KeyEvent) bool {
	c, ok := r.find(Key{Name: ev.Name, Mod: r.Modifiers() & fyne.KeyModifierShift})
	if !ok {
		return false
	}
	if c.Release == nil && c.Can() {
		c.Do()
	}
	return true
}

// Run runs the command of any key, modifiers and all: for widgets that are handed shortcuts before the menu is.
func (r *Keys) Run(k Key) bool {
	c, ok := r.find(k)
	if ok && c.Release == nil && c.Can() {
		c.Do()
	}
	return ok
}

// Down starts a held command once, however often the key repeats.
func (r *Keys) Down(ev *fyne.KeyEvent) {
	c, ok := r.find(Key{Name: ev.Name})
	if !ok || c.Release == nil || r.held[ev.Name] != nil || !c.Can() {
		return
	}
	r.held[ev.Name] = c.Release
	c.Do()
}

// Up ends a held command.
func (r *Keys) Up(ev *fyne.KeyEvent) {
	if release := r.held[ev.Name]; release != nil {
		delete(r.held, ev.Name)
		release()
	}
}

// ReleaseAll ends every held command: focus or window went away and no key-up will come.
func (r *Keys) ReleaseAll() {
	for name, release := range r.held {
		delete(r.held, name)
		release()
	}
}

func (r *Keys) find(k Key) (Command, bool) { return find(r.commands, k) }

// find gives the command of a key: the first that can run now, because a key may mean one thing in each state of a screen;
// where none can, the first one, so that the key is known to be taken.
func find(commands []Command, k Key) (Command, bool) {
	var first Command
	found := false
	for _, c := range commands {
		if !c.has(k) {
			continue
		}
		if c.Can() {
			return c, true
		}
		if !found {
			first, found = c, true
		}
	}
	return first, found
}

// Attach hands the keys of a canvas to the router while nothing is focused.
func (r *Keys) Attach(c fyne.Canvas) {
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { r.Typed(ev) })
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(r.Down)
		d.SetOnKeyUp(r.Up)
	}
}

// MainMenu makes the menu bar of a command table, menus in the order of their first command. Bare keys are written
// behind the title, because Fyne's menus cannot show them as shortcuts.
func MainMenu(commands []Command) *fyne.MainMenu {
	var menus []*fyne.Menu
	byTitle := map[string]*fyne.Menu{}
	for _, c := range commands {
		if c.Menu == "" {
			continue
		}
		m := byTitle[c.Menu]
		if m == nil {
			m = fyne.NewMenu(c.Menu)
			byTitle[c.Menu] = m
			menus = append(menus, m)
		}
		m.Items = append(m.Items, menuItem(commands, c))
	}
	return fyne.NewMainMenu(menus...)
}

// menuItem gives the command's item. Fyne knows one shortcut an item, so the table's further keys hang on the canvas. It asks
// the menu for a key before anybody else, so the item of a command that cannot run now passes its key on: a dialog may mean
// something else by it.
func menuItem(commands []Command, c Command) *fyne.MenuItem {
	title := c.Title
	if c.Key.Bare() && c.Key.Name != "" {
		title += "   " + c.Key.String()
	}
	run := func() {
		do := c
		if !c.Can() && !c.Key.Bare() {
			do, _ = find(commands, c.Key)
		}
		if do.Can() {
			do.Do()
		}
	}
	if c.Release != nil {
		run = nil
	}
	item := fyne.NewMenuItem(title, run)
	item.Shortcut = c.Key.Shortcut()
	return item
}

// Shortcuts adds every key of the table that has a modifier to the canvas, for focused widgets that pass shortcuts on and
// for keys beyond the first of a command.
func Shortcuts(c fyne.Canvas, commands []Command) {
	for _, cmd := range commands {
		for _, k := range append([]Key{cmd.Key}, cmd.More...) {
			if s := k.Shortcut(); s != nil {
				c.AddShortcut(s, func(fyne.Shortcut) { // one handler a key, the last: it asks the whole table
					if do, ok := find(commands, k); ok && do.Can() {
						do.Do()
					}
				})
			}
		}
	}
}
