package group

import (
	"image"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// grid is the pictures: one widget, drawn by one raster. Arrows, Home, End, PgUp and PgDn move; other keys go to the command table.
type grid struct {
	widget.BaseWidget
	kit     *uikit.Kit
	do      Groups
	snap    present.GroupSnapshot
	raster  *canvas.Raster
	painter painter
	pixels  cellPixels
	plan    plan
	longest int
	focused bool
}

var (
	_ fyne.Focusable  = (*grid)(nil)
	_ fyne.Tappable   = (*grid)(nil)
	_ desktop.Keyable = (*grid)(nil)
)

func newGrid(kit *uikit.Kit) *grid {
	g := &grid{kit: kit}
	g.raster = canvas.NewRaster(g.draw)
	g.raster.ScaleMode = canvas.ImageScalePixels
	g.ExtendBaseWidget(g)
	return g
}

// show draws a snapshot. The longest text of a group stands for all of its screens, so that cells keep their size.
func (g *grid) show(snap present.GroupSnapshot) {
	fresh := !g.snap.Grid || g.snap.Title.Key != snap.Title.Key || g.snap.Shape != snap.Shape
	g.snap = snap
	if !snap.Grid {
		g.painter.wipe()
		g.longest = 0
		g.raster.Refresh()
		return
	}
	if n := longestText(snap.Cells); fresh || n > g.longest {
		g.longest = n
		g.divide()
	}
	g.raster.Refresh()
}

// divide tells the presenter for how many pictures there is room.
func (g *grid) divide() {
	size := g.Size()
	if size.Width < 1 || size.Height < 1 || !g.snap.Grid {
		return
	}
	g.plan = planFor(size.Width, size.Height, g.kit.Theme.Scale(), g.snap.Shape, g.longest)
	if g.painter.unit > 0 {
		g.pixels.set(g.painter.px(g.plan.picW), g.painter.px(g.plan.picH))
	} else {
		g.pixels.set(int(g.plan.picW), int(g.plan.picH))
	}
	g.do.SetRoom(g.plan.room())
}

// Resize divides the room anew.
func (g *grid) Resize(s fyne.Size) {
	same := s == g.Size()
	g.BaseWidget.Resize(s)
	if !same {
		g.divide()
	}
}

// draw is the raster's generator: device pixels, on the UI goroutine.
func (g *grid) draw(w, h int) image.Image {
	if size := g.Size(); size.Width > 0 {
		g.painter.unit = float32(w) / size.Width
	}
	if !g.snap.Grid || g.plan.cols == 0 {
		return image.NewRGBA(image.Rect(0, 0, w, h))
	}
	g.painter.scale, g.painter.inks = g.kit.Theme.Scale(), lookInks()
	d := g.painter.inks.ground
	g.painter.dark = g.kit.Theme.Look() != uikit.LookHighContrast && int(d.R)+int(d.G)+int(d.B) < 3*0x40
	if g.kit.Watermark != nil {
		g.painter.mark = g.kit.Watermark()
	}
	g.pixels.set(g.painter.px(g.plan.picW), g.painter.px(g.plan.picH))
	img, drawn := g.painter.paint(g.plan, g.snap, g.focused, w, h)
	if len(drawn) > 0 {
		ids := make([]review.CellID, len(drawn))
		for i, at := range drawn {
			ids[i] = g.snap.Cells[at].ID
		}
		g.do.Drawn(ids)
	}
	return img
}

// FocusGained draws the ring.
func (g *grid) FocusGained() { g.focused = true; g.raster.Refresh() }

// FocusLost takes it away.
func (g *grid) FocusLost() { g.focused = false; g.raster.Refresh() }

// TypedRune types where a line is open. Elsewhere a letter goes to its column and a digit to its row, as the cells say.
func (g *grid) TypedRune(r rune) {
	if g.snap.Typing {
		g.do.Rune(r)
		return
	}
	cols := max(1, g.plan.cols)
	row, col := g.snap.Cell/cols, g.snap.Cell%cols
	switch {
	case r >= '1' && r <= '9':
		row = int(r - '1')
	case unicode.ToLower(r) >= 'a' && unicode.ToLower(r) <= 'z':
		col = int(unicode.ToLower(r) - 'a')
	default:
		return
	}
	if i := row*cols + col; col < cols && i < len(g.snap.Cells) {
		g.do.StepTo(i)
	}
}

// TypedKey moves; in an open line it edits.
func (g *grid) TypedKey(ev *fyne.KeyEvent) {
	if g.snap.Typing && g.edit(ev.Name) {
		return
	}
	at, n := g.snap.Cell, len(g.snap.Cells)
	switch ev.Name {
	case fyne.KeyLeft:
		g.do.StepTo(at - 1)
	case fyne.KeyRight:
		g.do.StepTo(at + 1)
	case fyne.KeyUp:
		if at >= g.plan.cols {
			g.do.StepTo(at - g.plan.cols)
		}
	case fyne.KeyDown:
		if at+g.plan.cols < n {
			g.do.StepTo(at + g.plan.cols)
		}
	case fyne.KeyHome:
		g.do.StepTo(0)
	case fyne.KeyEnd:
		g.do.StepTo(n - 1)
	case fyne.KeyPageUp:
		g.do.StepTo(at % max(1, g.plan.cols))
	case fyne.KeyPageDown:
		g.do.StepTo(n - 1)
	default:
		g.kit.Keys.Typed(ev)
	}
}

// edit takes the keys of an open line; Enter and Escape are commands.
func (g *grid) edit(key fyne.KeyName) bool {
	const all = 1 << 20
	switch key {
	case fyne.KeyLeft:
		g.do.MoveCaret(-1)
	case fyne.KeyRight:
		g.do.MoveCaret(1)
	case fyne.KeyHome:
		g.do.MoveCaret(-all)
	case fyne.KeyEnd:
		g.do.MoveCaret(all)
	case fyne.KeyBackspace:
		g.do.Erase(false)
	case fyne.KeyDelete:
		g.do.Erase(true)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		return false
	}
	return true // a space is a character here, and nothing moves
}

// KeyDown passes held keys on.
func (g *grid) KeyDown(ev *fyne.KeyEvent) { g.kit.Keys.Down(ev) }

// KeyUp passes held keys on.
func (g *grid) KeyUp(ev *fyne.KeyEvent) { g.kit.Keys.Up(ev) }

// Tapped takes a picture to hand; tapped again it is marked.
func (g *grid) Tapped(ev *fyne.PointEvent) {
	focus.On(g)
	at := g.plan.at(ev.Position.X, ev.Position.Y)
	switch {
	case at < 0 || at >= len(g.snap.Cells) || g.snap.Typing:
	case at == g.snap.Cell:
		g.do.Mark()
	default:
		g.do.StepTo(at)
	}
}

// MinSize lets the grid give way to everything else.
func (g *grid) MinSize() fyne.Size { return fyne.NewSize(40, 40) }

// Refresh draws anew; the text may have another size.
func (g *grid) Refresh() {
	g.divide()
	g.raster.Refresh()
}

// CreateRenderer is Fyne's.
func (g *grid) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.raster) }
