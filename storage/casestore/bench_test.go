package casestore_test

import (
	"fmt"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/storage/casestore"
)

// densePage is a page as dense as an EHR printout.
func densePage(n int) chart.Page {
	p := chart.Page{Number: n, Width: 2550, Height: 3300, DPI: 300}
	for i := range 700 {
		x, y := float64(i%14)/14, float64(i/14)/50
		p.Words = append(p.Words, chart.Word{Text: chart.Text(fmt.Sprintf("word%d", i*n)), Confidence: 0.97,
			Box: geom.Box{X0: x, Y0: y, X1: x + 0.05, Y1: y + 0.01}, Engines: []chart.Engine{chart.Tesseract, chart.Paddle}, Agreed: true})
	}
	return p
}

func (h *house) dense(b *testing.B, pages int) chart.DocumentID {
	b.Helper()
	data := []byte("dense")
	got, err := h.cases.NewImport(b.Context(), h.s, sourceOf(data), data)
	if err != nil {
		b.Fatal(err)
	}
	d := draftOf(1)
	d.Document.Pages = nil
	for n := 1; n <= pages; n++ {
		if err := h.cases.AddPage(b.Context(), h.s, got.ID, densePage(n), make([]byte, 1<<20)); err != nil {
			b.Fatal(err)
		}
		d.Document.Pages = append(d.Document.Pages, n)
	}
	for i := range 40 {
		d.Document.Fields = append(d.Document.Fields, field(chart.FieldID(fmt.Sprint("m", i)), chart.Medication, "Lisinopril 10 mg", true))
	}
	ids, err := h.cases.FinishImport(b.Context(), h.s, got.ID, []casestore.DocumentDraft{d})
	if err != nil {
		b.Fatal(err)
	}
	return ids[0]
}

// BenchmarkDense20 is the review screen's traffic with a document of twenty dense pages.
func BenchmarkDense20(b *testing.B) {
	h := newHouse(b)
	id := h.dense(b, 20)
	version := int64(1)
	b.Run("open cold", func(b *testing.B) {
		for b.Loop() {
			h.reopen()
			if _, err := h.cases.Open(b.Context(), h.s, id); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decide", func(b *testing.B) {
		for b.Loop() {
			d, err := h.cases.Decide(b.Context(), h.s, id, version, chart.Decision{Field: "m7", Verdict: chart.Confirmed})
			if err != nil {
				b.Fatal(err)
			}
			version = d.Version
		}
	})
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			if _, err := h.cases.PageFile(b.Context(), h.s, id, 7); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkQueue lists and searches 5,000 documents.
func BenchmarkQueue(b *testing.B) {
	h := newHouse(b)
	data := []byte("many")
	got, err := h.cases.NewImport(b.Context(), h.s, sourceOf(data), data)
	if err != nil {
		b.Fatal(err)
	}
	if err := h.cases.AddPage(b.Context(), h.s, got.ID, page(1), []byte("x")); err != nil {
		b.Fatal(err)
	}
	drafts := make([]casestore.DocumentDraft, 5000)
	for i := range drafts {
		drafts[i] = draftOf(1)
	}
	if _, err := h.cases.FinishImport(b.Context(), h.s, got.ID, drafts); err != nil {
		b.Fatal(err)
	}
	for _, search := range []string{"", "quarkmarker", "nobody here"} {
		b.Run("search="+search, func(b *testing.B) {
			for b.Loop() {
				if _, err := h.cases.List(b.Context(), h.s, casestore.Filter{Search: search}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
