package phi

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

func TestACapturedIdentifierIsCovered(t *testing.T) {
	number, name := geom.Box{X0: .2, Y0: .1, X1: .3, Y1: .12}, geom.Box{X0: .2, Y0: .2, X1: .4, Y1: .22}
	docs := []chart.Document{{Fields: []chart.Field{
		{Name: chart.MRN, Value: "4471", Page: 1, Box: number},
		{Name: chart.MRN, Value: "4471", Page: 1, Box: number}, // found twice
		{Name: chart.PatientName, Value: "Ana Ruiz", Page: 1, Box: name},
		{Name: chart.Medication, Value: "Lisinopril", Page: 1, Box: geom.Box{X0: .5, Y0: .5, X1: .6, Y1: .52}},
		{Name: chart.SSN, Page: 1}, // missing
	}}}
	found := []chart.Span{{Kind: chart.Name, Page: 1, Boxes: []geom.Box{name.Grow(.01, .01)}}, {Kind: chart.RecordNumber, Page: 2, Boxes: []geom.Box{number}}}
	got := Captured(docs, found)
	if len(got) != 1 || got[0].Kind != chart.RecordNumber || got[0].Text != "4471" || got[0].Boxes[0] != number || got[0].Page != 1 || got[0].Tier != chart.Likely {
		t.Errorf("want the number of page 1 once and nothing else, got %+v", got)
	}
}
