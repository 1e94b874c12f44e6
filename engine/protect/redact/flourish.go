package redact

import "image"

// How far the ink of a signature is followed out of its box, in parts of the box's height, and from which length on a straight
// stroke is the line on which people sign, or the frame of a form, and not the pen's.
const (
	reachAcross = 1.5
	reachDown   = 1.0
	ruleAcross  = 3.0
	ruleOfBox   = 0.75 // in parts of the box's width
	ruleDown    = 1.5
	bridge      = 2   // dots over which broken ink goes on
	strokeReach = 0.4 // how far any ink that crosses the edge is followed, joined or not
)

// toTheEnd grows the box of a signature over the ink that is joined to it: loops and strokes end where nobody looks for them. Lines
// to sign on and frames are crossed and not followed, so that they do not draw the box across the page.
func toTheEnd(r, bounds image.Rectangle, ink func(image.Rectangle) int) image.Rectangle {
	r = overEdge(r, bounds, ink)
	f := newFlourish(r.Intersect(bounds), bounds, ink)
	f.seed(f.box)
	for len(f.open) > 0 {
		p := f.open[len(f.open)-1]
		f.open = f.open[:len(f.open)-1]
		f.follow(p)
	}
	return r.Union(f.reached)
}

// overEdge grows a box while there is ink beyond its edge, whatever it belongs to: the pieces of a broken stroke, what lies on the line.
// It goes no further than a part of the box's height, so that the line to sign on does not draw the box across the page.
func overEdge(r, bounds image.Rectangle, ink func(image.Rectangle) int) image.Rectangle {
	reach := int(strokeReach * float64(r.Dy()))
	for _, side := range []struct{ x0, y0, x1, y1 int }{{x0: -1}, {y0: -1}, {x1: 1}, {y1: 1}} {
		for range reach {
			next := image.Rect(r.Min.X+side.x0, r.Min.Y+side.y0, r.Max.X+side.x1, r.Max.Y+side.y1)
			if !next.In(bounds) || ink(next)-ink(r) == 0 {
				break
			}
			r = next
		}
	}
	return r
}

// flourish follows ink around a box. Its dots are those of the window, row by row.
type flourish struct {
	box, window image.Rectangle
	dark        []bool
	ruled       []bool // the dots are those of a straight line
	seen        []bool
	open        []image.Point
	reached     image.Rectangle
}

func newFlourish(box, bounds image.Rectangle, ink func(image.Rectangle) int) *flourish {
	across, down := int(reachAcross*float64(box.Dy())), int(reachDown*float64(box.Dy()))
	w := image.Rect(box.Min.X-across, box.Min.Y-down, box.Max.X+across, box.Max.Y+down).Intersect(bounds)
	n := w.Dx() * w.Dy()
	f := &flourish{box: box, window: w, dark: make([]bool, n), ruled: make([]bool, n), seen: make([]bool, n), reached: box}
	for y := w.Min.Y; y < w.Max.Y; y++ {
		if ink(image.Rect(w.Min.X, y, w.Max.X, y+1)) == 0 {
			continue
		}
		for x := w.Min.X; x < w.Max.X; x++ {
			f.dark[f.at(x, y)] = ink(image.Rect(x, y, x+1, y+1)) > 0
		}
	}
	dy := float64(box.Dy())
	f.rules(w.Dy(), w.Dx(), int(max(ruleAcross*dy, ruleOfBox*float64(box.Dx()))), w.Dx(), 1)
	f.rules(w.Dx(), w.Dy(), int(ruleDown*dy), 1, w.Dx())
	return f
}

func (f *flourish) at(x, y int) int { return (y-f.window.Min.Y)*f.window.Dx() + x - f.window.Min.X }

// rules marks the straight lines of some length: of so many lines, each of so many dots, with the steps from line to line and from dot
// to dot. A scanned line is a little uneven and a little askew, so dots of the lines beside it count as its own.
func (f *flourish) rules(lines, dots, length, line, dot int) {
	near := func(i, k int) bool {
		for d := max(0, i-1); d <= min(lines-1, i+1); d++ {
			if f.dark[d*line+k*dot] {
				return true
			}
		}
		return false
	}
	for i := range lines {
		for k := 0; k < dots; k++ {
			from := k
			for k < dots && near(i, k) {
				k++
			}
			if k-from < max(length, 1) {
				continue
			}
			for d := max(0, i-1); d <= min(lines-1, i+1); d++ {
				for n := from; n < k; n++ {
					f.ruled[d*line+n*dot] = true
				}
			}
		}
	}
}

// seed begins with the ink on the edge of the box.
func (f *flourish) seed(box image.Rectangle) {
	for x := box.Min.X; x < box.Max.X; x++ {
		f.touch(x, box.Min.Y)
		f.touch(x, box.Max.Y-1)
	}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		f.touch(box.Min.X, y)
		f.touch(box.Max.X-1, y)
	}
}

// touch takes a dot of the pen.
func (f *flourish) touch(x, y int) {
	if !image.Pt(x, y).In(f.window) {
		return
	}
	i := f.at(x, y)
	if !f.dark[i] || f.ruled[i] || f.seen[i] {
		return
	}
	f.seen[i] = true
	f.reached = f.reached.Union(image.Rect(x, y, x+1, y+1))
	f.open = append(f.open, image.Pt(x, y))
}

// follow goes on from a dot to those beside it, and straight over a line that stands in the way.
func (f *flourish) follow(p image.Point) {
	for dy := -bridge; dy <= bridge; dy++ {
		for dx := -bridge; dx <= bridge; dx++ {
			f.touch(p.X+dx, p.Y+dy)
		}
	}
	for _, step := range []image.Point{{X: 1}, {X: -1}, {Y: 1}, {Y: -1}} {
		q := p.Add(step)
		for q.In(f.window) && f.ruled[f.at(q.X, q.Y)] {
			q = q.Add(step)
		}
		if q != p.Add(step) && f.thin(p, q) {
			f.touch(q.X, q.Y)
		}
	}
}

// thin reports whether what was stepped over is the breadth of a line and not its length.
func (f *flourish) thin(p, q image.Point) bool {
	d := q.Sub(p)
	return max(d.X, -d.X, d.Y, -d.Y) <= max(6, f.box.Dy()/6)
}
