package casestore_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
)

func TestWorkInHandIsHandedOver(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	other := h.document("chart two")
	bob := h.person("bob", chart.HIMReviewer)
	if err := h.cases.SaveDraft(ctx, bob, id, "name", "half a na"); err != nil {
		t.Fatal(err)
	}
	if err := h.cases.SaveDraft(ctx, h.s, other, "name", "mine"); err != nil {
		t.Fatal(err)
	}
	me := h.s.Person().ID
	for _, want := range []int{1, 0} {
		if n, err := h.cases.InHand(ctx, bob.Person().ID); err != nil || n != want {
			t.Errorf("in hand: want %d, got %d, %v", want, n, err)
		}
		n, err := h.cases.HandOverWork(ctx, me, bob.Person().ID, me)
		if err != nil || n != want {
			t.Errorf("handed over: want %d, got %d, %v", want, n, err)
		}
	}
	if f, v, err := h.cases.Draft(ctx, bob, id); err != nil || f != "" || v != "" {
		t.Errorf("want what was half typed gone, got %s, %v", f, err)
	}
	if f, _, err := h.cases.Draft(ctx, h.s, other); err != nil || f != "name" {
		t.Errorf("want one's own draft kept, got %s, %v", f, err)
	}
	list, err := h.cases.List(ctx, h.s, casestore.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if s.Urgent != (s.ID == id) {
			t.Errorf("%s: want the document handed over at the front and no other", s.ID)
		}
	}
	all, err := h.cases.History(ctx, id)
	if err != nil || all[len(all)-1].Action != chart.ActPersonHandOver || all[len(all)-1].Person != me {
		t.Errorf("want it in the document's history, got %v", err)
	}
}
