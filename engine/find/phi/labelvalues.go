package phi

import "chartproof.org/chartproof/engine/chart"

// idValue takes the next code: at least three characters with a digit, over the spaces that numbers are printed with.
func (s *scan) idValue(kind chart.Kind, i, limit int, sure bool) int {
	i, found := s.idStart(i, limit, sure)
	if !found || i >= limit || s.toks[i].taken && !sure {
		return i
	}
	a, b := s.trimChunk(i, s.idEnd(i, limit))
	text := s.span(a, b)
	if b <= a || countDigits(text) == 0 || countDigits(text)+countLetters(text) < 3 || s.looksLikeDate(a, b) {
		return i
	}
	s.addTokens(a, b, kind, chart.Certain, layerLabel)
	return b
}

// idStart skips the words that may stand before a number: "number ending in 1234".
func (s *scan) idStart(i, limit int, sure bool) (int, bool) {
	for n := 0; i < limit && n < 3 && !s.hasDigit(i); n++ {
		t := &s.toks[i]
		if t.gap >= gapLine || t.kind != punctToken && !s.is(i, "number", "no", "is", "of", "ending", "in", "and", "the", "id", "code", "card", "last", "four", "with") {
			return i, sure && n == 0 && s.lettersBeforeDigits(i)
		}
		i++
	}
	return i, true
}

// lettersBeforeDigits reports whether the capitals at token i begin a number: "MRN: AB 12345".
func (s *scan) lettersBeforeDigits(i int) bool {
	t := &s.toks[i]
	return t.shape == upperShape && len(t.text) <= 4 && s.near(i+1) && s.hasDigit(i+1)
}

// idEnd gives the end of the number that starts at token i, over the spaces that numbers are printed with.
func (s *scan) idEnd(i, limit int) int {
	e := min(s.chunk(i), limit)
	if !s.hasDigit(i) && !s.hasDigit(e-1) && s.toks[i].shape != upperShape {
		return i
	}
	for j := e; j < limit && j-i < 14 && s.near(j); j = e {
		next := min(s.chunk(j), limit)
		if !s.idPiece(j, next) {
			break
		}
		e = next
	}
	return e
}
