package render

import (
	"fmt"
	"math"

	"chartproof.org/chartproof/engine/chart"
)

const (
	bornDigitalDPI = 300
	maxDPI         = 600 // finer than any text needs; 1200 dpi scans are brought down to it
	minFallbackDPI = 100 // a huge drawing is brought down to this before it is refused
	pointsPerInch  = 72.0
)

type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) width() float64  { return r.x1 - r.x0 }
func (r rect) height() float64 { return r.y1 - r.y0 }

// placed is one image of a page; its matrix carries the unit square to points.
type placed struct {
	w, h, bits       int
	gray, mask       bool
	a, b, c, d, e, f float64
}

// frame is the rectangle of points that an image placed without shear covers; ok is false for a slanted one.
func (m placed) frame() (r rect, turned, ok bool) {
	const flat = 1e-3
	size := math.Abs(m.a) + math.Abs(m.b) + math.Abs(m.c) + math.Abs(m.d)
	switch {
	case math.Abs(m.b)+math.Abs(m.c) < flat*size:
		ok = true
	case math.Abs(m.a)+math.Abs(m.d) < flat*size:
		ok, turned = true, true
	}
	xs := []float64{m.e, m.e + m.a, m.e + m.c, m.e + m.a + m.c}
	ys := []float64{m.f, m.f + m.b, m.f + m.d, m.f + m.b + m.d}
	r = rect{xs[0], ys[0], xs[0], ys[0]}
	for i := range xs {
		r.x0, r.x1 = min(r.x0, xs[i]), max(r.x1, xs[i])
		r.y0, r.y1 = min(r.y0, ys[i]), max(r.y1, ys[i])
	}
	return r, turned, ok
}

// dpi is the resolution at which the image is placed, the finer of both directions.
func (m placed) dpi() float64 {
	wide, high := math.Hypot(m.a, m.b), math.Hypot(m.c, m.d)
	if wide <= 0 || high <= 0 {
		return 0
	}
	return pointsPerInch * max(float64(m.w)/wide, float64(m.h)/high)
}

// survey is what a page is made of.
type survey struct {
	bounds        rect
	marks, images int
	image         []placed
}

// plan is how a page is drawn: its pixels, and the scale and shift from points to pixels.
type plan struct {
	width, height  int
	sx, sy, tx, ty float64
	dpi            float64
	gray, bitonal  bool
}

func (s survey) plan(picture bool, maxPixels int64) (plan, error) {
	w, h := s.bounds.width(), s.bounds.height()
	if !(w > 0 && h > 0) || math.IsInf(w, 0) || math.IsInf(h, 0) {
		return plan{}, refuse(chart.RefusedDamaged, "the page has no area")
	}
	for _, m := range s.image {
		if over(m.w, m.h, maxPixels) {
			return plan{}, refuse(chart.RefusedTooManyPixels, fmt.Sprintf("an image of %d x %d pixels", m.w, m.h))
		}
	}
	p := s.depth()
	if exact, ok := s.native(picture); ok {
		exact.gray, exact.bitonal = p.gray, p.bitonal
		return exact, nil
	}
	p.dpi = s.resolution()
	if area := w * h / (pointsPerInch * pointsPerInch); maxPixels > 0 && area*p.dpi*p.dpi > float64(maxPixels) {
		fits := math.Floor(math.Sqrt(float64(maxPixels) / area))
		if fits < minFallbackDPI {
			return plan{}, refuse(chart.RefusedTooManyPixels, fmt.Sprintf("a page of %.0f x %.0f points", w, h))
		}
		p.dpi = fits
	}
	p.width, p.height = max(1, int(math.Round(w*p.dpi/pointsPerInch))), max(1, int(math.Round(h*p.dpi/pointsPerInch)))
	p.sx, p.sy = float64(p.width)/w, float64(p.height)/h
	p.tx, p.ty = -s.bounds.x0*p.sx, -s.bounds.y0*p.sy
	return p, nil
}

func over(w, h int, maxPixels int64) bool {
	return maxPixels > 0 && (w < 0 || h < 0 || int64(w)*int64(h) > maxPixels)
}

// depth tells whether the page can be drawn in grey, and whether it holds nothing but bitonal images: drawn a hair off
// the pixel grid such a page would turn grey at its edges and grow eightfold.
func (s survey) depth() plan {
	p := plan{gray: s.marks == 0 && s.images > 0 && s.images == len(s.image)}
	p.bitonal = p.gray
	for _, m := range s.image {
		p.gray = p.gray && m.gray
		p.bitonal = p.bitonal && m.gray && m.bits == 1
	}
	return p
}

// native gives the plan that hits every pixel of the one image a scanned page consists of. Two pixels of difference
// between image and page are rounding of the scanner's software.
func (s survey) native(picture bool) (plan, bool) {
	if len(s.image) != 1 || s.images != 1 || s.marks > 0 {
		return plan{}, false
	}
	m := s.image[0]
	r, turned, straight := m.frame()
	w, h := m.w, m.h
	if turned {
		w, h = h, w
	}
	if !straight || w < 1 || h < 1 || !(r.width() > 0 && r.height() > 0) {
		return plan{}, false
	}
	sx, sy := float64(w)/r.width(), float64(h)/r.height()
	dpi := pointsPerInch * max(sx, sy)
	off := max(math.Abs(r.x0-s.bounds.x0)*sx, math.Abs(r.x1-s.bounds.x1)*sx, math.Abs(r.y0-s.bounds.y0)*sy, math.Abs(r.y1-s.bounds.y1)*sy)
	if !picture && (off > 2 || dpi > maxDPI+1) {
		return plan{}, false
	}
	return plan{width: w, height: h, sx: sx, sy: sy, tx: -r.x0 * sx, ty: -r.y0 * sy, dpi: sane(w, h, dpi)}, true
}

// resolution is the finest resolution of the images that make up the page; a page with text or lines has 300 at least.
func (s survey) resolution() float64 {
	page := s.bounds.width() * s.bounds.height()
	covered, finest := 0.0, 0.0
	for _, m := range s.image {
		r, _, _ := m.frame()
		share := r.width() * r.height() / page
		covered += share
		if share >= 0.05 {
			finest = max(finest, m.dpi())
		}
	}
	finest = min(finest, maxDPI)
	switch {
	case s.marks == 0 && covered >= 0.3 && finest > 0:
		return max(finest, pointsPerInch)
	case covered >= 0.3:
		return max(finest, bornDigitalDPI)
	}
	return bornDigitalDPI
}

// sane replaces a resolution that cannot be true (a phone writes 72 into a 12 megapixel photograph) by the one that makes
// the long side a sheet of letter paper.
func sane(w, h int, dpi float64) float64 {
	long := float64(max(w, h))
	if inches := long / dpi; dpi >= 50 && inches >= 2 && inches <= 24 {
		return math.Round(dpi*100) / 100
	}
	return math.Round(long / 11)
}
