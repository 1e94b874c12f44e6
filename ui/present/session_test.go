package present_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"github.com/google/go-cmp/cmp"
)

type sessionView struct {
	calls *[]string
	snaps []present.SessionSnapshot
	err   error
}

func (v *sessionView) Render(s present.SessionSnapshot) { v.snaps = append(v.snaps, s) }
func (v *sessionView) Blank()                           { *v.calls = append(*v.calls, "blank") }
func (v *sessionView) Locked(p chart.Person, err error) {
	*v.calls = append(*v.calls, "locked for "+p.DisplayName)
	v.err = err
}
func (v *sessionView) last() present.SessionSnapshot { return v.snaps[len(v.snaps)-1] }

type sessionBench struct {
	house   *deskHouse
	run     *serialRun
	clock   *handClock
	view    *sessionView
	session *present.SessionPresenter
	sealErr error
}

func newSessionBench() *sessionBench {
	b := &sessionBench{house: &deskHouse{}, run: newRun(), clock: newClock()}
	b.view = &sessionView{calls: &b.house.calls}
	b.session = present.NewSession(b.house, b.run, b.clock, b.view, func() present.Sealer {
		b.house.calls = append(b.house.calls, "take typed")
		return func(context.Context) error {
			b.house.calls = append(b.house.calls, "seal")
			return b.sealErr
		}
	})
	b.session.Enter(chart.Person{ID: "p1", DisplayName: "Ana"})
	b.run.drain()
	return b
}

func TestLockBlanksThenSealsThenDropsKeys(t *testing.T) {
	b := newSessionBench()
	b.session.Lock()
	if diff := cmp.Diff([]string{"take typed", "blank"}, b.house.calls); diff != "" {
		t.Errorf("before anything slow (-want +got):\n%s", diff)
	}
	b.session.Lock() // a second press while locking
	b.run.drain()
	want := []string{"take typed", "blank", "seal", "lock", "locked for Ana"}
	if diff := cmp.Diff(want, b.house.calls); diff != "" {
		t.Errorf("whole lock (-want +got):\n%s", diff)
	}
	if got := b.session.Person(); got.ID != "" {
		t.Errorf("want nobody in, got %s", got.ID)
	}
}

func TestKeysGoEvenWhereSealingFails(t *testing.T) {
	b := newSessionBench()
	b.sealErr = errors.New("disk full")
	b.session.Lock()
	b.run.drain()
	want := []string{"take typed", "blank", "seal", "lock", "locked for Ana"}
	if diff := cmp.Diff(want, b.house.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	if b.view.err == nil {
		t.Error("the lock screen is not told that sealing failed")
	}
}

func TestIdleLocks(t *testing.T) {
	b := newSessionBench()
	if got := b.view.last().Left; got.Key != "locks in {{.N}} min" || got.Number() != 5 {
		t.Errorf("at first: want 5 min, got %+v", got)
	}
	b.clock.advance(90*time.Second, b.run)
	if got := b.view.last().Left.Number(); got != 4 {
		t.Errorf("after 90 s: want 4 min left, got %d", got)
	}
	b.session.Touch()
	if got := b.view.last().Left.Number(); got != 5 {
		t.Errorf("after a key: want 5 min left, got %d", got)
	}
	b.clock.advance(4*time.Minute+29*time.Second, b.run)
	if s := b.view.last(); s.Warn || s.Left.Key != "locks in {{.N}} s" || s.Left.Number() != 31 {
		t.Errorf("31 s before: want no warning yet, got %+v", s)
	}
	b.clock.advance(time.Second, b.run)
	if s := b.view.last(); !s.Warn || s.Left.Number() != 30 {
		t.Errorf("30 s before: want a warning, got %+v", s)
	}
	b.clock.advance(30*time.Second, b.run)
	want := []string{"take typed", "blank", "seal", "lock", "locked for Ana"}
	if diff := cmp.Diff(want, b.house.calls); diff != "" {
		t.Errorf("at the end (-want +got):\n%s", diff)
	}
	b.clock.advance(time.Hour, b.run)
	if len(b.house.calls) != len(want) {
		t.Errorf("locked: want no further call, got %v", b.house.calls[len(want):])
	}
}

// A computer that slept wakes with its timers late: the first key must lock, not start the time anew.
func TestTouchAfterSleepLocks(t *testing.T) {
	b := newSessionBench()
	b.clock.now = b.clock.now.Add(8 * time.Hour)
	b.session.Touch()
	b.run.drain()
	if got := b.session.Person().ID; got != "" {
		t.Errorf("want nobody in, got %s", got)
	}
}

func TestIdleNeverExceedsThePolicy(t *testing.T) {
	for _, c := range []struct {
		ask  time.Duration
		want int
	}{{time.Hour, 15}, {0, 5}, {-1, 5}, {time.Second, 1}, {10 * time.Minute, 10}} {
		b := newSessionBench()
		b.session.SetIdle(c.ask)
		got := b.view.last().Left
		minutes := got.Number()
		if got.Key == "locks in {{.N}} s" {
			minutes /= 60
		}
		if minutes != c.want {
			t.Errorf("idle %v: want %d min, got %d", c.ask, c.want, minutes)
		}
	}
}
