package fields

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// kind is one of the tables of the contract and the phrasings of its columns.
type kind struct {
	name string
	key  string // the cell that every row has
	cols []colWords
}

type colWords struct {
	cell    string
	phrases []string
}

// column is one column of a table that was found.
type column struct {
	cell   string // "" for a column that is none of ours
	named  bool   // its header is one that we know
	voted  bool   // its header is none that we know, but its words are
	head   int    // the cell of the header that its name stands in, from 1; 0 where it has none
	rect   layout.Rect
	x0, x1 float64
}

// table is one table found on a page.
type table struct {
	kind         *kind
	cols         []column
	header, last int // lines
	top          int // the last line of the header
	rows         []tableRow
	unsure       bool // which of several columns of results is this report's nothing says
	guessed      bool // the header does not name the key; what stands in the rows must bear it out
}

// tableRow is the words of each column.
type tableRow [][]layout.Word

// readTables finds the tables of a page by their headers, and writes their rows and the fields that stand in them. A table
// that runs over from the page before goes on without a header.
func (r *reader) readTables(l *leaf) {
	s := l.sheet
	first := len(s.Lines)
	for i := 0; i < len(s.Lines); i++ {
		t, ok := r.matrixAt(s, i)
		if !ok {
			t, ok = headerAt(s, i)
		}
		if !ok {
			continue
		}
		fillTable(s, &t)
		if t.oneName() {
			last := t.last
			t.rows, t.last = nil, t.top
			fillTable(s, &t)
			t.last = max(last, t.last)
		}
		r.latestValues(&t)
		t.unname()
		t.relabel()
		if len(t.rows) == 0 || t.guessed && !(t.bornOut() && r.mayHold(t.kind)) {
			continue
		}
		first = min(first, i)
		l.tables = append(l.tables, t)
		r.useTable(l, &t)
		i = max(i, t.last)
	}
	if t, ok := r.runsOver(l, first); ok {
		l.tables = append(l.tables, t)
		r.useTable(l, &t)
	}
}

// clinical reports whether the document says what a patient has and takes.
func (r *reader) clinical() bool {
	switch r.doc.Type {
	case chart.ProgressNote, chart.DischargeSummary, chart.ReferralLetter, chart.MedicationList, chart.IntakeForm, chart.Other:
		return true
	}
	return false
}

// mayHold reports whether a document of this type prints tables of that kind at all; asked only where the header leaves a doubt.
func (r *reader) mayHold(k *kind) bool {
	switch r.doc.Type {
	case chart.ClaimForm, chart.EOB, chart.Superbill, chart.DenialLetter:
		return k.name == "service_lines" || k.name == "problems"
	case chart.InsuranceCard, chart.IDCard, chart.ConsentForm, chart.FaxCover:
		return false
	}
	return k.name != "service_lines" || r.doc.Type == chart.Other
}

// runsOver goes on with the last table of the page before, from the first two lines below each other that fit its columns
// and above the first header of this page.
func (r *reader) runsOver(l *leaf, before int) (table, bool) {
	if l.order == 0 {
		return table{}, false
	}
	up := r.leaves[l.order-1]
	if len(up.tables) == 0 {
		return table{}, false
	}
	from := up.tables[len(up.tables)-1]
	if below := len(up.sheet.Lines) - 1 - from.last; below > 4 || len(from.cols) < 3 {
		return table{}, false
	}
	s := l.sheet
	for i := 0; i+1 < before && i < 25; i++ {
		t := table{kind: from.kind, cols: from.cols, header: i, last: i - 1}
		if !t.full(&s.Lines[i]) || !t.full(&s.Lines[i+1]) {
			continue
		}
		t.gather(s, i, t.extent(s, i, s.Lines[i].Rect.Y0))
		return t, len(t.rows) > 1
	}
	return table{}, false
}

// full reports whether a line fills the table's columns as its rows do: the key and at least half of the named columns.
func (t *table) full(l *layout.Line) bool {
	row := t.rowOf(l)
	named, filled := 0, 0
	for c := range t.cols {
		if t.cols[c].cell != "" {
			named++
			if len(row[c]) > 0 {
				filled++
			}
		}
	}
	return len(row[t.keyColumn()]) > 0 && filled >= 2 && 2*filled >= named && t.fits(row) && !runningText(l, t)
}
