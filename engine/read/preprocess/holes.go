package preprocess

import (
	"image"
	"math"
)

// Punch holes, in inches: how wide, how far from the edge their middle lies, how much clear paper is around them, and how
// far apart those of American and of metric punches are.
const (
	holeLeast   = 0.17
	holeMost    = 0.38
	holeInside  = 0.85
	holeClear   = 0.06
	holesInLine = 0.12
	holesApart  = 0.03 // by how much, as a share, the distance may differ
)

func holeDistances() [4]float64 { return [...]float64{2.75, 80 / 25.4, 4.25, 8.5} }

// disc is a round place, in dots of the small picture.
type disc struct {
	x, y, r float64
	fill    byte
}

// holes gives the punch holes: round, as wide as a punch is, near an edge, with nothing around them, and at least two at
// the distance of a punch's pins in a line along the edge.
func (e edges) holes() []patch {
	var round []disc
	for _, dark := range []int{60, 92} { // a black lid or a copied rim, and a shadow on a white one
		limit := byte(dark * e.paper / 100)
		for _, b := range components(e.small, limit) {
			if d, ok := e.round(b, limit); ok && !covered(round, d) {
				round = append(round, d)
			}
		}
	}
	var out []patch
	for i, d := range round {
		for j, o := range round {
			if i != j && e.punched(d, o) {
				out = append(out, patch{hole: &round[i]})
				break
			}
		}
	}
	return out
}

func covered(all []disc, d disc) bool {
	for _, o := range all {
		if math.Hypot(o.x-d.x, o.y-d.y) < o.r {
			return true
		}
	}
	return false
}

// round reports whether the ink in a box is a disc or a ring of a hole's size near an edge, with clear paper around it.
func (e edges) round(b image.Rectangle, limit byte) (disc, bool) {
	w, h := b.Dx(), b.Dy()
	least, most := holeLeast*edgesDPI, holeMost*edgesDPI
	if float64(min(w, h)) < least || float64(max(w, h)) > most || max(w, h)-min(w, h) > max(2, w/8) {
		return disc{}, false
	}
	d := disc{x: float64(b.Min.X+b.Max.X) / 2, y: float64(b.Min.Y+b.Max.Y) / 2, r: float64(w+h) / 4}
	if in := holeInside * edgesDPI; min(d.x, d.y, float64(e.small.Rect.Dx())-d.x, float64(e.small.Rect.Dy())-d.y) > in {
		return disc{}, false
	}
	l := e.around(d, limit)
	if l.outer == 0 || l.closed < rimParts-2 || 50*l.outerDark > l.outer || 20*l.innerDark > l.inner && 20*l.innerDark < 19*l.inner {
		return disc{}, false
	}
	d.fill = byte(l.fill / l.outer)
	return d, true
}

// rimParts is in how many places along its rim a hole is looked at.
const rimParts = 32

// roundness is what is seen of a round place: dots within the rim and around it, how many of them are dark, and in how many
// places the rim is.
type roundness struct {
	inner, innerDark, outer, outerDark int
	fill                               int // sum of the greys around
	closed                             int
}

func (e edges) around(d disc, limit byte) roundness {
	var l roundness
	var rim [rimParts]bool
	clear := d.r + 1 + holeClear*edgesDPI
	at := image.Rect(int(d.x-clear), int(d.y-clear), int(d.x+clear)+1, int(d.y+clear)+1).Intersect(e.small.Rect)
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for x := at.Min.X; x < at.Max.X; x++ {
			v := e.small.Pix[y*e.small.Stride+x]
			dx, dy := float64(x)+.5-d.x, float64(y)+.5-d.y
			far, dark := math.Hypot(dx, dy), 0
			if v < limit {
				dark = 1
			}
			switch {
			case far < d.r-3:
				l.inner, l.innerDark = l.inner+1, l.innerDark+dark
			case far < d.r+.3 && dark == 1:
				rim[int((math.Atan2(dy, dx)/(2*math.Pi)+1)*rimParts)%rimParts] = true
			case far > d.r+1 && far < clear:
				l.outer, l.outerDark, l.fill = l.outer+1, l.outerDark+dark, l.fill+int(v)
			}
		}
	}
	for _, is := range rim {
		if is {
			l.closed++
		}
	}
	return l
}

// punched reports whether two round places are of one size, in a line along an edge, and at the distance of a punch's pins.
func (e edges) punched(a, b disc) bool {
	if max(a.r, b.r) > 1.25*min(a.r, b.r) {
		return false
	}
	w, h := float64(e.small.Rect.Dx()), float64(e.small.Rect.Dy())
	in, line := holeInside*edgesDPI, holesInLine*edgesDPI
	along := math.Hypot(a.x-b.x, a.y-b.y)
	upright := math.Abs(a.x-b.x) < line && (max(a.x, b.x) < in || min(a.x, b.x) > w-in)
	across := math.Abs(a.y-b.y) < line && (max(a.y, b.y) < in || min(a.y, b.y) > h-in)
	if !upright && !across {
		return false
	}
	for _, apart := range holeDistances() {
		if math.Abs(along-apart*edgesDPI) < holesApart*apart*edgesDPI {
			return true
		}
	}
	return false
}

// paint draws the disc, and the shadow of its rim, as paper.
func (d disc) paint(g *image.Gray, fx, fy float64) {
	r := d.r + 1.5
	for y := max(0, int((d.y-r)*fy)); y < min(g.Rect.Dy(), int((d.y+r)*fy)+1); y++ {
		for x := max(0, int((d.x-r)*fx)); x < min(g.Rect.Dx(), int((d.x+r)*fx)+1); x++ {
			if math.Hypot((float64(x)+.5)/fx-d.x, (float64(y)+.5)/fy-d.y) < r {
				g.Pix[y*g.Stride+x] = d.fill
			}
		}
	}
}
