package wire

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/intake"
	"chartproof.org/chartproof/ui/present"
)

// pace is how long the files of a watched folder are waited for.
type pace struct {
	settle   time.Duration // a file that did not change for so long is wholly written
	doubt    time.Duration // one whose bytes make no whole chart: whoever writes it may only have paused
	leftover time.Duration // one with the name of a file under way: whoever wrote it has given up
	longest  time.Duration // between two tries; the first pause is settle, each further one twice the last
}

func usualPace() pace {
	return pace{settle: 2 * time.Second, doubt: time.Minute, leftover: 10 * time.Minute, longest: 10 * time.Minute}
}

// heldTries is how often a file can fail to be taken before the person is told: a scanner may hold it open for a while.
const heldTries = 4

// errMoving says that a file is being written, or is not the one that was looked at.
var errMoving = errors.New("the file is still changing")

// tray is a folder from which charts are taken, and what is known of its files. One goroutine looks; status may be asked beside.
type tray struct {
	busy     sync.Mutex // held by whoever looks
	desk     *Desk
	from, to string // to has the folders to which files go
	urgent   bool
	pace     pace
	now      func() time.Time
	seen     map[string]*sight // by name
	others   int               // folders, links and the like, which are no charts

	mu   sync.Mutex
	told present.Watching
}

// sight is what is known of a file that lies in the folder.
type sight struct {
	info  os.FileInfo
	since time.Time // it has not changed since, as far as was seen
	sum   string    // of its bytes, once it was taken
	goes  string    // the folder to which it goes; empty: it was not taken yet
	tries int       // that failed, to take it or to move it
	next  time.Time // not tried before
}

func newTray(d *Desk, from, to string, urgent bool) *tray {
	return &tray{desk: d, from: from, to: to, urgent: urgent, pace: d.pace, now: time.Now, seen: map[string]*sight{}}
}

func (t *tray) status() present.Watching {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.told
}

// say keeps what keeps files from being taken, and has the screens told where that is news.
func (t *tray) say(away bool) {
	w := present.Watching{Others: t.others}
	for _, s := range t.seen {
		switch {
		case s.tries == 0:
		case s.goes != "":
			w.Stuck++
		case s.tries >= heldTries:
			w.Held++
		}
	}
	t.mu.Lock()
	if w.Away = t.told.Away; !away {
		w.Away = time.Time{}
	} else if w.Away.IsZero() {
		w.Away = t.now()
	}
	news := w != t.told
	t.told = w
	t.mu.Unlock()
	if news {
		t.desk.tell()
	}
}

// look takes every file that is wholly written and moves it away. It reports whether to look again soon: something is still
// being written, or is to be tried again. One file's trouble keeps no other from its turn.
func (t *tray) look(ctx context.Context) (soon bool) {
	if !t.desk.mayImport() { // somebody else must sign in first
		return false
	}
	entries, err := os.ReadDir(t.from)
	if t.urgent && errors.Is(err, fs.ErrNotExist) { // nothing is urgent; whether the folder around it is gone, the other tray tells
		err = nil
	}
	if err != nil {
		t.desk.opts.Log.WarnContext(ctx, "watched folder not read", "kind", string(chart.KindOf(err)))
		t.say(true)
		return false
	}
	there := map[string]bool{}
	t.others = 0
	for _, e := range entries {
		if passedOver(e.Name()) {
			continue
		}
		there[e.Name()] = true
		if !e.Type().IsRegular() {
			t.others++
		}
		soon = t.file(ctx, e.Name()) || soon
		if ctx.Err() != nil {
			return false
		}
	}
	for name := range t.seen {
		if !there[name] {
			delete(t.seen, name)
		}
	}
	t.say(false)
	return soon
}

// file looks at one file. It reports whether to look at it again soon.
func (t *tray) file(ctx context.Context, name string) (soon bool) {
	info, err := os.Lstat(filepath.Join(t.from, name))
	if err != nil { // taken away between listing and looking, or its disk cannot be asked now
		return false
	}
	if !info.Mode().IsRegular() {
		delete(t.seen, name)
		return false
	}
	now, s := t.now(), t.seen[name]
	switch {
	case s == nil, !alike(s.info, info) && (s.goes == "" || !t.still(name, s)):
		t.seen[name] = &sight{info: info, since: now}
		return true
	case now.Sub(s.since) < t.stillness(name):
		return true
	case now.Before(s.next):
		return s.next.Sub(now) < poll
	}
	if s.goes == "" {
		err = t.take(ctx, name, s)
	}
	if err == nil && s.goes != "" {
		err = t.move(name, s)
	}
	switch {
	case err == nil, ctx.Err() != nil, !t.desk.mayImport():
	case errors.Is(err, errMoving):
		delete(t.seen, name)
		return true
	case gone(filepath.Join(t.from, name)): // by whoever put it there: there is nothing to tell
	default:
		t.desk.opts.Log.WarnContext(ctx, "file of the watched folder not taken or not moved", "kind", string(chart.KindOf(err)))
		s.tries++
		s.next = t.now().Add(t.pause(s.tries))
		t.say(false)
		return true
	}
	return false
}

// pause is how long to wait after so many tries that failed.
func (t *tray) pause(tries int) time.Duration {
	wait := t.pace.settle
	for n := 1; n < tries && wait < t.pace.longest; n++ {
		wait *= 2
	}
	return min(wait, t.pace.longest)
}

// take imports a file, once: what is left then is to move it. Bytes that make no whole chart are looked at again before they are
// refused, since whoever writes them may have paused.
func (t *tray) take(ctx context.Context, name string, s *sight) error {
	data, info, err := readStill(filepath.Join(t.from, name), s.info)
	if err != nil {
		return err
	}
	src, refusal := intake.Check(name, data, intake.DefaultLimits())
	if whole := s.since.Add(t.pace.doubt); refusal != nil && t.now().Before(whole) {
		s.next = whole
		return nil
	}
	one, err := t.desk.importRead(ctx, name, data, t.urgent)
	if err != nil {
		return err
	}
	s.info, s.sum, s.goes, s.tries = info, src.SHA256, doneFolder, 0
	if one.Refusal != nil {
		s.goes = refusedFolder
	}
	return nil
}

// move puts a file that was taken where it belongs. What lies under its name meanwhile and is not what was read stays, and is
// looked at as a file of its own.
func (t *tray) move(name string, s *sight) error {
	path := filepath.Join(t.from, name)
	if !t.still(name, s) {
		return errMoving
	}
	target, err := moveAside(path, filepath.Join(t.to, s.goes))
	if err != nil {
		return err
	}
	delete(t.seen, name)
	if info, err := os.Lstat(target); err == nil && !alike(info, s.info) { // written on at the last moment: it is not what was read
		_, err = moveAside(target, t.from)
		return errors.Join(errMoving, err)
	}
	return nil
}

// still reports whether the file that was read is the one that lies there: by what the disk says of it, and by its bytes where
// the disk names it anew, as some on networks do.
func (t *tray) still(name string, s *sight) bool {
	path := filepath.Join(t.from, name)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != s.info.Size() {
		return false
	}
	if alike(info, s.info) && os.SameFile(info, s.info) {
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	sum := sha256.New()
	if n, err := io.Copy(sum, f); err != nil || n != info.Size() || hex.EncodeToString(sum.Sum(nil)) != s.sum {
		return false
	}
	s.info = info
	return true
}

// alike reports whether a file was not written between two looks. Its time alone would not tell: who copies may keep the
// original's.
func alike(a, b os.FileInfo) bool {
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// readStill reads a file that is what was seen of it before and after: else errMoving. What it is is asked of the open file,
// since a disk on a network may tell the folder late.
func readStill(path string, seen os.FileInfo) (data []byte, info os.FileInfo, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !before.Mode().IsRegular() || !alike(before, seen) {
		return nil, nil, errMoving
	}
	if data, err = io.ReadAll(io.LimitReader(f, maxFile)); err != nil {
		return nil, nil, err
	}
	after, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !alike(after, before) || int64(len(data)) != min(after.Size(), maxFile) {
		return nil, nil, errMoving
	}
	return data, after, nil
}

func gone(path string) bool {
	_, err := os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// stillness is how long a file must not have changed before it is taken.
func (t *tray) stillness(name string) time.Duration {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp":
		return t.pace.leftover
	}
	return t.pace.settle
}

// passedOver reports whether a name is none of a chart: hidden, that of a folder of ours, or what systems put beside files.
func passedOver(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") {
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini", urgentFolder, doneFolder, refusedFolder:
		return true
	}
	return false
}
