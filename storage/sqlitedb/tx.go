package sqlitedb

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var errDamaged = errors.New("the database file is damaged; restore the workspace from a backup")

// Tx is one transaction. It lives only inside the function that Write or Read calls, which is why it may hold the context
// that the caller gave them.
type Tx struct {
	ctx       context.Context
	tx        *sql.Tx
	committed []func()
	watched   *watched // nil where nobody watches the rows
}

// Rows is the answer to a query; the caller closes it.
type Rows = sql.Rows

// Write runs fn in a transaction that holds the write lock from its beginning, and commits where fn returns nil. fn must
// not start another Write.
func (db *DB) Write(ctx context.Context, fn func(tx *Tx) error) error {
	const op = "write workspace"
	if db.write == nil {
		return chart.E(chart.BadState, op, errors.New("opened read-only"))
	}
	watcher := db.watching()
	if watcher == nil {
		return run(ctx, db.write, nil, nil, fn)
	}
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return mapped("begin transaction", err)
	}
	w := &watched{watcher: watcher}
	if err := w.hook(conn); err != nil {
		return errors.Join(err, conn.Close())
	}
	return errors.Join(run(ctx, conn, nil, w, fn), mapped("end transaction", conn.Close()))
}

// Read runs fn on one unchanging view of the database.
func (db *DB) Read(ctx context.Context, fn func(tx *Tx) error) error {
	return run(ctx, db.read, &sql.TxOptions{ReadOnly: true}, nil, fn)
}

// beginner is a pool or one of its connections.
type beginner interface {
	BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error)
}

func run(ctx context.Context, h beginner, o *sql.TxOptions, w *watched, fn func(tx *Tx) error) (err error) {
	inner, err := h.BeginTx(ctx, o)
	if err != nil {
		return mapped("begin transaction", err)
	}
	done := false
	defer func() {
		if !done { // fn failed or panicked
			if rb := inner.Rollback(); rb != nil && !errors.Is(rb, sql.ErrTxDone) {
				err = errors.Join(err, mapped("roll back", rb))
			}
		}
	}()
	tx := &Tx{ctx: ctx, tx: inner, watched: w}
	if err := fn(tx); err != nil {
		return err
	}
	if err := w.commit(tx); err != nil {
		return err
	}
	done = true
	if err := inner.Commit(); err != nil {
		return mapped("commit", err)
	}
	for _, f := range tx.committed {
		f()
	}
	return nil
}

// Context is the one that Write or Read was called with.
func (tx *Tx) Context() context.Context { return tx.ctx }

// OnCommit calls f once the transaction is durable.
func (tx *Tx) OnCommit(f func()) { tx.committed = append(tx.committed, f) }

// Exec runs a statement.
func (tx *Tx) Exec(query string, args ...any) error {
	_, err := tx.Change(query, args...)
	return err
}

// Change runs a statement and gives the number of rows that it changed.
func (tx *Tx) Change(query string, args ...any) (int64, error) {
	from := tx.watched.mark()
	res, err := tx.tx.ExecContext(tx.ctx, query, args...)
	if err != nil {
		tx.watched.forget(from) // SQLite takes the whole statement back
		return 0, mapped("change rows", err)
	}
	n, err := res.RowsAffected()
	return n, mapped("change rows", err)
}

// Row runs a query for one row and scans it; no row is chart.NotFound.
func (tx *Tx) Row(query string, args []any, into ...any) error {
	from := tx.watched.mark()
	err := tx.tx.QueryRowContext(tx.ctx, query, args...).Scan(into...)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		tx.watched.forget(from)
	}
	return mapped("read row", err)
}

// Each runs a query and calls fn for every row.
func (tx *Tx) Each(query string, args []any, fn func(r *Rows) error) (err error) {
	rows, err := tx.tx.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return mapped("read rows", err)
	}
	defer func() { err = errors.Join(err, mapped("read rows", rows.Close())) }()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return mapped("read row", err)
		}
	}
	return mapped("read rows", rows.Err())
}

// mapped gives an error of the driver its kind; an error that has one keeps it.
func mapped(op string, err error) error {
	if err == nil {
		return nil
	}
	var known *chart.Error
	if errors.As(err, &known) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return chart.E(chart.NotFound, op, nil)
	}
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return chart.E(chart.Internal, op, err)
	}
	// The driver's message may quote a value of a row, so only its code goes on.
	code := fmt.Errorf("sqlite code %d", se.Code())
	switch se.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return chart.E(chart.Tampered, op, errDamaged)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CONSTRAINT:
		return chart.E(chart.Conflict, op, code)
	case sqlite3.SQLITE_FULL:
		return chart.E(chart.MissingTool, op, errors.New("the disk is full"))
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		return chart.E(chart.BadInput, op, fmt.Errorf("the workspace folder cannot be written: %w", code))
	}
	return chart.E(chart.Internal, op, code)
}

// NewID gives a random identifier of 128 bits that means nothing outside the workspace.
func NewID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the process instead
	return hex.EncodeToString(b[:])
}
