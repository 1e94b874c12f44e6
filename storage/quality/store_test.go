package quality_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/quality"
	"chartproof.org/chartproof/storage/sqlitedb"
)

type desk struct {
	t     testing.TB
	db    *sqlitedb.DB
	log   *audit.Log
	store *quality.Store
	clock time.Time
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{t: t, clock: time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)}
	var err error
	d.db, err = sqlitedb.Open(t.Context(), t.TempDir())
	d.must(err)
	t.Cleanup(func() { _ = d.db.Close() })
	signs, verifies, err := note.GenerateKey(rand.Reader, audit.Origin("station-1"))
	d.must(err)
	d.log = audit.New(d.db, d.now)
	d.must(d.log.Arm("station-1", signs, verifies))
	d.store = quality.New(d.db, d.log, d.now)
	return d
}

func (d *desk) now() time.Time { return d.clock }

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) write(entries ...chart.AuditEntry) {
	d.t.Helper()
	d.must(d.db.Write(d.t.Context(), func(tx *sqlitedb.Tx) error {
		for _, e := range entries {
			if _, err := d.log.Append(tx, e); err != nil {
				return err
			}
		}
		return nil
	}))
}

// document files a document of an import from a scanner.
func (d *desk) document(id string) {
	d.t.Helper()
	at := d.clock.UnixMilli()
	d.must(d.db.Write(d.t.Context(), func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`INSERT INTO import (id, state, content_mac, media_type, bytes, pages, sealed_source, person, imported, changed)
			VALUES (?, 'finished', ?, 'image/tiff', 1, 2, x'', 'ada', ?, ?)`, "i"+id, []byte(id), at, at); err != nil {
			return err
		}
		return tx.Exec(`INSERT INTO document (id, import, position, state, version, type, pages, fields, open, sealed, imported, changed)
			VALUES (?, ?, 0, 'signed', 1, 'lab_report', 2, 10, 0, x'', ?, ?)`, id, "i"+id, at, at)
	}))
	d.must(d.store.KeepSource(d.t.Context(), chart.ImportID("i"+id), kpi.Scanner{Maker: "Fujitsu"}))
	d.must(d.store.KeepSource(d.t.Context(), chart.ImportID("i"+id), kpi.Scanner{DPI: 300}))
}

// sign takes a document through one decision to its signature, two minutes from now.
func (d *desk) sign(id chart.DocumentID) {
	d.t.Helper()
	d.clock = d.clock.Add(time.Minute)
	d.write(chart.AuditEntry{Action: chart.ActDecide, Person: "ada", Document: id, Field: "f1", Detail: "verdict=corrected said=991 sampled=wrong"})
	d.clock = d.clock.Add(time.Minute)
	d.write(chart.AuditEntry{Action: chart.ActSignRecord, Person: "ada", Document: id, Detail: "record=r"})
}

func (d *desk) days(n int) []kpi.Day {
	d.t.Helper()
	out, err := d.store.Days(d.t.Context(), d.clock.AddDate(0, 0, -n+1), d.clock, nil)
	d.must(err)
	return out
}

// counts gives dates with their numbers of signed documents.
func counts(days []kpi.Day) string {
	out := ""
	for _, d := range days {
		out += fmt.Sprintf("%s:%d ", d.Date, len(d.Signed))
	}
	return out
}

func (d *desk) want(what, want string, n int) {
	d.t.Helper()
	if got := counts(d.days(n)); got != want {
		d.t.Errorf("%s: want %q, got %q", what, want, got)
	}
}

func TestDaysAreCountedOnceAndTodayAnew(t *testing.T) {
	d := newDesk(t)
	if got := d.days(30); len(got) != 0 {
		t.Errorf("want no days in a fresh workspace, got %+v", got)
	}
	d.document("d1")
	d.sign("d1")
	d.want("today", "2026-11-16:1 ", 30)
	d.document("d2")
	d.sign("d2")
	d.want("today again", "2026-11-16:2 ", 30)
	d.clock = d.clock.AddDate(0, 0, 2)
	d.document("d3")
	d.sign("d3")
	d.want("two days later", "2026-11-16:2 2026-11-18:1 ", 30)
	d.want("only today", "2026-11-18:1 ", 1)
	one := d.days(30)[0].Signed[0]
	if one.From != "Fujitsu, 300 dpi" || one.Form != "lab_report" || one.Took != (2*time.Minute).Milliseconds() || one.Corrected != 1 || one.Fields != 10 {
		t.Errorf("want the document's facts, got %+v", one)
	}
	again := quality.New(d.db, d.log, d.now) // a new start reads what is kept
	days, err := again.Days(t.Context(), d.clock.AddDate(0, 0, -30), d.clock, nil)
	d.must(err)
	if got := counts(days); got != "2026-11-16:2 2026-11-18:1 " {
		t.Errorf("want the same after a new start, got %q", got)
	}
}

// TestAnEntryThatComesLate has the clock set back: the day that was counted is counted again.
func TestAnEntryThatComesLate(t *testing.T) {
	d := newDesk(t)
	d.document("d1")
	d.sign("d1")
	d.clock = d.clock.AddDate(0, 0, 1)
	d.want("the day after", "2026-11-16:1 ", 30)
	d.clock = d.clock.AddDate(0, 0, -1)
	d.document("d2")
	d.sign("d2")
	d.clock = d.clock.AddDate(0, 0, 1)
	d.want("with the late one", "2026-11-16:2 ", 30)
}

func TestDaysBeginAtTheMidnightOfThePractice(t *testing.T) {
	d := newDesk(t)
	d.clock = time.Date(2026, 11, 1, 0, 20, 0, 0, zone(t, "America/New_York")) // the day on which clocks go back
	d.document("d1")
	d.sign("d1")
	d.clock = d.clock.Add(24 * time.Hour) // 23:22 of the same day: it has 25 hours
	d.want("late on the long day", "2026-11-01:1 ", 3)
	d.clock = d.clock.Add(2 * time.Hour)
	d.want("the day after the long day", "2026-11-01:1 ", 3)
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestOnlyKnownScannersAreKept(t *testing.T) {
	d := newDesk(t)
	for _, s := range []kpi.Scanner{{Maker: "Maria Gonzalez"}, {DPI: -1}, {DPI: 100000}} {
		if err := d.store.KeepSource(t.Context(), "i1", s); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%+v: want it refused, got %v", s, err)
		}
	}
}

// BenchmarkYear reads a year of a million entries: counted for the first time, after a new start, and again.
func BenchmarkYear(b *testing.B) {
	d := newDesk(b)
	fill(b, d, yearOf(b))
	from := d.clock.AddDate(-1, 0, 0)
	read := func(name string, s *quality.Store) {
		start := time.Now()
		days, err := s.Days(b.Context(), from, d.clock, nil)
		d.must(err)
		got := time.Since(start)
		start = time.Now()
		f := kpi.Sum(days, 0.995)
		b.ReportMetric(float64(got.Milliseconds()), name+"-ms")
		b.ReportMetric(float64(time.Since(start).Milliseconds()), name+"-sum-ms")
		if f.Documents < yearOf(b)/12 {
			b.Fatalf("want the year's documents, got %d", f.Documents)
		}
	}
	for b.Loop() {
		d.must(d.db.Write(b.Context(), func(tx *sqlitedb.Tx) error {
			if err := tx.Exec(`DELETE FROM quality_day`); err != nil {
				return err
			}
			return tx.Exec(`DELETE FROM quality_mark`)
		}))
		read("first", quality.New(d.db, d.log, d.now))
		s := quality.New(d.db, d.log, d.now)
		read("start", s)
		read("again", s)
	}
}

// fill writes a clinic's year into the trail's table, without signatures, which nothing here looks at.
func fill(b *testing.B, d *desk, n int) {
	b.Helper()
	actions := []chart.Action{chart.ActRead, chart.ActOpen, chart.ActDecide, chart.ActDecide, chart.ActDecide, chart.ActReveal, chart.ActDecide, chart.ActDecide,
		chart.ActSignRecord, chart.ActState}
	d.must(d.db.Write(b.Context(), func(tx *sqlitedb.Tx) error {
		for i := range n {
			doc := fmt.Sprintf("%032x", i/len(actions)+1)
			at := d.clock.Add(-time.Duration(n-i) * 30 * time.Second).UTC()
			e := chart.AuditEntry{Index: int64(i), At: at, Action: actions[i%len(actions)], Person: chart.PersonID(fmt.Sprintf("%032x", i/3000%9+1)),
				Document: chart.DocumentID(doc), Decision: chart.Permit, Policy: "work@1"}
			if e.Action == chart.ActDecide {
				e.Field, e.Detail = chart.FieldID(fmt.Sprintf("f%d", i%19)), "verdict=confirmed version=3"
				if i%50 == 2 {
					e.Detail += " said=991 sampled=right"
				}
			}
			leaf, err := json.Marshal(e)
			if err != nil {
				return err
			}
			if err := tx.Exec(`INSERT INTO audit_entry (idx, document, leaf, sig, at, action, person) VALUES (?, ?, ?, x'', ?, ?, ?)`, i, doc, leaf,
				at.UnixMilli(), string(e.Action), string(e.Person)); err != nil {
				return err
			}
			if i%len(actions) == 0 {
				if err := file(tx, doc, at); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

func file(tx *sqlitedb.Tx, doc string, at time.Time) error {
	if err := tx.Exec(`INSERT INTO import (id, state, content_mac, media_type, bytes, pages, sealed_source, person, imported, changed)
		VALUES (?, 'finished', ?, 'application/pdf', 1, 2, x'', 'ada', ?, ?)`, "i"+doc, []byte(doc), at.UnixMilli(), at.UnixMilli()); err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO document (id, import, position, state, version, type, pages, fields, open, sealed, imported, changed)
		VALUES (?, ?, 0, 'signed', 1, 'lab_report', 2, 19, 0, x'', ?, ?)`, doc, "i"+doc, at.UnixMilli(), at.UnixMilli())
}

// yearOf is how many entries the benchmark's year has: a million, or ENTRIES.
func yearOf(b *testing.B) int {
	n, err := strconv.Atoi(os.Getenv("ENTRIES"))
	if err != nil {
		return 1_000_000
	}
	b.Logf("a year of %d entries", n)
	return n
}
