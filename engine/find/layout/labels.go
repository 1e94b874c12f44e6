package layout

import (
	"math/bits"
	"strings"
)

// Match is one label found on a sheet.
type Match struct {
	Key     Key
	Phrase  string  // as the lexicon writes it
	Line    int     // position in Sheet.Lines
	First   int     // words of the line, both included
	Last    int     //
	Segment int     // of the line, where the label starts
	Quality float64 // 1 for an exact match, less for every edit
	Colon   bool    // a colon (or "#", "=", "?") follows the label
	Starts  bool    // the label starts its segment
	Ends    bool    // the label ends its segment
	Rect    Rect
}

// maxSpan is how many words a label may have as read.
const maxSpan = 8

// findLabels finds the labels of every line, the longest and best first, none overlapping another.
func (s *Sheet) findLabels() {
	x := compiled()
	s.byLine = make([][]int, len(s.Lines))
	for li := range s.Lines {
		l := &s.Lines[li]
		folds := make([]string, len(l.Words))
		for i, w := range l.Words {
			folds[i] = foldWord(w.Text)
		}
		for si, seg := range l.Segments {
			for i := seg.First; i <= seg.Last; {
				m, ok := x.at(l, folds, seg, i)
				if !ok {
					i++
					continue
				}
				m.Line, m.Segment = li, si
				s.byLine[li] = append(s.byLine[li], len(s.Labels))
				s.Labels = append(s.Labels, m)
				i = m.Last + 1
			}
		}
	}
}

// LabelsOf gives the labels of one line, left to right.
func (s *Sheet) LabelsOf(line int) []Match {
	if line < 0 || line >= len(s.byLine) || len(s.byLine[line]) == 0 {
		return nil
	}
	ids := s.byLine[line]
	return s.Labels[ids[0] : ids[len(ids)-1]+1]
}

// at gives the best label that starts at word i of the segment.
func (x *lex) at(l *Line, folds []string, seg Segment, i int) (Match, bool) {
	var best Match
	found, score := false, 0.0
	joined := ""
	start := i
	if boxNumber(l.Words[i].Text) && i < seg.Last { // "1a." of a numbered form
		start = i + 1
	}
	for j := start; j <= seg.Last && j < start+maxSpan; j++ {
		joined += folds[j]
		if len(joined) > maxFolded+2 {
			break
		}
		p, q := x.lookup(joined)
		if p != nil {
			m := Match{Key: p.key, Phrase: p.text, First: i, Last: j, Quality: q,
				Colon: colonAfter(l, seg, j), Starts: i == seg.First, Ends: j == seg.Last}
			v := q*10 + float64(len(joined))/4
			if m.Colon {
				v += 2
			}
			if plausible(l, m) && v > score {
				best, score, found = m, v, true
			}
		}
		if strings.HasSuffix(l.Words[j].Text, ":") || strings.HasSuffix(l.Words[j].Text, ".") && len(folds[j]) > 3 {
			break
		}
	}
	if found {
		best.Rect = l.Words[best.First].Rect
		for _, w := range l.Words[best.First : best.Last+1] {
			best.Rect = best.Rect.union(w.Rect)
		}
	}
	return best, found
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

// plausible refuses label words that stand inside running text: a label starts its segment, has a colon, or is written
// with a capital after a value that could have ended.
func plausible(l *Line, m Match) bool {
	if m.Colon {
		return true
	}
	first := strings.TrimLeft(l.Words[m.First].Text, "([*•-")
	capital := first != "" && !(first[0] >= 'a' && first[0] <= 'z')
	n := len(foldPhrase(m.Phrase))
	switch {
	case m.Starts && m.Ends:
		return true
	case m.Starts:
		return capital && m.Quality > 0.8
	}
	return capital && n >= 3 && m.Quality >= 1 && (n >= 8 || upper(first) || m.Ends)
}

func upper(s string) bool { return len(s) > 1 && s == strings.ToUpper(s) && s != strings.ToLower(s) }

// colonAfter reports whether the label that ends at word j is followed by a colon or stands with one.
func colonAfter(l *Line, seg Segment, j int) bool {
	t := l.Words[j].Text
	if strings.HasSuffix(t, ":") || strings.HasSuffix(t, ";") && len(t) > 3 || strings.HasSuffix(t, "#") || strings.HasSuffix(t, "?") || strings.HasSuffix(t, "=") {
		return true
	}
	return j < seg.Last && (l.Words[j+1].Text == ":" || l.Words[j+1].Text == "=")
}

// lookup gives the phrase that a folded text stands for and how good the match is.
func (x *lex) lookup(f string) (*phrase, float64) {
	if ids, ok := x.exact[f]; ok {
		return &x.phrase[ids[0]], 1
	}
	limit := 0
	switch n := len(f); {
	case n >= 9:
		limit = 2
	case n >= 5:
		limit = 1
	default:
		return nil, 0
	}
	var best *phrase
	bestD := limit + 1
	fb := bag(f)
	for n := max(5, len(f)-limit); n <= min(maxFolded, len(f)+limit); n++ {
		for _, i := range x.byLen[n] {
			p := &x.phrase[i]
			if bits.OnesCount64(p.bag&^fb) > limit || bits.OnesCount64(fb&^p.bag) > limit || f[0] != p.folded[0] && limit < 2 {
				continue
			}
			if d := Distance(f, p.folded, bestD-1); d < bestD {
				best, bestD = p, d
			}
		}
	}
	if best == nil || bestD == 2 && len(best.folded) < 9 {
		return nil, 0
	}
	return best, 1 - float64(bestD)/float64(len(f))
}

// Lookup gives the key of a text that is nothing but a label.
func Lookup(text string) (Key, bool) {
	p, q := compiled().lookup(foldPhrase(text))
	if p == nil || q < 0.8 {
		return "", false
	}
	return p.key, true
}
