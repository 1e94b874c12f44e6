package phi

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// roomValue takes the room or bed in which somebody lies: "204-B", "7N-22", "OB-4", and three digits alone where the label has its own
// cell. A room of an office ("room 2") says nothing.
func (s *scan) roomValue(i, limit int) int {
	if i >= limit || s.toks[i].taken {
		return i
	}
	a, b := s.trimChunk(i, min(s.chunk(i), limit))
	if a >= b || !s.wardRoom(s.span(a, b)) {
		return i
	}
	s.addHit(hit{start: s.toks[a].start, end: s.toks[b-1].end, kind: chart.OtherID, tier: chart.Likely, layer: layerLabel, firm: true})
	return b
}

// wardRoom reports whether a printed run has the form of a room or bed of a ward.
func (s *scan) wardRoom(text string) bool {
	digits, letters := countDigits(text), countLetters(text)
	if digits == 0 || len(text) > 8 || letters > 3 || digits+letters+strings.Count(text, "-")+strings.Count(text, "/") != len(text) || unitTail(text) {
		return false
	}
	switch {
	case strings.ContainsAny(text, "-/"):
		return digits+letters >= 3
	case letters > 0:
		return digits >= 2
	}
	return digits == 3 && s.beginsCell(s.label)
}
