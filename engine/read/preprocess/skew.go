package preprocess

import (
	"image"
	"math"
)

const (
	maxSkew     = 6.0  // degrees within which a page that went through a feeder lies
	wildSkew    = 20.0 // degrees, for what was laid by hand: looked for where nothing within maxSkew is the best
	leastSkew   = 0.12 // less does no harm, and turning blurs
	skewDPI     = 100.0
	clearWinner = 1.02 // how much better than level an angle must be
	standsOut   = 1.1  // how much better than at maxSkew the rows of a page that lies within it stand out
)

// Skew measures by how many degrees clockwise the lines of an upright page slope, by the angle at which its rows of ink
// and of paper stand out most. It gives 0 where nothing stands out.
func (s Sheet) Skew() float64 {
	small := s
	if f := skewDPI / s.DPI; f < 0.9 {
		small = s.Scale(f)
	}
	ink := inkPoints(small.Gray)
	if len(ink) < 200 {
		return 0
	}
	h := small.Gray.Rect.Dy() + small.Gray.Rect.Dx()
	rows := make([]int32, h+1)
	score := func(deg float64) float64 { return sharpness(ink, deg, rows) }
	best, at := score(0)*clearWinner, 0.0
	try := func(from, to, step float64) {
		for a := from; a <= to+1e-9; a += step {
			if v := score(a); v > best {
				best, at = v, a
			}
		}
	}
	try(-maxSkew, maxSkew, 0.5)
	try(at-0.4, at+0.4, 0.1)
	try(at-0.08, at+0.08, 0.02)
	if math.Abs(at) < maxSkew-0.05 && best > standsOut*(score(-maxSkew)+score(maxSkew))/2 {
		return at
	}
	try(-wildSkew, -maxSkew, 0.5)
	try(maxSkew, wildSkew, 0.5)
	try(at-0.4, at+0.4, 0.1)
	if math.Abs(at) >= wildSkew-0.05 {
		return 0
	}
	return at
}

// inkPoints gives the places where ink begins below paper: upper edges say more of a line than filled areas.
func inkPoints(g *image.Gray) []image.Point {
	limit := otsu(g)
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var out []image.Point
	for y := 1; y < h; y++ {
		above, row := g.Pix[(y-1)*g.Stride:], g.Pix[y*g.Stride:]
		for x := range w {
			if row[x] < limit && above[x] >= limit {
				out = append(out, image.Point{X: x, Y: y})
			}
		}
	}
	const enough = 60000
	if len(out) > enough {
		step := len(out)/enough + 1
		thin := out[:0]
		for i := 0; i < len(out); i += step {
			thin = append(thin, out[i])
		}
		out = thin
	}
	return out
}

// sharpness is the sum of squares of the row counts after the points were turned level from deg.
func sharpness(ink []image.Point, deg float64, rows []int32) float64 {
	clear(rows)
	slope := math.Tan(deg * math.Pi / 180)
	shift := max(0, slope) * float64(len(rows)) / 2
	for _, p := range ink {
		y := int(float64(p.Y) - slope*float64(p.X) + shift + 0.5)
		if y >= 0 && y < len(rows) {
			rows[y]++
		}
	}
	sum := 0.0
	for _, n := range rows {
		sum += float64(n) * float64(n)
	}
	return sum
}

// otsu gives the grey that best parts ink from paper.
func otsu(g *image.Gray) byte {
	var count [256]int
	w, h := g.Rect.Dx(), g.Rect.Dy()
	for y := range h {
		for _, v := range g.Pix[y*g.Stride : y*g.Stride+w] {
			count[v]++
		}
	}
	total, sum := w*h, 0.0
	for v, n := range count {
		sum += float64(v) * float64(n)
	}
	best, at := -1.0, 128
	below, belowSum := 0, 0.0
	for v, n := range count {
		below += n
		belowSum += float64(v) * float64(n)
		if below == 0 || below == total {
			continue
		}
		d := belowSum/float64(below) - (sum-belowSum)/float64(total-below)
		if between := float64(below) * float64(total-below) * d * d; between > best {
			best, at = between, v+1
		}
	}
	return byte(min(255, at))
}

// Straighten turns the sheet against its skew, about its middle; the corners that come in from outside are white.
func (s Sheet) Straighten(degrees float64) Sheet {
	if math.Abs(degrees) < leastSkew {
		return s
	}
	w, h := s.Gray.Rect.Dx(), s.Gray.Rect.Dy()
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(w)/2, float64(h)/2
	// A level place (x, y) shows what lay at the turned place.
	m := affine(cos, sin, -sin, cos, cx-cos*cx+sin*cy, cy-sin*cx-cos*cy)
	out := s
	out.Gray = warp(s.Gray, w, h, m)
	out.back = s.back.after(m)
	return out
}
