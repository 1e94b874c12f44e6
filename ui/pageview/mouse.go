package pageview

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"chartproof.org/chartproof/engine/geom"
)

// MouseDown takes hold of the edited box where the mouse is on it.
func (w *View) MouseDown(ev *desktop.MouseEvent) {
	w.taken = gripNone
	if b, ok := w.edited(); ok && ev.Button == desktop.MouseButtonPrimary {
		w.taken = gripAt(w.v, b, float64(ev.Position.X)*w.unit, float64(ev.Position.Y)*w.unit, w.unit)
		w.box = b
	}
	w.drawing = w.taken == gripNone && w.OnDraw != nil && w.v.Valid() && ev.Button == desktop.MouseButtonPrimary &&
		w.kit.Keys.Modifiers()&fyne.KeyModifierShift != 0
	if w.drawing {
		w.start = w.v.ToPage(float64(ev.Position.X)*w.unit, float64(ev.Position.Y)*w.unit)
	}
}

// MouseUp lets go where nothing was dragged; DragEnd does where something was.
func (w *View) MouseUp(*desktop.MouseEvent) {}

func (w *View) edited() (b geom.Box, ok bool) {
	for _, m := range w.marks {
		if m.Kind == Edited {
			return m.Box, true
		}
	}
	return geom.Box{}, false
}

// Dragged moves the page, or what was taken hold of.
func (w *View) Dragged(ev *fyne.DragEvent) {
	if w.still || !w.v.Valid() {
		return
	}
	if w.drawing {
		at := w.v.ToPage(float64(ev.Position.X)*w.unit, float64(ev.Position.Y)*w.unit)
		b := geom.Box{X0: min(w.start.X, at.X), Y0: min(w.start.Y, at.Y), X1: max(w.start.X, at.X), Y1: max(w.start.Y, at.Y)}.Clamp()
		if b.Width() > leastSide && b.Height() > leastSide {
			w.OnDraw(b)
		}
		return
	}
	dx, dy := float64(ev.Dragged.DX)*w.unit, float64(ev.Dragged.DY)*w.unit
	if w.taken == gripNone {
		w.moving()
		w.change(func(v Viewport) Viewport { return v.Pan(-dx, -dy) })
		return
	}
	w.box = dragged(w.v, w.box, w.taken, dx, dy)
	if w.OnEdit != nil {
		w.OnEdit(w.box, false)
	}
}

// DragEnd hands over the edited box.
func (w *View) DragEnd() {
	if w.taken != gripNone && w.OnEdit != nil {
		w.OnEdit(w.box, true)
	}
	w.taken, w.drawing = gripNone, false
}

// Tapped tells the place on the page.
func (w *View) Tapped(ev *fyne.PointEvent) {
	if w.OnTap != nil && w.v.Valid() {
		w.OnTap(w.v.ToPage(float64(ev.Position.X)*w.unit, float64(ev.Position.Y)*w.unit))
	}
}

// Scrolled pans; with Ctrl it zooms at the mouse, with Shift it pans sideways.
func (w *View) Scrolled(ev *fyne.ScrollEvent) {
	if w.still || !w.v.Valid() {
		return
	}
	w.moving()
	dx, dy := float64(ev.Scrolled.DX), float64(ev.Scrolled.DY)
	switch mods := w.kit.Keys.Modifiers(); {
	case mods&fyne.KeyModifierShortcutDefault != 0:
		factor := math.Pow(1.0025, dy*4)
		w.change(func(v Viewport) Viewport {
			return v.Zoom(factor, float64(ev.Position.X)*w.unit, float64(ev.Position.Y)*w.unit)
		})
	case mods&fyne.KeyModifierShift != 0:
		w.change(func(v Viewport) Viewport { return v.Pan(-(dx+dy)*w.unit*3, 0) })
	default:
		w.change(func(v Viewport) Viewport { return v.Pan(-dx*w.unit*3, -dy*w.unit*3) })
	}
}
