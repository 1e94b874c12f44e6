package casestore_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
)

func TestTablesAreEditedAllOrNothing(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	d, err := h.cases.EditTable(ctx, h.s, id, h.load(id).Version, []chart.TableEdit{
		{Kind: chart.EditAdd, Row: -1, Table: "results", Page: 1}, {Kind: chart.EditCell, Row: 0, Cell: "test", Value: marker}})
	if err != nil || len(d.Document.Rows) != 1 || d.Document.Rows[0].Cells[0].Name != "test" {
		t.Fatalf("want a row with a cell, got %+v, %v", d, err)
	}
	got := h.load(id)
	f := got.CellField(0, 0)
	if f == nil || got.Final(f.ID).Value != marker || got.Final(f.ID).By != h.s.Person().ID || got.Version != d.Version {
		t.Errorf("want it kept with who typed it, got %+v", f)
	}
	_, err = h.cases.EditTable(ctx, h.s, id, got.Version, []chart.TableEdit{{Kind: chart.EditStrike, Row: 0}, {Kind: chart.EditStrike, Row: 9}})
	h.wantKind("a row that is not there", err, chart.BadInput)
	_, err = h.cases.EditTable(ctx, h.s, id, got.Version-1, []chart.TableEdit{{Kind: chart.EditStrike, Row: 0}})
	h.wantKind("a stale version", err, chart.Conflict)
	if h.load(id).Document.Rows[0].Struck {
		t.Error("want nothing of a refused change kept")
	}
	h.verify()
}

// medicated is a medication list with one line that two people have validated; it is ready to be signed.
func (h *house) medicated(second *vault.Session) (chart.DocumentID, *chart.Dossier) {
	h.t.Helper()
	return h.listed(second, (*chart.Document).DoubtfulCells)
}

// listed is medicated, with the fields that a release asks for of the tables.
func (h *house) listed(second *vault.Session, asks func(*chart.Document) []chart.Field) (chart.DocumentID, *chart.Dossier) {
	h.t.Helper()
	ctx := h.t.Context()
	got, err := h.cases.NewImport(ctx, h.s, sourceOf([]byte("meds")), []byte("meds"))
	if err == nil {
		err = h.cases.MarkReading(ctx, h.s, got.ID)
	}
	for n := 1; n <= 2 && err == nil; n++ {
		err = h.cases.AddPage(ctx, h.s, got.ID, page(n), []byte("picture"))
	}
	if err != nil {
		h.t.Fatal(err)
	}
	dr := draftOf(1, 2)
	dr.Document.Rows = []chart.Row{{Table: "medications", Page: 1, Cells: []chart.Cell{{Name: "medication", Value: "Lisinopril", Box: geom.Box{X0: .1, Y0: .5, X1: .2, Y1: .52}},
		{Name: "dose", Value: "10 mg", Box: geom.Box{X0: .3, Y0: .5, X1: .4, Y1: .52}}}}}
	dr.Document.Fields = append(dr.Document.Fields, asks(&dr.Document)...)
	ids, err := h.cases.FinishImport(ctx, h.s, got.ID, []casestore.DocumentDraft{dr})
	if err != nil {
		h.t.Fatal(err)
	}
	h.decide(ids[0], "name", chart.Confirmed, marker)
	h.decide(ids[0], "mrn", chart.Confirmed, "MRN-0042-77")
	return ids[0], h.handAndLook(second, ids[0])
}

// handAndLook hands a document on where it waits for nobody, and takes the looks that it then waits for, as somebody who types
// what is on the paper.
func (h *house) handAndLook(ses *vault.Session, id chart.DocumentID) *chart.Dossier {
	h.t.Helper()
	d, err := h.load(id), error(nil)
	if d.State.StepOf() == "" {
		d, err = h.cases.HandToSecond(h.t.Context(), h.s, id, d.Version)
	}
	for step := d.State.StepOf(); err == nil && d.State.StepOf() == step; {
		f, _ := review.Field(d, d.ToLook(step)[0])
		d, err = h.cases.Look(h.t.Context(), ses, id, d.Version, chart.Look{Field: f.ID, Verdict: chart.Confirmed, Value: f.Value}, rule(false))
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

func TestRowsThatChangeAfterTheLooksAreLookedAtAgain(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	if err := h.cases.SetLookPolicy(ctx, h.s, chart.DefaultLookPolicy()); err != nil {
		t.Fatal(err)
	}
	ben, cara := h.person("ben", chart.HIMReviewer), h.person("cara", chart.HIMReviewer)
	id, d := h.medicated(ben)
	if d.State != chart.StateReady || len(d.Unlooked()) != 0 {
		t.Fatalf("want it ready, got %s, %v", d.State, d.Unlooked())
	}
	edit := func(what string, due int, edits ...chart.TableEdit) {
		t.Helper()
		var err error
		if d, err = h.cases.EditTable(ctx, h.s, id, d.Version, edits); err != nil {
			t.Fatal(err)
		}
		if d.State != chart.StateReview || len(d.Unlooked()) != due {
			t.Errorf("%s: want %d fields due in review, got %d in %s", what, due, len(d.Unlooked()), d.State)
		}
		_, err = h.cases.Sign(ctx, h.s, id, d.Version, recordFor(id))
		h.wantKind("signing after it was "+what, err, chart.BadState)
	}
	edit("struck", 2, chart.TableEdit{Kind: chart.EditStrike, Row: 0})
	if d = h.handAndLook(ben, id); d.State != chart.StateAdjudication {
		t.Fatalf("the second person sees the line: want a third to decide, got %s", d.State)
	}
	d = h.handAndLook(cara, id)
	if rows := review.Rows(d); d.State != chart.StateReady || len(rows) != 1 || rows[0].Cells[1].Value != "10 mg" || h.load(id).Document.Rows[0].Struck {
		t.Fatalf("the third person sees it too: want the line back, got %s, %+v", d.State, rows)
	}
	edit("struck again", 2, chart.TableEdit{Kind: chart.EditStrike, Row: 0})
	edit("revived", 2, chart.TableEdit{Kind: chart.EditRevive, Row: 0})
	if d = h.handAndLook(ben, id); d.State != chart.StateReady {
		t.Fatalf("want it ready, got %s", d.State)
	}
	edit("added to", 1, chart.TableEdit{Kind: chart.EditAdd, Row: 0, Table: "medications", Page: 1},
		chart.TableEdit{Kind: chart.EditCell, Row: 1, Cell: "medication", Value: "Warfarin"})
	h.verify()
}

// A value that harms is looked at twice whichever way it came in: typed into a line that a person added, or read by a release that
// asked nobody about cells that were read surely.
func TestNoCellEscapesTheSecondLook(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	if err := h.cases.SetLookPolicy(ctx, h.s, chart.DefaultLookPolicy()); err != nil {
		t.Fatal(err)
	}
	ben := h.person("ben", chart.HIMReviewer)
	id, _ := h.listed(ben, func(*chart.Document) []chart.Field { return nil })
	d := h.load(id)
	drug, dose := d.CellField(0, 0), d.CellField(0, 1)
	if drug == nil || dose == nil || *h.load(id).CellField(0, 1).Cell != *dose.Cell || h.load(id).CellField(0, 1).ID != dose.ID {
		t.Fatalf("want drug and dose asked for under ids that stay, got %+v and %+v", drug, dose)
	}
	if d.State != chart.StateReady {
		t.Fatalf("looked at like any other: want it ready, got %s", d.State)
	}
	for _, f := range []*chart.Field{drug, dose} {
		if l, ok := d.Looks.Last(f.ID); !ok || l.By != ben.Person().ID {
			t.Errorf("%s: want ben's look at it, got %+v", f.Name, l)
		}
	}
	var err error
	if d, err = h.cases.EditTable(ctx, h.s, id, d.Version, []chart.TableEdit{{Kind: chart.EditAdd, Row: 0, Table: "medications", Page: 1},
		{Kind: chart.EditCell, Row: 1, Cell: "medication", Value: "Warfarin"}, {Kind: chart.EditCell, Row: 1, Cell: "dose", Value: "5 mg"},
		{Kind: chart.EditCell, Row: 1, Cell: "route", Value: "oral"}}); err != nil {
		t.Fatal(err)
	}
	if len(d.Unlooked()) != 2 || d.State != chart.StateReview {
		t.Errorf("an added line: want drug and dose to wait, got %d in %s", len(d.Unlooked()), d.State)
	}
	_, err = h.cases.Sign(ctx, h.s, id, d.Version, recordFor(id))
	h.wantKind("signing with an added line that one person saw", err, chart.BadState)
	_, err = h.cases.EditTable(ctx, h.s, id, d.Version, []chart.TableEdit{{Kind: chart.EditCell, Row: 1, Cell: "Dose", Value: "50 mg"}})
	h.wantKind("a cell that no table has", err, chart.BadInput)
}

func TestTakingBackDecidesNothingNew(t *testing.T) {
	h := newHouse(t)
	id := h.document("chart one")
	d, err := h.cases.EditTable(t.Context(), h.s, id, h.load(id).Version, []chart.TableEdit{
		{Kind: chart.EditAdd, Row: -1, Table: "results", Page: 1}, {Kind: chart.EditCell, Row: 0, Cell: "test", Value: marker}})
	if err != nil {
		t.Fatal(err)
	}
	for what, e := range map[string]chart.TableEdit{
		"what never stood":         {Cell: "test", Was: chart.Decision{Verdict: chart.Confirmed, Value: "other"}},
		"a cell that is not there": {Cell: "value"},
	} {
		e.Kind = chart.EditBack
		_, err := h.cases.EditTable(t.Context(), h.s, id, d.Version, []chart.TableEdit{e})
		h.wantKind(what, err, chart.BadInput)
	}
	if d, err = h.cases.EditTable(t.Context(), h.s, id, d.Version, []chart.TableEdit{{Kind: chart.EditBack, Cell: "test"}}); err != nil {
		t.Fatal(err)
	}
	if last := h.load(id).Final(d.CellField(0, 0).ID); last.Verdict != chart.Undecided || last.By != h.s.Person().ID {
		t.Errorf("want it undecided, by who took it back, got %+v", last)
	}
}

func TestTheMachinesProposalStaysKnown(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	s := h.load(id).Spans[0]
	was := s.Boxes[0]
	for i := range 2 {
		s.Boxes = []geom.Box{{X0: 0.1, Y0: 0.1, X1: 0.3 + float64(i)/10, Y1: 0.2}}
		s.Why = chart.WhyPatient
		if _, err := h.cases.PutSpan(ctx, h.s, id, h.load(id).Version, s); err != nil {
			t.Fatal(err)
		}
	}
	if got := h.load(id).Spans[0]; len(got.Found) != 1 || got.Found[0] != was || got.Boxes[0].X1 != 0.4 {
		t.Errorf("want the machine's box kept beside the person's last, got %+v", got)
	}
	s.Why = "because"
	_, err := h.cases.PutSpan(ctx, h.s, id, h.load(id).Version, s)
	h.wantKind("a reason of no list", err, chart.BadInput)
}
