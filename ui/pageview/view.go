package pageview

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"

	"chartproof.org/chartproof/assets"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/uikit"
)

// The two times of DESK.md: one glide when a field comes into view, and sharp again after a movement.
const (
	glideTime = 120 * time.Millisecond
	sharpTime = 80 * time.Millisecond
)

// View is the page on the screen. All methods are called on the UI goroutine.
type View struct {
	widget.BaseWidget
	// OnTap is told where on the page the mouse was pressed.
	OnTap func(geom.Point)
	// OnEdit is told the edited box while the mouse moves it, and with done at the end.
	OnEdit func(b geom.Box, done bool)
	// OnDraw is told the box that the mouse draws with Shift held.
	OnDraw func(b geom.Box)

	kit     *uikit.Kit
	raster  *canvas.Raster
	painter Painter
	pyr     *Pyramid
	marks   []Mark
	v       Viewport
	unit    float64 // device pixels a point
	pending []func(Viewport) Viewport
	coarse  bool
	sharpen func() // stops the timer
	glide   *fyne.Animation
	taken   grip
	box     geom.Box // being dragged
	drawing bool     // a new box, from start
	start   geom.Point
	// still keeps a picture of one field from being panned and zoomed by the mouse; it shows its box at any size of the view.
	still bool
	show  func(Viewport) Viewport // the box of a still picture
	face  map[int]font.Face
}

var (
	_ fyne.Draggable    = (*View)(nil)
	_ fyne.Scrollable   = (*View)(nil)
	_ fyne.Tappable     = (*View)(nil)
	_ desktop.Mouseable = (*View)(nil)
)

// Seen is the part of the page in view, as fractions; empty where there is no page.
func (w *View) Seen() geom.Box {
	if !w.v.Valid() {
		return geom.Box{}
	}
	a, b := w.v.ToPage(0, 0), w.v.ToPage(w.v.ViewW, w.v.ViewH)
	return geom.Box{X0: min(a.X, b.X), Y0: min(a.Y, b.Y), X1: max(a.X, b.X), Y1: max(a.Y, b.Y)}.Clamp()
}

// New makes an empty view.
func New(kit *uikit.Kit) *View {
	v := &View{kit: kit, unit: 1, face: map[int]font.Face{}}
	v.raster = canvas.NewRaster(v.draw)
	v.raster.ScaleMode = canvas.ImageScalePixels // it is drawn pixel for pixel; smoothing would cost and change nothing
	v.ExtendBaseWidget(v)
	return v
}

// NewPicture makes a view of one field, which the mouse does not move.
func NewPicture(kit *uikit.Kit) *View {
	v := New(kit)
	v.still = true
	return v
}

// SetPage puts a page into view. The place on the page stays where page and view have the same shape as before (the next
// chart of the same layout); otherwise the page is shown from its top left corner at the zoom of the page before, measured
// on paper, and the first one at a size that can be read.
func (w *View) SetPage(p *Pyramid, turn int) {
	w.stopGlide()
	w.pyr = p
	if p == nil {
		w.Refresh()
		return
	}
	pw, ph := p.Size()
	same := w.v.Scale > 0 && w.v.Turn == turn && w.v.PageW == float64(pw) && w.v.PageH == float64(ph)
	onPaper := w.v.Scale * w.v.dpi()
	w.v.PageW, w.v.PageH, w.v.DPI, w.v.Turn = float64(pw), float64(ph), p.DPI, turn
	if same {
		w.Refresh()
		return
	}
	w.pending = nil
	w.change(func(v Viewport) Viewport {
		if onPaper > 0 {
			return v.From(onPaper / v.dpi())
		}
		return v.Readable(96 * w.unit)
	})
}

// Clear forgets the page and every pixel drawn of it.
func (w *View) Clear() {
	w.stopGlide()
	if w.sharpen != nil {
		w.sharpen()
		w.sharpen = nil
	}
	w.pyr, w.marks, w.v, w.pending, w.show = nil, nil, Viewport{}, nil, nil
	w.painter.Wipe()
	w.Refresh()
}

// SetMarks replaces what is painted over the page.
func (w *View) SetMarks(m []Mark) {
	w.marks = m
	w.Refresh()
}

// Viewport is what is seen at present.
func (w *View) Viewport() Viewport { return w.v }

// SetViewport goes to a place that Viewport gave before.
func (w *View) SetViewport(v Viewport) {
	w.change(func(now Viewport) Viewport {
		now.X, now.Y, now.Scale = v.X, v.Y, v.Scale
		return now.Clamp()
	})
}

// FitWidth, FitPage and Natural set the zoom.
func (w *View) FitWidth() { w.change(Viewport.FitWidth) }

// FitPage shows the whole page.
func (w *View) FitPage() { w.change(Viewport.FitPage) }

// Natural shows the page at its printed size.
func (w *View) Natural() {
	w.change(func(v Viewport) Viewport { return v.Natural(96 * w.unit) })
}

// Zoom scales around the middle of the view.
func (w *View) Zoom(factor float64) {
	w.change(func(v Viewport) Viewport { return v.Zoom(factor, v.ViewW/2, v.ViewH/2) })
}

// Pan moves by points of the interface.
func (w *View) Pan(dx, dy float64) {
	w.moving()
	w.change(func(v Viewport) Viewport { return v.Pan(dx*w.unit, dy*w.unit) })
}

// ShowBox fills the view with a box, at most at so many device pixels a page pixel.
func (w *View) ShowBox(b geom.Box, largest float64) {
	step := func(v Viewport) Viewport { return v.ShowBox(b, largest) }
	if w.still {
		w.show = step
	}
	w.change(step)
}

// Reveal brings a box into view: at once where it is seen, by one glide where it is not.
func (w *View) Reveal(b geom.Box) {
	if !w.v.Valid() || len(w.pending) > 0 {
		w.change(func(v Viewport) Viewport { return v.Reveal(b) })
		return
	}
	from, to := w.v, w.v.Reveal(b)
	if to == from {
		return
	}
	w.stopGlide()
	if !w.kit.Animate {
		w.change(func(Viewport) Viewport { return to })
		return
	}
	w.glide = fyne.NewAnimation(glideTime, func(share float32) {
		if share <= 0 {
			return // the first picture with the new field has the page as it stands: it need not be drawn
		}
		w.v, w.coarse = from.Between(to, float64(share)), true
		if share >= 1 {
			w.v, w.coarse = to, false
		}
		w.Refresh()
	})
	w.glide.Curve = fyne.AnimationLinear
	w.glide.Start()
}

func (w *View) stopGlide() {
	if w.glide != nil {
		w.glide.Stop()
		w.glide, w.coarse = nil, false
	}
}

// change applies a step now, or at the first drawing where the size of the view is not yet known.
func (w *View) change(step func(Viewport) Viewport) {
	w.stopGlide()
	if w.v.ViewW <= 0 || len(w.pending) > 0 {
		w.pending = append(w.pending, step)
	} else {
		w.v = step(w.v)
	}
	w.Refresh()
}

// moving draws coarsely until nothing has moved for a moment.
func (w *View) moving() {
	w.coarse = true
	if w.sharpen != nil {
		w.sharpen()
	}
	w.sharpen = w.kit.Dispatch.After(sharpTime, func() {
		w.coarse = false
		w.Refresh()
	})
}

// draw is the raster's generator: device pixels, on the UI goroutine.
func (w *View) draw(width, height int) image.Image {
	if size := w.Size(); size.Width > 0 {
		w.unit = float64(width) / float64(size.Width)
	}
	if float64(width) != w.v.ViewW || float64(height) != w.v.ViewH {
		w.v = w.v.Resized(float64(width), float64(height))
		if w.show != nil && w.pyr != nil {
			w.v = w.show(w.v)
		}
	}
	if w.pyr != nil {
		for _, step := range w.pending {
			w.v = step(w.v)
		}
		w.pending = nil
	}
	w.painter.Colours, w.painter.Unit = themeColours(w.kit.Theme.Look()), w.unit
	w.painter.Face = w.tagFace
	if w.kit.Watermark != nil && !w.still {
		w.painter.Watermark = w.kit.Watermark()
	}
	return w.painter.Paint(w.pyr, w.v, w.marks, width, height, w.coarse)
}

// tagFace is the mono at a size in device pixels, made once each.
func (w *View) tagFace(size int) font.Face {
	if f, ok := w.face[size]; ok {
		return f
	}
	parsed, err := opentype.Parse(assets.FontMonoBold)
	if err != nil {
		return nil
	}
	f, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil
	}
	w.face[size] = f
	return f
}

func themeColours(look uikit.Look) Colours {
	c := func(n fyne.ThemeColorName) color.NRGBA {
		r, g, b, _ := uikit.Colour(n).RGBA()
		return color.NRGBA{R: byte(r >> 8), G: byte(g >> 8), B: byte(b >> 8), A: 0xff}
	}
	// Marks lie on white paper in every look, so their colours are those of the light one; only the desk is the look's.
	out := Colours{Desk: c(uikit.ColorDesk), Line: c(uikit.ColorLine),
		Accent: color.NRGBA{0x0B, 0x6B, 0x5D, 0xff}, Doubt: color.NRGBA{0x8A, 0x5A, 0x00, 0xff},
		DoubtGround: color.NRGBA{0xFF, 0xE9, 0xB0, 0xff}, Mask: color.NRGBA{0xC4, 0xD4, 0xCE, 0xff},
		MaskLine: color.NRGBA{0x3A, 0x4A, 0x45, 0xff}, Tag: color.NRGBA{0x17, 0x21, 0x1E, 0xff},
		OnTag: color.NRGBA{0xFF, 0xFF, 0xFF, 0xff}}
	// White paper on a dark desk blinds; high contrast keeps it white.
	if g := out.Desk; look != uikit.LookHighContrast && int(g.R)+int(g.G)+int(g.B) < 3*0x40 {
		out.Dim = 0x1c
	}
	if look == uikit.LookHighContrast {
		out.Accent, out.MaskLine = color.NRGBA{0x00, 0x4A, 0x40, 0xff}, color.NRGBA{A: 0xff}
		out.Mask = color.NRGBA{0xD8, 0xE4, 0xDF, 0xff}
	}
	return out
}

// MinSize lets the view give way to everything else.
func (w *View) MinSize() fyne.Size { return fyne.NewSize(40, 40) }

// Refresh draws anew.
func (w *View) Refresh() { w.raster.Refresh() }

// CreateRenderer is Fyne's.
func (w *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.raster) }
