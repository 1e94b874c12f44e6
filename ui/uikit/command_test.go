package uikit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestKeyNames(t *testing.T) {
	for _, c := range []struct {
		key  Key
		want string
	}{
		{K(fyne.KeyF6), "F6"}, {Shift(fyne.KeyF6), "Shift F6"}, {Key{fyne.KeyS, fyne.KeyModifierControl}, "Ctrl S"},
		{Key{fyne.KeyPageDown, fyne.KeyModifierControl}, "Ctrl PgDn"}, {K(fyne.KeyReturn), "Enter"},
		{Key{fyne.Key1, fyne.KeyModifierAlt}, "Alt 1"},
	} {
		if got := c.key.String(); got != c.want {
			t.Errorf("%v: want %q, got %q", c.key, c.want, got)
		}
	}
}

func TestBareKeysGoToTheirCommand(t *testing.T) {
	var mods fyne.KeyModifier
	var got []string
	add := func(s string) func() { return func() { got = append(got, s) } }
	r := NewKeys()
	r.Modifiers = func() fyne.KeyModifier { return mods }
	r.Set([]Command{
		{ID: "redact", Key: K(fyne.KeyF6), Do: add("redact")},
		{ID: "release", Key: Shift(fyne.KeyF6), Do: add("release")},
		{ID: "reveal", Key: K(fyne.KeyF4), Do: add("show"), Release: add("hide")},
		{ID: "off", Key: K(fyne.KeyF7), Do: add("off"), Enabled: func() bool { return false }},
	})
	r.Typed(&fyne.KeyEvent{Name: fyne.KeyF6})
	mods = fyne.KeyModifierShift
	r.Typed(&fyne.KeyEvent{Name: fyne.KeyF6})
	mods = 0
	f4 := &fyne.KeyEvent{Name: fyne.KeyF4}
	r.Down(f4)
	r.Typed(f4)
	r.Down(f4) // repeat
	r.Typed(f4)
	r.Up(f4)
	r.Up(f4)
	r.Typed(&fyne.KeyEvent{Name: fyne.KeyF7})
	if r.Typed(&fyne.KeyEvent{Name: fyne.KeyF9}) {
		t.Error("F9: want it not handled, got handled")
	}
	want := []string{"redact", "release", "show", "hide"}
	if len(got) != len(want) {
		t.Fatalf("want %v, got %v", want, got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("step %d: want %s, got %s", i, want[i], got[i])
		}
	}
}

func TestHeldKeyEndsWhenTheCommandsChange(t *testing.T) {
	hidden := false
	r := NewKeys()
	r.Set([]Command{{ID: "reveal", Key: K(fyne.KeyF4), Do: func() {}, Release: func() { hidden = true }}})
	r.Down(&fyne.KeyEvent{Name: fyne.KeyF4})
	r.Set(nil)
	if !hidden {
		t.Error("commands replaced while F4 is held: want it released, got it held")
	}
}

func TestMenuHasShortcutsAndShowsBareKeys(t *testing.T) {
	test.NewTempApp(t)
	m := MainMenu([]Command{
		{ID: "sign", Title: "Sign and send", Menu: "Document", Key: Ctrl(fyne.KeyS), Do: func() {}},
		{ID: "undo", Title: "Undo", Menu: "Edit", Key: Ctrl(fyne.KeyZ), Do: func() {}},
		{ID: "page", Title: "Whole page", Menu: "Document", Key: K(fyne.KeyF2), Do: func() {}},
		{ID: "inner", Title: "Next", Key: K(fyne.KeyTab), Do: func() {}},
	})
	if len(m.Items) != 2 || len(m.Items[0].Items) != 2 {
		t.Fatalf("want 2 menus, the first with 2 items; got %d", len(m.Items))
	}
	sign, page, undo := m.Items[0].Items[0], m.Items[0].Items[1], m.Items[1].Items[0]
	if sign.Shortcut == nil || page.Shortcut != nil || page.Label != "Whole page   F2" {
		t.Errorf("want a shortcut on sign and the key in the label of page; got %v, %v, %q", sign.Shortcut, page.Shortcut, page.Label)
	}
	if undo.Shortcut == nil || undo.Shortcut.ShortcutName() != "Undo" {
		t.Errorf("undo: want Fyne's own undo shortcut, got %v", undo.Shortcut)
	}
}
