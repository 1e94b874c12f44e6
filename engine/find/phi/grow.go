package phi

import "chartproof.org/chartproof/engine/chart"

// growNames takes in what stands beside each name and belongs to it: initials, suffixes, particles, a surname that is an
// ordinary word, the other half of a hyphen, the given name behind a comma, the title before.
func (s *scan) growNames() {
	for i := range s.toks {
		if !s.toks[i].name || s.inFacility(i) {
			continue
		}
		if i == 0 || !s.toks[i-1].name {
			s.growLeft(i)
		}
		if i+1 >= len(s.toks) || !s.toks[i+1].name {
			s.growRight(i)
		}
	}
}

func (s *scan) inFacility(i int) bool {
	for _, h := range s.hits {
		if h.facility && h.start < s.toks[i].end && h.end > s.toks[i].start {
			return true
		}
	}
	return false
}

func (s *scan) growLeft(i int) {
	start := i
	for k := i - 1; k >= 0 && i-k < 6; k-- {
		t := &s.toks[k]
		if s.toks[k+1].gap >= gapWide || t.taken && !t.name {
			break
		}
		if s.nameMarkLeft(k) {
			continue
		}
		joined := t.kind == wordToken && (s.joins(k, -1) || s.is(k+1, ",") && s.cellOfName(k+1))
		if joined || s.titleAt(k) > 0 {
			start = k
		}
		if !joined {
			break
		}
	}
	if start = s.titleBefore(start); start < i {
		s.addTokens(start, i, chart.Name, chart.Likely, layerName)
	}
}

// nameMarkLeft reports whether the mark at token k may stand between the parts of a name whose end was found.
func (s *scan) nameMarkLeft(k int) bool {
	t, p := s.tok(k), s.tok(k-1)
	switch t.text {
	case ",":
		return k > 0 && s.commaLeft(k)
	case "-", "'":
		return t.gap == gapNone && s.toks[k+1].gap == gapNone
	case ".":
		return t.gap == gapNone && p.kind == wordToken && len(p.text) <= 3 && (p.initial() || s.free && len(p.text) == 1 || particles[p.low])
	}
	return false
}

// titleBefore gives where the title before a name begins, or the name where it has none.
func (s *scan) titleBefore(start int) int {
	k := start - 1
	if k < 0 || s.toks[start].gap > gapSpace {
		return start
	}
	if s.is(k, ".") && s.titleAt(k-1) == 2 {
		return k - 1
	}
	if s.titleAt(k) == 1 {
		return k
	}
	return start
}

// commaLeft reports whether the word before the comma at token k is the surname of "Baker, John".
func (s *scan) commaLeft(k int) bool {
	t := s.tok(k - 1)
	if s.free && t.kind == wordToken && t.class == nameWord && s.tok(k+1).entry.Given > 0 && s.tok(k+1).class == nameWord {
		return true
	}
	if t.kind != wordToken || t.shape == lowerShape || s.tok(k+1).entry.Given == 0 {
		return false
	}
	if t.class == safeWord {
		return s.cellOfName(k)
	}
	return s.startsCell(k-1) || t.shape == upperShape && s.tok(k+1).shape == upperShape && !s.lines[t.line].upper
}

// cellOfName reports whether the comma at token k parts all that stands in a cell into an ordinary word and a given name that is
// nothing else, with an initial or a middle name at most: "Larkspur, Annika M".
func (s *scan) cellOfName(k int) bool {
	given, behind := s.tok(k+1), k+2
	if !s.startsCell(k-1) || given.class != nameWord || s.toks[k-1].entry.Clinical {
		return false
	}
	if s.near(behind) && s.tok(behind).kind == wordToken && (s.tok(behind).initial() || s.tok(behind).class == nameWord) {
		behind++
	}
	return !s.near(behind)
}

func (s *scan) growRight(i int) {
	end := i + 1
	for k := i + 1; k < len(s.toks) && k-i < 7; k++ {
		t := &s.toks[k]
		if t.gap >= gapWide || t.taken && !t.name {
			break
		}
		if s.is(k, ",") && s.commaRight(k, i) || s.nameMarkRight(k) {
			if s.is(k, ".") {
				end = k + 1
			}
			continue
		}
		if !s.goesOn(k) {
			break
		}
		end = k + 1
	}
	if end > i+1 {
		s.addTokens(i+1, end, chart.Name, chart.Likely, layerName)
	}
}

// nameMarkRight reports whether the mark at token k is a hyphen inside a name or the dot of an initial.
func (s *scan) nameMarkRight(k int) bool {
	if s.toks[k].gap != gapNone {
		return false
	}
	return s.is(k, "-", "'") && s.tok(k+1).gap == gapNone || s.is(k, ".") && len(s.toks[k-1].text) == 1
}

// goesOn reports whether token k goes on with the name before it: a part, a suffix, a part with one misread letter.
func (s *scan) goesOn(k int) bool {
	t := &s.toks[k]
	switch t.kind {
	case wordToken:
		return s.joins(k, 1) || nameSuffixes[t.low] && len(t.text) <= 3 && (t.shape != lowerShape || s.free)
	case mixedToken:
		return t.shape == capShape && countDigits(t.text) == 1 && len(t.text) > 4
	}
	return false
}

// commaRight reports whether a given name or suffix stands behind the comma at token k: "GONZALEZ, MARIA L", "Smith, Jr."
func (s *scan) commaRight(k, first int) bool {
	t := s.tok(k + 1)
	if t.kind != wordToken {
		return false
	}
	if t.gap == gapWide && t.entry.Given > 0 && t.class == nameWord && t.shape == s.tok(first).shape {
		return true
	}
	if !s.near(k+1) || credentials[t.low] && t.shape == upperShape {
		return false
	}
	return nameSuffixes[t.low] || t.entry.Given > 0 && t.class != safeWord || t.shape != lowerShape && s.givenBehindComma(t, first)
}

// givenBehindComma reports whether the word t, in no list of given names, is one behind "GONZALEZ,".
func (s *scan) givenBehindComma(t *token, first int) bool {
	start := first
	for start > 0 && s.toks[start-1].name && s.toks[start].gap <= gapSpace {
		start--
	}
	if s.startsCell(start) {
		return t.class == nameWord || t.class == unknownWord || t.initial()
	}
	return (t.class == nameWord || t.class == unknownWord) && first == start && t.shape == upperShape
}

// joins reports whether the word at token k belongs to the name beside it.
func (s *scan) joins(k, step int) bool {
	t := &s.toks[k]
	switch {
	case t.name:
		return true
	case s.neverJoins(k):
		return false
	case len(t.text) == 1:
		return s.initialJoins(k, step)
	case joiningParticle(t.low, step):
		return s.particleJoins(k, step)
	case t.shape == lowerShape:
		return s.free && t.class != safeWord && (t.class != bothWord || step > 0 && s.strongBeside(k))
	case s.abbreviation(k, step):
		return false
	}
	return t.class != safeWord || t.shape == capShape && s.rareBeside(k, step)
}

// neverJoins reports whether token k is a title, a role, a month or a credential with dots.
func (s *scan) neverJoins(k int) bool {
	t := &s.toks[k]
	return s.titleAt(k) > 0 || notNames[t.low] || kin[t.low] || months[t.low] > 0 && t.entry.Given == 0 ||
		s.dottedCredential(k) || s.is(k-1, ".") && s.dottedCredential(k-2)
}

// initialJoins reports whether the single letter at token k is an initial of the name beside it.
func (s *scan) initialJoins(k, step int) bool {
	t := &s.toks[k]
	switch {
	case s.free && t.shape == lowerShape:
		return s.is(k+1, ".") && s.tok(k+1).gap == gapNone || t.low != "i" && (step > 0 && s.endsCell(k) || step < 0 && t.low != "a" && s.beginsCell(k))
	case t.shape != initShape:
		return false
	case s.is(k-1, "-") && t.gap == gapNone:
		return false // "PA-C."
	}
	return step < 0 || t.low != "i" || s.is(k+1, ".")
}

func joiningParticle(low string, step int) bool {
	switch low {
	case "e", "o", "y", "do":
		return false
	case "van":
		return step < 0 // "took his van" may stand behind a name
	}
	return particles[low] && len(low) <= 5
}

// particleJoins reports whether the particle at token k stands between the parts of a name: "Maria de la Cruz".
func (s *scan) particleJoins(k, step int) bool {
	if step < 0 && s.toks[k].shape != lowerShape {
		return true
	}
	next := s.tok(k + step)
	gap := next.gap
	if step < 0 {
		gap = s.toks[k].gap
	}
	if gap > gapSpace || next.kind != wordToken {
		return false
	}
	capital := next.shape == capShape || next.shape == upperShape && s.lines[s.toks[k].line].upper
	return next.name || capital && (step > 0 || next.class != safeWord)
}

// abbreviation reports whether the capitals at token k are a credential or short form beside a name that is not in capitals.
func (s *scan) abbreviation(k, step int) bool {
	t := &s.toks[k]
	if t.shape != upperShape {
		return false
	}
	return credentials[t.low] || len(t.text) < 4 && !s.lines[t.line].upper && s.tok(k-step).shape != upperShape
}

// rareBeside takes an ordinary word for half of a name where a given name of a person stands alone beside it and the word
// is no heading: "Maria Flowers", "Tyler Stone".
func (s *scan) rareBeside(k, step int) bool {
	t := &s.toks[k]
	if step > 0 && s.behindInitial(k) {
		return true
	}
	if describes(t) {
		return false
	}
	if l, _ := s.labelAt(k); l != nil {
		return false
	}
	if step > 0 {
		beside := s.tok(k - 1).entry
		return beside.Given > 0 && beside.Given <= 2 && s.tok(k+1).shape != capShape && (t.entry.Surname > 0 || t.entry.Word >= 3)
	}
	return t.entry.Given > 0 || t.entry.Surname > 0 && s.tok(k-1).kind != punctToken && !s.startsCell(k)
}

// describes reports an ordinary word that is rather a description or a heading than part of a name.
func describes(t *token) bool {
	return t.entry.Clinical || t.entry.Word == 1 && t.entry.Surname == 0 || genericOrg[t.low] || facilityEnds[t.low] || properWords[t.low] || functionWords[t.low]
}

// behindInitial reports whether a given name and an initial stand before token k: "Maria L. Flowers".
func (s *scan) behindInitial(k int) bool {
	t := &s.toks[k]
	if facilityEnds[t.low] {
		return false
	}
	if s.is(k-1, ".") {
		return k >= 3 && s.toks[k-2].initial() && s.toks[k-3].name
	}
	// the dot behind the initial is often lost in reading
	return k >= 2 && s.toks[k-1].initial() && s.toks[k-2].name && s.toks[k-2].entry.Given > 0 && s.near(k-1) && !t.entry.Clinical
}
