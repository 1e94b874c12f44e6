package fields

import (
	"sort"

	"chartproof.org/chartproof/engine/find/layout"
)

// bounds sets the columns' edges: between two names where the most rows have a gap and the fewest words stand across.
func (t *table) bounds(s *layout.Sheet, rows []int) {
	sort.SliceStable(t.cols, func(a, b int) bool { return t.cols[a].rect.X0 < t.cols[b].rect.X0 })
	for i := range t.cols {
		if i == 0 {
			t.cols[0].x0 = -200
			continue
		}
		x := t.gutter(s, rows, t.cols[i-1].rect, t.cols[i].rect)
		t.cols[i-1].x1, t.cols[i].x0 = x, x
	}
	t.cols[len(t.cols)-1].x1 = 2 * reach
}

// reach is the number of places across a page: its thousand, and half as many for what a skewed page moves out of it.
const reach = 1502

// steps is a weight for every place across a page, kept as its changes.
type steps [reach]float64

func (s *steps) add(x0, x1, weight float64) {
	from, to := min(max(0, int(x0)), reach-2), min(max(0, int(x1)), reach-2)
	if to >= from {
		s[from] += weight
		s[to+1] -= weight
	}
}

// gutter is the middle of the widest stretch between two columns' names that parts the rows best.
func (t *table) gutter(s *layout.Sheet, rows []int, a, b layout.Rect) float64 {
	var across, open steps
	for _, i := range rows {
		weigh(&across, &open, s.Lines[i].Words, a, b, s.Body)
	}
	across.add(a.X0, a.X1, 1.5)
	across.add(b.X0, b.X1, 1.5)
	from, to := int(max(0, a.MidX())), int(min(float64(reach-2), b.MidX()))
	if from >= to {
		return (a.X1 + b.X0) / 2
	}
	var worth [reach]float64
	sumA, sumO, top := 0.0, 0.0, -1e9
	for x := 0; x <= to; x++ {
		sumA, sumO = sumA+across[x], sumO+open[x]
		worth[x] = sumO - 2*sumA
		if x >= from {
			top = max(top, worth[x])
		}
	}
	best, width, start := (a.X1+b.X0)/2, 0, -1
	for x := from; x <= to+1; x++ {
		if x <= to && worth[x] >= top-0.01 {
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

// weigh adds one row: where its words stand, and where it has room between two of them or behind the last.
func weigh(across, open *steps, ws []layout.Word, a, b layout.Rect, body float64) {
	for k, w := range ws {
		across.add(w.Rect.X0, w.Rect.X1, 1)
		if k == 0 || ws[k-1].Rect.X1 < a.X0-body {
			continue
		}
		if w.Rect.X0 > b.X1+body { // the column behind is empty in this row
			if ws[k-1].Rect.X1 < b.X1 {
				open.add(ws[k-1].Rect.X1+0.5, b.X1, 0.5)
			}
			continue
		}
		gap, weight := w.Rect.X0-ws[k-1].Rect.X1, 1.0
		if gap < 1.2*max(body, w.Rect.Height()) { // perhaps only the space between two words
			weight = 0.3
		}
		open.add(ws[k-1].Rect.X1+0.5, w.Rect.X0-0.5, weight)
	}
	if end := ws[len(ws)-1].Rect.X1; end < b.X1 { // the cells behind are empty
		open.add(end+0.5, b.X1, 0.5)
	}
}
