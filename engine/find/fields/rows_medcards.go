package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// A medication may be printed as a card: "Medication: Warfarin   Strength: 5 mg" and below it "Route: by mouth   Frequency: daily".

// medicationCards reads the cards of a page: names of columns with a colon, each with its value, from one name of a medication
// to the next.
func (r *reader) medicationCards(l *leaf) {
	c := card{seen: map[string]bool{}}
	for i := range l.sheet.Lines {
		if l.inTable(i) {
			continue
		}
		for _, p := range labelledCells(&l.sheet.Lines[i], compiledFor(kindNamed("medications"))) {
			if p.cell == "medication" {
				r.endMedication(l, &c)
			}
			if p.cell != "" && !c.seen[p.cell] && (c.seen["medication"] || p.cell == "medication") {
				c.seen[p.cell], c.parts = true, append(c.parts, p)
			}
		}
	}
	r.endMedication(l, &c)
}

// endMedication writes a card that has a name and two cells more.
func (r *reader) endMedication(l *leaf, c *card) {
	if len(c.parts) > 2 && knowsDrug(layout.Join(c.parts[0].words)) {
		had := r.rowAt("medications", l, c.parts[0].words)
		out := l.newRow("medications")
		for _, p := range c.parts {
			ws, _ := tidy(p.cell, p.words)
			out.put(p.cell, ws)
		}
		if had >= 0 {
			r.doc.Rows[had] = out.Row
		} else {
			r.doc.Rows = append(r.doc.Rows, out.Row)
		}
		it := item{view: see(c.parts[0].words)}
		r.addItem(l, chart.Medication, it, 0, len(it.text), 0.9)
	}
	*c = card{seen: map[string]bool{}}
}

// labelledCells gives the values of a line that stand behind the name of a column and its colon.
func labelledCells(line *layout.Line, k *kindIndex) []part {
	var out []part
	ws := line.Words
	for i := 0; i < len(ws); i++ {
		if !strings.HasSuffix(ws[i].Text, ":") {
			continue
		}
		cell, from := "", -1
		for n := max(0, i-3); n <= i; n++ {
			folds := make([]string, 0, 4)
			for _, w := range ws[n : i+1] {
				folds = append(folds, layout.Fold(w.Text))
			}
			if c, words := matchColumn(k, folds); words == len(folds) {
				cell, from = c, n
				break
			}
		}
		to := i + 1
		for to < len(ws) && !endsValue(ws, to) {
			to++
		}
		if from >= 0 && to > i+1 {
			out = append(out, part{cell, ws[i+1 : to]})
		}
	}
	return out
}

// endsValue reports whether another label begins at a word: a colon stands behind it or behind the two words after it, across a gap.
func endsValue(ws []layout.Word, k int) bool {
	gap := ws[k].Rect.X0-ws[k-1].Rect.X1 > 1.2*ws[k].Rect.Height()
	for n := k; n < len(ws) && n < k+3; n++ {
		if strings.HasSuffix(ws[n].Text, ":") {
			return gap || n == k
		}
	}
	return false
}
