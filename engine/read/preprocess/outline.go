package preprocess

import (
	"image"
	"math"
	"slices"
)

// A sheet is looked for in a photograph at outlineDPI: an edge of paper is still a step there, print is a grey haze.
const (
	outlineDPI  = 50.0
	deskStep    = 24   // least difference between desk and paper
	deepest     = 0.3  // how far into the picture an edge may lie, as a share of its size
	onTheLine   = 1.2  // pixels at outlineDPI that a point of a straight edge may lie off it
	edgeShare   = 0.75 // least share of an edge that is seen, and lies on a straight line
	leastSheet  = 0.4  // least share of the picture that the sheet fills
	mostLean    = 0.35 // how far an edge may lean against the picture's, as a slope
	leastLean   = 0.006
	mostOutside = 0.35 // how much the picture may reach beyond the sheet, as a share of the sheet
)

// Unwarp undoes the perspective of a photographed sheet: where all four edges of paper stand out from what it lies on, the
// picture is drawn as if seen from straight above. What lies beside the sheet stays in the picture, so that no
// identifier there goes unread.
func (s Sheet) Unwarp() Sheet {
	quad, ok := s.outline()
	if !ok || !leans(quad) {
		return s
	}
	w := max(distance(quad[0], quad[1]), distance(quad[3], quad[2]))
	h := max(distance(quad[0], quad[3]), distance(quad[1], quad[2]))
	factor := 1.0
	if s.DPI < readingDPI && s.DPI >= leastDPI/2 { // what will be enlarged is enlarged here: each drawing blurs
		factor = readingDPI / s.DPI
	}
	w, h = math.Round(w*factor), math.Round(h*factor)
	m := fromUnit(quad).after(affine(1/w, 0, 0, 1/h, 0, 0)) // from the flat sheet to the picture
	left, top, right, bottom, ok := s.reach(m, w, h)
	if !ok {
		return s
	}
	m = m.after(affine(1, 0, 0, 1, left, top))
	out := s
	out.Gray = warp(s.Gray, int(right-left), int(bottom-top), m)
	out.DPI = s.DPI * factor
	out.back = s.back.after(m)
	return out
}

// reach gives how far the picture's corners lie on the flat sheet's plane; ok is false where they are so far out that it
// is no page on a desk.
func (s Sheet) reach(m projection, w, h float64) (left, top, right, bottom float64, ok bool) {
	to, ok := m.inverse()
	if !ok {
		return 0, 0, 0, 0, false
	}
	pw, ph := float64(s.Gray.Rect.Dx()), float64(s.Gray.Rect.Dy())
	right, bottom = w, h
	for _, p := range [4]place{{0, 0}, {pw, 0}, {pw, ph}, {0, ph}} {
		x, y := to.at(p.x, p.y)
		left, right = min(left, math.Floor(x)), max(right, math.Ceil(x))
		top, bottom = min(top, math.Floor(y)), max(bottom, math.Ceil(y))
	}
	far := left < -mostOutside*w || right > (1+mostOutside)*w || top < -mostOutside*h || bottom > (1+mostOutside)*h
	return left, top, right, bottom, !far && !math.IsNaN(left+top+right+bottom)
}

// leans reports whether an edge of the sheet leans so much that undoing it pays.
func leans(q [4]place) bool {
	for i, a := range q {
		b := q[(i+1)%4]
		if min(math.Abs(b.x-a.x), math.Abs(b.y-a.y)) > leastLean*distance(a, b) {
			return true
		}
	}
	return false
}

func distance(a, b place) float64 { return math.Hypot(a.x-b.x, a.y-b.y) }

// outline finds the corners of the sheet, clockwise from the top left, in pixels of s.
func (s Sheet) outline() (quad [4]place, ok bool) {
	small, factor := s.Gray, 1.0
	if f := outlineDPI / s.DPI; f < 0.9 {
		small, factor = s.Scale(f).Gray, 1/f
	}
	w, h := small.Rect.Dx(), small.Rect.Dy()
	if w < 100 || h < 100 {
		return quad, false
	}
	turned := transposed(small)
	var edges [4]edge // left, right, top, bottom
	for i, look := range []struct {
		g    *image.Gray
		back bool
	}{{small, false}, {small, true}, {turned, false}, {turned, true}} {
		if edges[i], ok = edgeOf(look.g, look.back); !ok {
			return quad, false
		}
	}
	for i, c := range [4][2]edge{{edges[0], edges[2]}, {edges[1], edges[2]}, {edges[1], edges[3]}, {edges[0], edges[3]}} {
		quad[i] = c[0].meets(c[1])
	}
	area := 0.0
	for i, a := range quad {
		b := quad[(i+1)%4]
		area += a.x*b.y - b.x*a.y
	}
	if area/2 < leastSheet*float64(w*h) {
		return quad, false
	}
	for i := range quad {
		quad[i] = place{quad[i].x * factor, quad[i].y * factor}
	}
	return quad, true
}

// edge is the line x = slope·y + at; of the top and the bottom edge x and y change places.
type edge struct{ slope, at float64 }

// meets gives where an upright edge crosses a level one.
func (e edge) meets(level edge) place {
	y := (level.slope*e.at + level.at) / (1 - e.slope*level.slope)
	return place{e.slope*y + e.at, y}
}

// edgeOf finds the left edge of paper, or the right one where back, by the first step from dark to light of each row.
func edgeOf(g *image.Gray, back bool) (edge, bool) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var points []place
	line := make([]byte, int(deepest*float64(w)))
	for y := h / 20; y < h-h/20; y++ {
		row := g.Pix[y*g.Stride : y*g.Stride+w]
		for i := range line {
			line[i] = row[i]
			if back {
				line[i] = row[w-1-i]
			}
		}
		if x, ok := step(line); ok {
			if back {
				x = float64(w) - x
			}
			points = append(points, place{x, float64(y) + 0.5})
		}
	}
	if float64(len(points)) < edgeShare*float64(h-h/20-h/20) {
		return edge{}, false
	}
	return straight(points)
}

// step finds where a line of pixels that begins on the desk comes onto paper.
func step(line []byte) (float64, bool) {
	desk := (int(line[0]) + int(line[1])) / 2
	bright := int(slices.Max(line))
	mid := (desk + bright) / 2
	if bright-desk < deskStep {
		return 0, false
	}
	for i := 1; i+4 < len(line); i++ {
		if int(line[i]) < mid {
			continue
		}
		if int(line[i+1]) < mid || int(line[i+2]) < mid || int(line[i+3]) < mid {
			return 0, false // a thing that lies on the desk
		}
		part := float64(mid-int(line[i-1])) / float64(max(1, int(line[i])-int(line[i-1])))
		return float64(i) - 0.5 + min(max(part, 0), 1), true
	}
	return 0, false
}

// straight fits a line to points in the order of their rows, a quarter of which may lie off it.
func straight(points []place) (edge, bool) {
	half := len(points) / 2
	slopes := make([]float64, half)
	for i := range half {
		a, b := points[i], points[i+half]
		slopes[i] = (b.x - a.x) / (b.y - a.y)
	}
	e := edge{slope: median(slopes)}
	rest := make([]float64, len(points))
	for i, p := range points {
		rest[i] = p.x - e.slope*p.y
	}
	e.at = median(rest)
	if math.Abs(e.slope) > mostLean {
		return e, false
	}
	var n, sx, sy, sxy, syy float64
	for _, p := range points {
		if math.Abs(p.x-e.slope*p.y-e.at) <= 2*onTheLine {
			n, sx, sy, sxy, syy = n+1, sx+p.x, sy+p.y, sxy+p.x*p.y, syy+p.y*p.y
		}
	}
	if d := n*syy - sy*sy; n > 2 && d > 0 {
		e.slope = (n*sxy - sx*sy) / d
		e.at = (sx - e.slope*sy) / n
	}
	on := 0
	for _, p := range points {
		if math.Abs(p.x-e.slope*p.y-e.at) <= onTheLine {
			on++
		}
	}
	return e, float64(on) >= edgeShare*float64(len(points))
}

func median(v []float64) float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	return v[len(v)/2]
}

// transposed gives a picture with rows and columns changed.
func transposed(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		for x, v := range g.Pix[y*g.Stride : y*g.Stride+w] {
			out.Pix[x*h+y] = v
		}
	}
	return out
}
