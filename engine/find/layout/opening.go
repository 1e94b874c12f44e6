package layout

import "strings"

// opened tries a label behind one or two words that only open it: "What is your date of birth?".
func (x *lex) opened(l *Line, folds []string, seg Segment, i int) (Match, bool) {
	for k := i + 1; k <= seg.Last && k <= i+3 && openers[folds[k-1]]; k++ {
		rest := seg
		rest.First = k
		if m, ok := x.at(l, folds, rest, k, false); ok && m.Quality == 1 && (m.Colon || m.Ends || m.Last > m.First) {
			m.First = i
			m.Rect = l.Words[i].Rect.union(m.Rect)
			return m, true
		}
	}
	return Match{}, false
}

// boxNumber reports whether text numbers a box of a form: "1", "1a.", "24.", "(3)".
func boxNumber(text string) bool {
	t := strings.Trim(text, ".()")
	if len(t) == 0 || len(t) > 3 || t[0] < '0' || t[0] > '9' {
		return false
	}
	last := t[len(t)-1]
	return last >= '0' && last <= '9' && len(t) <= 2 || last >= 'a' && last <= 'k' || last >= 'A' && last <= 'K'
}
