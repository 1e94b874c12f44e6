package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Button is a button that shows its key, has the 3 px ring, and hands keys that it does not use to the command table.
type Button struct {
	widget.DisableableWidget
	Do      func()
	primary bool
	title   string
	label   *Text
	key     *chip
	keys    *Keys
	box     *box
	ring    *box
	onFocus func() // brings it into view
	focused bool
	hovered bool
}

var (
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Tappable     = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
	_ desktop.Keyable   = (*Button)(nil)
)

// NewButton makes a button; key may be the zero Key.
func (kit *Kit) NewButton(title string, key Key, do func()) *Button {
	b := &Button{Do: do, title: title, label: NewFixed(title, Style{}), keys: kit.Keys}
	if key.Name != "" {
		b.key = newKey(key.String())
	}
	b.ExtendBaseWidget(b)
	return b
}

// NewPrimary makes the one button of a screen that goes on.
func (kit *Kit) NewPrimary(title string, key Key, do func()) *Button {
	b := kit.NewButton(title, key, do)
	b.primary = true
	return b
}

// SetTitle changes the words.
func (b *Button) SetTitle(title string) {
	b.title = title
	b.label.SetText(title)
	b.Refresh()
}

// Title gives the words.
func (b *Button) Title() string { return b.title }

// Tapped runs the button.
func (b *Button) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.Do != nil {
		b.Do()
	}
}

// FocusGained and FocusLost draw the ring.
func (b *Button) FocusGained() {
	b.focused = true
	b.Refresh()
	if b.onFocus != nil {
		b.onFocus()
	}
}

// FocusLost takes the ring away.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune is not used.
func (b *Button) TypedRune(rune) {}

// TypedKey runs the button on space and Enter; other keys go on.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		b.keys.Typed(ev)
	}
}

// KeyDown and KeyUp pass held keys on.
func (b *Button) KeyDown(ev *fyne.KeyEvent) { b.keys.Down(ev) }

// KeyUp passes held keys on.
func (b *Button) KeyUp(ev *fyne.KeyEvent) { b.keys.Up(ev) }

// MouseIn, MouseMoved and MouseOut show that the button can be pressed.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved is not used.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the hover.
func (b *Button) MouseOut() { b.hovered = false; b.Refresh() }

// CreateRenderer is Fyne's.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.box = newBox(ColorPanel, ColorLine, 1, 6)
	b.ring = newBox("", "", Ring, 8)
	r := &buttonRenderer{b: b}
	r.Refresh()
	return r
}

type buttonRenderer struct{ b *Button }

func (r *buttonRenderer) parts() []fyne.CanvasObject {
	if r.b.key != nil {
		return []fyne.CanvasObject{r.b.label, r.b.key}
	}
	return []fyne.CanvasObject{r.b.label}
}

func (r *buttonRenderer) MinSize() fyne.Size {
	m := (&rowRenderer{objs: r.parts(), gap: 6}).MinSize()
	return fyne.NewSize(m.Width+24, m.Height+14)
}

func (r *buttonRenderer) Layout(s fyne.Size) {
	r.b.ring.rect.Resize(s)
	in := fyne.NewSize(s.Width-2, s.Height-2)
	r.b.box.rect.Move(fyne.NewPos(1, 1))
	r.b.box.rect.Resize(in)
	row := &rowRenderer{objs: r.parts(), gap: 6}
	m := row.MinSize()
	row.Layout(m)
	dx, dy := (s.Width-m.Width)/2, (s.Height-m.Height)/2
	for _, o := range r.parts() {
		o.Move(o.Position().AddXY(dx, dy))
	}
}

func (r *buttonRenderer) Refresh() {
	b := r.b
	b.box.fill, b.box.stroke = ColorPanel, ColorLine
	style := Style{}
	switch {
	case b.Disabled():
		b.box.fill, style.Color = ColorGround, ColorQuiet
	case b.primary:
		b.box.fill, b.box.stroke, style.Color = ColorAccent, ColorAccent, ColorOnAccent
	case b.hovered:
		b.box.fill = ColorAccentSoft
	}
	b.ring.stroke = ""
	if b.focused {
		b.ring.stroke = ColorAccent
		if b.primary {
			b.ring.stroke = ColorText
		}
	}
	b.label.Set(b.title, style)
	b.box.paint()
	b.ring.paint()
	r.Layout(b.Size())
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.b.box.rect, r.b.ring.rect}, r.parts()...)
}
func (r *buttonRenderer) Destroy() {}
