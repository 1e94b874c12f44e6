package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Reader shows text that is longer than its room and is read by keys alone: arrows move it by lines, PgUp, PgDn and Space by
// pages, Home and End to its ends; other keys go to the command table. Fyne's own scroll takes no keys.
type Reader struct {
	widget.BaseWidget
	keys   *Keys
	scroll *container.Scroll
	ring   *box
}

var _ desktop.Keyable = (*Reader)(nil)

// NewReader makes a reader of a column.
func (kit *Kit) NewReader(content fyne.CanvasObject) *Reader {
	r := &Reader{keys: kit.Keys, scroll: container.NewVScroll(container.New(besideBar{}, content)), ring: newBox("", "", Ring, 6)}
	r.ExtendBaseWidget(r)
	return r
}

// SetContent shows another text from its beginning.
func (r *Reader) SetContent(content fyne.CanvasObject) {
	r.scroll.Content = container.New(besideBar{}, content)
	r.scroll.ScrollToTop()
	r.scroll.Refresh()
}

// Offset is how far the text was moved, in the canvas's units.
func (r *Reader) Offset() float32 { return r.scroll.Offset.Y }

// FocusGained rings the text.
func (r *Reader) FocusGained() { r.mark(ColorAccent) }

// FocusLost takes the ring away.
func (r *Reader) FocusLost() { r.mark("") }

func (r *Reader) mark(stroke fyne.ThemeColorName) {
	r.ring.stroke = stroke
	r.ring.paint()
}

// TypedRune is Space only.
func (r *Reader) TypedRune(rune) {}

// TypedKey moves the text.
func (r *Reader) TypedKey(ev *fyne.KeyEvent) {
	line, page := 3*Size(SizeBody), r.scroll.Size().Height*0.9
	switch ev.Name {
	case fyne.KeyDown:
		r.move(line)
	case fyne.KeyUp:
		r.move(-line)
	case fyne.KeyPageDown, fyne.KeySpace:
		r.move(page)
	case fyne.KeyPageUp:
		r.move(-page)
	case fyne.KeyHome:
		r.scroll.ScrollToTop()
	case fyne.KeyEnd:
		r.scroll.ScrollToBottom()
	default:
		r.keys.Typed(ev)
	}
}

func (r *Reader) move(by float32) {
	most := max(0, r.scroll.Content.MinSize().Height-r.scroll.Size().Height)
	r.scroll.Offset.Y = min(max(r.scroll.Offset.Y+by, 0), most)
	r.scroll.Refresh()
}

// KeyDown passes held keys on.
func (r *Reader) KeyDown(ev *fyne.KeyEvent) { r.keys.Down(ev) }

// KeyUp passes held keys on.
func (r *Reader) KeyUp(ev *fyne.KeyEvent) { r.keys.Up(ev) }

// CreateRenderer is Fyne's.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(readerLayout{}, r.scroll, r.ring.rect))
}

type readerLayout struct{}

func (readerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(160, 80) }

func (readerLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	const pad = 8
	objs[0].Move(fyne.NewPos(pad, pad))
	objs[0].Resize(fyne.NewSize(s.Width-2*pad, s.Height-2*pad))
	objs[1].Resize(s)
}

// besideBar keeps the text out from under the scroll bar.
type besideBar struct{}

const barWidth = 14

func (besideBar) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return objs[0].MinSize().AddWidthHeight(barWidth, 0)
}

func (besideBar) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Resize(fyne.NewSize(s.Width-barWidth, s.Height))
}
