package fields

import (
	"sort"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// fillTable gathers the rows under a header.
func fillTable(s *layout.Sheet, t *table) {
	if t.last == t.header {
		t.secondHeader(s)
	}
	t.top = t.last
	first := t.last + 1
	end := t.extent(s, first, s.Lines[t.last].Rect.Y1)
	var rows []int
	for i := first; i < end; i++ {
		rows = append(rows, i)
	}
	t.bounds(s, rows)
	rows = rows[:0]
	for i := first; i < end; i++ { // once more without headings, sums and footnotes
		if l := &s.Lines[i]; !sums(l) && !runningText(l, t) && len(l.Segments) > 1 && t.fits(t.rowOf(l)) {
			rows = append(rows, i)
		}
	}
	if len(rows) > 0 && len(rows) < end-first {
		t.bounds(s, rows)
	}
	t.straighten(s, rows)
	t.gather(s, first, end)
}

// extent gives the line after the last one that may belong to the table; edge is where the lines before it end.
func (t *table) extent(s *layout.Sheet, first int, edge float64) int {
	end := first
	pitch := 0.0
	var gaps []float64
	for ; end < len(s.Lines); end++ {
		l := &s.Lines[end]
		gap := l.Rect.Y0 - edge
		if len(gaps) > 0 {
			pitch = gaps[len(gaps)/2]
		}
		if len(l.Segments) == 1 && len(t.cols) > 2 && pitch > 0 && gap > 1.6*pitch+0.6*s.Body || gap > 6*s.Body || pitch > 0 && gap > 3*pitch+2*s.Body || s.Leaves(t.header, end) || endsTable(s, end, t) {
			break
		}
		if end > first {
			gaps = append(gaps, gap)
			sort.Float64s(gaps)
		}
		edge = l.Rect.Y1
	}
	return end
}

// gather parts the lines among the columns. Headings and sums between the rows are left out; after a sum, or after running
// text, only full rows go on with the table.
func (t *table) gather(s *layout.Sheet, first, end int) {
	t.roomForDirections()
	closed, last := false, end-1
	for i := first; i < end; i++ {
		l := &s.Lines[i]
		if sums(l) || runningText(l, t) {
			closed, last = true, i
			continue
		}
		if closed && !t.full(l) {
			continue
		}
		if row := t.rowOf(l); t.keep(row) {
			closed, last = false, end-1
			t.addRow(s, i, i > first, row)
		}
	}
	t.last = max(t.last, last)
}

// addRow adds what stands on a line: a row of its own, two where tables stand side by side, or more of the row above.
func (t *table) addRow(s *layout.Sheet, i int, below bool, row tableRow) {
	n := len(t.rows)
	if n > 0 && t.takeDirections(row) {
		return
	}
	if below && n > 0 && level(&s.Lines[i-1], &s.Lines[i]) && apartIn(t.rows[n-1], row) { // one row that hangs or leans
		for c := range row {
			if len(row[c]) > 0 {
				t.rows[n-1][c] = row[c]
			}
		}
		return
	}
	if twins, ok := t.twins(row); ok {
		t.rows = append(t.rows, twins...)
		return
	}
	if n > 0 && t.goesOn(row, s, i) {
		for c := range row {
			t.rows[n-1][c] = append(t.rows[n-1][c], row[c]...)
		}
		return
	}
	t.rows = append(t.rows, row)
}

// sums reports whether a line is a total of the rows above it, or what was paid or taken off.
func sums(l *layout.Line) bool {
	word := func(k int) string { return strings.ToLower(strings.Trim(l.Words[k].Text, ".:*")) }
	if settled[word(0)] && len(l.Words) > 1 && moneyAt(l.Words[len(l.Words)-1:]) > 0 {
		return true
	}
	if len(l.Words) > 2 && boxNumber.MatchString(l.Words[0].Text) && word(1) == "total" {
		return true
	}
	for k := 0; k < len(l.Words) && k < 3; k++ {
		if !sumWord(word(k)) {
			continue
		}
		return k == 0 || word(0) != "bilirubin" && len(l.Segments) > 0 && l.Segments[0].Last >= k && sumLead[word(0)]
	}
	return false
}

func sumWord(low string) bool {
	return strings.HasPrefix(low, "total") || strings.HasPrefix(low, "subtotal") || low == "sub-total" || low == "balance" || low == "subtot"
}

// settled begin the lines of a statement that are no service: what was paid or taken off.
var settled = words("adjustment adjustments payment payments less credit credits discount discounts refund balance contractual write-off writeoff copay copayment deductible interest")

// sumLead are the words before the word total: "Claim total", "Page sub total".
var sumLead = words("claim page grand your sub sum the visit patient account invoice today's statement this 1 2 3")

// runningText reports whether a line reads on across the columns: mostly words, with no more room where one column ends
// than anywhere else.
func runningText(l *layout.Line, t *table) bool {
	if len(l.Words) < 6 || len(t.cols) < 3 {
		return false
	}
	letters := 0
	for _, w := range l.Words {
		if letterStart(w.Text) {
			letters++
		}
	}
	if 10*letters < 6*len(l.Words) {
		return false
	}
	tight, open := 0, 0
	for k := 1; k < len(l.Words); k++ {
		a, b := l.Words[k-1].Rect, l.Words[k].Rect
		if t.columnAt(a.MidX()) == t.columnAt(b.MidX()) {
			continue
		}
		if b.X0-a.X1 < 0.75*max(a.Height(), b.Height()) {
			tight++
		} else {
			open++
		}
	}
	return tight >= 2 && tight > open
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
var headerWords = words("range interval and amount date number no code name paid billed allowed owes owe responsibility of service or units charges covered discount by given site resp unit flag value lot charge pointer dose")

// endsTable reports whether a line is no row: a total, a heading, a label with a colon, a line of running text.
func endsTable(s *layout.Sheet, i int, t *table) bool {
	l := &s.Lines[i]
	low := strings.ToLower(l.Words[0].Text)
	if low == "page" {
		return true
	}
	if closes(l.Text(0, len(l.Words)-1)) {
		return true
	}
	if headed(s, i) && !t.hangs(l, s.Body) {
		return true
	}
	if _, ok := headerAt(s, i); ok && !(hasDigit(l.Text(0, len(l.Words)-1)) && t.full(l)) {
		return true
	}
	return len(l.Segments) == 1 && len(l.Words) > 9 && len(t.cols) > 2
}

// hangs reports whether a line is a word or two without a colon below a column that is not the first: more of the cell above.
func (t *table) hangs(l *layout.Line, body float64) bool {
	first := leftmost(t.cols, func(column) bool { return true })
	return len(l.Segments) == 1 && len(l.Words) < 4 && l.Rect.X0 > t.cols[first].rect.X1+body && !colonIn(l.Words)
}

// headed reports whether a line begins with a label that something else follows, or is mostly labels.
func headed(s *layout.Sheet, i int) bool {
	l, heads := &s.Lines[i], 0
	for _, m := range s.LabelsOf(i) {
		if !m.Starts {
			continue
		}
		exact := m.Ends && m.Quality >= 1
		if exact {
			heads++
		}
		if m.First == 0 && (m.Colon || exact && len(l.Segments) == 1) {
			return true
		}
	}
	return heads > 1 && 10*heads >= 6*len(l.Segments)
}

// rowOf parts the words of a line among the columns.
func (t *table) rowOf(l *layout.Line) tableRow {
	row := make(tableRow, len(t.cols))
	for _, w := range l.Words {
		c := t.columnAt(w.Rect.MidX())
		row[c] = append(row[c], w)
	}
	return row
}

// level reports whether two lines stand beside each other rather than below.
func level(a, b *layout.Line) bool {
	over := min(a.Rect.Y1, b.Rect.Y1) - max(a.Rect.Y0, b.Rect.Y0)
	return over > 0.5*min(a.Rect.Height(), b.Rect.Height())
}

// apartIn reports whether two rows fill no column both.
func apartIn(a, b tableRow) bool {
	for c := range a {
		if len(a[c]) > 0 && len(b[c]) > 0 {
			return false
		}
	}
	return true
}

func (t *table) columnAt(x float64) int {
	return min(sort.Search(len(t.cols), func(i int) bool { return x < t.cols[i].x1 }), len(t.cols)-1)
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
	prev, gap := t.rows[len(t.rows)-1], s.Lines[i].Rect.Y0-s.Lines[i-1].Rect.Y1
	switch {
	case t.chargedTwice(prev, row):
		return false
	case key:
		return t.keyGoesOn(prev, row, filled, gap, s.Body)
	}
	return filled <= 2 && gap < 1.5*s.Body
}

// chargedTwice reports whether two rows have an amount in one column.
func (t *table) chargedTwice(a, b tableRow) bool {
	for c := range b {
		if moneyCell[t.cols[c].cell] && len(a[c]) > 0 && len(b[c]) > 0 && moneyAt(a[c]) > 0 && moneyAt(b[c]) > 0 {
			return true
		}
	}
	return false
}

// keyGoesOn reports whether what stands in the key column is more of the cell above: set in below it, in small letters, or the
// strength of a medication.
func (t *table) keyGoesOn(prev, row tableRow, filled int, gap, body float64) bool {
	key := t.keyColumn()
	text := layout.Join(row[key])
	if text == "" {
		return false
	}
	if dose := doseShape.FindStringIndex(text); t.kind.name == "medications" && dose != nil && dose[0] == 0 {
		return gap < 0.7*body // the strength under the name
	}
	if filled != 1 || len(prev) < 2 {
		return false
	}
	if above := prev[key]; len(above) > 0 && row[key][0].Rect.X0 > above[0].Rect.X0+0.8*body && gap < body && hangsOn(text) {
		return true
	}
	return gap < 0.7*body && text[0] >= 'a' && text[0] <= 'z'
}

func (t *table) keyColumn() int {
	for i, c := range t.cols {
		if c.cell == t.kind.key {
			return i
		}
	}
	return 0
}
