package backup

import (
	"context"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/rowseal"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Workspace is what is checked: an open one, whose seals have their key.
type Workspace struct {
	DB     *sqlitedb.DB
	Log    *audit.Log
	Seals  *rowseal.Seals
	Blobs  *blob.Store
	Anchor *rowseal.Anchor // what the keyring remembers; nil: nothing
	Keys   audit.Keys
}

// Finding is one part that does not hold.
type Finding struct {
	Part  string // "rows", "trail", "files", "age"
	Place string // "document 4f…", "entry 17", "page 3 of 9c…"
	What  string
}

func (f Finding) String() string { return f.Part + ": " + f.Place + ": " + f.What }

// Check is what a check of everything found.
type Check struct {
	Rows, Parts, Files, Entries int64
	Root                        string // of the trail
	Findings                    []Finding
}

// Verify checks everything that can be checked without anybody's password: the file's structure, every row against its seal,
// the whole trail, every page file, and the age against what the keyring remembers. The error says only that it could not be
// done.
func Verify(ctx context.Context, w Workspace) (c Check, err error) {
	find := func(part, place, format string, a ...any) {
		c.Findings = append(c.Findings, Finding{part, place, fmt.Sprintf(format, a...)})
	}
	rows, err := w.Seals.Verify(ctx)
	if err != nil {
		return c, err
	}
	c.Rows, c.Parts = rows.Rows, rows.Parts
	for _, f := range rows.Findings {
		find("rows", f.Place(), "%s", f.What)
	}
	trail, err := w.Log.Verify(ctx, w.Keys)
	switch {
	case err != nil && ctx.Err() != nil:
		return c, err
	case err != nil:
		find("trail", "all entries", "cannot be read: the file is damaged (%s)", chart.KindOf(err))
	case !trail.OK && trail.Broken >= 0:
		find("trail", fmt.Sprintf("entry %d", trail.Broken), "%s", trail.Problem)
	case !trail.OK:
		find("trail", "checkpoint", "%s", trail.Problem)
	}
	c.Entries, c.Root = trail.Entries, trail.Root
	files, faults, err := w.Blobs.Check(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		return c, err
	case err != nil:
		find("files", "all files", "cannot be listed: the file is damaged (%s)", chart.KindOf(err))
	}
	c.Files = int64(files)
	for _, f := range faults {
		find("files", place(f.File), "%s", f.What)
	}
	if err := w.age(ctx, find); err != nil {
		return c, err
	}
	return c, nil
}

func place(f blob.File) string {
	if f.Owner == "" {
		return "file " + f.Name[:min(12, len(f.Name))]
	}
	return fmt.Sprintf("%s %d of %s", f.Kind, f.Number, f.Owner)
}

// age compares with what is remembered elsewhere.
func (w Workspace) age(ctx context.Context, find func(part, place, format string, a ...any)) error {
	if err := w.Seals.Trouble(); err != nil {
		find("age", "workspace", "%s", chart.KindOf(err))
		return nil
	}
	if w.Anchor == nil {
		return nil
	}
	err := w.Seals.Since(ctx, *w.Anchor)
	if chart.KindOf(err) == chart.Tampered {
		find("age", "workspace", "it is not the newest: %v", err)
		return nil
	}
	return err
}
