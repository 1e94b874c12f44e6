package fields

import (
	"slices"
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

// sums reports whether a line is a total of the rows above it.
func sums(l *layout.Line) bool {
	if len(l.Words) > 2 && boxNumber.MatchString(l.Words[0].Text) && strings.EqualFold(l.Words[1].Text, "total") {
		return true
	}
	if first := strings.ToLower(strings.Trim(l.Words[0].Text, ".:*")); settled[first] && len(l.Words) > 1 && moneyAt(l.Words[len(l.Words)-1:]) > 0 {
		return true
	}
	for k := 0; k < len(l.Words) && k < 3; k++ {
		low := strings.ToLower(strings.Trim(l.Words[k].Text, ".:*"))
		if strings.HasPrefix(low, "total") || strings.HasPrefix(low, "subtotal") || low == "sub-total" || low == "balance" || low == "subtot" {
			return k == 0 || strings.ToLower(l.Words[0].Text) != "bilirubin" && len(l.Segments) > 0 && l.Segments[0].Last >= k && sumLead[strings.ToLower(strings.Trim(l.Words[0].Text, ".:*"))]
		}
	}
	return false
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

// fits reports whether what stands in the columns can be a row of the table at all.
func (t *table) fits(row tableRow) bool {
	key := row[t.keyColumn()]
	for _, ws := range row {
		if len(ws) > 0 { // "Comment: clean catch"
			if strings.HasSuffix(ws[len(ws)-1].Text, ":") {
				return false
			}
			break
		}
	}
	switch t.kind.name {
	case "results":
		if c := t.at("value"); len(key) == 0 && c >= 0 && len(row[c]) > 0 && datedCell(row[c]) { // the day over a column
			return false
		}
		return len(key) == 0 || anyShape(t, row, figure, outcome, flagMark, interval)
	case "service_lines":
		return t.holdsService(row)
	case "immunizations":
		return len(key) == 0 || letterStart(key[0].Text) || hasDigit(layout.Join(key))
	case "medications":
		return t.holdsMedication(row, layout.Join(key))
	case "problems":
		for c, ws := range row {
			if t.cols[c].cell == "diagnosis_code" && len(ws) > 0 && !hasDigit(layout.Join(ws)) {
				return false
			}
		}
	}
	return true
}

// holdsMedication reports whether a row has a dose, or the name of a drug or of what may be one beside how it is taken.
func (t *table) holdsMedication(row tableRow, name string) bool {
	if strings.Contains(name, " = ") { // what the letters of a grid mean
		return false
	}
	if t.dosed(row) || name != "" && knowsDrug(name) {
		return true
	}
	return name != "" && !personLike(name) && (t.filled(row, "frequency") || t.filled(row, "route") || t.filled(row, "dose"))
}

// anyShape reports whether a column beside the test's holds a piece of one of the shapes.
func anyShape(t *table, row tableRow, shapes ...shape) bool {
	for c, ws := range row {
		if t.cols[c].cell == "" || t.cols[c].cell == "test" {
			continue
		}
		for _, p := range labPieces(ws) {
			if slices.Contains(shapes, p.shape) {
				return true
			}
		}
	}
	// Narrow columns: the result stands right behind the name.
	key := labPieces(row[t.keyColumn()])
	return len(key) > 1 && key[len(key)-1].shape != wording
}

// holdsService reports whether a row has a code, or an amount beside a description or a date.
func (t *table) holdsService(row tableRow) bool {
	money := false
	for c, ws := range row {
		if moneyCell[t.cols[c].cell] && proseLike(ws) {
			return false
		}
		for i, w := range ws {
			if serviceFit.MatchString(w.Text) && t.cols[c].cell != "npi" && !moneyCell[t.cols[c].cell] {
				return true
			}
			money = money || moneyCell[t.cols[c].cell] && (moneyAt(ws[i:]) > 0 || hasDigit(w.Text) && !strings.Contains(w.Text, "%"))
		}
	}
	return money && (t.saysWhat(row) || t.saysWhen(row))
}

// at gives the first column of a cell, -1 for none.
func (t *table) at(cell string) int {
	for c := range t.cols {
		if t.cols[c].cell == cell {
			return c
		}
	}
	return -1
}

// saysWhat reports whether the description of a row is made of words.
func (t *table) saysWhat(row tableRow) bool {
	for c, ws := range row {
		if t.cols[c].cell == "description" && fourLetters.MatchString(layout.Join(ws)) {
			return true
		}
	}
	return false
}

// saysWhen reports whether the day of a row has figures.
func (t *table) saysWhen(row tableRow) bool {
	for c, ws := range row {
		if t.cols[c].cell == "date_of_service" && hasDigit(layout.Join(ws)) {
			return true
		}
	}
	return false
}

// proseLike reports whether a cell holds three words of letters or more.
func proseLike(ws []layout.Word) bool {
	n := 0
	for _, w := range ws {
		if letterStart(w.Text) {
			n++
		}
	}
	return n > 2
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
	for c, ws := range row {
		if last := t.rows[len(t.rows)-1][c]; moneyCell[t.cols[c].cell] && len(ws) > 0 && len(last) > 0 && moneyAt(ws) > 0 && moneyAt(last) > 0 {
			return false
		}
	}
	gap := s.Lines[i].Rect.Y0 - s.Lines[i-1].Rect.Y1
	if key {
		prev := t.rows[len(t.rows)-1]
		text := layout.Join(row[t.keyColumn()])
		if dose := doseShape.FindStringIndex(text); t.kind.name == "medications" && dose != nil && dose[0] == 0 {
			return gap < 0.7*s.Body // the strength under the name
		}
		return filled == 1 && len(prev) > 1 && gap < 0.7*s.Body && text != "" && text[0] >= 'a' && text[0] <= 'z'
	}
	return filled <= 2 && gap < 1.5*s.Body
}

// hangsOn reports whether a text may go on with the one above: no date, no new medication with its strength.
func hangsOn(text string) bool {
	d, ok := drugIn(text)
	return !hasDate(text) && !(ok && strengthOf(text, d)) && letterStart(text)
}

func (t *table) keyColumn() int {
	for i, c := range t.cols {
		if c.cell == t.kind.key {
			return i
		}
	}
	return 0
}

// twins parts a row of two tables that stand side by side under one header, where its names come again in the same order.
func (t *table) twins(row tableRow) ([]tableRow, bool) {
	period := t.period()
	if period == 0 {
		return nil, false
	}
	var out []tableRow
	for from := 0; from < len(t.cols); from += period {
		to := min(from+period, len(t.cols))
		if to+period > len(t.cols) {
			to = len(t.cols)
		}
		part := make(tableRow, len(t.cols))
		copy(part, row[from:to]) // under the names of the first
		if t.keep(part) {
			out = append(out, part)
		}
		if to == len(t.cols) {
			break
		}
	}
	return out, true
}

// period gives after how many columns the names of a header come again, its key and another one; 0 for never.
func (t *table) period() int {
	for p := 2; 2*p <= len(t.cols); p++ {
		named, key := map[string]bool{}, false
		same := true
		for i := 0; i+p < len(t.cols) && same; i++ {
			same = t.cols[i].cell == t.cols[i+p].cell
			named[t.cols[i].cell] = true
			key = key || t.cols[i].cell == t.kind.key
		}
		delete(named, "")
		if same && key && len(named) > 1 {
			return p
		}
	}
	return 0
}
