package phi

import "chartproof.org/chartproof/engine/chart"

// findPeople marks names by their build alone, where at least one part is in a list: a given name, an initial and a
// surname; a surname and a given name that only a comma parts; an initial with its point and a surname.
func (s *scan) findPeople() {
	for i := range s.toks {
		if s.toks[i].taken || s.toks[i].kind != wordToken {
			continue
		}
		for _, build := range []func(*scan, int) int{(*scan).middleInitial, (*scan).tightComma, (*scan).initialFirst, (*scan).marked, (*scan).surnameFirst} {
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
	if !s.near(i+1) || len(m.text) != 1 || m.kind != wordToken || !s.namePart(i) {
		return i
	}
	k := i + 2
	dot := s.is(k, ".") && s.tok(k).gap == gapNone
	if dot {
		k++
	}
	b := s.tok(k)
	if !s.near(k) || !s.namePart(k) || !s.sameCase(a, b) || !s.givenAndSurname(a, b) || !dot && !s.pointless(a, m, b) {
		return i
	}
	return k + 1
}

// pointless reports whether an initial without its point is one all the same.
func (s *scan) pointless(a, m, b *token) bool {
	switch {
	case m.low == "i":
		return false
	case a.shape == lowerShape:
		return s.oddPair(a, b)
	}
	return a.shape != upperShape || a.entry.Given > 0
}

// namePart reports whether the word at token i may be part of a name: no clinical word, no small one, no title.
func (s *scan) namePart(i int) bool {
	t := s.tok(i)
	return t.kind == wordToken && len(t.low) >= 2 && !t.taken && !t.entry.Clinical && !closedClass[t.low] && !notNames[t.low] && s.titleAt(i) == 0
}

// givenAndSurname reports whether a can be a given name and b a surname; one at least must be in a list.
func (s *scan) givenAndSurname(a, b *token) bool {
	given := a.entry.Given > 0 || a.class == nameWord || a.class == unknownWord
	surname := b.entry.Surname > 0 || b.class == nameWord || b.class == unknownWord
	return given && surname && !(a.class == unknownWord && b.class == unknownWord)
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
	if !s.is(i+1, ",") || s.tok(i+1).gap != gapNone || b.gap != gapNone || !s.namePart(i) || !s.namePart(i+2) || !s.sameCase(a, b) {
		return i
	}
	surname := a.entry.Surname > 0 || a.class != safeWord
	if !surname || b.entry.Given == 0 || a.shape == lowerShape && a.class != nameWord {
		return i
	}
	end := i + 3
	if m := s.tok(end); s.near(end) && m.initial() {
		end++
	}
	return end
}

// marked reads names as systems hand them on, "CHURCH^HOPE^A", and "STROUD/NGOZI" where it is all that a cell holds.
func (s *scan) marked(i int) int {
	mark := s.tok(i + 1).text
	if mark != "^" && mark != "/" || !s.startsCell(i) && mark == "/" {
		return i
	}
	end, odd := i, 0
	for k := i; s.tok(k).kind == wordToken && (k == i || s.tok(k).gap == gapNone); k += 2 {
		t := s.tok(k)
		if t.shape == lowerShape || mark == "/" && (!s.namePart(k) || len(t.text) < 3) {
			return i
		}
		if t.class == nameWord || t.class == unknownWord {
			odd++
		}
		if end = k + 1; !s.is(end, mark) || s.tok(end).gap != gapNone {
			break
		}
	}
	switch {
	case end < i+3:
		return i
	case mark == "^":
		return end
	case odd == 2 && end == i+3 && !s.near(end):
		return end
	}
	return i
}

// surnameFirst reads "BROOK NGOZI K" where it is all that a cell holds.
func (s *scan) surnameFirst(i int) int {
	a, b, m := s.tok(i), s.tok(i+1), s.tok(i+2)
	if a.shape != upperShape || b.shape != upperShape || !s.startsCell(i) || !s.near(i+1) || !s.near(i+2) || !m.initial() || s.near(i+3) {
		return i
	}
	if !s.namePart(i) || !s.namePart(i+1) || b.class != nameWord && b.class != unknownWord || len(a.text) < 3 || len(b.text) < 3 {
		return i
	}
	return i + 3
}

// initialFirst reads "l. stroud", "n. bhattacharya rn" where case tells nothing; organisms are written so, too.
func (s *scan) initialFirst(i int) int {
	a, b := s.tok(i), s.tok(i+2)
	if !s.free || len(a.text) != 1 || !s.is(i+1, ".") || s.tok(i+1).gap != gapNone || s.is(i-1, ".") {
		return i
	}
	if !s.near(i+2) || !s.namePart(i+2) || len(b.low) < 3 {
		return i
	}
	if b.class == nameWord || b.class != safeWord && s.credentialBehind(i+3) {
		return i + 3
	}
	return i
}

// credentialBehind reports whether a credential stands at token i, behind a comma or not.
func (s *scan) credentialBehind(i int) bool {
	if s.is(i, ",") {
		i++
	}
	return s.near(i) && credentials[s.tok(i).low]
}

// givenActs reports a given name that does what persons do, where case tells nothing: "ruth called", "ROSEMARY IS HERE".
func (s *scan) givenActs(i int) bool {
	t := &s.toks[i]
	if t.entry.Given == 0 || t.entry.Word == 1 || !s.namePart(i) || functionWords[t.low] || months[t.low] > 0 || !s.near(i+1) {
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
// before it, and a small word leads to them, or one of them is no ordinary word, or they are all of a cell.
func (s *scan) freeFacility(i int) {
	start, naming, odd := s.freeFacilityStart(i)
	for start < i && genericOrg[s.toks[start].low] && s.leadsFacility(start) {
		start++
	}
	if naming == 0 || start == i {
		return
	}
	led := s.near(start) && s.is(start-1, "at", "from", "to", "by", "with", "via", "near", "for")
	alone := s.startsCell(start) && s.tok(i+1).gap >= gapWide
	end := s.toks[i].low
	meant := led && (odd || naming >= 2)
	if strongEnds[end] || facilityPair(s.tok(i-1).low, end) {
		meant = led || odd || alone
	}
	if meant {
		s.coverFacility(start, i+1, false)
	}
}

// freeFacilityStart walks left over the words that may belong to a facility; it gives the first, how many of them name,
// and whether one is no ordinary word.
func (s *scan) freeFacilityStart(i int) (start, naming int, odd bool) {
	start = i
	for k := i - 1; k >= 0 && i-k < 5 && s.near(k+1) && s.freeFacilityWord(k); k-- {
		t := &s.toks[k]
		start = k
		if !genericOrg[t.low] && !facilityEnds[t.low] {
			naming++
			odd = odd || t.class != safeWord
		}
	}
	return start, naming, odd
}

// freeFacilityWord reports whether token k may belong to the name of a facility where case tells nothing.
func (s *scan) freeFacilityWord(k int) bool {
	t := &s.toks[k]
	if t.kind != wordToken || t.taken && !t.name || closedClass[t.low] || kin[t.low] || s.titleAt(k) > 0 || beforeFacilities[t.low] {
		return false
	}
	return genericOrg[t.low] || !functionWords[t.low] && !t.entry.Clinical
}

// beforeFacilities are verbs that stand before facilities and belong to none.
var beforeFacilities = set("went goes go called call referred sent admitted transferred seen discharged schedule scheduled repeat")
