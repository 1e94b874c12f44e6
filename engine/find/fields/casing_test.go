package fields_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// TestPageWithoutCapitals reads a page on which nothing has a capital: names are found, and given as they are printed.
func TestPageWithoutCapitals(t *testing.T) {
	page := typeset.Page(1, `quarry lane family clinic
12 quarry lane, milford pa 18337

patient      margarethe holloway-pike         born  3/14/1961
member       qxd 0447 1190

came in with a sore throat since sunday. seen with her husband.
allergies    latex

dr. wendell okafor   www.quarrylane.example
`)
	doc := chart.Document{Type: chart.ProgressNote, TypeConfidence: 1, Pages: []int{1}}
	fields.Extractor{Now: today}.Extract(&doc, readable([]chart.Page{page}))
	for n, want := range map[chart.FieldName][2]string{
		chart.PatientName:  {"margarethe holloway-pike", "HOLLOWAY-PIKE, MARGARETHE"},
		chart.Facility:     {"quarry lane family clinic", ""},
		chart.MemberID:     {"qxd 0447 1190", "QXD04471190"},
		chart.Allergy:      {"latex", ""},
		chart.ProviderName: {"wendell okafor", "OKAFOR, WENDELL"},
	} {
		got := [2]string{}
		for _, f := range doc.Fields {
			if f.Name == n {
				got = [2]string{f.Value.Reveal(), f.Normalized.Reveal()}
			}
		}
		if got != want {
			t.Errorf("%s: want %q, got %q", n, want, got)
		}
	}
}
