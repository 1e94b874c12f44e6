package casestore_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/storage/casestore"
)

// found is a document as found on pages, with fields that need a person.
func found(pages []int, fields ...chart.Field) casestore.DocumentDraft {
	return casestore.DocumentDraft{Document: chart.Document{Type: chart.LabReport, Pages: pages, Fields: fields}, State: chart.StateReview}
}

func at(name chart.FieldName, value chart.Text, page int, y float64) chart.Field {
	return chart.Field{Name: name, Value: value, Page: page, Box: geom.Box{X0: .1, Y0: y, X1: .4, Y1: y + .02}, NeedsReview: true,
		Reasons: []chart.Reason{chart.HighRiskField}}
}

// begun is an import of which one page is read and a document made.
func begun(t *testing.T, h *house) (chart.ImportID, chart.DocumentID) {
	t.Helper()
	data := []byte("a chart of three pages")
	in, err := h.cases.NewImport(t.Context(), h.s, sourceOf(data), data)
	if err != nil {
		t.Fatal(err)
	}
	h.addPages(in.ID, 1)
	ids, err := h.cases.GrowImport(t.Context(), h.s, in.ID, []casestore.DocumentDraft{
		found([]int{1}, at(chart.PatientName, marker, 1, .1), at(chart.MRN, "48213", 1, .2))})
	if err != nil || len(ids) != 1 {
		t.Fatalf("want one document, got %v, %v", ids, err)
	}
	return in.ID, ids[0]
}

func (h *house) addPages(id chart.ImportID, numbers ...int) {
	h.t.Helper()
	for _, n := range numbers {
		if err := h.cases.AddPage(h.t.Context(), h.s, id, page(n), []byte{byte(n)}); err != nil {
			h.t.Fatal(err)
		}
	}
}

func (h *house) confirm(id chart.DocumentID, name chart.FieldName) *chart.Dossier {
	h.t.Helper()
	d, err := h.cases.Load(h.t.Context(), h.s, id)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, f := range d.Document.Fields {
		if f.Name == name {
			if d, err = h.cases.Decide(h.t.Context(), h.s, id, d.Version, chart.Decision{Field: f.ID, Verdict: chart.Confirmed, Value: f.Value}); err != nil {
				h.t.Fatal(err)
			}
		}
	}
	return d
}

func TestWorkBeginsWhileTheRestIsRead(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	imp, id := begun(t, h)
	d := h.confirm(id, chart.PatientName)
	if d.State != chart.StateReading || d.OpenFields() != 1 {
		t.Fatalf("want the record number left in a document that is still read, got %s with %d", d.State, d.OpenFields())
	}
	_, err := h.cases.ToState(ctx, h.s, id, d.Version, chart.StateReady)
	h.wantKind("ready before it is read", err, chart.BadState)
	_, err = h.cases.PutSpan(ctx, h.s, id, d.Version, chart.Span{Page: 1, Boxes: []geom.Box{{X1: 1, Y1: 1}}})
	h.wantKind("a redaction before it is read", err, chart.BadState)

	h.addPages(imp, 2, 3)
	mrn := d.Document.Fields[1].ID
	// The name is read otherwise on page 2, and the number stands a little lower on the page that was there.
	later := []casestore.DocumentDraft{
		found([]int{1, 2}, at(chart.PatientName, "Somebody Else", 2, .1), at(chart.MRN, "48213", 1, .205), at(chart.DateOfBirth, "1961-03-14", 2, .3)),
		found([]int{3}, at(chart.MRN, "99", 3, .2)),
	}
	ids, err := h.cases.FinishImport(ctx, h.s, imp, later)
	if err != nil || len(ids) != 2 || ids[0] != id {
		t.Fatalf("want the same document and a new one, got %v, %v", ids, err)
	}
	after, err := h.cases.Load(ctx, h.s, id)
	if err != nil {
		t.Fatal(err)
	}
	if after.State != chart.StateReview || after.Version != d.Version || len(after.Pages) != 2 || len(after.Document.Fields) != 3 {
		t.Fatalf("want two pages and three fields in review, got %s, %d pages, %d fields", after.State, len(after.Pages), len(after.Document.Fields))
	}
	if name := after.Document.Fields[0]; name.Value != marker || after.Final(name.ID).Verdict != chart.Confirmed {
		t.Error("want the name to stand as it was confirmed")
	}
	if after.Document.Fields[1].ID != mrn || after.OpenFields() != 2 {
		t.Errorf("want the number under its id and two fields open, got %d open", after.OpenFields())
	}
	if d, err = h.cases.Decide(ctx, h.s, id, d.Version, chart.Decision{Field: mrn, Verdict: chart.Confirmed}); err != nil || d.OpenFields() != 1 {
		t.Errorf("want a decision made on what was on screen to be taken, got %v", err)
	}
	h.verify()
}

// A cell that stands in a document as a field besides is asked there. Where a decision on an earlier page settles that field, the
// doubtful cell is asked for itself.
func TestADoubtfulCellIsAskedWhoseFieldWasSettledElsewhere(t *testing.T) {
	h := newHouse(t)
	imp, id := begun(t, h)
	d := h.confirm(id, chart.PatientName)
	h.addPages(imp, 2)
	twin := at(chart.PatientName, marker, 2, .1)
	dr := found([]int{1, 2}, at(chart.MRN, "48213", 1, .2), twin)
	dr.Document.Rows = []chart.Row{{Table: "results", Page: 2, Cells: []chart.Cell{{Name: string(twin.Name), Value: twin.Value, Box: twin.Box, Reasons: []chart.Reason{chart.LowConfidence}}}}}
	if got := dr.Document.DoubtfulCells(); len(got) != 0 {
		t.Fatalf("want the cell asked as the field that it is, got %d", len(got))
	}
	if _, err := h.cases.FinishImport(t.Context(), h.s, imp, []casestore.DocumentDraft{dr}); err != nil {
		t.Fatal(err)
	}
	d = h.load(d.ID)
	cell := d.CellField(0, 0)
	if cell == nil || cell.Cell == nil || !d.NeedsPerson(*cell) || d.OpenFields() != 2 {
		t.Fatalf("want the cell and the record number open, got %+v, %d open", cell, d.OpenFields())
	}
}

func TestADecisionMovesWithItsPage(t *testing.T) {
	h := newHouse(t)
	imp, id := begun(t, h)
	h.addPages(imp, 2, 3)
	if _, err := h.cases.GrowImport(t.Context(), h.s, imp, []casestore.DocumentDraft{
		found([]int{1, 2, 3}, at(chart.PatientName, marker, 1, .1), at(chart.Allergy, "Penicillin", 3, .5))}); err != nil {
		t.Fatal(err)
	}
	h.confirm(id, chart.Allergy)
	// Page 3 turns out to be a document of its own.
	ids, err := h.cases.FinishImport(t.Context(), h.s, imp, []casestore.DocumentDraft{
		found([]int{1, 2}, at(chart.PatientName, marker, 1, .1)), found([]int{3}, at(chart.Allergy, "Penicilin", 3, .5))})
	if err != nil {
		t.Fatal(err)
	}
	d, err := h.cases.Load(t.Context(), h.s, ids[1])
	if err != nil {
		t.Fatal(err)
	}
	if f := d.Document.Fields[0]; len(d.Document.Fields) != 1 || f.Value != "Penicillin" || d.Final(f.ID).Verdict != chart.Confirmed || d.OpenFields() != 0 {
		t.Error("want the allergy in its new document as it was confirmed")
	}
	if d, err = h.cases.Load(t.Context(), h.s, id); err != nil || len(d.Decisions) != 0 || len(d.Document.Fields) != 1 {
		t.Errorf("want nothing of it left in the other one, got %d decisions, %v", len(d.Decisions), err)
	}
	h.reopen()
	if d, err = h.cases.Load(t.Context(), h.s, ids[1]); err != nil || len(d.Decisions) != 1 {
		t.Errorf("want it there after a restart, got %v", err)
	}
	h.verify()
}

func TestARefusedFileLeavesNoDocument(t *testing.T) {
	h := newHouse(t)
	imp, id := begun(t, h)
	h.confirm(id, chart.MRN)
	if err := h.cases.RefuseImport(t.Context(), h.s, imp, chart.Refusal{Reason: chart.RefusedDamaged}); err != nil {
		t.Fatal(err)
	}
	_, err := h.cases.Load(t.Context(), h.s, id)
	h.wantKind("a document of a refused file", err, chart.NotFound)
	list, err := h.cases.List(t.Context(), h.s, casestore.Filter{})
	if err != nil || len(list) != 1 || list[0].State != chart.StateRefused {
		t.Errorf("want the refused file in the queue and nothing else, got %d rows, %v", len(list), err)
	}
	h.verify()
}

func TestTheQueueShowsADocumentInsteadOfItsFile(t *testing.T) {
	h := newHouse(t)
	imp, id := begun(t, h)
	if err := h.cases.Expect(t.Context(), h.s, imp, 3); err != nil {
		t.Fatal(err)
	}
	list, err := h.cases.List(t.Context(), h.s, casestore.Filter{})
	if err != nil || len(list) != 1 || list[0].ID != id || list[0].State != chart.StateReading || list[0].Pages != 1 {
		t.Errorf("want the document with its page, got %+v, %v", list, err)
	}
}

func TestAFullReadingTakesTheGlancesPlace(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	data := []byte("a long chart")
	in, err := h.cases.NewImport(ctx, h.s, sourceOf(data), data)
	if err != nil {
		t.Fatal(err)
	}
	hasty := page(1)
	hasty.Words[0].Text = "hasty"
	for range 2 { // the second is left out
		if err := h.cases.Glance(ctx, h.s, in.ID, hasty, []byte("picture")); err != nil {
			t.Fatal(err)
		}
	}
	ids, err := h.cases.GrowImport(ctx, h.s, in.ID, []casestore.DocumentDraft{found([]int{1}, at(chart.MRN, "48213", 1, .2))})
	if err != nil {
		t.Fatal(err)
	}
	if d, err := h.cases.Load(ctx, h.s, ids[0]); err != nil || d.Pages[0].Words[0].Text != "hasty" {
		t.Fatalf("want the glance to work on, got %v", err)
	}
	if whole, err := h.cases.Pages(ctx, h.s, in.ID); err != nil || len(whole) != 0 {
		t.Errorf("want a page that was only glanced at read again after a crash, got %d, %v", len(whole), err)
	}
	h.addPages(in.ID, 1)
	if err := h.cases.Glance(ctx, h.s, in.ID, hasty, []byte("picture")); err != nil {
		t.Fatal(err)
	}
	d, err := h.cases.Load(ctx, h.s, ids[0])
	if err != nil || d.Pages[0].Words[0].Text != marker {
		t.Errorf("want the full reading, whatever glance comes late; got %v", err)
	}
	if pic, err := h.cases.PageFile(ctx, h.s, ids[0], 1); err != nil || string(pic) != "picture" {
		t.Errorf("want the picture that was there, got %v", err)
	}
	if whole, err := h.cases.Pages(ctx, h.s, in.ID); err != nil || len(whole) != 1 {
		t.Errorf("want the page read, got %d, %v", len(whole), err)
	}
	h.verify()
}
