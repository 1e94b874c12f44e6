package synth

import (
	"math"
	"math/rand/v2"

	"chartproof.org/chartproof/engine/chart"
)

func sind(a float64) float64 { return math.Sin(a * math.Pi / 180) }
func cosd(a float64) float64 { return math.Cos(a * math.Pi / 180) }

// turn gives the upright box around r after it was turned anticlockwise about x, y.
func turn(r rect, x, y, angle float64) rect {
	if angle == 0 || r.empty() {
		return r
	}
	var out rect
	for _, p := range [4]xy{{r.x0, r.y0}, {r.x1, r.y0}, {r.x0, r.y1}, {r.x1, r.y1}} {
		dx, dy := p.x-x, p.y-y
		out = out.add(x+dx*cosd(angle)+dy*sind(angle), y-dx*sind(angle)+dy*cosd(angle))
	}
	return out
}

// line, bar and frame box are ink without meaning.
func (s *sheet) line(x0, y0, x1, y1, width float64, col ink) {
	s.leaf().ops = append(s.leaf().ops, op{stroke: true, x: x0, y: y0, x1: x1, y1: y1, size: width, col: col})
}

func (s *sheet) rule(y, width float64) { s.line(s.left, y, s.right, y, width, ink{}) }

func (s *sheet) bar(x0, y0, x1, y1 float64, col ink) {
	s.leaf().ops = append(s.leaf().ops, op{x: x0, y: y0, x1: x1, y1: y1, col: col})
}

func (s *sheet) rect(x0, y0, x1, y1, width float64) { s.rectIn(x0, y0, x1, y1, width, ink{}) }

func (s *sheet) rectIn(x0, y0, x1, y1, width float64, col ink) {
	h := width / 2
	s.line(x0-h, y0, x1+h, y0, width, col)
	s.line(x0-h, y1, x1+h, y1, width, col)
	s.line(x0, y0, x0, y1, width, col)
	s.line(x1, y0, x1, y1, width, col)
}

// dots is a dotted leader.
func (s *sheet) dots(x0, x1, y float64) {
	for x := x0; x < x1; x += 3 {
		s.bar(x, y-.35, x+.7, y+.35, ink{60, 60, 60})
	}
}

// check draws a box to tick and its label; it gives where the label ends.
func (s *sheet) check(x, y float64, st style, ticked bool, parts ...any) float64 {
	a := st.size * .8
	s.rect(x, y-a, x+a, y, .7)
	s.leaf().ticks = append(s.leaf().ticks, tickMark{rect{x, y - a, x + a, y, true}, ticked})
	if ticked {
		pen := ink{20, 20, 60}
		s.line(x+.1*a, y-.9*a, x+.95*a, y-.05*a, 1.1, pen)
		s.line(x+.05*a, y-.1*a, x+a, y-a*1.05, 1.1, pen)
	}
	return s.text(x+a*1.5, y, st, parts...)
}

// region marks a piece of the page that is an identifier without being text.
func (s *sheet) region(kind chart.Kind, whose Whose, field chart.FieldName, r rect) {
	v := seg{kind: kind, whose: whose, field: field}
	if field == chart.SignaturePresent {
		v.text, v.norm = "yes", "yes"
	}
	s.regionOf(v, r)
}

// regionOf marks a region with what it says to a machine, a bar code's payload.
func (s *sheet) regionOf(v seg, r rect) {
	s.lines++
	m := &mark{seg: v, how: Hand}
	m.reach(s.cur, s.lines, r)
	s.marks = append(s.marks, m)
}

// barcode is the usual code of a patient's documents, Code 128.
func (s *sheet) barcode(x, y, w, h float64, payload string) {
	s.symbol(code128, x, y, w, h, payload)
}

// photo pastes a portrait in a frame.
func (s *sheet) photo(x, y, w, h float64) {
	m := portrait(rand.New(rand.NewPCG(s.rng.Uint64(), 1)), int(w*1.4), int(h*1.4), s.patient.female)
	s.leaf().ops = append(s.leaf().ops, op{img: m, x: x, y: y, x1: x + w, y1: y + h})
	s.rect(x, y, x+w, y+h, .6)
	s.region(chart.FacePhoto, Patient, "", rect{x, y, x + w, y + h, true})
}

// disc is a filled circle in thin slices, cut below floor. It paints over what lies beneath.
func (s *sheet) disc(cx, cy, r float64, col ink, floor float64) {
	for y := cy - r; y < math.Min(cy+r, floor); y += .5 {
		half := math.Sqrt(math.Max(0, r*r-(y-cy)*(y-cy)))
		s.leaf().ops = append(s.leaf().ops, op{x: cx - half, y: y, x1: cx + half, y1: math.Min(y+.55, floor), col: col, cover: true})
	}
}

// sign signs over the usual room; cards have less. No reader is asked for its words.
func (s *sheet) sign(x, y float64, name string, whose Whose, field chart.FieldName) {
	s.autograph(x, y, pick2f(s.typ == chart.IDCard, 118, 165), name, whose, field)
}

// stamp strikes a framed word over the page at an angle.
func (s *sheet) stamp(cx, cy float64, angle float64, col ink, lines ...[]any) {
	st := style{font: condBold, size: 15, col: col, angle: angle, stamp: true, upper: true}
	wide := 0.0
	for i, l := range lines {
		if i > 0 {
			st.size = 10
		}
		wide = math.Max(wide, s.width(st, l...))
	}
	h := 20.0 + 13*float64(len(lines)-1)
	corner := func(dx, dy float64) xy {
		return xy{cx + dx*cosd(angle) + dy*sind(angle), cy - dx*sind(angle) + dy*cosd(angle)}
	}
	c := [4]xy{corner(-wide/2-7, -h/2-3), corner(wide/2+7, -h/2-3), corner(wide/2+7, h/2+3), corner(-wide/2-7, h/2+3)}
	for i := range c {
		n := c[(i+1)%4]
		s.line(c[i].x, c[i].y, n.x, n.y, 1.6, col)
	}
	dy := -h/2 + 15
	for i, l := range lines {
		st.size = 15
		if i > 0 {
			st.size = 10
		}
		p := corner(-s.width(st, l...)/2, dy)
		s.slanted(p, st, l)
		dy += 13
	}
}

// slanted draws a line of words along an angle.
func (s *sheet) slanted(p xy, st style, parts []any) {
	s.lines++
	for i, t := range s.tokens(st, parts) {
		if i > 0 {
			d := s.space(st)
			p.x, p.y = p.x+d*cosd(st.angle), p.y-d*sind(st.angle)
		}
		s.word(p.x, p.y, st, t)
		d := s.tokenWidth(st, t)
		p.x, p.y = p.x+d*cosd(st.angle), p.y-d*sind(st.angle)
	}
}
