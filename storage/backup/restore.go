package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Source is a target whose keys are open.
type Source struct {
	Target    *Target
	Keys      Keys
	Workspace string
	Accounts  map[string][]byte // what the keyring is to hold
	past      [][]byte
	signing   Signing
}

// Unlock opens a target with its passphrase: on a blank machine there is nothing else. A wrong one is chart.NotAllowed.
func Unlock(t *Target, passphrase string, s Signing) (*Source, error) {
	data, err := t.read(passName)
	if err != nil {
		return nil, err
	}
	transport, err := unlock(data, passphrase)
	if err != nil {
		return nil, err
	}
	return WithKey(t, transport, s)
}

// WithKey opens a target with its transport key, which the workspace that makes the backups has.
func WithKey(t *Target, transport Key, s Signing) (*Source, error) {
	sealed, err := t.read(secretsPlace)
	if err != nil {
		return nil, err
	}
	open, err := openSecrets(transport, sealed)
	if err != nil {
		return nil, err
	}
	return &Source{Target: t, Keys: Keys{Data: open.Data, Transport: transport}, Workspace: open.Workspace, Accounts: open.Accounts, past: open.Past, signing: s}, nil
}

// As is the same source, whose manifests must be signed as s says.
func (s *Source) As(signing Signing) *Source {
	out := *s
	out.signing = signing
	return &out
}

// Generations lists what can be restored, newest first.
func (s *Source) Generations() ([]Generation, error) { return s.Target.Generations(s.Keys, s.signing) }

// Plan is what restoring a generation would bring back, and what would be lost against the newest.
type Plan struct {
	Manifest
	Newest        int64
	LostDocuments int64
	LostEntries   int64
}

// Plan looks at a generation; 0 is the newest that holds.
func (s *Source) Plan(generation int64) (p Plan, err error) {
	const op = "choose backup"
	all, err := s.Generations()
	if err != nil {
		return p, err
	}
	var newest *Generation
	for i := range all {
		g := &all[i]
		if g.Err == nil && g.Workspace != s.Workspace {
			g.Err = chart.E(chart.Tampered, op, errors.New("it is another workspace's"))
		}
		if g.Err == nil && newest == nil {
			newest = g
		}
		if g.Number == generation && g.Err != nil {
			return p, fmt.Errorf("generation %d: %w", generation, g.Err)
		}
		if g.Err == nil && (g.Number == generation || generation == 0 && g == newest) {
			return Plan{Manifest: g.Manifest, Newest: newest.Number, LostDocuments: max(0, newest.Documents-g.Documents), LostEntries: newest.Entries - g.Entries}, nil
		}
	}
	return p, chart.E(chart.NotFound, op, errors.New("there is no such backup that holds"))
}

const unfinished = ".restoring"

// Fetch brings a generation's database and page files into a folder that is blank, every hash checked. What it leaves where it
// fails is no workspace, and is removed.
func (s *Source) Fetch(ctx context.Context, m Manifest, dir string, progress func(done, all int64)) (err error) {
	made, err := blank(dir)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, unmake(dir, made))
		}
	}()
	f := &fetcher{Source: s, m: m, dir: dir, progress: progress, all: m.Database.Bytes}
	for _, file := range m.Files {
		f.all += file.Size
	}
	if m.Records != nil {
		f.all += m.Records.Index.Bytes
		for _, body := range m.Records.Bodies {
			f.all += body.Size
		}
	}
	free, err := freeBytes(dir)
	if err != nil {
		return chart.E(chart.BadInput, "restore", sqlitedb.Bare(err))
	}
	if free < f.all+reserve {
		return chart.E(chart.MissingTool, "restore", fmt.Errorf("the folder has %d MB free and needs %d MB", free>>20, (f.all+reserve)>>20))
	}
	if err := f.files(ctx, m.Files, blob.Path); err != nil {
		return err
	}
	if err := f.join(ctx, m.Database, filepath.Join(dir, unfinished)); err != nil {
		return err
	}
	if err := f.records(ctx); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(dir, unfinished), filepath.Join(dir, sqlitedb.FileName)); err != nil {
		return chart.E(chart.Internal, "restore", sqlitedb.Bare(err))
	}
	return sqlitedb.SyncDir(dir)
}

// blank makes the folder, or sees that there is nothing in it.
func blank(dir string) (made bool, err error) {
	const op = "restore"
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return false, chart.E(chart.BadInput, op, sqlitedb.Bare(err))
		}
		return true, nil
	case err != nil:
		return false, chart.E(chart.BadInput, op, sqlitedb.Bare(err))
	case sqlitedb.Exists(dir):
		return false, chart.E(chart.Conflict, op, errors.New("there is a workspace in this folder; a backup is restored into a new one"))
	case len(entries) > 0:
		return false, chart.E(chart.Conflict, op, errors.New("the folder is not empty"))
	}
	return false, nil
}

// Unmake empties a folder into which a backup was brought back that does not hold.
func Unmake(dir string) error { return unmake(dir, false) }

// unmake takes away what a restore has written.
func unmake(dir string, made bool) error {
	if made {
		return sqlitedb.Bare(os.RemoveAll(dir))
	}
	entries, err := os.ReadDir(dir)
	errs := []error{sqlitedb.Bare(err)}
	for _, e := range entries {
		errs = append(errs, sqlitedb.Bare(os.RemoveAll(filepath.Join(dir, e.Name()))))
	}
	return errors.Join(errs...)
}

type fetcher struct {
	*Source
	m        Manifest
	dir      string
	progress func(done, all int64)
	done     atomic.Int64
	all      int64
}

func (f *fetcher) tell(n int64) {
	done := f.done.Add(n)
	if f.progress != nil {
		f.progress(done, f.all)
	}
}

// RecordsFolder is where restored records of the practice's hub lie in the workspace until that hub has taken them in: RecordsIndex,
// and each body under its name.
const (
	RecordsFolder = "records-restored"
	RecordsIndex  = "index"
)

// records brings back what the hub kept.
func (f *fetcher) records(ctx context.Context) error {
	if f.m.Records == nil {
		return nil
	}
	place := func(name string) string { return filepath.Join(RecordsFolder, name) }
	if err := os.MkdirAll(filepath.Join(f.dir, RecordsFolder), 0o700); err != nil {
		return full("restore", err)
	}
	if err := f.files(ctx, f.m.Records.Bodies, place); err != nil {
		return err
	}
	return f.join(ctx, f.m.Records.Index, filepath.Join(f.dir, place(RecordsIndex)))
}

// files brings files back, each to its place in the workspace.
func (f *fetcher) files(ctx context.Context, all []File, place func(name string) string) error {
	gone := map[string]bool{}
	for _, name := range f.m.Missing {
		gone[name] = true
	}
	if err := os.MkdirAll(filepath.Join(f.dir, "pages"), 0o700); err != nil {
		return full("restore", err)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(copiers)
	for _, file := range all {
		if gone[file.Name] {
			continue
		}
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			defer f.tell(file.Size)
			return f.file(file, filepath.Join(f.dir, place(file.Name)))
		})
	}
	return g.Wait()
}

func (f *fetcher) file(file File, path string) error {
	data, err := f.Target.read(pagePlace(file.Name))
	if err != nil {
		return err
	}
	if sumOf(data) != file.Name || int64(len(data)) != file.Size {
		return chart.E(chart.Tampered, "restore file", errors.New("a file of the backup was changed"))
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return full("restore", err)
	}
	if err := sqlitedb.WriteFile(path, data); err != nil {
		return full("restore", err)
	}
	return nil
}

// join puts the chunks of something together again.
func (f *fetcher) join(ctx context.Context, c Cut, path string) (err error) {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return full("restore", err)
	}
	defer func() {
		if e := out.Close(); e != nil {
			err = errors.Join(err, full("restore", e))
		}
	}()
	whole := sha256.New()
	var size int64
	for _, name := range c.Chunks {
		if err := ctx.Err(); err != nil {
			return err
		}
		plain, err := f.Target.chunk(f.Keys, name)
		if err != nil {
			return err
		}
		if _, err := io.MultiWriter(out, whole).Write(plain); err != nil {
			return full("restore", err)
		}
		size += int64(len(plain))
		f.tell(int64(len(plain)))
	}
	if size != c.Bytes || hex.EncodeToString(whole.Sum(nil)) != c.SHA256 {
		return chart.E(chart.Tampered, "restore from chunks", errors.New("it is not the one that was backed up"))
	}
	if err := out.Sync(); err != nil {
		return full("restore", err)
	}
	return nil
}
