//go:build linux && !keyring

package vault_test

import (
	"path/filepath"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
)

// TestNoSecretService: where no bus answers, the keyring is absent; that is never taken for "there is no secret".
func TestNoSecretService(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "nobody-listens"))
	k := vault.OSKeyring{}
	_, err := k.Get(t.Context(), "a")
	if chart.KindOf(err) != chart.KeyringAbsent {
		t.Errorf("get: want %s, got %v", chart.KeyringAbsent, err)
	}
	if err := k.Set(t.Context(), "a", []byte("x")); chart.KindOf(err) != chart.KeyringAbsent {
		t.Errorf("set: want %s, got %v", chart.KeyringAbsent, err)
	}
}
