package present_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/ui/present"
)

// officeStage is a house with three people in it, which notes what it is asked.
type officeStage struct {
	*peopleStage
	err error
}

func (o *officeStage) note(words ...any) error {
	o.did = append(o.did, fmt.Sprint(words...))
	return o.err
}

func (o *officeStage) Roster(context.Context) ([]present.Colleague, error) {
	return []present.Colleague{
		{Person: chart.Person{ID: "p1", Login: "ada", DisplayName: "Ada", Roles: []chart.Role{chart.Administrator}}, LastIn: time.Now()},
		{Person: chart.Person{ID: "p2", Login: "cora", DisplayName: "Cora", Roles: []chart.Role{chart.Coder}}},
		{Person: chart.Person{ID: "p3", Login: "old", DisplayName: "Old", Roles: []chart.Role{chart.Coder}}, Disabled: true},
	}, nil
}

func (o *officeStage) DisablePerson(_ context.Context, typed string, id, _ chart.PersonID) (present.KeysTaken, error) {
	return present.KeysTaken{}, o.note("disable ", id, " ", typed)
}

func (o *officeStage) EnablePerson(_ context.Context, _ string, id chart.PersonID) error {
	return o.note("enable ", id)
}

func (o *officeStage) ResetPerson(_ context.Context, _ string, id chart.PersonID) (present.OneTime, error) {
	return present.OneTime{Password: "AAAA-BBBB-CCCC-DDDD", Until: time.Now()}, o.note("reset ", id)
}

func (o *officeStage) SetRoles(_ context.Context, _ string, id chart.PersonID, roles []chart.Role) (present.KeysTaken, error) {
	return present.KeysTaken{}, o.note("roles ", id, roles)
}

func (o *officeStage) HandOverWork(_ context.Context, _ string, from, to chart.PersonID) (int, error) {
	return 2, o.note("hand over ", from, " ", to)
}

func (o *officeStage) ChangePassword(_ context.Context, old, another, code string) error {
	return o.note("password ", old, " ", another, " ", code)
}

func (o *officeStage) NewCodes(context.Context, string, string) ([]string, error) {
	return []string{"code one", "code two"}, o.note("codes")
}

func (o *officeStage) ReplaceAuthenticator(context.Context, string, string) (present.Enrolment, error) {
	return present.Enrolment{Secret: "ABCD", URI: "otpauth://totp/x"}, o.note("replace")
}
func (o *officeStage) ConfirmAuthenticator(_ context.Context, code string) error {
	return o.note("confirm ", code)
}
func (o *officeStage) DropAuthenticator() { _ = o.note("drop") }

func newOfficeStage(role chart.Role) *officeStage {
	o := &officeStage{peopleStage: &peopleStage{run: newRun()}}
	o.p = present.NewPeople(o, o.run, o)
	o.do(func() { o.p.Open(chart.Person{ID: "p1", Login: "ada", DisplayName: "Ada", Roles: []chart.Role{role}}) })
	return o
}

func (o *officeStage) last() string {
	if len(o.did) == 0 {
		return ""
	}
	return o.did[len(o.did)-1]
}

func TestColleaguesAreLookedAfterWithThePasswordAgain(t *testing.T) {
	o := newOfficeStage(chart.Administrator)
	typed := present.ActTyped{Password: "mine"}
	for _, c := range []struct {
		row  int
		act  present.PeopleAct
		want string
	}{
		{1, present.ActDisable, "disable p2 mine"}, {2, present.ActDisable, "enable p3"}, {1, present.ActReset, "reset p2"},
		{1, present.ActRoles, "roles p2[coder auditor]"}, {1, present.ActHandWork, "hand over p2 p1"},
	} {
		o.do(func() { o.p.Move(c.row) })
		o.do(func() { o.p.Begin(c.act) })
		if o.s.Act == present.NoAct || present.ActSays(o.s.Act).Empty() {
			t.Fatalf("%s: want it asked first, got %+v", c.want, o.s)
		}
		if c.act == present.ActRoles {
			o.do(func() { o.p.ToggleNewRole(chart.Auditor) })
		}
		before := len(o.did)
		o.do(func() { o.p.Do(present.ActTyped{}) })
		if len(o.did) != before || o.s.Field != present.PasswordField {
			t.Errorf("%s: without the password: want nothing done", c.want)
		}
		o.do(func() { o.p.Do(typed) })
		if o.last() != c.want || o.s.Act != present.NoAct {
			t.Errorf("want %q and the list again, got %q, act %d", c.want, o.last(), o.s.Act)
		}
		if shown := len(o.s.Shown) > 0; shown != (c.act == present.ActReset) {
			t.Errorf("%s: want a one-time password shown after a reset only, got %v", c.want, o.s.Shown)
		}
		o.do(func() { o.p.Back() })
		if len(o.s.Shown) != 0 {
			t.Errorf("%s: want what is shown once gone", c.want)
		}
	}
	if o.s.Rows[2].State.Key != "disabled" || !o.s.Rows[2].Off || o.s.Rows[1].State.Empty() {
		t.Errorf("want it said how each stands, got %+v", o.s.Rows)
	}
}

func TestEverybodyLooksAfterTheOwnWayIn(t *testing.T) {
	o := newOfficeStage(chart.Coder)
	o.do(func() { o.p.Begin(present.ActDisable) })
	if o.s.Act != present.NoAct {
		t.Fatal("a coder disables nobody")
	}
	o.do(func() { o.p.Begin(present.ActOwnPassword) })
	for _, c := range []struct {
		typed present.ActTyped
		want  present.GateField
	}{
		{present.ActTyped{Password: "old", Another: "short", Again: "short"}, present.NewPasswordField},
		{present.ActTyped{Password: "old", Another: sentence, Again: "x"}, present.AgainField},
	} {
		o.do(func() { o.p.Do(c.typed) })
		if o.s.Field != c.want || len(o.did) != 0 {
			t.Errorf("want entry %d refused, got %d", c.want, o.s.Field)
		}
	}
	o.do(func() { o.p.Do(present.ActTyped{Password: "old", Another: sentence, Again: sentence, Code: "123456"}) })
	if o.last() != "password old "+sentence+" 123456" || o.s.Says.Empty() {
		t.Errorf("want the password changed, got %q", o.last())
	}
	o.do(func() { o.p.Begin(present.ActOwnCodes) })
	o.do(func() { o.p.Do(present.ActTyped{Password: "x", Code: "123456"}) })
	if len(o.s.Shown) != 2 || !o.p.Back() || len(o.s.Shown) != 0 {
		t.Errorf("want the codes shown until Esc, got %v", o.s.Shown)
	}
	o.do(func() { o.p.Begin(present.ActOwnAuthenticator) })
	o.do(func() { o.p.Do(present.ActTyped{Password: "x", Code: "123456"}) })
	if o.s.Enrolling != "Ada" || !o.s.OwnEnrol || len(o.s.QR) == 0 {
		t.Fatalf("want the new authenticator, got %+v", o.s)
	}
	o.do(func() { o.p.Confirm("123 456") })
	if o.last() != "confirm 123456" || o.s.Enrolling != "" || o.s.Says.Empty() {
		t.Errorf("want it confirmed, got %q", o.last())
	}
	o.do(func() { o.p.Begin(present.ActOwnAuthenticator) })
	o.do(func() { o.p.Do(present.ActTyped{Password: "x", Code: "123456"}) })
	o.do(func() { o.p.Close() })
	if o.last() != "drop" || o.s.Enrolment.Secret != "" {
		t.Errorf("left: want what was begun forgotten, got %q", o.last())
	}
}

func TestWhyAChangeOfAPersonIsRefused(t *testing.T) {
	base := chart.E(chart.BadState, "x", nil)
	said := map[string]bool{}
	for _, err := range []error{&present.LastOne{Err: base}, &present.LastOne{Err: base, Key: true}, base, chart.E(chart.NotAllowed, "x", nil), errors.New("Maria")} {
		o := newOfficeStage(chart.Administrator)
		o.err = err
		o.do(func() { o.p.Begin(present.ActDisable) })
		o.do(func() { o.p.Do(present.ActTyped{Password: "x"}) })
		if o.s.Problem == nil || o.s.Problem.Do.Empty() || said[o.s.Problem.Happened.Key] || o.s.Act == present.NoAct {
			t.Errorf("%v: want three lines of its own and the act still at hand, got %+v", err, o.s.Problem)
			continue
		}
		said[o.s.Problem.Happened.Key] = true
	}
	o := newOfficeStage(chart.Administrator)
	o.err = chart.E(chart.BadInput, "x", &password.Error{Fault: password.Breached})
	o.do(func() { o.p.Begin(present.ActOwnPassword) })
	o.do(func() { o.p.Do(present.ActTyped{Password: "x", Another: sentence, Again: sentence}) })
	if o.s.Field != present.NewPasswordField || o.s.Wrong.Empty() {
		t.Errorf("a breached password: want it said beside the entry, got %+v", o.s)
	}
}
