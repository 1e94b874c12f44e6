package fields

import (
	"fmt"
	"math"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What engine/find/trust is told of a row and its cells besides their text: most of it shows only when all rows of the document
// are there, beside each other and beside the words that none of them took.

// noteRows marks the rows that were found since the last note with the way that led to them.
func (r *reader) noteRows(way chart.Way) {
	for i := range r.doc.Rows {
		if e := &r.doc.Rows[i].Evidence; e.Way == chart.NoWay {
			e.Way = way
		}
	}
}

// headed tells a row of what its table's header says.
func (t *table) headed(row *chart.Row, words tableRow) {
	named, filled := 0, 0
	for c := range t.cols {
		if t.cols[c].cell != "" {
			named++
			filled += oneIf(len(words[c]) > 0)
		}
	}
	e := &row.Evidence
	e.Named, e.Filled, e.Guessed = float64(named)/float64(len(t.cols)), shareOf(filled, named), t.guessed
}

// How surely the name of a column is known.
const (
	byItsName = 1.0 // a phrasing that we know
	byItsWord = 0.7 // words of it
	byContent = 0.4 // what stands below it
	unheaded  = 0.2 // the cell was parted from another
)

// head gives how surely the column of a cell is named, and whether the cell shares it with others of its row.
func (t *table) head(cell string, row tableRow, ws []layout.Word) (sure float64, shared bool) {
	sure = unheaded
	for c := range t.cols {
		if t.cols[c].cell != cell || len(row[c]) == 0 {
			continue
		}
		shared = len(row[c]) != len(ws)
		switch {
		case t.cols[c].voted:
			return byItsWord, shared
		case t.cols[c].named:
			return byItsName, shared
		}
		sure = byContent
	}
	return sure, shared || sure == unheaded
}

// readOf tells a cell how well its words were read.
func (l *leaf) readOf(c *chart.Cell, ws []layout.Word) {
	f, e := chart.Field{Value: c.Value}, &c.Evidence
	l.readings(&f, hit{leaf: l, words: ws, value: c.Value.Reveal()})
	e.Readings, e.Doubt, e.Disagreed = f.Readings, f.Doubt, slices.Contains(f.Reasons, chart.EnginesDisagree)
	e.Words, e.Lines = float64(l.least(ws)), 1
	for k := 1; k < len(ws); k++ {
		a, b := ws[k-1].Rect, ws[k].Rect
		if b.Y0 > a.MidY() || b.X1 < a.X0 {
			e.Lines++
			continue
		}
		e.Gap = max(e.Gap, heights(b.X0-a.X1, a))
	}
}

// farthest is the widest gap that is told apart, in heights of a word.
const farthest = 9

func heights(gap float64, beside layout.Rect) float64 {
	return math.Min(farthest, math.Max(0, gap/math.Max(1, beside.Height())))
}

// weighRows completes the evidence of all rows.
func (r *reader) weighRows() {
	for i := range r.doc.Rows {
		row := &r.doc.Rows[i]
		row.Evidence.Passed = r.passes(row)
		for j := range row.Cells {
			c := &row.Cells[j]
			e, text := &c.Evidence, c.Value.Reveal()
			e.Shape, e.Label, e.Frayed = r.likeness(c.Name, text), likeLabel(text), frayed.MatchString(text)
			for k := range row.Cells {
				e.Twins += oneIf(k != j && row.Cells[k].Name == c.Name)
			}
		}
	}
	for _, rows := range r.alike() {
		for _, row := range rows {
			amongOthers(row, rows)
		}
	}
	for _, l := range r.leaves {
		r.amongWords(l)
	}
	for i := range r.doc.Rows {
		doubtRow(&r.doc.Rows[i])
	}
}

// doubtRow doubts the cells of a row: beside one that is odd, the columns are not what they were taken for.
func doubtRow(row *chart.Row) {
	odd := slices.ContainsFunc(row.Cells, func(c chart.Cell) bool { return c.Odd() })
	for j := range row.Cells {
		c := &row.Cells[j]
		doubtCell(c)
		if odd && !c.Odd() {
			c.Confidence *= 0.8
		}
	}
}

// aSpace is how far apart words of one text stand at most, in heights of a word.
const aSpace = 1.2

// doubtCell takes from the confidence of a cell what its evidence speaks against by itself. How much each is worth is seldom
// seen, for what we know of is mended: engine/find/trust weighs what is left against what held.
func doubtCell(c *chart.Cell) {
	e := &c.Evidence
	for _, d := range []struct {
		holds bool
		left  chart.Confidence
	}{
		{e.Shape == unlike, 0.6}, {e.Shape == open, 0.9}, {e.Frayed, 0.7}, {e.Label > 0.99, 0.6}, {e.Column < 0.5, 0.9},
		{e.Twins > 0 && c.Name != "date", 0.6}, {e.Gap > 2, 0.8}, {e.Lines > 1, 0.95},
		{e.Near < aSpace, 0.7}, {e.Under < 0.7, 0.9}, {e.Aligned < 0.5, 0.85},
	} {
		if d.holds {
			c.Confidence *= d.left
		}
	}
}

// alike gathers the rows of one table, as far as they show: those of a page that were found in the same way.
func (r *reader) alike() map[string][]*chart.Row {
	out := map[string][]*chart.Row{}
	for i := range r.doc.Rows {
		row := &r.doc.Rows[i]
		key := fmt.Sprint(row.Table, row.Page, row.Evidence.Way)
		out[key] = append(out[key], row)
	}
	return out
}

// amongOthers compares a row with the others of its table.
func amongOthers(row *chart.Row, rows []*chart.Row) {
	same := 0
	for _, o := range rows {
		if o != row && slices.EqualFunc(row.Cells, o.Cells, func(a, b chart.Cell) bool { return a.Name == b.Name }) {
			same++
		}
	}
	row.Evidence.Others, row.Evidence.Alike = len(rows)-1, shareOf(same, len(rows)-1)
	for j := range row.Cells {
		amongColumn(&row.Cells[j], row, rows)
	}
}

// amongColumn compares a cell with those of its name in the other rows.
func amongColumn(c *chart.Cell, row *chart.Row, rows []*chart.Row) {
	n, fit, below := 0, 0.0, 0
	for _, o := range rows {
		for k := range o.Cells {
			other := &o.Cells[k]
			if o == row || other.Name != c.Name {
				continue
			}
			n++
			fit += other.Evidence.Shape
			below += oneIf(other.Box.X0 < c.Box.X1 && c.Box.X0 < other.Box.X1)
		}
	}
	c.Evidence.Column, c.Evidence.Aligned = c.Evidence.Shape, shareOf(below, n)
	if n > 0 {
		c.Evidence.Column = fit / float64(n)
	}
}

// shareOf is a share; that of nothing is half.
func shareOf(some, all int) float64 {
	if all == 0 {
		return 0.5
	}
	return float64(some) / float64(all)
}

// amongWords compares the rows of a page with the words on their lines.
func (r *reader) amongWords(l *leaf) {
	taken := r.takenOn(l)
	strays, all := map[int]int{}, map[int]int{}
	free := func(ws []layout.Word, k int) bool {
		_, ok := taken[ws[k].Index]
		return !ok
	}
	for i := range l.sheet.Lines {
		ws := l.sheet.Lines[i].Words
		idle, rows := 0, map[int]bool{}
		for k, w := range ws {
			at, ok := taken[w.Index]
			if !ok {
				idle++
				continue
			}
			rows[at.Row] = true
			e := &r.doc.Rows[at.Row].Cells[at.Cell].Evidence
			for _, next := range []int{k - 1, k + 1} {
				if next >= 0 && next < len(ws) && free(ws, next) {
					e.Near = min(e.Near, heights(max(w.Rect.X0, ws[next].Rect.X0)-min(w.Rect.X1, ws[next].Rect.X1), w.Rect))
				}
			}
			for _, next := range []int{i - 1, i + 1} {
				if next >= 0 && next < len(l.sheet.Lines) {
					e.Under = min(e.Under, underGap(w, l.sheet.Lines[next].Words, free))
				}
			}
		}
		for at := range rows {
			strays[at] += idle
			all[at] += len(ws)
		}
	}
	for at, n := range all {
		r.doc.Rows[at].Evidence.Strays = float64(strays[at]) / float64(n)
	}
}

// underGap gives the gap between a word and those of the next line below or above it that no row took, in heights.
func underGap(w layout.Word, next []layout.Word, free func([]layout.Word, int) bool) float64 {
	gap := float64(farthest)
	for k := range next {
		if o := next[k].Rect; o.X0 < w.Rect.X1 && w.Rect.X0 < o.X1 && free(next, k) {
			gap = min(gap, heights(max(w.Rect.Y0, o.Y0)-min(w.Rect.Y1, o.Y1), w.Rect))
		}
	}
	return gap
}

// takenOn gives the cell that each word of a page went into.
func (r *reader) takenOn(l *leaf) map[int]chart.CellRef {
	taken := map[int]chart.CellRef{}
	for i := range r.doc.Rows {
		row := &r.doc.Rows[i]
		if row.Page != l.page.Number {
			continue
		}
		for j := range row.Cells {
			c := &row.Cells[j]
			c.Evidence.Near, c.Evidence.Under = farthest, farthest
			for k := range l.page.Words {
				if mid := l.page.Words[k].Box.Center(); c.Box.X0 <= mid.X && mid.X <= c.Box.X1 && c.Box.Y0 <= mid.Y && mid.Y <= c.Box.Y1 {
					taken[k] = chart.CellRef{Row: i, Cell: j}
				}
			}
		}
	}
	return taken
}
