package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Job is one backup.
type Job struct {
	DB        *sqlitedb.DB
	Target    *Target
	Keys      Keys
	Signing   Signing
	Freeze    Freeze
	Workspace string
	Device    chart.DeviceID
	Program   string
	Now       func() time.Time
	Keep      int  // generations; 0: DefaultKeep
	Damaged   bool // the workspace does not hold: nothing older is dropped
	Progress  func(done, all int64)
	Records   Records // nil: no hub runs with the workspace
}

// Records are what a hub that runs with the workspace keeps beside the database.
type Records interface {
	// List gives an index, whose form is the hub's own, and the sealed bodies that it names.
	List(ctx context.Context) (index []byte, bodies []File, err error)
	// Body reads one of them by its name.
	Body(ctx context.Context, name string) ([]byte, error)
}

// Freeze gives the keyring's entries that open a copy of the database which during makes: nothing of them changes meanwhile.
type Freeze func(ctx context.Context, during func() error) (map[string][]byte, error)

// DefaultKeep is how many generations are kept where nobody has said.
const DefaultKeep = 14

// Result says what a backup did.
type Result struct {
	Manifest
	NewFiles, NewChunks int
	NewBytes            int64 // written to the target
	Dropped             int   // older generations
	SameDrive           bool
	Took                time.Duration
}

const (
	reserve = 64 << 20 // stays free on the target
	copiers = 4
)

// Scratch begins the name of the folder beside the workspace in which a backup's copy of the database lies. Whoever opens the
// workspace takes away what a killed program has left of them.
const Scratch = ".backup-"

// Make makes a new generation. It counts once its manifest is on the target; until then the older ones are all that is there,
// and nothing of them is touched.
func Make(ctx context.Context, j Job) (r Result, err error) {
	begun := time.Now()
	if !j.Keys.valid() {
		return r, chart.E(chart.BadState, "back up", errors.New("no backup is set up"))
	}
	scratch, err := os.MkdirTemp(j.DB.Dir(), Scratch+"*")
	if err != nil {
		return r, chart.E(chart.BadInput, "back up", sqlitedb.Bare(err))
	}
	defer func() { err = errors.Join(err, sqlitedb.Bare(os.RemoveAll(scratch))) }()
	j.Target.tidy()
	m := &maker{Job: j, scratch: scratch, r: &r}
	if err := m.generation(ctx); err != nil {
		return r, err
	}
	r.SameDrive = SameDrive(j.DB.Dir(), j.Target.dir)
	if !j.Damaged && len(r.Missing) == 0 {
		r.Dropped, err = j.Target.prune(ctx, j.Keys, j.Signing, keep(j.Keep))
	}
	r.Took = time.Since(begun)
	return r, err
}

func keep(n int) int {
	if n <= 0 {
		return DefaultKeep
	}
	return n
}

// maker is a backup that is being made.
type maker struct {
	Job
	scratch  string
	accounts map[string][]byte // the keyring's entries as the snapshot needs them
	r        *Result
	index    []byte // of the hub's records
	done     atomic.Int64
	all      int64
}

func (m *maker) generation(ctx context.Context) error {
	have, err := m.Target.generations()
	if err != nil {
		return err
	}
	m.r.Manifest = Manifest{Format: manifestFormat, Generation: 1, Workspace: m.Workspace, Device: m.Device, Program: m.Program,
		Made: m.Now().UTC().Truncate(time.Second)}
	if len(have) > 0 {
		m.r.Generation = have[len(have)-1] + 1
	}
	if m.accounts, err = m.Freeze(ctx, func() error { return m.DB.Snapshot(ctx, m.scratch) }); err != nil {
		return err
	}
	defer m.forget()
	if err := m.describe(ctx); err != nil {
		return err
	}
	if err := m.list(ctx); err != nil {
		return err
	}
	if err := m.room(); err != nil {
		return err
	}
	if err := m.copy(ctx, m.r.Files, m.page); err != nil {
		return err
	}
	if err := m.database(ctx); err != nil {
		return err
	}
	if err := m.records(ctx); err != nil {
		return err
	}
	return m.finish(ctx)
}

// list asks the hub after the database was copied: a record that the copy tells of as settled is among them.
func (m *maker) list(ctx context.Context) (err error) {
	if m.Records == nil {
		return nil
	}
	part := &RecordPart{}
	if m.index, part.Bodies, err = m.Records.List(ctx); err != nil {
		return fmt.Errorf("list the hub's records: %w", err)
	}
	for _, b := range part.Bodies {
		if !blob.ValidName(b.Name) {
			return chart.E(chart.Tampered, "list the hub's records", errors.New("malformed name"))
		}
		m.all += b.Size
	}
	m.all += int64(len(m.index))
	m.r.Records = part
	return nil
}

// records copies what the hub keeps.
func (m *maker) records(ctx context.Context) (err error) {
	if m.r.Records == nil {
		return nil
	}
	if err := m.copy(ctx, m.r.Records.Bodies, m.Records.Body); err != nil {
		return err
	}
	m.r.Records.Index, err = m.cut(ctx, bytes.NewReader(m.index))
	return err
}

func (m *maker) forget() {
	for _, secret := range m.accounts {
		clear(secret)
	}
}

// describe reads out of the snapshot what the manifest says of it.
func (m *maker) describe(ctx context.Context) (err error) {
	snap, err := sqlitedb.OpenReadOnly(ctx, m.scratch)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, snap.Close()) }()
	if m.r.Schema, err = snap.Schema(ctx); err != nil {
		return err
	}
	if m.r.Checkpoint, err = audit.New(snap, m.Now).Checkpoint(ctx); err != nil {
		return err
	}
	return snap.Read(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Row(`SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM import), (SELECT count(*) FROM audit_entry)`, nil,
			&m.r.Documents, &m.r.Imports, &m.r.Entries); err != nil {
			return err
		}
		return tx.Each(`SELECT name, size FROM blob ORDER BY name`, nil, func(r *sqlitedb.Rows) error {
			var f File
			err := r.Scan(&f.Name, &f.Size)
			if err == nil && !blob.ValidName(f.Name) {
				return chart.E(chart.Tampered, "read page files", errors.New("malformed name"))
			}
			m.r.Files = append(m.r.Files, f)
			m.all += f.Size
			return err
		})
	})
}

// room looks whether the target can hold what is new, before anything is written.
func (m *maker) room() error {
	info, err := os.Stat(filepath.Join(m.scratch, sqlitedb.FileName))
	if err != nil {
		return chart.E(chart.Internal, "measure backup", sqlitedb.Bare(err))
	}
	m.r.Database.Bytes = info.Size()
	m.all += info.Size()
	need := info.Size() + reserve
	files := m.r.Files
	if m.r.Records != nil {
		files = slices.Concat(files, m.r.Records.Bodies)
		need += int64(len(m.index))
	}
	for _, f := range files {
		if !m.Target.has(pagePlace(f.Name), f.Size) {
			need += f.Size
		}
	}
	free, err := freeBytes(m.Target.dir)
	if err != nil {
		return chart.E(chart.Unreachable, "measure the drive", sqlitedb.Bare(err))
	}
	if free < need {
		return chart.E(chart.MissingTool, "back up", fmt.Errorf("the drive has %d MB free and needs %d MB", free>>20, need>>20))
	}
	return nil
}

func (m *maker) tell(n int64) {
	done := m.done.Add(n)
	if m.Progress != nil {
		m.Progress(done, m.all)
	}
}

// copy brings the files that are not there yet to the target, and reads back what was written.
func (m *maker) copy(ctx context.Context, all []File, read func(ctx context.Context, name string) ([]byte, error)) error {
	var files, size atomic.Int64
	missing := make([]bool, len(all))
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(copiers)
	for i, f := range all {
		if inner.Err() != nil {
			break
		}
		if m.Target.has(pagePlace(f.Name), f.Size) {
			m.tell(f.Size)
			continue
		}
		g.Go(func() error {
			copied, err := m.file(inner, f, read)
			missing[i] = err == nil && !copied
			if copied {
				files.Add(1)
				size.Add(f.Size)
			}
			m.tell(f.Size)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for i, gone := range missing {
		if gone {
			m.r.Missing = append(m.r.Missing, all[i].Name)
		}
	}
	m.r.NewFiles += int(files.Load())
	m.r.NewBytes += size.Load()
	return nil
}

// page reads a page file of the workspace.
func (m *maker) page(_ context.Context, name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(m.DB.Dir(), blob.Path(name)))
}

// file copies one file. A source that is missing or changed gives false: the rest is worth having, and the manifest says so.
func (m *maker) file(ctx context.Context, f File, read func(ctx context.Context, name string) ([]byte, error)) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	data, err := read(ctx, f.Name)
	if ctx.Err() != nil || chart.KindOf(err) == chart.Unreachable {
		return false, errors.Join(ctx.Err(), err)
	}
	if err != nil || sumOf(data) != f.Name {
		return false, nil //nolint:nilerr // the manifest lists it as missing
	}
	if err := m.Target.put(pagePlace(f.Name), data); err != nil {
		return false, err
	}
	back, err := m.Target.read(pagePlace(f.Name))
	if err != nil {
		return false, err
	}
	if !bytes.Equal(back, data) {
		return false, chart.E(chart.Tampered, "read back", errors.New("the drive does not give back what was written"))
	}
	return true, nil
}

func sumOf(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// database copies the snapshot.
func (m *maker) database(ctx context.Context) error {
	f, err := os.Open(filepath.Join(m.scratch, sqlitedb.FileName))
	if err != nil {
		return chart.E(chart.Internal, "back up database", sqlitedb.Bare(err))
	}
	defer f.Close()
	cut, err := m.cut(ctx, f)
	cut.Bytes = m.r.Database.Bytes // as measured: another size is no copy
	m.r.Database = cut
	return err
}

// cut cuts something into chunks and writes those that are not there yet.
func (m *maker) cut(ctx context.Context, from io.Reader) (out Cut, err error) {
	whole, buf := sha256.New(), make([]byte, chunkBytes)
	for {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		n, err := io.ReadFull(from, buf)
		if n > 0 {
			whole.Write(buf[:n])
			name, err := m.chunk(buf[:n])
			if err != nil {
				return out, err
			}
			out.Bytes += int64(n)
			out.Chunks = append(out.Chunks, name)
			m.tell(int64(n))
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return out, chart.E(chart.Internal, "cut into chunks", sqlitedb.Bare(err))
		}
	}
	out.SHA256 = hex.EncodeToString(whole.Sum(nil))
	return out, nil
}

func (m *maker) chunk(plain []byte) (name string, err error) {
	name = nameOf(m.Keys.Data, plain)
	if m.Target.has(objectPlace(name), -1) {
		if _, err := m.Target.chunk(m.Keys, name); err == nil {
			return name, nil
		} // a damaged one is written anew
	}
	sealed, err := seal(m.Keys.Data, "objects/"+name, plain)
	if err != nil {
		return "", err
	}
	if err := m.Target.put(objectPlace(name), sealed); err != nil {
		return "", err
	}
	back, err := m.Target.chunk(m.Keys, name)
	if err != nil {
		return "", err
	}
	if !bytes.Equal(back, plain) {
		return "", chart.E(chart.Tampered, "read back", errors.New("the drive does not give back what was written"))
	}
	m.r.NewChunks++
	m.r.NewBytes += int64(len(sealed))
	return name, nil
}

// chunk reads a chunk and holds it to its name.
func (t *Target) chunk(k Keys, name string) ([]byte, error) {
	sealed, err := t.read(objectPlace(name))
	if err != nil {
		return nil, err
	}
	plain, err := unseal(k.Data, "objects/"+name, sealed)
	if err != nil {
		return nil, err
	}
	if nameOf(k.Data, plain) != name {
		return nil, chart.E(chart.Tampered, "read chunk", errors.New("it is not the one that its name says"))
	}
	return plain, nil
}

// finish replaces the secrets, then writes the manifest and reads both back.
func (m *maker) finish(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var before secrets
	if m.Target.has(secretsPlace, -1) {
		old, err := m.Target.read(secretsPlace)
		if err != nil {
			return err
		}
		if before, err = openSecrets(m.Keys.Transport, old); err != nil {
			return err
		}
	}
	sealed, err := sealSecrets(m.Keys, m.Workspace, m.accounts, before)
	if err != nil {
		return err
	}
	if err := m.Target.write(secretsPlace, sealed); err != nil {
		return err
	}
	if back, err := m.Target.read(secretsPlace); err != nil || !bytes.Equal(back, sealed) {
		return errors.Join(err, chart.E(chart.Tampered, "read back", errors.New("the drive does not give back what was written")))
	}
	sealed, err = sealManifest(m.Keys, m.Signing, m.r.Manifest)
	if err != nil {
		return err
	}
	if err := m.Target.write(generationPlace(m.r.Generation), sealed); err != nil {
		return err
	}
	if _, err := m.Target.manifest(m.Keys, m.Signing, m.r.Generation); err != nil {
		return fmt.Errorf("read back: %w", err)
	}
	return nil
}

// manifest opens one generation's manifest.
func (t *Target) manifest(k Keys, s Signing, n int64) (Manifest, error) {
	sealed, err := t.read(generationPlace(n))
	if err != nil {
		return Manifest{}, err
	}
	return openManifest(k, s, n, sealed)
}
