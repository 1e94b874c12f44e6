package fields

import (
	"os"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
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
