package present_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

type keysStage struct {
	run   *serialRun
	p     *present.KeysPresenter
	s     present.KeysSnapshot
	state present.KeyState
	did   []string
	err   error
	zone  present.KeyRotation
}

func (st *keysStage) Render(s present.KeysSnapshot) { st.s = s }

func (st *keysStage) Keys(context.Context) (present.KeyState, error) { return st.state, nil }

func (st *keysStage) RotateZone(_ context.Context, z chart.Zone, why, password string) (present.KeyRotation, error) {
	st.did = append(st.did, string(z)+" "+why+" "+password)
	return st.zone, st.err
}

func (st *keysStage) RotateMachine(_ context.Context, why, password string) error {
	st.did = append(st.did, "machine "+why+" "+password)
	return st.err
}

func (st *keysStage) RotateDevice(_ context.Context, why, password string) (present.DeviceRotation, error) {
	st.did = append(st.did, "device "+why+" "+password)
	return present.DeviceRotation{}, st.err
}

func (st *keysStage) RotateMine(_ context.Context, password, code string) error {
	st.did = append(st.did, "mine "+password+" "+code)
	return st.err
}

func (st *keysStage) do(f func()) {
	f()
	st.run.drain()
}

func newKeysStage(role chart.Role) *keysStage {
	since := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	st := &keysStage{run: newRun(), state: present.KeyState{Keystore: "os", Machine: since, Device: since, AuditKey: "the+key", Months: 3, Missing: 1,
		Zones: []present.ZoneKey{{Zone: chart.Originals, Version: 2, Since: since, Why: "person_left", Holders: []string{"Ada", "Omar"}, Waiting: []string{"Bo"}, Keys: 9},
			{Zone: chart.Working, Version: 1, Since: since, Ordered: true}, {Zone: chart.Tokens, Version: 3, Since: since, Behind: 4}}}}
	st.p = present.NewKeys(st, st.run, st)
	st.do(func() { st.p.Open(chart.Person{ID: "p1", Roles: []chart.Role{role}}) })
	return st
}

func TestKeysAreListed(t *testing.T) {
	st := newKeysStage(chart.Administrator)
	want := []present.KeyTarget{"originals", "working", "tokens", present.MachineKey, present.DeviceKey, present.MyKey}
	if len(st.s.Rows) != len(want) || st.s.Loading {
		t.Fatalf("want %d rows, got %+v", len(want), st.s.Rows)
	}
	for i, tone := range []present.Tone{present.Quiet, present.Needs, present.Needs, present.Needs, present.Quiet, present.Quiet} {
		if st.s.Rows[i].Target != want[i] || st.s.Rows[i].Tone != tone {
			t.Errorf("row %d: want %s tone %d, got %+v", i, want[i], tone, st.s.Rows[i])
		}
	}
	if len(st.s.Facts) != 5 || st.s.Facts[2].Data["People"] != "Ada, Omar" || !st.s.MayRenew || len(st.s.Reasons) == 0 {
		t.Errorf("want who holds it and why it was renewed, got %+v", st.s.Facts)
	}
	st.do(func() { st.p.Select(3) })
	if len(st.s.Facts) != 3 {
		t.Errorf("want the missing month said, got %+v", st.s.Facts)
	}
}

func TestKeysAreRenewed(t *testing.T) {
	st := newKeysStage(chart.PrivacyOfficer)
	st.do(func() { st.p.Renew("", "") })
	if len(st.did) != 0 || st.s.Wrong.Empty() {
		t.Errorf("without a password: want it asked, got %v", st.did)
	}
	st.zone = present.KeyRotation{Version: 3, Keys: 9}
	st.do(func() { st.p.Choose("suspected_leak") })
	before := st.s.Done
	st.do(func() { st.p.Renew(sentence, nextCode) })
	if len(st.did) != 1 || st.did[0] != "originals suspected_leak "+sentence || st.s.Says.Data["Version"] != 3 || st.s.Done == before {
		t.Errorf("want the zone renewed for the reason, got %v, %+v", st.did, st.s.Says)
	}
	st.zone = present.KeyRotation{Pending: true}
	st.do(func() { st.p.Select(1) })
	st.do(func() { st.p.Renew(sentence, nextCode) })
	if st.s.Says.Data != nil || st.s.Says.Empty() {
		t.Errorf("want it said that it waits, got %+v", st.s.Says)
	}
	for row, want := range map[int]string{3: "machine suspected_leak " + sentence, 4: "device suspected_leak " + sentence, 5: "mine " + sentence + " " + nextCode} {
		st.do(func() { st.p.Select(row) })
		if (row == 5) != (len(st.s.Reasons) == 0) {
			t.Errorf("row %d: got %d reasons", row, len(st.s.Reasons))
		}
		st.do(func() { st.p.Renew(sentence, nextCode) })
		if got := st.did[len(st.did)-1]; got != want || st.s.Says.Empty() {
			t.Errorf("row %d: want %q, got %q", row, want, got)
		}
	}
}

// One's own key pair asks for both factors, as everything about one's own way in does.
func TestOnesOwnKeyPairAsksForACode(t *testing.T) {
	st := newKeysStage(chart.PrivacyOfficer)
	if st.s.NeedsCode {
		t.Error("a zone: want no code asked for")
	}
	st.do(func() { st.p.Select(5) })
	st.do(func() { st.p.Renew(sentence, "") })
	if !st.s.NeedsCode || st.s.Wrong.Empty() || len(st.did) != 0 {
		t.Errorf("without a code: want it asked for, got %+v, %v", st.s.Wrong, st.did)
	}
	st.err = chart.E(chart.NotAllowed, "check password", errors.New("wrong"))
	st.do(func() { st.p.Renew(sentence, nextCode) })
	if st.s.Wrong.Key != "Password or code did not match, or your role does not allow this." {
		t.Errorf("got %+v", st.s.Wrong)
	}
}

func TestKeyTroubles(t *testing.T) {
	st := newKeysStage(chart.PrivacyOfficer)
	st.err = chart.E(chart.NotAllowed, "check password", errors.New("wrong"))
	st.do(func() { st.p.Renew(sentence, nextCode) })
	if st.s.Wrong.Empty() || st.s.Problem != nil || !st.s.Says.Empty() || st.s.Busy {
		t.Errorf("a wrong password: want it said at the entry, got %+v", st.s)
	}
	safe := map[string]bool{}
	for _, kind := range []chart.ErrKind{chart.KeyringLocked, chart.Tampered, chart.Internal} {
		st.err = chart.E(kind, "rotate", errors.New("x"))
		st.do(func() { st.p.Renew(sentence, nextCode) })
		if st.s.Problem == nil || st.s.Problem.Safe.Empty() || st.s.Problem.Do.Empty() {
			t.Fatalf("%s: want three lines, got %+v", kind, st.s.Problem)
		}
		safe[st.s.Problem.Safe.Key] = true
	}
	if len(safe) != 3 {
		t.Errorf("want each to say what is safe, got %v", safe)
	}
}

const nextCode = "246810"

func TestWhoSeesKeys(t *testing.T) {
	for role, want := range map[chart.Role][2]bool{chart.Coder: {false, false}, chart.HIMReviewer: {false, false}, chart.Auditor: {true, false},
		chart.Administrator: {true, true}, chart.PrivacyOfficer: {true, true}} {
		st := newKeysStage(role)
		if sees := len(st.s.Rows) > 0; sees != want[0] || st.s.ReadOnly.Empty() != want[0] {
			t.Errorf("%s: want sees %t, got %t", role, want[0], sees)
		}
		st.do(func() { st.p.Renew(sentence, nextCode) })
		if renewed := len(st.did) > 0; renewed != want[1] {
			t.Errorf("%s: want renews %t, got %t", role, want[1], renewed)
		}
		st.do(st.p.Close)
		if len(st.s.Rows) != 0 {
			t.Errorf("%s: want nothing left after leaving", role)
		}
	}
}
