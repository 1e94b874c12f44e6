package present_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

const line = "able acid garden garlic able acid"

// share types a whole share whose first line begins so.
func (b *gateBench) share(first string) {
	for n := range present.ShareLines {
		if n > 0 {
			first = line
		}
		b.gate.ShareLine(first)
	}
}

var rescuer = present.NewColleague{DisplayName: "Grace Hill", Login: "Grace", Password: "correct horse battery"}

func newRescueBench() *gateBench {
	b := newGateBench(present.GateStatus{Shares: 2, Mark: "3F2A-91BC"})
	b.gate.Rescue()
	return b
}

func TestRecoveryIsOfferedWhereSharesHelp(t *testing.T) {
	for _, c := range []struct {
		name   string
		status present.GateStatus
		want   bool
	}{
		{"no set", present.GateStatus{}, false},
		{"a set", present.GateStatus{Shares: 3}, true},
		{"another's keyring", present.GateStatus{Shares: 3, Problem: chart.E(chart.KeyringWrong, "open", nil)}, true},
		{"a keyring that is locked", present.GateStatus{Shares: 3, Problem: chart.E(chart.KeyringLocked, "open", nil)}, false},
		{"no keyring", present.GateStatus{Shares: 3, Problem: chart.E(chart.KeyringAbsent, "open", nil)}, false},
		{"first run", present.GateStatus{NeedsSetUp: true, Shares: 3}, false},
	} {
		b := newGateBench(c.status)
		if got := b.view.last().Rescue.Offered; got != c.want {
			t.Errorf("%s: want offered %v, got %v", c.name, c.want, got)
		}
		b.gate.Rescue()
		if got := b.view.last().Step == present.GateShares; got != c.want {
			t.Errorf("%s: want the shares asked for %v, got %v", c.name, c.want, got)
		}
	}
}

func TestWordsAreCompletedWhileTyped(t *testing.T) {
	b := newRescueBench()
	for _, c := range []struct{ typed, want, says string }{
		{"a", "a", ""},
		{"ab", "ab", "able"},
		{"ab ", "able ", ""},
		{"able ac ", "able acid ", ""},
		{"able gar", "able gar", "garden, garlic"},
		{"able gar ", "able gar ", ""}, // two words begin so
		{"able garl ", "able garlic ", ""},
		{"AB ", "able ", ""},
		{" ", "", ""},
		{"able acid garden garlic able ac ", "able acid garden garlic able acid", ""},
	} {
		if got := b.gate.Typing(c.typed); got != c.want {
			t.Errorf("%q: want %q, got %q", c.typed, c.want, got)
		}
		words, _ := b.view.last().Rescue.Says.Data["Words"].(string)
		if words != c.says {
			t.Errorf("%q: want %q offered, got %q", c.typed, c.says, words)
		}
	}
	b.gate.Typing("able xyz")
	if r := b.view.last().Rescue; r.Tone != present.Wrong || r.Says.Data["Word"] != 2 {
		t.Errorf("a word that is none: want it said at once with its place, got %+v", r.Says)
	}
	b.gate.Words()
	b.gate.Typing("ga")
	if words := b.view.last().Rescue.Says.Data["Words"]; words != nil {
		t.Errorf("hidden words: want none offered, got %v", words)
	}
}

func TestSharesAreCountedAndCheckedAtOnce(t *testing.T) {
	b := newRescueBench()
	b.gate.ShareLine("able acid")
	if s := b.view.last(); s.FieldSays.Empty() || s.Rescue.Line != 1 {
		t.Fatalf("two words: want the line refused, got %+v", s.Rescue)
	}
	b.gate.ShareLine(line)
	if r := b.view.last().Rescue; r.Line != 2 {
		t.Fatalf("want the second line, got %d", r.Line)
	}
	b.gate.LineBack()
	if r := b.view.last().Rescue; r.Line != 1 {
		t.Fatalf("back: want the first line again, got %d", r.Line)
	}
	b.share(line)
	if r := b.view.last().Rescue; r.Have != 1 || r.Share != 2 || r.Needs != 2 || r.Line != 1 {
		t.Fatalf("want 1 of 2 shares, got %+v", r)
	}
	b.share(line)
	if s := b.view.last(); s.FieldSays.Empty() || s.Rescue.Have != 1 {
		t.Errorf("the same one twice: want it refused, got %+v", s.Rescue)
	}
	b.share("zebra acid garden garlic able acid")
	if s := b.view.last(); s.FieldSays.Empty() || s.Rescue.Have != 1 {
		t.Errorf("of another set: want it refused, got %+v", s.Rescue)
	}
	b.share("garden acid garden garlic able acid")
	if s := b.view.last(); s.Step != present.GateRescuer || s.Rescue.Have != 2 {
		t.Errorf("want to ask who recovers, got step %d", s.Step)
	}
	for _, s := range b.view.snaps {
		if text := fmt.Sprint(s); strings.Contains(text, line) {
			t.Fatal("a line of a share stands in a snapshot")
		}
	}
}

func (b *gateBench) toRescuer() {
	b.share(line)
	b.share("garden acid garden garlic able acid")
}

func TestRecoveryLetsAPersonIn(t *testing.T) {
	b := newRescueBench()
	b.toRescuer()
	b.gate.Rescuer(rescuer, "another one altogether")
	if s := b.view.last(); s.Field != present.AgainField {
		t.Fatalf("two passwords: want it said, got %+v", s.Field)
	}
	b.gate.Rescuer(rescuer, rescuer.Password)
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateRescueEnrol || len(s.QR) == 0 || s.Busy {
		t.Fatalf("want the authenticator, got step %d", s.Step)
	}
	b.house.err = chart.E(chart.NotAllowed, "confirm", nil)
	b.gate.ConfirmRescue("000000")
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateRescueEnrol || s.Problem == nil {
		t.Fatalf("a wrong code: want to stay, got step %d", s.Step)
	}
	b.gate.ConfirmRescue("123 456")
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateCodes || !s.Rescue.Done || len(b.in) != 0 {
		t.Fatalf("want the recovery codes before anybody is in, got step %d", s.Step)
	}
	b.gate.CodesKept()
	b.run.drain()
	if len(b.in) != 1 {
		t.Errorf("want one person in, got %d", len(b.in))
	}
	if !slices.Contains(b.house.calls, "recover 2 grace") || !slices.Contains(b.house.calls, "confirm recovery 123456") {
		t.Errorf("calls: %v", b.house.calls)
	}
}

func TestRecoveryThatIsRefusedGoesBackToWhereItHelps(t *testing.T) {
	b := newRescueBench()
	b.toRescuer()
	b.house.err = chart.E(chart.BadInput, "recover", &mistake{what: "not_the_card_that_was_printed", card: 2})
	b.gate.Rescuer(rescuer, rescuer.Password)
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateShares || s.FieldSays.Empty() || s.Rescue.Have != 0 || s.Busy {
		t.Fatalf("shares that do not open it: want them typed anew, got %+v", s)
	}
	b.toRescuer()
	b.gate.Rescuer(rescuer, rescuer.Password)
	b.run.drain()
	b.house.err = chart.E(chart.BadInput, "confirm", nil)
	b.gate.ConfirmRescue("123456")
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateRescuer || s.Field != present.LoginField || s.FieldSays.Empty() || s.Busy {
		t.Fatalf("a login that is taken: want another one asked for, got %+v", s)
	}
	b.gate.Rescuer(rescuer, rescuer.Password)
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateRescueEnrol {
		t.Errorf("want to go on without typing the shares again, got step %d", s.Step)
	}
}

func TestNothingOfARecoveryStays(t *testing.T) {
	leave := map[string]func(b *gateBench){
		"escape": func(b *gateBench) { b.gate.LeaveRescue() },
		"lock":   func(b *gateBench) { b.gate.Lock() },
		"nobody": func(b *gateBench) { b.clock.advance(6*time.Minute, b.run) },
	}
	for name, do := range leave {
		for at, to := range map[string]func(b *gateBench){
			"a share": func(b *gateBench) { b.share(line) },
			"who":     func(b *gateBench) { b.toRescuer() },
			"the authenticator": func(b *gateBench) {
				b.toRescuer()
				b.gate.Rescuer(rescuer, rescuer.Password)
				b.run.drain()
			},
		} {
			b := newRescueBench()
			to(b)
			do(b)
			b.run.drain()
			if s := b.view.last(); s.Step != present.GateSignIn || s.Rescue.Have != 0 || s.Enrolment.Secret != "" {
				t.Errorf("%s at %s: want the sign-in and nothing else, got %+v", name, at, s)
			}
			if !slices.Contains(b.house.calls, "drop recovery") {
				t.Errorf("%s at %s: want what was opened dropped", name, at)
			}
		}
	}
	b := newRescueBench()
	b.toRescuer()
	b.gate.Rescuer(rescuer, rescuer.Password)
	b.gate.LeaveRescue() // while the shares are being opened
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateSignIn || b.house.calls[len(b.house.calls)-1] != "gate" && !slices.Contains(b.house.calls[3:], "drop recovery") {
		t.Errorf("left while it opened: want the sign-in, got %+v, %v", s, b.house.calls)
	}
}

// A lock that comes while somebody is let in is stronger.
func TestASignInThatEndsAfterTheLockOpensNothing(t *testing.T) {
	for name, begin := range map[string]func(b *gateBench){
		"sign-in": func(b *gateBench) { b.gate.SignIn("ana", "right", "123456") },
		"unlock": func(b *gateBench) {
			b.gate.Locked(chart.Person{ID: "p1"}, nil)
			b.gate.Unlock("right")
		},
		"recovery": func(b *gateBench) {
			b.gate.Rescue()
			b.toRescuer()
			b.gate.Rescuer(rescuer, rescuer.Password)
			b.run.drain()
			b.gate.ConfirmRescue("123456")
		},
	} {
		b := newGateBench(present.GateStatus{Shares: 2})
		b.house.codes = []string{"AAAA-BBBB"}
		begin(b)
		b.gate.Lock()
		b.run.drain()
		if len(b.in) != 0 {
			t.Errorf("%s: want nobody in, got %d", name, len(b.in))
		}
		if s := b.view.last(); s.Step != present.GateSignIn || s.Busy || len(s.Codes) > 0 {
			t.Errorf("%s: want the sign-in, got %+v", name, s)
		}
		if n := len(slices.DeleteFunc(slices.Clone(b.house.calls), func(c string) bool { return c != "sign out" })); n < 1 {
			t.Errorf("%s: want the session ended, got %v", name, b.house.calls)
		}
		b.gate.SignIn("ana", "right", "123456")
		b.run.drain()
		b.gate.CodesKept()
		b.run.drain()
		if len(b.in) != 1 {
			t.Errorf("%s: want the next sign-in to work, got %d", name, len(b.in))
		}
	}
	b := newGateBench(present.GateStatus{})
	b.house.codes = []string{"AAAA-BBBB"}
	b.gate.SignIn("ana", "right", "123456")
	b.run.drain()
	b.gate.Lock() // while the codes are shown
	b.run.drain()
	b.clock.advance(time.Hour, b.run)
	if s := b.view.last(); s.Step != present.GateLocked || len(b.in) != 0 || len(s.Codes) > 0 {
		t.Errorf("locked at the codes: want the lock, got %+v", s)
	}
}
