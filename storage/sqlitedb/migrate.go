package sqlitedb

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"chartproof.org/chartproof/engine/chart"
)

//go:embed migrations/*.sql
var migrations embed.FS

// newest is the schema number of this program: the number of migration files 0001.sql, 0002.sql, …
func newest() int {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return 0
	}
	return len(files)
}

// migrate brings the schema up, one transaction a step. A schema newer than ours is refused.
func (db *DB) migrate(ctx context.Context) error {
	const op = "migrate workspace"
	var have int
	if err := db.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return mapped(op, err)
	}
	if have > newest() {
		return chart.E(chart.BadInput, op, errors.New("the workspace was made by a newer version of Chartproof"))
	}
	if have > 0 && have < newest() {
		if err := db.keepBefore(ctx); err != nil {
			return err
		}
	}
	for n := have + 1; n <= newest(); n++ {
		text, err := migrations.ReadFile(fmt.Sprintf("migrations/%04d.sql", n))
		if err != nil {
			return chart.E(chart.Internal, op, err)
		}
		err = db.Write(ctx, func(tx *Tx) error {
			if err := tx.Exec(string(text)); err != nil {
				return err
			}
			return tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", n))
		})
		if err != nil {
			return fmt.Errorf("migration %d: %w", n, err)
		}
	}
	return nil
}

// beforeFolder holds a copy of the database from before a migration, until the migrated one is known to hold.
const beforeFolder = ".before-migration"

// Before is the folder of the copy from before a migration; ok is false where there is none.
func (db *DB) Before() (dir string, ok bool) {
	dir = filepath.Join(db.dir, beforeFolder)
	return dir, Exists(dir)
}

// DropBefore removes that copy: the migrated database holds.
func (db *DB) DropBefore() error {
	dir, _ := db.Before()
	return bare(os.RemoveAll(dir))
}

// keepBefore makes the copy. One that a migration which was broken off has left is the older, and stays.
func (db *DB) keepBefore(ctx context.Context) (err error) {
	const op = "copy database before migration"
	dir, ok := db.Before()
	if ok {
		return nil
	}
	part := dir + ".part"
	if err := errors.Join(os.RemoveAll(part), os.RemoveAll(dir), os.Mkdir(part, 0o700)); err != nil {
		return chart.E(chart.BadInput, op, bare(err))
	}
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return mapped(op, err)
	}
	path := filepath.Join(part, FileName)
	err = mapped(op, conn.Raw(func(c any) error { return copyPages(ctx, c, path) }))
	if err := errors.Join(err, mapped(op, conn.Close())); err != nil {
		return err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return chart.E(chart.BadInput, op, bare(err))
	}
	return bare(os.Rename(part, dir))
}
