package casestore_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestFieldsAreDecidedTogether(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	both := []chart.Decision{{Field: "name", Verdict: chart.Confirmed, Value: "A", Together: 60}, {Field: "mrn", Verdict: chart.Confirmed, Value: "B", Together: 60}}
	v, err := h.cases.DecideTogether(ctx, h.s, id, 1, both)
	if err != nil || v != 2 {
		t.Fatalf("want version 2 after one transaction, got %d, %v", v, err)
	}
	d := h.load(id)
	if d.OpenFields() != 0 || d.Final("mrn").Together != 60 || d.Final("mrn").By != h.s.Person().ID {
		t.Errorf("want both decided among 60, got %d open, %d", d.OpenFields(), d.Final("mrn").Together)
	}
	_, err = h.cases.DecideTogether(ctx, h.s, id, 1, both)
	h.wantKind("a stale version", err, chart.Conflict)
	_, err = h.cases.DecideTogether(ctx, h.s, id, 2, append(both[:1:1], chart.Decision{Field: "nope", Verdict: chart.Confirmed}))
	h.wantKind("one field is not there", err, chart.BadInput)
	_, err = h.cases.DecideTogether(ctx, h.s, id, 2, []chart.Decision{{Field: "mrn", Verdict: chart.HandedOver}})
	h.wantKind("given away", err, chart.BadInput)
	_, err = h.cases.DecideTogether(ctx, h.s, id, 2, nil)
	h.wantKind("nothing", err, chart.BadInput)
	if d = h.load(id); d.Version != 2 || len(d.Decisions) != 2 {
		t.Errorf("want nothing of what was refused, got version %d, %d decisions", d.Version, len(d.Decisions))
	}

	if v, err = h.cases.UndoTogether(ctx, h.s, id, []chart.FieldID{"name", "mrn"}); err != nil || v != 3 {
		t.Fatalf("want them taken back, got %d, %v", v, err)
	}
	if d = h.load(id); d.OpenFields() != 2 {
		t.Errorf("want both open again, got %d", d.OpenFields())
	}
	_, err = h.cases.UndoTogether(ctx, h.s, id, []chart.FieldID{"name"})
	h.wantKind("taken back already", err, chart.Conflict)
	h.decide(id, "mrn", chart.Corrected, "C")
	_, err = h.cases.UndoTogether(ctx, h.s, id, []chart.FieldID{"mrn"})
	h.wantKind("decided by itself since", err, chart.Conflict)
	_, err = h.cases.UndoTogether(ctx, h.s, id, nil)
	h.wantKind("nothing to take back", err, chart.BadInput)

	hist, err := h.cases.History(ctx, id)
	together := 0
	for _, e := range hist {
		if e.Action == chart.ActDecide && strings.Contains(e.Detail, " together=60") {
			together++
		}
	}
	if err != nil || together != 2 {
		t.Errorf("want the trail to tell 2 decisions made together, got %d, %v", together, err)
	}
	h.verify()
}
