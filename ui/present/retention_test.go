package present_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// keepingStage is a house of retention and a view of its screen.
type keepingStage struct {
	run     *serialRun
	p       *present.RetentionPresenter
	s       present.RetentionSnapshot
	asked   []string
	preview present.DisposalPreview
	runs    []present.DisposalRun
	holds   []present.HoldLine
	table   present.RetentionTable
	err     error
}

func (st *keepingStage) Render(s present.RetentionSnapshot) { st.s = s }
func (st *keepingStage) did(words ...any) error {
	st.asked = append(st.asked, strings.TrimSpace(fmt.Sprintln(words...)))
	return st.err
}
func (st *keepingStage) last() string {
	if len(st.asked) == 0 {
		return ""
	}
	return st.asked[len(st.asked)-1]
}

func (st *keepingStage) RetentionTable(context.Context) (present.RetentionTable, error) {
	return st.table, nil
}
func (st *keepingStage) SetRetentionPractice(_ context.Context, p present.RetentionPractice) error {
	return st.did("practice", p.State, p.Provider, p.Programs)
}
func (st *keepingStage) ConfirmRetention(_ context.Context, digest string) error {
	return st.did("confirm", digest)
}
func (st *keepingStage) ChangeRetentionRule(_ context.Context, c present.RuleChange) error {
	years := "-"
	if c.Years != nil {
		years = fmt.Sprint(*c.Years)
	}
	return st.did("rule", c.Rule, years, c.UntilAge == nil, c.Reason, c.Drop)
}
func (st *keepingStage) Holds(context.Context) ([]present.HoldLine, error) { return st.holds, nil }
func (st *keepingStage) SetHold(_ context.Context, h present.NewHold) (string, int, error) {
	return "h", 1, st.did("hold", h.Kind, h.Document, h.Search, h.Matter, h.Reason)
}
func (st *keepingStage) AskHoldRelease(_ context.Context, id string) error { return st.did("ask", id) }
func (st *keepingStage) KeepHold(_ context.Context, id string) error       { return st.did("keep", id) }
func (st *keepingStage) ReleaseHold(_ context.Context, id string, n int, _ string) error {
	return st.did("release", id, n)
}
func (st *keepingStage) PreviewDisposal(context.Context) (present.DisposalPreview, error) {
	return st.preview, nil
}
func (st *keepingStage) OrderDisposal(_ context.Context, digest, password string) (string, error) {
	return "d", st.did("order", digest, password)
}
func (st *keepingStage) ApproveDisposal(_ context.Context, id string, n int, _ string, progress func(done, all int)) (present.DisposalRun, error) {
	progress(1, 2)
	return present.DisposalRun{}, st.did("approve", id, n)
}
func (st *keepingStage) CancelDisposal(_ context.Context, id string) error {
	return st.did("cancel", id)
}
func (st *keepingStage) Disposals(context.Context) ([]present.DisposalRun, error) {
	return st.runs, nil
}
func (st *keepingStage) DestructionCertificate(context.Context, string) ([]byte, error) {
	return nil, nil
}
func (st *keepingStage) SaveCertificate(_ context.Context, id, folder string) error {
	return st.did("save", id, folder)
}
func (st *keepingStage) DisposalProposal(context.Context) present.DisposalProposal {
	return present.DisposalProposal{}
}

func (st *keepingStage) do(f func()) {
	f()
	st.run.drain()
}

func newKeepingStage(roles ...chart.Role) *keepingStage {
	st := &keepingStage{run: newRun(), table: present.RetentionTable{State: "TX", Digest: "rows", Rules: []present.RetentionRule{
		{ID: "us-tx-practice", Years: 7, UntilAge: 21, Majority: 18, Source: "22 Tex. Admin. Code 165.1", Check: true}}}}
	st.preview = present.DisposalPreview{Digest: "today", Go: []present.DisposalLine{{Kind: "chart", ID: "c1", Why: "allowed", Rule: "us-tx-practice"}},
		Kept: []present.DisposalLine{{Kind: "chart", ID: "c2", Why: "held"}, {Kind: "chart", ID: "c3", Why: "not_yet", Rule: "us-tx-practice", Until: time.Date(2031, 5, 6, 12, 0, 0, 0, time.UTC)}}}
	st.p = present.NewRetention(st, st.run, st)
	st.do(func() { st.p.Open(chart.Person{ID: "p1", Roles: roles}, "doc1") })
	return st
}

func TestThePrivacyOfficerOrdersWhatMayGo(t *testing.T) {
	st := newKeepingStage(chart.PrivacyOfficer)
	if len(st.s.Rows) != 3 || st.s.Form != present.OrderForm || st.s.Rows[0].Tone != present.Needs || st.s.Rows[2].About.Data["Day"] == nil {
		t.Fatalf("got %+v", st.s)
	}
	st.do(func() { st.p.Order("secret") })
	if st.last() != "order today secret" || st.s.Says.Empty() || st.s.Problem != nil {
		t.Errorf("got %q, %+v", st.last(), st.s)
	}
	st.err = chart.E(chart.Conflict, "order", nil)
	filled := st.s.Filled
	st.do(func() { st.p.Order("secret") })
	if st.s.Problem == nil || !strings.Contains(st.s.Problem.Happened.Key, "changed meanwhile") || st.s.Filled != filled {
		t.Errorf("a list that is another by now: got %+v", st.s.Problem)
	}
}

func TestTheSecondPersonAgrees(t *testing.T) {
	st := newKeepingStage(chart.Administrator)
	if st.s.Place != present.RunPlace || st.s.Form != present.NoForm {
		t.Fatalf("an administrator does not see what may go: got %+v", st.s)
	}
	st.runs = []present.DisposalRun{{ID: "d1", State: "ordered", Things: 2}}
	st.do(func() { st.p.Show(present.RunPlace) })
	st.do(func() { st.p.Select(0) })
	if st.s.Form != present.ApproveForm || st.s.Count || !st.s.MayCancel {
		t.Fatalf("got %+v", st.s)
	}
	st.do(func() { st.p.Approve("secret", "") })
	if st.last() != "approve d1 -1" {
		t.Errorf("got %q", st.last())
	}
	st.runs[0].Mine = true
	st.do(func() { st.p.Reload() })
	st.do(func() { st.p.Select(0) })
	if !st.s.Count {
		t.Error("who ordered it counts again")
	}
	st.do(func() { st.p.Cancel() })
	if st.last() != "cancel d1" {
		t.Errorf("got %q", st.last())
	}
	st.runs[0].State, st.runs[0].SecondLook = "done", "same_person_later_rekeyed"
	st.do(func() { st.p.Reload() })
	st.do(func() { st.p.Select(0) })
	st.do(func() { st.p.SaveCertificate(" /folder ") })
	if st.last() != "save d1 /folder" {
		t.Errorf("got %q", st.last())
	}
}

func TestHoldsAreSetAskedForAndReleased(t *testing.T) {
	st := newKeepingStage(chart.PrivacyOfficer)
	st.do(func() { st.p.Show(present.HoldPlace) })
	st.do(func() { st.p.SetHold("patient", "", "26-CV-114", "") })
	if st.last() != "" || st.s.Problem == nil {
		t.Errorf("a hold without a reason: got %q", st.last())
	}
	st.do(func() { st.p.SetHold("patient", "", " 26-CV-114 ", "subpoena") })
	if st.last() != "hold patient doc1  26-CV-114 subpoena" {
		t.Errorf("got %q", st.last())
	}
	st.holds = []present.HoldLine{{ID: "h1", Kind: "patient", State: "active", Matter: "26-CV-114", Reason: "subpoena", Documents: 4}}
	st.do(func() { st.p.Reload() })
	st.do(func() { st.p.Select(0) })
	if st.s.Form != present.AskForm || len(st.s.Lines) != 2 {
		t.Fatalf("got %+v", st.s)
	}
	st.do(st.p.AskRelease)
	st.holds[0].State, st.holds[0].Mine = "asked", true
	st.do(func() { st.p.Reload() })
	st.do(func() { st.p.Select(0) })
	if st.s.Form != present.ReleaseForm || !st.s.Count {
		t.Fatalf("got %+v", st.s)
	}
	st.do(func() { st.p.Release("secret", "4") })
	if st.last() != "release h1 4" {
		t.Errorf("got %q", st.last())
	}
	st.do(func() { st.p.Close() })
	if len(st.s.Rows)+len(st.s.Lines) != 0 {
		t.Error("a closed screen shows a hold")
	}
}

func TestTheAdministratorKeepsTheSchedule(t *testing.T) {
	st := newKeepingStage(chart.Administrator)
	st.do(func() { st.p.Show(present.RulePlace) })
	if !st.s.MayConfirm || !st.s.MayChange || st.s.Rows[0].Tone != present.Doubtful {
		t.Fatalf("got %+v", st.s)
	}
	st.do(st.p.Confirm)
	if st.last() != "confirm rows" {
		t.Errorf("got %q", st.last())
	}
	st.do(func() { st.p.SetPractice(" ma ", "hospital") })
	if st.last() != "practice MA hospital map[]" {
		t.Errorf("got %q", st.last())
	}
	st.do(func() { st.p.Select(0) })
	st.do(func() { st.p.ChangeRule("10", "", "", "", " counsel ") })
	if st.last() != "rule us-tx-practice 10 true counsel false" {
		t.Errorf("got %q", st.last())
	}
	auditor := newKeepingStage(chart.Auditor)
	auditor.do(func() { auditor.p.Show(present.RulePlace) })
	if auditor.s.MayChange || auditor.s.MayConfirm {
		t.Error("an auditor may change the schedule")
	}
}
