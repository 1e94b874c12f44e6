package fields

import (
	"os"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// BenchmarkLookAround says what the second way of finding costs on one dense page, beside the whole of the finding.
func BenchmarkLookAround(b *testing.B) {
	text, err := os.ReadFile("testdata/strangers/d_claim_clearinghouse.txt")
	if err != nil {
		b.Fatal(err)
	}
	s, err := typeset.Read(string(text))
	if err != nil {
		b.Fatal(err)
	}
	pages := []chart.Page{typeset.Page(1, s.Text)}
	e := Extractor{Now: time.Now}
	doc := func() *chart.Document { return &chart.Document{Type: s.Type, Pages: []int{1}} }
	b.Run("surroundings", func(b *testing.B) {
		for b.Loop() {
			r := e.open(doc(), pages)
			r.lookAround()
		}
	})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			e.Extract(doc(), pages)
		}
	})
}

func TestASpotKeepsTheDoubtOfItsField(t *testing.T) {
	pages := []chart.Page{typeset.Page(1, "x")}
	r := Extractor{Now: func() time.Time { return time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) }}.open(&chart.Document{Type: chart.ClaimForm, Pages: []int{1}}, pages)
	for _, c := range []struct {
		name       string
		field      chart.FieldName
		spot       around.Spot
		ok, failed bool
		norm       string
	}{
		{"a check digit that does not hold: no canonical form", chart.ProviderNPI, around.Spot{Kind: around.NPI, Value: "1234567890", Norm: "1234567890"}, true, true, ""},
		{"one that holds", chart.ProviderNPI, around.Spot{Kind: around.NPI, Value: "1234567893", Norm: "1234567893"}, true, false, "1234567893"},
		{"a birth of this century's future is of the last", chart.DateOfBirth, around.Spot{Kind: around.Day, Value: "03/04/61", Norm: "2061-03-04"}, true, false, "1961-03-04"},
		{"no name of a patient", chart.PatientName, around.Spot{Kind: around.Person, Value: "Dr. Long", Norm: "LONG"}, false, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, ok := r.around(r.leaves[0], c.field, c.spot)
			if ok != c.ok || h.failed != c.failed || h.norm != c.norm {
				t.Errorf("want %v, failed %v, %q; got %v, failed %v, %q", c.ok, c.failed, c.norm, ok, h.failed, h.norm)
			}
		})
	}
}
