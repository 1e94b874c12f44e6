package sqlitedb_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

func open(t *testing.T, dir string) *sqlitedb.DB {
	t.Helper()
	db, err := sqlitedb.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func set(ctx context.Context, db *sqlitedb.DB, key, value string) error {
	return db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Exec(`INSERT INTO preference (key, value) VALUES (?, ?)`, key, value)
	})
}

func count(t *testing.T, db *sqlitedb.DB) (n int) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT count(*) FROM preference`, nil, &n)
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPragmas(t *testing.T) {
	db := open(t, t.TempDir())
	want := map[string]string{"journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "foreign_keys": "1",
		"temp_store": "2", "trusted_schema": "0", "busy_timeout": "10000"}
	for pragma, want := range want {
		var got string
		if err := db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
			return tx.Row("PRAGMA "+pragma, nil, &got)
		}); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("want %s = %s, got %s", pragma, want, got)
		}
	}
	// Defensive mode: the schema cannot be written behind SQLite's back.
	if err := db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		if err := tx.Exec("PRAGMA writable_schema = ON"); err != nil {
			return err
		}
		return tx.Exec("UPDATE sqlite_schema SET sql = sql")
	}); err == nil {
		t.Error("want writing sqlite_schema refused, got no error")
	}
}

func TestOneHolderAWorkspace(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	if _, err := sqlitedb.Open(t.Context(), dir); chart.KindOf(err) != chart.Conflict || !strings.Contains(err.Error(), "already open") {
		t.Errorf("second open: want %s \"already open\", got %v", chart.Conflict, err)
	}
	if err := set(t.Context(), db, "k", "v"); err != nil {
		t.Fatal(err)
	}
	ro, err := sqlitedb.OpenReadOnly(t.Context(), dir)
	if err != nil {
		t.Fatalf("read-only beside the holder: %v", err)
	}
	if n := count(t, ro); n != 1 {
		t.Errorf("want 1 row seen beside the holder, got %d", n)
	}
	if err := set(t.Context(), ro, "k2", "v"); chart.KindOf(err) != chart.BadState {
		t.Errorf("write on a read-only workspace: want %s, got %v", chart.BadState, err)
	}
	if err := errors.Join(ro.Close(), db.Close()); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir)
	if n := count(t, again); n != 1 {
		t.Errorf("want 1 row after reopening, got %d", n)
	}
}

// TestHolderInAnotherProcess runs this test binary as the second process.
func TestHolderInAnotherProcess(t *testing.T) {
	if dir := os.Getenv("CHARTPROOF_TEST_OPEN"); dir != "" {
		_, err := sqlitedb.Open(t.Context(), dir)
		_, _ = os.Stdout.WriteString("kind=" + string(chart.KindOf(err)) + "\n")
		return
	}
	dir := t.TempDir()
	open(t, dir)
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHolderInAnotherProcess$")
	cmd.Env = append(os.Environ(), "CHARTPROOF_TEST_OPEN="+dir)
	out, err := cmd.Output()
	if err != nil || !strings.Contains(string(out), "kind=conflict") {
		t.Errorf("want kind=conflict from the second process, got %q, %v", out, err)
	}
}

func TestTransactions(t *testing.T) {
	db := open(t, t.TempDir())
	ctx := t.Context()
	boom := errors.New("boom")
	committed := false
	err := db.Write(ctx, func(tx *sqlitedb.Tx) error {
		tx.OnCommit(func() { committed = true })
		if err := tx.Exec(`INSERT INTO preference (key, value) VALUES ('a', 'b')`); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) || committed || count(t, db) != 0 {
		t.Errorf("failed write: want boom, not committed, 0 rows; got %v, %t, %d rows", err, committed, count(t, db))
	}
	func() {
		defer func() { _ = recover() }()
		_ = db.Write(ctx, func(tx *sqlitedb.Tx) error {
			if err := tx.Exec(`INSERT INTO preference (key, value) VALUES ('a', 'b')`); err != nil {
				return err
			}
			panic("boom")
		})
	}()
	if n := count(t, db); n != 0 {
		t.Errorf("write that panicked: want 0 rows, got %d", n)
	}
	if err := set(ctx, db, "a", "b"); err != nil {
		t.Fatalf("write after a panic: %v", err)
	}
	tests := []struct {
		name string
		do   func(tx *sqlitedb.Tx) error
		want chart.ErrKind
	}{
		{"no row", func(tx *sqlitedb.Tx) error {
			return tx.Row(`SELECT value FROM preference WHERE key = 'x'`, nil, new(string))
		}, chart.NotFound},
		{"same key", func(tx *sqlitedb.Tx) error { return tx.Exec(`INSERT INTO preference VALUES ('a', 'SECRETVALUE')`) }, chart.Conflict},
		{"no parent", func(tx *sqlitedb.Tx) error {
			return tx.Exec(`INSERT INTO page (import, number, sealed) VALUES ('x', 1, x'00')`)
		}, chart.Conflict},
		{"bad statement", func(tx *sqlitedb.Tx) error { return tx.Exec(`SELEC`) }, chart.Internal},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			err := db.Write(ctx, tc.do)
			if got := chart.KindOf(err); got != tc.want {
				t.Errorf("want %s, got %s (%v)", tc.want, got, err)
			}
			if strings.Contains(err.Error(), "SECRETVALUE") {
				t.Errorf("the error quotes a value: %v", err)
			}
		})
	}
	if err := db.Read(ctx, func(tx *sqlitedb.Tx) error { return tx.Exec(`DELETE FROM preference`) }); err == nil {
		t.Error("want a write in Read refused, got no error")
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := set(gone, db, "c", "d"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled write: want context.Canceled, got %v", err)
	}
}

func TestConcurrentWriters(t *testing.T) {
	db := open(t, t.TempDir())
	const writers, each = 8, 25
	var wg sync.WaitGroup
	errs := make([]error, writers)
	for w := range writers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range each {
				errs[w] = errors.Join(errs[w], set(t.Context(), db, string(rune('a'+w))+sqlitedb.NewID(), string(rune(i))))
			}
		}()
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db); n != writers*each {
		t.Errorf("want %d rows, got %d", writers*each, n)
	}
}

func TestDamage(t *testing.T) {
	tests := []struct {
		name string
		harm func(data []byte) []byte
	}{
		{"header", func(d []byte) []byte { copy(d, "this is no database"); return d }},
		{"page overwritten", func(d []byte) []byte {
			for i := 4096; i < 8192; i++ {
				d[i] = 0xa5
			}
			return d
		}},
		{"cut short", func(d []byte) []byte { return d[:len(d)/2] }},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			db := open(t, dir)
			if err := errors.Join(set(t.Context(), db, "k", "v"), db.Close()); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, sqlitedb.FileName)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, tc.harm(data), 0o600); err != nil {
				t.Fatal(err)
			}
			again, err := sqlitedb.Open(t.Context(), dir)
			if err == nil {
				_ = again.Close()
			}
			if chart.KindOf(err) != chart.Tampered || !strings.Contains(err.Error(), "damaged") {
				t.Errorf("want %s \"damaged\", got %v", chart.Tampered, err)
			}
		})
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	if err := db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return tx.Exec(`PRAGMA user_version = 9999`) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func(context.Context, string) (*sqlitedb.DB, error){"open": sqlitedb.Open, "read": sqlitedb.OpenReadOnly} {
		if _, err := open(t.Context(), dir); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%s: want %s, got %v", name, chart.BadInput, err)
		}
	}
}

func TestOnlyTheOwnerReads(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // rights come from the folder's list there
	}
	dir := filepath.Join(t.TempDir(), "odd name ?#%é")
	db := open(t, dir)
	if err := set(t.Context(), db, "k", "v"); err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) < 4 {
		t.Fatalf("want database, WAL, index and lock, got %v, %v", names, err)
	}
	for _, n := range names {
		info, err := n.Info()
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("%s: want rights 600, got %o", n.Name(), got)
		}
	}
}

func TestDeletedContentIsGone(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	const marker = "MARKER-0451-DELETED"
	if err := set(t.Context(), db, "k", marker); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return tx.Exec(`DELETE FROM preference`) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		data, err := os.ReadFile(filepath.Join(dir, n.Name()))
		if err != nil || strings.Contains(string(data), marker) {
			t.Errorf("%s: want the deleted value gone, found it (%v)", n.Name(), err)
		}
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	for _, text := range []string{"one", "two"} {
		if err := sqlitedb.WriteFile(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("want %q, got %q, %v", text, got, err)
		}
	}
	if err := sqlitedb.WriteFile(filepath.Join(dir, "JOHN-DOE", "f"), nil); err == nil || strings.Contains(err.Error(), "JOHN-DOE") {
		t.Errorf("want an error without the path, got %v", err)
	}
	if names, _ := os.ReadDir(dir); len(names) != 1 {
		t.Errorf("want no temporary file left, got %v", names)
	}
}
