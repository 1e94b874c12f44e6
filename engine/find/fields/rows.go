package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// useTable writes the rows of a table and the fields that stand in its cells.
func (r *reader) useTable(l *leaf, t *table) {
	for _, words := range t.rows {
		row := chart.Row{Table: t.kind.name, Page: l.page.Number, Cells: []chart.Cell{}}
		aside := chart.Row{Table: "problems", Page: l.page.Number, Cells: []chart.Cell{}}
		for c, ws := range words {
			name := t.cols[c].cell
			if name == "" || len(ws) == 0 {
				continue
			}
			text := layout.Join(ws)
			if strings.Trim(text, "-—–. ") == "" {
				continue
			}
			if name == "npi" {
				r.cellField(l, t, name, ws)
				continue
			}
			if into := &row; t.kind.name == "service_lines" && strings.HasPrefix(name, "diagnosis") {
				into = &aside // the diagnoses of a superbill, printed beside its services
				into.Cells = append(into.Cells, l.cell(name, text, ws))
			} else {
				into.Cells = append(into.Cells, l.cell(name, text, ws))
			}
			r.cellField(l, t, name, ws)
		}
		if t.kind.name == "results" {
			outOfRange(&row)
		}
		if t.kind.name != "allergies" && len(row.Cells) >= 2 {
			r.doc.Rows = append(r.doc.Rows, perDose(row)...)
		}
		if len(aside.Cells) > 1 {
			r.doc.Rows = append(r.doc.Rows, aside)
		}
	}
}

// flagBeside parts "12.6 L" where the flag has no column of its own.
func flagBeside(row *chart.Row, value int) {
	for _, c := range row.Cells {
		if c.Name == "flag" {
			return
		}
	}
	c := row.Cells[value]
	parts := strings.Fields(c.Value.Reveal())
	if len(parts) != 2 || !hasDigit(parts[0]) || !flagShape.MatchString(parts[1]) {
		return
	}
	row.Cells[value].Value = chart.Text(parts[0])
	c.Name, c.Value = "flag", chart.Text(parts[1])
	row.Cells = append(row.Cells, c)
}

// outOfRange makes a value of what stands in a column for results out of range, where the column of the others is empty.
func outOfRange(row *chart.Row) {
	flag := -1
	for i, c := range row.Cells {
		if c.Name == "value" {
			flagBeside(row, i)
			return
		}
		if c.Name == "flag" && hasDigit(c.Value.Reveal()) {
			flag = i
		}
	}
	if flag < 0 {
		return
	}
	c := row.Cells[flag]
	parts := strings.Fields(c.Value.Reveal())
	row.Cells[flag].Name, row.Cells[flag].Value = "value", chart.Text(parts[0])
	if len(parts) == 2 {
		c.Value = chart.Text(parts[1])
		row.Cells = append(row.Cells, c)
	}
}

// cellField takes the field that a cell repeats.
func (r *reader) cellField(l *leaf, t *table, cell string, ws []layout.Word) {
	it := item{view: see(ws)}
	switch cell {
	case "allergen":
		r.allergies(l, it)
	case "medication":
		if d, ok := drugIn(it.text); ok {
			r.addItem(l, chart.Medication, it, d.from, d.to, 0.96, "")
		}
	case "npi":
		if x, ok := npi(it.text); ok {
			r.add(l, chart.ProviderNPI, it.view, x, 0.8)
		}
	case "vaccine":
		text := strings.TrimRight(it.text, " .,;")
		if len(text) > 2 && len(tokens(text)) <= 7 && (r.doc.Type == chart.ImmunizationRecord || vaccineLike(text)) {
			r.addItem(l, chart.Vaccine, it, 0, len(text), 0.95, "")
		}
	case "diagnosis":
		r.diagnosis(l, it)
	case "diagnosis_code":
		for _, c := range icd(it.text, true) {
			r.add(l, chart.DiagnosisCode, it.view, c, 0.97/c.score)
		}
	case "procedure_code":
		for _, c := range cpt(it.text) {
			r.add(l, chart.ProcedureCode, it.view, c, 0.97)
		}
	case "date_of_service":
		if d, ok := r.clock.date(it.text, false); ok {
			r.add(l, chart.DateOfService, it.view, d, 0.75)
		}
	}
}

// perDose makes a row of every date of a vaccine whose doses stand side by side.
func perDose(row chart.Row) []chart.Row {
	var rest, dates []chart.Cell
	for _, c := range row.Cells {
		if row.Table == "immunizations" && c.Name == "date" {
			dates = append(dates, c)
		} else {
			rest = append(rest, c)
		}
	}
	if len(dates) < 2 {
		return []chart.Row{row}
	}
	var out []chart.Row
	for _, d := range dates {
		out = append(out, chart.Row{Table: row.Table, Page: row.Page, Cells: append(append([]chart.Cell{}, rest...), d)})
	}
	return out
}
