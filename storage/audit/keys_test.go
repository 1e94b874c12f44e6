package audit_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
)

// headRow is the row of audit_head.
type headRow struct {
	key, signs       string
	note, sums, seal []byte
	size             int64
}

func (f *fixture) headNow(t *testing.T) (h headRow) {
	t.Helper()
	if err := f.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT key, signs, note, sums, seal, size FROM audit_head`, nil, &h.key, &h.signs, &h.note, &h.sums, &h.seal, &h.size)
	}); err != nil {
		t.Fatal(err)
	}
	return h
}

func (f *fixture) putHead(t *testing.T, h headRow) {
	t.Helper()
	f.harm(t, `UPDATE audit_head SET key = ?, signs = ?, note = ?, sums = ?, seal = ?, size = ?`, h.key, h.signs, h.note, h.sums, h.seal, h.size)
}

// rotate gives the device another key and returns its verifier key.
func (f *fixture) rotate(t *testing.T) string {
	t.Helper()
	skey, key, err := note.GenerateKey(rand.Reader, audit.Origin(device))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return f.log.Rotate(tx, "admin", skey, key) }); err != nil {
		t.Fatal(err)
	}
	return key
}

func TestKeysFollow(t *testing.T) {
	f := newFixture(t, 3)
	second := f.rotate(t)
	f.grow(t, 2)
	third := f.rotate(t)
	f.grow(t, 2)
	for _, k := range []string{"", f.key, second, third} {
		r := f.verify(t, audit.Keys{Device: k, Deep: true})
		if !r.OK || len(r.Keys) != 3 || r.Entries != 11 || r.Signatures < 11 {
			t.Errorf("with key %q: want it whole with three keys, got %+v", k, r)
		}
	}
	if now, err := f.log.VerifierKey(t.Context()); err != nil || now != third {
		t.Errorf("want the newest key, got %s, %v", now, err)
	}
	_, stranger, err := note.GenerateKey(rand.Reader, audit.Origin(device))
	if err != nil {
		t.Fatal(err)
	}
	if r := f.verify(t, audit.Keys{Device: stranger}); r.OK {
		t.Error("a key that the device never had was taken")
	}
}

func TestRotationThatFailsChangesNothing(t *testing.T) {
	f := newFixture(t, 3)
	skey, key, err := note.GenerateKey(rand.Reader, audit.Origin(device))
	if err != nil {
		t.Fatal(err)
	}
	boom := errors.New("boom")
	if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		return errors.Join(f.log.Rotate(tx, "admin", skey, key), boom)
	}); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	f.grow(t, 2)
	if r := f.verify(t, audit.Keys{Deep: true}); !r.OK || len(r.Keys) != 1 || r.Entries != 5 {
		t.Errorf("want one key and 5 entries, got %+v", r)
	}
	other, _, err := note.GenerateKey(rand.Reader, audit.Origin(device))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return f.log.Rotate(tx, "admin", other, key) }); chart.KindOf(err) != chart.BadInput {
		t.Errorf("two halves of different keys: want %s, got %v", chart.BadInput, err)
	}
}

// TestKeyHandedOverByNobody: somebody who has a new key only cannot put it into the chain.
func TestKeyHandedOverByNobody(t *testing.T) {
	f := newFixture(t, 3)
	f.rotate(t)
	f.grow(t, 2)
	f.harm(t, `UPDATE audit_entry SET sig = zeroblob(64) WHERE action = ?`, string(chart.ActKeyChange))
	if r := f.verify(t, audit.Keys{}); r.OK || r.Broken != 3 || !strings.Contains(r.Problem, "key") {
		t.Errorf("want entry 3 named, got %+v", r)
	}
}

// TestPinnedKeyMustHaveSigned: a trail of a stranger's that ends by announcing the device's key is not the device's.
func TestPinnedKeyMustHaveSigned(t *testing.T) {
	f := newFixture(t, 3)
	_, pinned, err := note.GenerateKey(rand.Reader, audit.Origin(device))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.add(t.Context(), chart.AuditEntry{Action: chart.ActKeyChange, Detail: "key=" + pinned}); err != nil {
		t.Fatal(err)
	}
	f.harm(t, `UPDATE audit_head SET signs = ?`, pinned)
	if r := f.verify(t, audit.Keys{Device: pinned}); r.OK {
		t.Errorf("the pinned key signed nothing, yet the trail was taken: %+v", r)
	}
}

func TestCutOffTrailIsNotGoneOnWith(t *testing.T) {
	f := newFixture(t, 6)
	f.harm(t, `DELETE FROM audit_entry WHERE idx >= 4`)
	if err := f.add(t.Context(), chart.AuditEntry{Action: chart.ActOpen}); chart.KindOf(err) != chart.Tampered {
		t.Errorf("want %s, got %v", chart.Tampered, err)
	}
}

// TestTrailOfBeforeTheSeal: every signature is checked where there is no seal, and the next entry makes one.
func TestTrailOfBeforeTheSeal(t *testing.T) {
	f := newFixture(t, 6)
	f.harm(t, `UPDATE audit_head SET sums = x'', seal = x''`)
	if r := f.verify(t, audit.Keys{}); !r.OK || r.Signatures < 6 {
		t.Errorf("want every signature checked, got %+v", r)
	}
	f.grow(t, 1)
	if r := f.verify(t, audit.Keys{}); !r.OK || r.Signatures != 0 {
		t.Errorf("want it sealed again, got %+v", r)
	}
	f.harm(t, `UPDATE audit_entry SET sig = zeroblob(64) WHERE idx = 2`)
	if r := f.verify(t, audit.Keys{}); r.OK || r.Broken != 2 {
		t.Errorf("want entry 2 named, got %+v", r)
	}
}

func TestAppendAll(t *testing.T) {
	f := newFixture(t, 3)
	if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		return f.log.AppendAll(tx, 500, func(int) chart.AuditEntry { return chart.AuditEntry{Action: chart.ActRead} })
	}); err != nil {
		t.Fatal(err)
	}
	f.grow(t, 1)
	if r := f.verify(t, audit.Keys{Deep: true}); !r.OK || r.Entries != 504 {
		t.Errorf("want 504 entries that hold, got %+v", r)
	}
}

// TestFollowingEntries: what follows from an entry stands after it, in its transaction, stamped like every other.
func TestFollowingEntries(t *testing.T) {
	f := newFixture(t, 0)
	f.log.Locate("host=1")
	f.log.Stamp(func(e *chart.AuditEntry) { e.Policy = "work@1" })
	f.log.OnEntry(func(_ *sqlitedb.Tx, e chart.AuditEntry) ([]chart.AuditEntry, error) {
		if e.Action != chart.ActOpen {
			return nil, nil
		}
		return []chart.AuditEntry{{Action: chart.ActAlert, Person: e.Person}}, nil
	})
	f.grow(t, 1)
	if err := f.add(t.Context(), chart.AuditEntry{Action: chart.ActOpen, Person: "p7"}); err != nil {
		t.Fatal(err)
	}
	all, err := f.log.Entries(t.Context(), audit.Filter{})
	if err != nil || len(all) != 3 || all[2].Action != chart.ActAlert || all[2].Person != "p7" || all[2].Address != "host=1" || all[2].Policy != "work@1" {
		t.Errorf("want the alert after the look, got %+v, %v", all, err)
	}
	if r := f.verify(t, audit.Keys{}); !r.OK {
		t.Errorf("want it whole, got %+v", r)
	}
}
