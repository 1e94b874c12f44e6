package audit_test

import (
	"bytes"
	"crypto/rand"
	"testing"

	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// mend recomputes the stored hashes from the leaves, as somebody would who knows how the log works.
func (f *fixture) mend(t *testing.T) {
	t.Helper()
	if err := f.db.Write(t.Context(), mendIn); err != nil {
		t.Fatal(err)
	}
}

func mendIn(tx *sqlitedb.Tx) error {
	var leaves [][]byte
	if err := tx.Each(`SELECT leaf FROM audit_entry ORDER BY idx`, nil, func(r *sqlitedb.Rows) error {
		var b []byte
		err := r.Scan(&b)
		leaves = append(leaves, bytes.Clone(b))
		return err
	}); err != nil {
		return err
	}
	var all []tlog.Hash
	reader := tlog.HashReaderFunc(func(idx []int64) (out []tlog.Hash, err error) {
		for _, i := range idx {
			out = append(out, all[i])
		}
		return out, nil
	})
	for i, l := range leaves {
		hs, err := tlog.StoredHashes(int64(i), l, reader)
		if err != nil {
			return err
		}
		all = append(all, hs...)
	}
	if err := tx.Exec(`DELETE FROM audit_hash`); err != nil {
		return err
	}
	for i, h := range all {
		if err := tx.Exec(`INSERT INTO audit_hash VALUES (?, ?)`, i, h[:]); err != nil {
			return err
		}
	}
	return nil
}

func TestTampering(t *testing.T) {
	replace := func(idx int, old, now string) func(*testing.T, *fixture) {
		return func(t *testing.T, f *fixture) {
			f.harm(t, `UPDATE audit_entry SET leaf = CAST(replace(CAST(leaf AS TEXT), ?, ?) AS BLOB) WHERE idx = ?`, old, now, idx)
		}
	}
	tests := []struct {
		name   string
		harm   func(*testing.T, *fixture)
		broken int64
	}{
		{"leaf edited", replace(5, `"p1"`, `"p2"`), 5},
		{"first leaf edited", replace(0, `"p1"`, `"p2"`), 0},
		{"last leaf edited", replace(10, `"p1"`, `"p2"`), 10},
		{"leaf not canonical", replace(5, `"p1"`, ` "p1"`), 5},
		{"leaf no JSON", replace(5, `{`, `[`), 5},
		{"leaf edited and hashes mended", func(t *testing.T, f *fixture) { replace(5, `"p1"`, `"p2"`)(t, f); f.mend(t) }, 5},
		{"entry filed under another document", func(t *testing.T, f *fixture) {
			f.harm(t, `UPDATE audit_entry SET document = 'd2' WHERE idx = 4`)
		}, 4},
		{"entry removed", func(t *testing.T, f *fixture) { f.harm(t, `DELETE FROM audit_entry WHERE idx = 3`) }, 3},
		{"newest entries cut off", func(t *testing.T, f *fixture) {
			f.harm(t, `DELETE FROM audit_entry WHERE idx >= 8`)
			f.mend(t)
		}, 8},
		{"entries swapped", func(t *testing.T, f *fixture) {
			f.harm(t, `UPDATE audit_entry SET idx = -1 WHERE idx = 2`)
			f.harm(t, `UPDATE audit_entry SET idx = 2 WHERE idx = 3`)
			f.harm(t, `UPDATE audit_entry SET idx = 3 WHERE idx = -1`)
		}, 2},
		{"stored hash edited", func(t *testing.T, f *fixture) {
			f.harm(t, `UPDATE audit_hash SET hash = zeroblob(32) WHERE idx = ?`, tlog.StoredHashIndex(0, 6))
		}, 6},
		{"signature of one entry edited", func(t *testing.T, f *fixture) {
			f.harm(t, `UPDATE audit_entry SET sig = zeroblob(64) WHERE idx = 10`)
		}, 10},
		{"checkpoint gone", func(t *testing.T, f *fixture) { f.harm(t, `DELETE FROM audit_head`) }, -1},
		{"checkpoint edited", func(t *testing.T, f *fixture) {
			f.harm(t, `UPDATE audit_head SET note = CAST(replace(CAST(note AS TEXT), x'0a' || '11' || x'0a', x'0a' || '12' || x'0a') AS BLOB)`)
		}, -1},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			f := newFixture(t, 11)
			tc.harm(t, f)
			r := f.verify(t, audit.Keys{})
			if r.OK || r.Problem == "" || r.Broken != tc.broken {
				t.Errorf("want first broken entry %d, got %+v", tc.broken, r)
			}
		})
	}
}

// TestRewrittenByAnotherKey: somebody without the device's key writes the whole log anew under a key of theirs.
func TestRewrittenByAnotherKey(t *testing.T) {
	f := newFixture(t, 5)
	printed := f.key
	f.harm(t, `DELETE FROM audit_entry`)
	f.harm(t, `DELETE FROM audit_hash`)
	f.harm(t, `DELETE FROM audit_head`)
	skey, key, err := note.GenerateKey(rand.Reader, audit.Origin(device))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.log.Arm(device, skey, key); err != nil {
		t.Fatal(err)
	}
	f.grow(t, 5)
	if r := f.verify(t, audit.Keys{}); !r.OK {
		t.Errorf("without the key from outside this cannot be told, got %+v", r)
	}
	if r := f.verify(t, audit.Keys{Device: printed}); r.OK {
		t.Errorf("want refused with the printed key, got %+v", r)
	}
}
