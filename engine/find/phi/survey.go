package phi

import (
	"math/bits"
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
)

// survey looks at the text as a whole: what was found where else, whose initials may stand in it, which language it is in.
func (u *units) survey() {
	s := u.s
	for i := range u.all {
		w := &u.all[i]
		u.found[w.exact] |= 1 << w.hit
	}
	u.people, u.asks = s.people(), s.asksInitials()
	for i := range u.all {
		w := &u.all[i]
		if t := &s.toks[w.from]; w.plain && len(t.low) <= 3 && u.people[t.low] && !closedClass[t.low] {
			w.plain = false
		}
	}
	spanish, words := 0, 0
	for i := range s.toks {
		if s.toks[i].kind == wordToken {
			words++
			if s.is(i, "de", "del", "el", "la", "los", "las", "para", "con", "por", "una", "fecha", "nombre", "paciente") {
				spanish++
			}
		}
	}
	u.spanish = spanish*20 > words && spanish > 2
	u.size = bits.Len(uint(words))
}

// throughout says what the text as a whole tells of a unit.
func (u *units) throughout(f *features, i int) {
	s, w := u.s, &u.all[i]
	f.two(text, number(uint32(u.size)), w.class)
	f.two(text+1, yes(u.spanish), w.class)
	f.two(text+2, u.found[w.exact]&^1, join2(w.class, number(w.hit)))
	if first := &u.all[u.cells[u.line[w.line]].first]; first != w {
		f.two(text+3, first.word, w.class)
		f.say(text+4, first.word)
	}
	f.two(text+5, number(u.listedPlace(i)), w.class)
	if h := u.header(w); h >= 0 {
		c := &u.cells[h]
		f.words(text+8, u.back(c.last, c.first), w.class)
		f.two(text+11, u.all[c.last-1].word, w.shape)
	}
	if w.to == w.from+1 && len(s.toks[w.from].text) <= 4 && s.toks[w.from].kind == wordToken {
		u.short(f, i)
	}
}

// listedPlace says which lists of places hold the unit alone, with the one before or with the one behind.
func (u *units) listedPlace(i int) uint8 {
	s := u.s
	w := &u.all[i]
	low := func(w *unit) string { return s.toks[w.from].low }
	if w.to == w.from+1 && s.toks[w.from].kind == digitToken {
		if s.d.lex.ZIP(low(w)) {
			return 1
		}
		return 0
	}
	out := uint8(s.d.lex.Place(strings.TrimSpace(low(w)))) << 1
	if n := u.neighbour(i, 1); n.to > 0 && s.d.lex.Place(low(w)+" "+low(n))&lexicon.City != 0 {
		out |= 1 << 5
	}
	if p := u.neighbour(i, -1); p.to > 0 && s.d.lex.Place(low(p)+" "+low(w))&lexicon.City != 0 {
		out |= 1 << 6
	}
	return out
}

// header gives the cell that heads the column of a unit: the first over it that is words and no identifier; -1 for none.
func (u *units) header(w *unit) int {
	at := *w
	for range 25 {
		c := u.vertical(&at, -1)
		if c < 0 {
			return -1
		}
		if u.heads(&u.cells[c]) {
			return c
		}
		at = unit{line: u.cells[c].line, x0: w.x0, x1: w.x1}
	}
	return -1
}

func (u *units) heads(c *cell) bool {
	if c.last-c.first > 4 {
		return false
	}
	for k := c.first; k < c.last; k++ {
		w := &u.all[k]
		t := &u.s.toks[w.from]
		if w.hit == 0 && t.kind == wordToken && t.class == safeWord && len(t.low) >= 3 && w.to == w.from+1 && u.often[w.word] < 3 {
			return true
		}
	}
	return false
}

// short says of a few letters whether they may be somebody's initials.
func (u *units) short(f *features, i int) {
	s, w := u.s, &u.all[i]
	t := &s.toks[w.from]
	whose := yes(u.people[t.low])
	f.two(text+12, whose, w.class)
	f.two(text+13, whose, join2(w.shape, yes(u.asks)))
	f.two(text+14, whose, join2(number(min(u.often[w.word], 6)), w.shape))
	f.two(text+15, whose, join2(u.neighbour(i, -1).shape, u.neighbour(i, 1).shape))
	f.two(text+16, yes(u.asks), w.class)
	f.two(text+17, yes(s.is(w.to, "=")), whose)
	f.two(text+18, yes(s.is(w.to, "/") || s.is(w.from-1, "/")), whose)
	over, under := u.vertical(w, -1), u.vertical(w, 1)
	same := func(c int) uint32 {
		switch {
		case c < 0:
			return 0
		case u.all[u.cells[c].first].exact == w.exact:
			return 1
		case u.all[u.cells[c].first].shape == w.shape:
			return 2
		}
		return 3
	}
	f.two(text+19, join2(same(over), same(under)), whose)
	f.two(text+20, join2(same(over), same(under)), w.class)
	f.two(text+21, whose, number(u.cells[w.cell].last-u.cells[w.cell].first))
}
