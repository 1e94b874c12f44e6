package present_test

import (
	"context"
	"fmt"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// releaseStage is a release with its house; every call is drained at once.
type releaseStage struct {
	t      *testing.T
	run    *serialRun
	p      *present.ReleasePresenter
	s      present.ReleaseSnapshot
	calls  []string
	order  present.ReleaseOrder
	err    error
	during func() // what the person does meanwhile
}

func (st *releaseStage) Render(s present.ReleaseSnapshot) { st.s = s }

func (st *releaseStage) Releasable(context.Context) ([]chart.Summary, error) {
	return []chart.Summary{{ID: "d1", Type: chart.LabReport, State: chart.StateReady, Pages: 2}, {ID: "d2", Type: chart.Other, State: chart.StateSettled, Pages: 1}}, nil
}

func (st *releaseStage) made(ctx context.Context, what string, o present.ReleaseOrder, progress func(int, int)) (present.ReleaseReport, error) {
	st.calls, st.order = append(st.calls, what), o
	progress(0, len(o.Documents))
	if st.during != nil {
		st.during()
	}
	if ctx.Err() != nil {
		return present.ReleaseReport{}, ctx.Err()
	}
	return present.ReleaseReport{Documents: len(o.Documents)}, st.err
}

func (st *releaseStage) Rehearse(ctx context.Context, o present.ReleaseOrder, progress func(int, int)) (present.ReleaseReport, error) {
	return st.made(ctx, "rehearse", o, progress)
}

func (st *releaseStage) Release(ctx context.Context, o present.ReleaseOrder, password string, progress func(int, int)) (present.ReleaseReport, error) {
	return st.made(ctx, "release "+password, o, progress)
}

func (st *releaseStage) do(f func()) {
	f()
	st.run.drain()
}

func newReleaseStage(t *testing.T, roles ...chart.Role) *releaseStage {
	t.Helper()
	if len(roles) == 0 {
		roles = []chart.Role{chart.PrivacyOfficer}
	}
	st := &releaseStage{t: t, run: newRun()}
	st.p = present.NewRelease(st, st.run, newClock(), st)
	st.do(func() { st.p.Open(chart.Person{ID: "p1", Roles: roles}, "d1") })
	return st
}

var whole = present.ReleaseEntries{Recipient: " State  University ", Agreement: "2026-17", Board: "IRB", Protocol: "26-114", Approved: "2020-05-01",
	Expires: "2090-04-30", Folder: "/out/release"}

func TestAReleaseFromTheOrderToItsCertificate(t *testing.T) {
	st := newReleaseStage(t)
	if st.s.Marked != 1 || !st.s.Rows[0].Marked || st.s.Method != present.SafeHarbor {
		t.Fatalf("want the document at hand marked and Safe Harbor chosen, got %+v", st.s)
	}
	st.do(st.p.MarkAll)
	st.do(func() { st.p.ToggleFormat(present.ReleasePDF) })
	st.do(func() { st.p.Rehearse(whole) })
	if st.s.Phase != present.ReleaseRehearsed || st.order.Folder != "/out/release" || len(st.order.Documents) != 2 || len(st.order.Formats) != 3 || st.order.Recipient != "" {
		t.Fatalf("want it rehearsed as ordered, got %v, %+v", st.s.Phase, st.order)
	}
	st.do(func() { st.p.Make("") })
	if st.s.Field != present.ReleasePasswordField || len(st.calls) != 1 {
		t.Error("without a password: want it asked")
	}
	st.err = fmt.Errorf("%w: %w", present.ErrPassword, chart.E(chart.NotAllowed, "check password", nil))
	st.do(func() { st.p.Make("wrong") })
	if st.s.Phase != present.ReleaseRehearsed || st.s.Field != present.ReleasePasswordField || st.s.Report == nil {
		t.Errorf("a wrong password: want it said beside the entry, got %v %+v", st.s.Phase, st.s.Problem)
	}
	st.err = nil
	st.do(func() { st.p.Make("right") })
	if st.s.Phase != present.ReleaseMade || st.calls[len(st.calls)-1] != "release right" {
		t.Errorf("want it made, got %v after %v", st.s.Phase, st.calls)
	}
	st.do(st.p.Close)
	if st.s.Report != nil || len(st.s.Rows) != 0 {
		t.Error("closed: want nothing kept")
	}
}

func TestWhatEachMethodNeeds(t *testing.T) {
	with := func(change func(*present.ReleaseEntries)) present.ReleaseEntries {
		in := whole
		change(&in)
		return in
	}
	for _, c := range []struct {
		name   string
		method present.ReleaseMethod
		keep   bool
		in     present.ReleaseEntries
		want   present.ReleaseField
	}{
		{"Safe Harbor needs a folder alone", present.SafeHarbor, false, present.ReleaseEntries{Folder: "/out"}, present.NoReleaseField},
		{"a folder with its whole path", present.SafeHarbor, false, present.ReleaseEntries{Folder: "out"}, present.FolderField},
		{"codes that are kept need a recipient", present.SafeHarbor, true, with(func(e *present.ReleaseEntries) { e.Recipient = " " }), present.RecipientField},
		{"and a board", present.Surrogates, true, with(func(e *present.ReleaseEntries) { e.Board = "" }), present.BoardField},
		{"invented identifiers need none", present.Surrogates, false, present.ReleaseEntries{Folder: "/out"}, present.NoReleaseField},
		{"a limited data set needs its agreement", present.LimitedDataSet, false, with(func(e *present.ReleaseEntries) { e.Agreement = "" }), present.AgreementField},
		{"and no board", present.LimitedDataSet, false, with(func(e *present.ReleaseEntries) { e.Board = "" }), present.NoReleaseField},
		{"moved dates need a protocol", present.DateShifted, false, with(func(e *present.ReleaseEntries) { e.Protocol = "" }), present.ProtocolField},
		{"a date", present.DateShifted, false, with(func(e *present.ReleaseEntries) { e.Approved = "May 2026" }), present.ApprovedField},
		{"that has come", present.DateShifted, false, with(func(e *present.ReleaseEntries) { e.Approved = "2089-01-01" }), present.ApprovedField},
		{"and has not ended", present.DateShifted, false, with(func(e *present.ReleaseEntries) { e.Expires = "2020-06-01" }), present.ExpiresField},
		{"all of it", present.DateShifted, false, whole, present.NoReleaseField},
	} {
		st := newReleaseStage(t)
		st.do(func() { st.p.SetMethod(c.method) })
		st.do(func() { st.p.SetKeep(c.keep) })
		st.do(func() { st.p.Rehearse(c.in) })
		if st.s.Field != c.want || (len(st.calls) == 1) != (c.want == present.NoReleaseField) {
			t.Errorf("%s: want entry %d refused, got %d and %v", c.name, c.want, st.s.Field, st.calls)
		}
		if c.want == present.NoReleaseField && st.order.Reversible() != (c.keep || c.method == present.DateShifted) {
			t.Errorf("%s: reversible is %v", c.name, st.order.Reversible())
		}
	}
}

func TestNothingMarkedAndNoForm(t *testing.T) {
	st := newReleaseStage(t)
	st.do(func() { st.p.Toggle(0) })
	st.do(func() { st.p.Rehearse(whole) })
	if st.s.Field != present.DocumentsField {
		t.Errorf("nothing marked: want it said, got %d", st.s.Field)
	}
	st.do(func() { st.p.Toggle(1) })
	for _, f := range present.ReleaseFormats() {
		st.do(func() { st.p.ToggleFormat(f) })
	}
	st.do(func() { st.p.Rehearse(whole) })
	if st.s.Field != present.FormatsField || len(st.calls) != 0 {
		t.Errorf("no form: want it said, got %d", st.s.Field)
	}
}

func TestAReleaseIsCancelledAndGoesBack(t *testing.T) {
	st := newReleaseStage(t)
	st.during = func() {
		if !st.p.Busy() {
			t.Error("want it busy while it goes on")
		}
		st.p.Cancel()
	}
	st.do(func() { st.p.Rehearse(whole) })
	if st.s.Phase != present.ReleaseOrdering || st.s.Problem == nil || st.p.Busy() {
		t.Fatalf("cancelled: want the order and what became of it, got %v", st.s.Phase)
	}
	st.during = nil
	st.do(func() { st.p.Rehearse(whole) })
	if !st.p.Back() || st.s.Phase != present.ReleaseOrdering || st.s.Marked != 1 || st.p.Back() {
		t.Errorf("back: want the order as it was, got %v", st.s.Phase)
	}
	st.err = chart.E(chart.Conflict, "choose the folder", nil)
	st.do(func() { st.p.Rehearse(whole) })
	if st.s.Phase != present.ReleaseOrdering || st.s.Field != present.FolderField {
		t.Errorf("a folder that is not empty: want it said beside it, got %v, %d", st.s.Phase, st.s.Field)
	}
}

func TestOnlyThePrivacyOfficerReleases(t *testing.T) {
	for _, role := range []chart.Role{chart.HIMReviewer, chart.Coder, chart.Administrator, chart.Auditor} {
		st := newReleaseStage(t, role)
		st.do(func() { st.p.Rehearse(whole) })
		if st.s.ReadOnly.Empty() || len(st.calls) != 0 || len(st.s.Rows) != 0 {
			t.Errorf("%s: want it refused and said, got %v", role, st.calls)
		}
	}
}

func TestEveryMethodFormAndEntryHasWords(t *testing.T) {
	for _, m := range present.ReleaseMethods() {
		if present.MethodWord(m).Empty() || present.MethodSays(m).Empty() {
			t.Errorf("%s: want a name and what it is", m)
		}
	}
	for f := present.AttestedField; f <= present.FolderField; f++ {
		if present.AskWord(f).Empty() {
			t.Errorf("entry %d: want a label", f)
		}
	}
	for _, f := range present.ReleaseFormats() {
		if present.FormatWord(f).Empty() {
			t.Errorf("%s: want a name", f)
		}
	}
}

func TestWhyAReleaseWasNotMade(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want present.Line
	}{
		"another role":   {chart.E(chart.NotAllowed, "make a release", nil), present.Say("Your role does not allow this.")},
		"a part remains": {fmt.Errorf("%w: %w", context.Canceled, present.ErrRemains), present.Say("The release was not made.")},
	} {
		st := newReleaseStage(t)
		st.do(func() { st.p.Rehearse(whole) })
		st.err = c.err
		st.do(func() { st.p.Make("right") })
		if st.s.Problem == nil || st.s.Problem.Happened.Key != c.want.Key || st.s.Field != present.NoReleaseField {
			t.Errorf("%s: want %q, got %+v beside %v", name, c.want.Key, st.s.Problem, st.s.Field)
		}
	}
}
