package rowseal_test

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/rowseal"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
)

var key = bytes.Repeat([]byte{7}, 32)

type room struct {
	t      testing.TB
	dir    string
	db     *sqlitedb.DB
	log    *audit.Log
	seals  *rowseal.Seals
	signer [2]string
}

func open(t testing.TB, dir string, signer [2]string) *room {
	t.Helper()
	db, err := sqlitedb.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	r := &room{t: t, dir: dir, db: db, log: audit.New(db, time.Now), signer: signer}
	if signer[0] == "" {
		if r.signer[0], r.signer[1], err = note.GenerateKey(rand.Reader, audit.Origin("dev")); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.log.Arm("dev", r.signer[0], r.signer[1]); err != nil {
		t.Fatal(err)
	}
	r.seals = rowseal.New(db, r.log)
	if err := r.seals.Arm(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	return r
}

func newRoom(t testing.TB) *room {
	r := open(t, t.TempDir(), [2]string{})
	t.Cleanup(func() { _ = r.db.Close() })
	return r
}

func (r *room) reopen() {
	r.t.Helper()
	r.close()
	n := open(r.t, r.dir, r.signer)
	r.db, r.log, r.seals = n.db, n.log, n.seals
}

func (r *room) close() {
	r.t.Helper()
	if err := r.db.Close(); err != nil {
		r.t.Fatal(err)
	}
}

func (r *room) write(query string, args ...any) {
	r.t.Helper()
	if err := r.db.Write(r.t.Context(), func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(query, args...); err != nil {
			return err
		}
		_, err := r.log.Append(tx, chart.AuditEntry{Action: chart.ActSettings})
		return err
	}); err != nil {
		r.t.Fatal(err)
	}
}

// behind edits the file as somebody without the key would.
func (r *room) behind(queries ...string) {
	r.t.Helper()
	r.close()
	db, err := sql.Open("sqlite", filepath.Join(r.dir, sqlitedb.FileName))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, q := range queries {
		if _, err := db.ExecContext(r.t.Context(), q); err != nil {
			r.t.Fatalf("%s: %v", q, err)
		}
	}
	if err := db.Close(); err != nil {
		r.t.Fatal(err)
	}
	n := open(r.t, r.dir, r.signer)
	r.db, r.log, r.seals = n.db, n.log, n.seals
}

func (r *room) verify() []rowseal.Finding {
	r.t.Helper()
	rep, err := r.seals.Verify(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	return rep.Findings
}

func (r *room) fill() {
	for i := range 20 {
		r.write(`INSERT INTO import (id, state, content_mac, media_type, bytes, pages, sealed_source, person, imported, changed)
			VALUES (?, 'read', ?, 'application/pdf', 10, 2, x'', 'p', 1, 1)`, fmt.Sprintf("imp%02d", i), []byte{byte(i)})
		r.write(`INSERT INTO document (id, import, position, state, version, type, pages, fields, open, sealed, imported, changed)
			VALUES (?, ?, 1, 'review', 1, 'lab_report', 2, 3, 1, x'01', 1, 1)`, fmt.Sprintf("doc%02d", i), fmt.Sprintf("imp%02d", i))
		for n := range 3 {
			r.write(`INSERT INTO decision (document, number, sealed) VALUES (?, ?, ?)`, fmt.Sprintf("doc%02d", i), n, []byte{byte(i), byte(n)})
		}
	}
}

func TestWhatIsWrittenHolds(t *testing.T) {
	r := newRoom(t)
	r.fill()
	r.write(`UPDATE document SET state = 'ready', version = version + 1 WHERE id >= 'doc10'`)
	r.write(`DELETE FROM decision WHERE document = 'doc03' AND number > 0`)
	r.write(`INSERT INTO preference VALUES ('a', 'b') ON CONFLICT (key) DO UPDATE SET value = 'c'`)
	r.write(`INSERT INTO preference VALUES ('a', 'b') ON CONFLICT (key) DO UPDATE SET value = 'c'`)
	r.write(`REPLACE INTO preference VALUES ('a', 'd')`)
	r.write(`UPDATE decision SET document = 'doc05', number = number + 100 WHERE document = 'doc04'`)
	r.write(`DELETE FROM search_index`)
	if f := r.verify(); len(f) > 0 {
		t.Errorf("want nothing found, got %v", f)
	}
	r.reopen()
	if err := r.seals.Trouble(); err != nil {
		t.Errorf("want no trouble after reopening, got %v", err)
	}
	if f := r.verify(); len(f) > 0 {
		t.Errorf("after reopening: want nothing found, got %v", f)
	}
}

// TestAStatementThatFailsIsTakenBack: SQLite has told of its rows by then.
func TestAStatementThatFailsIsTakenBack(t *testing.T) {
	r := newRoom(t)
	r.fill()
	if err := r.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`INSERT INTO decision (document, number, sealed) VALUES ('doc01', 50, x'00'), ('doc01', 0, x'00')`); chart.KindOf(err) != chart.Conflict {
			t.Errorf("want %s, got %v", chart.Conflict, err)
		}
		if err := tx.Exec(`INSERT INTO decision (document, number, sealed) VALUES ('nobody', 50, x'00')`); chart.KindOf(err) != chart.Conflict {
			t.Errorf("want %s, got %v", chart.Conflict, err)
		}
		var n int
		if err := tx.Row(`INSERT INTO preference VALUES ('k', 'v') RETURNING 7`, nil, &n); err != nil || n != 7 {
			t.Errorf("want 7, got %d, %v", n, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	boom := errors.New("boom")
	if err := r.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		return errors.Join(tx.Exec(`DELETE FROM decision`), boom)
	}); !errors.Is(err, boom) {
		t.Errorf("want boom, got %v", err)
	}
	if f := r.verify(); len(f) > 0 {
		t.Errorf("want nothing found, got %v", f)
	}
}

func TestWhatOthersWriteIsFound(t *testing.T) {
	tests := []struct {
		name, query string
		want        string // place of a finding
		trouble     bool   // known without reading every row
	}{
		{"a state", `UPDATE document SET state = 'signed' WHERE id = 'doc07'`, "document doc07", false},
		{"a count", `UPDATE document SET open = 0 WHERE id = 'doc07'`, "document doc07", false},
		{"a dropped row", `DELETE FROM decision WHERE document = 'doc02' AND number = 2`, "decision doc02", false},
		{"a dropped row and its seal", `DELETE FROM decision WHERE document = 'doc02' ;; DELETE FROM row_seal WHERE owner = 'doc02' AND tbl = 'decision'`, "decision", false},
		{"swapped values", `UPDATE decision SET sealed = (SELECT sealed FROM decision d WHERE d.document = 'doc09' AND d.number = decision.number) WHERE document = 'doc08'`, "decision doc08", false},
		{"a new row", `INSERT INTO preference VALUES ('x', 'y')`, "preference x", false},
		{"a seal", `UPDATE row_seal SET rows = 7 WHERE owner = 'doc01' AND tbl = 'document'`, "document doc01", false},
		{"a slot", `UPDATE row_slot SET sum = zeroblob(64) WHERE tbl = 'document' AND slot = (SELECT max(slot) FROM row_slot WHERE tbl = 'document')`, "document", false},
		{"the head", `UPDATE row_head SET writes = writes + 1`, "row_head", true},
		{"the head is gone", `DELETE FROM row_head`, "row_head", true},
		{"all seals are gone", `DELETE FROM row_head ;; DELETE FROM row_slot ;; DELETE FROM row_seal`, "row_head", true},
		{"a trigger", `CREATE TRIGGER evil AFTER INSERT ON preference BEGIN DELETE FROM decision; END`, "row_head", true},
		{"a table is gone", `DROP TABLE draft`, "row_head", true},
		{"a counter", `INSERT INTO sqlite_sequence VALUES ('outbox', 99)`, "row_head", true},
		{"the checkpoint", `UPDATE audit_head SET note = x'00'`, "row_head", true},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			r := newRoom(t)
			r.fill()
			r.behind(strings.Split(tc.query, " ;; ")...)
			if got := r.seals.Trouble() != nil; got != tc.trouble {
				t.Errorf("want trouble %t at opening, got %v", tc.trouble, r.seals.Trouble())
			}
			found := false
			all := r.verify()
			for _, f := range all {
				found = found || strings.HasPrefix(f.Place(), tc.want)
			}
			if !found {
				t.Errorf("want a finding at %q, got %v", tc.want, all)
			}
		})
	}
}

// TestExchangedWithItsSeal puts an older row back together with its seal.
func TestExchangedWithItsSeal(t *testing.T) {
	r := newRoom(t)
	r.fill()
	var rows int64
	var sum []byte
	if err := r.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT rows, sum FROM row_seal WHERE tbl = 'document' AND owner = 'doc07'`, nil, &rows, &sum)
	}); err != nil {
		t.Fatal(err)
	}
	r.write(`UPDATE document SET state = 'signed' WHERE id = 'doc07'`)
	r.behind(`UPDATE document SET state = 'review' WHERE id = 'doc07'`,
		fmt.Sprintf(`UPDATE row_seal SET sum = x'%x' WHERE tbl = 'document' AND owner = 'doc07'`, sum))
	f := r.verify()
	if len(f) != 1 || !strings.Contains(f[0].Owner, "doc07") {
		t.Errorf("want one finding that names doc07, got %v", f)
	}
	// Nothing is sealed over what does not hold.
	r.write(`UPDATE document SET fields = 9 WHERE id = 'doc07'`)
	if f := r.verify(); len(f) == 0 {
		t.Error("a later change has hidden it")
	}
}

func TestAnchor(t *testing.T) {
	r := newRoom(t)
	r.fill()
	a, err := r.seals.Anchor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := r.seals.Since(t.Context(), a); err != nil {
		t.Errorf("the same: %v", err)
	}
	r.write(`DELETE FROM decision WHERE document = 'doc01'`)
	if err := r.seals.Since(t.Context(), a); err != nil {
		t.Errorf("gone on: %v", err)
	}
	later, err := r.seals.Anchor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]rowseal.Anchor{
		"older":         {Writes: later.Writes + 1, Head: later.Head, Trail: later.Trail},
		"another":       {Writes: later.Writes, Head: a.Head, Trail: later.Trail},
		"another trail": {Writes: a.Writes, Head: a.Head, Trail: bytes.Replace(a.Trail, []byte("\n1"), []byte("\n9"), 1)},
	} {
		r.reopen()
		if err := r.seals.Since(t.Context(), bad); chart.KindOf(err) != chart.Tampered || r.seals.Trouble() == nil {
			t.Errorf("%s: want %s and trouble, got %v, %v", name, chart.Tampered, err, r.seals.Trouble())
		}
	}
	data, err := a.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if back, err := rowseal.ParseAnchor(data); err != nil || back.Writes != a.Writes {
		t.Errorf("want %d, got %d, %v", a.Writes, back.Writes, err)
	}
}

func BenchmarkSealedAppend(b *testing.B) {
	r := newRoom(b)
	for b.Loop() {
		if err := r.db.Write(b.Context(), func(tx *sqlitedb.Tx) error {
			_, err := r.log.Append(tx, chart.AuditEntry{Action: chart.ActSettings})
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestANewSchema stands for a later release that adds a column and a table, over a workspace that was left whole, or was not.
func TestANewSchema(t *testing.T) {
	for name, harm := range map[string]string{"whole": "", "edited before": `UPDATE document SET state = 'signed' WHERE id = 'doc07'`} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			r.fill()
			before := filepath.Join(r.dir, ".before-migration")
			if err := os.Mkdir(before, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := r.db.Snapshot(t.Context(), before); err != nil {
				t.Fatal(err)
			}
			changes := []string{`ALTER TABLE document ADD COLUMN later INTEGER NOT NULL DEFAULT 0`, `CREATE TABLE later (id TEXT PRIMARY KEY) STRICT`}
			if harm != "" {
				changes = append(changes, harm)
			}
			r.behind(changes...)
			if got := r.seals.Trouble() != nil; got != (harm != "") {
				t.Errorf("want trouble %t, got %v", harm != "", r.seals.Trouble())
			}
			_, err := os.Stat(before)
			if kept := err == nil; kept != (harm != "") {
				t.Errorf("want the copy kept %t, got %t", harm != "", kept)
			}
			if f := r.verify(); (len(f) > 0) != (harm != "") {
				t.Errorf("want findings %t, got %v", harm != "", f)
			}
		})
	}
}
