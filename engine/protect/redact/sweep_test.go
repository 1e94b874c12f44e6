package redact

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

func TestSweepFindsWhatTheDetectorsLeft(t *testing.T) {
	at := func(x float64, y float64) geom.Box { return geom.Box{X0: x, Y0: y, X1: x + 0.08, Y1: y + 0.01} }
	page := chart.Page{Number: 1, Words: []chart.Word{
		{Text: "Maria", Box: at(0.1, 0.1)}, {Text: "Gonzalez", Box: at(0.2, 0.1)}, {Text: "has", Box: at(0.3, 0.1)},
		{Text: "Phone:", Box: at(0.1, 0.3)}, {Text: "(217)", Box: at(0.2, 0.3)}, {Text: "555-0143", Box: at(0.3, 0.3)},
		{Text: "G0nzalez", Box: at(0.1, 0.5)}, {Text: "rose", Box: at(0.3, 0.5)}, {Text: "Okonkwo", Box: at(0.5, 0.5)},
	}}
	spans := []chart.Span{
		{Kind: chart.Name, Text: "Maria Gonzalez", Page: 1, Boxes: []geom.Box{{X0: 0.09, Y0: 0.09, X1: 0.29, Y1: 0.12}}, Redacted: true},
		{Kind: chart.PhoneNumber, Text: "(217) 555-0143", Page: 1, Boxes: []geom.Box{at(0.2, 0.3), at(0.3, 0.3)}, Redacted: true},
		{Kind: chart.Name, Text: "Okonkwo", Page: 2, Boxes: []geom.Box{at(0.1, 0.1)}, Redacted: true},
		{Kind: chart.Name, Text: "Okonkwo", Page: 1, Boxes: []geom.Box{at(0.5, 0.5)}},
	}
	got := Sweep(spans, []chart.Page{page})
	if len(got) != 1 || got[0].Text != "G0nzalez" || !got[0].Redacted || got[0].Boxes[0] != at(0.1, 0.5) {
		t.Fatalf("want one span over the second Gonzalez, got %d: %+v", len(got), boxesOf(got))
	}
	if again := Sweep(append(spans, got...), []chart.Page{page}); len(again) != 0 {
		t.Errorf("a second sweep finds %d more", len(again))
	}
}

func boxesOf(spans []chart.Span) (out []geom.Box) {
	for _, s := range spans {
		out = append(out, s.Boxes...)
	}
	return out
}
