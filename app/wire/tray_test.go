//go:build cgo

package wire

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/ui/present"
)

// bench is a watched folder that is looked at only when a test says so, at a time that a test sets.
type bench struct {
	*room
	*tray
	at time.Time
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{room: setUpRoom(t), at: time.Unix(1_700_000_000, 0)}
	b.stage.Reader = glancing{}
	dir := t.TempDir()
	b.tray = newTray(b.Desk, dir, dir, false)
	b.tray.now = func() time.Time { return b.at }
	return b
}

// glancing is a reader that finds one page in every file and nothing on it: what is told here is how files are taken, and they are
// read by the real one in TestWatchedFolder.
type glancing struct{}

func (glancing) Read(_ context.Context, _ pipeline.File, want pipeline.Want, each func(pipeline.PageRead) error) (int, error) {
	if len(want.Pages) == 0 {
		return 1, nil
	}
	r, err := geom.NewRaster(geom.Gray, 85, 110, 10)
	if err != nil {
		return 1, err
	}
	return 1, each(pipeline.PageRead{Page: chart.Page{Number: 1, Width: r.Width, Height: r.Height, DPI: r.DPI, Quality: 1}, Raster: r})
}

// after looks once that much later.
func (b *bench) after(d time.Duration) {
	b.at = b.at.Add(d)
	b.look(b.t.Context())
}

// settled looks twice, as far apart as a file must not change.
func (b *bench) settled() {
	b.after(0)
	b.after(b.tray.pace.settle)
}

// put writes a file in place, with the time that a copy keeps of its original.
func (b *bench) put(name string, data []byte) {
	b.t.Helper()
	path := filepath.Join(b.from, name)
	b.must(os.WriteFile(path, data, 0o600))
	old := time.Unix(1_600_000_000, 0)
	b.must(os.Chtimes(path, old, old))
}

// block puts a file where a folder is to be, so that nothing can be moved there: rights would not stop an administrator.
func (b *bench) block(sub string) string {
	b.t.Helper()
	path := filepath.Join(b.to, sub)
	b.must(os.WriteFile(path, nil, 0o600))
	return path
}

// fates tells what became of every file that was brought in, the oldest first.
func (b *bench) fates() []string {
	b.t.Helper()
	kept, err := b.LastImports(b.t.Context(), 100)
	b.must(err)
	var out []string
	for _, k := range slices.Backward(kept) {
		for _, f := range k.Report.Files {
			fate := "taken"
			switch {
			case f.Refusal != nil:
				fate = string(f.Refusal.Reason)
			case f.Duplicate:
				fate = "duplicate"
			}
			out = append(out, f.Name+" "+fate)
		}
	}
	return out
}

// wants holds what was brought in and where the files are to what should be.
func (b *bench) wants(what string, fates []string, places ...string) {
	b.t.Helper()
	if got := b.fates(); !slices.Equal(got, fates) {
		b.t.Errorf("%s: want %q brought in, got %q", what, fates, got)
	}
	var have []string
	b.must(filepath.WalkDir(b.to, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			rel, _ := filepath.Rel(b.to, path) // it lies there
			have = append(have, filepath.ToSlash(rel))
		}
		return err
	}))
	slices.Sort(places)
	if slices.Sort(have); !slices.Equal(have, places) {
		b.t.Errorf("%s: want files %q, got %q", what, places, have)
	}
}

func TestAFileIsTakenOnceItIsWhole(t *testing.T) {
	whole := scan(t, 1)
	for _, c := range []struct {
		name   string
		do     func(b *bench)
		fates  []string
		places []string
	}{
		{"at the first look nothing is taken, however old", func(b *bench) {
			b.put("a.png", whole)
			b.after(0)
		}, nil, []string{"a.png"}},
		{"what does not change is", func(b *bench) {
			b.put("a.png", whole)
			b.settled()
		}, []string{"a.png taken"}, []string{"imported/a.png"}},
		{"what grows under an old time is awaited", func(b *bench) {
			for n := range 5 {
				b.put("a.png", whole[:len(whole)*n/5])
				b.after(time.Hour)
			}
		}, nil, []string{"a.png"}},
		{"and taken whole", func(b *bench) {
			b.put("a.png", whole[:len(whole)/2])
			b.after(0)
			b.put("a.png", whole)
			b.after(time.Second)
			b.after(b.tray.pace.settle)
		}, []string{"a.png taken"}, []string{"imported/a.png"}},
		{"a clock that is ahead holds nothing up", func(b *bench) {
			b.put("a.png", whole)
			ahead := time.Now().Add(48 * time.Hour)
			b.must(os.Chtimes(filepath.Join(b.from, "a.png"), ahead, ahead))
			b.settled()
		}, []string{"a.png taken"}, []string{"imported/a.png"}},
		{"half a file is not refused at a short pause", func(b *bench) {
			b.put("a.png", whole[:len(whole)/2])
			b.settled()
			b.after(b.tray.pace.doubt / 2)
		}, nil, []string{"a.png"}},
		{"and taken when it goes on", func(b *bench) {
			b.put("a.png", whole[:len(whole)/2])
			b.settled()
			b.put("a.png", whole)
			b.settled()
		}, []string{"a.png taken"}, []string{"imported/a.png"}},
		{"half a file that stays one is refused", func(b *bench) {
			b.put("a.png", whole[:len(whole)/2])
			b.settled()
			b.after(b.tray.pace.doubt)
		}, []string{"a.png damaged"}, []string{"refused/a.png"}},
		{"so is an empty one", func(b *bench) {
			b.put("a.png", nil)
			b.settled()
			b.after(b.tray.pace.doubt)
		}, []string{"a.png empty"}, []string{"refused/a.png"}},
		{"what vanishes before it is taken is told as nothing", func(b *bench) {
			b.put("a.png", whole)
			b.after(0)
			b.must(os.Remove(filepath.Join(b.from, "a.png")))
			b.after(b.tray.pace.settle)
		}, nil, nil},
		{"what is under way by its name waits", func(b *bench) {
			b.put("a.png.part", whole)
			b.settled()
			b.after(time.Minute)
		}, nil, []string{"a.png.part"}},
		{"until its writer has given up", func(b *bench) {
			b.put("a.png.part", whole)
			b.settled()
			b.after(b.tray.pace.leftover)
		}, []string{"a.png.part taken"}, []string{"imported/a.png.part"}},
		{"what is hidden, a folder or a link stays", func(b *bench) {
			b.put(".a.png", whole)
			b.put("Thumbs.db", whole)
			b.must(os.Mkdir(filepath.Join(b.from, "folder"), 0o700))
			b.must(os.Symlink(filepath.Join(b.from, ".a.png"), filepath.Join(b.from, "link.png")))
			b.settled()
		}, nil, []string{".a.png", "Thumbs.db"}},
		{"one bad file keeps no other", func(b *bench) {
			b.put("a.pdf", []byte("nothing"))
			b.put("b.png", whole)
			b.settled()
		}, []string{"b.png taken"}, []string{"a.pdf", "imported/b.png"}},
		{"a name that was there is another file", func(b *bench) {
			b.put("a.png", whole)
			b.settled()
			b.put("a.png", scan(b.t, 2))
			b.settled()
		}, []string{"a.png taken", "a.png taken"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			c.do(b)
			if c.places == nil && len(c.fates) == 2 { // its name has the time in it
				left, err := os.ReadDir(filepath.Join(b.to, doneFolder))
				if err != nil || len(left) != 2 {
					t.Fatalf("want both side by side, got %d, %v", len(left), err)
				}
				for _, e := range left {
					c.places = append(c.places, doneFolder+"/"+e.Name())
				}
			}
			b.wants(c.name, c.fates, c.places...)
		})
	}
}

func TestAFileThatCannotBeMovedIsTakenOnce(t *testing.T) {
	b := newBench(t)
	blocked := b.block(doneFolder)
	b.put("a.png", scan(t, 1))
	b.settled()
	taken := []string{"a.png taken"}
	b.wants("it cannot be moved", taken, "a.png", doneFolder)
	if got, want := b.status(), (present.Watching{Stuck: 1}); got != want {
		t.Errorf("want %+v told, got %+v", want, got)
	}
	changed := b.Changed()
	tries := 0
	for range 3600 { // an hour
		had := b.seen["a.png"].tries
		b.after(time.Second)
		tries += b.seen["a.png"].tries - had
	}
	if tries < 5 || tries > 20 {
		t.Errorf("want it tried again with growing pauses, got %d tries in an hour", tries)
	}
	select {
	case <-changed:
		t.Error("want it told once, got it told again")
	default:
	}
	b.wants("an hour later", taken, "a.png", doneFolder)

	b.must(os.Chtimes(filepath.Join(b.from, "a.png"), b.at, b.at))
	b.settled()
	b.wants("the same bytes at another time", taken, "a.png", doneFolder)

	b.must(os.Remove(blocked))
	b.after(b.tray.pace.longest)
	b.wants("there is room again", taken, doneFolder+"/a.png")
	if got := b.status(); got != (present.Watching{}) {
		t.Errorf("want nothing told any more, got %+v", got)
	}
}

func TestWhatTakesTheNameOfAStuckFileIsTaken(t *testing.T) {
	b := newBench(t)
	blocked := b.block(doneFolder)
	b.put("a.png", scan(t, 1))
	b.settled()
	b.put("a.png", scan(t, 2))
	b.settled()
	both := []string{"a.png taken", "a.png taken"}
	b.wants("another file of that name", both, "a.png", doneFolder)
	b.must(os.Remove(blocked))
	b.after(b.tray.pace.longest)
	b.wants("it is moved", both, doneFolder+"/a.png")
	if lies, err := os.ReadFile(filepath.Join(b.to, doneFolder, "a.png")); err != nil || !bytes.Equal(lies, scan(t, 2)) {
		t.Errorf("want the second one moved, got %d bytes, %v", len(lies), err)
	}
}

func TestARefusedFileThatCannotBeMovedIsToldOnce(t *testing.T) {
	b := newBench(t)
	b.block(refusedFolder)
	b.put("a.pdf", []byte("nothing that anybody knows"))
	b.settled()
	for range 100 {
		b.after(b.tray.pace.doubt)
	}
	b.wants("a hundred looks later", []string{"a.pdf type_mismatch"}, "a.pdf", refusedFolder)
	b.must(os.Remove(filepath.Join(b.from, "a.pdf")))
	b.after(time.Second)
	if got := b.status(); got != (present.Watching{}) {
		t.Errorf("want nothing told of a file that was taken away, got %+v", got)
	}
}

func TestAFileThatCannotBeKeptIsToldAfterAWhile(t *testing.T) {
	b := newBench(t)
	pages, aside := filepath.Join(b.dir, "pages"), filepath.Join(b.dir, "aside")
	b.must(os.Rename(pages, aside)) // as where the workspace's disk takes nothing more
	b.must(os.WriteFile(pages, nil, 0o600))
	b.put("a.png", scan(t, 1))
	b.settled()
	if got := b.status(); got != (present.Watching{}) {
		t.Errorf("want trouble of a moment told as nothing, got %+v", got)
	}
	for range heldTries {
		b.after(b.tray.pace.longest)
	}
	if got, want := b.status(), (present.Watching{Held: 1}); got != want {
		t.Errorf("want %+v told, got %+v", want, got)
	}
	b.wants("it cannot be kept", nil, "a.png")
	b.must(os.Remove(pages))
	b.must(os.Rename(aside, pages))
	b.after(b.tray.pace.longest)
	b.wants("it can be kept", []string{"a.png taken"}, doneFolder+"/a.png")
	if got := b.status(); got != (present.Watching{}) {
		t.Errorf("want nothing told any more, got %+v", got)
	}
}

// A file that is replaced or written on while it is brought in is not moved away with what was read.
func TestAFileThatChangesWhileItIsTakenStays(t *testing.T) {
	b := newBench(t)
	b.put("a.png", scan(t, 1))
	b.after(0)
	path := filepath.Join(b.from, "a.png")
	before, err := os.Lstat(path)
	b.must(err)
	s := b.seen["a.png"]
	b.must(b.take(t.Context(), "a.png", s))
	b.put("a.png", scan(t, 2))
	if err := b.move("a.png", s); err == nil {
		t.Error("want it not moved")
	}
	b.wants("it was replaced", []string{"a.png taken"}, "a.png")
	if _, _, err := readStill(path, before); err == nil {
		t.Error("want what is not the file that was seen not read")
	}
	delete(b.seen, "a.png")
	b.settled()
	b.wants("it is a file of its own", []string{"a.png taken", "a.png taken"}, doneFolder+"/a.png")
}

func TestNobodyTakesWhoMayNot(t *testing.T) {
	b := newBench(t)
	coder := b.person("cody", chart.Coder)
	b.put("a.png", scan(t, 1))
	b.signIn("cody", coder)
	denied := len(b.entries(chart.ActDenied))
	for range 5 {
		b.settled()
	}
	if got := b.watching(); got != (present.Watching{}) {
		t.Errorf("want nothing told to who may not bring charts in, got %+v", got)
	}
	if n := len(b.entries(chart.ActDenied)) - denied; n != 0 {
		t.Errorf("want no refusal in the trail for what nobody asked, got %d", n)
	}
	b.signIn("ada", b.secret)
	b.settled()
	b.wants("somebody who may has come", []string{"a.png taken"}, doneFolder+"/a.png")
}

func TestFoldersAndLinksInTheWatchedFolderAreTold(t *testing.T) {
	b := newBench(t)
	b.must(os.Mkdir(filepath.Join(b.from, doneFolder), 0o700))
	b.must(os.Mkdir(filepath.Join(b.from, "of a patient"), 0o700))
	b.must(os.Symlink(filepath.Join(b.from, "of a patient"), filepath.Join(b.from, "link.png")))
	b.settled()
	if got, want := b.status(), (present.Watching{Others: 2}); got != want {
		t.Errorf("want %+v, got %+v", want, got)
	}
	b.must(os.Remove(filepath.Join(b.from, "of a patient")))
	b.must(os.Remove(filepath.Join(b.from, "link.png")))
	b.settled()
	if got := b.status(); got != (present.Watching{}) {
		t.Errorf("after they are gone: %+v", got)
	}
}
