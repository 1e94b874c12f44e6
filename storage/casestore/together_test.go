package casestore_test

import (
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
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

func TestABlankPageIsSettledAndTakenBack(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	content := []byte("a sheet with specks")
	got, err := h.cases.NewImport(ctx, h.s, sourceOf(content), content)
	if err == nil {
		err = h.cases.MarkReading(ctx, h.s, got.ID)
	}
	if err == nil {
		err = h.cases.AddPage(ctx, h.s, got.ID, page(1), []byte("picture"))
	}
	var ids []chart.DocumentID
	if err == nil {
		ids, err = h.cases.FinishImport(ctx, h.s, got.ID, []casestore.DocumentDraft{{State: chart.StateReview,
			Document: chart.Document{Type: chart.Blank, TypeConfidence: chart.DoubtfulBlank, Pages: []int{1}}}})
	}
	if err != nil {
		t.Fatal(err)
	}
	id := ids[0]
	v, err := h.cases.SettleBlank(ctx, h.s, id, 1, 12)
	if err != nil {
		t.Fatal(err)
	}
	if d := h.load(id); d.State != chart.StateReady || d.Document.TypeConfidence != 1 || d.Version != v {
		t.Errorf("want it ready and surely blank, got %s, %v", d.State, d.Document.TypeConfidence)
	}
	_, err = h.cases.SettleBlank(ctx, h.s, id, v, 12)
	h.wantKind("settled already", err, chart.BadState)
	_, err = h.cases.UnsettleBlank(ctx, h.s, id, 1)
	h.wantKind("changed since", err, chart.Conflict)
	if v, err = h.cases.UnsettleBlank(ctx, h.s, id, v); err != nil {
		t.Fatal(err)
	}
	if d := h.load(id); !d.SeemsBlank() || d.Version != v {
		t.Errorf("want it as it was, got %s, %v", d.State, d.Document.TypeConfidence)
	}
	_, err = h.cases.UnsettleBlank(ctx, h.s, id, v)
	h.wantKind("taken back already", err, chart.BadState)
	_, err = h.cases.SettleBlank(ctx, h.s, h.document("no blank page"), 1, 1)
	h.wantKind("a chart", err, chart.BadState)

	hist, err := h.cases.History(ctx, id)
	var said []string
	for _, e := range hist {
		if e.Action == chart.ActRetype {
			said = append(said, e.Detail)
		}
	}
	if err != nil || !slices.Equal(said, []string{"from=blank to=blank together=12", "from=blank to=blank undone=1"}) {
		t.Errorf("want both in the trail, got %q, %v", said, err)
	}
	h.verify()
}
