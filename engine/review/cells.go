package review

import (
	"cmp"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Rows gives the document's tables as people left them: a decided cell has its decided value, and one that cannot be read
// or is not there is empty. What was read stays as it is in the dossier.
func Rows(d *chart.Dossier) []chart.Row {
	at := map[chart.CellRef]*chart.Field{}
	for i, f := range d.Document.Fields {
		if f.Cell != nil {
			at[*f.Cell] = &d.Document.Fields[i]
		}
	}
	out := slices.Clone(d.Document.Rows)
	for i := range out {
		out[i].Cells = slices.Clone(out[i].Cells)
		for j, c := range out[i].Cells {
			f := at[chart.CellRef{Row: i, Cell: j}]
			if f == nil {
				f = d.Document.Twin(&out[i], &c)
			}
			if f == nil {
				continue
			}
			switch last := d.Final(f.ID); last.Verdict {
			case chart.NotOnPage, chart.CantRead:
				out[i].Cells[j].Value = ""
			case chart.Corrected:
				out[i].Cells[j].Value = last.Value
			}
		}
	}
	return inOrder(&d.Document, out)
}

// inOrder leaves out what is no row and puts what was added where it stands.
func inOrder(doc *chart.Document, rows []chart.Row) []chart.Row {
	at := make([]int, 0, len(rows))
	for i, r := range rows {
		if !r.Struck {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int { return slices.CompareFunc(place(doc, a), place(doc, b), cmp.Compare[int]) })
	out := make([]chart.Row, len(at))
	for i, n := range at {
		out[i] = rows[n]
	}
	return out
}

// LineOf names the line of the table that a cell stands in by the line's first other cell: the test of a result, the drug
// of a dose. It is empty where the line has no other.
func LineOf(d *chart.Dossier, f chart.Field) chart.Text {
	if f.Cell == nil || f.Cell.Row >= len(d.Document.Rows) {
		return ""
	}
	for j, c := range d.Document.Rows[f.Cell.Row].Cells {
		if j != f.Cell.Cell && c.Value != "" {
			return c.Value
		}
	}
	return ""
}
