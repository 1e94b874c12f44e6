package phi

import "chartproof.org/chartproof/engine/chart"

// splitRows is over how many lines without a name a table of names goes on.
const splitRows = 3

// findSplitNames marks the names of a table that has the parts of a name in columns of their own, "Last" and "First", or in one
// column with a stroke between. There a word is a name whatever else it may mean, where both parts stand in their places.
func (s *scan) findSplitNames() {
	if s.place == nil {
		return
	}
	for _, l := range s.lines {
		last, first, middle := -1, -1, -1
		for k := l.first; k < l.last; k++ {
			switch {
			case s.is(k, "last", "surname", "apellido", "apellidos") && s.partHead(k):
				last = k
			case s.is(k, "first", "given", "nombre") && s.partHead(k):
				first = k
			case s.is(k, "mi", "middle", "m") && s.beginsCell(k):
				middle = k
			}
		}
		if last >= 0 && first >= 0 {
			s.splitNamesUnder(last, first, middle)
		}
		s.namedInLine(l)
	}
}

// namedInLine marks the parts of a name that stand behind their words in one line, as claim forms print them: "LAST Okoye   FIRST Cassia".
func (s *scan) namedInLine(l lineCase) {
	var parts []int
	last, first := false, false
	for k := l.first; k+1 < l.last; k++ {
		if s.toks[k].shape == lowerShape || !s.beginsCell(k) || !s.near(k+1) || !s.columnPart(k+1) {
			continue
		}
		switch {
		case s.is(k, "last", "surname"):
			last, parts = true, append(parts, k+1)
		case s.is(k, "first"):
			first, parts = true, append(parts, k+1)
		}
	}
	if !last || !first {
		return
	}
	for _, k := range parts {
		end := k + 1
		for s.near(end) && (s.is(end, "-", "'") || s.columnPart(end)) {
			end++
		}
		s.addHit(hit{start: s.toks[k].start, end: s.toks[end-1].end, kind: chart.Name, tier: chart.Likely, layer: layerLabel, firm: true})
	}
}

// partHead reports whether the heading of a column of parts of names begins with token k or with the word before it: "Last",
// "Patient Last", "First Name".
func (s *scan) partHead(k int) bool {
	from, to := k, k+1
	if s.is(k-1, "patient", "pt", "member", "subscriber", "insured", "client", "resident", "child", "student") && s.near(k) {
		from--
	}
	if s.is(to, "name") && s.near(to) {
		to++
	}
	begins := s.beginsCell(from) || s.is(from-1, "/")
	return begins && (s.beginsCell(to) || s.is(to, "|", "/")) && s.tok(to).kind != digitToken
}

func (s *scan) splitNamesUnder(last, first, middle int) {
	stroke := s.is(max(last, first)-1, "/") || s.is(max(last, first)-2, "/")
	line := s.toks[last].line
	for n, without := line+1, 0; n < len(s.lines) && n <= line+columnLines && without < splitRows; n++ {
		without++
		a, b := s.partUnder(min(last, first), n, (*scan).columnPart), -1
		if stroke && a >= 0 && s.is(a+1, "/") && s.columnPart(a+2) {
			b = a + 2
		} else if !stroke {
			b = s.partUnder(max(last, first), n, (*scan).columnPart)
		}
		if a < 0 || b < 0 || a == b {
			continue
		}
		without = 0
		parts := []int{a, b}
		if middle >= 0 {
			if m := s.partUnder(middle, n, (*scan).columnInitial); m >= 0 {
				parts = append(parts, m)
			}
		}
		for _, k := range parts {
			s.addHit(hit{start: s.toks[k].start, end: s.toks[k].end, kind: chart.Name, tier: chart.Likely, layer: layerLabel, firm: true})
		}
	}
}

// partUnder gives the word that stands in line n where the cell of the heading at token head begins, -1 where none of that sort does.
func (s *scan) partUnder(head, n int, sort func(*scan, int) bool) int {
	for head > 0 && s.near(head) && !s.beginsCell(head) {
		head--
	}
	x0, x1 := s.extent(head, head+1)
	pitch := (x1 - x0) / float64(len(s.toks[head].text))
	for k := s.lines[n].first; k < s.lines[n].last; k++ {
		if a, _ := s.extent(k, k+1); a > x0-2*pitch && a < x0+2*pitch && s.beginsCell(k) {
			if sort(s, k) {
				return k
			}
			return -1
		}
	}
	return -1
}

// columnPart reports a word as a part of a name is written: no label, no answer, with a capital where the text has any.
func (s *scan) columnPart(k int) bool {
	t := s.tok(k)
	if t.kind != wordToken || len(t.text) < 2 || t.shape == lowerShape && !s.free || s.is(k, "last", "first", "middle") || (notNames[t.low] || closedClass[t.low]) && t.entry.Given == 0 {
		return false
	}
	l, _ := s.labelAt(k)
	return l == nil || s.tok(k+1).gap >= gapSpace && l.weak
}

// columnInitial reports a letter that is all of its cell.
func (s *scan) columnInitial(k int) bool {
	t := s.tok(k)
	return t.kind == wordToken && len(t.text) == 1 && (s.endsCell(k) || s.is(k+1, "."))
}
