package zones

import "math"

// point is a place on an upright page; both coordinates are in shares of its width.
type point struct{ x, y float64 }

// move carries the form onto a page: x' = ax + by + tx, y' = cx + dy + ty.
type move struct{ a, b, c, d, tx, ty float64 }

func (m move) of(p point) point { return point{m.a*p.x + m.b*p.y + m.tx, m.c*p.x + m.d*p.y + m.ty} }

// back is the move from the page to the form.
func (m move) back() move {
	det := m.a*m.d - m.b*m.c
	r := move{a: m.d / det, b: -m.b / det, c: -m.c / det, d: m.a / det}
	r.tx, r.ty = -(r.a*m.tx + r.b*m.ty), -(r.c*m.tx + r.d*m.ty)
	return r
}

// What a scanner, a printer or a fax does to a form, and no more.
const (
	mostScale  = 0.17 // larger or smaller
	mostTurn   = 0.09 // radians askew
	mostShear  = 0.03 // between the axes
	mostUneven = 0.05 // between the scales of the axes
)

// likely reports whether a move is what scanning does to a page.
func (m move) likely() bool {
	sx, sy := math.Hypot(m.a, m.c), math.Hypot(m.b, m.d)
	if math.Abs(sx-1) > mostScale || math.Abs(sy-1) > mostScale || math.Abs(sx-sy) > mostUneven {
		return false
	}
	turn, lean := math.Atan2(m.c, m.a), math.Atan2(-m.b, m.d)
	return math.Abs(turn) <= mostTurn && math.Abs(lean) <= mostTurn && math.Abs(turn-lean) <= mostShear
}

// between gives the move that carries two points of the form onto two of the page without bending anything.
func between(p, q, pp, qq point) move {
	dx, dy, ex, ey := q.x-p.x, q.y-p.y, qq.x-pp.x, qq.y-pp.y
	n := dx*dx + dy*dy
	a, c := (dx*ex+dy*ey)/n, (dx*ey-dy*ex)/n
	return move{a: a, b: -c, c: c, d: a, tx: pp.x - a*p.x + c*p.y, ty: pp.y - c*p.x - a*p.y}
}

// pair is an anchor and where on the page it seems to stand.
type pair struct {
	anchor   int
	from, to point
}

// fitted gives the move that carries the pairs best by least squares; false where they do not tell.
func fitted(pairs []pair) (move, bool) {
	var n, sx, sy, sxx, sxy, syy float64
	var u, ux, uy, v, vx, vy float64
	for _, p := range pairs {
		x, y := p.from.x, p.from.y
		n, sx, sy, sxx, sxy, syy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y, syy+y*y
		u, ux, uy = u+p.to.x, ux+p.to.x*x, uy+p.to.x*y
		v, vx, vy = v+p.to.y, vx+p.to.y*x, vy+p.to.y*y
	}
	if n < 3 {
		return move{}, false
	}
	mx, my := sx/n, sy/n
	cxx, cxy, cyy := sxx-n*mx*mx, sxy-n*mx*my, syy-n*my*my
	det := cxx*cyy - cxy*cxy
	if det < 1e-6 {
		return move{}, false
	}
	axis := func(s, px, py float64) (kx, ky, k0 float64) {
		qx, qy := px-mx*s, py-my*s
		kx, ky = (qx*cyy-qy*cxy)/det, (qy*cxx-qx*cxy)/det
		return kx, ky, s/n - kx*mx - ky*my
	}
	var m move
	m.a, m.b, m.tx = axis(u, ux, uy)
	m.c, m.d, m.ty = axis(v, vx, vy)
	return m, m.likely()
}

func far(p, q point) float64 { return math.Hypot(p.x-q.x, p.y-q.y) }
