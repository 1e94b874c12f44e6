package vault_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
)

func TestWrongTriesAreShownToThePerson(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.setUp().Close()
	h.signIn("ada", password).Close()
	came := h.now
	for range 3 {
		_, err := h.v.SignIn(ctx, "ada", "wrong wrong wrong", "000000")
		h.wantKind("wrong", err, chart.NotAllowed)
	}
	_, err := h.v.SignIn(ctx, "nobody", "wrong wrong wrong", "000000")
	h.wantKind("unknown", err, chart.NotAllowed)
	at := h.now
	h.reopen()
	w := h.signIn("ada", password).Welcome()
	if w.Missed != 3 || w.Strangers != 1 || !w.MissedAt.Equal(at) || !w.Before.Equal(came) {
		t.Errorf("want 3 tries at %v, 1 at an unknown login, here before at %v, got %+v", at, came, w)
	}
	if w := h.signIn("ada", password).Welcome(); w.Missed != 0 || w.Strangers != 0 {
		t.Errorf("told once: want none, got %+v", w)
	}
}

func TestBackoffHoldsAgainstRestartAndClock(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.setUp().Close()
	for range 9 {
		_, err := h.v.SignIn(ctx, "ada", "wrong wrong wrong", "000000")
		var b *vault.Backoff
		if errors.As(err, &b) {
			h.now = b.Until
		}
	}
	start := h.now
	for _, back := range []time.Duration{time.Minute, 365 * 24 * time.Hour, 20 * 365 * 24 * time.Hour} {
		h.now = h.now.Add(-back)
		for range 2 {
			h.reopen()
			_, err := h.v.SignIn(ctx, "ada", password, code(t, h.totp["ada"], h.now))
			var b *vault.Backoff
			if !errors.As(err, &b) || b.Until.Sub(h.now) > 15*time.Minute {
				t.Fatalf("%v back: want a wait, and no endless one, got %v", back, err)
			}
			h.now = h.now.Add(time.Second)
		}
	}
	h.now = start.Add(16 * time.Minute)
	h.signIn("ada", password).Close()
}

// The steady clock of the program goes on though the computer's clock is set forward.
func TestSettingTheClockForwardEndsNoWait(t *testing.T) {
	h := newHouse(t)
	start := time.Now()
	h.now = start // with the steady clock's reading
	h.setUp().Close()
	h.now = start
	for range 6 {
		_, _ = h.v.SignIn(t.Context(), "ada", "wrong wrong wrong", "000000")
	}
	h.now = time.Now() // the steady clock has hardly moved
	_, err := h.v.SignIn(t.Context(), "ada", password, "000000")
	if !errors.As(err, new(*vault.Backoff)) {
		t.Fatalf("want a wait, got %v", err)
	}
}

func TestGuessingOverManyLoginsStopsTheComputer(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	ada := h.setUp()
	h.add(ada, "cod", chart.Coder).Close()
	ada.Close()
	var b *vault.Backoff
	tries := 0
	for i := range 40 {
		_, err := h.v.SignIn(ctx, fmt.Sprint("somebody", i), "wrong wrong wrong", "000000")
		if errors.As(err, &b) {
			break
		}
		tries++
	}
	if tries != 20 || !b.Machine || b.Until.Sub(h.now) != 5*time.Second {
		t.Fatalf("want the computer to wait 5 s after 20 wrong tries, got %d and %+v", tries, b)
	}
	h.reopen()
	_, err := h.v.SignIn(ctx, "ada", password, "000000")
	if !errors.As(err, &b) || !b.Machine {
		t.Errorf("after a restart: want everybody to wait, got %v", err)
	}
	if n := h.trail(chart.ActGuard); n != 1 {
		t.Errorf("want one alarm, got %d", n)
	}
	h.signIn("ada", password).Close() // a right sign-in does not make an insider's guesses free
	_, err = h.v.SignIn(ctx, "cod", "wrong wrong wrong", "000000")
	h.wantKind("wrong", err, chart.NotAllowed)
	if _, err := h.v.SignIn(ctx, "cod", "wrong wrong wrong", "000000"); !errors.As(err, &b) || b.Until.Sub(h.now) < 10*time.Second {
		t.Errorf("want the wait to grow, got %v", err)
	}
	h.now = h.now.Add(24 * time.Hour)
	_, _ = h.v.SignIn(ctx, "cod", "wrong wrong wrong", "000000")
	if _, err := h.v.SignIn(ctx, "cod", "wrong wrong wrong", "000000"); errors.As(err, &b) && b.Machine {
		t.Errorf("a day later: want it forgotten, got %v", err)
	}
}

func TestWaitingDoesNotTellWhichLoginsThereAre(t *testing.T) {
	h := newHouse(t)
	h.setUp().Close()
	waits := map[string]int{}
	for range 7 {
		for _, login := range []string{"ada", "nobody"} {
			var b *vault.Backoff
			if _, err := h.v.SignIn(t.Context(), login, "wrong wrong wrong", "000000"); errors.As(err, &b) && !b.Machine {
				waits[login]++
			}
		}
	}
	if waits["ada"] != 2 || waits["nobody"] != 2 {
		t.Errorf("want both to wait alike, got %v", waits)
	}
}
