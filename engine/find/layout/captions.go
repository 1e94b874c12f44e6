package layout

import "strings"

// Captions: labels that stand behind what was filled in, "Gray, Sanjay   (name)", in brackets or in a column of their own.

// captions marks the labels whose values stand left of them.
func (s *Sheet) captions() {
	s.bracketCaptions()
	s.columnCaptions()
}

// bracketCaptions marks labels in brackets that close what stands before them. One alone may explain the label before it
// ("Phone (home)"); a page that does so has several.
func (s *Sheet) bracketCaptions() {
	var found []int
	leads := 0
	for i, m := range s.Labels {
		if !s.inBrackets(m) {
			continue
		}
		if len(s.before(m)) == 0 {
			leads++
			continue
		}
		found = append(found, i)
	}
	if len(found) < 2 || leads > len(found) {
		return
	}
	for _, i := range found {
		s.Labels[i].Behind, s.Labels[i].Colon = true, true
	}
}

// inBrackets reports whether a label stands in brackets of its own.
func (s *Sheet) inBrackets(m Match) bool {
	l := &s.Lines[m.Line]
	return strings.HasPrefix(l.Words[m.First].Text, "(") && strings.HasSuffix(strings.TrimRight(l.Words[m.Last].Text, ".:,"), ")")
}

// before gives the words before a caption that it may speak of: back to the label before it, in its own cell or the next one
// on the left.
func (s *Sheet) before(m Match) []Word {
	l := &s.Lines[m.Line]
	si := s.segmentOf(l, m.First)
	from := l.Segments[si].First
	if from == m.First {
		if si == 0 {
			return nil
		}
		from = l.Segments[si-1].First
	}
	for _, o := range s.LabelsOf(m.Line) {
		if o.First >= from && o.Last < m.First {
			from = o.Last + 1
		}
	}
	for i := from; i < m.First; i++ { // a caption that is no label of ours
		if strings.HasPrefix(l.Words[i].Text, "(") && i > from && strings.HasSuffix(l.Words[m.First-1].Text, ")") {
			return nil
		}
	}
	return l.Words[from:m.First]
}

// columnCaptions marks the labels of a column at the right of a block whose lines all begin with something else: no line of it
// has another label, and nothing stands right of them or between them.
func (s *Sheet) columnCaptions() {
	for li := 0; li < len(s.Lines); li++ {
		var run []int
		for k := li; k < len(s.Lines); k++ {
			i, ok := s.lonely(k)
			if !ok || len(run) > 0 && !s.sameColumn(s.Labels[run[len(run)-1]], s.Labels[i]) {
				break
			}
			run = append(run, i)
		}
		if len(run) < 2 || !s.allLower(run) && len(run) < 4 {
			continue
		}
		for _, i := range run {
			s.Labels[i].Behind, s.Labels[i].Colon = true, true
		}
		li += len(run) - 1
	}
}

// lonely gives the label that is the whole of the second and last cell of a line whose first cell has none.
func (s *Sheet) lonely(line int) (int, bool) {
	ids := s.byLine[line]
	if len(ids) != 1 || len(s.Lines[line].Segments) != 2 {
		return 0, false
	}
	m := s.Labels[ids[0]]
	return ids[0], m.Segment == 1 && m.Starts && m.Ends && !m.Colon
}

func (s *Sheet) sameColumn(a, b Match) bool {
	d := a.Rect.X0 - b.Rect.X0
	return d > -s.Body && d < s.Body && b.Rect.Y0-a.Rect.Y1 < 3*s.Body
}

// allLower reports whether labels are set in small letters, as captions are.
func (s *Sheet) allLower(ids []int) bool {
	for _, i := range ids {
		if t := s.Lines[s.Labels[i].Line].Words[s.Labels[i].First].Text; t[0] >= 'A' && t[0] <= 'Z' {
			return false
		}
	}
	return true
}

// behind takes what stands before a caption.
func (s *Sheet) behind(m Match) []Candidate {
	words := s.before(m)
	if len(words) == 0 {
		return nil
	}
	return []Candidate{{Place: Beside, Words: words, Gap: (m.Rect.X0 - words[len(words)-1].Rect.X1) / s.Body}}
}

// halved marks two labels that a stroke joins: each is answered by a half of what follows the second.
func (s *Sheet) halved() {
	for i := 1; i < len(s.Labels); i++ {
		a, b := &s.Labels[i-1], &s.Labels[i]
		if a.Line != b.Line || a.Segment != b.Segment || !a.Starts || a.Key == b.Key || b.First != a.Last+2 || s.Lines[a.Line].Words[a.Last+1].Text != "/" || a.Colon || !b.Ends && !b.Colon {
			continue
		}
		a.Part, b.Part = 1, 2
		a.Last, a.Ends, a.Colon = b.Last, b.Ends, b.Colon
		b.Starts = true
		a.Rect = a.Rect.union(b.Rect)
		b.Rect = a.Rect
	}
}

// strangersLabels takes the few words before a colon that begin a cell behind another one for a label, known or not: they end the
// value before them.
func (s *Sheet) strangersLabels() {
	var added []Match
	for li := range s.Lines {
		l := &s.Lines[li]
		for si := 1; si < len(l.Segments); si++ {
			if m, ok := s.colonCell(li, si); ok {
				added = append(added, m)
			}
		}
	}
	if len(added) == 0 {
		return
	}
	kept := make([]Match, 0, len(s.Labels)+len(added))
	k := 0
	for _, m := range s.Labels {
		for k < len(added) && (added[k].Line < m.Line || added[k].Line == m.Line && added[k].First < m.First) {
			kept = append(kept, added[k])
			k++
		}
		kept = append(kept, m)
	}
	s.setLabels(append(kept, added[k:]...))
}

// colonCell gives the label that begins a cell in which no label was found before its first colon.
func (s *Sheet) colonCell(line, seg int) (Match, bool) {
	l, c := &s.Lines[line], s.Lines[line].Segments[seg]
	end := -1
	for i := c.First; i <= c.Last && i < c.First+5; i++ {
		t := l.Words[i].Text
		if t[0] < 'A' || digital(t) || i == c.First && t[0] >= 'a' && t[0] <= 'z' {
			return Match{}, false
		}
		if strings.HasSuffix(t, ":") {
			end = i
			break
		}
	}
	if end < 0 || len(l.Text(c.First, end)) < 4 {
		return Match{}, false
	}
	for _, o := range s.LabelsOf(line) {
		if o.First <= end && o.Last >= c.First {
			return Match{}, false
		}
	}
	rect := l.Words[c.First].Rect
	for _, w := range l.Words[c.First : end+1] {
		rect = rect.union(w.Rect)
	}
	return Match{Key: OtherText, Phrase: strings.ToLower(strings.TrimRight(l.Text(c.First, end), ":")), Line: line, First: c.First, Last: end, Segment: seg, Quality: 0.5, Colon: true, Starts: true, Ends: end == c.Last, Rect: rect}, true
}
