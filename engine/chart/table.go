package chart

import (
	"errors"
	"slices"
)

// TableEdit is one change of a table that a person makes.
type TableEdit struct {
	Kind  EditKind
	Row   int      // counts from 0 over the document's rows; of EditAdd: the row that it stands after, -1 for the end
	Cell  string   // of EditCell: its name
	Value Text     // of EditCell; empty: the cell is empty on the paper
	Was   Decision // of EditBack: what stood before; its Verdict, Value and Note count
	Table string   // of EditAdd
	Page  int      // of EditAdd
}

// EditKind is what a TableEdit does.
type EditKind string

// The kinds of edit.
const (
	EditCell   EditKind = "cell"
	EditAdd    EditKind = "add"
	EditStrike EditKind = "strike" // what was read as a row is none
	EditRevive EditKind = "revive"
	EditBack   EditKind = "back" // the decision on a cell that stood before stands again, the zero Decision for none
)

// struckNote marks the decisions that come of striking a row out, so that reviving it takes them back.
const struckNote Text = "row struck out"

// EditTable makes the change and gives the decisions to append for it. What was read stays: a changed cell is a field with a
// decision, a struck row is marked, an added one knows that it was. newID names the fields that come of it. The document's
// slices are not shared with what they were before.
func (d *Dossier) EditTable(e TableEdit, newID func() FieldID) ([]Decision, error) {
	const op = "edit table"
	d.Document.Rows, d.Document.Fields = slices.Clone(d.Document.Rows), slices.Clone(d.Document.Fields)
	rows := d.Document.Rows
	if e.Kind == EditAdd {
		if e.Row >= len(rows) || e.Table == "" || !slices.Contains(d.Document.Pages, e.Page) {
			return nil, E(BadInput, op, errors.New("a row needs a table and a page of the document"))
		}
		d.Document.Rows = append(rows, Row{Table: e.Table, Page: e.Page, Added: true, After: max(e.Row, -1) + 1})
		return nil, nil
	}
	if e.Row < 0 || e.Row >= len(rows) {
		return nil, E(BadInput, op, errors.New("the document has no such row"))
	}
	if e.Kind == EditCell && !slices.Contains(CellNames, FieldName(e.Cell)) {
		return nil, E(BadInput, op, errors.New("no table has such a cell"))
	}
	switch e.Kind {
	case EditCell:
		return []Decision{d.editCell(e, newID)}, nil
	case EditBack:
		return d.cellBack(e)
	case EditStrike, EditRevive:
		rows[e.Row].Struck = e.Kind == EditStrike
		if rows[e.Row].Struck {
			return d.strike(e.Row, newID), nil
		}
		return d.revive(e.Row), nil
	}
	return nil, E(BadInput, op, errors.New("no such change"))
}

// editCell makes the cell a field, where it is none, and gives the decision on it.
func (d *Dossier) editCell(e TableEdit, newID func() FieldID) Decision {
	row := &d.Document.Rows[e.Row]
	row.Cells = slices.Clone(row.Cells)
	at := slices.IndexFunc(row.Cells, func(c Cell) bool { return c.Name == e.Cell })
	if at < 0 {
		at = len(row.Cells)
		row.Cells = append(row.Cells, Cell{Name: e.Cell, Confidence: 1})
	}
	f := d.CellField(e.Row, at)
	if f == nil {
		d.Document.Fields = append(d.Document.Fields, row.field(e.Row, at))
		f = &d.Document.Fields[len(d.Document.Fields)-1]
		f.ID = newID()
	}
	out := Decision{Field: f.ID, Verdict: Corrected, Value: e.Value}
	switch e.Value {
	case "":
		out.Verdict = NotOnPage
	case f.Value:
		out.Verdict = Confirmed
	}
	return out
}

// CellField gives the field that decides on a cell of a row, nil where nothing but the reading does.
func (d *Dossier) CellField(row, cell int) *Field {
	for i := range d.Document.Fields {
		if f := &d.Document.Fields[i]; f.Cell != nil && f.Cell.Row == row && f.Cell.Cell == cell {
			return f
		}
	}
	if row >= len(d.Document.Rows) || cell >= len(d.Document.Rows[row].Cells) {
		return nil
	}
	r := &d.Document.Rows[row]
	return d.Document.Twin(r, &r.Cells[cell])
}

// DoubtfulCells gives the cells of the document's tables that a person must look at, as fields that can be decided like any
// other: those in doubt, and those that two people validate, however surely they were read; the first of the two is not asked.
// A cell that stands in the document as a field of its own is asked there, and what is asked already, or struck out, is not again.
func (d *Document) DoubtfulCells() (out []Field) {
	asked := map[CellRef]bool{}
	for _, f := range d.Fields {
		if f.Cell != nil {
			asked[*f.Cell] = true
		}
	}
	for i := range d.Rows {
		row := &d.Rows[i]
		for j := range row.Cells {
			f := row.field(i, j)
			f.NeedsReview, f.Doubt = len(f.Reasons) > 0, row.Cells[j].Evidence.Doubt
			f.Readings = append([]Reading{}, row.Cells[j].Evidence.Readings...)
			if (f.NeedsReview || f.Value != "" && f.NeedsTwo()) && !row.Struck && !asked[*f.Cell] && d.Twin(row, &row.Cells[j]) == nil {
				out = append(out, f)
			}
		}
	}
	return out
}

// field is a cell of the row as a field without an id, which nothing asks of a person.
func (r *Row) field(row, cell int) Field {
	c := r.Cells[cell]
	return Field{Name: FieldName(c.Name), Value: c.Value, Confidence: c.Confidence, Page: r.Page, Box: c.Box, Reasons: slices.Clone(c.Reasons),
		Cell: &CellRef{Row: row, Cell: cell}}
}

// cellBack gives the decision on a cell that stood before, where it did stand: nothing new is decided by taking back.
func (d *Dossier) cellBack(e TableEdit) ([]Decision, error) {
	at := slices.IndexFunc(d.Document.Rows[e.Row].Cells, func(c Cell) bool { return c.Name == e.Cell })
	var f *Field
	if at >= 0 {
		f = d.CellField(e.Row, at)
	}
	if f == nil {
		return nil, E(BadInput, "edit table", errors.New("nothing was decided on this cell"))
	}
	was := Decision{Field: f.ID, Verdict: e.Was.Verdict, Value: e.Was.Value, Note: e.Was.Note}
	if was.Verdict != Undecided && !slices.ContainsFunc(d.Decisions, func(o Decision) bool {
		return o.Field == was.Field && o.Verdict == was.Verdict && o.Value == was.Value && o.Note == was.Note
	}) {
		return nil, E(BadInput, "edit table", errors.New("this never stood in the cell"))
	}
	return []Decision{was}, nil
}

// strike decides that the cells of a row are not there: those that are open, and those that two people validate, whose looks
// hold no more with it, so that the second person looks whether the row is none.
func (d *Dossier) strike(row int, newID func() FieldID) (out []Decision) {
	r := &d.Document.Rows[row]
	for i := range r.Cells {
		f := d.CellField(row, i)
		if f == nil {
			own := r.field(row, i)
			if own.Value == "" || !own.NeedsTwo() {
				continue
			}
			own.ID = newID()
			d.Document.Fields = append(d.Document.Fields, own)
			f = &own
		}
		switch last := d.Final(f.ID); {
		case f.Cell == nil: // it stands in the document besides
			out = d.again(out, f)
		case last.Note != struckNote && (f.NeedsTwo() || f.NeedsReview && last.Verdict.Open()):
			out = append(out, Decision{Field: f.ID, Verdict: NotOnPage, Note: struckNote})
		}
	}
	return out
}

// revive takes back what striking a row out decided: what stood before stands again.
func (d *Dossier) revive(row int) (out []Decision) {
	for i := range d.Document.Rows[row].Cells {
		f := d.CellField(row, i)
		switch {
		case f == nil:
		case f.Cell == nil:
			out = d.again(out, f)
		case d.Final(f.ID).Note == struckNote:
			out = append(out, d.unstruck(f.ID))
		}
	}
	return out
}

// again repeats what stands on a field that two people validate, so that its looks hold no more.
func (d *Dossier) again(out []Decision, f *Field) []Decision {
	if !f.NeedsTwo() {
		return out
	}
	last := d.Final(f.ID)
	return append(out, Decision{Field: f.ID, Verdict: last.Verdict, Value: last.Value, Note: last.Note})
}

// unstruck is the decision on a field that stood before its row was struck out.
func (d *Dossier) unstruck(id FieldID) Decision {
	for i := len(d.Decisions) - 1; i >= 0; i-- {
		if dec := d.Decisions[i]; dec.Field == id && dec.Note != struckNote {
			return Decision{Field: id, Verdict: dec.Verdict, Value: dec.Value, Note: dec.Note}
		}
	}
	return Decision{Field: id}
}

// Found puts a row back of which a third person found a cell on the page, and gives the decisions to append for it: its cells
// that wait for no look are as they were. It reports whether the row was out.
func (d *Dossier) Found(f *Field) (out []Decision, was bool) {
	if f.Cell == nil || f.Cell.Row >= len(d.Document.Rows) || !d.Document.Rows[f.Cell.Row].Struck {
		return nil, false
	}
	d.Document.Rows = slices.Clone(d.Document.Rows)
	d.Document.Rows[f.Cell.Row].Struck = false
	for i := range d.Document.Fields {
		o := &d.Document.Fields[i]
		if o.Cell != nil && o.Cell.Row == f.Cell.Row && !o.NeedsTwo() && d.Final(o.ID).Note == struckNote {
			out = append(out, d.unstruck(o.ID))
		}
	}
	return out, true
}
