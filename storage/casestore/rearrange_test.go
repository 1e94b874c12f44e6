package casestore_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// filed is a file of four pages: one document of three, with a redaction and a confirmed name, and one of the last.
func filed(t *testing.T, h *house) (chart.ImportID, []chart.DocumentID) {
	t.Helper()
	imp, _ := begun(t, h)
	h.addPages(imp, 2, 3, 4)
	first := found([]int{1, 2, 3}, at(chart.PatientName, marker, 1, .1), at(chart.Allergy, "Penicillin", 3, .5))
	first.Spans = []chart.Span{{Kind: chart.Name, Text: marker, Page: 1, Boxes: []geom.Box{{X1: .2, Y1: .1}}, Redacted: true},
		{Kind: chart.PhoneNumber, Text: "555 0101", Page: 3, Boxes: []geom.Box{{X1: .3, Y1: .1}}, Redacted: true}}
	ids, err := h.cases.FinishImport(t.Context(), h.s, imp, []casestore.DocumentDraft{first, found([]int{4}, at(chart.MRN, "48213", 4, .2))})
	if err != nil || len(ids) != 2 {
		t.Fatalf("want two documents, got %v, %v", ids, err)
	}
	return imp, ids
}

func TestADocumentIsSplitAndJoined(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	imp, ids := filed(t, h)
	d := h.confirm(ids[0], chart.Allergy)
	if err := h.cases.PutNote(ctx, h.s, chart.Note{Document: ids[1], Kind: chart.NoteQuestion, Text: "whose is it? " + marker}); err != nil {
		t.Fatal(err)
	}
	// Page 3 begins a document, and the last document's page comes behind it.
	r := casestore.Rearrangement{Gone: map[chart.DocumentID]int64{ids[1]: h.load(ids[1]).Version}, Documents: []casestore.Laid{
		{ID: ids[0], Version: d.Version, Draft: found([]int{2, 1}, at(chart.PatientName, marker, 1, .1))},
		{Draft: found([]int{3, 4}, at(chart.Allergy, "Penicilin", 3, .5), at(chart.MRN, "48213", 4, .2))},
	}}
	out, err := h.cases.Rearrange(ctx, h.s, imp, r)
	if err != nil || len(out) != 2 || out[0] != ids[0] {
		t.Fatalf("want the first document and a new one, got %v, %v", out, err)
	}
	h.reopen()
	first, second := h.load(out[0]), h.load(out[1])
	if !slices.Equal(first.Document.Pages, []int{2, 1}) || first.Pages[0].Number != 2 || first.Version != d.Version+1 || len(first.Spans) != 1 || first.Spans[0].Kind != chart.Name || len(first.Decisions) != 0 {
		t.Errorf("the first document: pages %v, version %d, %d redactions, %d decisions", first.Document.Pages, first.Version, len(first.Spans), len(first.Decisions))
	}
	allergy := second.Document.Fields[0]
	if len(second.Pages) != 2 || len(second.Spans) != 1 || allergy.Value != "Penicillin" || second.Final(allergy.ID).Verdict != chart.Confirmed || second.State != chart.StateReview || second.OpenFields() != 1 {
		t.Errorf("the new document: %d pages, %d redactions, %s, %d open", len(second.Pages), len(second.Spans), second.State, second.OpenFields())
	}
	notes, err := h.cases.Notes(ctx, h.s, out[1])
	if err != nil || len(notes) != 1 || notes[0].Text.Reveal() != "whose is it? "+marker {
		t.Errorf("want the note to have moved with its page, got %d, %v", len(notes), err)
	}
	_, err = h.cases.Load(ctx, h.s, ids[1])
	h.wantKind("a document whose pages are elsewhere", err, chart.NotFound)
	list, err := h.cases.List(ctx, h.s, casestore.Filter{})
	if err != nil || len(list) != 2 {
		t.Errorf("want two documents in the queue, got %d, %v", len(list), err)
	}
	h.verify()
}

func TestAPageIsReadAnewUnderItsOwnNumber(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	imp, ids := filed(t, h)
	fresh := page(5)
	r := casestore.Rearrangement{Documents: []casestore.Laid{{ID: ids[0], Still: true},
		{ID: ids[1], Version: h.load(ids[1]).Version, Draft: found([]int{5}, at(chart.MRN, "48218", 5, .2))}},
		Fresh: []casestore.FreshPage{{Page: fresh, Picture: []byte("turned"), Replaces: 4}}}
	if _, err := h.cases.Rearrange(ctx, h.s, imp, r); err != nil {
		t.Fatal(err)
	}
	d := h.load(ids[1])
	picture, err := h.cases.PageFile(ctx, h.s, ids[1], 5)
	if err != nil || string(picture) != "turned" || len(d.Pages) != 1 || d.Document.Fields[0].Value != "48218" {
		t.Errorf("want the page as it was turned, got %d pages, %v", len(d.Pages), err)
	}
	if was, err := h.cases.ImportPageFile(ctx, h.s, imp, 4); err != nil || len(was) == 0 {
		t.Errorf("want the page as it came to stay, got %v", err)
	}
	if _, err := h.cases.Rearrange(ctx, h.s, imp, r); chart.KindOf(err) != chart.Conflict {
		t.Errorf("the same again: %v, want a conflict", err)
	}
	h.verify()
}

func TestWhatWouldLoseAPageIsRefused(t *testing.T) {
	h := newHouse(t)
	imp, ids := filed(t, h)
	v0, v1 := h.load(ids[0]).Version, h.load(ids[1]).Version
	still := casestore.Laid{ID: ids[1], Still: true}
	for _, c := range []struct {
		name string
		r    casestore.Rearrangement
		kind chart.ErrKind
	}{
		{"a page less", casestore.Rearrangement{Documents: []casestore.Laid{{ID: ids[0], Version: v0, Draft: found([]int{1, 2})}, still}}, chart.BadInput},
		{"a page twice", casestore.Rearrangement{Documents: []casestore.Laid{{ID: ids[0], Version: v0, Draft: found([]int{1, 2, 3, 3})}, still}}, chart.BadInput},
		{"another's page", casestore.Rearrangement{Documents: []casestore.Laid{{ID: ids[0], Version: v0, Draft: found([]int{1, 2, 3, 4})}, still}}, chart.BadInput},
		{"what a legal hold covers", casestore.Rearrangement{Documents: []casestore.Laid{{ID: ids[0], Version: v0, Draft: found([]int{3, 2, 1})}, still},
			Covers: func(*sqlitedb.Tx) (func(chart.DocumentID) bool, error) {
				return func(id chart.DocumentID) bool { return id == ids[0] }, nil
			}}, chart.BadState},
		{"a stale version", casestore.Rearrangement{Documents: []casestore.Laid{{ID: ids[0], Version: v0 + 1, Draft: found([]int{3, 2, 1})}, still}}, chart.Conflict},
		{"a document gone with its page", casestore.Rearrangement{Gone: map[chart.DocumentID]int64{ids[1]: v1},
			Documents: []casestore.Laid{{ID: ids[0], Version: v0, Draft: found([]int{1, 2, 3})}}}, chart.BadInput},
	} {
		_, err := h.cases.Rearrange(t.Context(), h.s, imp, c.r)
		h.wantKind(c.name, err, c.kind)
		if d := h.load(ids[0]); d.Version != v0 || len(d.Document.Pages) != 3 {
			t.Errorf("%s: the document was changed", c.name)
		}
	}
	h.verify()
}

// What was hidden and decided on a page that is turned stands on the fresh page, turned with it.
func TestATurnedPageKeepsWhatPeopleDid(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	imp, ids := filed(t, h)
	d := h.confirm(ids[1], chart.MRN)
	mine := chart.Span{Kind: chart.Name, Text: marker, Page: 4, Boxes: []geom.Box{{X0: .1, Y0: .6, X1: .3, Y1: .65}}, Redacted: true}
	d, err := h.cases.PutSpan(ctx, h.s, ids[1], d.Version, mine)
	if err != nil {
		t.Fatal(err)
	}
	mrn := d.Document.Fields[0]
	read := at(chart.MRN, "48218", 5, 0)
	read.Box = mrn.Box.Rotate(90)
	draft := found([]int{5}, read)
	if _, err := h.cases.Rearrange(ctx, h.s, imp, casestore.Rearrangement{Documents: []casestore.Laid{{ID: ids[0], Still: true}, {ID: ids[1], Version: d.Version, Draft: draft}},
		Fresh: []casestore.FreshPage{{Page: page(5), Picture: []byte("turned"), Replaces: 4, Turned: 90}}}); err != nil {
		t.Fatal(err)
	}
	d = h.load(ids[1])
	if len(d.Spans) != 1 || d.Spans[0].Page != 5 || !d.Spans[0].Redacted || d.Spans[0].Boxes[0] != mine.Boxes[0].Rotate(90) {
		t.Errorf("what a person hid came to light: %+v", d.Spans)
	}
	if f := d.Document.Fields[0]; len(d.Document.Fields) != 1 || f.ID != mrn.ID || f.Page != 5 || d.Final(f.ID).Verdict != chart.Confirmed || d.Stands(&f) != "48213" || d.OpenFields() != 0 {
		t.Error("what a person decided does not stand on the turned page")
	}
	h.verify()
}

// A decided cell stands in the row that is read in its place, whatever rows come before it now; where none is read there, nothing
// is changed.
func TestADecidedCellStaysInItsRow(t *testing.T) {
	h := newHouse(t)
	imp, _ := begun(t, h)
	h.addPages(imp, 2)
	cell := func(page, row int, y float64) chart.Field {
		f := at("dose", "5 mg", page, y)
		f.Cell = &chart.CellRef{Row: row}
		return f
	}
	rows := func(n int) []chart.Row { return make([]chart.Row, n) }
	first, second := found([]int{1}, cell(1, 0, .3)), found([]int{2}, cell(2, 0, .5))
	first.Document.Rows, second.Document.Rows = rows(1), rows(1)
	ids, err := h.cases.FinishImport(t.Context(), h.s, imp, []casestore.DocumentDraft{first, second})
	if err != nil {
		t.Fatal(err)
	}
	d := h.confirm(ids[1], "dose")
	lay := func(fields ...chart.Field) error {
		draft := found([]int{1, 2}, fields...)
		draft.Document.Rows = rows(2)
		_, err := h.cases.Rearrange(t.Context(), h.s, imp, casestore.Rearrangement{Gone: map[chart.DocumentID]int64{ids[1]: d.Version},
			Documents: []casestore.Laid{{ID: ids[0], Version: h.load(ids[0]).Version, Draft: draft}}})
		return err
	}
	h.wantKind("a table that would come apart", lay(cell(1, 0, .3)), chart.BadState)
	if err := lay(cell(1, 0, .3), cell(2, 1, .5)); err != nil {
		t.Fatal(err)
	}
	got := h.load(ids[0])
	for _, f := range got.Document.Fields {
		if f.Cell == nil || f.Cell.Row != f.Page-1 || (got.Final(f.ID).Verdict == chart.Confirmed) != (f.Page == 2) {
			t.Errorf("page %d: the cell stands in row %+v", f.Page, f.Cell)
		}
	}
	h.verify()
}
