package regions

import "image"

// piece is one connected piece of ink.
type piece struct {
	image.Rectangle
	area   int // dots
	rows   int // runs of ink, row by row
	tops   int // dots with paper above them
	lean   int // sum of the shifts, in half dots, from a run to the only one below it
	sway   int // sum of the squares of those shifts
	joints int // how many such shifts
}

func (p *piece) add(o *piece) {
	p.Rectangle = p.Union(o.Rectangle)
	p.area, p.rows, p.tops = p.area+o.area, p.rows+o.rows, p.tops+o.tops
	p.lean, p.sway, p.joints = p.lean+o.lean, p.sway+o.sway, p.joints+o.joints
}

// run is a stretch of ink in one row.
type run struct{ x0, x1, label int }

// labels joins runs into pieces.
type labels struct {
	parent []int32
	pieces []piece
}

func (l *labels) root(i int) int {
	for int(l.parent[i]) != i {
		l.parent[i] = l.parent[l.parent[i]]
		i = int(l.parent[i])
	}
	return i
}

func (l *labels) join(a, b int) int {
	a, b = l.root(a), l.root(b)
	if a == b {
		return a
	}
	if a > b {
		a, b = b, a
	}
	l.parent[b] = int32(a)
	l.pieces[a].add(&l.pieces[b])
	return a
}

// mostPieces bounds the work on a page of nothing but grain.
const mostPieces = 400_000

// pieces gives the connected pieces of ink of a w dots wide mask, touching corners included.
func pieces(ink []byte, w int) []piece {
	l := &labels{}
	var above, here []run
	for y := 0; y*w < len(ink) && len(l.pieces) < mostPieces; y++ {
		row := ink[y*w : (y+1)*w]
		here = runsOf(row, here[:0])
		first := 0
		for i := range here {
			first = l.attach(&here[i], above, first, y)
		}
		above, here = here, above
	}
	out := l.pieces[:0]
	for i := range l.pieces {
		if int(l.parent[i]) == i {
			out = append(out, l.pieces[i])
		}
	}
	return out
}

// runsOf appends the runs of a row.
func runsOf(row []byte, out []run) []run {
	for x := 0; x < len(row); x++ {
		if row[x] == 0 {
			continue
		}
		x0 := x
		for x < len(row) && row[x] != 0 {
			x++
		}
		out = append(out, run{x0: x0, x1: x, label: -1})
	}
	return out
}

// attach joins a run with those above it, from the first that may touch it on, and gives the first for the next run.
func (l *labels) attach(r *run, above []run, first, y int) int {
	for first < len(above) && above[first].x1 < r.x0 {
		first++
	}
	covered, touching := 0, 0
	var only run
	for i := first; i < len(above) && above[i].x0 <= r.x1; i++ {
		a := above[i]
		touching++
		only = a
		covered += max(0, min(a.x1, r.x1)-max(a.x0, r.x0))
		if r.label < 0 {
			r.label = l.root(a.label)
		} else {
			r.label = l.join(r.label, a.label)
		}
	}
	if r.label < 0 {
		r.label = len(l.pieces)
		l.parent = append(l.parent, int32(r.label))
		l.pieces = append(l.pieces, piece{})
	}
	p := &l.pieces[r.label]
	p.Rectangle = p.Union(image.Rect(r.x0, y, r.x1, y+1))
	p.area += r.x1 - r.x0
	p.rows++
	p.tops += r.x1 - r.x0 - covered
	if touching == 1 {
		d := r.x0 + r.x1 - only.x0 - only.x1
		p.lean, p.sway, p.joints = p.lean-d, p.sway+d*d, p.joints+1
	}
	return first
}

// unruled gives the ink without ruled lines: long runs that are thin, whichever way they go. Where a stroke crosses a rule
// it stays.
func (c *canvas) unruled() []byte {
	w, h := c.g.Rect.Dx(), c.g.Rect.Dy()
	out := append([]byte(nil), c.ink...)
	long, thin := c.in(0.5), c.in(0.025)+1
	if c.page.SkewDegrees > 0.4 || c.page.SkewDegrees < -0.4 {
		long = c.in(0.22) // a sloping rule is a stair of short runs
	}
	var runs []run
	for y := range h {
		runs = runsOf(c.ink[y*w:(y+1)*w], runs[:0])
		for _, r := range runs {
			if r.x1-r.x0 < long {
				continue
			}
			for x := r.x0; x < r.x1; x++ {
				if thickness(c.ink, y*w+x, w, thin) <= thin {
					out[y*w+x] = 0
				}
			}
		}
	}
	c.unruledDown(out, c.in(0.3), thin)
	return out
}

// unruledDown takes out rules that run down the page.
func (c *canvas) unruledDown(out []byte, long, thin int) {
	w, h := c.g.Rect.Dx(), c.g.Rect.Dy()
	height := make([]int32, w)
	erase := func(x, end int) {
		for y := end - int(height[x]); y < end; y++ {
			if thickness(c.ink[y*w:(y+1)*w], x, 1, thin) <= thin {
				out[y*w+x] = 0
			}
		}
	}
	for y := range h {
		for x, v := range c.ink[y*w : (y+1)*w] {
			if v != 0 {
				height[x]++
				continue
			}
			if int(height[x]) >= long {
				erase(x, y)
			}
			height[x] = 0
		}
	}
	for x := range w {
		if int(height[x]) >= long {
			erase(x, h)
		}
	}
}

// thickness counts the ink through a dot, step by step both ways, no further than one more than enough.
func thickness(ink []byte, at, step, enough int) int {
	n := 1
	for i := at - step; i >= 0 && ink[i] != 0 && n <= enough; i -= step {
		n++
	}
	for i := at + step; i < len(ink) && ink[i] != 0 && n <= enough; i += step {
		n++
	}
	return n
}
