//go:build pkcs11

package vault_test

import (
	"crypto/ecdh"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/storage/vault/token11"
)

// softHSM makes a SoftHSM token of its own with a key that stays in it.
func softHSM(t *testing.T) (tokens string, tok *token11.Token, key ecdh.KeyExchanger) {
	t.Helper()
	dir := t.TempDir()
	tokens, conf := filepath.Join(dir, "tokens"), filepath.Join(dir, "softhsm2.conf")
	if err := os.Mkdir(tokens, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(conf, []byte("directories.tokendir = "+tokens+"\nobjectstore.backend = file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", conf)
	if out, err := exec.Command("softhsm2-util", "--init-token", "--free", "--label", "card", "--so-pin", "12345678", "--pin", "246810").CombinedOutput(); err != nil {
		t.Fatalf("softhsm2-util (Debian softhsm2): %v\n%s", err, out)
	}
	m, err := token11.Load("/usr/lib/softhsm/libsofthsm2.so")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	if tok, err = m.Open("card", "246810"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tok.Close() })
	if key, err = tok.MakeKey("chartproof"); err != nil {
		t.Fatal(err)
	}
	return tokens, tok, key
}

// TestARealTokenSignsInGuardsAndRecovers does with a token what the other tests do with a key in memory.
func TestARealTokenSignsInGuardsAndRecovers(t *testing.T) {
	tokens, tok, key := softHSM(t)
	h := newHouse(t)
	ada := h.setUp()
	if _, err := ada.EnrolCard(t.Context(), password, h.code("ada"), key); err != nil {
		t.Fatal(err)
	}
	if err := ada.PutTokenSet(t.Context(), password, key); err != nil {
		t.Fatal(err)
	}
	if err := h.v.UseModule(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	if err := ada.GuardZone(t.Context(), password, chart.Tokens, true); err != nil {
		t.Fatal(err)
	}
	sealed := h.sealed(ada, "a", chart.Tokens, "a token")
	ada.Close()
	began := time.Now()
	s, err := h.v.SignInCard(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("signed in with the card in %v", time.Since(began).Round(time.Millisecond))
	cell := vault.Cell{Table: "t", Column: "c", Row: "r"}
	if text, err := h.opened(s, "a", chart.Tokens, cell, sealed); err != nil || text != "a token" {
		t.Errorf("want the zone open through the module, got %q (%v)", text, err)
	}
	tick := make(chan time.Time, 1)
	tick <- time.Time{}
	if err := os.RemoveAll(tokens); err != nil { // what pulling the card is to SoftHSM
		t.Fatal(err)
	}
	token11.Watch(t.Context(), tick, tok.Present, s.Close)
	if h.wantKind("after the card was pulled", s.Alive(), chart.Locked); s.Alive() == nil {
		t.Fatal("want the session closed")
	}
	_, err = h.v.SignInCard(t.Context(), key)
	if err == nil {
		t.Error("without the card: want nobody in")
	}
}

func TestARealModuleRecovers(t *testing.T) {
	_, _, key := softHSM(t)
	h := newHouse(t)
	ada := h.setUp()
	if err := ada.PutTokenSet(t.Context(), password, key); err != nil {
		t.Fatal(err)
	}
	sealed := h.sealed(ada, "a", chart.Working, "sealed")
	ada.Close()
	h.lose()
	s := h.recover(vault.RecoveryKey{Token: key})
	if text, err := h.opened(s, "a", chart.Working, vault.Cell{Table: "t", Column: "c", Row: "r"}, sealed); err != nil || text != "sealed" {
		t.Errorf("want everything open, got %q (%v)", text, err)
	}
}
