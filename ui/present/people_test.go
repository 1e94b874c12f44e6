package present_test

import (
	"context"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
)

type peopleStage struct {
	present.Colleagues
	present.OwnAccess
	codes []string
	did   []string
	run   *serialRun
	p     *present.PeoplePresenter
	s     present.PeopleSnapshot
	added []present.NewColleague
	drops int
	err   error
}

func (st *peopleStage) Render(s present.PeopleSnapshot) { st.s = s }

func (st *peopleStage) People(context.Context) ([]chart.Person, error) {
	return []chart.Person{{ID: "p1", Login: "ada", DisplayName: "Ada", Roles: []chart.Role{chart.Administrator}}}, nil
}

func (st *peopleStage) Roster(context.Context) ([]present.Colleague, error) {
	return []present.Colleague{{Person: chart.Person{ID: "p1", Login: "ada", DisplayName: "Ada", Roles: []chart.Role{chart.Administrator}}}}, nil
}

func (st *peopleStage) FreshCodes() []string { return st.codes }

func (st *peopleStage) AddPerson(_ context.Context, n present.NewColleague) (present.Enrolment, error) {
	st.added = append(st.added, n)
	return present.Enrolment{Secret: "ABCD", URI: "otpauth://totp/x"}, st.err
}

func (st *peopleStage) ConfirmPerson(_ context.Context, code string) (chart.Person, error) {
	if code != "123456" {
		return chart.Person{}, chart.E(chart.NotAllowed, "confirm", nil)
	}
	return chart.Person{DisplayName: "Cora"}, nil
}

func (st *peopleStage) DropPerson() { st.drops++ }

func (st *peopleStage) do(f func()) {
	f()
	st.run.drain()
}

func newPeopleStage(role chart.Role) *peopleStage {
	st := &peopleStage{run: newRun()}
	st.p = present.NewPeople(st, st.run, st)
	st.do(func() { st.p.Open(chart.Person{ID: "p1", Roles: []chart.Role{role}}) })
	return st
}

const sentence = "a sentence as password"

func TestAColleagueIsAdded(t *testing.T) {
	st := newPeopleStage(chart.Administrator)
	cora := present.NewColleague{DisplayName: " Cora ", Login: "Cora", Password: sentence}
	st.do(func() { st.p.Add(cora, sentence) })
	if st.s.Field != present.RolesField || len(st.added) != 0 {
		t.Fatalf("without a role: want it said, got %d", st.s.Field)
	}
	st.do(func() { st.p.ToggleRole(chart.Coder) })
	for _, c := range []struct {
		change func(*present.NewColleague)
		again  string
		want   present.GateField
	}{
		{func(n *present.NewColleague) { n.DisplayName = "" }, sentence, present.NameField},
		{func(n *present.NewColleague) { n.Login = "c d" }, sentence, present.LoginField},
		{func(n *present.NewColleague) { n.Login = "ada" }, sentence, present.LoginField},
		{func(n *present.NewColleague) { n.Password = "short" }, "short", present.PasswordField},
		{func(*present.NewColleague) {}, "another sentence here", present.AgainField},
	} {
		n := cora
		c.change(&n)
		st.do(func() { st.p.Add(n, c.again) })
		if st.s.Field != c.want || len(st.added) != 0 {
			t.Errorf("want entry %d refused, got %d", c.want, st.s.Field)
		}
	}
	st.do(func() { st.p.Add(cora, sentence) })
	if st.s.Enrolling != "Cora" || st.s.Enrolment.Secret != "ABCD" || len(st.s.QR) == 0 || st.added[0].Login != "cora" || len(st.added[0].Roles) != 1 {
		t.Fatalf("want the authenticator's step, got %+v", st.s)
	}
	st.do(func() { st.p.Confirm("12") })
	st.do(func() { st.p.Confirm("000000") })
	if st.s.Field != present.CodeField || st.s.Enrolling == "" {
		t.Error("a wrong code: want it said and tried again")
	}
	st.do(func() { st.p.Confirm("123 456") })
	if st.s.Enrolling != "" || st.s.Says.Empty() || st.s.Enrolment.Secret != "" || st.s.Roles[chart.Coder] || len(st.s.Rows) != 1 {
		t.Errorf("want it said and the form empty, got %+v", st.s)
	}
	st.do(func() { st.p.ToggleRole(chart.Coder) })
	st.do(func() { st.p.Add(cora, sentence) })
	if !st.p.Back() || st.s.Enrolment.Secret != "" || st.p.Back() {
		t.Error("back: want the key gone")
	}
}

func TestWhoIsNotAddedIsForgotten(t *testing.T) {
	for name, leave := range map[string]func(*peopleStage){
		"back":   func(st *peopleStage) { st.p.Back() },
		"left":   func(st *peopleStage) { st.p.Close() },
		"anew":   func(st *peopleStage) { st.p.Open(chart.Person{ID: "p1", Roles: []chart.Role{chart.Administrator}}) },
		"begun":  nil,
		"thrice": func(st *peopleStage) { st.p.Back(); st.p.Close(); st.p.Close() },
	} {
		st := newPeopleStage(chart.Administrator)
		st.do(func() { st.p.ToggleRole(chart.Coder) })
		st.p.Add(present.NewColleague{DisplayName: "Cora", Login: "cora", Password: sentence}, sentence)
		if leave == nil {
			st.p.Close() // before the answer is there
		}
		st.run.drain()
		if leave != nil {
			if st.drops != 0 {
				t.Fatalf("%s: want nobody forgotten yet", name)
			}
			st.do(func() { leave(st) })
		}
		if len(st.added) != 1 || st.drops != 1 {
			t.Errorf("%s: want the person who was begun forgotten once, got %d begun and %d forgotten", name, len(st.added), st.drops)
		}
	}
}

func TestOnlyAnAdministratorAddsPeople(t *testing.T) {
	for _, role := range []chart.Role{chart.HIMReviewer, chart.PrivacyOfficer, chart.Auditor} {
		st := newPeopleStage(role)
		st.do(func() { st.p.ToggleRole(chart.Coder) })
		st.do(func() { st.p.Add(present.NewColleague{DisplayName: "C", Login: "cora", Password: sentence}, sentence) })
		if st.s.ReadOnly.Empty() || len(st.added) != 0 || len(st.s.Rows) != 0 {
			t.Errorf("%s: want it refused and nobody listed", role)
		}
	}
}

func TestEveryRoleHasWords(t *testing.T) {
	for _, r := range access.Roles() {
		if present.RoleWord(r).Empty() || present.RoleSays(r).Empty() {
			t.Errorf("%s: want a name and what it does", r)
		}
	}
}
