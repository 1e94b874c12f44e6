package wire

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
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

// glance is how often the folder is looked at while something in it is awaited.
const glance = time.Second

// poll is how often the folder is looked at without any event: a folder on a network tells of no files that others put there,
// and one that went away and came back tells of nothing at all.
const poll = 10 * time.Second

// watcher is a running watch; closing stop ends it and done says that it has.
type watcher struct {
	trays []*tray
	stop  context.CancelFunc
	done  chan struct{}
}

// WatchedFolder is empty when no folder is watched.
func (d *Desk) WatchedFolder(ctx context.Context) (string, error) {
	return d.cases.Preference(ctx, watchedFolder)
}

// SetWatchedFolder watches a folder from now on, or none. It must be there, writable, and outside the workspace: files are moved
// inside it.
func (d *Desk) SetWatchedFolder(ctx context.Context, path string) error {
	const op = "watch a folder"
	ses, err := d.at(op, chart.ActSettings)
	if err != nil {
		return err
	}
	if path != "" {
		path = filepath.Clean(path)
		if err := d.mayWatch(path); err != nil {
			return chart.E(chart.BadInput, op, err)
		}
	}
	if err := d.cases.SetPreference(ctx, ses, watchedFolder, path); err != nil {
		return err
	}
	d.stopWatching()
	d.startWatching(ctx)
	return nil
}

// mayWatch says why a folder cannot be watched, and makes the folders in it where it can.
func (d *Desk) mayWatch(path string) error {
	st, err := os.Stat(path)
	if err != nil || !st.IsDir() || !filepath.IsAbs(path) {
		return errors.New("there is no such folder")
	}
	if inside(path, d.opts.Dir) {
		return errors.New("the workspace lies there")
	}
	for _, sub := range []string{"", urgentFolder, doneFolder, refusedFolder} {
		dir := filepath.Join(path, sub)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return errors.New("this person may not write there")
		}
		trial, err := os.CreateTemp(dir, ".chartproof-*")
		if err != nil {
			return errors.New("this person may not write there")
		}
		if err := errors.Join(trial.Close(), os.Remove(trial.Name())); err != nil {
			return errors.New("this person may not move files there")
		}
	}
	return nil
}

// inside reports whether path is the folder or lies in it, however either is spelt.
func inside(path, folder string) bool {
	whole, err := filepath.EvalSymlinks(path)
	if err != nil {
		whole = path
	}
	have, err := os.Stat(folder)
	for err == nil {
		st, gone := os.Stat(whole)
		if gone == nil && os.SameFile(st, have) {
			return true
		}
		up := filepath.Dir(whole)
		if up == whole {
			return false
		}
		whole = up
	}
	return false
}

// Watching says what keeps files from being taken out of the watched folder; nothing to who may not bring charts in.
func (d *Desk) Watching(context.Context) (present.Watching, error) {
	var out present.Watching
	if !d.mayImport() {
		return out, nil
	}
	d.mu.Lock()
	w := d.watch
	d.mu.Unlock()
	if w == nil {
		return out, nil
	}
	for _, t := range w.trays {
		one := t.status()
		out.Stuck += one.Stuck
		out.Held += one.Held
		out.Others += one.Others
		if out.Away.IsZero() || !one.Away.IsZero() && one.Away.Before(out.Away) {
			out.Away = one.Away
		}
	}
	return out, nil
}

// mayImport reports whether the person at the desk may bring charts in. Nothing was asked for, so a refusal is none for the trail.
func (d *Desk) mayImport() bool {
	_, err := d.decide("take from the watched folder", chart.ActImport, about{ahead: true})
	return err == nil
}

func (d *Desk) startWatching(ctx context.Context) {
	path, err := d.cases.Preference(ctx, watchedFolder)
	if err != nil {
		d.opts.Log.WarnContext(ctx, "watched folder not known", "kind", string(chart.KindOf(err)))
		return
	}
	if path == "" {
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
	w.trays = []*tray{d.tray(path, path, false), d.tray(filepath.Join(path, urgentFolder), path, true)}
	d.watch = w
	d.mu.Unlock()
	var both sync.WaitGroup
	for _, t := range w.trays {
		both.Go(func() { t.watch(life) })
	}
	go func() {
		both.Wait()
		close(w.done)
	}()
}

// tray gives the folder with what is known of its files since the desk was opened. The caller holds d.mu.
func (d *Desk) tray(from, to string, urgent bool) *tray {
	t := d.trays[from]
	if t == nil {
		t = newTray(d, from, to, urgent)
		if d.trays == nil {
			d.trays = map[string]*tray{}
		}
		d.trays[from] = t
	}
	return t
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

// watch takes what lies in the folder, then waits for more. Events only say that it is time to look soon: what is taken is
// always read from the folder itself, and it is looked at without events as well, so a lost event loses nothing, and neither
// does a computer that has no events left to give.
func (t *tray) watch(ctx context.Context) {
	t.busy.Lock() // the watch before this one may still be on its way out
	defer t.busy.Unlock()
	for _, s := range t.seen { // somebody came: nothing waits for its next try
		s.next = time.Time{}
	}
	var happened <-chan fsnotify.Event
	var failed <-chan error
	events, err := fsnotify.NewWatcher()
	if err != nil {
		t.desk.opts.Log.WarnContext(ctx, "the watched folder tells of nothing by itself", "kind", string(chart.KindOf(err)))
	} else {
		defer events.Close()
		happened, failed = events.Events, events.Errors
	}
	tick := time.NewTicker(glance)
	defer tick.Stop()
	soon, last := true, time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-happened:
			soon = true
		case <-failed: // too many at once, say: what lies there is seen all the same
			soon = true
		case <-tick.C:
			if soon || time.Since(last) >= poll {
				t.listen(events)
				soon, last = t.look(ctx), time.Now()
			}
		}
	}
}

// listen has events come from the folder, where it is there and tells of any. It is said anew each time: a folder that went
// away and came back is another one. The urgent one is not there in folders chosen long ago; the chosen one itself is never made,
// since where it is gone its disk is.
func (t *tray) listen(events *fsnotify.Watcher) {
	if t.urgent {
		_ = os.Mkdir(t.from, 0o700) // there already, or the folder around it is gone
	}
	if events != nil {
		_ = events.Add(t.from) // it is looked at without events as well
	}
}
