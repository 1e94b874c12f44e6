package present_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/ui/present"
)

// mustChange is a house's answer to a one-time password, or to a password that is too old.
type mustChange struct{ after bool }

func (mustChange) Error() string            { return "change first" }
func (m mustChange) NewAuthenticator() bool { return m.after }

func TestAOneTimePasswordLeadsToTheChange(t *testing.T) {
	b := newGateBench(present.GateStatus{Practice: "Oak Street Clinic"})
	b.house.err = chart.E(chart.BadState, "sign in", mustChange{true})
	b.gate.SignIn("rev", "ABCD-EFGH-2345-WXYZ", "")
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateRenew || !s.After || s.Login != "rev" || s.Problem != nil {
		t.Fatalf("want the change, got %+v", s)
	}
	for _, c := range []struct {
		typed, again string
		want         present.GateField
	}{{"short", "short", present.PasswordField}, {"password12345678", "password12345678", present.PasswordField},
		{"oakstreetclinic2026", "oakstreetclinic2026", present.PasswordField}, {sentence, "another", present.AgainField}} {
		b.gate.Renew(c.typed, c.again)
		if got := b.view.last(); got.Field != c.want || got.FieldSays.Empty() {
			t.Errorf("%s: want entry %d refused, got %d", c.typed, c.want, got.Field)
		}
	}
	b.house.enrolment = present.Enrolment{Secret: "JBSWY3DPEHPK3PXP", URI: "otpauth://totp/x"}
	b.gate.Renew(sentence, sentence)
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateRenewEnrol || len(s.QR) == 0 {
		t.Fatalf("want the authenticator, got %+v", s)
	}
	b.gate.ConfirmRenewal("12")
	b.house.codes = []string{"AAAA-BBBB-CCCC-DDDD"}
	b.gate.ConfirmRenewal("123 456")
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateCodes || len(s.Codes) != 1 || len(b.in) != 0 {
		t.Fatalf("want the recovery codes before the person is in, got %+v", s)
	}
	b.gate.CodesKept()
	b.run.drain()
	b.gate.CodesKept()
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateOpen || len(s.Codes) != 0 || len(b.in) != 1 {
		t.Errorf("want the person in once and no code left, got %+v", s)
	}
	if diff := cmp.Diff([]string{"gate", "sign in rev ", "renew", "confirm renewal 123456"}, b.house.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

func TestAnAgedPasswordIsChangedWithoutAnAuthenticator(t *testing.T) {
	b := newGateBench(present.GateStatus{})
	b.house.err = mustChange{}
	b.gate.SignIn("rev", "x", "123456")
	b.run.drain()
	b.gate.Renew(sentence, sentence)
	b.run.drain()
	if len(b.in) != 1 {
		t.Errorf("want the person in, got %d", len(b.in))
	}
}

func TestACodeThatNobodyTakesAwayGivesWayToTheLock(t *testing.T) {
	b := newGateBench(present.GateStatus{})
	b.house.codes = []string{"AAAA-BBBB-CCCC-DDDD"}
	b.gate.SignIn("ana", "x", "abcd efgh ijkl mnop") // a recovery code
	b.run.drain()
	b.clock.advance(11*time.Minute, b.run)
	if len(b.in) != 1 || b.view.last().Step != present.GateOpen {
		t.Error("want the person in, where the idle lock runs")
	}
}

func TestTheChangeIsLeft(t *testing.T) {
	b := newGateBench(present.GateStatus{})
	b.house.err = mustChange{true}
	b.gate.SignIn("rev", "x", "123456")
	b.run.drain()
	b.gate.LeaveRenewal()
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateSignIn || b.house.calls[2] != "drop renewal" {
		t.Errorf("want the sign-in and what was begun forgotten, got %+v, %v", s.Step, b.house.calls)
	}
}

func TestARefusalSaysWhatTheMatterIs(t *testing.T) {
	no := chart.E(chart.NotAllowed, "sign in", nil)
	said := map[string]bool{}
	for _, err := range []error{no, errors.Join(no, present.ErrDisabled), errors.Join(no, present.ErrLapsed), guessed{slowDown{no, time.Minute}, false}, guessed{slowDown{no, time.Minute}, true}} {
		b := newGateBench(present.GateStatus{})
		b.house.err = err
		b.gate.SignIn("ana", "x", "123456")
		b.run.drain()
		p := b.view.last().Problem
		if p == nil || p.Happened.Empty() || p.Safe.Empty() || p.Do.Empty() || said[p.Happened.Key] {
			t.Errorf("%v: want three lines of its own, got %+v", err, p)
			continue
		}
		said[p.Happened.Key] = true
	}
	b := newGateBench(present.GateStatus{})
	b.house.err = chart.E(chart.BadInput, "choose", &password.Error{Fault: password.Breached})
	b.gate.SignIn("ana", "x", "123456")
	b.run.drain()
	if s := b.view.last(); s.Field != present.PasswordField || s.FieldSays.Empty() {
		t.Errorf("a breached password: want it said beside the entry, got %+v", s)
	}
}

// guessed is a back-off that says how many tries led to it.
type guessed struct {
	slowDown
	machine bool
}

func (g guessed) Wrong() (int, bool) { return 7, g.machine }

func TestWelcomeTrouble(t *testing.T) {
	for name, w := range map[string]present.Welcome{"missed": {Missed: 3}, "strangers": {Strangers: 2}, "by code": {ByCode: true}, "few": {CodesFew: true}} {
		if says, ok := present.WelcomeTrouble(w); !ok || says.Happened.Empty() || says.Safe.Empty() || says.Do.Empty() {
			t.Errorf("%s: want three lines, got %+v", name, says)
		}
	}
	if _, ok := present.WelcomeTrouble(present.Welcome{CodesLeft: 10}); ok {
		t.Error("nothing happened: want nothing said")
	}
}
