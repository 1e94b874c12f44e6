package sqlitedb

import (
	"database/sql"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Watcher is told of every row that a transaction changes, and has the last word in it. storage/rowseal is one.
type Watcher interface {
	// Row is called while SQLite changes a row: before is nil for a new one, after is nil for one that goes. It must not use
	// the database. What it gives is handed to Commit, unless the statement is taken back.
	Row(table string, before, after []any) any
	// Commit is called once at the end of a transaction that changed something. Its own changes are not watched.
	Commit(tx *Tx, seen []any) error
}

// Watch has the rows watched from the next transaction on.
func (db *DB) Watch(w Watcher) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.watcher = w
}

func (db *DB) watching() Watcher {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.watcher
}

// watched is what the rows of one transaction went through. A nil one watches nothing.
type watched struct {
	watcher Watcher
	seen    []any
	off     bool
	err     error
}

// hook has SQLite call us before each row changes. The connection is that of one transaction.
func (w *watched) hook(conn *sql.Conn) error {
	const op = "watch rows"
	return mapped(op, conn.Raw(func(c any) error {
		h, ok := c.(sqlite.HookRegisterer)
		if !ok {
			return chart.E(chart.Internal, op, errors.New("the driver has no hooks"))
		}
		h.RegisterPreUpdateHook(w.row)
		return nil
	}))
}

func (w *watched) row(d sqlite.SQLitePreUpdateData) {
	if w.off {
		return
	}
	var before, after []any
	if d.Op != sqlite3.SQLITE_INSERT {
		before = make([]any, d.Count())
		w.err = errors.Join(w.err, d.Old(before...))
	}
	if d.Op != sqlite3.SQLITE_DELETE {
		after = make([]any, d.Count())
		w.err = errors.Join(w.err, d.New(after...))
	}
	w.seen = append(w.seen, w.watcher.Row(d.TableName, before, after))
}

func (w *watched) mark() int {
	if w == nil {
		return 0
	}
	return len(w.seen)
}

func (w *watched) forget(from int) {
	if w != nil {
		w.seen = w.seen[:from]
	}
}

func (w *watched) commit(tx *Tx) error {
	if w == nil || len(w.seen) == 0 {
		return nil
	}
	w.off = true
	if w.err != nil { // its text may quote a value
		return chart.E(chart.Internal, "watch rows", fmt.Errorf("a changed row of %d could not be read", len(w.seen)))
	}
	return w.watcher.Commit(tx, w.seen)
}
