//go:build keyring

package vault_test

import (
	"bytes"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// TestOSKeyring runs against a real Secret Service (Debian packages gnome-keyring and dbus), in a session of its own:
//
//	export GOCACHE=$(go env GOCACHE) GOMODCACHE=$(go env GOMODCACHE) GOPATH=$(go env GOPATH)
//	export HOME=$(mktemp -d) XDG_RUNTIME_DIR=$(mktemp -d); chmod 700 "$XDG_RUNTIME_DIR"
//	export XDG_DATA_HOME=$HOME/.local/share; mkdir -p "$XDG_DATA_HOME/keyrings"
//	dbus-run-session -- bash -c 'printf %s ci-pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "$@"' _ \
//		go test -tags keyring -run OSKeyring ./storage/vault
func TestOSKeyring(t *testing.T) {
	ctx := t.Context()
	k := vault.OSKeyring{Timeout: 10 * time.Second}
	account := "test-" + sqlitedb.NewID()
	if _, err := k.Get(ctx, account); chart.KindOf(err) != chart.NotFound {
		t.Fatalf("unknown account: want %s, got %v", chart.NotFound, err)
	}
	secret := bytes.Repeat([]byte{0, 0xff, 7, 10}, 8)
	if err := k.Set(ctx, account, secret); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Get(ctx, account); err != nil || !bytes.Equal(got, secret) {
		t.Errorf("want the secret back, got %d bytes, %v", len(got), err)
	}
	if err := k.Delete(ctx, account); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Get(ctx, account); chart.KindOf(err) != chart.NotFound {
		t.Errorf("after deleting: want %s, got %v", chart.NotFound, err)
	}
}

// TestWorkspaceOnOSKeyring sets a workspace up and signs in again after a restart.
func TestWorkspaceOnOSKeyring(t *testing.T) {
	h := newHouse(t)
	k := vault.OSKeyring{Timeout: 10 * time.Second}
	clock := func() time.Time { return h.now }
	h.v = vault.New(h.db, h.log, vault.Options{Keyring: k, Now: clock, Iterations: 1000})
	s := h.setUp()
	d, err := h.v.Device(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = k.Delete(t.Context(), d.Workspace) })
	sealed := h.sealed(s, "doc1", chart.Working, "text")
	s.Close()
	h.v.Close()
	h.log = audit.New(h.db, clock)
	h.v = vault.New(h.db, h.log, vault.Options{Keyring: k, Now: clock, Iterations: 1000})
	s = h.signIn("ada", password)
	if got, err := h.opened(s, "doc1", chart.Working, cell, sealed); err != nil || got != "text" {
		t.Errorf("want %q, got %q, %v", "text", got, err)
	}
}
