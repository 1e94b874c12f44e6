package regions

import (
	"image"

	"chartproof.org/chartproof/engine/chart"
)

// What makes a field of bars or modules; lengths in inches.
const (
	stripeChange = 14   // mean change of grey across bars
	stripeAlong  = 55   // per cent of that change that may run along the bars
	stripeLength = 0.45 // least length of a code of bars
	stripeHeight = 0.10 // of the field of cells
	stripeFill   = 0.15 // share of those cells that are striped: a rule or a pen stroke may join others to them
	barHeight    = 0.15 // of the bars themselves: more than the small letters of a heading
	sureFill     = 0.5
	barConstant  = 0.6
	moduleChange = 12 // mean change of grey in both directions
	moduleLeast  = 0.16
	moduleSide   = 0.28 // below that a field must decode to be a code
	moduleMost   = 4.5
	mutedShare   = 0.36 // of ink, from which a field that does not decode is a code
	mostCodes    = 24   // that are decoded on one page
)

// codes finds bar codes: fields of parallel bars, and fields of modules.
func (c *canvas) codes() []chart.Region {
	s := c.cut()
	var found []image.Rectangle
	for _, sideways := range []bool{false, true} {
		for _, r := range c.stripes(s, sideways) {
			if !overlapsAny(r, found) {
				found = append(found, r)
			}
		}
	}
	bars := len(found)
	for _, r := range c.modules(s) {
		if !overlapsAny(r, found) {
			found = append(found, r)
		}
	}
	var out []chart.Region
	for i, r := range found {
		reg := chart.Region{Kind: chart.RegionBarcode, Box: c.box(r.Inset(-c.in(0.02))), Confidence: 0.9}
		if i >= bars {
			reg.Confidence = 0.6
		}
		if i < mostCodes {
			if d, ok := c.decode(r, i < bars); ok {
				reg.Text, reg.Symbology, reg.Confidence = chart.Text(d.text), d.symbology, 0.99
			}
		}
		if i >= bars && reg.Symbology == "" && (min(r.Dx(), r.Dy()) < c.in(moduleSide) || c.inkShare(r) < mutedShare || c.halftone(r) || !c.free(r)) {
			continue
		}
		out = append(out, reg)
	}
	return out
}

func overlapsAny(r image.Rectangle, all []image.Rectangle) bool {
	for _, o := range all {
		if o.Overlaps(r) {
			return true
		}
	}
	return false
}

// stripes finds fields of bars that stand upright, or lie where sideways.
func (c *canvas) stripes(s *cells, sideways bool) []image.Rectangle {
	across, along := s.right, s.downward
	reachX, reachY := 2, 1
	if sideways {
		across, along = along, across
		reachX, reachY = 1, 2
	}
	in := make([]bool, len(across))
	for i := range in {
		in[i] = across[i] >= stripeChange && along[i]*100 <= across[i]*stripeAlong
	}
	var out []image.Rectangle
	for _, f := range s.fields(in, reachX, reachY) {
		r := s.rect(f.Rectangle)
		length, height := r.Dx(), r.Dy()
		if sideways {
			length, height = height, length
		}
		if length < c.in(stripeLength) || height < c.in(stripeHeight) || f.fill() < stripeFill {
			continue
		}
		if b, ok := c.bars(r, sideways); ok && !c.wordy(b) && (f.fill() >= sureFill || c.surelyBars(b, sideways)) {
			out = append(out, b)
		}
	}
	return out
}

// bars reports whether lines across a field show the same bars over a height that print has not, and gives the field cut
// to them.
func (c *canvas) bars(r image.Rectangle, sideways bool) (image.Rectangle, bool) {
	wide := r.Inset(-c.in(2 * cellInches)).Intersect(c.g.Rect)
	from, to, at, step := wide.Min.Y, wide.Max.Y, middle(r).Y, r.Dy()/4
	if sideways {
		from, to, at, step = wide.Min.X, wide.Max.X, middle(r).X, r.Dx()/4
	}
	first, last := at, at-1
	for _, y := range []int{at, at - step, at + step} { // a pen stroke may cross one of them
		mid := c.line(wide, sideways, y)
		if !barred(mid) {
			continue
		}
		up, down := c.reach(wide, sideways, y, from-1, mid), c.reach(wide, sideways, y, to, mid)
		if tall := down - up + 1; tall > last-first+1 && (y == at || tall >= c.in(0.2)) {
			first, last = up, down
		}
	}
	if last-first+1 < c.in(barHeight) {
		return r, false
	}
	if sideways {
		wide.Min.X, wide.Max.X = first, last+1
	} else {
		wide.Min.Y, wide.Max.Y = first, last+1
	}
	out := c.trim(c.stretch(wide, sideways))
	length, height := out.Dx(), out.Dy()
	if sideways {
		length, height = height, length
	}
	return out, height >= c.in(barHeight) && length >= c.in(stripeLength) && 4*length >= 5*height && c.constant(out, sideways) >= barConstant
}

// constant is how much of what differs among the dots of a field differs from bar to bar and not along the bars: the share
// of the variance that the means of the lines along the bars explain, at the best of small slants. Print has a third.
func (c *canvas) constant(r image.Rectangle, sideways bool) float64 {
	lines := make([][]byte, 0, max(r.Dx(), r.Dy()))
	if sideways {
		for x := r.Min.X; x < r.Max.X; x++ {
			lines = append(lines, c.line(r, true, x))
		}
	} else {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			lines = append(lines, c.line(r, false, y))
		}
	}
	n, length := len(lines), len(lines[0])
	best := 0.0
	sums := make([]int, length)
	for slant := -n / 8; slant <= n/8; slant++ {
		clear(sums)
		total := 0
		for i, l := range lines {
			shift := slant * (2*i - n) / (2 * n)
			for x := max(0, -shift); x < length && x+shift < length; x++ {
				v := int(l[x+shift])
				sums[x] += v
				total += v
			}
		}
		mean := float64(total) / float64(n*length)
		explained := 0.0
		for _, s := range sums {
			d := float64(s)/float64(n) - mean
			explained += d * d
		}
		best = max(best, explained/float64(length)/max(1e-9, mean*(1-mean)))
	}
	return best
}

// surelyBars reports whether a field that stood out badly has so many bars, and so high, that it can be nothing else.
func (c *canvas) surelyBars(r image.Rectangle, sideways bool) bool {
	m := middle(r)
	if sideways {
		return r.Dx() >= c.in(0.18) && edges(c.line(r, true, m.X)) >= 30
	}
	return r.Dy() >= c.in(0.18) && edges(c.line(r, false, m.Y)) >= 30
}

// stretch lengthens a field of bars over what follows at either end without a quiet zone between.
func (c *canvas) stretch(r image.Rectangle, sideways bool) image.Rectangle {
	quiet, most := c.in(0.08), c.in(0.8)
	inset := r.Dy() / 4
	if sideways {
		inset = r.Dx() / 4
	}
	for _, way := range []int{-1, 1} {
		for gap, n := 0, 0; gap <= quiet && n < most; n++ {
			next, edge := image.Rect(r.Min.X-1, r.Min.Y+inset, r.Min.X, r.Max.Y-inset), &r.Min.X
			switch {
			case !sideways && way > 0:
				next, edge = image.Rect(r.Max.X, r.Min.Y+inset, r.Max.X+1, r.Max.Y-inset), &r.Max.X
			case sideways && way < 0:
				next, edge = image.Rect(r.Min.X+inset, r.Min.Y-1, r.Max.X-inset, r.Min.Y), &r.Min.Y
			case sideways:
				next, edge = image.Rect(r.Min.X+inset, r.Max.Y, r.Max.X-inset, r.Max.Y+1), &r.Max.Y
			}
			if !next.In(c.g.Rect) {
				break
			}
			*edge += way
			if gap++; c.inkShare(next) > 0.7 {
				gap = 0
			}
		}
	}
	return r
}

// barred reports whether a line across a field crosses as many bars as the shortest code has, and no grain.
func barred(line []byte) bool {
	share, e := inkOf(line), edges(line)
	return e >= 18 && 4*e <= 3*len(line) && share >= 0.15 && share <= 0.8
}

// reach follows the bars of a line as far as they go on the way to end, and gives the last line that shows them.
func (c *canvas) reach(wide image.Rectangle, sideways bool, at, end int, mid []byte) int {
	step := 1
	if end < at {
		step = -1
	}
	last, missed := at, 0
	for i := at + step; i != end; i += step {
		shift := 1 + max(i-at, at-i)/8
		if agreement(mid, c.line(wide, sideways, i), shift) >= 0.8 {
			last, missed = i, 0
		} else if missed++; missed > c.in(0.03) {
			break
		}
	}
	return last
}

// line gives the ink along one line across a field.
func (c *canvas) line(wide image.Rectangle, sideways bool, at int) []byte {
	w := c.g.Rect.Dx()
	if !sideways {
		return c.ink[at*w+wide.Min.X : at*w+wide.Max.X]
	}
	out := make([]byte, 0, wide.Dy())
	for y := wide.Min.Y; y < wide.Max.Y; y++ {
		out = append(out, c.ink[y*w+at])
	}
	return out
}

func edges(line []byte) int {
	n := 0
	for i := 1; i < len(line); i++ {
		if line[i] != line[i-1] {
			n++
		}
	}
	return n
}

func inkOf(line []byte) float64 {
	n := 0
	for _, v := range line {
		n += int(v)
	}
	return float64(n) / float64(max(1, len(line)))
}

// agreement is the share of dots that two lines have in common, at the best of small shifts.
func agreement(a, b []byte, shift int) float64 {
	best := 0.0
	for d := -shift; d <= shift; d++ {
		same, n := 0, 0
		for i := max(0, -d); i < len(a) && i+d < len(b); i++ {
			n++
			if a[i] == b[i+d] {
				same++
			}
		}
		if 3*n >= 2*len(a) {
			best = max(best, float64(same)/float64(n))
		}
	}
	return best
}

// trim cuts a rectangle to its ink.
func (c *canvas) trim(r image.Rectangle) image.Rectangle {
	row := func(y int) bool { return c.inkShare(image.Rect(r.Min.X, y, r.Max.X, y+1)) > 0.12 }
	col := func(x int) bool { return c.inkShare(image.Rect(x, r.Min.Y, x+1, r.Max.Y)) > 0.12 }
	for r.Dy() > 4 && !row(r.Min.Y) {
		r.Min.Y++
	}
	for r.Dy() > 4 && !row(r.Max.Y-1) {
		r.Max.Y--
	}
	for r.Dx() > 4 && !col(r.Min.X) {
		r.Min.X++
	}
	for r.Dx() > 4 && !col(r.Max.X-1) {
		r.Max.X--
	}
	return r
}
