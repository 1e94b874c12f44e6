package phi

import (
	"chartproof.org/chartproof/engine/chart"
)

// unit is one word as the tagger sees it: what is printed without a space, less the marks at its ends, parted at colons, brackets
// and the like.
type unit struct {
	from, to int // tokens
	line     int
	cell     int // in units.cells
	x0, x1   float64
	word     uint32 // hash of its letters, digits as 0
	shape    uint32
	class    uint32 // what the lists say of it
	hit      uint8  // the kind that a layer before took it for, by number
	layer    uint32 // that kind, its tier and its layer
	colon    bool   // a colon stands behind it
	exact    uint32 // hash of all that is printed, digits too
	plain    bool   // an ordinary word in small letters: looked at by others only
}

// cell is a run of units of one line without a wide gap.
type cell struct {
	line, first, last int // units first..last-1
	x0, x1            float64
}

// units is a text laid out for the tagger.
type units struct {
	s        *scan
	all      []unit
	cells    []cell
	line     []int    // the first cell of each line, and one behind the last
	kinds    []uint32 // the kinds that the layers before found on each line, one bit each
	headings []int    // the line of the heading over each line, -1 for none
	often    map[uint32]int
	found    map[uint32]uint32 // of what is printed, digits too: the kinds that it was taken for, one bit each, anywhere in the text
	people   map[string]bool   // initials of the names found
	asks     bool              // the text asks for initials
	spanish  bool
	size     int // how long the text is: the bits of the number of its words
}

// layOut parts a scan into units. The layers before have been run.
func (s *scan) layOut() *units {
	u := &units{s: s, all: make([]unit, 0, len(s.toks)), often: map[uint32]int{}, found: map[uint32]uint32{}}
	marks := s.marks()
	heading := -1
	for n, l := range s.lines {
		u.line = append(u.line, len(u.cells))
		kinds, first := uint32(0), len(u.all)
		for i := l.first; i < l.last; {
			j := s.wordEnd(i, l.last)
			a, b := s.trimChunk(i, j)
			if a < b {
				u.add(a, b, n, marks)
				kinds |= 1 << u.all[len(u.all)-1].hit
			}
			i = j
		}
		u.kinds = append(u.kinds, kinds)
		u.headings = append(u.headings, heading)
		if u.isHeading(l, first) {
			heading = n
		}
	}
	u.line = append(u.line, len(u.cells))
	u.survey()
	return u
}

// isHeading reports whether the units from first on, all of a line, are a heading.
func (u *units) isHeading(l lineCase, first int) bool {
	n := len(u.all) - first
	if n == 0 || n > 5 || !l.title && !l.upper || u.all[first].cell != len(u.cells)-1 {
		return false
	}
	for _, w := range u.all[first:] {
		if w.hit != 0 || u.s.hasDigit(w.from) {
			return false
		}
	}
	return true
}

// wordEnd gives the end of the unit that starts at token i: marks that part words stand alone.
func (s *scan) wordEnd(i, limit int) int {
	j := i + 1
	if s.parts(i) {
		return j
	}
	for j < limit && s.toks[j].gap == gapNone && !s.parts(j) {
		j++
	}
	return j
}

// parts reports whether token i is a mark that stands between words; a comma inside a number is a part of it.
func (s *scan) parts(i int) bool {
	t := &s.toks[i]
	if t.kind != punctToken {
		return false
	}
	switch t.text[0] {
	case ':', ';', '=', '(', ')', '[', ']', '|', '"', '_', '<', '>':
		return true
	case ',':
		return i == 0 || i+1 >= len(s.toks) || s.toks[i-1].kind != digitToken || s.toks[i+1].kind != digitToken || s.toks[i+1].gap > gapNone
	}
	return false
}

// add appends the unit of the tokens a..b-1.
func (u *units) add(a, b, line int, marks []mark) {
	s := u.s
	t := &s.toks[a]
	w := unit{from: a, to: b, line: line, shape: s.shapeHash(a, b), class: s.gradesOf(a, b), colon: s.is(b, ":"), plain: b == a+1 && t.kind == wordToken && t.shape == lowerShape && t.class == safeWord && !s.free}
	w.word = wordHash(s.low[t.start:s.toks[b-1].end])
	w.exact = fnv(string(s.low[t.start:s.toks[b-1].end]))
	w.x0, w.x1 = s.extent(a, b)
	for k := a; k < b; k++ {
		if m := marks[k]; m.kind != 0 {
			w.hit, w.layer = m.kind, m.layer
			break
		}
	}
	n := len(u.cells)
	if n == 0 || u.cells[n-1].line != line || u.gapBefore(a) >= gapWide {
		u.cells = append(u.cells, cell{line: line, first: len(u.all), last: len(u.all), x0: w.x0, x1: w.x1})
		n++
	}
	c := &u.cells[n-1]
	w.cell = n - 1
	c.last++
	c.x1 = w.x1
	u.often[w.word]++
	u.all = append(u.all, w)
}

// gapBefore gives the widest gap between token a and the unit before it.
func (u *units) gapBefore(a int) uint8 {
	gap := u.s.toks[a].gap
	for k := a - 1; k >= 0 && k >= u.all[len(u.all)-1].to; k-- {
		gap = max(gap, u.s.toks[k].gap)
	}
	return gap
}

// extent gives where the tokens a..b-1 stand in their line: on a page by their boxes, else by columns of characters.
func (s *scan) extent(a, b int) (float64, float64) {
	if s.place != nil {
		return s.place(a, b)
	}
	start := s.toks[a].start
	line := start
	for line > 0 && s.ascii[line-1] != '\n' {
		line--
	}
	return float64(12 * (start - line)), float64(12 * (s.toks[b-1].end - line))
}

// mark says of a token what the layers before took it for.
type mark struct {
	kind  uint8
	layer uint32
}

// kindNumber numbers the kinds of identifier from 1.
func kindNumber(k chart.Kind) uint8 {
	switch k {
	case chart.Name:
		return 1
	case chart.Geographic:
		return 2
	case chart.Date:
		return 3
	case chart.PhoneNumber, chart.Fax:
		return 4
	case chart.EmailAddress, chart.URL, chart.IPAddress:
		return 5
	case chart.OtherID:
		return 6
	case chart.AgeOver89:
		return 7
	}
	return 8
}

// marks gives what the hits so far say of each token; the surer keeps it.
func (s *scan) marks() []mark {
	out := make([]mark, len(s.toks)+1)
	ranks := make([]int, len(s.toks)+1)
	for _, h := range s.hits {
		r := rank(h)
		m := mark{kindNumber(h.kind), join3(fnv(string(h.kind)), fnv(string(h.tier)), fnv(h.layer))}
		for i := s.tokenAt(h.start); i < len(s.toks) && s.toks[i].start < h.end; i++ {
			if out[i].kind == 0 || r > ranks[i] {
				out[i], ranks[i] = m, r
			}
		}
	}
	return out
}
