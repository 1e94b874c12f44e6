package phi

import "chartproof.org/chartproof/engine/chart"

// findInitials marks the initials of who is named in the text, where staff put them: in grids of doses and checks, behind a time,
// under what was dictated, behind a role; and those that a key explains, wherever they stand.
func (s *scan) findInitials() {
	people := s.people()
	keyed := s.keyedInitials()
	found := map[string]bool{}
	for i := range s.toks {
		switch {
		case s.toks[i].taken || !s.mayBeInitials(i):
		case keyed[s.toks[i].text] && s.standsApart(i):
			s.addInitials(i, chart.Likely, found)
		case s.pairOfInitials(i, people):
			s.addInitials(i, chart.Likely, found)
			s.addInitials(i+2, chart.Likely, found)
		case people[s.toks[i].low] && s.initialsHere(i):
			s.addInitials(i, chart.Check, found)
		case s.initialsOfRole(i, people):
			s.addInitials(i, chart.Check, found)
		}
	}
	for i := range s.toks {
		if t := &s.toks[i]; !t.taken && found[t.text] && s.mayBeInitials(i) && (s.initialsHere(i) || s.is(i+1, "/") || s.is(i-1, "/")) {
			s.addInitials(i, chart.Check, found)
		}
	}
}

// findUsers marks the names that people log in by, "Printed by bvang", "User: ERCLK3": no word, at the end of its cell.
func (s *scan) findUsers() {
	for i := range s.toks {
		if !s.is(i, "by", "user", "userid", "login", "logon", "username", "operator", "opr", "clerk") {
			continue
		}
		j := i + 1
		for s.is(j, ":", ".", "=", "id", "name") && s.tok(j).gap <= gapSpace {
			j++
		}
		t := s.tok(j)
		if t.taken || s.tok(j).gap > gapWide || t.kind != wordToken && t.kind != mixedToken || len(t.low) < 4 || isDigit(t.text[0]) || t.entry.Known() {
			continue
		}
		end := s.chunk(j)
		if t.kind == wordToken && t.class == safeWord || j == i+1 && !s.is(i, "by", "opr") || s.tok(end).gap < gapWide && s.tok(end).kind == wordToken || countDigits(t.text)*2 > len(t.text) {
			continue
		}
		a, b := s.trimChunk(j, end)
		s.addTokens(a, b, chart.Name, chart.Check, layerName)
	}
}

func (s *scan) addInitials(i int, tier chart.Tier, found map[string]bool) {
	found[s.toks[i].text] = true
	s.addTokens(i, i+1, chart.Name, tier, layerName)
}

// people gives the initials of the names found so far, as they may be written.
func (s *scan) people() map[string]bool {
	k := newKnown()
	for _, h := range s.hits {
		if h.kind == chart.Name && !h.facility {
			k.learnInitials(s.initialsOf(s.tokenAt(h.start), h.end), chart.Certain)
		}
	}
	return k.initials
}

// initialsOf gives the first letters of the parts of a name from token i up to a code point.
func (s *scan) initialsOf(i, end int) []byte {
	var out []byte
	for ; i < len(s.toks) && s.toks[i].start < end; i++ {
		t := &s.toks[i]
		if t.kind == wordToken && s.titleAt(i) == 0 && !particles[t.low] && !nameSuffixes[t.low] && !credentials[t.low] && !notNames[t.low] {
			out = append(out, t.low[0])
		}
	}
	return out
}

// mayBeInitials reports whether token i is two or three letters of one case that stand for themselves.
func (s *scan) mayBeInitials(i int) bool {
	t := s.tok(i)
	if t.kind != wordToken || len(t.text) < 2 || len(t.text) > 3 || t.shape != upperShape && t.shape != lowerShape || closedClass[t.low] {
		return false
	}
	return t.gap != gapNone && !s.is(i-1, "-") || i == 0 || s.is(i-1, "/", ":", "(", "=", "|", ";")
}

// keyedInitials reads keys, "cj = Chantal Joseph", "JB: J. Barnes RN": letters with a mark behind and the name that they begin.
func (s *scan) keyedInitials() map[string]bool {
	out := map[string]bool{}
	for i := range s.toks {
		if !s.mayBeInitials(i) || !s.is(i+1, "=", "-", ":") || !s.near(i+2) {
			continue
		}
		var got []byte
		for j := i + 2; j < i+9 && s.near(j) && len(got) < 3; j++ {
			t := s.tok(j)
			if t.kind != wordToken || t.shape == lowerShape && !s.free {
				if t.kind == punctToken && s.is(j, ".", "'") {
					continue
				}
				break
			}
			got = append(got, t.low[0])
			low := s.toks[i].low
			if string(got) == low || len(got) == 3 && len(low) == 2 && got[0] == low[0] && got[2] == low[1] {
				out[s.toks[i].text] = true
			}
		}
	}
	return out
}

// standsApart reports whether no mark ties token i to what stands beside it.
func (s *scan) standsApart(i int) bool {
	next := s.tok(i + 1)
	return next.kind != punctToken || next.gap != gapNone || s.is(i+1, ".", ",", "=", ":", "/", ")", ";")
}

// initialsHere reports whether staff put their initials where token i stands: alone in a cell, behind a time, at the end of what
// was written down.
func (s *scan) initialsHere(i int) bool {
	t, prev := &s.toks[i], s.tok(i-1)
	if t.entry.Clinical && t.shape == lowerShape || credentials[t.low] && s.nameNext(i, -1) {
		return false
	}
	switch {
	case s.cellOfInitials(i):
		return true
	case s.tok(i+1).gap < gapWide:
		return false
	case t.gap >= gapWide:
		return true
	}
	return prev.kind == digitToken || prev.kind == mixedToken || s.is(i-1, ".", "/", ")") || prev.taken && !prev.name
}

// cellOfInitials reports whether token i stands in a run of at least three short words, as in a row of a grid of checks.
func (s *scan) cellOfInitials(i int) bool {
	from, to := i, i+1
	for from > 0 && s.toks[from].gap < gapLine && s.shortMark(from-1) {
		from--
	}
	for to < len(s.toks) && s.toks[to].gap < gapLine && s.shortMark(to) {
		to++
	}
	return to-from >= 3 && s.tok(to).gap >= gapWide
}

func (s *scan) shortMark(i int) bool {
	t := &s.toks[i]
	return t.kind == wordToken && len(t.text) <= 3 && t.shape == upperShape && !closedClass[t.low] || s.is(i, "/", "-")
}

// pairOfInitials reads "JB / MT", two who checked, and "RTM/dlw", who dictated and who wrote; all of a cell.
func (s *scan) pairOfInitials(i int, people map[string]bool) bool {
	a, b := s.tok(i), s.tok(i+2)
	if a.gap < gapWide || !s.is(i+1, "/", ":") || s.tok(i+1).gap > gapSpace || b.gap > gapSpace || s.tok(i+3).gap < gapWide || b.taken || b.kind != wordToken || len(b.text) < 2 || len(b.text) > 3 {
		return false
	}
	if people[a.low] || people[b.low] && s.is(i+1, "/") {
		return true
	}
	return a.shape == upperShape && b.shape == lowerShape && s.tok(i+1).gap == gapNone && b.gap == gapNone && a.class != safeWord && b.class != safeWord
}

// initialsOfRole reports whether who puts initials stands before token i: "tech: bh", "RPH DMG", "Entered by: smk".
func (s *scan) initialsOfRole(i int, people map[string]bool) bool {
	t := &s.toks[i]
	j, colon := i-1, false
	for s.is(j, ":", ".") && j > 0 {
		colon, j = colon || s.is(j, ":"), j-1
	}
	if !colon && t.gap > gapWide || !s.is(j, "tech", "rph", "opr", "operator", "clerk", "cytotech", "phlebotomist", "phleb", "initials", "initial", "init", "inits", "cashier",
		"reader", "checked", "counseled", "by", "csr", "rep") || !s.near(j+1) && !colon {
		return false
	}
	if credentials[t.low] || s.tok(i+1).gap < gapWide && !s.is(i+1, ")", ",", ".", ";") && s.tok(i+1).kind != digitToken {
		return false
	}
	if t.shape == lowerShape && s.is(j, "by") && !colon && !people[t.low] {
		return false
	}
	return people[t.low] || t.class != safeWord || colon && !t.entry.Clinical && t.shape == upperShape
}
