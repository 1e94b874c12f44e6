package backup_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/vault"
)

// TestEveryReleasedSchemaIsBroughtUp opens a workspace of every schema that was released, as it was left then: it migrates, its
// rows get seals, somebody signs in and reads, and everything holds.
func TestEveryReleasedSchemaIsBroughtUp(t *testing.T) {
	all, err := filepath.Glob(filepath.Join("..", "..", "testdata", "workspaces", "*"))
	if err != nil || len(all) == 0 {
		t.Fatalf("want fixtures, got %v, %v", all, err)
	}
	for _, fixture := range all {
		t.Run(filepath.Base(fixture), func(t *testing.T) {
			var is struct{ Login, Password, Passphrase, Authenticator, Document, Ticks string }
			data, err := os.ReadFile(filepath.Join(fixture, "fixture.json"))
			if err != nil || json.Unmarshal(data, &is) != nil {
				t.Fatalf("read the fixture: %v", err)
			}
			base := t.TempDir()
			imageOf(t, fixture).lay(t, base)
			ticks, err := time.ParseDuration(is.Ticks)
			if err != nil {
				t.Fatal(err)
			}
			h := &house{t: t, dir: filepath.Join(base, "workspace"), secret: is.Authenticator, ticks: ticks,
				ring: vault.FileKeyring{Path: filepath.Join(base, "machine.key"), Passphrase: is.Passphrase, Iterations: 1000}}
			h.open()
			t.Cleanup(func() { _ = h.db.Close() })
			if _, ok := h.db.Before(); !ok {
				t.Error("want a copy from before the migration until it holds")
			}
			h.signIn()
			d, err := h.cases.Load(t.Context(), h.s, chart.DocumentID(is.Document))
			if err != nil || d.Final("name").Value != "" && len(d.Document.Fields) == 0 {
				t.Fatalf("read a document: %v", err)
			}
			if _, _, err := h.cases.Original(t.Context(), h.s, d.Import); err != nil {
				t.Errorf("the original: %v", err)
			}
			h.decide(chart.DocumentID(is.Document), "name", "decided after the migration")
			c, err := backup.Verify(t.Context(), h.whole(nil))
			if err != nil || len(c.Findings) > 0 {
				t.Errorf("want everything to hold, got %v, %v", c.Findings, err)
			}
			if _, ok := h.db.Before(); ok {
				t.Error("want the copy gone once everything holds")
			}
		})
	}
}

// TestAStolenDisk has the folder without the keyring, then with it but without a password.
func TestAStolenDisk(t *testing.T) {
	h := newHouse(t)
	id := h.documents(2)[0]
	h.decide(id, "name", marker)
	h.close()
	for rel, data := range imageOf(t, h.dir) {
		for _, what := range []string{marker, "MRN-0042-77", password, h.secret} {
			if bytes.Contains(data, []byte(what)) {
				t.Errorf("%q stands in clear in %s", what, rel)
			}
		}
	}
	own := h.ring
	h.ring = newRing()
	h.open()
	if err := h.v.Load(t.Context()); chart.KindOf(err) != chart.KeyringWrong {
		t.Errorf("without the keyring: want %s, got %v", chart.KeyringWrong, err)
	}
	if _, err := h.v.SignIn(t.Context(), "ada", password, h.code()); chart.KindOf(err) != chart.KeyringWrong {
		t.Errorf("without the keyring even the right password opens nothing: want %s, got %v", chart.KeyringWrong, err)
	}
	h.must(h.db.Close())
	h.ring = own
	h.open()
	t.Cleanup(func() { _ = h.db.Close() })
	const tries = 4
	for range tries {
		if s, err := h.v.SignIn(t.Context(), "ada", "not the right password", h.code()); chart.KindOf(err) != chart.NotAllowed || s != nil {
			t.Errorf("without the password: want %s and no session, got %v", chart.NotAllowed, err)
		}
	}
	if _, err := h.cases.Load(t.Context(), nil, id); err == nil {
		t.Error("a document opens without a session")
	}
	told := 0
	entries, err := h.log.Entries(t.Context(), audit.Filter{})
	h.must(err)
	for _, e := range entries {
		if e.Action == chart.ActSignInFail {
			told++
		}
	}
	if told != tries {
		t.Errorf("want %d tries told, got %d", tries, told)
	}
	h.signIn()
}
