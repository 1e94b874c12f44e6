package fields

import (
	"sort"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// fillTable gathers the rows under a header.
func fillTable(s *layout.Sheet, t *table) {
	head := &s.Lines[t.header]
	if t.last == t.header {
		t.secondHeader(s)
	}
	end := t.last + 1
	edge := s.Lines[t.last].Rect.Y1
	pitch := 0.0
	first := t.last + 1
	var gaps []float64
	for ; end < len(s.Lines); end++ {
		l := &s.Lines[end]
		gap := l.Rect.Y0 - edge
		if len(gaps) > 0 {
			pitch = gaps[len(gaps)/2]
		}
		if len(l.Segments) == 1 && len(t.cols) > 2 && pitch > 0 && gap > 1.6*pitch+0.6*s.Body || gap > 6*s.Body || pitch > 0 && gap > 3*pitch+2*s.Body || endsTable(s, end, t) {
			break
		}
		if end > first {
			gaps = append(gaps, gap)
			sort.Float64s(gaps)
		}
		edge = l.Rect.Y1
	}
	t.bounds(s, head, first, end)
	for i := first; i < end; i++ {
		row := t.rowOf(&s.Lines[i])
		if !t.keep(row) {
			continue
		}
		if twins, ok := t.twins(row); ok {
			t.rows = append(t.rows, twins...)
			continue
		}
		if len(t.rows) > 0 && t.goesOn(row, s, i) {
			last := t.rows[len(t.rows)-1]
			for c := range row {
				last[c] = append(last[c], row[c]...)
			}
			continue
		}
		t.rows = append(t.rows, row)
	}
	t.last = max(t.last, end-1)
}

// secondHeader takes in a second line of the header: words under the names of columns, without digits.
func (t *table) secondHeader(s *layout.Sheet) {
	i := t.header + 1
	if i >= len(s.Lines) {
		return
	}
	l, head := &s.Lines[i], &s.Lines[t.header]
	if l.Rect.Y0-head.Rect.Y1 > 1.2*s.Body || len(l.Words) > len(t.cols)+2 {
		return
	}
	for _, w := range l.Words {
		f := strings.ToLower(strings.Trim(w.Text, "().:/#"))
		if !headerWords[f] {
			return
		}
	}
	t.last = i
}

// headerWords stand in the second line of a header.
var headerWords = words("range interval amount date number no code name paid billed allowed owes owe responsibility of service or units charges covered discount by given site resp unit flag value lot charge pointer dose")

// endsTable reports whether a line is no row: a total, a heading, a label with a colon, a line of running text.
func endsTable(s *layout.Sheet, i int, t *table) bool {
	l := &s.Lines[i]
	low := strings.ToLower(l.Words[0].Text)
	if len(l.Words) > 1 && len(low) < 4 && strings.HasSuffix(low, ".") && hasDigit(low) {
		low = strings.ToLower(l.Words[1].Text)
	}
	if strings.HasPrefix(low, "total") || strings.HasPrefix(low, "subtotal") || low == "page" || low == "claim" && len(l.Words) > 1 && strings.HasPrefix(strings.ToLower(l.Words[1].Text), "total") {
		return true
	}
	if closes(l.Text(0, len(l.Words)-1)) {
		return true
	}
	heads := 0
	for _, m := range s.LabelsOf(i) {
		if m.Starts && m.Ends && m.Quality >= 1 {
			heads++
		}
		if m.Starts && m.First == 0 && (m.Colon || m.Ends && len(l.Segments) == 1 && m.Quality >= 1) {
			return true
		}
	}
	if heads > 1 && 10*heads >= 6*len(l.Segments) {
		return true
	}
	if _, ok := headerAt(s, i); ok {
		return true
	}
	return len(l.Segments) == 1 && len(l.Words) > 9 && len(t.cols) > 2
}

// bounds sets the columns' edges where the fewest words of the rows stand across them.
func (t *table) bounds(s *layout.Sheet, head *layout.Line, first, end int) {
	sort.SliceStable(t.cols, func(a, b int) bool { return t.cols[a].rect.X0 < t.cols[b].rect.X0 })
	var cover [1101]float64
	mark := func(r layout.Rect, weight float64) {
		for x := max(0, int(r.X0)); x <= int(r.X1) && x < len(cover); x++ {
			cover[x] += weight
		}
	}
	for i := first; i < end; i++ {
		l := &s.Lines[i]
		for k, w := range l.Words {
			mark(w.Rect, 1)
			if k > 0 { // the space between two words of one cell is part of it
				prev := l.Words[k-1].Rect
				if w.Rect.X0-prev.X1 < 0.8*s.Body {
					mark(layout.Rect{X0: prev.X1, X1: w.Rect.X0}, 0.6)
				}
			}
		}
	}
	for _, c := range t.cols {
		mark(c.rect, 1.5)
	}
	for i := range t.cols {
		if i == 0 {
			t.cols[0].x0 = -200
			continue
		}
		x := gutter(cover[:], t.cols[i-1].rect, t.cols[i].rect)
		t.cols[i-1].x1, t.cols[i].x0 = x, x
	}
	t.cols[len(t.cols)-1].x1 = 1300
}

// gutter is the middle of the widest stretch of least cover between two columns' names.
func gutter(cover []float64, a, b layout.Rect) float64 {
	from, to := int(max(0, a.MidX())), int(min(float64(len(cover)-1), b.MidX()))
	if from >= to {
		return (a.X1 + b.X0) / 2
	}
	least := cover[from]
	for x := from; x <= to; x++ {
		least = min(least, cover[x])
	}
	best, width, start := (a.X1+b.X0)/2, 0, -1
	for x := from; x <= to+1; x++ {
		if x <= to && cover[x] <= least+0.01 {
			if start < 0 {
				start = x
			}
			continue
		}
		if start >= 0 && x-start > width {
			best, width = float64(start+x-1)/2, x-start
		}
		start = -1
	}
	return best
}

// rowOf parts the words of a line among the columns.
func (t *table) rowOf(l *layout.Line) tableRow {
	row := make(tableRow, len(t.cols))
	for _, w := range l.Words {
		x := w.Rect.MidX()
		c := sort.Search(len(t.cols), func(i int) bool { return x < t.cols[i].x1 })
		c = min(c, len(t.cols)-1)
		row[c] = append(row[c], w)
	}
	return row
}

// keep reports whether a row holds anything in a named column.
func (t *table) keep(row tableRow) bool {
	for i, ws := range row {
		if t.cols[i].cell != "" && len(ws) > 0 {
			return true
		}
	}
	return false
}

// goesOn reports whether a line goes on with the row above: the key column and most others empty, close below.
func (t *table) goesOn(row tableRow, s *layout.Sheet, i int) bool {
	filled := 0
	key := false
	for c, ws := range row {
		if len(ws) > 0 {
			filled++
			key = key || t.cols[c].cell == t.kind.key
		}
	}
	gap := s.Lines[i].Rect.Y0 - s.Lines[i-1].Rect.Y1
	if key {
		prev := t.rows[len(t.rows)-1]
		text := layout.Join(row[t.keyColumn()])
		return filled == 1 && len(prev) > 1 && gap < 0.7*s.Body && text[0] >= 'a' && text[0] <= 'z'
	}
	return filled <= 2 && gap < 1.5*s.Body
}

func (t *table) keyColumn() int {
	for i, c := range t.cols {
		if c.cell == t.kind.key {
			return i
		}
	}
	return 0
}

// twins parts a row of two tables that stand side by side under one header: at every further key column.
func (t *table) twins(row tableRow) ([]tableRow, bool) {
	var starts []int
	for c := range t.cols {
		if t.cols[c].cell == t.kind.key {
			starts = append(starts, c)
		}
	}
	if len(starts) < 2 || starts[0] != 0 {
		return nil, false
	}
	var out []tableRow
	for i, from := range starts {
		to := len(t.cols)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		part := make(tableRow, len(t.cols))
		copy(part[from:to], row[from:to])
		if t.keep(part) {
			out = append(out, part)
		}
	}
	return out, true
}
