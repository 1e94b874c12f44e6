package uikit

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestKeysAreKeptAndReadAgain(t *testing.T) {
	for _, k := range []Key{K(fyne.KeyF6), Shift(fyne.KeyF6), Ctrl(fyne.KeyPageDown), {Name: fyne.KeyEqual, Mod: fyne.KeyModifierControl | fyne.KeyModifierShift},
		Alt(fyne.KeyPlus)} {
		if got, ok := ParseKey(k.Code()); !ok || got != k {
			t.Errorf("%s: want it back, got %s, %v", k.Code(), got.Code(), ok)
		}
	}
	m := Keymap{"field.missing": K(fyne.KeyF11)}
	if got := ParseKeymap(m.Kept()); len(got) != 1 || got["field.missing"] != K(fyne.KeyF11) {
		t.Errorf("want the keymap back, got %v", got)
	}
	for _, broken := range []string{"", "{", `{"a":""}`, `{"a":"ctrl+"}`, `[1]`} {
		if got := ParseKeymap(broken); len(got) != 0 {
			t.Errorf("%q: want nothing, got %v", broken, got)
		}
	}
}

func TestAKeyMeansOneThingInAState(t *testing.T) {
	table := []Command{{ID: "field.next", Key: K(fyne.KeyTab)}, {ID: "box.next", Key: K(fyne.KeyTab)}, {ID: "field.missing", Key: K(fyne.KeyF3)},
		{ID: "page.whole", Key: K(fyne.KeyF2)}, {ID: "file.lock", Key: Ctrl(fyne.KeyL)}}
	for _, c := range []struct {
		id    string
		key   Key
		clash string
	}{{"field.ask", K(fyne.KeyF3), "field.missing"}, {"box.done", K(fyne.KeyF3), ""}, {"box.done", K(fyne.KeyF2), "page.whole"},
		{"table.add", Ctrl(fyne.KeyL), "file.lock"}, {"field.missing", K(fyne.KeyF3), ""}} {
		if got, _ := Clash(table, c.id, c.key); got.ID != c.clash {
			t.Errorf("%s on %s: want a clash with %q, got %q", c.id, c.key, c.clash, got.ID)
		}
	}
	got := Keymap{"field.missing": K(fyne.KeyF11)}.Apply(table)
	if got[2].Key != K(fyne.KeyF11) || got[2].Was != K(fyne.KeyF3) || got[0].Key != K(fyne.KeyTab) {
		t.Errorf("want the person's key and the own one remembered, got %+v", got[2])
	}
	for k, want := range map[Key]bool{K(fyne.KeyF11): true, K("F"): false, K(fyne.KeyA): false, Shift(fyne.KeyA): false, Ctrl(fyne.KeyA): false,
		K(fyne.KeyReturn): false, K(fyne.KeyEscape): false, Ctrl(fyne.KeyJ): true, Alt(fyne.KeyA): true, K(fyne.KeyTab): false} {
		if Bindable(k) != want {
			t.Errorf("%s: want bindable %v", k, want)
		}
	}
}
