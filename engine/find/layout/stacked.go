package layout

import "strings"

// Labels that a narrow column breaks, and those that are none by what stands over them.

// stacked finds labels that a narrow column breaks over two lines, "DATE OF / BIRTH", where the two together are a better
// label than either. The match stands on the lower line.
func (s *Sheet) stacked(x *lex) {
	for li := 0; li+1 < len(s.Lines); li++ {
		up, down := &s.Lines[li], &s.Lines[li+1]
		if down.Rect.Y0-up.Rect.Y1 > 0.9*s.Body {
			continue
		}
		for ui, a := range up.Segments {
			for di, b := range down.Segments {
				if a.Last-a.First > 3 || b.Last-b.First > 2 || a.Rect.X0-b.Rect.X0 > s.Body || b.Rect.X0-a.Rect.X0 > s.Body || b.Rect.Y0-a.Rect.Y1 > 0.9*s.Body {
					continue
				}
				if strings.HasSuffix(up.Words[a.Last].Text, ":") || s.rowsOfPairs(li, ui, di) { // labels that are complete
					continue
				}
				f := foldPhrase(up.Text(a.First, a.Last)) + foldPhrase(down.Text(b.First, b.Last))
				if ids, ok := x.exact[f]; ok && len(f) >= 6 {
					s.restack(li, ui, di, &x.phrase[ids[0]])
				}
			}
		}
	}
}

// restack puts the joined label in the place of what the two segments held.
func (s *Sheet) restack(li, ui, di int, p *phrase) {
	down := &s.Lines[li+1]
	b := down.Segments[di]
	m := Match{Key: p.key, Phrase: p.text, Line: li + 1, First: b.First, Last: b.Last, Segment: di, Quality: 1, Colon: colonAfter(down, b, b.Last),
		Starts: true, Ends: true, Caps: upper(down.Text(b.First, b.Last)), Rect: b.Rect}
	var kept []Match
	done := false
	for _, o := range s.Labels {
		if o.Line == li && o.Segment == ui || o.Line == li+1 && o.Segment == di {
			continue
		}
		if !done && (o.Line > li+1 || o.Line == li+1 && o.First > m.First) {
			kept, done = append(kept, m), true
		}
		kept = append(kept, o)
	}
	if !done {
		kept = append(kept, m)
	}
	s.setLabels(kept)
}

// rowsOfPairs reports whether two cells are labels of their own, each with its value in the next cell: "PATIENT  Ana Day" over
// "DOB  3/4/1970".
func (s *Sheet) rowsOfPairs(li, ui, di int) bool {
	return s.pairAt(li, ui) && s.pairAt(li+1, di)
}

// pairAt reports whether a cell is one whole label and the next cell of the line none.
func (s *Sheet) pairAt(line, seg int) bool {
	l := &s.Lines[line]
	if seg+1 >= len(l.Segments) {
		return false
	}
	whole, next := false, false
	for _, m := range s.LabelsOf(line) {
		whole = whole || m.Segment == seg && m.Starts && m.Ends && m.Quality == 1
		next = next || m.Segment == seg+1
	}
	return whole && !next
}
