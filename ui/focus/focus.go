// Package focus moves the keyboard focus and keeps Tab in the order that the eye reads.
//
// Guaranteed: it works before a screen was drawn for the first time, when Fyne does not know yet which canvas an object
// stands on; the product has one window.
//
// Refused: any order but that of the objects. All screens may import focus.
package focus

import "fyne.io/fyne/v2"

// On gives the focus to the widget; without a window it does nothing.
func On(f fyne.Focusable) {
	if c := canvas(); c != nil {
		c.Focus(f)
	}
}

// At is the widget that has the focus, nil where none has.
func At() fyne.Focusable {
	if c := canvas(); c != nil {
		return c.Focused()
	}
	return nil
}

func canvas() fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	windows := app.Driver().AllWindows()
	if len(windows) == 0 {
		return nil
	}
	return windows[len(windows)-1].Canvas()
}
