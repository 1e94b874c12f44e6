package sqlitedb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"chartproof.org/chartproof/engine/chart"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// FileName is the database inside a workspace folder.
const FileName = "chartproof.db"

// checkAlways is the size up to which the whole file is checked at every opening; above it only after a crash, because
// the check reads every page.
const checkAlways = 256 << 20

// DB is an open workspace database. It is safe for concurrent use.
type DB struct {
	dir     string
	write   *sql.DB // one connection; nil when opened read-only
	read    *sql.DB
	release func(clean bool) error

	mu      sync.Mutex
	watcher Watcher
}

// Open opens the workspace in dir, makes folder and database where they are not there yet, and brings the schema up.
func Open(ctx context.Context, dir string) (*DB, error) {
	const op = "open workspace"
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, chart.E(chart.BadInput, op, bare(err))
	}
	release, crashed, err := lockWorkspace(dir)
	if err != nil {
		return nil, err
	}
	db := &DB{dir: dir, release: release}
	if err := db.open(ctx, crashed); err != nil {
		return nil, errors.Join(err, db.shut(!crashed))
	}
	return db, nil
}

// Exists reports whether dir holds a workspace database.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, FileName))
	return err == nil
}

// OpenReadOnly opens an existing workspace for reading beside a process that may hold it, and changes nothing.
func OpenReadOnly(ctx context.Context, dir string) (*DB, error) {
	return openToRead(ctx, dir, newest())
}

// OpenAsIs is OpenReadOnly for a database of whatever schema up to ours, as it lies in a copy from before a migration.
func OpenAsIs(ctx context.Context, dir string) (*DB, error) { return openToRead(ctx, dir, 0) }

// openToRead opens for reading; schema 0 is any that we know.
func openToRead(ctx context.Context, dir string, schema int) (*DB, error) {
	const op = "open workspace to read"
	if !Exists(dir) {
		return nil, chart.E(chart.NotFound, op, errors.New("the folder holds no workspace"))
	}
	read, err := sql.Open("sqlite", dsn(dir, true))
	if err != nil {
		return nil, mapped(op, err)
	}
	db := &DB{dir: dir, read: read}
	var have int
	if err := read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return nil, errors.Join(mapped(op, err), read.Close())
	}
	if schema > 0 && have != schema || have > newest() {
		return nil, errors.Join(chart.E(chart.BadInput, op, fmt.Errorf("schema %d, this program knows %d", have, newest())), read.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context, crashed bool) error {
	const op = "open workspace database"
	path := filepath.Join(db.dir, FileName)
	// SQLite would create the file with the umask's rights; the WAL takes over those of the file.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return chart.E(chart.BadInput, op, bare(err))
	}
	size, err := f.Seek(0, 2)
	if err := errors.Join(err, f.Close()); err != nil {
		return chart.E(chart.Internal, op, bare(err))
	}
	if db.write, err = sql.Open("sqlite", dsn(db.dir, false)); err != nil {
		return mapped(op, err)
	}
	db.write.SetMaxOpenConns(1)
	if size > 0 && (crashed || size <= checkAlways) {
		if err := db.check(ctx); err != nil {
			return err
		}
	}
	if err := db.migrate(ctx); err != nil {
		return err
	}
	if db.read, err = sql.Open("sqlite", dsn(db.dir, true)); err != nil {
		return mapped(op, err)
	}
	db.read.SetMaxOpenConns(4)
	return nil
}

// check asks SQLite whether the file is whole.
func (db *DB) check(ctx context.Context) error {
	const op = "check workspace database"
	var answer string
	if err := db.write.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&answer); err != nil {
		return mapped(op, err)
	}
	if answer != "ok" {
		return chart.E(chart.Tampered, op, errDamaged)
	}
	return nil
}

// Dir is the workspace folder.
func (db *DB) Dir() string { return db.dir }

// Fold writes the write-ahead log into the database and cuts it to nothing, so that no older form of a row lingers in it.
// chart.Conflict: somebody was reading all the while; nothing is lost, and Close does it again.
func (db *DB) Fold(ctx context.Context) error {
	const op = "fold write-ahead log"
	if db.write == nil {
		return chart.E(chart.BadState, op, errors.New("opened read-only"))
	}
	var busy, frames, done int
	if err := db.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &done); err != nil {
		return mapped(op, err)
	}
	if busy != 0 {
		return chart.E(chart.Conflict, op, errors.New("the database is being read"))
	}
	return nil
}

// Close ends all work and gives the workspace free. The write-ahead log is folded into the database, so that nothing
// deleted lingers in it.
func (db *DB) Close() error {
	var err error
	if db.write != nil {
		_, err = db.write.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
	}
	return errors.Join(err, db.shut(err == nil))
}

func (db *DB) shut(clean bool) error {
	var errs []error
	for _, h := range []*sql.DB{db.read, db.write} {
		if h != nil {
			errs = append(errs, h.Close())
		}
	}
	if db.release != nil {
		errs = append(errs, db.release(clean))
	}
	return errors.Join(errs...)
}

// dsn names the database for the driver. Without _txlock=immediate concurrent writers fail with SQLITE_BUSY.
func dsn(dir string, readOnly bool) string {
	path := filepath.ToSlash(filepath.Join(dir, FileName))
	if !strings.HasPrefix(path, "/") && filepath.IsAbs(path) {
		path = "/" + path // a Windows drive
	}
	q := url.Values{}
	q.Set("_defensive", "1")
	q.Add("_pragma", "busy_timeout(10000)")
	q.Add("_pragma", "temp_store(MEMORY)")
	q.Add("_pragma", "trusted_schema(OFF)")
	q.Add("_pragma", "cell_size_check(ON)")
	if readOnly {
		q.Set("mode", "ro")
		q.Add("_pragma", "query_only(ON)")
	} else {
		q.Set("_txlock", "immediate")
		q.Add("_pragma", "journal_mode(WAL)")
		q.Add("_pragma", "synchronous(FULL)")
		// An entry of the trail changes about nine pages. At SQLite's own 1,000 pages one write in a hundred would fold the
		// write-ahead log into the database, and every hundredth key stroke would wait for it.
		q.Add("_pragma", "wal_autocheckpoint(4000)")
		q.Add("_pragma", "secure_delete(ON)")
		q.Add("_pragma", "foreign_keys(ON)")
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: q.Encode()}
	return u.String()
}

// bare takes the path out of a file error: a path may name a patient.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return fmt.Errorf("%s: %w", p.Op, p.Err)
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return fmt.Errorf("%s: %w", l.Op, l.Err)
	}
	return err
}

// Bare takes the path out of a file error, for the other rooms of storage.
func Bare(err error) error { return bare(err) }
