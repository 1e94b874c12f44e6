package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Lines that are rows by what they hold, for tables whose header is missing or says nothing that we know.

var (
	unitShape  = regexp.MustCompile(`(?i)^(?:m?g|mcg|ug|µg|ng|pg|g|mmol|umol|µmol|nmol|mol|meq|m?iu|u|miu|uiu|ku|k|m|x?10[\^*]?\d|10e\d|cells|thou|mil(?:lion)?|fl|pg|%|sec(?:onds)?|ratio|mm|copies|index|units?)(?:/(?:d?l|ml|ul|µl|hr?|min(?:/1\.73)?.*|mm3|cumm|g|kg|l|hpf|lpf|24h|mol|mcl))?$|^%$|^/hpf$|^mm/hr?$|^mL/min.*$`)
	rangeShape = regexp.MustCompile(`^(?:\(?[<>≤≥]=?\s?\d[\d.,]*\)?|\(?\d[\d.,]*\s?(?:-|–|—|to)\s?\d[\d.,]*\)?)$`)
	valueShape = regexp.MustCompile(`^[<>]?\d[\d.,]*[*HL]?$`)
	flagShape  = regexp.MustCompile(`^(?:H|L|HH|LL|A|C|N|High|Low|HIGH|LOW|Abnormal|ABN|Normal|Critical|\*+|↑|↓|\(H\)|\(L\))$`)
	wordValue  = regexp.MustCompile(`(?i)^(?:negative|positive|non-?reactive|reactive|detected|trace|clear|yellow|normal|none|not)$`)
)

// readLoose reads rows that stand outside the tables found by their headers.
func (r *reader) readLoose(l *leaf) {
	for i := range l.sheet.Lines {
		if l.inTable(i) {
			continue
		}
		line := &l.sheet.Lines[i]
		switch r.doc.Type {
		case chart.LabReport:
			r.looseResult(l, line)
		case chart.Superbill, chart.ClaimForm, chart.EOB:
			r.looseService(l, line)
		case chart.ImmunizationRecord:
			r.looseVaccine(l, line)
		case chart.MedicationList:
			r.looseMedication(l, i)
		}
	}
}

// row collects the cells of one line.
type row struct {
	chart.Row
	l *leaf
}

func (l *leaf) newRow(table string) row {
	return row{chart.Row{Table: table, Page: l.page.Number, Cells: []chart.Cell{}}, l}
}

func (w *row) put(name string, ws []layout.Word) {
	if len(ws) > 0 {
		w.Cells = append(w.Cells, w.l.cell(name, layout.Join(ws), ws))
	}
}

// looseResult reads "Glucose 87 mg/dL 70-99 H" in any order after the name: a value, and a unit or a range beside it.
func (r *reader) looseResult(l *leaf, line *layout.Line) {
	ws := line.Words
	at := -1
	for k := 1; k < len(ws); k++ {
		if valueShape.MatchString(ws[k].Text) || wordValue.MatchString(ws[k].Text) && ws[k].Rect.X0-ws[k-1].Rect.X1 > 1.2*l.sheet.Body {
			at = k
			break
		}
	}
	if at < 1 || at > 7 || !letterStart(ws[0].Text) || strings.HasSuffix(ws[at-1].Text, ":") && at < 2 {
		return
	}
	for _, w := range ws[:at] {
		if strings.HasSuffix(w.Text, ":") { // "Specimen ID: 102": the head of the report
			return
		}
	}
	var unit, rng, flag []layout.Word
	for k := at + 1; k < len(ws); k++ {
		switch t := ws[k].Text; {
		case len(flag) == 0 && flagShape.MatchString(t):
			flag = ws[k : k+1]
		case len(unit) == 0 && unitShape.MatchString(t):
			unit = ws[k : k+1]
		case len(rng) == 0 && k+2 < len(ws) && valueShape.MatchString(t) && strings.Trim(ws[k+1].Text, "-–—") == "" && valueShape.MatchString(ws[k+2].Text):
			rng = ws[k : k+3]
			k += 2
		case len(rng) == 0 && rangeShape.MatchString(t):
			rng = ws[k : k+1]
		}
	}
	if len(unit) == 0 && len(rng) == 0 {
		return
	}
	out := l.newRow("results")
	out.put("test", ws[:at])
	out.put("value", ws[at:at+1])
	out.put("unit", unit)
	out.put("reference_range", rng)
	out.put("flag", flag)
	r.doc.Rows = append(r.doc.Rows, out.Row)
}

// looseService reads a line with a procedure code and an amount.
func (r *reader) looseService(l *leaf, line *layout.Line) {
	v := see(line.Words)
	codes := cpt(v.text)
	var amounts [][]layout.Word
	for k, w := range line.Words {
		if t, ok := money(w.Text); ok && t.from == 0 && t.to == len(w.Text) && !codeLike(w.Text) {
			amounts = append(amounts, line.Words[k:k+1])
		}
	}
	if len(codes) == 0 || len(amounts) == 0 || zipBefore(v.text, codes[0].from) {
		return
	}
	out := l.newRow("service_lines")
	if d, ok := r.clock.date(v.text, false); ok {
		out.put("date_of_service", v.cut(d.from, d.to))
		r.add(l, chart.DateOfService, v, d, 0.6)
	}
	code := v.cut(codes[0].from, codes[0].to)
	out.put("procedure_code", code)
	out.put("description", describing(line.Words, code, amounts[0]))
	for k, cell := range []string{"charge", "allowed", "paid", "patient_owes"} {
		if k < len(amounts) {
			out.put(cell, amounts[k])
		}
	}
	r.doc.Rows = append(r.doc.Rows, out.Row)
}

func codeLike(s string) bool { return !strings.ContainsAny(s, ".$") }

// describing gives the words of letters beside a code, before the first amount.
func describing(words, code, amount []layout.Word) []layout.Word {
	from, to := -1, -1
	for k, w := range words {
		if w.Rect.X0 >= amount[0].Rect.X0 {
			break
		}
		switch {
		case w.Index == code[0].Index, hasDigit(w.Text) && from < 0:
			from, to = -1, -1
		case letterStart(w.Text) || from >= 0 && !hasDigit(w.Text):
			if from < 0 {
				from = k
			}
			to = k
		}
	}
	if from < 0 {
		return nil
	}
	return words[from : to+1]
}

var lotShape = regexp.MustCompile(`^(?:[A-Z]{1,3}\d{3,6}[A-Z]{0,2}|\d{3,6}[A-Z]{1,3}\d{0,3}|[A-Z]\d{2}[A-Z]\d{2,}|[A-Z0-9]{5,8})$`)

// looseVaccine reads a line that begins with a vaccine and holds a date.
func (r *reader) looseVaccine(l *leaf, line *layout.Line) {
	v := see(line.Words)
	d, ok := r.clock.date(v.text, false)
	if !ok {
		return
	}
	day := v.cut(d.from, d.to)
	var vaccine, lot, site []layout.Word
	for k, w := range line.Words {
		low := strings.ToLower(w.Text)
		switch {
		case len(vaccine) == 0 && w.Index != day[0].Index && vaccineLike(w.Text):
			end := k + 1
			for end < len(line.Words) && line.Words[end].Rect.X0-line.Words[end-1].Rect.X1 < 1.2*l.sheet.Body && line.Words[end].Index != day[0].Index {
				end++
			}
			vaccine = line.Words[k:end]
		case len(lot) == 0 && len(vaccine) > 0 && hasDigit(w.Text) && lotShape.MatchString(w.Text) && w.Index != vaccine[len(vaccine)-1].Index:
			lot = line.Words[k : k+1]
		case len(site) == 0 && k > 0 && (low == "deltoid" || low == "thigh" || low == "arm" || low == "gluteal" || low == "vastus"):
			from := k
			if prev := strings.ToLower(line.Words[k-1].Text); prev == "l" || prev == "r" || prev == "left" || prev == "right" || prev == "lt" || prev == "rt" {
				from--
			}
			site = line.Words[from : k+1]
		}
	}
	if len(vaccine) == 0 {
		return
	}
	out := l.newRow("immunizations")
	out.put("vaccine", vaccine)
	out.put("date", day)
	out.put("lot", lot)
	out.put("site", site)
	r.doc.Rows = append(r.doc.Rows, out.Row)
	it := item{view: see(vaccine)}
	r.addItem(l, chart.Vaccine, it, 0, len(strings.TrimRight(it.text, " .,;:-")), 0.85, "")
}

// looseMedication reads a line of a medication list that is a medication by its dose.
func (r *reader) looseMedication(l *leaf, i int) {
	line := &l.sheet.Lines[i]
	if labels := l.sheet.LabelsOf(i); len(labels) > 0 && labels[0].Colon {
		return
	}
	it := item{view: see(line.Words)}
	d, ok := drugIn(it.text)
	if !ok || d.dose[1] == 0 || d.dose[0] < d.to || d.frequency[1] == 0 && d.route[1] == 0 {
		return
	}
	r.addItem(l, chart.Medication, it, d.from, d.to, 0.88, "")
	for _, row := range r.doc.Rows { // a list under a heading may have it already
		for _, c := range row.Cells {
			if row.Table == "medications" && row.Page == l.page.Number && c.Name == "medication" && c.Box.Overlaps(layout.Box(it.cut(d.from, d.to))) {
				return
			}
		}
	}
	r.medicationRow(l, it, d, 0)
}
