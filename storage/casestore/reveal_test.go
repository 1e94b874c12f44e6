package casestore_test

import (
	"errors"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
)

func TestRevealsAreWrittenDownAndJudged(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	var seen []int
	judge := func(_ time.Time, before []chart.AuditEntry) casestore.Verdict {
		seen = append(seen, len(before))
		switch len(before) {
		case 1:
			return casestore.Verdict{Allowed: true, Alarms: []string{"many"}}
		case 2:
			return casestore.Verdict{Alarms: []string{"limit"}}
		}
		return casestore.Verdict{Allowed: true}
	}
	look := chart.AuditEntry{Document: id, Field: "mrn", Detail: "purpose=treatment"}
	for range 2 {
		if err := h.cases.Reveal(ctx, h.s, look, judge); err != nil {
			t.Fatal(err)
		}
	}
	err := h.cases.Reveal(ctx, h.s, look, judge)
	h.wantKind("one too many", err, chart.NotAllowed)
	if waits := (interface{ Waits() bool })(nil); !errors.As(err, &waits) || !waits.Waits() {
		t.Errorf("want a refusal that passes, got %v", err)
	}
	h.wantKind("a document that is not there", h.cases.Reveal(ctx, h.s, chart.AuditEntry{Document: "nope"}, judge), chart.NotFound)
	hist, err := h.cases.History(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	want := []chart.AuditEntry{
		{Action: chart.ActReveal, Field: "mrn", Detail: "purpose=treatment"},
		{Action: chart.ActReveal, Field: "mrn", Detail: "purpose=treatment"},
		{Action: chart.ActRevealTell, Detail: "why=many"},
		{Action: chart.ActRevealDeny, Field: "mrn", Detail: "purpose=treatment why=limit"},
		{Action: chart.ActRevealTell, Detail: "why=limit"},
	}
	got := hist[len(hist)-len(want):]
	for i, w := range want {
		if g := got[i]; g.Action != w.Action || g.Field != w.Field || g.Detail != w.Detail || g.Person != h.s.Person().ID {
			t.Errorf("entry %d: want %s %q %q, got %s %q %q", i, w.Action, w.Field, w.Detail, g.Action, g.Field, g.Detail)
		}
	}
	h.reopen()
	if err := h.cases.Reveal(ctx, h.s, look, judge); chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("after a restart: want those of before counted, got %v", err)
	}
	if want := []int{0, 1, 2, 2}; len(seen) != len(want) || seen[3] != 2 {
		t.Errorf("want %v reveals counted, got %v", want, seen)
	}
	h.s.Close()
	h.wantKind("locked", h.cases.Reveal(ctx, h.s, look, judge), chart.Locked)
	h.verify()
}
