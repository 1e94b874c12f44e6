package synth

import (
	"math"

	"chartproof.org/chartproof/engine/chart"
)

// oval draws the outline of an ellipse, not quite closed where a pen drew it.
func (s *sheet) oval(cx, cy, rx, ry, width float64, col ink, byHand bool) {
	from, to, drift := 0.0, 2*math.Pi, 0.0
	if byHand {
		from = s.rng.Float64() * 2
		to, drift = from+2*math.Pi+.25, .06+.1*s.rng.Float64()
	}
	const steps = 28
	px, py := 0.0, 0.0
	for i := range steps + 1 {
		t := from + (to-from)*float64(i)/steps
		k := 1 + drift*(float64(i)/steps-.5)
		x, y := cx+rx*k*math.Cos(t), cy+ry*k*math.Sin(t)
		if i > 0 {
			s.line(px, py, x, y, width, col)
		}
		px, py = x, y
	}
}

// mark styles: how a form is ticked.
type tickStyle int

const (
	tickCross  tickStyle = iota // a square with a pen's cross
	tickCheck                   // a square with a pen's check mark
	tickX                       // a square with a printed X
	tickFilled                  // a square filled in
	tickBubble                  // a round bubble, filled in
	tickRing                    // no box: the word is circled by pen
	tickBlank                   // a short line with an X above it
	tickType                    // typed brackets, [X] and [ ]
)

// choose draws one thing to tick with its label and gives where the label ends.
func (s *sheet) choose(kind tickStyle, x, y float64, st style, on bool, parts ...any) float64 {
	a := st.size * .78
	pen := ink{25, 30, 90}
	switch kind {
	case tickRing:
		end := s.text(x, y, st, parts...)
		if on {
			s.oval((x+end)/2, y-a*.42, (end-x)/2+4, a*.95, 1, pen, true)
		}
		return end
	case tickType:
		return s.text(x, y, st, append([]any{pick2(on, "[X] ", "[ ] ")}, parts...)...)
	case tickBlank:
		s.line(x, y+1.5, x+a*1.7, y+1.5, .6, ink{})
		if on {
			s.cross(x+a*.45, y-a*.9, a*.9, 1, pen)
		}
		return s.text(x+a*2.1, y, st, parts...)
	case tickBubble:
		s.oval(x+a/2, y-a*.45, a*.5, a*.5, .7, ink{}, false)
		if on {
			s.disc(x+a/2, y-a*.45, a*.4, ink{20, 20, 20}, y+a)
		}
	default:
		s.rect(x, y-a, x+a, y, .7)
		if on {
			s.fillTick(kind, x, y, a, pen)
		}
	}
	return s.text(x+a*1.55, y, st, parts...)
}

func (s *sheet) cross(x, y, a, width float64, col ink) {
	j := func() float64 { return s.rng.NormFloat64() * a * .06 }
	s.line(x+j(), y+j(), x+a+j(), y+a+j(), width, col)
	s.line(x+j(), y+a+j(), x+a+j(), y+j(), width, col)
}

func (s *sheet) fillTick(kind tickStyle, x, y, a float64, pen ink) {
	switch kind {
	case tickCheck:
		s.line(x+a*.1, y-a*.5, x+a*.4, y-a*.05, 1.2, pen)
		s.line(x+a*.4, y-a*.05, x+a*1.15, y-a*1.35, 1.2, pen)
	case tickX:
		s.line(x+a*.15, y-a*.85, x+a*.85, y-a*.15, .9, ink{})
		s.line(x+a*.15, y-a*.15, x+a*.85, y-a*.85, .9, ink{})
	case tickFilled:
		s.bar(x+a*.15, y-a*.85, x+a*.85, y-a*.15, ink{15, 15, 15})
	default:
		s.cross(x-a*.05, y-a*1.05, a*1.1, 1.1, pen)
	}
}

// comb writes a value into n boxes of one letter each; a space leaves a box free, and a longer
// value gets more boxes.
func (s *sheet) comb(x, y, step, high float64, st style, n int, v seg) float64 {
	n = max(n, len([]rune(v.text)))
	s.rectIn(x, y-high, x+float64(n)*step, y, .6, ink{90, 90, 90})
	for i := 1; i < n; i++ {
		s.line(x+float64(i)*step, y-high*.55, x+float64(i)*step, y, .5, ink{90, 90, 90})
	}
	m, f, l := s.mark(v, st), s.book.get(st.font), s.leaf()
	s.lines++
	var word rect
	text := ""
	flush := func() {
		if text != "" {
			l.words = append(l.words, markWord{text: text, box: word, line: s.lines, how: st.how()})
		}
		word, text = rect{}, ""
	}
	for i, r := range []rune(v.text) {
		if r == ' ' {
			flush()
			continue
		}
		c := string(r)
		at := x + (float64(i)+.5)*step - f.width(c, st.size)/2
		l.ops = append(l.ops, op{text: c, font: st.font, size: st.size, x: at, y: y - high*.22, col: st.col})
		box := f.ink(c, st.size, at, y-high*.22)
		word, text = word.union(box), text+c
		if m != nil {
			m.how = st.how()
			m.reach(s.cur, s.lines, box)
		}
	}
	flush()
	return x + float64(n)*step
}

// autograph signs over at most w points: a practised script, the name in a hand, or strokes that nobody can read.
func (s *sheet) autograph(x, y, w float64, name string, whose Whose, field chart.FieldName) {
	pen := pick(s.rng, ink{15, 25, 95}, ink{20, 20, 20}, ink{45, 45, 55}, ink{20, 50, 120})
	var box rect
	switch s.rng.IntN(4) {
	case 0:
		box = s.script(x, y, w, name, pick(s.rng, script, hand1, hand2, hand4, hand9), pen)
	case 1:
		box = s.initials(x, y, w, name, pen)
	default:
		box = s.scrawl(x, y, w, len(name), pen)
	}
	s.region(chart.Signature, whose, field, box)
}

// script writes the name in a signing hand and underlines it once in a while.
func (s *sheet) script(x, y, w float64, name string, f face, pen ink) rect {
	ff, size := s.book.get(f), (18+s.rng.Float64()*5)*pick2f(f == hand2, .75, 1)
	if n := ff.width(name, size); n > w {
		size *= w / n
	}
	angle := -1 + s.rng.Float64()*6
	s.leaf().ops = append(s.leaf().ops, op{text: name, font: f, size: size, x: x, y: y, angle: angle, col: pen})
	box := turn(ff.ink(name, size, x, y), x, y, angle)
	if s.coin(.4) {
		n := ff.width(name, size)
		s.line(x+n*.3, y+4, x+n*.95, y+1, .9, pen)
		box = box.add(x+n*.3, y+4).add(x+n*.95, y+1)
	}
	return box
}

// initials writes two letters and lets the pen run out.
func (s *sheet) initials(x, y, w float64, name string, pen ink) rect {
	letters := ""
	for i, c := range name {
		if i == 0 || name[i-1] == ' ' {
			letters += string(c)
		}
	}
	box := s.script(x, y, w*.5, letters, pick(s.rng, script, hand1, hand4), pen)
	px, py := box.x1-2, y-3.0
	for i := range 12 {
		nx, ny := px+w*.03, y-3+math.Sin(float64(i)*1.7)*3/(1+float64(i)*.25)
		s.line(px, py, nx, ny, .9, pen)
		px, py = nx, ny
		box = box.add(px, py)
	}
	return box
}

// scrawl draws a capital's loop, a row of humps that flatten, and a tail.
func (s *sheet) scrawl(x, y, w float64, letters int, pen ink) rect {
	h := 11 + s.rng.Float64()*12
	w = math.Min(w, (45+float64(letters)*4)*(.8+.5*s.rng.Float64()))
	slant, humps := s.rng.Float64()*.7, 2+s.rng.IntN(7)
	lead, turnsBy, wide := -1.5+s.rng.Float64()*1.2, 3.5+s.rng.Float64()*5, .06+.1*s.rng.Float64()
	var box rect
	px, py, pen1 := x, y, .7+s.rng.Float64()*.5
	to := func(u, v float64) { // u along the line, v above it
		nx, ny := x+u+v*slant, y-v
		if !box.empty() {
			s.line(px, py, nx, ny, pen1, pen)
		}
		px, py = nx, ny
		box = box.add(nx, ny)
	}
	curve := func(n int, f func(t float64) (float64, float64)) {
		for i := range n + 1 {
			to(f(float64(i) / float64(n)))
		}
	}
	curve(22, func(t float64) (float64, float64) {
		a := lead + t*turnsBy
		return w*.1 + w*wide*math.Cos(a) + t*w*.08, h*.55 + h*.6*math.Sin(a)
	})
	phase, step := s.rng.Float64(), w*.62/float64(humps)
	for k := range humps {
		tall := h * (.12 + .55*s.rng.Float64()*s.rng.Float64()) * (1 - .5*float64(k)/float64(humps))
		if s.rng.IntN(4) == 0 { // a letter with a tall stem
			tall = h * (.8 + .3*s.rng.Float64())
		}
		curve(9, func(t float64) (float64, float64) {
			return w*.2 + step*(float64(k)+t) - step*.25*math.Sin(2*math.Pi*t+phase), tall * math.Pow(math.Sin(math.Pi*t), 2)
		})
	}
	drop := h * (s.rng.Float64() - .35)
	curve(8, func(t float64) (float64, float64) { return w*.82 + t*w*.18, -drop * math.Sin(2.6*t) })
	return box
}
