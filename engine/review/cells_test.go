package review

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

// tabled is a document with two lines of results and a field that is a cell of the first.
func tabled() chart.Document {
	_, test := at(1, 0.1, 0.3)
	_, value := at(1, 0.4, 0.3)
	_, drug := at(1, 0.1, 0.5)
	_, dose := at(1, 0.4, 0.5)
	doubt := []chart.Reason{chart.LowConfidence}
	return chart.Document{
		Fields: []chart.Field{{ID: "drug", Name: chart.Medication, Value: "Lisinopri1", Page: 1, Box: drug, NeedsReview: true}},
		Rows: []chart.Row{
			{Table: "results", Page: 1, Cells: []chart.Cell{{Name: "test", Value: "Sodium", Box: test}, {Name: "value", Value: "l34", Box: value, Reasons: doubt}}},
			{Table: "medications", Page: 1, Cells: []chart.Cell{{Name: "medication", Value: "Lisinopri1", Box: drug, Reasons: doubt}, {Name: "dose", Value: "1O mg", Box: dose, Reasons: doubt}}},
		}}
}

func TestDoubtfulCellsAreAskedOnce(t *testing.T) {
	doc := tabled()
	got := doc.DoubtfulCells()
	if len(got) != 2 || got[0].Name != "value" || got[1].Name != "dose" {
		t.Fatalf("want the result and the dose, and the drug asked as the field that it is; got %d", len(got))
	}
	if f := got[1]; !f.NeedsReview || f.Value != "1O mg" || f.Page != 1 || *f.Cell != (chart.CellRef{Row: 1, Cell: 1}) {
		t.Errorf("the dose: got %+v", f)
	}
	got[1].ID, doc.Rows[0].Struck = "dose", true
	doc.Fields = append(doc.Fields, got[1])
	if got := doc.DoubtfulCells(); len(got) != 0 {
		t.Errorf("want nothing asked that is asked already or struck out, got %d", len(got))
	}
}

func TestSurelyReadDosesAreLookedAtTwice(t *testing.T) {
	doc := tabled()
	for i := range doc.Rows {
		for j := range doc.Rows[i].Cells {
			doc.Rows[i].Cells[j].Reasons = nil
		}
	}
	doc.Rows[1].Cells = append(doc.Rows[1].Cells, chart.Cell{Name: "dose"}, chart.Cell{Name: "route", Value: "oral"})
	got := doc.DoubtfulCells()
	if len(got) != 1 || got[0].Name != "dose" || got[0].NeedsReview {
		t.Fatalf("want the dose, not asked of the first person, got %+v", got)
	}
	got[0].ID = "dose"
	doc.Fields = append(doc.Fields, got...)
	if d := (&chart.Dossier{Document: doc}); !slices.Contains(d.Unlooked(), "dose") {
		t.Errorf("want the dose to wait for a second look, got %v", d.Unlooked())
	}
}

func TestRowsTakeWhatWasDecided(t *testing.T) {
	doc := tabled()
	cells := doc.DoubtfulCells()
	cells[0].ID, cells[1].ID = "sodium", "dose"
	doc.Fields = append(doc.Fields, cells...)
	d := &chart.Dossier{Document: doc, Decisions: []chart.Decision{
		{Field: "sodium", Verdict: chart.Corrected, Value: "134"}, {Field: "dose", Verdict: chart.CantRead},
		{Field: "drug", Verdict: chart.Corrected, Value: "Lisinopril"}}}
	got := Rows(d)
	for _, c := range []struct {
		row, cell int
		want      chart.Text
	}{{0, 0, "Sodium"}, {0, 1, "134"}, {1, 0, "Lisinopril"}, {1, 1, ""}} {
		if v := got[c.row].Cells[c.cell].Value; v != c.want {
			t.Errorf("row %d, cell %d: want %q, got %q", c.row, c.cell, c.want.Reveal(), v.Reveal())
		}
	}
	if doc.Rows[0].Cells[1].Value != "l34" {
		t.Error("what was read must stay")
	}
	if line := LineOf(d, cells[0]); line != "Sodium" {
		t.Errorf("the line of the result: want Sodium, got %q", line.Reveal())
	}
}

// TestLinesAreNumberedAsOnThePaper numbers those of two tables, with one added between and one struck out.
func TestLinesAreNumberedAsOnThePaper(t *testing.T) {
	doc := chart.Document{Rows: []chart.Row{{Table: "results"}, {Table: "medications"}, {Table: "medications", Struck: true}, {Table: "medications"},
		{Table: "medications", Added: true, After: 2}}}
	for row, want := range []int{1, 1, 3, 3, 2} {
		if n := LineNumber(&doc, chart.Field{Cell: &chart.CellRef{Row: row}}); n != want {
			t.Errorf("row %d: want line %d, got %d", row, want, n)
		}
	}
	if n := LineNumber(&doc, chart.Field{}); n != 0 {
		t.Errorf("no cell: want 0, got %d", n)
	}
}
