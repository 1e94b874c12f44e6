package layout

import (
	"sort"
	"strings"
)

// Place is where a candidate stands as seen from its label.
type Place int

// The places, best first.
const (
	Beside   Place = iota // in the label's own segment, after it
	Right                 // in the next segment of the line
	Wrapped               // at the start of the next line, where the label ends its line
	Below                 // under the label
	Above                 // over the label: a line to write on with small print under it
	InHeader              // under the header of a table
)

// Candidate is what may be the value of a label: words in reading order, and the lines that they stand on.
type Candidate struct {
	Place Place
	Words []Word
	// Breaks are the positions in Words at which a new line starts.
	Breaks []int
	// Gap is the distance from the label in heights of the body text.
	Gap float64
}

// Values gives what may be the value of the label, the likeliest place first. Candidates never hold another label.
func (s *Sheet) Values(m Match) []Candidate {
	if m.Behind {
		return s.behind(m)
	}
	var out []Candidate
	l := &s.Lines[m.Line]
	if c, ok := s.beside(l, m); ok {
		out = append(out, c)
	}
	if c, ok := s.right(l, m); ok && !s.inHeaderRow(l, m) {
		out = append(out, c)
	}
	if c, ok := s.wrapped(l, m); ok && len(out) == 0 {
		out = append(out, c)
	}
	if c, ok := s.below(m, 1); ok {
		out = append(out, c)
	}
	if c, ok := s.below(m, -1); ok {
		out = append(out, c)
	}
	return out
}

// nextLabel is the first word of the next label of the line after word i, or past the end. A word that is common in names
// ("… Internal Medicine") ends a value only where it has a colon or stands alone.
func (s *Sheet) nextLabel(line, i int) int {
	for _, m := range s.LabelsOf(line) {
		if m.First > i && m.stops() {
			return m.First
		}
	}
	return len(s.Lines[line].Words)
}

// beside takes the rest of the label's own segment up to the next label.
func (s *Sheet) beside(l *Line, m Match) (Candidate, bool) {
	from := skipMarks(l, m.Last+1)
	seg := l.Segments[s.segmentOf(l, m.Last)]
	to := min(seg.Last+1, s.nextLabel(m.Line, m.Last))
	if from >= to {
		return Candidate{}, false
	}
	to = dayParts(l, from, to)
	return Candidate{Place: Beside, Words: l.Words[from:to], Gap: (l.Words[from].Rect.X0 - m.Rect.X1) / s.Body}, true
}

// right takes the next segment of the line where the label ends its own, and what follows it up to the next label.
func (s *Sheet) right(l *Line, m Match) (Candidate, bool) {
	si := s.segmentOf(l, m.Last)
	if skipMarks(l, m.Last+1) <= l.Segments[si].Last || si+1 >= len(l.Segments) {
		return Candidate{}, false
	}
	next := l.Segments[si+1]
	to := min(next.Last+1, s.nextLabel(m.Line, m.Last))
	from := skipMarks(l, next.First)
	if from >= to {
		return Candidate{}, false
	}
	to = dayParts(l, from, to)
	return Candidate{Place: Right, Words: l.Words[from:to], Gap: (next.Rect.X0 - m.Rect.X1) / s.Body}, true
}

// inHeaderRow reports whether a label and the cell right of it each have a cell of their own right under them: then both are
// heads, whether we know what the other asks for or not.
func (s *Sheet) inHeaderRow(l *Line, m Match) bool {
	si := s.segmentOf(l, m.Last)
	if m.Colon || !m.Starts || !m.Ends || m.Line+1 >= len(s.Lines) {
		return false
	}
	own, next := l.Segments[si], l.Segments[si+1]
	if digital(l.Text(next.First, next.Last)) || len(l.Segments) == 2 && !s.labelled(m.Line, next.First) {
		return false
	}
	return s.cellBelow(m.Line+1, own) && s.cellBelow(m.Line+1, next)
}

// labelled reports whether a label begins at a word.
func (s *Sheet) labelled(line, word int) bool {
	for _, m := range s.LabelsOf(line) {
		if m.First == word {
			return true
		}
	}
	return false
}

// cellBelow reports whether a line has a cell without a label that begins where one of the line before it does.
func (s *Sheet) cellBelow(line int, over Segment) bool {
	for i, seg := range s.Lines[line].Segments {
		if d := seg.Rect.X0 - over.Rect.X0; d < -s.Body || d > s.Body || seg.Rect.Y0 < over.Rect.MidY() || seg.Rect.Y0-over.Rect.Y1 > 2.2*s.Body {
			continue
		}
		for _, o := range s.LabelsOf(line) {
			if o.Segment == i && o.Starts {
				return false
			}
		}
		return true
	}
	return false
}

// dayParts goes on over the cells of a day that a form has boxes for: "06 | 10 | 26".
func dayParts(l *Line, from, to int) int {
	end := to
	for end < len(l.Words) && end < from+3 && short(l.Words[end].Text, 4) && l.Words[end].Rect.X0-l.Words[end-1].Rect.X1 < 40 {
		end++
	}
	if end != from+3 || to > from+2 || !short(l.Words[from].Text, 2) || !short(l.Words[from+1].Text, 2) {
		return to
	}
	return end
}

// short reports whether a text is a number of at most so many digits.
func short(t string, digits int) bool {
	return t != "" && len(t) <= digits && strings.Trim(t, "0123456789") == ""
}

// wrapped takes the start of the next line where a label with its colon is the last word of a line that is set to run on.
func (s *Sheet) wrapped(l *Line, m Match) (Candidate, bool) {
	if !m.Colon || m.Last != len(l.Words)-1 || m.Line+1 >= len(s.Lines) || len(s.LabelsOf(m.Line)) < 2 {
		return Candidate{}, false
	}
	next := &s.Lines[m.Line+1]
	to := next.Segments[0].Last + 1
	for _, o := range s.LabelsOf(m.Line + 1) {
		if o.stops() {
			to = min(to, o.First)
		}
	}
	if gap := next.Rect.Y0 - l.Rect.Y1; to == 0 || gap > 1.2*s.Body || next.Rect.X0 > l.Rect.X0+2*s.Body || next.Rect.X0 < l.Rect.X0-2*s.Body {
		return Candidate{}, false
	}
	return Candidate{Place: Wrapped, Words: next.Words[:to], Gap: 1}, true
}

// skipMarks passes over a colon that stands alone.
func skipMarks(l *Line, i int) int {
	for i < len(l.Words) && (mark(l.Words[i].Text) || l.Words[i].Text == "-" || l.Words[i].Text == ">" || l.Words[i].Text == "#") {
		i++
	}
	return i
}

// mark is a sign that parts a label from its value.
func mark(t string) bool {
	switch t {
	case ":", "=", ".", ":-", "–", "—", "→", "»", "•", "·":
		return true
	}
	return false
}

func (m Match) stops() bool {
	alone := m.Starts && m.Ends && (m.Caps || m.Key != OtherText && m.Key != Reason && (m.Key != "medication" && m.Key != "diagnosis" || m.Quality == 1 && m.Phrase != "medicine"))
	return m.Colon || alone || !textKey(m.Key)
}

func (s *Sheet) segmentOf(l *Line, word int) int {
	for i, seg := range l.Segments {
		if word <= seg.Last {
			return i
		}
	}
	return len(l.Segments) - 1
}

// below gathers the words under the label (dir 1) or over it (dir -1): between the label's left edge and the next thing on
// its line, for as long as lines follow at a line's distance.
func (s *Sheet) below(m Match, dir int) (Candidate, bool) {
	c := Candidate{Place: Below}
	if dir < 0 {
		c.Place = Above
	}
	x0, x1 := m.Rect.X0-1.5*s.Body, s.limitRight(m)
	edge := m.Rect
	for i := m.Line + dir; i >= 0 && i < len(s.Lines); i += dir {
		l := &s.Lines[i]
		if s.Leaves(min(i, m.Line), max(i, m.Line)) {
			break
		}
		gap := l.Rect.Y0 - edge.Y1
		if dir < 0 {
			gap = edge.Y0 - l.Rect.Y1
		}
		if gap > 5.5*s.Body {
			break
		}
		words := s.within(i, x0, x1, m.Rect)
		if len(words) == 0 {
			if dir > 0 && s.headed(i, x0, x1, m.Key) {
				break
			}
			continue
		}
		top, bottom := words[0].Rect.Y0, words[0].Rect.Y1
		if dir > 0 && top < edge.MidY() || dir < 0 && bottom > edge.MidY() {
			continue
		}
		d := max(top-edge.Y1, edge.Y0-bottom)
		far := 3.6
		if len(c.Breaks) == 0 && flush(words[0].Rect.X0, m.Rect.X0, s.Body) { // a high box: the value stands at its foot
			far = 5
		}
		if d > far*s.Body || dir < 0 && d > 2.4*s.Body || len(c.Breaks) > 0 && d > 1.3*s.Body {
			break
		}
		if len(c.Words) == 0 {
			c.Gap = d / s.Body
		}
		c.Breaks = append(c.Breaks, len(c.Words))
		c.Words = append(c.Words, words...)
		edge = Rect{X0: edge.X0, X1: edge.X1, Y0: top, Y1: bottom}
		if dir < 0 || len(c.Breaks) == 4 {
			break
		}
	}
	return c, len(c.Words) > 0
}

func flush(a, b, slack float64) bool { return a-b < slack && b-a < slack }

// headed reports whether another label's cell begins on a line between x0 and x1: what follows below it is that label's.
func (s *Sheet) headed(line int, x0, x1 float64, key Key) bool {
	for _, m := range s.LabelsOf(line) {
		if m.Starts && m.Ends && m.Key != key && m.stops() && m.Rect.X0 >= x0 && m.Rect.X0 < x1 {
			return true
		}
	}
	return false
}

// limitRight is the left edge of the next segment or label on the label's line, or the page's right edge.
func (s *Sheet) limitRight(m Match) float64 {
	l := &s.Lines[m.Line]
	x1 := 1100.0
	if l.Right > 0 {
		x1 = l.Right
	}
	if n := s.nextLabel(m.Line, m.Last); n < len(l.Words) {
		x1 = l.Words[n].Rect.X0 - 0.5*s.Body
	}
	if si := s.segmentOf(l, m.Last); si+1 < len(l.Segments) {
		x1 = min(x1, l.Segments[si+1].Rect.X0-0.5*s.Body)
	}
	return x1
}

// aligned gives the word of a segment that begins where a label does, 0 for none: two cells may stand so near each other that
// they look like one.
func (l *Line) aligned(seg Segment, x, slack float64) int {
	for i := seg.First + 1; i <= seg.Last; i++ {
		if d := l.Words[i].Rect.X0 - x; d > -slack && d < slack {
			return i
		}
	}
	return 0
}

// within gives the words of a line whose segment or middle lies between x0 and x1, stopped by labels. None where the
// line holds a label in that range at its start.
func (s *Sheet) within(line int, x0, x1 float64, label Rect) []Word {
	l := &s.Lines[line]
	labels := s.LabelsOf(line)
	first := sort.Search(len(l.Words), func(i int) bool { return l.Words[i].Rect.MidX() >= x0 })
	if first < len(l.Words) {
		if seg := l.Segments[s.segmentOf(l, first)]; seg.Rect.X0 < x0 {
			// The segment starts left of the label: it is centred on it, or it belongs to the column before.
			d := seg.Rect.MidX() - label.MidX()
			if at := l.aligned(seg, label.X0, 0.7*s.Body); at > seg.First {
				first = at
			} else if d < -3*s.Body || d > 3*s.Body {
				first = seg.Last + 1
			} else {
				first = seg.First
			}
		}
	}
	end := first
	for end < len(l.Words) && l.Words[end].Rect.MidX() < x1 {
		stop := false
		for _, m := range labels {
			stop = stop || m.First == end && m.stops()
		}
		if stop {
			break
		}
		end++
	}
	if first >= end {
		return nil
	}
	return l.Words[first:end]
}
