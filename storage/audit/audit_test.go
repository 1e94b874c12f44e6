package audit_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const device = chart.DeviceID("dev1")

func clock() time.Time {
	return time.Date(2026, 11, 21, 9, 30, 0, 123456789, time.FixedZone("x", 3600))
}

type fixture struct {
	db        *sqlitedb.DB
	log       *audit.Log
	dir       string
	skey, key string
}

func newFixture(t *testing.T, entries int) *fixture {
	t.Helper()
	f := &fixture{dir: t.TempDir()}
	var err error
	if f.db, err = sqlitedb.Open(t.Context(), f.dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.db.Close() })
	if f.skey, f.key, err = note.GenerateKey(rand.Reader, audit.Origin(device)); err != nil {
		t.Fatal(err)
	}
	f.log = audit.New(f.db, clock)
	if err := f.log.Arm(device, f.skey, f.key); err != nil {
		t.Fatal(err)
	}
	f.grow(t, entries)
	return f
}

func (f *fixture) grow(t *testing.T, n int) {
	t.Helper()
	for range n {
		if err := f.add(t.Context(), chart.AuditEntry{Action: chart.ActDecide, Person: "p1", Document: "d1", Field: "f1"}); err != nil {
			t.Fatal(err)
		}
	}
}

func (f *fixture) add(ctx context.Context, e chart.AuditEntry) error {
	return f.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		_, err := f.log.Append(tx, e)
		return err
	})
}

func (f *fixture) harm(t *testing.T, query string, args ...any) {
	t.Helper()
	if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		n, err := tx.Change(query, args...)
		if err == nil && n == 0 {
			err = errors.New("the harm did nothing")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) verify(t *testing.T, k audit.Keys) audit.Report {
	t.Helper()
	r, err := f.log.Verify(t.Context(), k)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestVerifyGoodLog(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 7, 8, 9, 33} {
		f := newFixture(t, n)
		r := f.verify(t, audit.Keys{Device: f.key})
		if !r.OK || r.Entries != int64(n) || r.Broken != -1 || r.Problem != "" || r.Key != f.key {
			t.Errorf("%d entries: want OK, got %+v", n, r)
		}
	}
}

func TestVerifyNeedsNoKeyring(t *testing.T) {
	f := newFixture(t, 3)
	ro, err := sqlitedb.OpenReadOnly(t.Context(), f.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ro.Close() }()
	r, err := audit.New(ro, clock).Verify(t.Context(), audit.Keys{})
	if err != nil || !r.OK || r.Entries != 3 {
		t.Errorf("want OK with 3 entries, got %+v, %v", r, err)
	}
}

func TestEntryIsCanonical(t *testing.T) {
	f := newFixture(t, 0)
	if err := f.add(t.Context(), chart.AuditEntry{Index: 99, Action: chart.ActOpen, Person: "p", Document: "d"}); err != nil {
		t.Fatal(err)
	}
	var leaf string
	if err := f.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT CAST(leaf AS TEXT) FROM audit_entry`, nil, &leaf)
	}); err != nil {
		t.Fatal(err)
	}
	const want = `{"index":0,"at":"2026-11-21T08:30:00.123Z","action":"document.open","person":"p","device":"dev1","document":"d"}`
	if leaf != want {
		t.Errorf("want %s, got %s", want, leaf)
	}
}

// TestEntryOfNow: what later releases added stands at the end and is left out where it is empty.
func TestEntryOfNow(t *testing.T) {
	f := newFixture(t, 0)
	if err := f.add(t.Context(), chart.AuditEntry{Action: chart.ActReveal, Person: "p", Document: "d", Field: "f", Detail: "x=1",
		Purpose: "treatment", Policy: "reveal@1", Decision: chart.Permit, Address: "host=a session=2"}); err != nil {
		t.Fatal(err)
	}
	var leaf string
	if err := f.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT CAST(leaf AS TEXT) FROM audit_entry`, nil, &leaf)
	}); err != nil {
		t.Fatal(err)
	}
	const want = `{"index":0,"at":"2026-11-21T08:30:00.123Z","action":"field.reveal","person":"p","device":"dev1","document":"d",` +
		`"field":"f","detail":"x=1","purpose":"treatment","policy":"reveal@1","decision":"permit","address":"host=a session=2"}`
	if leaf != want {
		t.Errorf("want %s, got %s", want, leaf)
	}
}

func TestWitness(t *testing.T) {
	f := newFixture(t, 4)
	atFour := f.headNow(t)
	f.grow(t, 2)
	hubS, hubKey, err := note.GenerateKey(rand.Reader, "hub.example")
	if err != nil {
		t.Fatal(err)
	}
	hub, err := note.NewSigner(hubS)
	if err != nil {
		t.Fatal(err)
	}
	cosign := func(msg []byte) []byte {
		t.Helper()
		v, err := note.NewVerifier(f.key)
		if err != nil {
			t.Fatal(err)
		}
		n, err := note.Open(msg, note.VerifierList(v))
		if err != nil {
			t.Fatal(err)
		}
		out, err := note.Sign(n, hub)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	six, err := f.log.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := f.log.Witness(t.Context(), six, hubKey); chart.KindOf(err) != chart.Tampered {
		t.Errorf("checkpoint without the hub's signature: want %s, got %v", chart.Tampered, err)
	}
	if err := f.log.Witness(t.Context(), cosign(six), hubKey); err != nil {
		t.Fatal(err)
	}
	f.grow(t, 3)
	if r := f.verify(t, audit.Keys{Hub: hubKey}); !r.OK || r.Witnessed != 6 {
		t.Errorf("want OK with 6 witnessed, got %+v", r)
	}
	if n, at, _, err := f.log.Witnessed(t.Context()); n != 6 || err != nil || at.IsZero() {
		t.Errorf("want 6 witnessed, got %d, %v, %v", n, at, err)
	}
	nine, err := f.log.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	proof, err := f.log.Prove(t.Context(), 6, 9)
	if err != nil {
		t.Fatal(err)
	}
	root := func(msg []byte) tlog.Hash {
		text, _, _ := strings.Cut(string(msg), "\n\n")
		c, err := audit.ParseCheckpoint(text + "\n")
		if err != nil {
			t.Fatal(err)
		}
		return c.Root
	}
	if err := tlog.CheckTree(proof, 9, root(nine), 6, root(six)); err != nil {
		t.Errorf("consistency proof from 6 to 9: %v", err)
	}
	if err := tlog.CheckTree(proof, 9, root(nine), 6, root(nine)); err == nil {
		t.Error("want the proof refused for another root, got no error")
	}
	// The device's own holder cuts the log back to what it was and grows it again: only the witness tells.
	f.harm(t, `DELETE FROM audit_entry WHERE idx >= 4`)
	f.mend(t)
	f.putHead(t, atFour)
	for range 4 {
		if err := f.add(t.Context(), chart.AuditEntry{Action: chart.ActOpen, Person: "p2"}); err != nil {
			t.Fatal(err)
		}
	}
	if r := f.verify(t, audit.Keys{Hub: hubKey}); r.OK || !strings.Contains(r.Problem, "hub") {
		t.Errorf("regrown log: want the hub named, got %+v", r)
	}
	f.harm(t, `DELETE FROM audit_witness`)
	if r := f.verify(t, audit.Keys{}); !r.OK {
		t.Errorf("without a witness this cannot be told, got %+v", r)
	}
	if r := f.verify(t, audit.Keys{Seen: [][]byte{nine}}); r.OK || r.Broken != 8 && r.Where != "head" {
		t.Errorf("regrown log beside the checkpoint that was kept: got %+v", r)
	}
	if err := f.log.Witness(t.Context(), cosign(nine), hubKey); chart.KindOf(err) != chart.Tampered {
		t.Errorf("checkpoint of the old log: want %s, got %v", chart.Tampered, err)
	}
}

func TestProveRefuses(t *testing.T) {
	f := newFixture(t, 4)
	for _, tc := range [][2]int64{{0, 4}, {-1, 2}, {3, 2}, {2, 5}} {
		if _, err := f.log.Prove(t.Context(), tc[0], tc[1]); chart.KindOf(err) != chart.BadInput {
			t.Errorf("prove %d to %d: want %s, got %v", tc[0], tc[1], chart.BadInput, err)
		}
	}
	if p, err := f.log.Prove(t.Context(), 4, 4); err != nil || len(p) != 0 {
		t.Errorf("prove 4 to 4: want an empty proof, got %v, %v", p, err)
	}
}

func TestAppendBelongsToTheTransaction(t *testing.T) {
	f := newFixture(t, 2)
	boom := errors.New("boom")
	if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		if _, err := f.log.Append(tx, chart.AuditEntry{Action: chart.ActOpen}); err != nil {
			return err
		}
		return boom
	}); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	f.grow(t, 1)
	if r := f.verify(t, audit.Keys{}); !r.OK || r.Entries != 3 {
		t.Errorf("want 3 entries and OK, got %+v", r)
	}
}

func TestAppendWithoutKey(t *testing.T) {
	f := newFixture(t, 0)
	log := audit.New(f.db, clock)
	err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		_, err := log.Append(tx, chart.AuditEntry{Action: chart.ActOpen})
		return err
	})
	if chart.KindOf(err) != chart.KeyringLocked {
		t.Errorf("want %s, got %v", chart.KeyringLocked, err)
	}
	if err := log.Arm("other", f.skey, f.key); chart.KindOf(err) != chart.Tampered {
		t.Errorf("another device's key: want %s, got %v", chart.Tampered, err)
	}
	if err := log.Arm(device, "PRIVATE+KEY+rubbish", f.key); err == nil || strings.Contains(err.Error(), "rubbish") {
		t.Errorf("malformed key: want an error that does not quote it, got %v", err)
	}
}

func TestConcurrentAppend(t *testing.T) {
	f := newFixture(t, 0)
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for w := range errs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 20 {
				errs[w] = errors.Join(errs[w], f.add(t.Context(), chart.AuditEntry{Action: chart.ActOpen, Document: chart.DocumentID(fmt.Sprint("d", w))}))
			}
		}()
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if r := f.verify(t, audit.Keys{}); !r.OK || r.Entries != 120 {
		t.Errorf("want 120 entries and OK, got %+v", r)
	}
	got, err := f.log.Entries(t.Context(), audit.Filter{Document: "d3", Limit: 7})
	if err != nil || len(got) != 7 || got[0].Document != "d3" || got[6].Index <= got[0].Index {
		t.Errorf("want 7 entries of d3 in order, got %d, %v", len(got), err)
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	f.Add("chartproof.org/audit/dev1\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	f.Add("o\n03\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	f.Add("\n\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := audit.ParseCheckpoint(text)
		if err == nil && (c.Size < 0 || c.Origin == "") {
			t.Errorf("took %q as %+v", text, c)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	dir := b.TempDir()
	db, err := sqlitedb.Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	skey, key, err := note.GenerateKey(rand.Reader, audit.Origin(device))
	if err != nil {
		b.Fatal(err)
	}
	log := audit.New(db, clock)
	if err := log.Arm(device, skey, key); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := db.Write(b.Context(), func(tx *sqlitedb.Tx) error {
			_, err := log.Append(tx, chart.AuditEntry{Action: chart.ActDecide, Document: "d"})
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}
