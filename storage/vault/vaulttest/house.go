package vaulttest

import (
	"bytes"
	"context"
	"crypto/fips140"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Password is everybody's.
const Password = "a sentence as password"

// House is a workspace. Officer has set it up.
type House struct {
	testing.TB
	Dir     string
	Now     time.Time
	DB      *sqlitedb.DB
	Log     *audit.Log
	Vault   *vault.Vault
	Officer *vault.Session
}

// New makes a workspace on a Saturday morning.
func New(tb testing.TB) *House {
	tb.Helper()
	h := &House{TB: tb, Dir: tb.TempDir(), Now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	var err error
	h.DB, err = sqlitedb.Open(tb.Context(), h.Dir)
	h.Must(err)
	tb.Cleanup(func() { _ = h.DB.Close() })
	h.Log = audit.New(h.DB, h.Clock)
	h.Vault = vault.New(h.DB, h.Log, vault.Options{Keyring: keyring{}, Now: h.Clock, Iterations: 1000})
	p, err := h.Vault.Begin(tb.Context(), "Oak Street Clinic", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: Password})
	h.Officer = h.confirm(p, err)
	return h
}

// Clock gives Now.
func (h *House) Clock() time.Time { return h.Now }

// Add adds a person with roles and gives the person's session.
func (h *House) Add(login string, roles ...chart.Role) *vault.Session {
	h.Helper()
	p, err := h.Vault.AddPerson(h.Context(), h.Officer, vault.NewPerson{Login: login, DisplayName: login, Password: Password, Roles: roles})
	return h.confirm(p, err)
}

func (h *House) confirm(p *vault.Pending, err error) *vault.Session {
	h.Helper()
	h.Must(err)
	h.Now = h.Now.Add(31 * time.Second) // a code opens once
	var c string
	fips140.WithoutEnforcement(func() { c, err = totp.GenerateCode(p.Secret, h.Now) })
	h.Must(err)
	s, err := p.Confirm(h.Context(), c)
	h.Must(err)
	return s
}

// Must ends the test where there is an error.
func (h *House) Must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// Want holds an error to its kind; "" is none.
func (h *House) Want(what string, err error, kind chart.ErrKind) {
	h.Helper()
	if got := chart.KindOf(err); got != kind || kind == "" && err != nil {
		h.Errorf("%s: want %q, got %q (%v)", what, kind, got, err)
	}
}

// Exec changes the database by hand.
func (h *House) Exec(query string, args ...any) {
	h.Helper()
	h.Must(h.DB.Write(h.Context(), func(tx *sqlitedb.Tx) error { return tx.Exec(query, args...) }))
}

// Chart puts a bare document, and the import that it came with, under an id.
func (h *House) Chart(id chart.DocumentID) {
	h.Helper()
	h.Exec(`INSERT INTO import (id, state, content_mac, media_type, bytes, pages, sealed_source, person, imported, changed) VALUES (?, 'review', ?, 'application/pdf', 1, 1, x'00', 'p', 0, 0)`,
		"import of "+string(id), []byte(id))
	h.Exec(`INSERT INTO document (id, import, position, state, version, type, pages, fields, open, sealed, imported, changed) VALUES (?, ?, 1, 'review', 1, 'other', 1, 0, 0, x'00', 0, 0)`,
		string(id), "import of "+string(id))
}

// Trail gives the details of the entries of an action, the oldest first.
func (h *House) Trail(a chart.Action) (details []string) {
	h.Helper()
	all, err := h.Log.Entries(h.Context(), audit.Filter{Actions: []chart.Action{a}})
	h.Must(err)
	for _, e := range all {
		details = append(details, e.Detail)
	}
	return details
}

// keyring is one in memory, for one goroutine at a time.
type keyring map[string][]byte

func (keyring) Kind() string { return "memory" }

func (k keyring) Get(_ context.Context, account string) ([]byte, error) {
	if s, ok := k[account]; ok {
		return bytes.Clone(s), nil
	}
	return nil, chart.E(chart.NotFound, "read keyring", nil)
}

func (k keyring) Set(_ context.Context, account string, secret []byte) error {
	k[account] = bytes.Clone(secret)
	return nil
}

func (k keyring) Delete(_ context.Context, account string) error {
	delete(k, account)
	return nil
}
