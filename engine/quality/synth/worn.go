package synth

import (
	"math"
	"math/rand/v2"
	"slices"

	"chartproof.org/chartproof/engine/geom"
)

// punches are the ways in which American paper is punched: on which edge, and where along it, in inches from its middle.
var punches = []struct {
	top bool
	at  []float64
}{
	{true, []float64{-1.375, 1.375}},
	{false, []float64{-4.25, 0, 4.25}},
	{true, []float64{-1.375, 1.375}},
	{false, []float64{-4.125, -1.375, 1.375, 4.125}},
	{false, []float64{-1.375, 1.375}},
}

// filed makes of a page what comes out of a ring binder: smaller than the glass, dark where the glass is bare, punched, and
// stapled; half of it in black and white. Print does not reach the holes.
func filed(rng *rand.Rand, src *geom.Raster) (*geom.Raster, move) {
	const part = .9
	w, h := float64(src.Width), float64(src.Height)
	p := punches[rng.IntN(len(punches))]
	left, top := w*(1-part)-.25*src.DPI, (.25+.3*rng.Float64())*src.DPI
	if p.top {
		left, top = w*(1-part)/2, .7*src.DPI
	}
	r := warp(src, int(w), int(h), ink{255, 255, 255}, func(x, y float64) (float64, float64) { return (x - left) / part, (y - top) / part })
	look := rng.IntN(3)
	off := (.36 + .12*rng.Float64()) * r.DPI
	for _, at := range p.at {
		x, y := off, h/2+at*r.DPI
		if p.top {
			x, y = w/2+at*r.DPI, off
		}
		hole(rng, r, x, y, (.125+.03*rng.Float64())*r.DPI, look)
	}
	if rng.IntN(2) == 0 {
		staple(rng, r)
	}
	grain(rng, r, 1.5, .25)
	for side := range 4 {
		if rng.IntN(2) == 0 {
			bare(rng, r, side, (.02+.18*rng.Float64())*r.DPI)
		}
	}
	if rng.IntN(2) == 0 { // as most office copiers scan
		r = geom.Threshold(r.ToGray(), byte(120+rng.IntN(70)), r.DPI)
	}
	return r, corners(func(q geom.Point) geom.Point {
		return geom.Point{X: (q.X*w*part + left) / w, Y: (q.Y*h*part + top) / h}
	})
}

// darken multiplies a pixel's light.
func darken(r *geom.Raster, x, y int, by float64) {
	if x < 0 || y < 0 || x >= int(r.Width) || y >= int(r.Height) {
		return
	}
	n := int(r.Depth) / 8
	for k := range n {
		p := &r.Pix[n*(y*int(r.Width)+x)+k]
		*p = clip(int(float64(*p) * by))
	}
}

// hole prints a punch hole: what a black lid shows through it, the shadow of its rim on a white one, or the ring that a
// copy leaves of it.
func hole(rng *rand.Rand, r *geom.Raster, cx, cy, radius float64, look int) {
	dark := .05 + .15*rng.Float64()
	lid, way := .75+.15*rng.Float64(), rng.Float64()*2*math.Pi
	for y := int(cy - radius - 2); y <= int(cy+radius+2); y++ {
		for x := int(cx - radius - 2); x <= int(cx+radius+2); x++ {
			dx, dy := float64(x)-cx, float64(y)-cy
			d := math.Hypot(dx, dy)
			in := math.Max(0, math.Min(1, radius-d+.5)) // of this pixel
			rim := math.Max(0, math.Min(1, (d-radius)/(.02*r.DPI)+1))
			by := dark
			switch look {
			case 1: // the shadow falls from one side
				by = lid - .6*rim*math.Max(0, math.Cos(math.Atan2(dy, dx)-way))
			case 2:
				by = 1 - .7*rim
			}
			darken(r, x, y, 1-in*(1-by))
		}
	}
}

// staple prints the staple of the upper left corner, or the two holes that it left.
func staple(rng *rand.Rand, r *geom.Raster) {
	x, y := (.2+.1*rng.Float64())*r.DPI, (.5+.2*rng.Float64())*r.DPI
	sin, cos := math.Sincos(-(.2 + rng.Float64()*.9))
	length, half := .45*r.DPI, .012*r.DPI
	drawn := rng.IntN(2) == 0
	for along := 0.0; along < length; along++ {
		if !drawn && along > .04*r.DPI && along < length-.04*r.DPI {
			continue
		}
		for across := -half; across <= half; across++ {
			darken(r, int(x+along*cos-across*sin), int(y+along*sin+across*cos), .35)
		}
	}
}

// bare prints the dark glass beside one edge of the page, which lies a little aslant, with the soft shadow of the paper's edge.
func bare(rng *rand.Rand, r *geom.Raster, side int, wide float64) {
	w, h := int(r.Width), int(r.Height)
	dark, slant := .04+.2*rng.Float64(), (rng.Float64()-.5)*.01
	soft := .015 * r.DPI
	length, across := h, w
	if side >= 2 {
		length, across = w, h
	}
	for i := range length {
		edge := wide + slant*(float64(i)-float64(length)/2)
		for d := 0; d < min(across, int(edge+soft)+1); d++ {
			k := math.Max(0, math.Min(1, (edge+soft-float64(d))/soft))
			x, y := d, i
			switch side {
			case 1:
				x = w - 1 - d
			case 2:
				x, y = i, d
			case 3:
				x, y = i, h-1-d
			}
			darken(r, x, y, 1-k*(1-dark))
		}
	}
}

// thin lets the other side of the paper show through: another page of the kind, mirrored, smeared by the paper, at 8 to 20
// hundredths of its ink.
func (c Chart) thin(rng *rand.Rand, r *geom.Raster) {
	back := c.overleaf(r.DPI).ToGray()
	behind := geom.FromGray(back, r.DPI)
	for range 4 {
		blur(behind, 1)
	}
	share := .08 + .12*rng.Float64()
	n, w, h := int(r.Depth)/8, int(r.Width), int(r.Height)
	bw, bh := int(behind.Width), int(behind.Height)
	for y := range min(h, bh) {
		for x := range w {
			from := w - 1 - x
			if from >= bw {
				continue
			}
			by := 1 - share*(1-float64(behind.Pix[y*bw+from])/255)
			p := r.Pix[n*(y*w+x):]
			for k := range n {
				p[k] = clip(int(float64(p[k]) * by))
			}
		}
	}
	grain(rng, r, 1.5, .25)
}

// overleaf draws a page that stands on the back: the first of the family's next type.
func (c Chart) overleaf(dpi float64) *geom.Raster {
	next := c.Config
	next.Packet, next.Mixed = nil, false
	at := slices.Index(Types, c.Config.Type)
	for k := 1; k <= len(Types); k++ {
		next.Type = Types[(at+k+len(Types))%len(Types)]
		if other, err := Generate(next); err == nil {
			return other.leaves[0].render(other.book, dpi)
		}
	}
	return c.leaves[0].render(c.book, dpi)
}
