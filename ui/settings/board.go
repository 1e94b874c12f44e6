package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/uikit"
)

// board is a page to draw zones on. With the keys: N makes a zone, arrows move it, Shift with arrows resizes it, Tab goes to the
// next and, past the last, on to the next control, Delete takes it away, Enter goes to its use.
type board struct {
	widget.BaseWidget
	kit  *uikit.Kit
	page *pageview.View
	ring *canvas.Rectangle
	do   boardActions
}

// boardActions is what the board asks for. Next reports whether there was a further zone.
type boardActions struct {
	add     func(geom.Point)
	move    func(dx, dy int, resize bool)
	next    func(by int) bool
	remove  func()
	use     func()
	onwards func(by int)
}

var (
	_ fyne.Focusable  = (*board)(nil)
	_ fyne.Tabbable   = (*board)(nil)
	_ desktop.Keyable = (*board)(nil)
)

func newBoard(kit *uikit.Kit, do boardActions, tap func(geom.Point), edit func(geom.Box)) *board {
	b := &board{kit: kit, page: pageview.New(kit), ring: canvas.NewRectangle(nil), do: do}
	b.ring.StrokeWidth = 3
	b.page.OnTap = func(at geom.Point) {
		focus.On(b)
		tap(at)
	}
	b.page.OnEdit = func(box geom.Box, _ bool) { edit(box) }
	b.ExtendBaseWidget(b)
	return b
}

// middle is the place on the page that is in the middle of what is seen.
func (b *board) middle() geom.Point {
	v := b.page.Viewport()
	if !v.Valid() {
		return geom.Point{X: 0.5, Y: 0.5}
	}
	return v.ToPage(v.ViewW/2, v.ViewH/2)
}

// FocusGained and FocusLost draw the ring.
func (b *board) FocusGained() { b.ring.StrokeColor = uikit.Colour(uikit.ColorAccent); b.ring.Refresh() }

// FocusLost takes it away.
func (b *board) FocusLost() { b.ring.StrokeColor = nil; b.ring.Refresh() }

// AcceptsTab takes Tab for the zones.
func (b *board) AcceptsTab() bool { return true }

// TypedRune takes the letter that makes a zone, and the signs that enlarge the page.
func (b *board) TypedRune(r rune) {
	switch r {
	case 'n', 'N':
		b.do.add(b.middle())
	case '+', '=':
		b.page.Zoom(1.25)
	case '-':
		b.page.Zoom(0.8)
	case '0':
		b.page.FitPage()
	}
}

// TypedKey draws.
func (b *board) TypedKey(ev *fyne.KeyEvent) {
	shift := b.kit.Keys.Modifiers()&fyne.KeyModifierShift != 0
	switch ev.Name {
	case fyne.KeyLeft:
		b.do.move(-1, 0, shift)
	case fyne.KeyRight:
		b.do.move(1, 0, shift)
	case fyne.KeyUp:
		b.do.move(0, -1, shift)
	case fyne.KeyDown:
		b.do.move(0, 1, shift)
	case fyne.KeyTab:
		by := 1
		if shift {
			by = -1
		}
		if !b.do.next(by) {
			b.do.onwards(by)
		}
	case fyne.KeyDelete, fyne.KeyBackspace:
		b.do.remove()
	case fyne.KeyReturn, fyne.KeyEnter:
		b.do.use()
	case fyne.KeyPageDown:
		b.page.Pan(0, float64(b.Size().Height)*0.8)
	case fyne.KeyPageUp:
		b.page.Pan(0, -float64(b.Size().Height)*0.8)
	default:
		b.kit.Keys.Typed(ev)
	}
}

// KeyDown passes held keys on.
func (b *board) KeyDown(ev *fyne.KeyEvent) { b.kit.Keys.Down(ev) }

// KeyUp passes held keys on.
func (b *board) KeyUp(ev *fyne.KeyEvent) { b.kit.Keys.Up(ev) }

// CreateRenderer is Fyne's.
func (b *board) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(b.page, b.ring))
}
