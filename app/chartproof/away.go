package main

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"chartproof.org/chartproof/ui/uikit"
	"chartproof.org/chartproof/ui/workstation"
)

// blankWithin bounds how long a computer that goes to sleep waits for the screen.
const blankWithin = time.Second

// lockWithComputer locks whenever the computer is taken away. It ends with the context.
func lockWithComputer(ctx context.Context, w *workstation.Watcher, dispatch *uikit.Dispatcher, lock func()) {
	w.Run(ctx, func(workstation.Why) {
		blank := make(chan struct{})
		dispatch.Do(func() {
			lock()
			close(blank)
		})
		select {
		case <-blank:
		case <-ctx.Done():
		case <-time.After(blankWithin):
		}
	})
}

// hide keeps the window out of pictures of the screen and reports whether the system does so.
func hide(w fyne.Window) (hidden bool) {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return false
	}
	native.RunNative(func(c any) {
		if win, ok := c.(driver.WindowsWindowContext); ok {
			hidden = workstation.HideFromCapture(win.HWND) == nil
		}
	})
	return hidden
}
