package backup_test

import (
	"errors"
	"flag"
	"path/filepath"
	"testing"
	"time"

	"chartproof.org/chartproof/storage/backup"
)

var many = flag.Int("documents", 60, "documents of the workspace that is backed up and restored")

// restoreLimit is what 10,000 documents may take to come back, checked.
const restoreLimit = 15 * time.Minute

// TestManyDocumentsComeBack backs up a workspace, restores it into a blank folder, checks everything, signs in and opens
// documents.
func TestManyDocumentsComeBack(t *testing.T) {
	h := newHouse(t)
	ids := h.documents(*many)
	drive := t.TempDir()
	target := h.target(drive)
	first := h.backup(target)
	h.decide(ids[0], "name", "later")
	again := h.backup(target)
	if again.NewFiles != 0 || again.Generation != 2 {
		t.Errorf("want nothing copied twice, got %d new files", again.NewFiles)
	}
	found, err := backup.Find(drive)
	h.must(err)
	began := time.Now()
	src, err := backup.Unlock(found, passphrase, h.sign)
	h.must(err)
	plan, err := src.Plan(0)
	h.must(err)
	n := &house{t: t, dir: filepath.Join(t.TempDir(), "restored"), ring: newRing(), ticks: h.ticks, secret: h.secret, keys: src.Keys, sign: h.sign}
	h.must(src.Fetch(t.Context(), plan.Manifest, n.dir, nil))
	fetched := time.Since(began)
	r, c, err := src.Raise(t.Context(), plan.Manifest, n.dir, h.now)
	h.must(err)
	h.must(errors.Join(r.Settle(t.Context(), n.ring, "os"), r.Close()))
	took := time.Since(began)
	n.open()
	defer n.close()
	n.signIn()
	for i := 0; i < len(ids); i += max(1, len(ids)/20) {
		if _, err := n.cases.Load(t.Context(), n.s, ids[i]); err != nil {
			t.Errorf("document %d: %v", i, err)
		}
	}
	if took > restoreLimit || int(plan.Documents) != *many || int(c.Files) != 2**many {
		t.Errorf("want %d documents and %d files within %s, got %d, %d, %s", *many, 2**many, restoreLimit, plan.Documents, c.Files, took)
	}
	t.Logf("%d documents, %d files, %d rows, %d entries, database %.1f MB: first backup %s, second %s (%d of %d chunks new), restored in %s, of that fetched in %s",
		plan.Documents, c.Files, c.Rows, c.Entries, float64(plan.Database.Bytes)/1e6, first.Took.Round(time.Millisecond), again.Took.Round(time.Millisecond),
		again.NewChunks, len(again.Database.Chunks), took.Round(time.Millisecond), fetched.Round(time.Millisecond))
}
