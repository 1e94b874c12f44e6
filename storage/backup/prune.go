package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Generation is one that lies on the target. Err says why it cannot be used; the others may be.
type Generation struct {
	Number int64
	Manifest
	Err error
}

// Generations lists what is there, newest first.
func (t *Target) Generations(k Keys, s Signing) ([]Generation, error) {
	numbers, err := t.generations()
	if err != nil {
		return nil, err
	}
	out := make([]Generation, 0, len(numbers))
	for i := len(numbers) - 1; i >= 0; i-- {
		g := Generation{Number: numbers[i]}
		g.Manifest, g.Err = t.manifest(k, s, numbers[i])
		out = append(out, g)
	}
	return out, nil
}

// names gives all that a generation is made of.
func (m Manifest) names() []string {
	out, files := slices.Clone(m.Database.Chunks), m.Files
	if m.Records != nil {
		out, files = append(out, m.Records.Index.Chunks...), slices.Concat(files, m.Records.Bodies)
	}
	for _, f := range files {
		out = append(out, f.Name)
	}
	return out
}

// prune drops all but the newest generations that hold, then what none of the rest names. A generation that cannot be read
// is kept, and while there is one, no file is dropped: it may name them.
func (t *Target) prune(ctx context.Context, k Keys, s Signing, keep int) (dropped int, err error) {
	all, err := t.Generations(k, s)
	if err != nil {
		return 0, err
	}
	named := map[string]bool{}
	good, unread := 0, false
	for _, g := range all {
		switch {
		case g.Err != nil:
			unread = true
		case good < keep:
			good++
			for _, name := range g.names() {
				named[name] = true
			}
		default:
			if err := os.Remove(t.path(generationPlace(g.Number))); err != nil {
				return dropped, full("drop old backup", err)
			}
			dropped++
		}
	}
	if unread || dropped == 0 {
		return dropped, nil
	}
	for _, folder := range []string{"objects", "pages"} {
		if err := t.sweep(ctx, folder, named); err != nil {
			return dropped, err
		}
	}
	return dropped, nil
}

func (t *Target) sweep(ctx context.Context, folder string, named map[string]bool) error {
	err := filepath.WalkDir(t.path(folder), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !named[d.Name()] && !strings.HasPrefix(d.Name(), ".") {
			err = os.Remove(path)
		}
		return errors.Join(err, ctx.Err())
	})
	if err != nil {
		return chart.E(chart.Unreachable, "drop old backup", sqlitedb.Bare(err))
	}
	return nil
}
