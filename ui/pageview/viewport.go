package pageview

import (
	"math"

	"chartproof.org/chartproof/engine/geom"
)

// Viewport is the part of a page that is seen. X and Y are the place on the turned page, in its pixels, of the view's top
// left corner; Scale is view pixels a page pixel.
type Viewport struct {
	PageW, PageH float64 // of the page as it came in, pixels
	DPI          float64
	Turn         int // degrees clockwise: 0, 90, 180, 270
	ViewW, ViewH float64
	X, Y, Scale  float64
}

// margin is the desk seen around a page, in view pixels.
const margin = 24

// The limits of zoom, in view pixels a page pixel, whatever the page's resolution.
const (
	minScale = 0.02
	maxScale = 8
)

// size is the size of the turned page.
func (v Viewport) size() (w, h float64) {
	if v.Turn%180 != 0 {
		return v.PageH, v.PageW
	}
	return v.PageW, v.PageH
}

// Valid reports whether there is a page and a view.
func (v Viewport) Valid() bool {
	return v.PageW > 0 && v.PageH > 0 && v.ViewW > 0 && v.ViewH > 0 && v.Scale > 0
}

// FitWidth shows the page's whole width, from its top.
func (v Viewport) FitWidth() Viewport {
	w, _ := v.size()
	v.Scale = math.Max(v.ViewW-2*margin, 1) / math.Max(w, 1)
	v.X, v.Y = -margin/v.Scale, -margin/v.Scale
	return v.Clamp()
}

// FitPage shows the whole page.
func (v Viewport) FitPage() Viewport {
	w, h := v.size()
	v.Scale = math.Min(math.Max(v.ViewW-2*margin, 1)/math.Max(w, 1), math.Max(v.ViewH-2*margin, 1)/math.Max(h, 1))
	return v.Clamp()
}

// Readable shows the page from its top left corner, as wide as the view or larger: print must be as easy to read as the
// interface beside it, which is a sixth over its printed size.
func (v Viewport) Readable(perInch float64) Viewport {
	fit := v.FitWidth()
	return v.From(math.Max(fit.Scale, 1.17*perInch/v.dpi()))
}

// From shows the page from its top left corner at a scale.
func (v Viewport) From(scale float64) Viewport {
	v.Scale = math.Min(math.Max(scale, minScale), maxScale)
	v.X, v.Y = -margin/v.Scale, -margin/v.Scale
	return v.Clamp()
}

// dpi is the page's resolution, that of a common scan where it is not known.
func (v Viewport) dpi() float64 {
	if v.DPI <= 0 {
		return 200
	}
	return v.DPI
}

// Natural shows the page at its printed size on a screen of so many view pixels an inch.
func (v Viewport) Natural(perInch float64) Viewport {
	return v.zoomTo(perInch/v.dpi(), v.ViewW/2, v.ViewH/2)
}

// Zoom scales by a factor around a point of the view, which stays where it is.
func (v Viewport) Zoom(factor, atX, atY float64) Viewport { return v.zoomTo(v.Scale*factor, atX, atY) }

func (v Viewport) zoomTo(scale, atX, atY float64) Viewport {
	if v.Scale <= 0 {
		return v
	}
	px, py := v.X+atX/v.Scale, v.Y+atY/v.Scale
	v.Scale = math.Min(math.Max(scale, minScale), maxScale)
	v.X, v.Y = px-atX/v.Scale, py-atY/v.Scale
	return v.Clamp()
}

// Pan moves the page by view pixels: positive numbers show what lies further right and down.
func (v Viewport) Pan(dx, dy float64) Viewport {
	if v.Scale <= 0 {
		return v
	}
	v.X += dx / v.Scale
	v.Y += dy / v.Scale
	return v.Clamp()
}

// Clamp keeps the page in the view: centred where it is smaller, without more desk than the margin where it is larger.
func (v Viewport) Clamp() Viewport {
	if v.Scale <= 0 {
		return v
	}
	w, h := v.size()
	v.X = clampAxis(v.X, w, v.ViewW, v.Scale)
	v.Y = clampAxis(v.Y, h, v.ViewH, v.Scale)
	return v
}

func clampAxis(at, page, view, scale float64) float64 {
	m := margin / scale
	if page+2*m <= view/scale {
		return (page - view/scale) / 2
	}
	return math.Min(math.Max(at, -m), page+m-view/scale)
}

// Resized gives the viewport for a view of another size; the top left corner of what is seen stays.
func (v Viewport) Resized(w, h float64) Viewport {
	v.ViewW, v.ViewH = w, h
	return v.Clamp()
}

// ToView gives the view pixels of a box of the page as it came in.
func (v Viewport) ToView(b geom.Box) (x0, y0, x1, y1 float64) {
	w, h := v.size()
	t := b.Rotate(v.Turn)
	return (t.X0*w - v.X) * v.Scale, (t.Y0*h - v.Y) * v.Scale, (t.X1*w - v.X) * v.Scale, (t.Y1*h - v.Y) * v.Scale
}

// ToPage gives the place on the page as it came in of a point of the view. It may lie outside the page.
func (v Viewport) ToPage(x, y float64) geom.Point {
	w, h := v.size()
	fx, fy := (v.X+x/v.Scale)/w, (v.Y+y/v.Scale)/h
	switch v.Turn {
	case 90:
		return geom.Point{X: fy, Y: 1 - fx}
	case 180:
		return geom.Point{X: 1 - fx, Y: 1 - fy}
	case 270:
		return geom.Point{X: 1 - fy, Y: fx}
	}
	return geom.Point{X: fx, Y: fy}
}

// Sees reports whether the whole box, with a little around it, is in view.
func (v Viewport) Sees(b geom.Box) bool {
	x0, y0, x1, y1 := v.ToView(b)
	const air = 8
	return x0 >= air && y0 >= air && x1 <= v.ViewW-air && y1 <= v.ViewH-air
}

// Reveal brings a box into view at the present scale: it does nothing where the box is seen, and otherwise puts it a third
// from the top, which is where the eye looks next. Sideways it moves no more than it must, so that the beginnings of the
// lines stay in view, and goes back to them where it can.
func (v Viewport) Reveal(b geom.Box) Viewport {
	if b.Empty() || !v.Valid() || v.Sees(b) {
		return v
	}
	x0, y0, x1, y1 := v.ToView(b)
	if x0 < 8 || x1 > v.ViewW-8 {
		const air = 24
		home := -margin - v.X*v.Scale // to the page's left edge
		switch {
		case x1-x0 > v.ViewW-2*air:
			v.X += (x0 - air) / v.Scale
		case x1-home <= v.ViewW-air:
			v.X += home / v.Scale
		default:
			v.X += (x1 - v.ViewW + air) / v.Scale
		}
	}
	if y0 < 8 || y1 > v.ViewH-8 {
		v.Y += ((y0+y1)/2 - v.ViewH/3) / v.Scale
	}
	return v.Clamp()
}

// ShowBox zooms so that the box fills the view's width as far as the scale allows, and centres it.
func (v Viewport) ShowBox(b geom.Box, largest float64) Viewport {
	if b.Empty() || v.ViewW <= 0 || v.ViewH <= 0 {
		return v
	}
	w, h := v.size()
	t := b.Rotate(v.Turn)
	scale := math.Min(v.ViewW/(t.Width()*w), v.ViewH/(t.Height()*h))
	v.Scale = math.Min(math.Max(math.Min(scale, largest), minScale), maxScale)
	c := t.Center()
	v.X, v.Y = c.X*w-v.ViewW/2/v.Scale, c.Y*h-v.ViewH/2/v.Scale
	return v
}

// Between gives the viewport at a share of the way to another one, 0 to 1, for the one glide.
func (v Viewport) Between(to Viewport, share float64) Viewport {
	out := to
	ease := 1 - (1-share)*(1-share)
	out.X = v.X + (to.X-v.X)*ease
	out.Y = v.Y + (to.Y-v.Y)*ease
	out.Scale = v.Scale + (to.Scale-v.Scale)*ease
	return out
}

// Turned gives the viewport after the page was turned clockwise by 90 degrees, fitted to the width.
func (v Viewport) Turned() Viewport {
	v.Turn = (v.Turn + 90) % 360
	return v.FitWidth()
}
