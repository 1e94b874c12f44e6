package casestore_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
)

func rule(later bool) casestore.LookRule {
	return casestore.LookRule{Later: later, Wait: 10 * time.Minute, Judge: review.Second{}.Judge}
}

// TestNobodyValidatesAlone takes documents all the way with three people who slip far more often than people do, and looks at what
// was signed: no field stands that fewer than two people said, and no document goes round the second look.
func TestNobodyValidatesAlone(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	policy := chart.DefaultLookPolicy()
	if err := h.cases.SetLookPolicy(ctx, h.s, policy); err != nil {
		t.Fatal(err)
	}
	ben, cara := h.person("ben", chart.HIMReviewer), h.person("cara", chart.HIMReviewer)
	r := rand.New(rand.NewPCG(20261122, 6))
	slip := func(v chart.Text) chart.Text {
		if r.Float64() < 0.2 {
			return v + chart.Text(fmt.Sprint(r.IntN(3)))
		}
		return v
	}
	thirds := 0
	for i := range 40 {
		id := h.document(fmt.Sprint("chart ", i))
		for f, v := range map[chart.FieldID]chart.Text{"name": marker, "mrn": "MRN-0042-77"} {
			h.decide(id, f, chart.Corrected, slip(v))
		}
		d := h.load(id)
		_, err := h.cases.Sign(ctx, h.s, id, d.Version, recordFor(id))
		h.wantKind("signing after one pass", err, chart.BadState)
		if d, err = h.cases.HandToSecond(ctx, h.s, id, d.Version); err != nil {
			t.Fatal(err)
		}
		_, err = h.cases.Look(ctx, h.s, id, d.Version, chart.Look{Field: "name", Verdict: chart.Confirmed, Value: marker}, rule(false))
		h.wantKind("one's own second look", err, chart.NotAllowed)
		_, err = h.cases.Sign(ctx, ben, id, d.Version, recordFor(id))
		h.wantKind("signing while it waits", err, chart.BadState)
		d = h.lookAll(ben, id, slip)
		if d.State == chart.StateAdjudication {
			thirds++
			_, err = h.cases.Look(ctx, ben, id, d.Version, chart.Look{Field: d.Differing()[0], Verdict: chart.Confirmed, Value: "x"}, rule(false))
			h.wantKind("deciding on one's own difference", err, chart.NotAllowed)
			d = h.lookAll(cara, id, slip)
		}
		if d.State != chart.StateReady {
			t.Fatalf("want it ready, got %s", d.State)
		}
		if d, err = h.cases.Sign(ctx, h.s, id, d.Version, recordFor(id)); err != nil {
			t.Fatal(err)
		}
		two := map[chart.PersonID]bool{}
		for _, v := range d.Validated() {
			two[v.By] = true
		}
		if len(two) < 2 {
			t.Errorf("document %d was signed with %d validators", i, len(two))
		}
	}
	if thirds < 5 {
		t.Errorf("want at least 5 of 40 with a third person for this to mean something, got %d", thirds)
	}
	h.verify()
}

// lookAll takes every look that waits, as somebody who sees what is on the page and now and then slips.
func (h *house) lookAll(ses *vault.Session, id chart.DocumentID, slip func(chart.Text) chart.Text) *chart.Dossier {
	h.t.Helper()
	truth := map[chart.FieldID]chart.Text{"name": marker, "mrn": "MRN-0042-77"}
	d := h.load(id)
	for step := d.State.StepOf(); d.State.StepOf() == step; {
		f := review.LookOrder(d, step)[0]
		var err error
		if d, err = h.cases.Look(h.t.Context(), ses, id, d.Version, chart.Look{Field: f, Verdict: chart.Confirmed, Value: slip(truth[f])}, rule(false)); err != nil {
			h.t.Fatal(err)
		}
	}
	return d
}

func TestTheSamePersonLooksAgainLater(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	if err := h.cases.SetLookPolicy(ctx, h.s, chart.LookPolicy{Who: chart.OneLater, Wait: 10 * time.Minute}); err != nil {
		t.Fatal(err)
	}
	id := h.document("one")
	h.decide(id, "name", chart.Confirmed, marker)
	d := h.decide(id, "mrn", chart.Confirmed, "MRN-0042-77")
	d, err := h.cases.HandToSecond(ctx, h.s, id, d.Version)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.cases.Decide(ctx, h.s, id, d.Version, chart.Decision{Field: "name", Verdict: chart.Corrected, Value: "x"})
	h.wantKind("deciding while it waits", err, chart.BadState)
	look := chart.Look{Field: "name", Verdict: chart.Confirmed, Value: marker}
	_, err = h.cases.Look(ctx, h.s, id, d.Version, look, rule(true))
	h.wantKind("too soon", err, chart.BadState)
	h.ticks += 10 * time.Minute
	if d, err = h.cases.Look(ctx, h.s, id, d.Version, look, rule(true)); err != nil {
		t.Fatal(err)
	}
	if d, err = h.cases.Look(ctx, h.s, id, d.Version, chart.Look{Field: "mrn", Verdict: chart.Confirmed, Value: "MRN-0042-77"}, rule(true)); err != nil {
		t.Fatal(err)
	}
	if v := d.Validated(); d.State != chart.StateReady || len(v) != 2 || !v[1].Later {
		t.Fatalf("want it ready, and said that the same person looked later; got %s %+v", d.State, v)
	}
	if d, err = h.cases.Decide(ctx, h.s, id, d.Version, chart.Decision{Field: "mrn", Verdict: chart.Corrected, Value: "MRN-1"}); err != nil || d.State != chart.StateReview {
		t.Fatalf("a change after the looks: want it in review again, got %s, %v", d.State, err)
	}
	_, err = h.cases.Sign(ctx, h.s, id, d.Version, recordFor(id))
	h.wantKind("signing what changed after the looks", err, chart.BadState)
	if d, err = h.cases.HandToSecond(ctx, h.s, id, d.Version); err != nil || len(d.ToLook(chart.SecondLook)) != 1 {
		t.Errorf("want only what changed to be looked at again, got %v, %v", d.ToLook(chart.SecondLook), err)
	}
}

func TestWhoTakesADocumentBackHasSeenIt(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	ben := h.person("ben", chart.HIMReviewer)
	id := h.document("one")
	if _, err := h.cases.Claim(ctx, h.s, id, false); err != nil {
		t.Fatal(err)
	}
	h.decide(id, "name", chart.Confirmed, marker)
	d := h.decide(id, "mrn", chart.Confirmed, "MRN-0042-77")
	d, err := h.cases.HandToSecond(ctx, h.s, id, d.Version)
	if err != nil {
		t.Fatal(err)
	}
	if d, err = h.cases.TakeBack(ctx, ben, id, d.Version); err != nil { // the claim of the first pass is over
		t.Fatal(err)
	}
	if d, err = h.cases.HandToSecond(ctx, h.s, id, d.Version); err != nil {
		t.Fatal(err)
	}
	_, err = h.cases.Look(ctx, ben, id, d.Version, chart.Look{Field: d.ToLook(chart.SecondLook)[0], Verdict: chart.Confirmed, Value: marker}, rule(false))
	h.wantKind("a blind look by whoever took it back", err, chart.NotAllowed)
}

// TestWhoOnlySawItValidatesNothing holds the record to those whose decisions stand or who handed the document on.
func TestWhoOnlySawItValidatesNothing(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	if err := h.cases.SetLookPolicy(ctx, h.s, chart.DefaultLookPolicy()); err != nil {
		t.Fatal(err)
	}
	ben, cara := h.person("ben", chart.HIMReviewer), h.person("cara", chart.HIMReviewer)
	id := h.document("one")
	d, err := h.cases.Decide(ctx, ben, id, h.load(id).Version, chart.Decision{Field: "name", Verdict: chart.Corrected, Value: "wrong"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = h.cases.Undo(ctx, ben, id, d.Version, "name"); err != nil {
		t.Fatal(err)
	}
	h.decide(id, "name", chart.Confirmed, marker)
	d = h.decide(id, "mrn", chart.Confirmed, "MRN-0042-77")
	for range 2 {
		if d, err = h.cases.HandToSecond(ctx, h.s, id, d.Version); err != nil {
			t.Fatal(err)
		}
		if d, err = h.cases.TakeBack(ctx, cara, id, d.Version); err != nil {
			t.Fatal(err)
		}
	}
	if v := d.Validated(); len(v) != 1 || v[0].By != h.s.Person().ID {
		t.Errorf("want nobody but who decided and handed it on, got %+v", v)
	}
	if before := d.Before(chart.SecondLook); len(before) != 3 {
		t.Errorf("want all three kept from the blind look, got %v", before)
	}
}

// TestASearchTellsNothingOfABlindLook looks for what was typed in a document that waits.
func TestASearchTellsNothingOfABlindLook(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	if err := h.cases.SetLookPolicy(ctx, h.s, chart.DefaultLookPolicy()); err != nil {
		t.Fatal(err)
	}
	ben := h.person("ben", chart.HIMReviewer)
	id := h.document("one")
	h.decide(id, "name", chart.Confirmed, marker)
	d := h.decide(id, "mrn", chart.Corrected, "MRN-0099-11")
	finds := func() int {
		t.Helper()
		all, err := h.cases.List(ctx, ben, casestore.Filter{Search: "MRN-0099-11", Blind: true})
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	if n := finds(); n != 1 {
		t.Errorf("in review: want it found, got %d", n)
	}
	if _, err := h.cases.HandToSecond(ctx, h.s, id, d.Version); err != nil {
		t.Fatal(err)
	}
	if n := finds(); n != 0 {
		t.Errorf("waiting for a blind look: want it not found by its number, got %d", n)
	}
	if all, err := h.cases.List(ctx, ben, casestore.Filter{Search: string(d.Document.Type), Blind: true}); err != nil || len(all) != 1 {
		t.Errorf("want it found by its type still, got %d, %v", len(all), err)
	}
}
