//go:build cgo

package wire

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// hasty waits for nothing longer than it must.
func hasty() pace {
	return pace{settle: 20 * time.Millisecond, doubt: 20 * time.Millisecond, leftover: time.Hour, longest: time.Second}
}

func TestWatchedFolder(t *testing.T) {
	r := setUpRoom(t)
	r.pace = hasty()
	dir := t.TempDir()
	drop(t, dir, "first.png", scan(t, 1))
	r.must(r.SetWatchedFolder(t.Context(), dir))
	there := func(sub, name string) func() bool {
		return func() bool { return !gone(filepath.Join(dir, sub, name)) }
	}
	r.await("what lay there is imported", there(doneFolder, "first.png"))
	drop(t, dir, "bad.pdf", []byte("no chart at all"))
	drop(t, dir, "second.png", scan(t, 2))
	drop(t, filepath.Join(dir, urgentFolder), "now.png", scan(t, 4))
	r.await("a bad file is put aside", there(refusedFolder, "bad.pdf"))
	r.await("what is dropped is imported", there(doneFolder, "second.png"))
	r.await("what is urgent is imported", there(doneFolder, "now.png"))
	if docs, urgent := r.documents(); docs != 3 || urgent != 1 {
		t.Errorf("want three documents and one of them urgent, got %d and %d", docs, urgent)
	}
	r.must(r.Lock(t.Context()))
	drop(t, dir, "third.png", scan(t, 3))
	_, err := r.Unlock(t.Context(), password)
	r.must(err)
	r.await("what came while locked is imported", there(doneFolder, "third.png"))
	r.must(os.Rename(dir, dir+"-away"))
	r.await("a folder that is gone is told", func() bool { return !r.watching().Away.IsZero() })
	r.must(os.Rename(dir+"-away", dir))
	r.await("a folder that is back is told", func() bool { return r.watching() == present.Watching{} })
	r.must(r.SetWatchedFolder(t.Context(), ""))
	if got, err := r.WatchedFolder(t.Context()); err != nil || got != "" {
		t.Errorf("want no folder watched, got %q, %v", got, err)
	}
}

// documents counts those in the queue, and the urgent ones among them.
func (r *room) documents() (all, urgent int) {
	r.t.Helper()
	for _, s := range r.list() {
		if s.ID != "" {
			all++
			if s.Urgent {
				urgent++
			}
		}
	}
	return all, urgent
}

func (r *room) watching() present.Watching {
	r.t.Helper()
	w, err := r.Watching(r.t.Context())
	r.must(err)
	return w
}

func TestFoldersThatAreNotWatched(t *testing.T) {
	r := setUpRoom(t)
	dir := t.TempDir()
	link := filepath.Join(dir, "link")
	r.must(os.Symlink(r.dir, link))
	file := drop(t, dir, "chart.png", scan(t, 1))
	taken := filepath.Join(dir, "taken")
	r.must(os.Mkdir(taken, 0o700))
	drop(t, taken, refusedFolder, []byte("a file where a folder must be"))
	within := filepath.Join(r.dir, "within")
	r.must(os.Mkdir(within, 0o700))
	for name, path := range map[string]string{"one that is not there": filepath.Join(dir, "gone"), "a relative one": ".", "a file": file,
		"the workspace": r.dir, "a folder in the workspace": within, "the workspace by another name": link,
		"one in which nothing can be put aside": taken} {
		wantKind(t, name, r.SetWatchedFolder(t.Context(), path), chart.BadInput)
	}
	if got, err := r.WatchedFolder(t.Context()); err != nil || got != "" {
		t.Errorf("want no folder watched, got %q, %v", got, err)
	}
}
