package review

import (
	"cmp"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Columns gives the cells of a table in the order of the contract; nil for a table that the product does not know.
func Columns(table string) []chart.FieldName {
	switch table {
	case "results":
		return []chart.FieldName{"test", "value", "unit", "reference_range", "flag"}
	case "service_lines":
		return []chart.FieldName{chart.DateOfService, chart.ProcedureCode, "description", "units", "charge", "allowed", "paid", "patient_owes"}
	case "medications":
		return []chart.FieldName{chart.Medication, "dose", "route", "frequency"}
	case "immunizations":
		return []chart.FieldName{chart.Vaccine, "date", "lot", "site"}
	case "problems":
		return []chart.FieldName{chart.Diagnosis, chart.DiagnosisCode, "onset"}
	}
	return nil
}

// TableOf gives the table that documents of a type usually hold, "" where they hold none.
func TableOf(t chart.Type) string {
	switch t {
	case chart.LabReport:
		return "results"
	case chart.EOB, chart.ClaimForm, chart.Superbill, chart.DenialLetter:
		return "service_lines"
	case chart.MedicationList, chart.Prescription:
		return "medications"
	case chart.ImmunizationRecord:
		return "immunizations"
	case chart.ProgressNote, chart.DischargeSummary:
		return "problems"
	}
	return ""
}

// TableRows gives the rows of a table in their order on the paper, as indices into the document's rows: a row that a person
// added stands after the one that it was added to. Rows that were struck out are left out.
func TableRows(doc *chart.Document, table string) []int {
	var out []int
	for i, r := range doc.Rows {
		if r.Table == table && !r.Struck {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return slices.CompareFunc(place(doc, a), place(doc, b), cmp.Compare[int]) })
	return out
}

// LineNumber gives the number, from 1, of the line of its table on the paper that a cell stands in; 0 where it is no cell. A line
// that was struck out has the number of the one that stands there now.
func LineNumber(doc *chart.Document, f chart.Field) int {
	if f.Cell == nil || f.Cell.Row >= len(doc.Rows) {
		return 0
	}
	n, here := 1, place(doc, f.Cell.Row)
	for _, i := range TableRows(doc, doc.Rows[f.Cell.Row].Table) {
		if slices.Compare(place(doc, i), here) < 0 {
			n++
		}
	}
	return n
}

// place is where a row stands among the others, to be compared part by part: a row that was added to an added row stands after
// both.
func place(doc *chart.Document, i int) []int {
	var path []int
	for n := 0; n <= len(doc.Rows); n++ {
		path = append(path, i)
		if i >= len(doc.Rows) || !doc.Rows[i].Added {
			break
		}
		if i = doc.Rows[i].After - 1; i < 0 {
			i = len(doc.Rows)
		}
	}
	slices.Reverse(path)
	return path
}
