package fields

import (
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
		grouped(cols)
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

// grouped makes the column of a vaccine's group the vaccine's own where no other is, and nothing of ours where one is.
func grouped(cols []column) {
	cell := "vaccine"
	for _, c := range cols {
		if c.cell == "vaccine" {
			cell = ""
		}
	}
	for i := range cols {
		if cols[i].cell == "vaccine_group" {
			cols[i].cell = cell
		}
	}
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
