package vault_test

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// firstSchema lays a workspace of schema 4 out, as the program made it before there were epochs, root secret and versions.
func firstSchema(t *testing.T) (h *house, facts map[string]string) {
	t.Helper()
	h = newHouse(t)
	h.v.Close()
	if err := h.db.Close(); err != nil {
		t.Fatal(err)
	}
	h.dir = t.TempDir()
	packed, err := os.Open("testdata/first-schema.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = packed.Close() }()
	z, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(h.dir, sqlitedb.FileName), data, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("testdata/first-schema.txt")
	if err != nil {
		t.Fatal(err)
	}
	facts = map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		facts[name] = value
	}
	h.keyring.secrets[facts["account"]] = unhex(t, facts["secret"])
	h.totp["ada"], h.totp["cod"] = facts["totp"], facts["totpcod"]
	h.now = h.now.AddDate(0, 1, 0)
	h.open()
	return h, facts
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFirstSchemaOpens(t *testing.T) {
	h, facts := firstSchema(t)
	check := func(when string, s *vault.Session) {
		t.Helper()
		for _, z := range zones {
			got, err := h.opened(s, "doc1", z, cell, unhex(t, facts[string(z)]))
			if want := "in " + string(z); err != nil || got != want {
				t.Errorf("%s, %s: want %q, got %q, %v", when, z, want, got, err)
			}
		}
		if got, err := h.opened(s, "", chart.Working, cell, unhex(t, facts["workspace"])); err != nil || got != "workspace" {
			t.Errorf("%s, the workspace's own key: got %q, %v", when, got, err)
		}
		if got, err := s.OpenForWorkspace(cell, unhex(t, facts["form"])); err != nil || string(got) != "form" {
			t.Errorf("%s, a form: got %q, %v", when, got, err)
		}
		if got, err := s.OpenForPerson(cell, unhex(t, facts["draft"])); err != nil || string(got) != "draft" {
			t.Errorf("%s, a draft: got %q, %v", when, got, err)
		}
		if got, err := s.MachineMAC("import", []byte("abc")); err != nil || !bytes.Equal(got, unhex(t, facts["mac"])) {
			t.Errorf("%s, recognition of content: got %x, %v", when, got, err)
		}
	}
	ada := h.signIn("ada", password)
	check("first sign-in", ada)
	var bare int
	if err := h.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT count(*) FROM owner_key WHERE epoch = ''`, nil, &bare)
	}); err != nil || bare != 0 {
		t.Errorf("want every key under an epoch, %d are not, %v", bare, err)
	}
	h.signIn("cod", password+"cod").Close()
	for _, z := range zones {
		if _, err := h.v.RotateZone(t.Context(), ada, z, vault.Scheduled); err != nil {
			t.Fatal(err)
		}
	}
	check("after rotation", ada)
	ada.Close()
	h.reopen()
	check("after a restart", h.signIn("ada", password))
	if r, err := h.log.Verify(t.Context(), audit.Keys{Device: facts["auditkey"]}); err != nil || !r.OK {
		t.Errorf("want the trail to hold, got %+v, %v", r, err)
	}
}
