package routing_test

import (
	"math"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/routing"
)

func TestRoute(t *testing.T) {
	both := []chart.Reading{{Engine: chart.Tesseract, Value: "x"}, {Engine: chart.Paddle, Value: "x"}}
	cases := []struct {
		name    string
		profile string
		field   chart.Field
		typed   chart.Confidence
		want    []chart.Reason
	}{
		{"sure field passes", "chart", chart.Field{Name: chart.Payer, Value: "x", Confidence: 0.99, Readings: both}, 1, nil},
		{"below the threshold", "chart", chart.Field{Name: chart.Sex, Value: "x", Confidence: 0.8, Readings: both}, 1, []chart.Reason{chart.LowConfidence}},
		{"not a number", "chart", chart.Field{Name: chart.Sex, Value: "x", Confidence: chart.Confidence(math.NaN()), Readings: both}, 1, []chart.Reason{chart.LowConfidence}},
		{"above one", "chart", chart.Field{Name: chart.Sex, Value: "x", Confidence: 7, Readings: both}, 1, []chart.Reason{chart.LowConfidence}},
		{"high risk is always seen", "chart", chart.Field{Name: chart.PatientName, Value: "x", Confidence: 1, Readings: both}, 1, []chart.Reason{chart.HighRiskField}},
		{"allergy is high risk", "chart", chart.Field{Name: chart.Allergy, Value: "x", Confidence: 1, Readings: both}, 1, []chart.Reason{chart.HighRiskField}},
		{"missing", "chart", chart.Field{Name: chart.DateOfBirth}, 1, []chart.Reason{chart.Missing}},
		{"failed check stays", "chart", chart.Field{Name: chart.ProviderNPI, Value: "x", Confidence: 0.99, Readings: both, Reasons: []chart.Reason{chart.FailedCheck}}, 1, []chart.Reason{chart.FailedCheck}},
		{"one engine, not quite sure", "chart", chart.Field{Name: chart.Payer, Value: "x", Confidence: 0.9, Readings: both[:1]}, 1, []chart.Reason{chart.LowConfidence, chart.OneEngineOnly}},
		{"one engine, sure", "chart", chart.Field{Name: chart.Payer, Value: "x", Confidence: 0.99, Readings: both[:1]}, 1, nil},
		{"unknown type of document", "chart", chart.Field{Name: chart.Sex, Value: "x", Confidence: 0.92, Readings: both}, 0.1, []chart.Reason{chart.LowConfidence}},
		{"unknown profile is strict", "nonesuch", chart.Field{Name: chart.Payer, Value: "x", Confidence: 0.95, Readings: both}, 1, []chart.Reason{chart.LowConfidence}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, _ := routing.Named(c.profile)
			doc := &chart.Document{TypeConfidence: c.typed, Fields: []chart.Field{c.field}}
			for range 2 { // routing twice changes nothing
				routing.Route(doc, p)
			}
			got := doc.Fields[0]
			if !slices.Equal(got.Reasons, c.want) || got.NeedsReview != (len(c.want) > 0) {
				t.Errorf("want reasons %v, got %v with needs_review %v", c.want, got.Reasons, got.NeedsReview)
			}
			if got.Reasons == nil {
				t.Error("reasons must be a list, not null")
			}
		})
	}
}

func TestRouteRows(t *testing.T) {
	p, _ := routing.Named("chart")
	doc := &chart.Document{TypeConfidence: 1, Rows: []chart.Row{
		{Table: "results", Cells: []chart.Cell{{Name: "test", Value: "x", Confidence: 0.99}, {Name: "value", Value: "x", Confidence: 0.99}}},
		{Table: "results", Cells: []chart.Cell{{Name: "test", Value: "x", Confidence: 0.99}, {Name: "value", Value: "x", Confidence: 0.5, Reasons: []chart.Reason{chart.FailedCheck}}}},
	}}
	for range 2 {
		routing.Route(doc, p)
	}
	if r := doc.Rows[0]; r.Reasons != nil || r.Cells[1].Reasons != nil {
		t.Errorf("a sure row: want no reasons, got %v", r.Reasons)
	}
	want := []chart.Reason{chart.LowConfidence, chart.FailedCheck}
	if r := doc.Rows[1]; !slices.Equal(r.Reasons, want) || !slices.Equal(r.Cells[1].Reasons, want) || r.Cells[0].Reasons != nil {
		t.Errorf("a doubtful cell: want %v on cell and row, got %v and %v", want, r.Cells[1].Reasons, r.Reasons)
	}
}
