package sqlitedb

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	"modernc.org/sqlite"

	"chartproof.org/chartproof/engine/chart"
)

// snapshotStep is how many pages are copied before the context is asked again.
const snapshotStep = 2048

// Snapshot copies the database, as it is at one moment, into dir under FileName, while others go on writing. Pages keep their
// places, so that two snapshots differ only where the database does.
func (db *DB) Snapshot(ctx context.Context, dir string) (err error) {
	const op = "copy database"
	path := filepath.Join(dir, FileName)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) // SQLite would take the umask's rights
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return chart.E(chart.BadInput, op, bare(err))
	}
	conn, err := db.read.Conn(ctx)
	if err != nil {
		return mapped(op, err)
	}
	defer func() { err = errors.Join(err, mapped(op, conn.Close())) }()
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // holds the moment
	if err != nil {
		return mapped(op, err)
	}
	defer func() {
		if e := tx.Rollback(); e != nil && !errors.Is(e, sql.ErrTxDone) {
			err = errors.Join(err, mapped(op, e))
		}
	}()
	var tables int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil {
		return mapped(op, err)
	}
	return mapped(op, conn.Raw(func(c any) error { return copyPages(ctx, c, path) }))
}

func copyPages(ctx context.Context, c any, path string) (err error) {
	source, ok := c.(interface {
		NewBackup(dst string) (*sqlite.Backup, error)
	})
	if !ok {
		return errors.New("the driver makes no copies")
	}
	b, err := source.NewBackup(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Finish()) }()
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		if more, err = b.Step(snapshotStep); err != nil {
			return err
		}
	}
	return nil
}

// Schema is the number of the newest migration that the database has.
func (db *DB) Schema(ctx context.Context) (n int, err error) {
	err = db.Read(ctx, func(tx *Tx) error { return tx.Row(`PRAGMA user_version`, nil, &n) })
	return n, err
}
