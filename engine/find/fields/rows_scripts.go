package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// A medication stands on a line of its own in lists that no heading of ours announces: "* Donepezil 10 mg by mouth at bedtime",
// "Sertraline 100 mg tablet  #90  RF 3" with its directions below. What makes it one is its shape: a name, a strength behind it,
// and how it is taken, on the line or on the next.

// readScripts reads the medications that stand on lines of their own.
func (r *reader) readScripts(l *leaf) {
	switch r.doc.Type {
	case chart.MedicationList, chart.ProgressNote, chart.DischargeSummary, chart.ReferralLetter, chart.IntakeForm, chart.Prescription, chart.Other:
	default:
		return
	}
	r.medicationCards(l)
	for i := 0; i < len(l.sheet.Lines); i++ {
		if l.inTable(i) {
			continue
		}
		if last := l.runsTo(i); last > i && r.doc.Type != chart.MedicationList && !l.listRuns(i, last) { // what a sentence names is no list
			i = last
			continue
		}
		for _, it := range scriptsOn(&l.sheet.Lines[i]) {
			r.script(l, i, l.hung(i, l.namedAbove(i, it)))
		}
	}
}

// listRuns reports whether full lines are a list all the same: most of them begin with a name and its strength.
func (l *leaf) listRuns(from, to int) bool {
	n := 0
	for i := from; i <= to; i++ {
		line := &l.sheet.Lines[i]
		text := line.Text(0, len(line.Words)-1)
		if d, ok := drugIn(text); ok && strengthOf(text, d) {
			n++
		}
	}
	return n > 1 && 2*n > to-from
}

// scriptsOn gives a line as one item, or cell by cell where several of them are medications: two lists side by side.
func scriptsOn(line *layout.Line) []item {
	var out []item
	for _, seg := range line.Segments {
		it := item{view: see(line.Words[seg.First : seg.Last+1])}
		if d, ok := drugIn(it.text); ok && strengthOf(it.text, d) {
			out = append(out, it)
		}
	}
	if len(out) > 1 {
		return out
	}
	whole := item{view: see(line.Words)}
	if d, ok := drugIn(whole.text); ok && strengthOf(whole.text, d) || len(out) == 0 {
		return []item{whole}
	}
	for k, w := range line.Words { // behind the number of the prescription and the day it was filled
		if w.Index == out[0].words[0].Index {
			return []item{{view: see(line.Words[k:])}}
		}
	}
	return []item{whole}
}

// namedAbove joins a medication that stands alone on its line with its strength on the line below.
func (l *leaf) namedAbove(i int, it item) item {
	s := l.sheet
	if i+1 >= len(s.Lines) || len(it.words) > 4 || !drugName(strings.TrimRight(it.text, " .:")) || !knowsDrug(it.text) {
		return it
	}
	next := &s.Lines[i+1]
	text := next.Text(0, len(next.Words)-1)
	if next.Rect.Y0-s.Lines[i].Rect.Y1 > s.Body || !doseFirst.MatchString(text) || perVolume.MatchString(text) {
		return it
	}
	return item{view: see(append(append([]layout.Word(nil), it.words...), next.Words...))}
}

// hung adds the lines that are set in below a medication to it; of its own line only what stands above them.
func (l *leaf) hung(i int, it item) item {
	s := l.sheet
	d, ok := drugIn(it.text)
	if !ok || !strengthOf(it.text, d) {
		return it
	}
	if d.frequency[1] > 0 {
		return it
	}
	more, right := l.setIn(i, it.cut(d.from, d.to)[0].Rect.X0)
	if len(more) == 0 || freqOf(layout.Join(more), 0) == nil {
		return it
	}
	var own []layout.Word
	for _, seg := range s.Lines[i].Segments {
		ws := s.Lines[i].Words[seg.First : seg.Last+1]
		if seg.Rect.X0 < right || touches(ws, it.cut(d.from, d.dose[1])) {
			own = append(own, ws...)
		}
	}
	return item{view: see(append(own, more...))}
}

// setIn gives the words of the one or two lines below line i that are set in behind a place and are no medication of their own,
// and how far to the right they go.
func (l *leaf) setIn(i int, start float64) (more []layout.Word, right float64) {
	s := l.sheet
	for k := i + 1; k < len(s.Lines) && k < i+3; k++ {
		line := &s.Lines[k]
		text := line.Text(0, len(line.Words)-1)
		if len(line.Segments) > 1 || line.Rect.X0 < start+0.5*s.Body || line.Rect.Y0-s.Lines[k-1].Rect.Y1 > s.Body || colonIn(line.Words) || directionLead.MatchString(text) {
			break
		}
		if next, named := drugIn(text); named && strengthOf(text, next) {
			break
		}
		more, right = append(more, line.Words...), max(right, line.Rect.X1)
	}
	return more, right
}

// perVolume is a concentration in the blood: a result, no strength.
var perVolume = regexp.MustCompile(`(?i)^[^\s]*\s?[a-z]+/(?:d|100)?l\b`)

// strengthOf reports whether a strength stands right behind the name, no more than a form between the two.
func strengthOf(s string, d drug) bool {
	return !saidAs.MatchString(s[d.from:]) && d.dose[1] > 0 && d.dose[0] >= d.to && d.dose[0]-d.to < 25 && !perVolume.MatchString(s[d.dose[0]:])
}

// script notes the medication of one line.
func (r *reader) script(l *leaf, i int, it item) {
	if labels := l.sheet.LabelsOf(i); len(labels) > 0 && labels[0].Colon && labels[0].First == 0 {
		return
	}
	d, ok := drugIn(it.text)
	if !ok || !strengthOf(it.text, d) {
		return
	}
	_, below := l.directions(it)
	told := d.frequency[1] > 0 || d.route[1] > 0 || below
	known := knowsDrug(it.text[d.from:d.to])
	switch listed := r.listed(l, i); {
	case told && (known || listed || r.doc.Type == chart.MedicationList):
	case known && listed && r.doc.Type != chart.IntakeForm:
	default:
		return
	}
	r.addItem(l, chart.Medication, it, d.from, d.to, 0.88)
	r.fullerRow(l, it, d)
}

// fullerRow writes the row of a medication, in place of one that a list has of the same words and that says less.
func (r *reader) fullerRow(l *leaf, it item, d drug) {
	n := len(r.doc.Rows)
	had := r.rowAt("medications", l, it.cut(d.from, d.to))
	r.medicationRow(l, it, d, 0)
	if len(r.doc.Rows) == n || had < 0 {
		return
	}
	if fresh := r.doc.Rows[n]; len(fresh.Cells) > len(r.doc.Rows[had].Cells) {
		r.doc.Rows[had] = fresh
	}
	r.doc.Rows = r.doc.Rows[:n]
}

// listed reports whether a line next to this one, or the one behind it, begins with a name and its strength too.
func (r *reader) listed(l *leaf, i int) bool {
	for _, k := range []int{i - 2, i - 1, i + 1, i + 2} {
		if k < 0 || k >= len(l.sheet.Lines) {
			continue
		}
		line := &l.sheet.Lines[k]
		text := line.Text(0, len(line.Words)-1)
		if d, ok := drugIn(text); ok && strengthOf(text, d) {
			return true
		}
	}
	return false
}

// rowAt gives the row of a table that has these words already, -1 for none.
func (r *reader) rowAt(table string, l *leaf, ws []layout.Word) int {
	if len(ws) == 0 {
		return -1
	}
	box := layout.Box(ws)
	for i, row := range r.doc.Rows {
		if row.Table != table || row.Page != l.page.Number {
			continue
		}
		for _, c := range row.Cells {
			if c.Box.Overlaps(box) {
				return i
			}
		}
	}
	return -1
}

// sinceWhen is the day, month or year that a problem began.
var sinceWhen = regexp.MustCompile(`(?i)\b(?:onset|since|noted|diagnosed|dx'd)\s*(?:date|in|on)?:?\s+((?:\d{1,2}/){0,2}\d{4})\b`)

// codedRow notes a diagnosis with its code on a line of its own as a row.
func (r *reader) codedRow(l *leaf, v view, name, code []layout.Word) {
	if len(name) == 0 || len(code) == 0 || r.rowAt("problems", l, name) >= 0 {
		return
	}
	out := l.newRow("problems")
	out.put(string(chart.Diagnosis), trimEnd(name))
	out.put(string(chart.DiagnosisCode), unbracketed(code))
	if m := sinceWhen.FindStringSubmatchIndex(v.text); m != nil {
		out.put("onset", v.cut(m[2], m[3]))
	}
	r.doc.Rows = append(r.doc.Rows, out.Row)
}

// directs reports whether a line of a table of medications says how the one above is taken: "TAKE 1 TABLET BY MOUTH DAILY".
func (t *table) directs(text string) bool {
	if t.kind.name != "medications" || doseFirst.MatchString(text) && !saidAs.MatchString(text) {
		return false
	}
	if saidAs.MatchString(text) || strings.HasPrefix(strings.ToLower(text), "sig") {
		return true
	}
	often := freqShape.FindStringIndex(text)
	return often != nil && strings.TrimSpace(text[:often[0]]) == ""
}

var doseFirst = regexp.MustCompile(`(?i)^\d[\d.,]*\s?(?:mg|mcg|g|ml|%|units?)\b`)

// roomForDirections adds a column of its own, that no word falls into, to a table of medications that has none for how they
// are taken.
func (t *table) roomForDirections() {
	if t.kind.name != "medications" {
		return
	}
	for _, c := range t.cols {
		if c.cell == "frequency" {
			return
		}
	}
	t.cols = append(t.cols, column{cell: "frequency", x0: 3 * reach, x1: 4 * reach})
}

// takeDirections gives a line that says how a medication is taken to the row above, where that has no more than hours of the day.
func (t *table) takeDirections(row tableRow) bool {
	var first []layout.Word
	for c, ws := range row {
		if len(ws) > 0 {
			if first = ws; t.cols[c].cell == "frequency" || t.cols[c].cell == "route" {
				return false
			}
			break
		}
	}
	if len(first) == 0 || !t.directs(layout.Join(first)) {
		return false
	}
	ws := first
	if saidAs.MatchString(layout.Join(first)) { // the sentence runs on through the columns
		ws = nil
		for _, cell := range row {
			ws = append(ws, cell...)
		}
	}
	last := t.rows[len(t.rows)-1]
	for c := range t.cols {
		if t.cols[c].cell != "frequency" {
			continue
		}
		if held := last[c]; len(held) == 0 || !letterStart(held[0].Text) && clockTime.MatchString(held[0].Text) {
			last[c] = ws
		}
		return true
	}
	return false
}
