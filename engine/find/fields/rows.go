package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// part is what a row holds for one cell.
type part struct {
	cell  string
	words []layout.Word
}

// useTable writes the rows of a table and the fields that stand in its cells.
func (r *reader) useTable(l *leaf, t *table) {
	mark := -1
	if r.doc.Type == chart.Superbill {
		mark = t.tickColumn()
	}
	for _, words := range t.rows {
		if mark >= 0 && !hasMark(words[mark]) {
			continue
		}
		if !t.fits(words) || t.kind.name == "service_lines" && sumsUp(words) || t.kind.name == "immunizations" && t.advises(words) {
			continue
		}
		row := chart.Row{Table: t.kind.name, Page: l.page.Number, Cells: []chart.Cell{}}
		aside := chart.Row{Table: "problems", Page: l.page.Number, Cells: []chart.Cell{}}
		for _, p := range r.parted(t, words) {
			if p.cell == "" || len(p.words) == 0 || strings.Trim(layout.Join(p.words), "-—–. ") == "" {
				continue
			}
			ws, cut := tidy(p.cell, p.words)
			r.cellField(l, p.cell, ws, t.borne(words))
			c := l.cell(p.cell, layout.Join(ws), ws)
			c.Evidence.Head, c.Evidence.Parted = t.head(p.cell, words, ws)
			c.Evidence.Cut = cut
			if cut || t.unsure && p.cell == "value" {
				c.Confidence *= 0.5
			}
			switch {
			case p.cell == "npi":
			case t.kind.name == "service_lines" && strings.HasPrefix(p.cell, "diagnosis"):
				aside.Cells = append(aside.Cells, c) // the diagnoses of a superbill, printed beside its services
			default:
				row.Cells = append(row.Cells, c)
			}
		}
		t.headed(&row, words)
		t.headed(&aside, words)
		if t.kind.name != "allergies" && len(row.Cells) >= 2 {
			r.doc.Rows = append(r.doc.Rows, row)
		}
		if len(aside.Cells) > 1 {
			r.doc.Rows = append(r.doc.Rows, aside)
		}
	}
}

// borne reports whether a row holds what rows of its table hold beside their key.
func (t *table) borne(row tableRow) bool {
	switch t.kind.name {
	case "medications":
		return t.dosed(row)
	case "immunizations":
		return t.filled(row, "date") || t.filled(row, "lot")
	}
	return true
}

// advises reports whether a sentence runs through the columns: what is recommended next, whom to ask.
func (t *table) advises(row tableRow) bool {
	for c, ws := range row {
		n := 0
		for _, w := range ws {
			if lowerCase(w.Text) {
				n++
			}
		}
		if t.cols[c].cell == "date" && n > 3 {
			return true
		}
	}
	return false
}

// cellField takes the field that a cell repeats; borne says that the rest of the row is what stands beside such a cell.
func (r *reader) cellField(l *leaf, cell string, ws []layout.Word, borne bool) {
	it := item{view: see(ws)}
	switch cell {
	case "allergen":
		r.allergies(l, it)
	case "medication":
		if d, ok := drugIn(it.text); ok {
			r.addItem(l, chart.Medication, it, d.from, d.to, or(borne, 0.96, 0.94))
		}
	case "npi":
		if x, ok := npi(it.text); ok {
			r.add(l, chart.ProviderNPI, it.view, x, 0.8)
		}
	case "vaccine":
		from, to := vaccineIn(it.text, vaccineTail)
		if text := it.text[from:to]; len(text) > 2 && len(tokens(text)) <= 7 && (r.doc.Type == chart.ImmunizationRecord && borne && !noVaccine.MatchString(text) || vaccineLike(text)) {
			r.addItem(l, chart.Vaccine, it, from, to, or(borne, 0.95, 0.5)) // else the rest of a name, or a line that nobody filled in
		}
	case "diagnosis":
		r.diagnosis(l, it)
	case "date_of_service":
		if d, ok := r.clock.date(it.text, false); ok {
			r.add(l, chart.DateOfService, it.view, d, 0.75)
		}
	default:
		r.cellCodes(l, cell, it)
	}
}

// cellCodes takes the codes of a cell.
func (r *reader) cellCodes(l *leaf, cell string, it item) {
	switch cell {
	case "diagnosis_code":
		for _, c := range icd(it.text, true) {
			r.add(l, chart.DiagnosisCode, it.view, c, 0.97/c.score)
		}
	case "procedure_code":
		for _, c := range cpt(it.text) {
			r.add(l, chart.ProcedureCode, it.view, c, 0.97)
		}
	}
}

func or(first bool, a, b float64) float64 {
	if first {
		return a
	}
	return b
}
