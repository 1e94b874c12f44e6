package audit

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
)

// Pace is what a made trail took: how long single entries and a verification of all.
type Pace struct {
	Entries     int
	Appends     int // single entries, each in a transaction of its own, that were timed at the trail's full length
	Median, P99 time.Duration
	Worst       time.Duration
	Verified    time.Duration
	Report      Report
	Made        time.Duration // the entries before the timed ones
}

// Rehearse makes a trail of so many entries of a clinic's work in an empty workspace, times single entries at its full length,
// and its verification. It measures the machine that it runs on.
func Rehearse(ctx context.Context, db *sqlitedb.DB, entries, appends int) (p Pace, err error) {
	const device = "bench"
	skey, key, err := note.GenerateKey(rand.Reader, Origin(device))
	if err != nil {
		return p, chart.E(chart.Internal, "make audit key", err)
	}
	log := New(db, time.Now)
	if err := log.Arm(device, skey, key); err != nil {
		return p, err
	}
	p.Entries, p.Appends = entries, appends
	start := time.Now()
	for done := 0; done < entries; {
		n := min(entries-done, 50_000)
		if err := db.Write(ctx, func(tx *sqlitedb.Tx) error {
			return log.AppendAll(tx, n, func(i int) chart.AuditEntry { return madeEntry(start, entries, done+i) })
		}); err != nil {
			return p, err
		}
		done += n
	}
	p.Made = time.Since(start)
	took := make([]time.Duration, 0, appends)
	for i := range appends {
		one := time.Now()
		if err := db.Write(ctx, func(tx *sqlitedb.Tx) error {
			e := madeEntry(start, entries, i)
			e.At = time.Time{}
			_, err := log.Append(tx, e)
			return err
		}); err != nil {
			return p, err
		}
		took = append(took, time.Since(one))
	}
	slices.Sort(took)
	if len(took) > 0 {
		p.Median, p.P99, p.Worst = took[len(took)/2], took[len(took)*99/100], took[len(took)-1]
	}
	start = time.Now()
	p.Report, err = log.Verify(ctx, Keys{})
	p.Verified = time.Since(start)
	return p, err
}

// madeEntry is the i-th of n entries of a clinic's work: documents that are imported, opened, decided on, signed and sent.
func madeEntry(end time.Time, n, i int) chart.AuditEntry {
	actions := []chart.Action{chart.ActRead, chart.ActOpen, chart.ActDecide, chart.ActDecide, chart.ActDecide, chart.ActReveal,
		chart.ActDecide, chart.ActSignRecord, chart.ActState, chart.ActSend}
	e := chart.AuditEntry{At: end.Add(-time.Duration(n-i) * 20 * time.Second), Action: actions[i%len(actions)],
		Person:   chart.PersonID(fmt.Sprintf("%032x", i/3000%9+1)),
		Document: chart.DocumentID(fmt.Sprintf("%032x", i/len(actions)+1)), Decision: chart.Permit, Policy: "work@1"}
	switch e.Action {
	case chart.ActDecide, chart.ActReveal:
		e.Field, e.Detail = chart.FieldID(fmt.Sprintf("f%d", i%19)), "outcome=confirm from=review to=review"
		e.Purpose = "operations"
	case chart.ActRead:
		e.Person, e.Detail = "", fmt.Sprintf("import=%032x pages=2 to=review", i/len(actions)+1)
	}
	return e
}
