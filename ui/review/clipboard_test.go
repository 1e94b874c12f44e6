package review

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestNoIdentifierReachesTheClipboard copies and cuts the field at hand: masked, all of it selected; an identifier in clear;
// bare, nothing selected; bare and selected, which is the one copy that a person asks for.
func TestNoIdentifierReachesTheClipboard(t *testing.T) {
	b := newBench(t, size)
	e := b.s.card.entry
	for _, c := range []struct {
		name                      string
		masked, private, selected bool
		want                      string
	}{
		{"masked", true, false, true, ""},
		{"an identifier", false, true, true, ""},
		{"nothing selected", false, false, false, ""},
		{"selected", false, false, true, "Penici11in (hives)"},
	} {
		clip := test.NewClipboard()
		e.show("Penici11in (hives)", nil)
		e.masked, e.private = c.masked, c.private
		e.l.pick(0, 0)
		if c.selected {
			e.TypedShortcut(&fyne.ShortcutSelectAll{})
		}
		e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
		if c.masked || c.private {
			e.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
		}
		if got := clip.Content(); got != c.want {
			t.Errorf("%s: want %q on the clipboard, got %q", c.name, c.want, got)
		}
	}
}
