package vault_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
)

func TestFileKeyring(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "sub", "machine.key")
	k := vault.FileKeyring{Path: path, Passphrase: "a long passphrase", Iterations: 1000}
	if _, err := k.Get(ctx, "a"); chart.KindOf(err) != chart.NotFound {
		t.Errorf("no file: want %s, got %v", chart.NotFound, err)
	}
	secret := bytes.Repeat([]byte{9}, 32)
	if err := k.Set(ctx, "a", secret); err != nil {
		t.Fatal(err)
	}
	if err := k.Set(ctx, "b", secret[:5]); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Get(ctx, "a"); err != nil || !bytes.Equal(got, secret) {
		t.Errorf("want the secret back, got %v", err)
	}
	data, err := os.ReadFile(path)
	if err != nil || bytes.Contains(data, secret[:8]) {
		t.Errorf("want the secret not in clear, got %v", err)
	}
	wrong := k
	wrong.Passphrase = "another passphrase"
	if _, err := wrong.Get(ctx, "a"); chart.KindOf(err) != chart.KeyringLocked {
		t.Errorf("wrong passphrase: want %s, got %v", chart.KeyringLocked, err)
	}
	if err := wrong.Set(ctx, "c", secret); chart.KindOf(err) != chart.KeyringLocked {
		t.Errorf("writing with a wrong passphrase: want %s, got %v", chart.KeyringLocked, err)
	}
	short := vault.FileKeyring{Path: path + "2", Passphrase: "short"}
	if err := short.Set(ctx, "a", secret); chart.KindOf(err) != chart.BadInput {
		t.Errorf("short passphrase: want %s, got %v", chart.BadInput, err)
	}
	if err := k.Delete(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Get(ctx, "a"); chart.KindOf(err) != chart.NotFound {
		t.Errorf("after deleting: want %s, got %v", chart.NotFound, err)
	}
	for name, text := range map[string]string{"rubbish": "{", "format": `{"format":"x"}`, "salt": `{"format":"chartproof.keys/1","kdf":"pbkdf2-sha256","iterations":600000}`,
		"endless": `{"format":"chartproof.keys/1","kdf":"pbkdf2-sha256","iterations":2000000000,"salt":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Get(ctx, "a"); chart.KindOf(err) != chart.KeyringWrong {
			t.Errorf("%s: want %s, got %v", name, chart.KeyringWrong, err)
		}
	}
}
