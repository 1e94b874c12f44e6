package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// A header may name nothing but what stands across it: the days of several reports over their results, or the numbers of the
// doses over the days of vaccines. The corner over the names is often empty.

// matrixAt reads line i as such a header.
func (r *reader) matrixAt(s *layout.Sheet, i int) (table, bool) {
	l := &s.Lines[i]
	if len(l.Segments) < 3 || i+1 >= len(s.Lines) {
		return table{}, false
	}
	if t, ok := doseNumbers(l); ok && r.doc.Type == chart.ImmunizationRecord {
		return t.under(s, i), true
	}
	if t, ok := r.reportDays(l); ok {
		return t.under(s, i), true
	}
	return table{}, false
}

// under sets the table below line i, with a column for the names where the corner over them is empty.
func (t *table) under(s *layout.Sheet, i int) table {
	t.header, t.last, t.guessed = i, i, true
	first := leftmost(t.cols, func(column) bool { return true })
	below := s.Lines[i+1].Words[0].Rect
	if t.cols[first].cell != t.kind.key && below.X0 < t.cols[first].rect.X0-2*s.Body {
		t.cols = append([]column{{cell: t.kind.key, named: true, rect: layout.Rect{X0: below.X0, X1: below.X0 + s.Body, Y0: s.Lines[i].Rect.Y0, Y1: s.Lines[i].Rect.Y1}}}, t.cols...)
	}
	return *t
}

// doseNumbers reads a header of vaccines and their doses by number: "VACCINE  1  2  3  4".
func doseNumbers(l *layout.Line) (table, bool) {
	t := table{kind: kindNamed("immunizations")}
	next := 1
	for k, seg := range l.Segments {
		text := strings.ToLower(strings.Trim(l.Text(seg.First, seg.Last), "#().:"))
		c := column{named: true, head: k + 1, rect: seg.Rect}
		switch number := strings.TrimPrefix(text, "dose "); {
		case next < len(ordinals) && (number == ordinals[next][0] || number == ordinals[next][1] || number == ordinals[next][2]):
			c.cell = "date"
			next++
		case k == 0 && next == 1:
			c.cell = "vaccine"
		}
		t.cols = append(t.cols, c)
	}
	return t, next > 2
}

// ordinals are the numbers of doses as headers print them, from 1.
var ordinals = [][3]string{{}, {"1", "1st", "first"}, {"2", "2nd", "second"}, {"3", "3rd", "third"}, {"4", "4th", "fourth"}, {"5", "5th", "fifth"}, {"6", "6th", "sixth"}}

// reportDays reads a header of results by the days of their reports: the latest is that of this one.
func (r *reader) reportDays(l *layout.Line) (table, bool) {
	k := kindNamed("results")
	t := table{kind: k}
	index := compiledFor(k)
	days, latest, latestAt := 0, "", -1
	for n, seg := range l.Segments {
		ws := l.Words[seg.First : seg.Last+1]
		v := see(ws)
		if d, ok := r.clock.date(v.text, false); ok && !d.failed && len(ws) < 4 {
			days++
			if d.norm > latest {
				latest, latestAt = d.norm, len(t.cols)
			}
			t.cols = append(t.cols, column{named: true, head: n + 1, rect: seg.Rect})
			continue
		}
		folds := make([]string, len(ws))
		for i, w := range ws {
			folds[i] = layout.Fold(w.Text)
		}
		cell, words := matchColumn(index, folds)
		if words < len(folds) && n > 0 {
			return table{}, false
		}
		if n == 0 && words < len(folds) {
			cell = "test"
		}
		t.cols = append(t.cols, column{cell: cell, named: true, head: n + 1, rect: seg.Rect})
	}
	if days < 2 || latestAt < 0 {
		return table{}, false
	}
	t.cols[latestAt].cell = "value"
	return t, true
}

// latestValues keeps one of several columns of results: that of the latest day printed below the names, or else the first, and
// then nobody knows whether it is the one of this report.
func (r *reader) latestValues(t *table) {
	var values []int
	for c := range t.cols {
		if t.cols[c].cell == "value" {
			values = append(values, c)
		}
	}
	if t.kind.name != "results" || len(values) < 2 || t.period() > 0 {
		return
	}
	keep, latest := r.latestDay(t, values)
	full := 0
	for _, c := range values {
		if _, filled := t.share(c, isShape(figure)); filled > len(t.rows)/2 {
			full++
		}
	}
	if t.unsure = latest == "" && full > 1; latest == "" && full < 2 {
		return
	}
	for _, c := range values {
		if c != keep {
			t.cols[c].cell = ""
		}
	}
}

// latestDay gives the column with the latest day in the first row, or the first column and no day.
func (r *reader) latestDay(t *table, cols []int) (keep int, latest string) {
	keep = cols[0]
	for _, c := range cols {
		if len(t.rows) == 0 || len(t.rows[0][c]) == 0 {
			continue
		}
		if d, ok := r.clock.date(layout.Join(t.rows[0][c]), false); ok && !d.failed && d.norm > latest {
			keep, latest = c, d.norm
		}
	}
	return keep, latest
}

// kindNamed gives a table of the contract by its name.
func kindNamed(name string) *kind {
	for k := range kinds {
		if kinds[k].name == name {
			return &kinds[k]
		}
	}
	return nil
}

// compiledFor gives the folded names of a table's columns.
func compiledFor(of *kind) *kindIndex {
	for k := range kinds {
		if &kinds[k] == of {
			return &compiledKinds()[k]
		}
	}
	return nil
}
