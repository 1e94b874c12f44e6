package shell

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// prefKeys is under which name a person's own keys are kept.
func prefKeys(id chart.PersonID) string { return "keys." + string(id) }

// readKeymap makes the keys hold that the person chose.
func (s *Shell) readKeymap() {
	s.keymap = nil
	me := s.me.ID
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		kept, err := s.o.House.Preference(ctx, prefKeys(me))
		s.o.Kit.Dispatch.Do(func() {
			if err == nil && kept != "" && s.me.ID == me {
				s.keysAre(uikit.ParseKeymap(kept))
			}
		})
	})
}

// keysAre makes a keymap hold: menus, hints and help follow.
func (s *Shell) keysAre(m uikit.Keymap) {
	s.keymap = m
	s.setCommands()
	if r, ok := s.review.(interface{ KeysAre(uikit.Keymap) }); ok {
		r.KeysAre(m)
	}
}

// rebind asks for another key of a command.
func (s *Shell) rebind(c uikit.Command) {
	note := uikit.NewParagraph("", uikit.Style{Color: uikit.ColorWrong, Bold: true})
	note.Hide()
	say := func(text string) {
		note.SetText(text)
		note.Show()
		if s.overlay != nil {
			uikit.Settle(s.overlay.pop.Content)
		}
	}
	table := s.commands()
	take := func(k uikit.Key) {
		other, clash := uikit.Clash(table, c.ID, k)
		switch {
		case !uikit.Bindable(k):
			say(uikit.T("{{.Key}} stays what it is: it types, or goes away from a dialog. Take a function key, or one with Ctrl or Alt.", uikit.A{"Key": k.String()}))
		case clash:
			say(uikit.T("{{.Key}} is taken: {{.Command}}. Give that one another key first.", uikit.A{"Key": k.String(), "Command": other.Title}))
		default:
			s.bind(c, k)
		}
	}
	catcher := newCatcher(take, func() { s.bind(c, c.Was) }, s.showKeys)
	var commands []uikit.Command
	for _, other := range table {
		for _, k := range append([]uikit.Key{other.Key}, other.More...) {
			if !k.Bare() {
				commands = append(commands, uikit.Command{ID: "rebind.catch", Key: k, Do: func() { take(k) }})
			}
		}
	}
	body := uikit.NewCard(uikit.VStack(12, uikit.NewFixed(uikit.T("Another key"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		uikit.NewParagraph(uikit.T("Press the new key for: {{.Command}}.", uikit.A{"Command": c.Title}), uikit.Style{}),
		uikit.NewParagraph(uikit.T("Now: {{.Key}}. Its own: {{.Own}}.", uikit.A{"Key": c.Key.String(), "Own": c.Was.String()}), uikit.Style{Color: uikit.ColorQuiet}),
		note, container.NewHBox(catcher, uikit.NewKeyCap("Del", uikit.T("its own key again"), func() { s.bind(c, c.Was) }),
			uikit.NewKeyCap(uikit.K(fyne.KeyEscape).String(), uikit.T("leave it"), s.showKeys))))
	s.openOverlay(body, fyne.NewSize(560, 260), commands)
	s.window.Canvas().Focus(catcher)
}

// bind gives a command its key, keeps it for the person, and shows the table again.
func (s *Shell) bind(c uikit.Command, k uikit.Key) {
	m := uikit.Keymap{}
	for id, had := range s.keymap {
		m[id] = had
	}
	if delete(m, c.ID); k != c.Was {
		m[c.ID] = k
	}
	if len(m) == 0 {
		m = nil
	}
	s.keysAre(m)
	s.showKeys()
	me, kept := s.me.ID, m.Kept()
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		if err := s.o.House.SetPreference(ctx, prefKeys(me), kept); err != nil {
			trouble := present.TroubleOf(err)
			s.o.Kit.Dispatch.Do(func() { s.showTrouble(uikit.T("The key could not be kept"), &trouble) })
		}
	})
}

// catcher takes the next key, whatever it is.
type catcher struct {
	widget.BaseWidget
	take  func(uikit.Key)
	reset func()
	leave func()
	text  *uikit.Text
}

var (
	_ fyne.Focusable    = (*catcher)(nil)
	_ fyne.Shortcutable = (*catcher)(nil)
	_ fyne.Tabbable     = (*catcher)(nil)
)

func newCatcher(take func(uikit.Key), reset, leave func()) *catcher {
	c := &catcher{take: take, reset: reset, leave: leave, text: uikit.NewFixed("…", uikit.Style{Mono: true, Bold: true, Color: uikit.ColorAccent})}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *catcher) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.text) }

// FocusGained, FocusLost, TypedRune and AcceptsTab are Fyne's: what types is told by its key.
func (c *catcher) FocusGained() {}

// FocusLost is Fyne's.
func (c *catcher) FocusLost() {}

// TypedRune is Fyne's.
func (c *catcher) TypedRune(rune) {}

// AcceptsTab keeps Tab here.
func (c *catcher) AcceptsTab() bool { return true }

// TypedKey takes a bare key.
func (c *catcher) TypedKey(ev *fyne.KeyEvent) {
	mods := fyne.KeyModifier(0)
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		mods = d.CurrentKeyModifiers() & fyne.KeyModifierShift
	}
	switch ev.Name {
	case fyne.KeyEscape:
		c.leave()
	case fyne.KeyDelete, fyne.KeyBackspace:
		c.reset()
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight, desktop.KeyAltLeft, desktop.KeyAltRight:
	default:
		c.take(uikit.Key{Name: ev.Name, Mod: mods})
	}
}

// TypedShortcut takes a key with modifiers that is bound to nothing yet.
func (c *catcher) TypedShortcut(sc fyne.Shortcut) {
	switch k := sc.(type) {
	case *desktop.CustomShortcut:
		c.take(uikit.Key{Name: k.KeyName, Mod: k.Modifier})
	case fyne.KeyboardShortcut:
		c.take(uikit.Key{Name: k.Key(), Mod: k.Mod()})
	}
}
