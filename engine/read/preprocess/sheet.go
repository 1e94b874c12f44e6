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
	back projection // from the sheet's pixels to the original's
	page image.Point
	skip Step
	// grainy says that the sheet was enlarged, and its grain with it.
	grainy bool
}

// NewSheet takes a page as it came in.
func NewSheet(g *image.Gray, dpi float64) Sheet {
	return Sheet{Gray: g, DPI: dpi, back: affine(1, 0, 0, 1, 0, 0), page: g.Rect.Size()}
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
	out.back = s.back.after(affine(fx, 0, 0, fy, 0, 0))
	return out
}

// Turn gives the sheet turned clockwise by a multiple of 90 degrees.
func (s Sheet) Turn(degrees int) Sheet {
	w, h := float64(s.Gray.Rect.Dx()), float64(s.Gray.Rect.Dy())
	var m projection // from turned pixels to ours
	switch ((degrees % 360) + 360) % 360 {
	case 90:
		m = affine(0, -1, 1, 0, 0, h)
	case 180:
		m = affine(-1, 0, 0, -1, w, h)
	case 270:
		m = affine(0, 1, -1, 0, w, 0)
	default:
		return s
	}
	out := s
	out.Gray = geom.FromGray(s.Gray, s.DPI).Rotate(degrees).ToGray()
	out.back = s.back.after(m)
	return out
}
