package vault_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// copyFolder copies the workspace as it lies there, write-ahead log included: what a backup of the disk holds.
func (h *house) copyFolder() *house {
	h.t.Helper()
	return h.copyFolderOf(h.dir, h.keyring.secrets)
}

func (h *house) copyFolderOf(dir string, secrets map[string][]byte) *house {
	h.t.Helper()
	other := &house{t: h.t, dir: h.t.TempDir(), keyring: &memKeyring{secrets: secrets}, now: h.now, totp: h.totp}
	if err := os.CopyFS(other.dir, workspaceFiles{os.DirFS(dir)}); err != nil {
		h.t.Fatal(err)
	}
	return other
}

// workspaceFiles leaves the lock out.
type workspaceFiles struct{ fs.FS }

func (w workspaceFiles) ReadDir(name string) (out []fs.DirEntry, err error) {
	all, err := fs.ReadDir(w.FS, name)
	for _, e := range all {
		if e.IsDir() || strings.HasPrefix(e.Name(), sqlitedb.FileName) {
			out = append(out, e)
		}
	}
	return out, err
}

func TestShreddedOpensFromNoCopy(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	october := h.sealed(ada, "old", chart.Working, "october")
	ada.Close()
	h.now = h.now.AddDate(0, 1, 0)
	ada = h.signIn("ada", password)
	gone := h.sealed(ada, "gone", chart.Working, "to be shredded")
	stays := h.sealed(ada, "stays", chart.Working, "stays")
	before := maps.Clone(h.keyring.secrets)

	old := h.copyFolder()
	if _, err := os.Stat(filepath.Join(old.dir, sqlitedb.FileName+"-wal")); err != nil {
		t.Fatalf("want the copy to hold a write-ahead log: %v", err)
	}
	told := false
	out, err := h.v.ShredKeys(t.Context(), ada, []vault.OwnerKeys{{Owner: "gone"}}, func(*sqlitedb.Tx) error { told = true; return nil })
	if err != nil || out.Keys != 1 || out.Survivors != 1 || out.Epochs != 1 || !out.Complete || !told {
		t.Fatalf("want 1 key gone, 1 survivor, got %+v, %v", out, err)
	}
	if st, err := os.Stat(filepath.Join(h.dir, sqlitedb.FileName+"-wal")); err != nil || st.Size() != 0 {
		t.Errorf("want the write-ahead log cut to nothing, got %v", err)
	}
	_, err = h.opened(ada, "gone", chart.Working, cell, gone)
	h.wantKind("shredded, here", err, chart.NotFound)
	h.wantOpen("the same month, here", ada, "stays", chart.Working, stays, "stays")
	h.wantOpen("another month, here", ada, "old", chart.Working, october, "october")
	fresh := h.sealed(ada, "fresh", chart.Working, "fresh")
	ada.Close()
	h.reopen()
	ada = h.signIn("ada", password)
	h.wantOpen("the same month, after a restart", ada, "stays", chart.Working, stays, "stays")
	h.wantOpen("new things, after a restart", ada, "fresh", chart.Working, fresh, "fresh")
	if again, err := h.v.ShredKeys(t.Context(), ada, []vault.OwnerKeys{{Owner: "gone"}}, nil); err != nil || again.Keys != 0 || again.Epochs != 0 {
		t.Errorf("shredding again: want nothing done, got %+v, %v", again, err)
	}

	// The copy of before, with the keyring of today: the shredded document does not open, other months do.
	old.now = h.now
	old.open()
	s := old.signIn("ada", password)
	_, err = old.opened(s, "gone", chart.Working, cell, gone)
	old.wantKind("shredded, in the copy", err, chart.KeyringWrong)
	old.wantOpen("another month, in the copy", s, "old", chart.Working, october, "october")
	s.Close()
	old.v.Close()
	// With the keyring of before it does: the test above fails where the epoch is what protects it, and only that.
	if err := old.db.Close(); err != nil {
		t.Fatal(err)
	}
	proof := old.copyFolderOf(old.dir, before)
	proof.open()
	s = proof.signIn("ada", password)
	proof.wantOpen("shredded, in the copy with the keyring of before", s, "gone", chart.Working, gone, "to be shredded")
	if err := proof.db.Close(); err != nil {
		t.Error(err)
	}
}

// Until the keyring has forgotten it, a shredding is not complete, and Settle goes on with it.
func TestShreddingWithAKeyringThatKeeps(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	h.sealed(ada, "gone", chart.Working, "x")
	stays := h.sealed(ada, "stays", chart.Working, "stays")
	h.keyring.keeps = true
	out, err := h.v.ShredKeys(t.Context(), ada, []vault.OwnerKeys{{Owner: "gone"}}, nil)
	if chart.KindOf(err) != chart.KeyringAbsent || out.Complete {
		t.Errorf("want %s and not complete, got %+v, %v", chart.KeyringAbsent, out, err)
	}
	h.wantOpen("the survivor meanwhile", ada, "stays", chart.Working, stays, "stays")
	ada.Close()
	h.reopen()
	ada = h.signIn("ada", password)
	h.keyring.keeps = false
	if _, err := h.v.Settle(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	if n := h.count(`SELECT count(*) FROM key_epoch WHERE state = 'dying'`); n != 0 {
		t.Errorf("want no dying epoch, got %d", n)
	}
	if n := len(h.keyring.secrets); n != 2 {
		t.Errorf("want machine secret and one epoch in the keyring, got %d entries", n)
	}
	h.wantOpen("the survivor", ada, "stays", chart.Working, stays, "stays")
}

func TestMonthsBeginEpochs(t *testing.T) {
	h := newHouse(t)
	h.setUp().Close()
	for _, tc := range []struct{ days, want int }{{0, 1}, {40, 2}, {0, 2}, {-70, 2}, {35, 2}, {80, 3}} {
		h.now = h.now.AddDate(0, 0, tc.days)
		h.signInAt("ada", password).Close()
		if n := h.count(`SELECT count(*) FROM key_epoch`); n != tc.want {
			t.Errorf("%s: want %d epochs, got %d", h.now.Format("2006-01-02"), tc.want, n)
		}
	}
}

func TestKeyringWithoutAnEpoch(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	first := h.sealed(ada, "first", chart.Working, "first")
	var lost string
	for account := range h.keyring.secrets {
		if strings.Contains(account, ".epoch.") {
			lost = account
		}
	}
	ada.Close()
	kept := h.keyring.secrets[lost]
	delete(h.keyring.secrets, lost)
	h.reopen()
	ada = h.signIn("ada", password)
	_, err := h.opened(ada, "first", chart.Working, cell, first)
	h.wantKind("a key of the month that the keyring lacks", err, chart.KeyringWrong)
	second := h.sealed(ada, "second", chart.Working, "second")
	h.wantOpen("work goes on", ada, "second", chart.Working, second, "second")
	ada.Close()
	h.keyring.secrets[lost] = kept
	h.reopen()
	ada = h.signIn("ada", password)
	h.wantOpen("when it is back", ada, "first", chart.Working, first, "first")
	h.wantOpen("and the other", ada, "second", chart.Working, second, "second")
}
