package present

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// TableSnapshot is the grid.
type TableSnapshot struct {
	Title   Line
	Columns []Line
	Rows    []TableRow
	Row     int
	Col     int
	Doubt   int // cells that need a person
	Others  int // further tables of the document
}

// TableRow is one line of the grid.
type TableRow struct {
	Cells []TableCell
	Added bool
	Place int // of its page in the document
}

// TableCell is one cell: Tone says whether it needs a person, or was decided.
type TableCell struct {
	Value  chart.Text
	Masked bool
	Tone   Tone
}

// tableSnapshot is the grid as shown.
func (p *ReviewPresenter) tableSnapshot(d *chart.Dossier) TableSnapshot {
	columns := review.Columns(p.table.name)
	out := TableSnapshot{Title: tableWord(p.table.name), Row: p.table.row, Col: p.table.col, Others: len(tables(d)) - 1}
	for _, c := range columns {
		word, ok := cellWords()[c]
		if !ok {
			word = FieldWord(c)
		}
		out.Columns = append(out.Columns, word)
	}
	m := p.mask(d)
	for i, n := range p.shownRows(d) {
		row := TableRow{Added: d.Document.Rows[n].Added, Place: p.pages.place(d.Document.Rows[n].Page)}
		for j := range columns {
			f, _ := p.cell(d, i, j)
			c := TableCell{Masked: !access.Sees(p.person, f.Name) || access.Identifies(f.Name) && !m.validates(f), Tone: Quiet}
			switch {
			case f.ID != "" && d.NeedsPerson(f):
				c.Tone = Doubtful
				out.Doubt++
			case f.ID != "" && d.Final(f.ID).Verdict != chart.Undecided:
				c.Tone = Done
			}
			if !c.Masked {
				c.Value = valueOf(d, f)
				if i == p.table.row && j == p.table.col {
					c.Value = p.table.typed
				}
			}
			row.Cells = append(row.Cells, c)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// cellAt is the cell at hand for the card.
func (p *ReviewPresenter) cellAt(d *chart.Dossier) ReviewField {
	f, ok := p.cell(d, p.table.row, p.table.col)
	if !ok {
		return ReviewField{Stamp: p.stamp, Label: tableWord(p.table.name)}
	}
	out := ReviewField{ID: f.ID, Label: labelOf(d, f), Stamp: p.stamp, Page: f.Page, Place: p.pages.place(f.Page), Box: f.Box, Touched: p.table.touched,
		Identifies: access.Identifies(f.Name), Editable: p.editable(d, f), Value: p.table.typed}
	if out.ID == "" {
		out.ID = "cell" // shown like a field; nothing asks for it by this name
	}
	if !access.Sees(p.person, f.Name) {
		out.Masked, out.Editable, out.Value = true, false, ""
		return out
	}
	if p.table.typed == f.Value {
		out.Doubt = review.Doubtful(f)
	}
	if f.ID != "" && d.NeedsPerson(f) {
		p.reasons(&out, d, f)
	}
	if p.each {
		out.Each = eachReading(f)
	}
	if p.table.warned {
		out.Warn = Say("It does not pass its check. Enter again keeps it as typed.")
	}
	return out
}

func tableWord(name string) Line {
	switch name {
	case "results":
		return Say("Results")
	case "service_lines":
		return Say("Services")
	case "medications":
		return Say("Medications")
	case "immunizations":
		return Say("Immunizations")
	case "problems":
		return Say("Problems")
	}
	return Say("Table")
}
