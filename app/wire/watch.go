package wire

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"chartproof.org/chartproof/engine/chart"
)

// watchedFolder is the setting that names the folder from which charts are taken.
const watchedFolder = "intake.watched_folder"

// The folders inside the watched one: what lies in the first is read before everything else, to the others files go once
// they are dealt with.
const (
	urgentFolder  = "urgent"
	doneFolder    = "imported"
	refusedFolder = "refused"
)

// settle is how long a file must not have changed before it counts as wholly written.
const settle = 2 * time.Second

// poll is how often the folder is looked at without any event: a folder on a network tells of no files that others put there,
// and one that went away and came back tells of nothing at all.
const poll = 10 * time.Second

// watcher is a running watch; closing stop ends it and done says that it has.
type watcher struct {
	stop context.CancelFunc
	done chan struct{}
}

// WatchedFolder is empty when no folder is watched.
func (d *Desk) WatchedFolder(ctx context.Context) (string, error) {
	return d.cases.Preference(ctx, watchedFolder)
}

// SetWatchedFolder watches a folder from now on, or none. It must be there and writable: files are moved inside it.
func (d *Desk) SetWatchedFolder(ctx context.Context, path string) error {
	const op = "watch a folder"
	ses, err := d.at(op, chart.ActSettings)
	if err != nil {
		return err
	}
	if path != "" {
		st, err := os.Stat(path)
		if err != nil || !st.IsDir() || !filepath.IsAbs(path) {
			return chart.E(chart.BadInput, op, errors.New("there is no such folder"))
		}
		for _, sub := range []string{urgentFolder, doneFolder, refusedFolder} {
			if err := os.MkdirAll(filepath.Join(path, sub), 0o700); err != nil {
				return chart.E(chart.BadInput, op, errors.New("this person may not write there"))
			}
		}
	}
	if err := d.cases.SetPreference(ctx, ses, watchedFolder, path); err != nil {
		return err
	}
	d.stopWatching()
	d.startWatching(ctx)
	return nil
}

func (d *Desk) startWatching(ctx context.Context) {
	path, err := d.cases.Preference(ctx, watchedFolder)
	if err != nil || path == "" {
		return
	}
	life, stop := context.WithCancel(d.life)
	w := &watcher{stop: stop, done: make(chan struct{})}
	d.mu.Lock()
	if d.watch != nil {
		d.mu.Unlock()
		stop()
		return
	}
	d.watch = w
	d.mu.Unlock()
	var both sync.WaitGroup
	for _, f := range []taking{{from: path, to: path}, {from: filepath.Join(path, urgentFolder), to: path, urgent: true}} {
		both.Go(func() {
			if err := d.watchFolder(life, f); err != nil && life.Err() == nil {
				d.opts.Log.WarnContext(life, "watched folder", "kind", string(chart.KindOf(err)))
			}
		})
	}
	go func() {
		both.Wait()
		close(w.done)
	}()
}

func (d *Desk) stopWatching() {
	d.mu.Lock()
	w := d.watch
	d.watch = nil
	d.mu.Unlock()
	if w != nil {
		w.stop()
		<-w.done
	}
}

// taking is a folder from which charts are taken, and the one whose folders they go to then.
type taking struct {
	from, to string
	urgent   bool
}

// watchFolder takes what lies in the folder, then waits for more. Events only say that it is time to look soon: what is taken
// is always read from the folder itself, and it is looked at without events as well, so a lost event loses nothing.
func (d *Desk) watchFolder(ctx context.Context, f taking) error {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer events.Close()
	tick := time.NewTicker(settle)
	defer tick.Stop()
	look, last := true, time.Now()
	for {
		if look || time.Since(last) >= poll {
			f.listen(events)
			look, last = d.takeFolder(ctx, f), time.Now()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-events.Events:
			look = true
		case err := <-events.Errors:
			if err != nil { // too many at once, say: what lies there is seen all the same
				look = true
			}
		case <-tick.C:
		}
	}
}

// listen has events come from the folder, where it is there and tells of any. It is said anew each time: a folder that went
// away and came back is another one. The urgent one is not there in folders chosen long ago; the chosen one itself is never made,
// since where it is gone its disk is.
func (f taking) listen(events *fsnotify.Watcher) {
	if f.urgent {
		_ = os.Mkdir(f.from, 0o700) // there already, or the folder around it is gone
	}
	_ = events.Add(f.from) // it is looked at without events as well
}

// takeFolder imports every file that is wholly written and moves it away. It reports whether to look again soon: something
// is still being written, or could not be taken now. One file's trouble keeps no other from its turn.
func (d *Desk) takeFolder(ctx context.Context, f taking) (again bool) {
	entries, err := os.ReadDir(f.from)
	if err != nil {
		d.opts.Log.WarnContext(ctx, "watched folder not read", "kind", string(chart.KindOf(err)))
		return true
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if time.Since(info.ModTime()) < settle {
			again = true
			continue
		}
		if err := d.takeFile(ctx, f, e.Name()); err != nil {
			if ctx.Err() != nil {
				return false
			}
			d.opts.Log.WarnContext(ctx, "file of the watched folder not taken", "kind", string(chart.KindOf(err)))
			again = chart.KindOf(err) != chart.NotAllowed // somebody else must sign in first
		}
	}
	return again
}

func (d *Desk) takeFile(ctx context.Context, f taking, name string) error {
	path := filepath.Join(f.from, name)
	held, err := os.Open(path)
	if err != nil { // held by another program, or gone again: it is not the file's fault, and it stays
		return chart.E(chart.Conflict, "take a file of the watched folder", errors.New("the file cannot be opened now"))
	}
	if err := held.Close(); err != nil {
		return err
	}
	report, err := d.Import(ctx, []string{path}, f.urgent, nil)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		return nil // taken away meanwhile; nothing is left to move
	}
	to := doneFolder
	if report.Files[0].Refusal != nil {
		to = refusedFolder
	}
	return moveAside(path, filepath.Join(f.to, to))
}

// moveAside moves a file into a folder and never replaces one that is there.
func moveAside(path, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	base, ext := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), filepath.Ext(path)
	target := filepath.Join(dir, base+ext)
	for n := 2; ; n++ {
		if _, err := os.Lstat(target); errors.Is(err, os.ErrNotExist) {
			return os.Rename(path, target)
		}
		target = filepath.Join(dir, base+"-"+time.Now().Format("150405")+"-"+string(rune('a'+n%26))+ext)
	}
}
