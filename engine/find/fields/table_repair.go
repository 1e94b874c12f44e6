package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// Where the rows show that an edge between two columns was drawn wrong it is moved: numbers set to the right of their column
// stand far from its name, and dollars and cents have a rule between them on a form.

// mostRows is the share of rows that must agree before an edge moves.
const mostRows = 0.8

// straighten moves the edges between columns that the rows speak against.
func (t *table) straighten(s *layout.Sheet, lines []int) {
	if len(lines) == 0 {
		return
	}
	rows := make([]tableRow, len(lines))
	for c := 0; c+1 < len(t.cols); c++ {
		for i, n := range lines {
			rows[i] = t.rowOf(&s.Lines[n])
		}
		if x, ok := t.crowded(rows, c, s.Body); ok {
			t.cols[c].x1, t.cols[c+1].x0 = x, x
		} else if x, ok := t.centsBehind(rows, c); ok {
			t.cols[c].x1, t.cols[c+1].x0 = x, x
		}
	}
}

// edge gathers where the words left and right of a new edge would stand.
type edge struct {
	left, right float64
	votes       int
}

func (e *edge) vote(a, b layout.Rect) {
	if e.votes == 0 {
		e.left, e.right = a.X1, b.X0
	}
	e.left, e.right = max(e.left, a.X1), min(e.right, b.X0)
	e.votes++
}

// at gives the place of the edge, if enough rows voted for one that crosses none of them.
func (e *edge) at(rows int) (float64, bool) {
	return (e.left + e.right) / 2, e.votes > 0 && float64(e.votes) >= mostRows*float64(rows) && e.left < e.right
}

// crowded finds a column that is empty in most rows beside one that holds two cells in most rows.
func (t *table) crowded(rows []tableRow, c int, body float64) (float64, bool) {
	var left, right edge
	for _, row := range rows {
		a, b := row[c], row[c+1]
		switch {
		case len(a) == 0 && len(b) > 1:
			if k := firstGap(b, body); k > 0 {
				left.vote(b[k-1].Rect, b[k].Rect)
			}
		case len(b) == 0 && len(a) > 1:
			if k := lastGap(a, body); k > 0 {
				right.vote(a[k-1].Rect, a[k].Rect)
			}
		}
	}
	if x, ok := left.at(len(rows)); ok {
		return x, true
	}
	return right.at(len(rows))
}

// firstGap gives the first word that stands apart from the one before it, 0 for none.
func firstGap(ws []layout.Word, body float64) int {
	for k := 1; k < len(ws); k++ {
		if ws[k].Rect.X0-ws[k-1].Rect.X1 > 1.4*max(body, ws[k].Rect.Height()) {
			return k
		}
	}
	return 0
}

func lastGap(ws []layout.Word, body float64) int {
	for k := len(ws) - 1; k > 0; k-- {
		if ws[k].Rect.X0-ws[k-1].Rect.X1 > 1.4*max(body, ws[k].Rect.Height()) {
			return k
		}
	}
	return 0
}

// centsBehind finds a column of bare dollars whose cents fell into the column behind, before what belongs there.
func (t *table) centsBehind(rows []tableRow, c int) (float64, bool) {
	if !moneyCell[t.cols[c].cell] {
		return 0, false
	}
	var e edge
	full := 0
	for _, row := range rows {
		a, b := row[c], row[c+1]
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		full++
		dollars := strings.TrimLeft(a[len(a)-1].Text, "$")
		if !allDigits(dollars) || len(b[0].Text) != 2 || !allDigits(b[0].Text) {
			continue
		}
		switch {
		case len(b) > 1:
			e.vote(b[0].Rect, b[1].Rect)
		case t.cols[c+1].cell == "":
			e.vote(b[0].Rect, layout.Rect{X0: t.cols[c+1].x1})
		}
	}
	return e.at(max(1, full))
}

// keyByContent gives the key to another column where the one that has it holds dates or numbers in most rows.
func (t *table) keyByContent() {
	at := t.keyColumn()
	if t.kind.name == "service_lines" || len(t.cols) == 0 || t.cols[at].cell != t.kind.key {
		return
	}
	numbers, filled := t.share(at, func(ws []layout.Word) bool { return !wordsOnly(ws) })
	if filled == 0 || numbers < 0.6 {
		return
	}
	best, most := -1, 0.6
	for c := range t.cols {
		if c == at || t.cols[c].named || t.cols[c].cell != "" {
			continue
		}
		if part, n := t.share(c, wordsOnly); 2*n >= filled && part > most {
			best, most = c, part
		}
	}
	if best >= 0 {
		t.cols[at].cell, t.cols[best].cell = "", t.kind.key
	}
}

// wordsOnly reports whether a cell begins with a word of letters that is no month.
func wordsOnly(ws []layout.Word) bool {
	text := layout.Join(ws)
	return letterStart(text) && !looksDated(text)
}

// nameByAmounts finds the columns of money that a payer's lines lack a name for, or have another for ("Our discounted price"):
// what is allowed is what is paid and what is owed together, line by line. One of the latter two must have its name, or nothing
// tells them apart.
func (t *table) nameByAmounts() {
	at := map[string][]int{}
	for c := range t.cols {
		if moneyCell[t.cols[c].cell] {
			at[t.cols[c].cell] = append(at[t.cols[c].cell], c)
		}
	}
	trio := []string{"allowed", "paid", "patient_owes"}
	lacking := 0
	for _, cell := range trio {
		if len(at[cell]) == 0 {
			lacking++
		}
	}
	if lacking == 0 || lacking == 3 || len(at["paid"])+len(at["patient_owes"]) == 0 {
		return
	}
	var free []int // columns that may be what lacks: without a name of ours, or a second of charges
	for c := range t.cols {
		if part, filled := t.share(c, func(ws []layout.Word) bool { _, ok := amountIn(ws); return ok }); t.cols[c].cell == "" && filled > 0 && part >= mostRows {
			free = append(free, c)
		}
	}
	if charges := at["charge"]; len(charges) > 1 {
		free = append(free, charges[1:]...)
	}
	choices := make([][]int, 3)
	for i, cell := range trio {
		if choices[i] = at[cell]; len(choices[i]) == 0 {
			choices[i] = free
		}
	}
	t.assign(trio, choices)
}

// assign names the one choice of columns whose amounts add up.
func (t *table) assign(trio []string, choices [][]int) {
	var found [][3]int
	for _, a := range choices[0] {
		for _, b := range choices[1] {
			for _, c := range choices[2] {
				if a != b && b != c && a != c && t.addsUp(a, b, c) {
					found = append(found, [3]int{a, b, c})
				}
			}
		}
	}
	if len(found) != 1 {
		return
	}
	for i, c := range found[0] {
		t.cols[c].cell = trio[i]
	}
}

// addsUp reports whether in most rows, and in two at least, one column is the sum of two others.
func (t *table) addsUp(sum, a, b int) bool {
	good, all := 0, 0
	for _, row := range t.rows {
		s, okS := amountIn(row[sum])
		x, okA := amountIn(row[a])
		y, okB := amountIn(row[b])
		if !okS || !okA || !okB {
			continue
		}
		if all++; s == x+y && s > 0 {
			good++
		}
	}
	return good > 1 && float64(good) >= mostRows*float64(all)
}

// amountIn gives the cents of a cell that is one amount.
func amountIn(ws []layout.Word) (int, bool) {
	if len(ws) == 0 {
		return 0, false
	}
	m, ok := money(layout.Join(ws))
	if !ok || m.failed || m.norm == "" {
		return 0, false
	}
	return cents(m.norm), true
}
