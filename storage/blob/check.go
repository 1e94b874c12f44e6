package blob

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

	"golang.org/x/sync/errgroup"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// File is one sealed file as its row names it.
type File struct {
	Owner  string
	Kind   string
	Number int
	Name   string // SHA-256 of its bytes
	Size   int64
}

// Fault is a file that is not as its row says.
type Fault struct {
	File
	What string // "missing", "changed", "unnamed", "malformed name"
}

// Files lists what the rows name.
func (s *Store) Files(ctx context.Context) (out []File, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT owner, kind, number, name, size FROM blob ORDER BY name`, nil, func(r *sqlitedb.Rows) error {
			var f File
			err := r.Scan(&f.Owner, &f.Kind, &f.Number, &f.Name, &f.Size)
			out = append(out, f)
			return err
		})
	})
	return out, err
}

// ValidName reports whether a name is one that a sealed file can have.
func ValidName(name string) bool {
	raw, err := hex.DecodeString(name)
	return err == nil && len(raw) == sha256.Size && strings.ToLower(name) == name
}

// Path is where a file of that name lies, relative to the workspace's folder.
func Path(name string) string { return filepath.Join(folder, name[:2], name) }

// hashers is how many files are read side by side.
const hashers = 4

// Check reads every file and compares it with its row. Files that no row names are faults too, but for those that were begun
// while it ran.
func (s *Store) Check(ctx context.Context) (files int, faults []Fault, err error) {
	before, err := s.lying(ctx)
	if err != nil {
		return 0, nil, err
	}
	rows, err := s.Files(ctx)
	if err != nil {
		return 0, nil, err
	}
	found := make([]string, len(rows))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(hashers)
	for i, f := range rows {
		delete(before, f.Name)
		g.Go(func() (err error) {
			found[i], err = s.checkOne(ctx, f)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return 0, nil, err
	}
	for i, what := range found {
		if what != "" {
			faults = append(faults, Fault{rows[i], what})
		}
	}
	for name := range before {
		faults = append(faults, Fault{File{Name: name}, "unnamed"})
	}
	return len(rows), faults, nil
}

// lying lists the names that lie in the folder.
func (s *Store) lying(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	err := filepath.WalkDir(s.dir, func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && !d.IsDir() && !strings.HasPrefix(d.Name(), ".") {
			out[d.Name()] = true
		}
		return errors.Join(err, ctx.Err())
	})
	if err != nil {
		return nil, chart.E(chart.Internal, "list page folder", sqlitedb.Bare(err))
	}
	return out, nil
}

func (s *Store) checkOne(ctx context.Context, f File) (fault string, err error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if !ValidName(f.Name) {
		return "malformed name", nil
	}
	sum, size, err := Hash(filepath.Join(s.db.Dir(), Path(f.Name)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "missing", nil
	case err != nil:
		return "unreadable", nil //nolint:nilerr // that is what is found
	case sum != f.Name || size != f.Size:
		return "changed", nil
	}
	return "", nil
}

// Hash gives the SHA-256 and the size of a file.
func Hash(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, sqlitedb.Bare(err)
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return "", 0, sqlitedb.Bare(err)
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}
