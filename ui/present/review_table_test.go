package present_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// withResults gives the lab report two lines of results; the value of the first is in doubt.
func withResults(h *company) {
	d := h.docs["d1"]
	cell := func(name string, v chart.Text, x, y float64) chart.Cell {
		return chart.Cell{Name: name, Value: v, Box: geom.Box{X0: x, Y0: y, X1: x + .1, Y1: y + .02}}
	}
	d.Document.Rows = []chart.Row{
		{Table: "results", Page: 1, Cells: []chart.Cell{cell("test", "Sodium", .1, .6), cell("value", "l34", .4, .6)}},
		{Table: "results", Page: 1, Cells: []chart.Cell{cell("test", "Potassium", .1, .65), cell("value", "4.2", .4, .65)}}}
	d.Document.Fields = append(d.Document.Fields, chart.Field{ID: "na", Name: "value", Value: "l34", Page: 1, Box: d.Document.Rows[0].Cells[1].Box,
		NeedsReview: true, Reasons: []chart.Reason{chart.LowConfidence}, Suggestions: []chart.Text{"134"}, Cell: &chart.CellRef{Row: 0, Cell: 1}})
}

func TestATableIsEditedAsAGrid(t *testing.T) {
	st, h := newCompany(withResults)
	st.do(st.p.Grid)
	if s := st.s.Table; st.s.Mode != present.ModeTable || len(s.Rows) != 2 || len(s.Columns) != 5 || s.Row != 0 || s.Col != 1 || s.Doubt != 1 ||
		s.Rows[0].Cells[1].Tone != present.Doubtful || s.Rows[1].Cells[0].Value != "Potassium" {
		t.Fatalf("want the grid at the doubtful cell, got %+v", s)
	}
	if f := st.s.Field; f.Value != "l34" || !f.Editable || f.Box.Empty() || len(f.Reasons) == 0 {
		t.Errorf("want the cell in the card with its picture and why, got %+v", f)
	}
	if m := st.s.Page.Marks[0]; m.Kind != present.MarkField || m.Box != h.docs["d1"].Document.Rows[0].Cells[1].Box {
		t.Errorf("want the cell lit on the page, got %+v", m)
	}
	st.do(func() { st.p.Typed("134") })
	st.do(st.p.GridConfirm)
	if last := h.docs["d1"].Final("na"); last.Verdict != chart.Corrected || last.Value != "134" || st.s.Table.Row != 1 || st.s.Table.Doubt != 0 {
		t.Errorf("Enter: want the cell corrected and the next row at hand, got %+v, row %d", last, st.s.Table.Row)
	}
	st.do(func() { st.p.GridMove(0, 1); st.p.Typed("mmol/L") })
	st.do(func() { st.p.GridMove(-1, 0); st.p.Typed("mEq/L") })
	st.do(func() { st.p.GridDown(false) })
	if got := st.s.Table.Rows; got[0].Cells[2].Value != "mEq/L" || got[1].Cells[2].Value != "mEq/L" {
		t.Errorf("copied down: want the same unit below, got %+v", got)
	}
	st.do(st.p.Undo)
	if got := st.s.Table.Rows[1].Cells[2].Value; got != "mmol/L" {
		t.Errorf("undo: want what stood below, got %q", got.Reveal())
	}
}

func TestUndoOpensTheCellsAgain(t *testing.T) {
	st, h := newCompany(func(h *company) {
		withResults(h)
		d := h.docs["d1"]
		box := geom.Box{X0: .4, Y0: .7, X1: .5, Y1: .72}
		d.Document.Rows = append(d.Document.Rows, chart.Row{Table: "results", Page: 1, Cells: []chart.Cell{{Name: "value", Box: box}}})
		for i, id := range []chart.FieldID{"k", "none"} {
			c := d.Document.Rows[i+1].Cells[len(d.Document.Rows[i+1].Cells)-1]
			d.Document.Fields = append(d.Document.Fields, chart.Field{ID: id, Name: "value", Value: c.Value, Page: 1, Box: c.Box, NeedsReview: true,
				Reasons: []chart.Reason{chart.LowConfidence}, Cell: &chart.CellRef{Row: i + 1, Cell: len(d.Document.Rows[i+1].Cells) - 1}})
		}
		d.Decisions = append(d.Decisions, chart.Decision{Field: "na", Verdict: chart.Corrected, Value: "134"})
	})
	st.do(st.p.Grid)
	st.do(func() { st.p.GridTo(0, 1); st.p.GridDown(true) })
	d := h.docs["d1"]
	if d.Final("k").Value != "134" || d.Final("none").Value != "134" {
		t.Fatalf("want the value in the cells below, got %+v", d.Decisions)
	}
	st.do(st.p.Undo)
	for _, id := range []chart.FieldID{"k", "none"} {
		if last := h.docs["d1"].Final(id); last.Verdict != chart.Undecided {
			t.Errorf("%s: want it open again, got %s", id, last.Verdict)
		}
	}
	st.do(func() { st.p.GridTo(0, 1); st.p.Typed("135"); st.p.GridMove(1, 0) })
	st.do(st.p.Undo)
	if last := h.docs["d1"].Final("na"); last.Verdict != chart.Corrected || last.Value != "134" {
		t.Errorf("want the decision that stood before, got %+v", last)
	}
	st.do(st.p.Redo)
	if last := h.docs["d1"].Final("na"); last.Value != "135" {
		t.Errorf("redo: want 135, got %+v", last)
	}
}

func TestRowsComeAndGo(t *testing.T) {
	st, h := newCompany(withResults)
	st.do(st.p.Grid)
	st.do(st.p.GridAdd)
	if len(st.s.Table.Rows) != 3 || st.s.Table.Row != 1 || !st.s.Table.Rows[1].Added {
		t.Fatalf("want a row below the one at hand, got %+v", st.s.Table)
	}
	st.do(func() { st.p.Typed("Chloride"); st.p.GridMove(0, 1); st.p.Typed("9!9") })
	st.do(func() { st.p.GridMove(0, 1) })
	if st.s.Field.Warn.Empty() || st.s.Table.Col != 1 {
		t.Error("a value that fails its check: want it asked once")
	}
	st.do(func() { st.p.GridMove(0, 1) })
	if got := st.s.Table.Rows[1].Cells; got[0].Value != "Chloride" || got[1].Value != "9!9" || st.s.Table.Col != 2 {
		t.Errorf("said twice: want it kept, got %+v", got)
	}
	st.do(func() { st.p.GridTo(0, 1); st.p.GridStrike() })
	if d := h.docs["d1"]; len(st.s.Table.Rows) != 2 || d.Final("na").Verdict != chart.NotOnPage {
		t.Errorf("struck out: want two rows and nothing asked of it, got %+v", st.s.Table.Rows)
	}
	st.do(st.p.Undo)
	if d := h.docs["d1"]; len(st.s.Table.Rows) != 3 || !d.Final("na").Verdict.Open() {
		t.Error("undo: want the row back and its doubt with it")
	}
	for range 3 {
		st.do(st.p.Undo)
	}
	if len(st.s.Table.Rows) != 2 {
		t.Errorf("want the added row gone, got %d", len(st.s.Table.Rows))
	}
	for range 3 {
		st.do(st.p.Redo)
	}
	if got := st.s.Table.Rows; len(got) != 3 || got[1].Cells[0].Value != "Chloride" {
		t.Errorf("redo: want the added row as it was, got %+v", got)
	}
	st.do(st.p.Grid)
	if st.s.Mode != present.ModeFields {
		t.Error("Ctrl+T after the last table: want the fields")
	}
}
