package backup

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// rawFolder is where the damaged database lies inside the copy while rows are read out of it.
const rawFolder = ".damaged"

// copyOf copies a workspace that nobody has open into a blank folder: the database beside, everything else in its place. Nothing
// is linked: files that are disposed of are overwritten in place, and what is kept aside is to stay.
func copyOf(ctx context.Context, from, to string) error {
	const op = "copy the damaged workspace"
	if _, err := blank(to); err != nil {
		return err
	}
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return chart.E(chart.Internal, op, sqlitedb.Bare(err))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return chart.E(chart.Internal, op, errors.New("a path is not inside"))
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir():
			err = os.MkdirAll(target, 0o700)
		case rel == "workspace.lock" || strings.HasSuffix(rel, "-shm") || !d.Type().IsRegular():
		case strings.HasPrefix(rel, sqlitedb.FileName):
			if err = os.MkdirAll(filepath.Join(to, rawFolder), 0o700); err == nil {
				err = copyFile(path, filepath.Join(to, rawFolder, rel))
			}
		default:
			err = copyFile(path, target)
		}
		if err != nil {
			return chart.E(chart.Internal, op, sqlitedb.Bare(err))
		}
		return nil
	})
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// salvage reads every row that can be read out of a damaged database into a new one, with its place.
func salvage(ctx context.Context, raw string, into *sqlitedb.DB) error {
	old, err := sqlitedb.OpenReadOnly(ctx, raw)
	if err != nil {
		return err
	}
	defer old.Close()
	return into.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`PRAGMA defer_foreign_keys = ON`); err != nil {
			return err
		}
		tables, err := tablesOf(tx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			if err := tx.Exec(`DELETE FROM "` + t + `"`); err != nil {
				return err
			}
		}
		for _, t := range tables {
			for _, order := range []string{"", " DESC"} { // from the other end where a page in between cannot be read
				whole, err := copyTable(ctx, old, tx, t, order)
				if err != nil {
					return err
				}
				if whole {
					break
				}
			}
		}
		return dropOrphans(tx)
	})
}

func tablesOf(tx *sqlitedb.Tx) (out []string, err error) {
	err = tx.Each(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`, nil, func(r *sqlitedb.Rows) error {
		var name string
		err := r.Scan(&name)
		if !strings.HasPrefix(name, "sqlite_") || name == "sqlite_sequence" {
			out = append(out, name)
		}
		return err
	})
	slices.Sort(out)
	return out, err
}

// copyTable copies what can be read of a table; whole is false where reading broke off.
func copyTable(ctx context.Context, old *sqlitedb.DB, tx *sqlitedb.Tx, table, order string) (whole bool, err error) {
	columns, err := columnsIn(tx, table)
	if err != nil {
		return false, err
	}
	var noRowID bool
	if err := tx.Row(`SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?`, []any{table}, &noRowID); err != nil {
		return false, err
	}
	by := `"` + columns[0] + `"`
	if !noRowID {
		by, columns = "rowid", append([]string{"rowid"}, columns...)
	}
	list := `"` + strings.Join(columns, `", "`) + `"`
	insert := `INSERT OR IGNORE INTO "` + table + `" (` + list + `) VALUES (?` + strings.Repeat(", ?", len(columns)-1) + `)`
	var writing error
	err = old.Read(ctx, func(from *sqlitedb.Tx) error {
		return from.Each(`SELECT `+list+` FROM "`+table+`" NOT INDEXED ORDER BY `+by+order, nil, func(r *sqlitedb.Rows) error {
			values := make([]any, len(columns))
			refs := make([]any, len(values))
			for i := range values {
				refs[i] = &values[i]
			}
			if err := r.Scan(refs...); err != nil {
				return err
			}
			if err := tx.Exec(insert, values...); err != nil && chart.KindOf(err) != chart.Conflict && chart.KindOf(err) != chart.BadInput {
				writing = err
				return err
			}
			return nil
		})
	})
	if writing != nil || ctx.Err() != nil {
		return false, errors.Join(writing, ctx.Err())
	}
	return err == nil, nil // what cannot be read is missing, which the seals tell
}

func columnsIn(tx *sqlitedb.Tx, table string) (out []string, err error) {
	err = tx.Each(`SELECT name FROM pragma_table_info(?)`, []any{table}, func(r *sqlitedb.Rows) error {
		var name string
		err := r.Scan(&name)
		out = append(out, name)
		return err
	})
	return out, err
}

// dropOrphans takes out rows that belong to something which could not be read: a database that holds them cannot be written.
// The seals tell that they are missing, and a backup brings them back.
func dropOrphans(tx *sqlitedb.Tx) error {
	for range 20 {
		var found [][2]any
		if err := tx.Each(`SELECT "table", rowid FROM pragma_foreign_key_check`, nil, func(r *sqlitedb.Rows) error {
			var table string
			var rowid int64
			err := r.Scan(&table, &rowid)
			found = append(found, [2]any{table, rowid})
			return err
		}); err != nil {
			return err
		}
		if len(found) == 0 {
			return nil
		}
		for _, f := range found {
			if err := tx.Exec(`DELETE FROM "`+f[0].(string)+`" WHERE rowid = ?`, f[1]); err != nil { //nolint:forcetypeassert // put there above
				return err
			}
		}
	}
	return nil
}
