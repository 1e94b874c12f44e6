package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What stands under a table of services: the sum of the charges, under their column, and the number of the claim.

// readTotals takes the charge of the line that sums the services up, and a claim's number on it.
func (r *reader) readTotals(l *leaf) {
	for i := range l.tables {
		t := &l.tables[i]
		if t.kind.name != "service_lines" {
			continue
		}
		for k := t.header + 1; k < len(l.sheet.Lines) && k <= t.last+3; k++ {
			if line := &l.sheet.Lines[k]; sums(line) {
				r.totalOf(l, t, line)
				r.claimOf(l, see(line.Words))
			}
		}
	}
}

// totalOf takes the amount that stands under the column of charges.
func (r *reader) totalOf(l *leaf, t *table, line *layout.Line) {
	for k, w := range line.Words {
		if t.cols[t.columnAt(w.Rect.MidX())].cell != "charge" {
			continue
		}
		v := see(line.Words[k:])
		if m, ok := money(v.text); ok && m.from <= 2 && strings.Contains(v.text[m.from:m.to], ".") {
			r.add(l, chart.TotalCharge, v, m, 0.75)
			return
		}
	}
}

// claimOf takes the number of a claim out of a line: "Total for Claim #02-10195-592".
func (r *reader) claimOf(l *leaf, v view) {
	for _, m := range claimInText.FindAllStringSubmatchIndex(v.text, 1) {
		r.add(l, chart.ClaimNumber, v, take{from: m[2], to: m[3], norm: strings.ToUpper(v.text[m[2]:m[3]]), score: 1}, 0.6)
	}
}
