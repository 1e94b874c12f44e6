package fields

import (
	"sort"
	"strings"
	"sync"

	"chartproof.org/chartproof/engine/find/layout"
)

// headerAt reads a line as the header of one of the tables: at least two known columns, the key column among them, and
// little else on the line.
func headerAt(s *layout.Sheet, i int) (table, bool) {
	l := &s.Lines[i]
	if len(l.Words) < 2 || len(l.Words) > 40 || digitsIn(l) > 3 || len(l.Segments) == 1 && len(l.Words) > 9 {
		return table{}, false
	}
	folds := make([]string, len(l.Words))
	for k, w := range l.Words {
		folds[k] = layout.Fold(w.Text)
	}
	best, top := headerOf(l, i, folds)
	if m, ok := mergedHeader(s, i); ok {
		for k := range m.Words {
			if k < len(folds) {
				folds[k] = layout.Fold(m.Words[k].Text)
			} else {
				folds = append(folds, layout.Fold(m.Words[k].Text))
			}
		}
		if t, v := headerOf(m, i, folds[:len(m.Words)]); v > top+0.9 {
			t.last = i + 1
			best, top = t, v
		}
	}
	return best, top > 0
}

// mergedHeader joins a header of two lines, cell by cell, into one line.
func mergedHeader(s *layout.Sheet, i int) (*layout.Line, bool) {
	if i+1 >= len(s.Lines) {
		return nil, false
	}
	a, b := &s.Lines[i], &s.Lines[i+1]
	if b.Rect.Y0-a.Rect.Y1 > 1.2*s.Body || len(a.Segments) < 3 || len(b.Segments) < 2 || digitsIn(b) > 0 || digitsIn(a) > 0 {
		return nil, false
	}
	m := &layout.Line{Rect: a.Rect}
	used := make([]bool, len(b.Segments))
	for _, seg := range a.Segments {
		ws := append([]layout.Word(nil), a.Words[seg.First:seg.Last+1]...)
		rect := seg.Rect
		for k, o := range b.Segments {
			if !used[k] && min(rect.X1, o.Rect.X1)-max(rect.X0, o.Rect.X0) > 0 {
				used[k] = true
				ws = append(ws, b.Words[o.First:o.Last+1]...)
				rect.X0, rect.X1 = min(rect.X0, o.Rect.X0), max(rect.X1, o.Rect.X1)
			}
		}
		for w := range ws { // one cell: its words share the cell's place
			ws[w].Rect = rect
		}
		m.Segments = append(m.Segments, layout.Segment{First: len(m.Words), Last: len(m.Words) + len(ws) - 1, Rect: rect})
		m.Words = append(m.Words, ws...)
	}
	return m, true
}

// headerOf gives the table whose header a line reads as best, and how well.
func headerOf(l *layout.Line, i int, folds []string) (table, float64) {
	var best table
	top := 0.0
	for k := range kinds {
		cols, covered := columnsIn(&compiledKinds()[k], l, folds)
		known, key := 0, false
		seen := map[string]bool{}
		for _, c := range cols {
			if c.cell != "" && !seen[c.cell] {
				known++
				seen[c.cell] = true
				key = key || c.cell == kinds[k].key
			}
		}
		if kinds[k].name == "service_lines" && !key && seen["description"] && seen["charge"] {
			key = true
		}
		share := float64(covered) / float64(len(l.Words))
		if !key || known < 2 || share < 0.6 || known == 2 && len(cols) == 2 && (len(l.Segments) < 2 || share < 0.8) {
			continue
		}
		if v := float64(known) + 0.3*float64(len(cols)-known) + share; v > top {
			best, top = table{kind: &kinds[k], cols: cols, header: i, last: i}, v
		}
	}
	return best, top
}

func digitsIn(l *layout.Line) int {
	n := 0
	for _, w := range l.Words {
		if hasDigit(w.Text) && len(onlyDigits(w.Text)) > 2 {
			n++
		}
	}
	return n
}

// columnsIn matches the words of a line with the columns of a table, the longest phrase first; words that match nothing
// become columns without a name where they stand alone.
func columnsIn(k *kindIndex, l *layout.Line, folds []string) ([]column, int) {
	var cols []column
	covered := 0
	for _, seg := range l.Segments {
		for i := seg.First; i <= seg.Last; {
			cell, n := matchColumn(k, folds[i:seg.Last+1])
			if n == 0 {
				if i == seg.First && seg.First == seg.Last {
					cols = append(cols, column{rect: l.Words[i].Rect})
				}
				i++
				continue
			}
			c := column{cell: cell, rect: l.Words[i].Rect}
			c.rect.X1 = l.Words[i+n-1].Rect.X1
			cols = append(cols, c)
			covered += n
			i += n
		}
	}
	return cols, covered
}

// matchColumn gives the column that the first words name, and how many words its name takes.
func matchColumn(k *kindIndex, folds []string) (string, int) {
	joined := ""
	cell, words := "", 0
	for n := 0; n < len(folds) && n < 6; n++ {
		joined += folds[n]
		if joined == "" {
			continue
		}
		if c, ok := columnNamed(k, joined); ok {
			cell, words = c, n+1
		}
	}
	return cell, words
}

// kindIndex is the phrasings of a table's columns, folded once.
type kindIndex struct {
	exact map[string]string
	fuzzy []foldedPhrase
}

type foldedPhrase struct{ cell, folded string }

// compiledKinds folds the phrasings on first use. It is never written after.
var compiledKinds = sync.OnceValue(func() []kindIndex {
	out := make([]kindIndex, len(kinds))
	for i, k := range kinds {
		out[i].exact = map[string]string{}
		for _, c := range k.cols {
			for _, p := range c.phrases {
				f := layout.Fold(p)
				if _, ok := out[i].exact[f]; ok {
					continue
				}
				out[i].exact[f] = c.cell
				if len(f) >= 6 {
					out[i].fuzzy = append(out[i].fuzzy, foldedPhrase{c.cell, f})
				}
			}
		}
	}
	return out
})

func columnNamed(k *kindIndex, folded string) (string, bool) {
	if c, ok := k.exact[folded]; ok {
		return c, true
	}
	if len(folded) < 5 || len(folded) > 40 {
		return "", false
	}
	for _, p := range k.fuzzy {
		if d := len(p.folded) - len(folded); d > 1 || d < -1 || p.folded[:2] != folded[:2] && p.folded[len(p.folded)-2:] != folded[len(folded)-2:] {
			continue
		}
		if layout.Distance(p.folded, folded, 1) <= 1 {
			return p.cell, true
		}
	}
	return "", false
}

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
		if gap > 6*s.Body || pitch > 0 && gap > 3*pitch+2*s.Body || endsTable(s, end, t) {
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
