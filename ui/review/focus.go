package review

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
)

// Focus gives the keys to the field at hand.
func (s *Screen) Focus() { s.focus() }

// focus keeps the focus where the keys belong: in the entry, or in the panel that is open.
func (s *Screen) focus() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s.card.entry)
	if c == nil || s.s.Phase != present.ReviewOpen || c.Overlays().Top() != nil {
		return
	}
	want := fyne.Focusable(s.card.entry)
	if s.dialogs.focus != nil {
		want = s.dialogs.focus
	}
	fresh := s.dialogs.fresh
	s.dialogs.fresh = false
	if c.Focused() == want {
		return
	}
	if !fresh && s.dialogs.focus != nil && s.s.Mode == s.dialogs.mode && c.Focused() != nil && c.Focused() != fyne.Focusable(s.card.entry) {
		return // a button of the panel has it
	}
	c.Focus(want)
}
