package quality

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// GivenRow is a row of a result, the document that it is of, and which of its cells are right.
type GivenRow struct {
	Row   *chart.Row
	Of    *chart.Document
	Right []bool
}

// RightRows tells of the rows of a result's documents what is right of them. A row that no line of the truth shares a cell with is
// wrong as a whole, but for one whose values stand on the page outside of tables: nobody says what else is in it.
func RightRows(want, got []chart.Document) []GivenRow {
	var truth, rows []chart.Row
	for _, d := range want {
		truth = append(truth, d.Rows...)
	}
	var out []GivenRow
	for i := range got {
		for j := range got[i].Rows {
			rows, out = append(rows, got[i].Rows[j]), append(out, GivenRow{Row: &got[i].Rows[j], Of: &got[i]})
		}
	}
	for i, right := range RightCells(truth, rows) {
		if out[i].Right = right; right == nil {
			out[i].Right = make([]bool, len(rows[i].Cells))
		}
	}
	return slices.DeleteFunc(out, func(g GivenRow) bool { return !slices.Contains(g.Right, true) && listed(want, g.Row) })
}

// listed reports whether a document has a value that a cell of the row holds, under the cell's name.
func listed(want []chart.Document, row *chart.Row) bool {
	for _, d := range want {
		for _, f := range d.Fields {
			if slices.ContainsFunc(row.Cells, func(c chart.Cell) bool {
				return c.Name == string(f.Name) && Fold(c.Value.Reveal()) == Fold(f.Value.Reveal())
			}) {
				return true
			}
		}
	}
	return false
}

// givenCells counts the cells of the result by what they promise and whether a person is asked.
func (r *Report) givenCells(want, got []chart.Document) {
	for _, g := range RightRows(want, got) {
		for i, c := range g.Row.Cells {
			r.CellTrust.Note(float64(c.Confidence), g.Right[i])
			if len(c.Reasons) == 0 {
				r.CellsUnseen.note(g.Right[i])
			}
			if g.Right[i] {
				r.CellsSent.note(len(c.Reasons) > 0)
			}
		}
	}
}

// RightCells tells of every cell of the rows that were found whether its line on the page holds it; nil for a row that no line of
// the truth shares a cell with. A line is matched with the row of its table that shares most with it, each once.
func RightCells(want, got []chart.Row) [][]bool {
	out := make([][]bool, len(got))
	for _, w := range want {
		best, top := -1, 0
		for i, g := range got {
			if out[i] != nil || g.Table != w.Table || w.Page != 0 && g.Page != w.Page {
				continue
			}
			if n := countRight(rightIn(w, g)); n > top {
				best, top = i, n
			}
		}
		if best >= 0 {
			out[best] = rightIn(w, got[best])
		}
	}
	return out
}

// rightIn tells of every cell of a row whether a line holds it, each cell of the line once.
func rightIn(want, got chart.Row) []bool {
	out, used := make([]bool, len(got.Cells)), make([]bool, len(want.Cells))
	for i, g := range got.Cells {
		for j, w := range want.Cells {
			if !used[j] && g.Name == w.Name && asPrinted(g.Value) == asPrinted(w.Value) {
				out[i], used[j] = true, true
				break
			}
		}
	}
	return out
}

func countRight(right []bool) int {
	n := 0
	for _, ok := range right {
		if ok {
			n++
		}
	}
	return n
}

// asPrinted is the text of a cell without what nobody would key: case, spaces, commas, the sign of the dollar, and what dust puts
// at its ends. A point within stays.
func asPrinted(s chart.Text) string {
	return strings.ToUpper(strings.Trim(strings.NewReplacer(" ", "", ",", "", "$", "").Replace(s.Reveal()), ".;:"))
}
