package vault_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/vault"
)

var cell = vault.Cell{Table: "t", Column: "c", Row: "r"}

func TestSetUpAndSignIn(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.wantKind("load before set-up", h.v.Load(ctx), chart.NotFound)
	s := h.setUp()
	if got := s.Person(); got.Login != "ada" || got.DisplayName != "Ada L." || !got.Has(chart.HIMReviewer) {
		t.Errorf("want ada, a reviewer, got %+v", got)
	}
	sealed := h.sealed(s, "doc1", chart.Working, "text")
	s.Close()
	h.reopen()
	s = h.signIn(" ADA ", password)
	if got, err := h.opened(s, "doc1", chart.Working, cell, sealed); err != nil || got != "text" {
		t.Errorf("after a restart: want %q, got %q, %v", "text", got, err)
	}
	if name, err := h.v.Practice(ctx); name != "Oak Street Clinic" || err != nil {
		t.Errorf("want the practice's name, got %q, %v", name, err)
	}
	_, err := h.v.Begin(ctx, "Another", vault.NewPerson{Login: "b", DisplayName: "b", Password: password})
	h.wantKind("second set-up", err, chart.Conflict)
	if r, err := h.log.Verify(ctx, audit.Keys{}); err != nil || !r.OK {
		t.Errorf("want the trail to hold, got %+v, %v", r, err)
	}
	if h.trail(chart.ActSetup) != 1 || h.trail(chart.ActSignIn) != 1 {
		t.Errorf("want one set-up and one sign-in in the trail, got %d, %d", h.trail(chart.ActSetup), h.trail(chart.ActSignIn))
	}
}

func TestSetUpRefuses(t *testing.T) {
	good := vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password}
	tests := []struct {
		name     string
		practice string
		change   func(*vault.NewPerson)
	}{
		{"no practice", " ", func(*vault.NewPerson) {}},
		{"no login", "P", func(p *vault.NewPerson) { p.Login = " " }},
		{"login with a colon", "P", func(p *vault.NewPerson) { p.Login = "a:b" }},
		{"no name", "P", func(p *vault.NewPerson) { p.DisplayName = "" }},
		{"thirteen characters", "P", func(p *vault.NewPerson) { p.Password = "1234567890123" }},
		{"thirteen wide characters", "P", func(p *vault.NewPerson) { p.Password = strings.Repeat("ü", 13) }},
		{"endless password", "P", func(p *vault.NewPerson) { p.Password = strings.Repeat("x", 5000) }},
		{"unknown role", "P", func(p *vault.NewPerson) { p.Roles = []chart.Role{"king"} }},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t)
			p := good
			tc.change(&p)
			_, err := h.v.Begin(t.Context(), tc.practice, p)
			h.wantKind("begin", err, chart.BadInput)
		})
	}
}

func TestSetUpTellsOfAnAbsentKeyringAtOnce(t *testing.T) {
	h := newHouse(t)
	h.keyring.err = chart.E(chart.KeyringAbsent, "x", nil)
	_, err := h.v.Begin(t.Context(), "P", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	h.wantKind("begin", err, chart.KeyringAbsent)
}

func TestBlockFromAWrongClock(t *testing.T) {
	h := newHouse(t)
	h.setUp().Close()
	h.now = h.now.AddDate(20, 0, 0) // the battery is empty
	for range 6 {
		_, err := h.v.SignIn(t.Context(), "ada", "wrong wrong wrong wrong", "000000")
		h.wantKind("wrong password", err, chart.NotAllowed)
	}
	h.now = h.now.AddDate(-20, 0, 0)
	_, err := h.v.SignIn(t.Context(), "ada", password, h.code("ada"))
	var b *vault.Backoff
	if !errors.As(err, &b) || b.Until.Sub(h.now) > 15*time.Minute {
		t.Fatalf("want the wait once more, not for twenty years, got %v", err)
	}
	h.now = b.Until
	h.signIn("ada", password)
}

func TestNothingStoredBeforeTheCode(t *testing.T) {
	h := newHouse(t)
	p, err := h.v.Begin(t.Context(), "P", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Confirm(t.Context(), "000000x")
	h.wantKind("wrong code", err, chart.NotAllowed)
	if ok, err := h.v.Exists(t.Context()); ok || err != nil || h.keyring.sets != 0 {
		t.Errorf("want nothing stored, got workspace %t, %v, %d secrets minted", ok, err, h.keyring.sets)
	}
	if !strings.HasPrefix(p.URI, "otpauth://totp/") || !strings.Contains(p.URI, p.Secret) {
		t.Errorf("want an otpauth URI with the secret")
	}
	if _, err := p.Confirm(t.Context(), code(t, p.Secret, h.now)); err != nil {
		t.Errorf("right code after a wrong one: %v", err)
	}
	if _, err := p.Confirm(t.Context(), code(t, p.Secret, h.now)); chart.KindOf(err) != chart.BadState {
		t.Errorf("confirmed twice: want %s, got %v", chart.BadState, err)
	}
}

func TestWrongSignIns(t *testing.T) {
	h := newHouse(t)
	h.setUp().Close()
	right := h.code("ada")
	tests := []struct{ name, login, password, code string }{
		{"wrong password", "ada", password + "!", right},
		{"wrong code", "ada", password, "123"},
		{"empty password", "ada", "", right},
		{"endless password", "ada", strings.Repeat("x", 1<<20), right},
		{"unknown login", "eve", password, right},
	}
	said := map[string]bool{}
	for _, tc := range tests {
		_, err := h.v.SignIn(t.Context(), tc.login, tc.password, tc.code)
		h.wantKind(tc.name, err, chart.NotAllowed)
		var e *chart.Error
		if errors.As(err, &e) && e.Err != nil {
			said[e.Err.Error()] = true
		}
	}
	if len(said) != 1 {
		t.Errorf("want one answer to every wrong combination, got %v", said)
	}
	if n := h.trail(chart.ActSignInFail); n != len(tests) {
		t.Errorf("want %d failures in the trail, got %d", len(tests), n)
	}
	if _, err := h.v.SignIn(t.Context(), "ada", password, right); err != nil {
		t.Errorf("right combination after four failures: %v", err)
	}
}

func TestCodeWorksOnce(t *testing.T) {
	h := newHouse(t)
	h.setUp().Close()
	c := h.code("ada")
	s, err := h.v.SignIn(t.Context(), "ada", password, c)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	_, err = h.v.SignIn(t.Context(), "ada", password, c)
	h.wantKind("same code again", err, chart.NotAllowed)
	h.reopen()
	_, err = h.v.SignIn(t.Context(), "ada", password, c)
	h.wantKind("same code after a restart", err, chart.NotAllowed)
	h.now = h.now.Add(20 * time.Second) // drift: the next code, 10 to 20 s early
	if _, err := h.v.SignIn(t.Context(), "ada", password, code(t, h.totp["ada"], h.now.Add(15*time.Second))); err != nil {
		t.Errorf("a code of the next step: %v", err)
	}
	_, err = h.v.SignIn(t.Context(), "ada", password, code(t, h.totp["ada"], h.now.Add(5*time.Minute)))
	h.wantKind("a code of a step far off", err, chart.NotAllowed)
}

func TestBackoff(t *testing.T) {
	h := newHouse(t)
	h.setUp().Close()
	fail := func() error {
		_, err := h.v.SignIn(t.Context(), "ada", "wrong wrong wrong wrong", "000000")
		return err
	}
	for i := range 5 {
		var b *vault.Backoff
		if err := fail(); errors.As(err, &b) {
			t.Fatalf("try %d: want no back-off yet, got %v", i+1, err)
		}
	}
	waits := []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second}
	for _, want := range waits {
		c := h.code("ada")
		h.now = h.now.Add(-31 * time.Second)
		_, err := h.v.SignIn(t.Context(), "ada", password, c)
		var b *vault.Backoff
		if !errors.As(err, &b) || chart.KindOf(err) != chart.NotAllowed {
			t.Fatalf("right password while blocked: want a back-off, got %v", err)
		}
		if got := b.Until.Sub(h.now).Round(time.Second); got != want {
			t.Errorf("want to wait %v, got %v", want, got)
		}
		h.now = b.Until
		h.reopen() // a restart does not help
		if err := fail(); chart.KindOf(err) != chart.NotAllowed {
			t.Fatal(err)
		}
	}
	h.now = h.now.Add(15 * time.Minute)
	h.signIn("ada", password).Close()
	if err := fail(); errors.As(err, new(*vault.Backoff)) {
		t.Errorf("after a right sign-in the count starts anew, got %v", err)
	}
}

func TestParallelGuessesAreCounted(t *testing.T) {
	h := newHouse(t)
	h.setUp().Close()
	var wg sync.WaitGroup
	var mu sync.Mutex
	blocked := 0
	for range 12 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, err := h.v.SignIn(t.Context(), "ada", "wrong wrong wrong wrong", "000000")
			mu.Lock()
			defer mu.Unlock()
			if errors.As(err, new(*vault.Backoff)) {
				blocked++
			}
		}()
	}
	wg.Wait()
	if blocked != 7 {
		t.Errorf("want 5 of 12 guesses tried and 7 blocked, got %d blocked", blocked)
	}
}

func TestLockAndUnlock(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	s := h.setUp()
	sealed := h.sealed(s, "doc1", chart.Working, "text")
	draft, err := s.SealForPerson(cell, []byte("half ty"))
	if err != nil {
		t.Fatal(err)
	}
	id := s.Person().ID
	_, err = h.v.Unlock(ctx, id, password)
	h.wantKind("unlock while nothing is locked", err, chart.NotAllowed)
	closed := 0
	s.OnClose(func() { closed++ })
	if err := h.v.Lock(ctx, s); err != nil {
		t.Fatal(err)
	}
	if closed != 1 {
		t.Errorf("want OnClose called once, got %d", closed)
	}
	_, err = h.opened(s, "doc1", chart.Working, cell, sealed)
	h.wantKind("key after the lock", err, chart.Locked)
	_, err = s.OpenForPerson(cell, draft)
	h.wantKind("draft after the lock", err, chart.Locked)
	_, err = s.Pen(ctx, password)
	h.wantKind("pen after the lock", err, chart.Locked)
	_, err = s.NewKey("doc2", chart.Working)
	h.wantKind("new key after the lock", err, chart.Locked)
	_, err = h.v.Unlock(ctx, "somebody", password)
	h.wantKind("unlock as somebody else", err, chart.NotAllowed)
	_, err = h.v.Unlock(ctx, id, "wrong wrong wrong")
	h.wantKind("unlock with a wrong password", err, chart.NotAllowed)
	s2, err := h.v.Unlock(ctx, id, password)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s2.OpenForPerson(cell, draft); err != nil || string(got) != "half ty" {
		t.Errorf("draft after unlocking: want %q, got %q, %v", "half ty", got, err)
	}
	if got, err := h.opened(s2, "doc1", chart.Working, cell, sealed); err != nil || got != "text" {
		t.Errorf("after unlocking: want %q, got %q, %v", "text", got, err)
	}
	if err := h.v.SignOut(ctx, s2); err != nil {
		t.Fatal(err)
	}
	_, err = h.v.Unlock(ctx, id, password)
	h.wantKind("unlock after signing out", err, chart.NotAllowed)
	h.reopen()
	_, err = h.v.Unlock(ctx, id, password)
	h.wantKind("unlock after a restart", err, chart.NotAllowed)
}

func TestFiveWrongUnlocksNeedASignIn(t *testing.T) {
	h := newHouse(t)
	s := h.setUp()
	if err := h.v.Lock(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		_, err := h.v.Unlock(t.Context(), s.Person().ID, "wrong wrong wrong")
		h.wantKind("wrong password", err, chart.NotAllowed)
	}
	h.now = h.now.Add(time.Hour)
	_, err := h.v.Unlock(t.Context(), s.Person().ID, password)
	h.wantKind("right password after five wrong ones", err, chart.NotAllowed)
	h.signIn("ada", password)
}

// TestRolesAndZones is the matrix of the design: who opens what, proved by opening.
// TestGrantsFollow: an administrator without zones adds a reviewer, whose grants come when somebody with the zones is in.
func TestKeyring(t *testing.T) {
	h := newHouse(t)
	h.setUp().Close()
	h.reopen()
	minted := h.keyring.sets
	good := h.keyring.secrets
	other := map[string][]byte{}
	for account := range good {
		other[account] = bytes.Repeat([]byte{7}, 32)
	}
	short := map[string][]byte{}
	for account := range good {
		short[account] = []byte("x")
	}
	tests := []struct {
		name    string
		secrets map[string][]byte
		err     error
		want    chart.ErrKind
	}{
		{"entry gone", map[string][]byte{}, nil, chart.KeyringWrong},
		{"another secret", other, nil, chart.KeyringWrong},
		{"not a secret", short, nil, chart.KeyringWrong},
		{"locked", good, chart.E(chart.KeyringLocked, "x", nil), chart.KeyringLocked},
		{"absent", good, chart.E(chart.KeyringAbsent, "x", nil), chart.KeyringAbsent},
		{"good again", good, nil, ""},
	}
	for _, tc := range tests {
		h.keyring.secrets, h.keyring.err = tc.secrets, tc.err
		h.wantKind(tc.name, h.v.Load(t.Context()), tc.want)
		if tc.want != "" {
			_, err := h.v.SignIn(t.Context(), "ada", password, "000000")
			h.wantKind(tc.name+": sign in", err, tc.want)
			_, err = h.v.Begin(t.Context(), "P", vault.NewPerson{Login: "b", DisplayName: "b", Password: password})
			h.wantKind(tc.name+": set up again", err, chart.Conflict)
		}
	}
	if h.keyring.sets != minted {
		t.Errorf("want no secret minted for a workspace that exists, got %d", h.keyring.sets-minted)
	}
	other2 := vault.New(h.db, audit.New(h.db, time.Now), vault.Options{Keyring: vault.FileKeyring{Path: "x", Passphrase: password}, Now: time.Now})
	h.wantKind("another kind of keyring", other2.Load(t.Context()), chart.KeyringWrong)
}

func TestSetUpTakesTheSecretBackWhereStoringFails(t *testing.T) {
	h := newHouse(t)
	p, err := h.v.Begin(t.Context(), "P", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	c := code(t, p.Secret, h.now)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Confirm(gone, c); err == nil {
		t.Fatal("want an error from a cancelled set-up")
	}
	if len(h.keyring.secrets) != 0 {
		t.Errorf("want no secret left in the keyring, got %d", len(h.keyring.secrets))
	}
	if _, err := p.Confirm(t.Context(), c); err != nil {
		t.Errorf("set-up again: %v", err)
	}
}
