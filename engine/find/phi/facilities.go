package phi

import "chartproof.org/chartproof/engine/chart"

// facilityBefore marks the capitalised run that ends with a facility's word at token i.
func (s *scan) facilityBefore(i int) {
	start, proper := s.facilityStart(i)
	for start < i && s.leadsFacility(start) {
		start++
	}
	if !proper || start == i || s.ordinaryHeading(start, i) || s.saysWhatFor(start, i) {
		return
	}
	s.coverFacility(start, s.facilityTail(i), false)
}

// facilityStart walks left over the name that ends at token i; proper means that a word of it names and does not only
// describe.
func (s *scan) facilityStart(i int) (start int, proper bool) {
	start, caps := i, 0
	for k := i - 1; k >= 0 && i-k < 7 && s.toks[k+1].gap < gapWide; k-- {
		if s.facilityMark(k) || s.facilityLink(k) {
			continue
		}
		if s.foreignToFacility(k) {
			break
		}
		t := &s.toks[k]
		if !genericOrg[t.low] && len(t.low) > 2 && t.shape == capShape && !s.lines[t.line].title {
			caps++
		}
		proper = proper || s.namesFacility(k, i)
		start = k
	}
	return start, proper || caps >= 2 && !s.is(i, "solution", "solutions", "services", "care", "home", "homes", "foods", "supply", "plant", "drugs", "health", "medicine")
}

// facilityMark reports whether the mark at token k may stand inside a facility's name: "St. Mary's", "Johnson & Sons".
func (s *scan) facilityMark(k int) bool {
	return k > 0 && s.is(k, "&", ".", "-", "'") && (!s.is(k, ".") || len(s.toks[k-1].text) <= 2)
}

// facilityLink reports whether the small word at token k goes on with a capitalised name: "University of Chicago".
func (s *scan) facilityLink(k int) bool {
	if k == 0 || !s.is(k, "of", "and", "for", "the") || !s.near(k) {
		return false
	}
	p := &s.toks[k-1]
	return p.kind == wordToken && p.shape == capShape && !notNames[p.low]
}

// foreignToFacility reports whether token k can be no part of a facility's name.
func (s *scan) foreignToFacility(k int) bool {
	t := &s.toks[k]
	return t.kind != wordToken || t.shape == lowerShape && (!s.free || t.class == safeWord) || t.initial() || kin[t.low] ||
		t.taken && !t.name && !s.hitKind(k, chart.Geographic) || notNames[t.low] && !genericOrg[t.low] || s.titleAt(k) > 0 && s.is(k+1, ".")
}

// namesFacility reports whether the word at token k tells the facility whose last word is token i from others.
func (s *scan) namesFacility(k, i int) bool {
	t := &s.toks[k]
	if genericOrg[t.low] || facilityEnds[t.low] || t.entry.Clinical && t.class == safeWord {
		return false
	}
	return t.class != safeWord || strongEnds[s.toks[i].low] || facilityPair(s.toks[i-1].low, s.toks[i].low)
}

// leadsFacility reports whether token k only leads to a facility's name: an article, a preposition, a mark.
func (s *scan) leadsFacility(k int) bool {
	t := &s.toks[k]
	return t.kind == punctToken || genericOrg[t.low] && containsWord("the our this that your my a an his her their in of for and to at by on with from", t.low)
}

// ordinaryHeading reports whether the run up to token i is a heading in capitals whose words name nothing.
func (s *scan) ordinaryHeading(start, i int) bool {
	end := &s.toks[i]
	return s.lines[end.line].upper && s.allOrdinary(start, i) && !strongEnds[end.low] && !facilityPair(s.toks[i-1].low, end.low)
}

// saysWhatFor reports a heading that says what a form is for, of ordinary words: "REQUEST TO GIVE MEDICINE AT SCHOOL".
func (s *scan) saysWhatFor(start, i int) bool {
	for k := start + 1; k < i && !s.free; k++ {
		if s.is(k, "to", "at", "from", "other") || s.is(k, "for") && !strongEnds[s.toks[i].low] {
			return s.allOrdinary(start, i)
		}
	}
	return false
}

// facilityTail gives the end of the facility whose kind stands at token i: "Hospital of Philadelphia".
func (s *scan) facilityTail(i int) int {
	end := i + 1
	if !s.is(i, "hospital", "university", "institute", "college", "clinic", "church", "center") || !s.is(end, "of", "at", "-", "for") || !s.near(end) {
		return end
	}
	if n := s.tok(end + 1); n.shape == capShape && s.near(end+1) && !genericOrg[n.low] {
		end += 2
	}
	return end
}
