package blob

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

const folder = "pages"

// Store is the sealed files of one workspace. It is safe for concurrent use.
type Store struct {
	db  *sqlitedb.DB
	dir string
}

// Written is a file that is durable and that no row names yet: Link it in a transaction, or Drop it.
type Written struct {
	owner, kind string
	number      int
	zone        chart.Zone // "" for bytes that were sealed to somebody else
	name        string
	size        int64
}

// Attach gives the store and touches no file.
func Attach(db *sqlitedb.DB) (*Store, error) {
	s := &Store{db: db, dir: filepath.Join(db.Dir(), folder)}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, chart.E(chart.BadInput, "open page folder", sqlitedb.Bare(err))
	}
	return s, nil
}

// Sweep removes the files that a crash has left without a row. The caller holds the workspace, nobody is writing yet, and the
// rows are known to be whole: the files of rows that are missing are what they are restored with.
func (s *Store) Sweep(ctx context.Context) error {
	const op = "clean page folder"
	known := map[string]bool{}
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT name FROM blob`, nil, func(r *sqlitedb.Rows) error {
			var name string
			err := r.Scan(&name)
			known[name] = true
			return err
		})
	})
	if err != nil {
		return err
	}
	return filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !known[d.Name()] {
			if f, open := os.OpenFile(path, os.O_WRONLY, 0); open == nil {
				_ = overwrite(f) // it may be what a disposal was about to wipe
			}
			err = os.Remove(path)
		}
		if err != nil {
			return chart.E(chart.Internal, op, sqlitedb.Bare(err))
		}
		return ctx.Err()
	})
}

func cell(kind string, number int) vault.Cell {
	return vault.Cell{Table: "blob", Column: kind, Row: strconv.Itoa(number)}
}

// Write seals data for its owner and makes the file durable.
func (s *Store) Write(ctx context.Context, k *vault.Key, kind string, number int, data []byte) (Written, error) {
	if err := ctx.Err(); err != nil {
		return Written{}, err
	}
	sealed, err := k.Seal(cell(kind, number), data)
	if err != nil {
		return Written{}, err
	}
	return s.put(Written{owner: k.Owner(), kind: kind, number: number, zone: k.Zone()}, sealed)
}

// saltBytes of randomness stand before bytes that others sealed: two files are never the same file, so that dropping or
// replacing one never takes the other away. What we seal ourselves begins with a random nonce.
const saltBytes = 16

// WriteSealed makes bytes durable that are sealed to somebody else already (a record sealed to the hub).
func (s *Store) WriteSealed(ctx context.Context, owner, kind string, number int, sealed []byte) (Written, error) {
	if err := ctx.Err(); err != nil {
		return Written{}, err
	}
	salted := make([]byte, saltBytes, saltBytes+len(sealed))
	_, _ = rand.Read(salted) // never fails
	return s.put(Written{owner: owner, kind: kind, number: number}, append(salted, sealed...))
}

func (s *Store) put(w Written, sealed []byte) (Written, error) {
	sum := sha256.Sum256(sealed)
	w.name, w.size = hex.EncodeToString(sum[:]), int64(len(sealed))
	path := s.path(w.name)
	const op = "write page file"
	if err := os.Mkdir(filepath.Dir(path), 0o700); err == nil {
		if err := sqlitedb.SyncDir(s.dir); err != nil {
			return w, chart.E(chart.Internal, op, err)
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return w, chart.E(chart.Internal, op, sqlitedb.Bare(err))
	}
	if err := sqlitedb.WriteFile(path, sealed); err != nil {
		return w, chart.E(chart.Internal, op, err)
	}
	return w, nil
}

// path spreads the files over 256 folders.
func (s *Store) path(name string) string { return filepath.Join(s.dir, name[:2], name) }

// Link names the file in the caller's transaction. A file that stood in its place is removed after the commit.
func (s *Store) Link(tx *sqlitedb.Tx, w Written) error {
	var old string
	err := tx.Row(`SELECT name FROM blob WHERE owner = ? AND kind = ? AND number = ?`, []any{w.owner, w.kind, w.number}, &old)
	switch {
	case err == nil:
		tx.OnCommit(func() { s.remove(old) })
	case chart.KindOf(err) != chart.NotFound:
		return err
	}
	return tx.Exec(`INSERT INTO blob (owner, kind, number, zone, name, size) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (owner, kind, number) DO UPDATE SET zone = excluded.zone, name = excluded.name, size = excluded.size`,
		w.owner, w.kind, w.number, string(w.zone), w.name, w.size)
}

// Drop removes a file that was not linked. A zero Written is fine.
func (s *Store) Drop(w Written) {
	if w.name != "" {
		s.remove(w.name)
	}
}

// remove takes a file away; where that fails the next opening's sweep does it.
func (s *Store) remove(name string) { _ = os.Remove(s.path(name)) }

// Unlink takes the files of an owner out of the workspace in the caller's transaction, those of some kinds or all of them, and
// gives their names and size. The files themselves are wiped after the commit.
func (s *Store) Unlink(tx *sqlitedb.Tx, owner string, kinds ...string) (names []string, bytes int64, err error) {
	err = tx.Each(`SELECT kind, name, size FROM blob WHERE owner = ? ORDER BY kind, number`, []any{owner}, func(r *sqlitedb.Rows) error {
		var kind, name string
		var size int64
		if err := r.Scan(&kind, &name, &size); err != nil {
			return err
		}
		if len(kinds) == 0 || slices.Contains(kinds, kind) {
			names, bytes = append(names, name), bytes+size
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	for _, name := range names {
		if err := tx.Exec(`DELETE FROM blob WHERE name = ?`, name); err != nil {
			return nil, 0, err
		}
		tx.OnCommit(func() { _ = s.wipe(name) })
	}
	return names, bytes, nil
}

// Left gives those of the names under which a file still stands, after one more try to wipe it.
func (s *Store) Left(names []string) (left []string) {
	for _, name := range names {
		if s.wipe(name) != nil {
			left = append(left, name)
		}
	}
	return left
}

// wipe overwrites a file and takes it away. On a magnetic disk the sealed bytes are then gone; flash memory and file systems
// that copy on writing keep old blocks for a while whatever a program does, and there only the destroyed key counts.
func (s *Store) wipe(name string) error {
	raw, err := hex.DecodeString(name)
	if err != nil || len(raw) != sha256.Size {
		return chart.E(chart.Tampered, "wipe page file", errors.New("malformed name"))
	}
	path := s.path(name)
	if f, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
		_ = overwrite(f) // a file that cannot be overwritten is taken away all the same
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return chart.E(chart.Internal, "wipe page file", sqlitedb.Bare(err))
	}
	return nil
}

// overwrite puts random bytes over a file, to its length, and closes it.
func overwrite(f *os.File) error {
	size, err := f.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err == nil {
		_, err = io.CopyN(f, rand.Reader, size)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// Read opens a file under its owner's key.
func (s *Store) Read(tx *sqlitedb.Tx, k *vault.Key, kind string, number int) ([]byte, error) {
	sealed, zone, err := s.load(tx, k.Owner(), kind, number)
	if err != nil {
		return nil, err
	}
	if zone != k.Zone() {
		return nil, chart.E(chart.Tampered, "open page file", errors.New("filed under another zone"))
	}
	return k.Open(cell(kind, number), sealed)
}

// ReadSealed gives what WriteSealed stored.
func (s *Store) ReadSealed(tx *sqlitedb.Tx, owner, kind string, number int) ([]byte, error) {
	sealed, zone, err := s.load(tx, owner, kind, number)
	if err == nil && (zone != "" || len(sealed) < saltBytes) {
		return nil, chart.E(chart.Tampered, "open sealed file", errors.New("not a file that was sealed elsewhere"))
	}
	if err != nil {
		return nil, err
	}
	return sealed[saltBytes:], nil
}

func (s *Store) load(tx *sqlitedb.Tx, owner, kind string, number int) ([]byte, chart.Zone, error) {
	op := "read " + kind + " file"
	var name string
	var zone chart.Zone
	var size int64
	if err := tx.Row(`SELECT name, zone, size FROM blob WHERE owner = ? AND kind = ? AND number = ?`,
		[]any{owner, kind, number}, &name, &zone, &size); err != nil {
		return nil, "", fmt.Errorf("%s: %w", op, err)
	}
	if raw, err := hex.DecodeString(name); err != nil || len(raw) != sha256.Size {
		return nil, "", chart.E(chart.Tampered, op, errors.New("malformed name"))
	}
	sealed, err := os.ReadFile(s.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", chart.E(chart.Tampered, op, errors.New("a file of the workspace is missing"))
	} else if err != nil {
		return nil, "", chart.E(chart.Internal, op, sqlitedb.Bare(err))
	}
	if sum := sha256.Sum256(sealed); hex.EncodeToString(sum[:]) != name || int64(len(sealed)) != size {
		return nil, "", chart.E(chart.Tampered, op, errors.New("a file of the workspace was changed"))
	}
	return sealed, zone, nil
}
