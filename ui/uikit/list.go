package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// ListView is a list of rows of one height. Arrows, Home, End, PgUp and PgDn move the row at hand, Enter opens it; other
// keys go to the command table.
type ListView struct {
	widget.List
	keys *Keys
	at   int
	n    int

	focused bool
	// OnMove is called with the row at hand, also when a mouse chose it; OnOpen on Enter or on a second tap.
	OnMove, OnOpen func(row int)
}

var _ desktop.Keyable = (*ListView)(nil)

// NewList makes a list. create makes an empty row, update fills it; update does no I/O.
func (kit *Kit) NewList(create func() fyne.CanvasObject, update func(row int, o fyne.CanvasObject)) *ListView {
	l := &ListView{keys: kit.Keys, at: -1}
	l.Length = func() int { return l.n }
	l.HideSeparators = true
	l.CreateItem = func() fyne.CanvasObject { return newRowFrame(create()) }
	l.UpdateItem = func(id widget.ListItemID, o fyne.CanvasObject) {
		frame := o.(*rowFrame)
		update(id, frame.content)
		frame.set(id == max(l.at, 0) && (l.focused || l.at >= 0), l.focused) // the keys begin at the first row where none is at hand
	}
	l.OnSelected = l.selected
	l.ExtendBaseWidget(l)
	return l
}

func (l *ListView) selected(id widget.ListItemID) {
	again := l.at == id
	l.at = id
	l.Refresh()
	if again && l.OnOpen != nil {
		l.OnOpen(id)
	}
	if !again && l.OnMove != nil {
		l.OnMove(id)
	}
	l.Unselect(id) // so that the next tap on the row is told to us as well; the frame shows the row at hand
}

// SetLength tells how many rows there are; the row at hand stays within them.
func (l *ListView) SetLength(n int) {
	l.n = n
	if l.at >= n {
		l.at = n - 1
	}
	l.Refresh()
}

// FocusGained rings the row at hand. Fyne's own mark of the focus stays off: it is a second row that the keys do not move.
func (l *ListView) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost takes the ring away.
func (l *ListView) FocusLost() { l.focused = false; l.Refresh() }

// At is the row at hand, -1 for none.
func (l *ListView) At() int { return l.at }

// SetAt chooses the row at hand without calling OnMove.
func (l *ListView) SetAt(row int) {
	if row < -1 || row >= l.n || row == l.at {
		return
	}
	l.at = row
	if row >= 0 {
		l.ScrollTo(row)
	}
	l.Refresh()
}

// TypedKey moves and opens.
func (l *ListView) TypedKey(ev *fyne.KeyEvent) {
	page := max(1, int(l.Size().Height/max(1, l.rowHeight()))-1)
	switch ev.Name {
	case fyne.KeyUp:
		l.move(l.at - 1)
	case fyne.KeyDown:
		l.move(l.at + 1)
	case fyne.KeyPageUp:
		l.move(l.at - page)
	case fyne.KeyPageDown:
		l.move(l.at + page)
	case fyne.KeyHome:
		l.move(0)
	case fyne.KeyEnd:
		l.move(l.n - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.at >= 0 && l.OnOpen != nil {
			l.OnOpen(l.at)
		}
	default:
		l.keys.Typed(ev)
	}
}

func (l *ListView) move(row int) {
	row = min(max(row, 0), l.n-1)
	if row < 0 || row == l.at {
		return
	}
	l.SetAt(row)
	if l.OnMove != nil {
		l.OnMove(row)
	}
}

func (l *ListView) rowHeight() float32 {
	return l.CreateItem().MinSize().Height + Size("padding")
}

// KeyDown passes held keys on.
func (l *ListView) KeyDown(ev *fyne.KeyEvent) { l.keys.Down(ev) }

// KeyUp passes held keys on.
func (l *ListView) KeyUp(ev *fyne.KeyEvent) { l.keys.Up(ev) }

// rowFrame draws the row at hand: a soft ground and a 3 px bar of the accent.
type rowFrame struct {
	widget.BaseWidget
	content fyne.CanvasObject
	at      bool
	ground  *box
	bar     *box
}

func newRowFrame(content fyne.CanvasObject) *rowFrame {
	f := &rowFrame{content: content, ground: newBox("", "", Ring, 0), bar: newBox("", "", 0, 0)}
	f.ExtendBaseWidget(f)
	return f
}

func (f *rowFrame) set(at, focused bool) {
	f.at = at
	f.ground.fill, f.ground.stroke, f.bar.fill = "", "", ""
	if at {
		f.ground.fill, f.bar.fill = ColorAccentSoft, ColorAccent
	}
	if at && focused {
		f.ground.stroke = ColorAccent
	}
	f.ground.paint()
	f.bar.paint()
}

// CreateRenderer is Fyne's.
func (f *rowFrame) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(rowLayout{}, f.ground.rect, f.bar.rect, f.content))
}

type rowLayout struct{}

func (rowLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return objs[2].MinSize().AddWidthHeight(0, 8)
}

func (rowLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Resize(s)
	objs[1].Resize(fyne.NewSize(Ring, s.Height))
	objs[2].Move(fyne.NewPos(0, 4))
	objs[2].Resize(fyne.NewSize(s.Width, s.Height-8))
}

// Line is a hairline that follows the theme.
type Line struct {
	widget.BaseWidget
	rect *canvas.Rectangle
}

// NewLine makes a hairline; it takes the width or the height that it is given and is 1 thick.
func NewLine() *Line {
	l := &Line{rect: canvas.NewRectangle(Colour(ColorLine))}
	l.ExtendBaseWidget(l)
	return l
}

// MinSize is one pixel.
func (l *Line) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

// Refresh takes the colour up again.
func (l *Line) Refresh() {
	l.rect.FillColor = Colour(ColorLine)
	l.BaseWidget.Refresh()
}

// CreateRenderer is Fyne's.
func (l *Line) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.rect) }
