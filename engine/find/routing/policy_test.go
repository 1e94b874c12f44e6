package routing_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/routing"
	"chartproof.org/chartproof/engine/geom"
)

func TestAimed(t *testing.T) {
	both := []chart.Reading{{Engine: chart.Tesseract, Value: "x"}, {Engine: chart.Paddle, Value: "x"}}
	least := map[chart.FieldName]chart.Confidence{chart.Payer: 0.2, chart.Sex: 0.9, chart.PatientName: 0, chart.Facility: 1.01}
	for _, c := range []struct {
		profile string
		name    chart.FieldName
		sure    chart.Confidence
		asked   bool
	}{
		{"chart", chart.Payer, 0.985, false},
		{"chart", chart.Payer, 0.5, true}, // the floor
		{"chart", chart.Sex, 0.91, false},
		{"chart", chart.Sex, 0.89, true},
		{"chart", chart.Facility, 0.999, true}, // nothing proves any confidence
		{"chart", chart.PatientName, 0.999, true},
		{"strict", chart.Sex, 0.97, true},
	} {
		p, _ := routing.Named(c.profile)
		doc := &chart.Document{TypeConfidence: 1, Fields: []chart.Field{{Name: c.name, Value: "x", Confidence: c.sure, Readings: both}}}
		routing.Route(doc, p.Aimed(least, nil))
		if doc.Fields[0].NeedsReview != c.asked {
			t.Errorf("%s %s at %v: want asked %v, got %v", c.profile, c.name, c.sure, c.asked, doc.Fields[0].Reasons)
		}
	}
	if least[chart.Payer] != 0.2 {
		t.Error("the thresholds that were given must stay")
	}
}

// TestAimedCells asks the cells that are below the threshold of their name, or that the profile holds for all, and says of those
// that the engines read them differently.
func TestAimedCells(t *testing.T) {
	p, _ := routing.Named("chart")
	p = p.Aimed(nil, map[chart.FieldName]chart.Confidence{"dose": 0.97, "unit": 0.1})
	cell := func(name string, sure chart.Confidence, disagreed bool) chart.Cell {
		return chart.Cell{Name: name, Value: "x", Confidence: sure, Evidence: chart.CellEvidence{Disagreed: disagreed}}
	}
	doc := &chart.Document{TypeConfidence: 1, Rows: []chart.Row{{Cells: []chart.Cell{
		cell("dose", 0.96, false), cell("dose", 0.98, true), cell("unit", 0.65, false), cell("unit", 0.5, true), cell("site", 0.95, false), cell("site", 0.85, false)}}}}
	want := [][]chart.Reason{{chart.LowConfidence}, nil, nil, {chart.LowConfidence, chart.EnginesDisagree}, nil, {chart.LowConfidence}}
	for range 2 { // routing twice changes nothing
		routing.Route(doc, p)
	}
	for i, c := range doc.Rows[0].Cells {
		if !slices.Equal(c.Reasons, want[i]) {
			t.Errorf("cell %d: want %v, got %v", i+1, want[i], c.Reasons)
		}
	}
	if got := doc.Rows[0].Reasons; !slices.Equal(got, want[3]) {
		t.Errorf("want the row to have the reasons of its cells, got %v", got)
	}
}

// TestCellsAskTheirTwins asks about a cell in doubt at the field that repeats it, and at no other.
func TestCellsAskTheirTwins(t *testing.T) {
	box := func(y float64) geom.Box { return geom.Box{X0: 0.1, Y0: y, X1: 0.3, Y1: y + 0.02} }
	field := func(y float64) chart.Field {
		return chart.Field{Name: chart.Medication, Value: "x", Page: 1, Confidence: 0.999, Box: box(y)}
	}
	cell := func(y float64, sure chart.Confidence) chart.Row {
		return chart.Row{Table: "medications", Page: 1, Cells: []chart.Cell{{Name: "medication", Value: "x", Confidence: sure, Box: box(y)}}}
	}
	p, _ := routing.Named("chart")
	doc := &chart.Document{TypeConfidence: 1, Fields: []chart.Field{field(0.1), field(0.2), field(0.3)}, Rows: []chart.Row{cell(0.1, 0.5), cell(0.2, 0.99)}}
	routing.Route(doc, p)
	for i, want := range []bool{true, false, false} {
		if f := doc.Fields[i]; f.NeedsReview != want {
			t.Errorf("field %d: want asked %v, got %v", i+1, want, f.Reasons)
		}
	}
}

func TestSample(t *testing.T) {
	doc := &chart.Document{Fields: []chart.Field{
		{ID: "f1", Name: chart.Sex, Value: "F"}, {ID: "f2", Name: chart.Payer, Value: "x"}, {ID: "f3", Name: chart.MRN},
		{ID: "f4", Name: chart.MRN, Value: "1", NeedsReview: true, Reasons: []chart.Reason{chart.HighRiskField}}}}
	for range 2 { // sampling twice changes nothing
		routing.Sample(doc, func(id chart.FieldID) bool { return id != "f1" })
	}
	want := [][]chart.Reason{nil, {chart.Sampled}, nil, {chart.HighRiskField}}
	for i, f := range doc.Fields {
		if !slices.Equal(f.Reasons, want[i]) || f.NeedsReview != (len(want[i]) > 0) {
			t.Errorf("field %d: want %v, got %v with needs_review %v", i+1, want[i], f.Reasons, f.NeedsReview)
		}
	}
}
