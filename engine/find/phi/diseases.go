package phi

import "strings"

// diseaseOf reports whether the word stands for a disease, sign, device or organism: "Parkinson's disease", "Foley catheter".
func (s *scan) diseaseOf(i int) bool {
	t := &s.toks[i]
	if s.headsDisease(i) {
		return t.entry.Eponym || t.class == unknownWord || t.class == bothWord || strings.HasSuffix(t.text, "'s")
	}
	if !t.entry.Eponym {
		return false
	}
	return s.gradeBehind(i) || s.eponymPair(i) || strings.HasSuffix(t.text, "'s") && !s.besideName(i)
}

// headsDisease reports whether the word behind token i is one that diseases, signs or devices are named with.
func (s *scan) headsDisease(i int) bool {
	j := i + 1
	for s.near(j) && s.is(j, "-", "'", "s", "/") {
		j++
	}
	if !s.near(j) {
		return false
	}
	return eponymHeads[s.toks[j].low] || s.toks[i].entry.Eponym &&
		s.is(j, "barr", "danlos", "johnson", "parkinson", "gehrig", "hallpike", "schonlein", "ellison", "tooth", "ganz", "crosse")
}

// gradeBehind reports a grade behind an eponym: "Wagner 2".
func (s *scan) gradeBehind(i int) bool {
	n := s.tok(i + 1)
	return s.near(i+1) && (n.kind == digitToken && len(n.text) <= 2 || n.kind == mixedToken && len(n.text) <= 4)
}

// eponymPair reports another eponym that a hyphen or slash joins to token i: "Child-Pugh".
func (s *scan) eponymPair(i int) bool {
	if s.is(i+1, "-") && s.tok(i+1).gap == gapNone && s.tok(i+2).entry.Eponym {
		return true
	}
	return s.is(i-1, "-", "/") && i > 1 && s.toks[i-2].entry.Eponym
}
