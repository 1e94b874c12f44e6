package fields

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

func TestWhatIsWrittenByHandIsReadByAPerson(t *testing.T) {
	box := geom.Box{X0: .2, Y0: .2, X1: .4, Y1: .22}
	for name, c := range map[string]struct {
		kind chart.RegionKind
		ink  geom.Box
		want bool
	}{
		"on it":             {chart.RegionHandwriting, box.Grow(.01, .01), true},
		"on most of it":     {chart.RegionHandwriting, geom.Box{X0: .1, Y0: .2, X1: .32, Y1: .22}, true},
		"beside it":         {chart.RegionHandwriting, geom.Box{X0: .1, Y0: .2, X1: .25, Y1: .22}, false},
		"something printed": {chart.RegionBarcode, box, false},
	} {
		page := chart.Page{Number: 2, Regions: []chart.Region{{Kind: c.kind, Box: c.ink}}}
		doc := chart.Document{Pages: []int{2},
			Fields: []chart.Field{{Name: chart.PatientName, Page: 2, Box: box}, {Name: chart.SignaturePresent, Page: 2, Box: box}, {Name: chart.MRN, Page: 1, Box: box}},
			Rows:   []chart.Row{{Page: 2, Cells: []chart.Cell{{Name: "dose", Box: box}}}}}
		r := &reader{doc: &doc, leaves: []*leaf{{page: &page}}}
		r.markHandwriting()
		r.markHandwriting() // once is enough
		got := []bool{}
		for _, f := range doc.Fields {
			got = append(got, slices.Contains(f.Reasons, chart.Handwriting))
		}
		got = append(got, len(doc.Rows[0].Cells[0].Reasons) == 1)
		if !slices.Equal(got, []bool{c.want, false, false, c.want}) {
			t.Errorf("%s: want name and dose %v and nothing else, got %v", name, c.want, got)
		}
	}
}
