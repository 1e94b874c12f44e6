package phi

// What the tagger is told of a word. Features are hashes; each template has its number, so that the same word beside and over another
// are two things.

// features collects the hashes of what is true of a unit.
type features struct{ at []uint32 }

func (f *features) say(template, a uint32)    { f.at = append(f.at, join2(template, a)) }
func (f *features) two(template, a, b uint32) { f.at = append(f.at, join3(template, a, b)) }
func join2(a, b uint32) uint32                { return stir(stir(a*0x9e3779b1) ^ b) }
func join3(a, b, c uint32) uint32             { return stir(join2(a, b) ^ c) }
func stir(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}
func number[T int | uint8 | uint32](n T) uint32 { return uint32(n) + 0x51ed }

func yes(b bool) uint32 {
	if b {
		return 0x5bd1
	}
	return 0x1b56
}

// wordHash is the hash of a word's letters, its digits as zeros.
func wordHash(low []byte) uint32 {
	h := uint32(2166136261)
	for _, b := range low {
		switch {
		case isDigit(b):
			b = '0'
		case !isLetter(b):
			continue
		}
		h = (h ^ uint32(b)) * 16777619
	}
	return h
}

// shapeHash writes the tokens as runs: A for capitals, a for small letters, 0 for each digit up to four, marks as they are.
func (s *scan) shapeHash(a, b int) uint32 {
	h, last, run := uint32(2166136261), byte(0), 0
	for _, c := range s.ascii[s.toks[a].start:s.toks[b-1].end] {
		switch {
		case isDigit(c):
			c = '0'
		case isUpper(c):
			c = 'A'
		case isLetter(c):
			c = 'a'
		}
		if c == last {
			if run++; c != '0' && run > 1 || run > 4 {
				continue
			}
		} else {
			run = 1
		}
		last = c
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// gradesOf is what the lists say of the first word of a unit.
func (s *scan) gradesOf(a, b int) uint32 {
	t := &s.toks[a]
	if t.kind != wordToken {
		return join2(77, number(uint8(t.kind)))
	}
	e := t.entry
	grades := uint32(e.Surname) | uint32(e.Given)<<3 | uint32(min(e.Word, 4))<<6 | uint32(t.class)<<9
	if e.Clinical {
		grades |= 1 << 12
	}
	if b > a+1 {
		grades |= 1 << 13
	}
	return grades
}

// The templates, in the order of describe.
const (
	own = 16 * iota
	near
	side
	labelled
	column
	whole
	heading
	part
	text
)

// describe gives the features of unit i.
func (u *units) describe(i int, room []uint32) []uint32 {
	f := &features{room[:0]}
	w := &u.all[i]
	u.itself(f, w)
	u.beside(f, i)
	u.label(f, i)
	u.stacked(f, w)
	u.around(f, w)
	u.throughout(f, i)
	return f.at
}

// itself says what a unit looks like.
func (u *units) itself(f *features, w *unit) {
	s := u.s
	first := &s.toks[w.from]
	f.say(own, 0)
	f.say(own+1, w.word)
	f.say(own+2, w.shape)
	f.say(own+3, w.class)
	f.two(own+4, w.class, w.shape)
	f.say(own+5, w.layer)
	f.two(own+6, w.layer, w.class)
	f.two(own+7, w.layer, w.shape)
	low := s.low[first.start:s.toks[w.to-1].end]
	if n := len(low); n > 3 {
		f.say(own+8, fnv(string(low[:3])))
		f.say(own+9, fnv(string(low[n-3:])))
		f.say(own+10, fnv(string(low[n-2:])))
	}
	line := s.lines[w.line]
	f.two(own+11, yes(line.upper), yes(s.upper))
	f.two(own+12, yes(line.title), w.class)
	f.two(own+13, yes(s.free || s.upper), w.class)
	f.say(own+14, number(min(u.often[w.word], 4)))
	f.two(own+15, number(min(len(low), 14)), yes(s.hasDigit(w.from)))
}

// neighbour gives the unit at a distance on the line, or nothing.
func (u *units) neighbour(i, d int) *unit {
	if k := i + d; k >= 0 && k < len(u.all) && u.all[k].line == u.all[i].line {
		return &u.all[k]
	}
	return &unit{word: 1, shape: 1, class: 1 << 20}
}

// beside says what stands before and behind on the line.
func (u *units) beside(f *features, i int) {
	w := &u.all[i]
	for _, d := range [...]int{-3, -2, -1, 1, 2, 3} {
		n := u.neighbour(i, d)
		t := near + uint32(d+3)
		f.two(t, n.word, yes(n.cell == w.cell))
		f.two(t+160, number(n.hit), n.class)
	}
	b, a := u.neighbour(i, -1), u.neighbour(i, 1)
	f.two(side, b.word, w.class)
	f.two(side+1, a.word, w.class)
	f.two(side+2, b.class, join2(w.class, a.class))
	f.two(side+3, number(b.hit), join2(number(a.hit), w.class))
	f.two(side+4, b.shape, w.shape)
	f.two(side+5, a.shape, w.shape)
	f.two(side+6, b.word, u.neighbour(i, -2).word)
	f.two(side+7, a.word, u.neighbour(i, 2).word)
	f.two(side+8, b.layer, w.class)
	f.two(side+9, a.layer, w.class)
	f.two(side+10, b.word, w.shape)
	f.two(side+11, b.shape, join2(w.shape, a.shape))
}

// label says the words before the last colon on the left, or those of the cell before.
func (u *units) label(f *features, i int) {
	w := &u.all[i]
	c := &u.cells[w.cell]
	f.say(labelled, number(min(i-c.first, 5)))
	f.two(labelled+1, yes(i == c.first), yes(i == c.last-1))
	at := i - 1
	for at >= c.first && !u.all[at].colon {
		at--
	}
	switch {
	case at >= c.first:
		f.words(labelled+2, u.back(at+1, c.first), w.class)
		f.two(labelled+10, u.all[at].word, number(min(i-at, 4)))
	case w.cell > 0 && u.cells[w.cell-1].line == w.line:
		before := &u.cells[w.cell-1]
		f.words(labelled+5, u.back(before.last, before.first), w.class)
	default:
		f.say(labelled+8, 0)
	}
	f.two(labelled+9, u.all[c.first].word, w.class)
}

// back gives up to four units before unit to, the nearest first; none before unit from.
func (u *units) back(to, from int) []uint32 {
	var out []uint32
	for k := to - 1; k >= from && len(out) < 4; k-- {
		out = append(out, u.all[k].word)
	}
	return out
}

// words says some words of a neighbour, each, with what the unit is, and the first two together.
func (f *features) words(template uint32, ws []uint32, class uint32) {
	for n, w := range ws {
		f.say(template, w)
		if n < 2 {
			f.two(template+1, w, class)
		}
	}
	if len(ws) > 1 {
		f.two(template+2, ws[0], ws[1])
	}
}

// stacked says what stands over and under the unit in its column.
func (u *units) stacked(f *features, w *unit) {
	over := u.vertical(w, -1)
	u.cellAt(f, column, over, w)
	if over >= 0 {
		c := &u.cells[over]
		u.cellAt(f, column+5, u.vertical(&unit{line: c.line, x0: w.x0, x1: w.x1}, -1), w)
	} else {
		f.say(column+4, 0)
	}
	u.cellAt(f, column+10, u.vertical(w, 1), w)
}

func (u *units) cellAt(f *features, template uint32, at int, w *unit) {
	if at < 0 {
		f.say(template+3, 0)
		return
	}
	c := &u.cells[at]
	kinds := uint32(0)
	ws := make([]uint32, 0, 4)
	for k := c.first; k < c.last; k++ {
		kinds |= 1 << u.all[k].hit
		if len(ws) < 4 {
			ws = append(ws, u.all[k].word)
		}
	}
	f.words(template, ws, w.class)
	f.two(template+3, kinds, w.class)
}

// vertical gives the cell over (-1) or under (1) a unit within three lines, -1 where there is none.
func (u *units) vertical(w *unit, dir int) int {
	for n, l := 0, w.line+dir; n < 3 && l >= 0 && l < len(u.s.lines); n, l = n+1, l+dir {
		for c := u.line[l]; c < u.line[l+1]; c++ {
			if u.cells[c].x0 < w.x1 && u.cells[c].x1 > w.x0 {
				return c
			}
		}
	}
	return -1
}

// around says what is found on the line and next to it, under which heading it stands and where on the page.
func (u *units) around(f *features, w *unit) {
	kinds := func(line int) uint32 {
		if line < 0 || line >= len(u.kinds) {
			return 0
		}
		return u.kinds[line] &^ 1
	}
	f.two(whole, kinds(w.line), w.class)
	f.two(whole+1, kinds(w.line-1), w.class)
	f.two(whole+2, kinds(w.line+1), w.class)
	f.two(whole+3, kinds(w.line-1), kinds(w.line+1))
	cells := u.line[w.line+1] - u.line[w.line]
	f.two(whole+4, number(min(cells, 5)), number(min(w.cell-u.line[w.line], 4)))
	if h := u.headings[w.line]; h >= 0 {
		c := &u.cells[u.line[h]]
		f.words(heading, u.back(c.last, c.first), w.class)
	}
	n := len(u.s.lines)
	f.two(part, number(min(w.line, 6)), w.class)
	f.two(part+1, number(min(n-1-w.line, 4)), w.class)
	f.two(part+2, number(min(3, 4*w.line/max(1, n))), number(uint32(w.x0/250)))
}
