package siem_test

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
	sender "chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/engine/send/siem/rsyslog"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/siem"
	"chartproof.org/chartproof/storage/sqlitedb"
)

type desk struct {
	t     *testing.T
	db    *sqlitedb.DB
	log   *audit.Log
	spool *siem.Spool
	clock time.Time
	dir   string
	keys  [2]string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, clock: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), dir: t.TempDir()}
	var err error
	d.keys[0], d.keys[1], err = note.GenerateKey(rand.Reader, audit.Origin("station-1"))
	must(t, err)
	d.open()
	t.Cleanup(func() { _ = d.db.Close() })
	return d
}

func (d *desk) open() {
	var err error
	d.db, err = sqlitedb.Open(d.t.Context(), d.dir)
	must(d.t, err)
	d.log = audit.New(d.db, d.now)
	must(d.t, d.log.Arm("station-1", d.keys[0], d.keys[1]))
	d.spool = siem.New(d.db, d.log)
}

func (d *desk) now() time.Time { return d.clock }

func (d *desk) grow(n int) {
	d.t.Helper()
	must(d.t, d.db.Write(d.t.Context(), func(tx *sqlitedb.Tx) error {
		return d.log.AppendAll(tx, n, func(int) chart.AuditEntry {
			return chart.AuditEntry{Action: chart.ActDecide, Person: "p1", Document: "d1", Field: "f1", Detail: `verdict="a]b"`}
		})
	}))
}

func (d *desk) entries() []chart.AuditEntry {
	d.t.Helper()
	all, err := d.log.Entries(d.t.Context(), audit.Filter{})
	must(d.t, err)
	return all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestPositionMovesFromWhereItStands(t *testing.T) {
	d := newDesk(t)
	none, err := d.spool.Position(t.Context())
	must(t, err)
	if none != (sender.Position{}) {
		t.Errorf("want the zero position, got %+v", none)
	}
	want := sender.Position{Next: 7, Tried: 9, Resent: 2, Arrived: d.clock, Away: d.clock.Add(time.Minute), Problem: "unreachable"}
	must(t, d.spool.Keep(t.Context(), none, want))
	if got, err := d.spool.Position(t.Context()); err != nil || got != want {
		t.Errorf("want %+v, got %+v, %v", want, got, err)
	}
	if err := d.spool.Keep(t.Context(), none, sender.Position{Next: 3}); chart.KindOf(err) != chart.Conflict {
		t.Errorf("want %s, got %v", chart.Conflict, err)
	}
	must(t, d.spool.Begin(t.Context(), 5))
	if got, err := d.spool.Position(t.Context()); err != nil || got != (sender.Position{Next: 5, Tried: 5}) {
		t.Errorf("want it to begin with 5, got %+v, %v", got, err)
	}
}

func TestEntriesSayHowManyThereAre(t *testing.T) {
	d := newDesk(t)
	d.grow(5)
	for _, tc := range []struct {
		from  int64
		limit int
		want  int
	}{{0, 2, 2}, {3, 10, 2}, {5, 10, 0}, {9, 10, 0}} {
		got, size, err := d.spool.Entries(t.Context(), tc.from, tc.limit)
		if err != nil || len(got) != tc.want || size != 5 {
			t.Errorf("from %d: want %d of 5, got %d of %d, %v", tc.from, tc.want, len(got), size, err)
		}
	}
}

// TestOutageOfTheWorkspace is the acceptance with the workspace's own trail: 72 hours by the clock without a SIEM, in which the
// workstation is started anew each morning; then all of it arrives, once, in order, with the outage in the trail.
func TestOutageOfTheWorkspace(t *testing.T) {
	const hours = 72
	server := rsyslog.New(t)
	d := newDesk(t)
	target := server.Target()
	for hour := range hours {
		if hour%24 == 0 {
			must(t, d.db.Close())
			d.open()
		}
		d.grow(20)
		out := &sender.Sender{Spool: d.spool, Format: format, Target: target, Now: d.now}
		ctx, stop := context.WithCancel(t.Context())
		until := d.clock.Add(time.Hour)
		out.Wait = func(_ context.Context, p time.Duration) error {
			if d.clock = d.clock.Add(p); d.clock.After(until) {
				stop()
			}
			return nil
		}
		out.Run(ctx)
		stop()
	}
	p, err := d.spool.Position(t.Context())
	must(t, err)
	if p.Next != 0 || p.Resent != 0 || !p.Told || p.Away.After(time.Date(2026, 11, 20, 8, 0, 1, 0, time.UTC)) || p.Problem != string(chart.Unreachable) {
		t.Errorf("want it away from the first minute on, and told, got %+v", p)
	}
	server.Start()
	out := &sender.Sender{Spool: d.spool, Format: format, Target: target, Now: d.now}
	_, err = out.Once(t.Context())
	must(t, err)
	all := d.entries()
	lines := server.Lines()
	lost, doubled := 0, max(len(lines)-len(all), 0)
	for i, e := range all {
		if device, n, ok := sender.EntryOf(trail.Line(e, "")); !ok || device != "station-1" || n != e.Index {
			t.Errorf("entry %d: want it named in its message, got %q %d %v", i, device, n, ok)
		}
		if want, _ := format(e); i >= len(lines) || lines[i] != string(want) {
			lost++
		}
	}
	t.Logf("%d h away, %d entries: lost %d, doubled %d", hours, len(all), lost, doubled)
	if lost != 0 || doubled != 0 {
		t.Error("want every line where its entry stands, and no other")
	}
	var told []string
	for _, e := range all {
		if e.Action == chart.ActStreamAway || e.Action == chart.ActStreamBack {
			told = append(told, string(e.Action)+" "+e.Detail)
		}
	}
	if len(told) != 2 || told[0] != "trail.stream_alarm since=2026-11-20T08:00:00Z cause=unreachable" || !strings.HasPrefix(told[1], "trail.stream_back") {
		t.Errorf("want the outage and its end in the trail, got %q", told)
	}
	if r, err := d.log.Verify(t.Context(), audit.Keys{}); err != nil || !r.OK {
		t.Errorf("want the trail whole, got %+v, %v", r, err)
	}
}

func format(e chart.AuditEntry) ([]byte, bool) {
	return trail.Line(e, ""), trail.GradeOf(e) <= trail.Warning
}
