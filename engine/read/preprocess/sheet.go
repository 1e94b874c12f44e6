package preprocess

import (
	"image"
	"math"

	"chartproof.org/chartproof/engine/geom"
)

// Sheet is a page made ready for reading: upright, straight, of a fitting resolution, in grey.
type Sheet struct {
	Gray *image.Gray
	DPI  float64
	back affine // from the sheet's pixels to the original's
	page image.Point
}

// NewSheet takes a page as it came in.
func NewSheet(g *image.Gray, dpi float64) Sheet {
	return Sheet{Gray: g, DPI: dpi, back: affine{a: 1, d: 1}, page: g.Rect.Size()}
}

// affine carries (x, y) to (a·x + c·y + e, b·x + d·y + f).
type affine struct{ a, b, c, d, e, f float64 }

func (m affine) at(x, y float64) (float64, float64) { return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f }

// after gives the map that first does n and then m.
func (m affine) after(n affine) affine {
	e, f := m.at(n.e, n.f)
	return affine{m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b, m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d, e, f}
}

// Box gives the place on the original page of a rectangle of the sheet.
func (s Sheet) Box(r image.Rectangle) geom.Box {
	x0, y0 := math.Inf(1), math.Inf(1)
	x1, y1 := math.Inf(-1), math.Inf(-1)
	for _, p := range [4]image.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, {X: r.Min.X, Y: r.Max.Y}, r.Max} {
		x, y := s.back.at(float64(p.X), float64(p.Y))
		x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
	}
	w, h := float64(s.page.X), float64(s.page.Y)
	return geom.Box{X0: x0 / w, Y0: y0 / h, X1: x1 / w, Y1: y1 / h}.Clamp()
}

// Scale gives the sheet enlarged by a factor, smooth enough that no stair steps are read as strokes.
func (s Sheet) Scale(factor float64) Sheet {
	if factor == 1 {
		return s
	}
	w := max(1, int(math.Round(float64(s.Gray.Rect.Dx())*factor)))
	h := max(1, int(math.Round(float64(s.Gray.Rect.Dy())*factor)))
	fx, fy := float64(s.Gray.Rect.Dx())/float64(w), float64(s.Gray.Rect.Dy())/float64(h)
	out := s
	out.Gray = resize(s.Gray, w, h)
	out.DPI = s.DPI * factor
	out.back = s.back.after(affine{a: fx, d: fy})
	return out
}

// Turn gives the sheet turned clockwise by a multiple of 90 degrees.
func (s Sheet) Turn(degrees int) Sheet {
	w, h := float64(s.Gray.Rect.Dx()), float64(s.Gray.Rect.Dy())
	var m affine // from turned pixels to ours
	switch ((degrees % 360) + 360) % 360 {
	case 90:
		m = affine{b: -1, c: 1, f: h}
	case 180:
		m = affine{a: -1, d: -1, e: w, f: h}
	case 270:
		m = affine{b: 1, c: -1, e: w}
	default:
		return s
	}
	out := s
	out.Gray = geom.FromGray(s.Gray, s.DPI).Rotate(degrees).ToGray()
	out.back = s.back.after(m)
	return out
}
