//go:build cgo

package wire

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/ui/present"
)

// long is a file of n small pages about one patient.
func long(t *testing.T, n int) []byte {
	t.Helper()
	var pages []*geom.Raster
	for range n {
		pages = append(pages, geom.FromGray(page(t, 7), 200))
	}
	data, err := synth.ScannedPDF(pages, 80)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestWorkBeginsOnTheFirstPage decides on page 1 while the pages after it are read.
func TestWorkBeginsOnTheFirstPage(t *testing.T) {
	r := setUpRoom(t)
	path := drop(t, "", "long.pdf", long(t, 5))
	done := make(chan error, 1)
	go func() {
		_, err := r.Import(t.Context(), []string{path}, false, nil)
		done <- err
	}()
	var begun chart.Summary
	r.await("a document of the first pages", func() bool {
		for _, s := range r.list() {
			if s.ID != "" {
				begun = s
				return true
			}
		}
		return false
	})
	if begun.State != chart.StateReading || begun.Pages >= 5 || begun.Open == 0 {
		t.Fatalf("want some of five pages with fields to decide, got %+v", begun)
	}
	d, err := r.Open(t.Context(), begun.ID)
	r.must(err)
	_, err = r.Page(t.Context(), d.ID, 1)
	r.must(err)
	var name chart.Field
	for _, f := range d.Document.Fields {
		if f.Name == chart.PatientName {
			name = f
		}
	}
	d, err = r.Decide(t.Context(), d.ID, d.Version, chart.Decision{Field: name.ID, Verdict: chart.Corrected, Value: "Nora B Quimby"})
	r.must(err)
	wantKind(t, "signing before it is read", r.Sign(t.Context(), d.ID, d.Version, password), chart.BadState)
	r.must(<-done)
	d, err = r.Renew(t.Context(), d.ID)
	r.must(err)
	if d.State == chart.StateReading || d.Final(name.ID).Value != "Nora B Quimby" {
		t.Errorf("want it read to its end with the name as corrected, got %s", d.State)
	}
}

// TestAnUrgentFileIsReadInTheMiddleOfAnother brings one in while a long one is read.
func TestAnUrgentFileIsReadInTheMiddleOfAnother(t *testing.T) {
	r := setUpRoom(t)
	path, urgent := drop(t, "", "long.pdf", long(t, 6)), drop(t, "", "emergency.png", scan(t, 2))
	first, done := make(chan struct{}), make(chan error, 1)
	go func() {
		_, err := r.Import(t.Context(), []string{path}, false, func(p present.ImportProgress) {
			if p.Page == 1 && first != nil {
				close(first)
				first = nil
			}
		})
		done <- err
	}()
	<-first
	report, err := r.Import(t.Context(), []string{urgent}, true, nil)
	r.must(err)
	if len(report.Files) != 1 || len(report.Files[0].Documents) == 0 {
		t.Fatalf("want it read, got %+v", report)
	}
	select {
	case err := <-done:
		t.Fatalf("want the long file still unread, got its end (%v)", err)
	default:
	}
	if top := r.list()[0]; top.ID != report.Files[0].Documents[0] || !top.Urgent {
		t.Error("want the urgent document first in the queue")
	}
	r.must(<-done)
	pages := 0
	for _, s := range r.list() {
		pages += s.Pages
	}
	if pages != 7 {
		t.Errorf("want every page of both files once, got %d of 7", pages)
	}
}
