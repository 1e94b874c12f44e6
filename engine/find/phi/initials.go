package phi

import "chartproof.org/chartproof/engine/chart"

// findInitials marks the initials of who is named in the text, where staff put them: in grids of doses and checks, behind a time,
// under what was dictated, behind a role; and those that a key explains, wherever they stand.
func (s *scan) findInitials() {
	people, keyed, found := s.people(), s.keyedInitials(), map[string]bool{}
	s.findStaff(found)
	for i := range s.toks {
		if s.toks[i].taken || !s.mayBeInitials(i) {
			continue
		}
		if s.pairOfInitials(i, people) && !(keyed[s.toks[i].text] && s.standsApart(i)) {
			s.addInitials(i, chart.Likely, found)
			s.addInitials(i+2, chart.Likely, found)
		} else if tier := s.initialsTier(i, people, keyed); tier != "" {
			s.addInitials(i, tier, found)
		}
	}
	for i := range s.toks {
		if t := &s.toks[i]; !t.taken && found[t.text] && !unitNext[t.low] && s.mayBeInitials(i) && (s.initialsHere(i) || s.is(i+1, "/") || s.is(i-1, "/")) {
			s.addInitials(i, chart.Check, found)
		}
	}
}

// initialsTier decides on letters that stand for themselves; "" is no initials.
func (s *scan) initialsTier(i int, people, keyed map[string]bool) chart.Tier {
	t := &s.toks[i]
	switch {
	case keyed[t.text] && s.standsApart(i) && !s.hourHalf(i) && !s.unitHere(i):
		return chart.Likely
	case people[t.low] && s.initialsHere(i), s.initialsOfRole(i, people):
		return chart.Check
	}
	return ""
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
		if s.userName(j, j > i+1 || s.is(i, "by", "opr")) {
			a, b := s.trimChunk(j, s.chunk(j))
			s.addHit(hit{start: s.toks[a].start, end: s.toks[b-1].end, kind: chart.Name, tier: chart.Check, layer: layerName, firm: true})
		}
	}
}

// userName reports whether token j begins what somebody logs in by; announced says that a mark or a plain word leads to it.
func (s *scan) userName(j int, announced bool) bool {
	t := s.tok(j)
	if !announced || t.taken || t.gap > gapWide || t.kind != wordToken && t.kind != mixedToken || len(t.low) < 4 || isDigit(t.text[0]) || t.entry.Known() {
		return false
	}
	end := s.tok(s.chunk(j))
	ordinary := t.kind == wordToken && t.class == safeWord
	return !ordinary && (end.gap >= gapWide || end.kind != wordToken) && countDigits(t.text)*2 <= len(t.text)
}

func (s *scan) addInitials(i int, tier chart.Tier, found map[string]bool) {
	found[s.toks[i].text] = true
	t := &s.toks[i]
	s.addHit(hit{start: t.start, end: t.end, kind: chart.Name, tier: tier, layer: layerName, firm: tier == chart.Likely})
}

// people gives the initials of the names found so far, as they may be written. The parts of a name may have been found one by one.
func (s *scan) people() map[string]bool {
	k := newKnown()
	for i := 0; i < len(s.toks); {
		j := i + 1
		if s.toks[i].name && !s.inFacility(i) {
			for s.near(j) && (s.toks[j].name || s.is(j, ".", ",", "-") && s.near(j+1) && s.toks[j+1].name) {
				j++
			}
			k.learnInitials(s.initialsOf(i, s.toks[j-1].end), chart.Certain)
		}
		i = j
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
	if !t.twoOrThree() || t.shape != upperShape && t.shape != lowerShape || closedClass[t.low] {
		return false
	}
	return t.gap != gapNone && !s.is(i-1, "-") || i == 0 || s.is(i-1, "/", ":", "(", "=", "|", ";")
}

// twoOrThree reports a word of two or three letters.
func (t *token) twoOrThree() bool {
	return t.kind == wordToken && len(t.text) >= 2 && len(t.text) <= 3
}

// keyedInitials reads keys, "cj = Chantal Joseph", "JB: J. Barnes RN", "kt K. Teller LPN": letters, with a mark behind or none, and
// the name that they begin.
func (s *scan) keyedInitials() map[string]bool {
	out := map[string]bool{}
	for i := range s.toks {
		if !s.mayBeInitials(i) {
			continue
		}
		marked := s.is(i+1, "=", "-", ":") && s.near(i+2) && s.beginName(s.toks[i].low, i+2)
		if marked || s.keyUnmarked(i) {
			out[s.toks[i].text] = true
		}
	}
	return out
}

// keyUnmarked reports whether a name that was found stands right behind the letters at token i and begins with them.
func (s *scan) keyUnmarked(i int) bool {
	t := &s.toks[i]
	if t.gap == gapSpace && !s.is(i-1, ",", ";", ".") || credentials[t.low] || s.titleAt(i) > 0 || !s.near(i+1) || !s.beginName(t.low, i+1) {
		return false
	}
	return s.toks[i+1].name || s.is(i+2, ".") && s.tok(i+3).name
}

// unitHere reports a unit in small letters behind a number or in a fraction: "mg/dL", "5 cm".
func (s *scan) unitHere(i int) bool {
	t := &s.toks[i]
	return unitNext[t.low] && t.shape == lowerShape && (s.is(i+1, "/") || s.is(i-1, "/") || s.tok(i-1).kind == digitToken && s.near(i))
}

// hourHalf reports "am" and "pm" behind a number, as times have them.
func (s *scan) hourHalf(i int) bool {
	return s.is(i, "am", "pm") && s.near(i) && s.tok(i-1).kind == digitToken
}

// beginName reports whether the words from token i on begin with these letters, a middle name left out or not.
func (s *scan) beginName(letters string, i int) bool {
	var got []byte
	for j := i; j < i+7 && s.near(j) && len(got) < 3; j++ {
		t := s.tok(j)
		if t.kind == punctToken && s.is(j, ".", "'") {
			continue
		}
		if t.kind != wordToken || t.shape == lowerShape && !s.free {
			return false
		}
		got = append(got, t.low[0])
		if string(got) == letters || len(got) == 3 && len(letters) == 2 && got[0] == letters[0] && got[2] == letters[1] {
			return true
		}
	}
	return false
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
	return t.kind == wordToken && len(t.text) <= 3 && (t.shape == upperShape || t.shape == lowerShape) && !closedClass[t.low] || s.is(i, "/", "-", "|")
}

// pairOfInitials reads "JB / MT", two who checked, and "RTM/dlw", who dictated and who wrote; all of a cell.
func (s *scan) pairOfInitials(i int, people map[string]bool) bool {
	a, mark, b := s.tok(i), s.tok(i+1), s.tok(i+2)
	if a.gap < gapWide || !s.is(i+1, "/", ":") || mark.gap > gapSpace || b.gap > gapSpace || s.tok(i+3).gap < gapWide {
		return false
	}
	if b.taken || !b.twoOrThree() || b.shape == oddShape || s.unitHere(i) {
		return false
	}
	if people[a.low] || people[b.low] && s.is(i+1, "/") {
		return true
	}
	dictated := a.shape == upperShape && b.shape == lowerShape && mark.gap == gapNone && b.gap == gapNone
	return dictated && a.class != safeWord && b.class != safeWord
}

// initialsRoles are who puts initials, and what they did.
var initialsRoles = set("tech rph opr operator clerk cytotech phlebotomist phleb initials initial init inits cashier reader checked counseled by csr rep examiner adjuster processor reviewer transcriptionist typist scanned user reviewed entered")

// doneBy are what somebody did who then signs with initials only.
var doneBy = set("entered posted typed keyed scanned filed checked verified counted witnessed transcribed drawn read done processed received")

// initialsOfRole reports whether who puts initials stands before token i: "tech: bh", "RPH DMG", "Entered by: smk".
func (s *scan) initialsOfRole(i int, people map[string]bool) bool {
	t := &s.toks[i]
	j, colon := i-1, false
	for s.is(j, ":", ".") && j > 0 {
		colon, j = colon || s.is(j, ":"), j-1
	}
	switch {
	case !colon && (t.gap > gapWide || !s.near(j+1)), !initialsRoles[s.tok(j).low], credentials[t.low]:
		return false
	case !s.endsNote(i + 1):
		return false
	case people[t.low]:
		return true
	case t.shape == lowerShape && s.is(j, "by") && !colon:
		return !t.entry.Known() && !noStaff[t.low] && doneBy[s.tok(j-1).low]
	}
	return t.class != safeWord || colon && !t.entry.Clinical && t.shape == upperShape
}

// endsNote reports whether what was noted ends before token i: at a cell's edge, a mark or a number.
func (s *scan) endsNote(i int) bool {
	t := s.tok(i)
	return t.gap >= gapWide || t.kind == digitToken || s.is(i, ")", ",", ".", ";")
}
