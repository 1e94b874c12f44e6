package vault_test

import (
	"bytes"
	"context"
	"crypto/fips140"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"

	"github.com/pquerna/otp/totp"
)

const password = "correct horse battery"

// memKeyring is a keyring that can be made to fail.
type memKeyring struct {
	mu      sync.Mutex
	secrets map[string][]byte
	err     error // of every Get
	keeps   bool  // Delete does nothing
	calls   int   // left before every call fails; 0: none does
	sets    int
}

func (*memKeyring) Kind() string { return "os" }

func (k *memKeyring) Get(_ context.Context, account string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err != nil {
		return nil, k.err
	}
	if k.out() {
		return nil, errOut
	}
	b, ok := k.secrets[account]
	if !ok {
		return nil, chart.E(chart.NotFound, "memory keyring", nil)
	}
	return bytes.Clone(b), nil
}

func (k *memKeyring) Set(_ context.Context, account string, secret []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.out() {
		return errOut
	}
	k.sets++
	k.secrets[account] = bytes.Clone(secret)
	return nil
}

func (k *memKeyring) Delete(_ context.Context, account string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.out() {
		return errOut
	}
	if !k.keeps {
		delete(k.secrets, account)
	}
	return nil
}

// failFrom makes the nth call from now and all after it fail; 0 makes it work again.
func (k *memKeyring) failFrom(n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.calls = n
}

func (k *memKeyring) out() bool {
	if k.calls > 1 {
		k.calls--
		return false
	}
	return k.calls == 1
}

// zones lists them all.
var zones = []chart.Zone{chart.Originals, chart.Working, chart.RedactedZ, chart.Structured, chart.Tokens, chart.AuditZone}

type house struct {
	t       testing.TB
	dir     string
	keyring *memKeyring
	now     time.Time
	db      *sqlitedb.DB
	log     *audit.Log
	v       *vault.Vault
	totp    map[string]string // by login
}

func newHouse(t testing.TB) *house {
	h := &house{t: t, dir: t.TempDir(), keyring: &memKeyring{secrets: map[string][]byte{}},
		now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), totp: map[string]string{}}
	h.open()
	t.Cleanup(func() { _ = h.db.Close() })
	return h
}

func (h *house) open() {
	h.t.Helper()
	db, err := sqlitedb.Open(h.t.Context(), h.dir)
	if err != nil {
		h.t.Fatal(err)
	}
	clock := func() time.Time { return h.now }
	h.db, h.log = db, audit.New(db, clock)
	h.v = h.vaultOn(db)
}

func (h *house) vaultOn(db *sqlitedb.DB) *vault.Vault {
	return vault.New(db, h.log, vault.Options{Keyring: h.keyring, Now: func() time.Time { return h.now }, Iterations: 1000})
}

// reopen is what a restart of the program does.
func (h *house) reopen() {
	h.t.Helper()
	h.v.Close()
	if err := h.db.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.open()
}

// code is what the person's authenticator shows; the clock goes on first, because a code works once.
func (h *house) code(login string) string {
	h.t.Helper()
	h.now = h.now.Add(31 * time.Second)
	return code(h.t, h.totp[login], h.now)
}

func code(t testing.TB, secret string, at time.Time) (c string) {
	t.Helper()
	var err error
	fips140.WithoutEnforcement(func() { c, err = totp.GenerateCode(secret, at) })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (h *house) confirm(login string, p *vault.Pending, err error) *vault.Session {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	h.totp[login] = p.Secret
	s, err := p.Confirm(h.t.Context(), h.code(login))
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func (h *house) setUp() *vault.Session {
	h.t.Helper()
	p, err := h.v.Begin(h.t.Context(), "Oak Street Clinic", vault.NewPerson{Login: "Ada", DisplayName: "Ada L.", Password: password})
	return h.confirm("ada", p, err)
}

func (h *house) add(by *vault.Session, login string, roles ...chart.Role) *vault.Session {
	h.t.Helper()
	p, err := h.v.AddPerson(h.t.Context(), by, vault.NewPerson{Login: login, DisplayName: login, Password: password + login, Roles: roles})
	return h.confirm(login, p, err)
}

func (h *house) signIn(login, pass string) *vault.Session {
	h.t.Helper()
	s, err := h.v.SignIn(h.t.Context(), login, pass, h.code(strings.ToLower(strings.TrimSpace(login))))
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// signInAt signs in with the clock as it stands, which may have been put back.
func (h *house) signInAt(login, pass string) *vault.Session {
	h.t.Helper()
	if err := h.v.ForgetSteps(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
	return h.signIn(login, pass)
}

func (h *house) wantKind(what string, err error, want chart.ErrKind) {
	h.t.Helper()
	if got := chart.KindOf(err); got != want {
		h.t.Errorf("%s: want %q, got %q (%v)", what, want, got, err)
	}
}

func (h *house) write(fn func(tx *sqlitedb.Tx) error) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) trail(a chart.Action) (n int) {
	h.t.Helper()
	all, err := h.log.Entries(h.t.Context(), audit.Filter{})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, e := range all {
		if e.Action == a {
			n++
		}
	}
	return n
}

// sealed puts a value into a zone for an owner.
func (h *house) sealed(s *vault.Session, owner string, z chart.Zone, text string) []byte {
	h.t.Helper()
	var out []byte
	h.write(func(tx *sqlitedb.Tx) error {
		k, err := s.OpenOrNewKey(tx, owner, z)
		if err != nil {
			return err
		}
		out, err = k.Seal(vault.Cell{Table: "t", Column: "c", Row: "r"}, []byte(text))
		return err
	})
	return out
}

func (h *house) opened(s *vault.Session, owner string, z chart.Zone, c vault.Cell, sealed []byte) (text string, err error) {
	err = h.db.Read(h.t.Context(), func(tx *sqlitedb.Tx) error {
		k, err := s.Key(tx, owner, z)
		if err != nil {
			return err
		}
		b, err := k.Open(c, sealed)
		text = string(b)
		return err
	})
	return text, err
}

var errNone = errors.New("none")
