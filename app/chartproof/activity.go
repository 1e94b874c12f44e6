package main

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// watch calls touch for every key and mouse event of the window. Fyne hands an event to one widget only, so the idle lock
// listens one layer below, in front of Fyne's own callbacks, which go on to get every event. It runs on the UI goroutine,
// as the callbacks do.
func watch(w fyne.Window, touch func()) {
	inner, ok := w.(interface{ RunWithContext(func()) })
	if !ok {
		return
	}
	inner.RunWithContext(func() {
		win := glfw.GetCurrentContext()
		if win == nil {
			return
		}
		var key glfw.KeyCallback
		key = win.SetKeyCallback(func(w *glfw.Window, k glfw.Key, code int, a glfw.Action, m glfw.ModifierKey) {
			touch()
			if key != nil {
				key(w, k, code, a, m)
			}
		})
		var char glfw.CharCallback
		char = win.SetCharCallback(func(w *glfw.Window, r rune) {
			touch()
			if char != nil {
				char(w, r)
			}
		})
		var button glfw.MouseButtonCallback
		button = win.SetMouseButtonCallback(func(w *glfw.Window, b glfw.MouseButton, a glfw.Action, m glfw.ModifierKey) {
			touch()
			if button != nil {
				button(w, b, a, m)
			}
		})
		var moved glfw.CursorPosCallback
		moved = win.SetCursorPosCallback(func(w *glfw.Window, x, y float64) {
			touch()
			if moved != nil {
				moved(w, x, y)
			}
		})
		var scrolled glfw.ScrollCallback
		scrolled = win.SetScrollCallback(func(w *glfw.Window, x, y float64) {
			touch()
			if scrolled != nil {
				scrolled(w, x, y)
			}
		})
	})
}
