package quality

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

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
