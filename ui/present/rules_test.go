package present_test

import (
	"context"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/ui/present"
)

type rulesStage struct {
	run      *serialRun
	clock    *handClock
	p        *present.RulesPresenter
	s        present.RulesSnapshot
	glass    []present.GlassRow
	set      []access.Practice
	reviewed []access.GlassOutcome
	noted    []present.NewRestriction
	lifted   []string
	err      error
}

func (st *rulesStage) Render(s present.RulesSnapshot) { st.s = s }

func (st *rulesStage) Rules(context.Context) (present.RulesState, error) {
	return present.RulesState{Version: "v2", Release: "v1", Own: true, SignedBy: "Ada", Practice: access.DefaultPractice(), Joined: []string{"Ada"},
		Rules: []rulebook.Rule{{ID: "open", Says: "x"}, {ID: "friday", Says: "y", Forbids: true, Own: true}}}, nil
}

func (st *rulesStage) SetPractice(_ context.Context, p access.Practice, _ string) error {
	st.set = append(st.set, p)
	return st.err
}

func (st *rulesStage) SetOwnRules(context.Context, []rulebook.File, string) (rulebook.Change, error) {
	return rulebook.Change{}, nil
}

func (st *rulesStage) Restrictions(context.Context) ([]present.RestrictionRow, error) {
	return []present.RestrictionRow{{Restriction: access.Restriction{ID: "r1", Kind: access.Restricted, Document: "d1"}, ByName: "Ada", Note: "as asked"}}, nil
}

func (st *rulesStage) Restrict(_ context.Context, r present.NewRestriction) error {
	st.noted = append(st.noted, r)
	return st.err
}

func (st *rulesStage) Lift(_ context.Context, id string) error {
	st.lifted = append(st.lifted, id)
	return nil
}

func (st *rulesStage) GlassItems(context.Context) ([]present.GlassRow, error) { return st.glass, nil }

func (st *rulesStage) ReviewGlass(_ context.Context, _ string, o access.GlassOutcome, _ chart.Text) error {
	st.reviewed = append(st.reviewed, o)
	return nil
}

func (st *rulesStage) do(f func()) {
	f()
	st.run.drain()
}

func newRulesStage(at chart.DocumentID, roles ...chart.Role) *rulesStage {
	st := &rulesStage{run: newRun(), clock: newClock()}
	now := st.clock.Now()
	st.glass = []present.GlassRow{
		{Glass: access.Glass{ID: "late", Opened: now.Add(-80 * time.Hour), Until: now.Add(-79 * time.Hour)}, PersonName: "Bo", Reason: "she was unconscious"},
		{Glass: access.Glass{ID: "open", Opened: now.Add(-time.Minute), Until: now.Add(time.Hour)}, PersonName: "Cy"}}
	st.p = present.NewRules(st, st.run, st.clock, st)
	st.do(func() { st.p.Open(chart.Person{ID: "p1", Roles: roles}, at) })
	return st
}

func TestThePrivacyOfficerReviewsAndRestricts(t *testing.T) {
	st := newRulesStage("d1", chart.PrivacyOfficer)
	if len(st.s.Glass) != 2 || !st.s.Glass[0].Late || st.s.Glass[0].Reason != "she was unconscious" || len(st.s.Rows) != 2 || !st.s.Rows[1].Own || st.s.MayConfigure {
		t.Fatalf("got %+v", st.s)
	}
	st.do(func() { st.p.Select(0) })
	st.do(func() { st.p.Review(access.GlassWrong, "") })
	if st.s.Field != present.NoteField || len(st.reviewed) != 0 {
		t.Error("not appropriate without a note: want it said")
	}
	st.do(func() { st.p.Review(access.GlassWrong, "Nobody was in danger that day") })
	if len(st.reviewed) != 1 || st.s.Says.Empty() || st.s.At != -1 {
		t.Errorf("want it reviewed, got %+v", st.reviewed)
	}
	st.do(func() { st.p.Select(1) })
	st.do(func() { st.p.Review(access.GlassRight, "") })
	if len(st.reviewed) != 1 || st.s.Wrong.Empty() {
		t.Error("a chart that is still open: want it said")
	}
	st.do(func() { st.p.ChooseKind(access.ClosedTo) })
	st.do(func() { st.p.Record("", "") })
	if st.s.Field != present.WhoField || len(st.noted) != 0 {
		t.Error("closed to nobody: want it said")
	}
	st.do(func() { st.p.ChooseWhose(present.OfPatient) })
	st.do(func() { st.p.Record("bo", " his sister ") })
	if len(st.noted) != 1 || st.noted[0].Login != "bo" || st.noted[0].Whose != present.OfPatient || st.noted[0].Note != "his sister" || st.noted[0].Document != "d1" {
		t.Errorf("got %+v", st.noted)
	}
	st.do(func() { st.p.SelectRestriction(0) })
	st.do(func() { st.p.Lift() })
	if len(st.lifted) != 1 {
		t.Error("want it lifted")
	}
	st.do(func() { st.p.Keep(nil, "60", "password") })
	if len(st.set) != 0 {
		t.Error("hours are the administrator's")
	}
}

func TestTheAdministratorSetsHours(t *testing.T) {
	st := newRulesStage("", chart.Administrator)
	if st.s.MayReview || len(st.s.Glass) != 0 || !st.s.MayConfigure || st.s.Minutes != "60" {
		t.Fatalf("got %+v", st.s)
	}
	hours := map[chart.Role]string{chart.Coder: "Mon-Fri"}
	st.do(func() { st.p.Keep(hours, "60", "p") })
	if st.s.Field != present.HoursField || st.s.Role != chart.Coder {
		t.Error("hours that are none: want it said")
	}
	hours[chart.Coder] = "Mon-Fri 07:00-19:00"
	for minutes, want := range map[string]present.RulesField{"x": present.MinutesField, "4": present.MinutesField} {
		st.do(func() { st.p.Keep(hours, minutes, "p") })
		if st.s.Field != want {
			t.Errorf("%s minutes: want it said", minutes)
		}
	}
	st.do(func() { st.p.Keep(hours, "30", "") })
	if st.s.Field != present.RulesPasswordField || len(st.set) != 0 {
		t.Error("no password: want it asked for")
	}
	st.err = present.ErrPassword
	st.err = chart.E(chart.NotAllowed, "x", present.ErrPassword)
	st.do(func() { st.p.Keep(hours, "30", "wrong") })
	if st.s.Field != present.RulesPasswordField || st.s.Busy {
		t.Error("a wrong password: want it said")
	}
	st.err = nil
	st.do(func() { st.p.ToggleSeparate() })
	st.do(func() { st.p.Keep(hours, "30", "right") })
	if got := st.set[len(st.set)-1]; !got.Separate || got.GlassMinutes != 30 || got.Hours[chart.Coder].String() != "Mon-Fri 07:00-19:00" || st.s.Says.Empty() {
		t.Errorf("got %+v", got)
	}
}

func TestWhoSeesNoRules(t *testing.T) {
	st := newRulesStage("d1", chart.Coder)
	if st.s.ReadOnly.Empty() || len(st.s.Rows) != 0 {
		t.Errorf("want it refused, got %+v", st.s)
	}
}

func TestARefusalSaysWhichRuleAndWhatHelps(t *testing.T) {
	book, err := rulebook.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range book.Rules() {
		if !r.Forbids {
			continue
		}
		ruling := rulebook.Ruling{Rules: []string{r.ID}, Says: r.Says, Cure: r.Cure}
		got := present.TroubleOf(chart.E(chart.NotAllowed, "x", ruling.Refused()))
		if got.Happened.Key == "A rule does not allow this: {{.Rule}}" || got.Do.Empty() || got.Safe.Empty() {
			t.Errorf("%s: want words of its own, got %+v", r.ID, got)
		}
	}
	role := present.TroubleOf(chart.E(chart.NotAllowed, "x", rulebook.Ruling{Rules: []string{rulebook.DefaultDeny}}.Refused()))
	if role.Happened.Key != "Your role does not allow this." {
		t.Errorf("no rule: got %+v", role)
	}
}
