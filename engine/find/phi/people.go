package phi

import "chartproof.org/chartproof/engine/chart"

// findPeople marks names by their build alone, where at least one part is in a list: a given name, an initial and a
// surname; a surname and a given name that only a comma parts; an initial with its point and a surname.
func (s *scan) findPeople() {
	for i := range s.toks {
		if s.toks[i].taken || s.toks[i].kind != wordToken {
			continue
		}
		for _, build := range []func(*scan, int) int{(*scan).middleInitial, (*scan).tightComma, (*scan).initialFirst} {
			if end := build(s, i); end > i {
				s.addTokens(i, end, chart.Name, chart.Likely, layerName)
				break
			}
		}
	}
}

// middleInitial reads "Hope X. Church", "ART B CHURCH"; it gives the end, i for none.
func (s *scan) middleInitial(i int) int {
	a, m := s.tok(i), s.tok(i+1)
	if !s.near(i+1) || len(m.text) != 1 || m.kind != wordToken || len(a.low) < 2 {
		return i
	}
	k := i + 2
	dot := s.is(k, ".") && s.tok(k).gap == gapNone
	if dot {
		k++
	}
	b := s.tok(k)
	if !s.near(k) || b.kind != wordToken || len(b.low) < 2 || b.taken || !s.sameCase(a, b) || a.shape == lowerShape && !dot && !s.oddPair(a, b) {
		return i
	}
	if m.low == "i" && !dot || a.entry.Clinical || b.entry.Clinical || closedClass[a.low] || closedClass[b.low] || s.titleAt(i) > 0 || notNames[a.low] || notNames[b.low] {
		return i
	}
	given, surname := a.entry.Given > 0 || a.class == nameWord || a.class == unknownWord, b.entry.Surname > 0 || b.class == nameWord || b.class == unknownWord
	if !given || !surname || a.class == unknownWord && b.class == unknownWord || a.shape == upperShape && !dot && a.entry.Given == 0 {
		return i
	}
	return k + 1
}

// oddPair reports whether one of two words is a name or in no list, and the other may be one.
func (s *scan) oddPair(a, b *token) bool {
	odd := func(t *token) bool { return (t.class == nameWord || t.class == unknownWord) && len(t.low) >= 3 }
	return odd(a) && b.class != safeWord || odd(b) && a.class != safeWord
}

// sameCase reports whether two words are written as parts of one name.
func (s *scan) sameCase(a, b *token) bool {
	switch a.shape {
	case capShape:
		return b.shape == capShape || b.shape == oddShape
	case lowerShape:
		return s.free && b.shape == lowerShape
	}
	return a.shape == upperShape && b.shape == upperShape
}

// tightComma reads "BELL,HOPE R": no space behind the comma, as systems print names.
func (s *scan) tightComma(i int) int {
	a, b := s.tok(i), s.tok(i+2)
	if !s.is(i+1, ",") || s.tok(i+1).gap != gapNone || b.gap != gapNone || b.kind != wordToken || b.taken || len(a.low) < 2 || len(b.low) < 2 {
		return i
	}
	if !s.sameCase(a, b) || a.entry.Clinical || b.entry.Clinical || closedClass[a.low] || closedClass[b.low] {
		return i
	}
	surname, given := a.entry.Surname > 0 || a.class != safeWord, b.entry.Given > 0
	if !surname || !given || a.shape == lowerShape && a.class != nameWord {
		return i
	}
	end := i + 3
	if m := s.tok(end); s.near(end) && m.initial() {
		end++
	}
	return end
}

// initialFirst reads "l. stroud", "n. bhattacharya rn" where case tells nothing; organisms are written so, too.
func (s *scan) initialFirst(i int) int {
	a, b := s.tok(i), s.tok(i+2)
	if !s.free || len(a.text) != 1 || !s.is(i+1, ".") || s.tok(i+1).gap != gapNone || !s.near(i+2) || s.is(i-1, ".") {
		return i
	}
	if b.kind != wordToken || len(b.low) < 3 || b.taken || b.entry.Clinical || closedClass[b.low] {
		return i
	}
	signed := s.is(i+3, ",") && credentials[s.tok(i+4).low] || credentials[s.tok(i+3).low] && s.near(i+3)
	if b.class == nameWord || signed && b.class != safeWord {
		return i + 3
	}
	return i
}

// givenActs reports a given name that does what persons do, where case tells nothing: "ruth called", "ROSEMARY IS HERE".
func (s *scan) givenActs(i int) bool {
	t := &s.toks[i]
	if t.entry.Given == 0 || t.entry.Word == 1 || t.entry.Clinical || closedClass[t.low] || functionWords[t.low] || months[t.low] > 0 || !s.near(i+1) {
		return false
	}
	if p := s.tok(i - 1); s.near(i) && p.kind != punctToken && !s.is(i-1, "and", "that", "states", "reports", "says", "when", "because", "since", "but", "while", "if") {
		return false
	}
	return s.is(i+1, "is", "was", "has", "had", "said", "says", "states", "stated", "reports", "reported", "denies", "denied", "called", "lives", "works",
		"presents", "presented", "returns", "wants", "agreed", "tolerated", "feels", "complains", "attends", "went", "came", "notes", "takes", "continues")
}

// strangeWord reports a word in no list, in a text where case tells nothing, that sounds like one and is no drug: a name as
// likely as anything.
func (s *scan) strangeWord(i int) bool {
	t := &s.toks[i]
	return t.class == unknownWord && len(t.low) >= 4 && pronounceable(t.low) && !medicalShape(t.low) && !s.unitOrTrade(i) && !s.is(i+1, "/") && !s.is(i-1, "/")
}

// headsCell reports whether token i is all of a cell up to its colon: a heading or a label in another language.
func (s *scan) headsCell(i int) bool {
	return s.startsCell(i) && s.is(i+1, ":") && s.tok(i+1).gap == gapNone
}

// freeFacility marks the facility or company whose last word is token i, where case tells nothing: words that name stand
// before it, and a small word leads to them, or one of them is no ordinary word.
func (s *scan) freeFacility(i int) {
	start, naming, odd := i, 0, false
	for k := i - 1; k >= 0 && i-k < 5 && s.near(k+1); k-- {
		t := &s.toks[k]
		if t.kind != wordToken || t.taken && !t.name || closedClass[t.low] || kin[t.low] || functionWords[t.low] && !genericOrg[t.low] || s.titleAt(k) > 0 {
			break
		}
		if t.entry.Clinical && !genericOrg[t.low] || s.is(k, "went", "goes", "go", "called", "call", "referred", "sent", "admitted", "transferred", "seen", "discharged", "schedule", "scheduled", "repeat") {
			break
		}
		start = k
		if !genericOrg[t.low] && !facilityEnds[t.low] {
			naming++
			odd = odd || t.class != safeWord
		}
	}
	for start < i && genericOrg[s.toks[start].low] && s.leadsFacility(start) {
		start++
	}
	led := s.is(start-1, "at", "from", "to", "by", "with", "via", "near", "for") && s.near(start)
	end := s.toks[i].low
	named := strongEnds[end] || facilityPair(s.tok(i-1).low, end)
	alone := s.startsCell(start) && s.tok(i+1).gap >= gapWide
	if naming == 0 || start == i || !(named && (led || odd || alone) || led && odd || led && naming >= 2) {
		return
	}
	s.coverFacility(start, i+1, false)
}
