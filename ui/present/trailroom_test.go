package present_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/ui/present"
)

type roomStage struct {
	run    *serialRun
	p      *present.TrailRoomPresenter
	s      present.TrailRoomSnapshot
	asked  []present.TrailSearch
	did    []string
	raised []trail.Raised
	err    error
}

func (st *roomStage) Render(s present.TrailRoomSnapshot) { st.s = s }

func (st *roomStage) Colleagues(context.Context) ([]chart.Person, error) {
	return []chart.Person{{ID: "p1", Login: "dana", DisplayName: "Dana Reyes"}, {ID: "po", Login: "omar", DisplayName: "Omar Field"}}, nil
}

func (st *roomStage) SearchTrail(_ context.Context, s present.TrailSearch) (present.TrailPage, error) {
	st.asked = append(st.asked, s)
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.Local)
	page := present.TrailPage{All: 900, Entries: []chart.AuditEntry{
		{Index: 11, At: at, Action: chart.ActReveal, Person: "p1", Document: "d1", Field: "f1", Purpose: "treatment", Policy: "reveal@1", Decision: chart.Permit, Device: "dev", Address: "host=a"},
		{Index: 10, At: at, Action: chart.ActRead, Detail: "import=i1"}}}
	if s.Before == 0 {
		page.Next = 10
	} else {
		page.Entries = page.Entries[1:]
		page.Entries[0].Index = 9
	}
	return page, st.err
}

func (st *roomStage) ExportTrail(_ context.Context, folder string, f trail.Format, s present.TrailSearch, _ string) (string, int, error) {
	st.did = append(st.did, "export "+folder+" "+string(f)+" "+strings.Join(s.By(), ","))
	return "trail.csv", 7, st.err
}

func (st *roomStage) Custody(_ context.Context, id chart.DocumentID) (present.TrailReport, error) {
	return present.TrailReport{Text: "Chain of custody of " + string(id)}, st.err
}

func (st *roomStage) SaveCustody(_ context.Context, folder string, id chart.DocumentID) (string, error) {
	st.did = append(st.did, "save "+folder+" "+string(id))
	return "custody.json", st.err
}

func (st *roomStage) Alerts(context.Context) ([]trail.Raised, error) { return st.raised, st.err }

func (st *roomStage) Acknowledge(_ context.Context, alert int64, note chart.Text) error {
	st.did = append(st.did, "acknowledge "+note.Reveal())
	for i := range st.raised {
		if st.raised[i].Index == alert && st.err == nil {
			st.raised[i].Done, st.raised[i].Note, st.raised[i].DoneBy = true, "n1", "po"
		}
	}
	return st.err
}

func (st *roomStage) AlertNote(context.Context, string) (chart.Text, error) { return "asked", nil }
func (st *roomStage) OpenAlerts(context.Context) (open, grave int, err error) {
	return len(st.raised), 0, nil
}

func (st *roomStage) do(f func()) {
	f()
	st.run.drain()
}

func newRoomStage(role chart.Role, alerts bool) *roomStage {
	st := &roomStage{run: newRun(), raised: []trail.Raised{{Index: 20, Rule: "odd_hours", Severity: "high", Person: "p1", Document: "d1", Entry: 19, Action: chart.ActOpen, Count: 3}}}
	st.p = present.NewTrailRoom(st, st.run, st)
	st.do(func() { st.p.Open(chart.Person{ID: "po", Roles: []chart.Role{role}}, alerts) })
	return st
}

func said(lines []present.Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Key)
		for _, v := range l.Data {
			if inner, ok := v.(present.Line); ok {
				v = inner.Key
				for _, w := range inner.Data {
					v = v.(string) + " " + strings.TrimSpace(toText(w))
				}
			}
			b.WriteString(" " + toText(v))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func toText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return ""
}

func TestTheTrailIsClosedToOthers(t *testing.T) {
	st := newRoomStage(chart.Coder, false)
	if st.s.ReadOnly.Empty() || len(st.asked) != 0 || len(st.s.Rows) != 0 {
		t.Errorf("want nothing read for a coder, got %+v", st.s)
	}
	st.do(func() { st.p.Filter("deny"); st.p.Switch(); st.p.Custody() })
	if len(st.asked) != 0 || len(st.s.Alerts) != 0 {
		t.Errorf("want nothing read for a coder, got %v", st.asked)
	}
}

func TestTheTrailIsReadByPages(t *testing.T) {
	st := newRoomStage(chart.Auditor, false)
	if len(st.s.Rows) != 2 || !st.s.More || st.s.Rows[0].Index != 11 {
		t.Fatalf("want the newest two and more, got %+v", st.s)
	}
	facts := said(st.s.Facts)
	for _, want := range []string{"Dana Reyes", "field.reveal", "f1", "treatment", "reveal@1", "dev host=a", "d1"} {
		if !strings.Contains(facts, want) {
			t.Errorf("want %q among the facts: %s", want, facts)
		}
	}
	st.do(func() { st.p.Select(1) })
	if len(st.s.Rows) != 3 || st.asked[1].Before != 10 || st.s.More {
		t.Errorf("want the page before read at the last line, got %+v asked %+v", st.s, st.asked)
	}
}

func TestTheTrailIsNarrowed(t *testing.T) {
	st := newRoomStage(chart.Auditor, false)
	st.do(func() { st.p.Only("person") })
	st.do(func() { st.p.Only("document") })
	st.do(func() { st.p.Only("action") })
	st.do(func() { st.p.Only("day") })
	const want = "person:dana document:d1 action:field.reveal since:2026-11-20 until:2026-11-21"
	if st.s.Query != want {
		t.Errorf("want %q, got %q", want, st.s.Query)
	}
	last := st.asked[len(st.asked)-1]
	if last.Person != "p1" || last.Documents[0] != "d1" || last.Actions[0] != chart.ActReveal || last.Until.Sub(last.Since) != 24*time.Hour {
		t.Errorf("got %+v", last)
	}
	n := len(st.asked)
	st.do(func() { st.p.Filter("person:zed") })
	if st.s.Field != present.FilterField || st.s.Wrong.Empty() || len(st.asked) != n || st.s.Query != want {
		t.Errorf("want the search of before with a word about the login, got %+v", st.s)
	}
	st.do(func() { st.p.Filter("") })
	if st.s.Query != "" || !st.s.Wrong.Empty() {
		t.Errorf("want everything again, got %+v", st.s)
	}
}

func TestQueries(t *testing.T) {
	people := []chart.Person{{ID: "p1", Login: "dana"}}
	s, wrong := present.ReadQuery("person:DANA action:document.open action:field.reveal field:f1 device:dev purpose:treatment deny abc until:2026-11-02", people, time.UTC)
	if !wrong.Empty() || s.Person != "p1" || len(s.Actions) != 2 || s.Field != "f1" || s.Device != "dev" || s.Purpose != "treatment" || s.Decision != chart.Deny || s.Text != "abc" || s.Until.Day() != 2 {
		t.Errorf("got %+v, %v", s, wrong)
	}
	if by := strings.Join(s.By(), ","); by != "person,action,field,device,purpose,decision,time,text" {
		t.Errorf("got %s", by)
	}
	for _, bad := range []string{"person:", "person:zed", "since:yesterday", "one two"} {
		if _, wrong := present.ReadQuery(bad, people, time.UTC); wrong.Empty() {
			t.Errorf("%q: want it told", bad)
		}
	}
	if s, wrong := present.ReadQuery("host:abc", people, time.UTC); !wrong.Empty() || s.Text != "host:abc" {
		t.Errorf("a word that is none of ours: got %+v, %v", s, wrong)
	}
}

func TestTheTrailLeaves(t *testing.T) {
	st := newRoomStage(chart.PrivacyOfficer, false)
	st.do(func() { st.p.Export("  ", trail.CSV) })
	if st.s.Field != present.ExportField || len(st.did) != 0 {
		t.Errorf("want the folder asked for, got %+v", st.s)
	}
	st.do(func() { st.p.Only("person") })
	st.do(func() { st.p.Export(" /reports ", trail.CSV) })
	if len(st.did) != 1 || st.did[0] != "export /reports csv person" || st.s.Says.Data["File"] != "trail.csv" {
		t.Errorf("got %v, %+v", st.did, st.s.Says)
	}
	st.do(func() { st.p.Custody() })
	if st.s.Report != "Chain of custody of d1" {
		t.Errorf("got %q", st.s.Report)
	}
	st.do(func() { st.p.SaveCustody("/reports") })
	if st.did[1] != "save /reports d1" {
		t.Errorf("got %v", st.did)
	}
	st.err = chart.E(chart.BadInput, "x", errors.New("no folder"))
	st.do(func() { st.p.Export("/gone", trail.FHIR) })
	if st.s.Problem == nil || st.s.Busy {
		t.Errorf("want the trouble told, got %+v", st.s)
	}
}

func TestAlertsAreAcknowledged(t *testing.T) {
	st := newRoomStage(chart.PrivacyOfficer, true)
	if len(st.s.Alerts) != 1 || !st.s.Alerts[0].Grave || !st.s.MayNote || st.s.Open != 1 {
		t.Fatalf("want the open alert, got %+v", st.s)
	}
	st.do(func() { st.p.Acknowledge(" ") })
	if st.s.Field != present.FoundField || len(st.did) != 0 {
		t.Errorf("want a word asked for, got %+v", st.s)
	}
	done := st.s.Done
	st.do(func() { st.p.Acknowledge("asked her: a night shift") })
	if st.did[0] != "acknowledge asked her: a night shift" || st.s.Open != 0 || st.s.MayNote || st.s.Done == done || !st.s.Alerts[0].Done {
		t.Errorf("want it done, got %v %+v", st.did, st.s)
	}
	if facts := said(st.s.Facts); !strings.Contains(facts, "asked") {
		t.Errorf("want the note shown, got %s", facts)
	}
	st.do(func() { st.p.Switch() })
	if st.s.Alerting || len(st.s.Rows) == 0 || len(st.s.Alerts) != 0 {
		t.Errorf("want the entries, got %+v", st.s)
	}
	st.do(func() { st.p.Close() })
	if len(st.s.Rows) != 0 || len(st.s.Facts) != 0 || st.s.Query != "" {
		t.Errorf("want nothing left, got %+v", st.s)
	}
}

func TestAlertWords(t *testing.T) {
	rules, err := trail.ReleaseRules()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules.Rules {
		if l := present.AlertWord(r.ID); strings.HasPrefix(l.Key, "Rule ") {
			t.Errorf("%s has no words", r.ID)
		}
	}
	if l := present.AlertWord(chart.AlertForked); strings.HasPrefix(l.Key, "Rule ") {
		t.Errorf("%s has no words", chart.AlertForked)
	}
	if l := present.AlertWord("own"); l.Data["Rule"] != "own" {
		t.Errorf("got %+v", l)
	}
}
