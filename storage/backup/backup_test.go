package backup_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// restored brings a generation back on a blank machine and signs ada in there.
func restored(t *testing.T, h *house, drive string, generation int64) *house {
	t.Helper()
	target, err := backup.Find(drive)
	if err != nil {
		t.Fatal(err)
	}
	src, err := backup.Unlock(target, passphrase, h.sign)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := src.Plan(generation)
	if err != nil {
		t.Fatal(err)
	}
	n := &house{t: t, dir: filepath.Join(t.TempDir(), "restored"), ring: newRing(), ticks: h.ticks, secret: h.secret, keys: src.Keys, sign: h.sign}
	if err := src.Fetch(t.Context(), plan.Manifest, n.dir, nil); err != nil {
		t.Fatal(err)
	}
	r, c, err := src.Raise(t.Context(), plan.Manifest, n.dir, h.now)
	if err != nil {
		t.Fatal(err)
	}
	if c.Rows == 0 || c.Entries == 0 || c.Files == 0 {
		t.Errorf("want rows, entries and files checked, got %+v", c)
	}
	if err := errors.Join(r.Settle(t.Context(), n.ring, "os"), r.Close()); err != nil {
		t.Fatal(err)
	}
	n.open()
	t.Cleanup(func() { _ = n.db.Close() })
	n.signIn()
	return n
}

func TestABackupComesBack(t *testing.T) {
	h := newHouse(t)
	ids := h.documents(6)
	h.decide(ids[0], "name", "Corrected name")
	drive := t.TempDir()
	target := h.target(drive)
	first := h.backup(target)
	if first.NewFiles != 12 || first.Documents != 6 || first.Generation != 1 {
		t.Errorf("want generation 1 with 12 new files and 6 documents, got %d, %d, %d", first.Generation, first.NewFiles, first.Documents)
	}
	last := h.document("one more")
	second := h.backup(target)
	if second.NewFiles != 2 || second.NewChunks >= len(second.Database.Chunks) && len(second.Database.Chunks) > 3 {
		t.Errorf("want 2 new files, and not every chunk new, got %d, %d of %d", second.NewFiles, second.NewChunks, len(second.Database.Chunks))
	}
	n := restored(t, h, drive, 0)
	d, err := n.cases.Load(t.Context(), n.s, ids[0])
	if err != nil || d.Final("name").Value != "Corrected name" {
		t.Errorf("want the decision back, got %v", err)
	}
	if _, err := n.cases.Load(t.Context(), n.s, last); err != nil {
		t.Errorf("the newest document: %v", err)
	}
	if _, _, err := n.cases.Original(t.Context(), n.s, d.Import); err != nil {
		t.Errorf("the original: %v", err)
	}
	old := restored(t, h, drive, 1)
	if _, err := old.cases.Load(t.Context(), old.s, last); chart.KindOf(err) != chart.NotFound {
		t.Errorf("in generation 1: want %s, got %v", chart.NotFound, err)
	}
}

func TestTheDriveTellsNothing(t *testing.T) {
	h := newHouse(t)
	h.documents(3)
	drive := t.TempDir()
	h.backup(h.target(drive))
	machine, err := h.ring.Get(t.Context(), h.workspace())
	h.must(err)
	clear := [][]byte{[]byte(marker), []byte(practice), []byte("lab_report"), []byte("SQLite format"), []byte("ada"), machine, h.keys.Data, h.keys.Transport,
		[]byte(h.workspace()), []byte("CREATE TABLE")}
	for _, what := range clear {
		if len(what) < 6 { // a short word may stand in sealed bytes by chance
			continue
		}
		h.must(filepath.WalkDir(drive, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if bytes.Contains(data, what) {
				t.Errorf("%q stands in clear in %s", what, filepath.Base(path))
			}
			return err
		}))
	}
	target, err := backup.Find(drive)
	h.must(err)
	for _, wrong := range []string{"", "short", passphrase + "!"} {
		if _, err := backup.Unlock(target, wrong, h.sign); chart.KindOf(err) != chart.NotAllowed {
			t.Errorf("passphrase %q: want %s, got %v", wrong, chart.NotAllowed, err)
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	h := newHouse(t)
	h.documents(2)
	drive := t.TempDir()
	target := h.target(drive)
	h.backup(target)
	src, err := backup.Unlock(target, passphrase, h.sign)
	h.must(err)
	plan, err := src.Plan(0)
	h.must(err)
	full := t.TempDir()
	h.must(os.WriteFile(filepath.Join(full, "x"), nil, 0o600))
	for name, dir := range map[string]string{"a workspace": h.dir, "a folder with something in it": full} {
		if err := src.Fetch(t.Context(), plan.Manifest, dir, nil); chart.KindOf(err) != chart.Conflict {
			t.Errorf("%s: want %s, got %v", name, chart.Conflict, err)
		}
	}
	if _, err := src.Plan(9); chart.KindOf(err) != chart.NotFound {
		t.Errorf("no such generation: want %s, got %v", chart.NotFound, err)
	}
	if _, err := backup.Prepare(filepath.Join(h.dir, "pages"), h.workspace(), h.dir, passphrase, h.keys, 1000); chart.KindOf(err) != chart.BadInput {
		t.Errorf("a target inside the workspace: want %s, got %v", chart.BadInput, err)
	}
	if _, err := backup.Prepare(t.TempDir(), h.workspace(), h.dir, "short", h.keys, 1000); chart.KindOf(err) != chart.BadInput {
		t.Errorf("a short passphrase: want %s, got %v", chart.BadInput, err)
	}
	if _, err := backup.Prepare(drive, h.workspace(), h.dir, passphrase, backup.NewKeys(), 1000); chart.KindOf(err) != chart.Conflict {
		t.Errorf("another key's target: want %s, got %v", chart.Conflict, err)
	}
}

// TestEveryHarmToTheDriveIsTold harms one file of each kind: restoring must fail and leave no workspace.
func TestEveryHarmToTheDriveIsTold(t *testing.T) {
	h := newHouse(t)
	h.documents(2)
	drive := t.TempDir()
	target := h.target(drive)
	h.backup(target)
	harms := map[string]func(path string) error{
		"flipped": func(path string) error {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			data[len(data)/2] ^= 1
			return os.WriteFile(path, data, 0o600)
		},
		"cut short": func(path string) error { return os.Truncate(path, 5) },
		"gone":      os.Remove,
	}
	for _, kind := range []string{"objects/*/*", "pages/*/*", "generations/*", "secrets.sealed", "key.passphrase", "target.json"} {
		for name, harm := range harms {
			files, err := filepath.Glob(filepath.Join(drive, "chartproof-*", kind))
			if err != nil || len(files) == 0 {
				t.Fatalf("%s: %v", kind, err)
			}
			data, err := os.ReadFile(files[0])
			h.must(err)
			h.must(harm(files[0]))
			dir := filepath.Join(t.TempDir(), "restored")
			if err := tryRestore(t.Context(), drive, dir, h); err == nil {
				t.Errorf("%s %s: want an error, got none", kind, name)
			}
			if sqlitedb.Exists(dir) {
				t.Errorf("%s %s: a workspace was left", kind, name)
			}
			h.must(os.WriteFile(files[0], data, 0o600))
		}
	}
	if err := tryRestore(t.Context(), drive, filepath.Join(t.TempDir(), "restored"), h); err != nil {
		t.Errorf("with everything back in its place: %v", err)
	}
}

func tryRestore(ctx context.Context, drive, dir string, h *house) error {
	target, err := backup.Find(drive)
	if err != nil {
		return err
	}
	src, err := backup.Unlock(target, passphrase, h.sign)
	if err != nil {
		return err
	}
	plan, err := src.Plan(0)
	if err != nil {
		return err
	}
	return src.Fetch(ctx, plan.Manifest, dir, nil)
}

// TestADriveThatIsPulledOut breaks a backup off at every tenth of its way: the older generation holds, and the next run ends it.
func TestADriveThatIsPulledOut(t *testing.T) {
	h := newHouse(t)
	h.documents(3)
	drive := t.TempDir()
	target := h.target(drive)
	h.backup(target)
	for tenth := range int64(10) {
		h.document("more " + string(rune('a'+tenth)))
		ctx, pull := context.WithCancel(t.Context())
		job := h.job(target)
		job.Progress = func(done, all int64) {
			if done*10 >= all*tenth {
				pull()
			}
		}
		if _, err := backup.Make(ctx, job); !errors.Is(err, context.Canceled) {
			t.Errorf("pulled at %d0 %%: want it cancelled, got %v", tenth, err)
		}
		pull()
		if err := tryRestore(t.Context(), drive, filepath.Join(t.TempDir(), "restored"), h); err != nil {
			t.Errorf("pulled at %d0 %%: the older generation: %v", tenth, err)
		}
	}
	if r := h.backup(target); r.Generation != 2 {
		t.Errorf("want generation 2, got %d", r.Generation)
	}
	restored(t, h, drive, 0)
	left, err := filepath.Glob(filepath.Join(h.dir, ".backup-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("want no copy of the database left behind, got %v, %v", left, err)
	}
}

func TestOldGenerationsAreDropped(t *testing.T) {
	h := newHouse(t)
	drive := t.TempDir()
	target := h.target(drive)
	for i := range 5 {
		h.document("chart " + string(rune('a'+i)))
		job := h.job(target)
		job.Keep = 2
		job.Damaged = i == 4
		if _, err := backup.Make(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
	all, err := target.Generations(h.keys, h.sign)
	if err != nil || len(all) != 3 || all[0].Number != 5 || all[2].Number != 3 {
		t.Errorf("want generations 5, 4, 3 (the last one dropped none), got %d, %v", len(all), err)
	}
	restored(t, h, drive, 4)
	restored(t, h, drive, 0)
}

// TestShreddedStaysShredded restores a generation from before a document was destroyed.
func TestShreddedStaysShredded(t *testing.T) {
	h := newHouse(t)
	ids := h.documents(2)
	drive := t.TempDir()
	target := h.target(drive)
	h.backup(target)
	d, err := h.cases.Load(t.Context(), h.s, ids[0])
	h.must(err)
	if _, err := h.v.ShredKeys(t.Context(), h.s, []vault.OwnerKeys{{Owner: string(ids[0])}, {Owner: string(d.Import)}}, nil); err != nil {
		t.Fatal(err)
	}
	h.backup(target)
	n := restored(t, h, drive, 1)
	if _, err := n.cases.Load(t.Context(), n.s, ids[0]); err == nil {
		t.Error("a document that was shredded opens out of an older backup")
	}
	newest := restored(t, h, drive, 0)
	if _, err := newest.cases.Load(t.Context(), newest.s, ids[1]); err != nil {
		t.Errorf("the document that was kept: %v", err)
	}
}

// TestABackupHasTheKeysOfItsOwnMoment renews keys while a backup is under way, before its copy of the database is made.
func TestABackupHasTheKeysOfItsOwnMoment(t *testing.T) {
	h := newHouse(t)
	ids := h.documents(2)
	d, err := h.cases.Load(t.Context(), h.s, ids[0])
	h.must(err)
	drive := t.TempDir()
	j := h.job(h.target(drive))
	freeze := j.Freeze
	j.Freeze = func(ctx context.Context, during func() error) (map[string][]byte, error) {
		_, err := h.v.ShredKeys(ctx, h.s, []vault.OwnerKeys{{Owner: string(ids[0])}, {Owner: string(d.Import)}}, nil)
		h.must(err)
		return freeze(ctx, during)
	}
	_, err = backup.Make(t.Context(), j)
	h.must(err)
	n := restored(t, h, drive, 0)
	if _, err := n.cases.Load(t.Context(), n.s, ids[1]); err != nil {
		t.Errorf("a document whose key was sealed anew meanwhile: %v", err)
	}
}

func TestAFileThatIsDamagedIsSaid(t *testing.T) {
	h := newHouse(t)
	h.documents(2)
	files, err := filepath.Glob(filepath.Join(h.dir, "pages", "*", "*"))
	h.must(err)
	h.must(os.WriteFile(files[0], []byte("rot"), 0o600))
	target := h.target(t.TempDir())
	r := h.backup(target)
	if len(r.Missing) != 1 || !strings.HasSuffix(files[0], r.Missing[0]) {
		t.Errorf("want the damaged file named, got %v", r.Missing)
	}
}

var _ vault.Keyring = (*ring)(nil)
