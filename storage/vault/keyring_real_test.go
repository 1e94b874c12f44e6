//go:build keyring

package vault_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/vault"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"
)

// realHouse is a workspace on the Secret Service that packaging/with-keyring starts.
func realHouse(t *testing.T) (h *house, k vault.OSKeyring, account string, restart func()) {
	h = newHouse(t)
	k = vault.OSKeyring{Timeout: 3 * time.Second}
	clock := func() time.Time { return h.now }
	restart = func() {
		h.v.Close()
		h.log = audit.New(h.db, clock)
		h.v = vault.New(h.db, h.log, vault.Options{Keyring: k, Now: clock, Iterations: 1000})
	}
	restart()
	h.setUp().Close()
	d, err := h.v.Device(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h, k, d.Workspace, restart
}

// entries counts what the keyring has for the workspace.
func entries(t *testing.T, k vault.OSKeyring, accounts ...string) (n int) {
	t.Helper()
	for _, a := range accounts {
		_, err := k.Get(t.Context(), a)
		if err == nil {
			n++
		} else if chart.KindOf(err) != chart.NotFound {
			t.Fatal(err)
		}
	}
	return n
}

// secretService calls a method of the Secret Service on its login collection.
func secretService(t *testing.T, method string) {
	t.Helper()
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = bus.Close() }()
	service := bus.Object("org.freedesktop.secrets", "/org/freedesktop/secrets")
	var collection dbus.ObjectPath
	if err := service.Call("org.freedesktop.Secret.Service.ReadAlias", 0, "default").Store(&collection); err != nil {
		t.Fatal(err)
	}
	if err := service.Call("org.freedesktop.Secret.Service."+method, 0, []dbus.ObjectPath{collection}).Err; err != nil {
		t.Fatal(err)
	}
}

// TestRealKeyringRenewal takes a workspace through the renewal of its machine secret and a shredding on the real keyring.
func TestRealKeyringRenewal(t *testing.T) {
	h, k, account, restart := realHouse(t)
	ada := h.signIn("ada", password)
	gone, stays := h.sealed(ada, "gone", chart.Working, "gone"), h.sealed(ada, "stays", chart.Working, "stays")
	before, err := k.Get(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.v.RotateMachine(t.Context(), ada, vault.Scheduled); err != nil {
		t.Fatal(err)
	}
	if after, err := k.Get(t.Context(), account); err != nil || string(after) == string(before) {
		t.Errorf("want another secret in the keyring, got the same or %v", err)
	}
	if n := entries(t, k, account+".next"); n != 0 {
		t.Error("want nothing left beside the new secret")
	}
	out, err := h.v.ShredKeys(t.Context(), ada, []vault.OwnerKeys{{Owner: "gone"}}, nil)
	if err != nil || !out.Complete {
		t.Fatalf("want it shredded, got %+v, %v", out, err)
	}
	ada.Close()
	restart()
	ada = h.signIn("ada", password)
	h.wantOpen("after a restart", ada, "stays", chart.Working, stays, "stays")
	_, err = h.opened(ada, "gone", chart.Working, cell, gone)
	h.wantKind("the shredded one", err, chart.NotFound)
}

// TestRealKeyringTroubles: locked, wrong and empty each say so in their own way, and none of them makes a new secret.
func TestRealKeyringTroubles(t *testing.T) {
	h, k, account, restart := realHouse(t)
	secret, err := k.Get(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]chart.ErrKind{}
	load := func(name string, want chart.ErrKind) {
		t.Helper()
		restart()
		err := h.v.Load(t.Context())
		h.wantKind(name, err, want)
		said[err.Error()] = want
	}
	if err := k.Set(t.Context(), account, []byte(strings.Repeat("x", 32))); err != nil {
		t.Fatal(err)
	}
	load("another's secret", chart.KeyringWrong)
	if got, err := k.Get(t.Context(), account); err != nil || string(got) != strings.Repeat("x", 32) {
		t.Errorf("want it left as it was, got %v", err)
	}
	if err := keyring.Set("chartproof", account, "not base64 !"); err != nil {
		t.Fatal(err)
	}
	load("an entry that is not ours", chart.KeyringWrong)
	if err := k.Delete(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	load("no entry", chart.KeyringWrong)
	if n := entries(t, k, account); n != 0 {
		t.Error("want no new secret made")
	}
	if err := k.Set(t.Context(), account, secret); err != nil {
		t.Fatal(err)
	}
	if _, err := h.v.Begin(t.Context(), "Another", vault.NewPerson{Login: "b", DisplayName: "b", Password: password}); chart.KindOf(err) != chart.Conflict {
		t.Errorf("set-up of a workspace that exists: want %s, got %v", chart.Conflict, err)
	}
	secretService(t, "Lock")
	began := time.Now()
	load("locked", chart.KeyringLocked)
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("a locked keyring: want an answer within the time limit, took %s", took)
	}
	if len(said) < 4 {
		t.Errorf("want each to say it in its own words, got %v", said)
	}
	var trouble *chart.Error
	if err := h.v.Load(t.Context()); !errors.As(err, &trouble) {
		t.Errorf("want a kind, got %v", err)
	}
}
