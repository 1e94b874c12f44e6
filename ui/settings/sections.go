package settings

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/uikit"
)

// Commands are the keys of the settings beside those of their widgets.
func (s *Screen) Commands() []uikit.Command {
	menu := uikit.T("Settings")
	shown := func() bool { return s.front.Objects[0] == s.all }
	return []uikit.Command{
		{ID: "settings.next", Title: uikit.T("Next part of the settings"), Menu: menu, Key: uikit.K(fyne.KeyPageDown), Do: func() { s.step(1) }, Enabled: shown},
		{ID: "settings.back", Title: uikit.T("Part of the settings before"), Menu: menu, Key: uikit.K(fyne.KeyPageUp), Do: func() { s.step(-1) }, Enabled: shown},
	}
}

// step goes to the first thing that can be changed in the next part, or the one before.
func (s *Screen) step(by int) {
	at := -1
	for i, part := range s.sections {
		if holds(part, focus.At()) {
			at = i
		}
	}
	for i := at + by; i >= 0 && i < len(s.sections); i += by {
		if first := firstOf(s.sections[i]); first != nil {
			focus.On(first)
			return
		}
	}
}

// firstOf is the first widget of a part that takes the focus, nil where none does now.
func firstOf(o fyne.CanvasObject) fyne.Focusable {
	if !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			if f := firstOf(child); f != nil {
				return f
			}
		}
	case fyne.Disableable:
		if f, ok := o.(fyne.Focusable); ok && !o.Disabled() {
			return f
		}
	}
	return nil
}

func holds(o fyne.CanvasObject, f fyne.Focusable) bool {
	if c, ok := o.(*fyne.Container); ok {
		for _, child := range c.Objects {
			if holds(child, f) {
				return true
			}
		}
		return false
	}
	has, ok := o.(fyne.Focusable)
	return ok && has == f
}
