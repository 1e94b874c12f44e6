package backup_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/backup"
)

// records is a hub that keeps texts.
type records struct {
	texts []string
	fails error // of Body
}

func nameOf(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

func (r *records) List(context.Context) ([]byte, []backup.File, error) {
	var files []backup.File
	for _, t := range r.texts {
		files = append(files, backup.File{Name: nameOf(t), Size: int64(len(t))})
	}
	return []byte("index of " + strings.Join(r.texts, ", ")), files, nil
}

func (r *records) Body(_ context.Context, name string) ([]byte, error) {
	i := slices.IndexFunc(r.texts, func(t string) bool { return nameOf(t) == name })
	if i < 0 || r.fails != nil {
		return nil, errors.Join(r.fails, errors.New("not here"))
	}
	return []byte(r.texts[i]), nil
}

func (h *house) withRecords(t *backup.Target, r *records) backup.Result {
	h.t.Helper()
	j := h.job(t)
	j.Records, j.Keep = r, 1
	out, err := backup.Make(h.t.Context(), j)
	h.must(err)
	return out
}

// TestTheHubsRecordsComeBack: each body once, whatever generation names it, and all of them where older generations are dropped.
func TestTheHubsRecordsComeBack(t *testing.T) {
	h := newHouse(t)
	h.documents(1)
	drive := t.TempDir()
	target := h.target(drive)
	hub := &records{texts: []string{"sealed one", "sealed two"}}
	if r := h.withRecords(target, hub); r.NewFiles != 2+2 {
		t.Errorf("want two page files and two bodies new, got %d", r.NewFiles)
	}
	hub.texts = append(hub.texts, "sealed three")
	if r := h.withRecords(target, hub); r.NewFiles != 1 || r.Dropped != 1 {
		t.Errorf("want one body new and the older generation dropped, got %d, %d", r.NewFiles, r.Dropped)
	}
	n := restored(t, h, drive, 0)
	dir := filepath.Join(n.dir, backup.RecordsFolder)
	index, err := os.ReadFile(filepath.Join(dir, backup.RecordsIndex))
	if err != nil || string(index) != "index of sealed one, sealed two, sealed three" {
		t.Errorf("want the index back, got %q, %v", index, err)
	}
	for _, text := range hub.texts {
		if got, err := os.ReadFile(filepath.Join(dir, nameOf(text))); err != nil || string(got) != text {
			t.Errorf("%s: got %q, %v", text, got, err)
		}
	}
	without := restored(t, h, func() string {
		other := t.TempDir()
		h.backup(h.target(other))
		return other
	}(), 0)
	if _, err := os.Stat(filepath.Join(without.dir, backup.RecordsFolder)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a hub: want no folder, got %v", err)
	}
}

// A body that the hub has lost is told and the rest is kept; a hub that does not answer makes no backup; a body that was changed on the
// drive makes no workspace.
func TestRecordsThatAreNotWhatTheyWere(t *testing.T) {
	h := newHouse(t)
	h.documents(1)
	drive := t.TempDir()
	target := h.target(drive)
	j := h.job(target)
	j.Records = &records{texts: []string{"sealed"}, fails: chart.E(chart.Unreachable, "read", nil)}
	if _, err := backup.Make(t.Context(), j); chart.KindOf(err) != chart.Unreachable {
		t.Errorf("want %s, got %v", chart.Unreachable, err)
	}
	j.Records = &records{texts: []string{"sealed"}, fails: errors.New("lost")}
	r, err := backup.Make(t.Context(), j)
	if err != nil || !slices.Equal(r.Missing, []string{nameOf("sealed")}) {
		t.Errorf("want the body told as missing, got %v, %v", r.Missing, err)
	}
	restored(t, h, drive, 0)
	h.withRecords(target, &records{texts: []string{"sealed"}})
	path := filepath.Join(drive, findIn(t, drive, nameOf("sealed")))
	h.must(os.WriteFile(path, []byte("SEALED"), 0o600))
	src, err := backup.Unlock(target, passphrase, h.sign)
	h.must(err)
	plan, err := src.Plan(0)
	h.must(err)
	if err := src.Fetch(t.Context(), plan.Manifest, filepath.Join(t.TempDir(), "new"), nil); chart.KindOf(err) != chart.Tampered {
		t.Errorf("want %s, got %v", chart.Tampered, err)
	}
}

// findIn gives the path of a file below a folder.
func findIn(t *testing.T, dir, name string) (found string) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == name {
			found, err = filepath.Rel(dir, path)
		}
		return err
	}); err != nil || found == "" {
		t.Fatalf("%s is not on the drive: %v", name, err)
	}
	return found
}
