package casestore_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/storage/casestore"
)

func TestDecideAndUndo(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	d := h.decide(id, "name", chart.Corrected, "New Name")
	if d.Version != 2 || d.OpenFields() != 1 || d.Final("name").Value != "New Name" || d.Final("name").By != h.s.Person().ID || len(d.Pages) != 2 {
		t.Errorf("want version 2 and one field open, got version %d, %d open", d.Version, d.OpenFields())
	}
	_, err := h.cases.Decide(ctx, h.s, id, 1, chart.Decision{Field: "mrn", Verdict: chart.Confirmed})
	h.wantKind("stale version", err, chart.Conflict)
	_, err = h.cases.Decide(ctx, h.s, id, 2, chart.Decision{Field: "nope", Verdict: chart.Confirmed})
	h.wantKind("unknown field", err, chart.BadInput)
	_, err = h.cases.Decide(ctx, h.s, "nope", 1, chart.Decision{Field: "mrn"})
	h.wantKind("unknown document", err, chart.NotFound)
	h.decide(id, "name", chart.CantRead, "")
	d, err = h.cases.Undo(ctx, h.s, id, 3, "name")
	if err != nil || d.Final("name").Value != "New Name" || len(d.Decisions) != 3 {
		t.Errorf("undo: want the correction back as a third decision, got %d decisions, %v", len(d.Decisions), err)
	}
	_, err = h.cases.Undo(ctx, h.s, id, 4, "mrn")
	h.wantKind("undo of nothing", err, chart.BadInput)
	h.reopen()
	d = h.load(id)
	if d.Version != 4 || len(d.Decisions) != 3 || d.Final("name").Verdict != chart.Corrected {
		t.Errorf("after a restart: want version 4 and the correction, got %d", d.Version)
	}
	hist, err := h.cases.History(ctx, id)
	var acts []string
	for _, e := range hist {
		acts = append(acts, string(e.Action))
	}
	want := "document.read field.decide field.decide field.undo"
	if got := strings.Join(acts, " "); err != nil || got != want {
		t.Errorf("want history %q, got %q, %v", want, got, err)
	}
	h.verify()
}

func TestReadyFallsBackToReview(t *testing.T) {
	h := newHouse(t)
	id := h.document("chart one")
	_, err := h.cases.ToState(t.Context(), h.s, id, 1, chart.StateReady)
	h.wantKind("ready with open fields", err, chart.BadState)
	d := h.ready(id)
	d, err = h.cases.ToState(t.Context(), h.s, id, d.Version, chart.StateReady)
	if err != nil || d.State != chart.StateReady {
		t.Fatalf("want ready, got %v", err)
	}
	if d = h.decide(id, "mrn", chart.HandedOver, ""); d.State != chart.StateReview {
		t.Errorf("want review once a field is open again, got %s", d.State)
	}
	for _, to := range []chart.State{chart.StateSigned, chart.StateSent, chart.StateSettled, chart.StatePurged, chart.StateReading} {
		_, err := h.cases.ToState(t.Context(), h.s, id, d.Version, to)
		h.wantKind("to "+string(to), err, chart.BadState)
	}
}

func TestSpans(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	d := h.load(id)
	sp := d.Spans[0]
	sp.Boxes = []geom.Box{{X0: 0.3, Y0: 0.3, X1: 0.4, Y1: 0.4}}
	d, err := h.cases.PutSpan(ctx, h.s, id, d.Version, sp)
	if err != nil || len(d.Spans) != 1 || d.Spans[0].Boxes[0].X0 != 0.3 {
		t.Fatalf("reshape: want one span moved, got %d, %v", len(d.Spans), err)
	}
	sp.Redacted = false
	if d, err = h.cases.PutSpan(ctx, h.s, id, d.Version, sp); err != nil || d.Spans[0].Redacted || d.Spans[0].By == nil || d.Spans[0].By.Person != h.s.Person().ID || len(d.Spans[0].By.Roles) == 0 {
		t.Errorf("release: want it released, got %v", err)
	}
	d, err = h.cases.PutSpan(ctx, h.s, id, d.Version, chart.Span{Kind: chart.Signature, Page: 2, Boxes: sp.Boxes, Layer: "person", Redacted: true})
	if err != nil || len(d.Spans) != 2 || d.Spans[1].ID == "" {
		t.Errorf("add: want a second span with an id, got %d, %v", len(d.Spans), err)
	}
	_, err = h.cases.PutSpan(ctx, h.s, id, d.Version, chart.Span{ID: "nope", Page: 1, Boxes: sp.Boxes})
	h.wantKind("unknown span", err, chart.NotFound)
	_, err = h.cases.PutSpan(ctx, h.s, id, d.Version, chart.Span{Page: 9, Boxes: sp.Boxes})
	h.wantKind("page of another document", err, chart.BadInput)
	for act, want := range map[chart.Action]int{chart.ActReshape: 1, chart.ActRelease: 1, chart.ActRedact: 1} {
		if got := h.trail(act); got != want {
			t.Errorf("want %d %s in the trail, got %d", want, act, got)
		}
	}
	if got := h.load(id).Spans; len(got) != 2 || got[0].ID != sp.ID {
		t.Errorf("want the spans in their order, got %d", len(got))
	}
	if d, err = h.cases.Retype(ctx, h.s, id, d.Version, chart.EOB); err != nil || d.Document.Type != chart.EOB {
		t.Errorf("retype: want eob, got %s, %v", d.Document.Type, err)
	}
	_, err = h.cases.Retype(ctx, h.s, id, d.Version, "novel")
	h.wantKind("unknown type", err, chart.BadInput)
	if got := h.load(id).Document.Type; got != chart.EOB {
		t.Errorf("want eob stored, got %s", got)
	}
}

func TestConcurrentDecisions(t *testing.T) {
	h := newHouse(t)
	id := h.document("chart one")
	var wg sync.WaitGroup
	var mu sync.Mutex
	won, lost := 0, 0
	for range 10 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, err := h.cases.Decide(t.Context(), h.s, id, 1, chart.Decision{Field: "name", Verdict: chart.Confirmed})
			mu.Lock()
			defer mu.Unlock()
			switch chart.KindOf(err) {
			case "":
				won++
			case chart.Conflict:
				lost++
			default:
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	if won != 1 || lost != 9 || len(h.load(id).Decisions) != 1 {
		t.Errorf("want one decision and nine conflicts, got %d, %d", won, lost)
	}
}

func TestSignSendSettle(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	_, err := h.cases.Sign(ctx, h.s, id, 1, recordFor(id))
	h.wantKind("sign with open fields", err, chart.BadState)
	d := h.ready(id)
	_, err = h.cases.Sign(ctx, h.s, id, d.Version-1, recordFor(id))
	h.wantKind("sign a stale version", err, chart.Conflict)
	_, err = h.cases.Sign(ctx, h.s, id, d.Version, casestore.SignedRecord{ID: "x"})
	h.wantKind("sign without a record", err, chart.BadInput)
	r := recordFor(id)
	d, err = h.cases.Sign(ctx, h.s, id, d.Version, r)
	if err != nil || d.State != chart.StateSigned {
		t.Fatalf("want signed, got %v", err)
	}
	for doc, want := range map[chart.DocumentID]bool{id: true, "none": false} {
		_, err = h.cases.LoadCoded(ctx, h.s, doc)
		h.wantKind("a coded copy that is not there", err, chart.NotFound)
		var u interface{ Uncoded() bool }
		if got := errors.As(err, &u) && u.Uncoded(); got != want {
			t.Errorf("%s: want signed without a coded copy %v, got %v", doc, want, err)
		}
	}
	_, err = h.cases.Sign(ctx, h.s, id, d.Version, casestore.SignedRecord{ID: "r2", Digest: "d", Envelope: []byte("e"), RedactedPDF: []byte("p")})
	h.wantKind("sign twice", err, chart.BadState)
	_, err = h.cases.Decide(ctx, h.s, id, d.Version, chart.Decision{Field: "name", Verdict: chart.Confirmed})
	h.wantKind("decide after signing", err, chart.BadState)
	out, err := h.cases.Outbox(ctx)
	if err != nil || len(out) != 1 || out[0].Record != r.ID || out[0].Document != id || out[0].State != casestore.Waiting || !out[0].Sealed {
		t.Fatalf("want the record waiting, got %+v, %v", out, err)
	}
	if got, err := h.cases.Sealed(ctx, r.ID); err != nil || string(got) != string(r.Sealed) {
		t.Errorf("want the sealed bytes, got %q, %v", got, err)
	}
	if got, err := h.cases.Envelope(ctx, h.s, id); err != nil || string(got) != string(r.Envelope) {
		t.Errorf("want the envelope, got %q, %v", got, err)
	}
	if got, err := h.cases.RedactedPDF(ctx, h.s, id); err != nil || string(got) != string(r.RedactedPDF) {
		t.Errorf("want the redacted file, got %q, %v", got, err)
	}
	if err := errors.Join(h.cases.MarkTried(ctx, r.ID, "unreachable"), h.cases.AttachSealed(ctx, r.ID, []byte("to another hub")),
		h.cases.MarkSent(ctx, r.ID), h.cases.MarkSent(ctx, r.ID)); err != nil {
		t.Fatal(err)
	}
	if got, err := h.cases.Sealed(ctx, r.ID); err != nil || string(got) != "to another hub" {
		t.Errorf("want the bytes for the other hub, got %q, %v", got, err)
	}
	if out, err = h.cases.Outbox(ctx); err != nil || out[0].State != casestore.Sent || out[0].Attempts != 2 || h.load(id).State != chart.StateSent {
		t.Errorf("want sent after two tries, got %+v, %v", out, err)
	}
	h.wantKind("settle without a receipt", h.cases.MarkSettled(ctx, r.ID, casestore.Receipt{}), chart.BadInput)
	if err := errors.Join(h.cases.MarkSettled(ctx, r.ID, casestore.Receipt{Bytes: []byte("one")}),
		h.cases.MarkSettled(ctx, r.ID, casestore.Receipt{Bytes: []byte("two")})); err != nil {
		t.Fatal(err)
	}
	if got, err := h.cases.ReceiptOf(ctx, r.ID); err != nil || string(got) != "one" {
		t.Errorf("want the first receipt, got %q, %v", got, err)
	}
	if out, err = h.cases.Outbox(ctx); err != nil || len(out) != 0 || h.load(id).State != chart.StateSettled {
		t.Errorf("want an empty outbox and a settled document, got %d, %v", len(out), err)
	}
	h.wantKind("unknown record", h.cases.MarkSent(ctx, "nope"), chart.NotFound)
	for act, want := range map[chart.Action]int{chart.ActSignRecord: 1, chart.ActSettle: 1} {
		if got := h.trail(act); got != want {
			t.Errorf("want %d %s, got %d", want, act, got)
		}
	}
	h.verify()
}

// TestSameSealedBytes: equal bytes in two places are two files; replacing one leaves the other.
func TestSameSealedBytes(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	var records []string
	for _, content := range []string{"chart one", "chart two"} {
		id := h.document(content)
		if _, err := h.cases.Sign(ctx, h.s, id, h.ready(id).Version, recordFor(id)); err != nil {
			t.Fatal(err)
		}
		records = append(records, recordFor(id).ID)
	}
	same := recordFor("").Sealed
	if err := errors.Join(h.cases.AttachSealed(ctx, records[0], same), h.cases.AttachSealed(ctx, records[0], same)); err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if got, err := h.cases.Sealed(ctx, r); err != nil || string(got) != string(same) {
			t.Errorf("%s: want its bytes, got %q, %v", r, got, err)
		}
	}
}

func TestSignWithoutHub(t *testing.T) {
	h := newHouse(t)
	id := h.document("chart one")
	r := recordFor(id)
	r.Sealed = nil
	if _, err := h.cases.Sign(t.Context(), h.s, id, h.ready(id).Version, r); err != nil {
		t.Fatal(err)
	}
	out, err := h.cases.Outbox(t.Context())
	if err != nil || len(out) != 1 || out[0].Sealed {
		t.Errorf("want the record waiting for a hub, got %+v, %v", out, err)
	}
	_, err = h.cases.Sealed(t.Context(), r.ID)
	h.wantKind("not sealed yet", err, chart.NotFound)
	if err := h.cases.AttachSealed(t.Context(), r.ID, []byte("sealed")); err != nil {
		t.Fatal(err)
	}
	if out, err = h.cases.Outbox(t.Context()); err != nil || !out[0].Sealed {
		t.Errorf("want the record sealed, got %+v, %v", out, err)
	}
}

func TestDraftIsThePersonsOwn(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	bob := h.person("bob", chart.HIMReviewer)
	if err := h.cases.SaveDraft(ctx, h.s, id, "name", "half a na"); err != nil {
		t.Fatal(err)
	}
	if f, v, err := h.cases.Draft(ctx, bob, id); err != nil || f != "" || v != "" {
		t.Errorf("a colleague: want nothing, got %s, %v", f, err)
	}
	h.exec(`UPDATE draft SET person = ?`, string(bob.Person().ID))
	_, _, err := h.cases.Draft(ctx, bob, id)
	h.wantKind("another's draft under one's own name", err, chart.Tampered)
	h.exec(`UPDATE draft SET person = ?`, string(h.s.Person().ID))
	h.reopen()
	if f, v, err := h.cases.Draft(ctx, h.s, id); err != nil || f != "name" || v != "half a na" {
		t.Errorf("the same person after a restart: want the draft, got %s, %v", f, err)
	}
	if err := h.cases.SaveDraft(ctx, h.s, id, "", ""); err != nil {
		t.Fatal(err)
	}
	if f, _, err := h.cases.Draft(ctx, h.s, id); err != nil || f != "" {
		t.Errorf("dropped: want nothing, got %s, %v", f, err)
	}
}

func TestMovedRowsDoNotOpen(t *testing.T) {
	tests := []struct{ name, query string }{
		{"document body", `UPDATE document SET sealed = (SELECT sealed FROM document ORDER BY imported, id LIMIT 1 OFFSET 1)`},
		{"decision", `UPDATE decision SET sealed = (SELECT sealed FROM decision WHERE number = 1) WHERE number = 0`},
		{"span of another document", `UPDATE span SET sealed = (SELECT sealed FROM span s2 WHERE s2.document <> span.document)`},
		{"page", `UPDATE page SET sealed = (SELECT sealed FROM page p2 WHERE p2.import = page.import AND p2.number <> page.number)`},
		{"source", `UPDATE import SET sealed_source = (SELECT sealed_source FROM import i2 WHERE i2.id <> import.id)`},
		{"page file", `UPDATE blob SET kind = 'page', number = 7, owner = (SELECT import FROM document LIMIT 1), zone = 'working' WHERE kind = 'original'
			AND owner = (SELECT import FROM document LIMIT 1)`},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t)
			ids := []chart.DocumentID{h.document("chart one"), h.document("chart two")}
			for _, id := range ids {
				h.ready(id)
			}
			h.reopen()
			h.exec(tc.query)
			tampered := 0
			for _, id := range ids {
				if _, err := h.cases.Load(t.Context(), h.s, id); chart.KindOf(err) == chart.Tampered {
					tampered++
				}
				if _, err := h.cases.PageFile(t.Context(), h.s, id, 7); chart.KindOf(err) == chart.Tampered {
					tampered++
				}
			}
			if tampered == 0 {
				t.Error("want the moved value refused as tampered")
			}
		})
	}
}

// TestIndexLinesDoNotMatchAcrossDocuments: the same patient in two documents leaves no equal token.
// TestNoMarkerOnDisk: the patient's name is nowhere in clear, while the workspace is open and after it was closed.
