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
