package audit_test

import (
	"flag"
	"testing"
	"time"

	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
)

var rehearsed = flag.Int("entries", 3000, "entries of the made trail; the acceptance run makes 1000000 and holds the limits")

// TestRehearse makes a trail, appends at its end and verifies it. With -entries=1000000 it holds the limits of the acceptance:
// an entry within 5 ms (p99), a million entries verified within 10 s on two cores.
func TestRehearse(t *testing.T) {
	db, err := sqlitedb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	p, err := audit.Rehearse(t.Context(), db, *rehearsed, 1000)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d entries made in %v; append: median %v, p99 %v, worst %v; verified in %v", p.Entries, p.Made, p.Median, p.P99, p.Worst, p.Verified)
	if !p.Report.OK || p.Report.Entries != int64(*rehearsed)+1000 {
		t.Errorf("want it whole, got %+v", p.Report)
	}
	if *rehearsed >= 1_000_000 && (p.P99 > 5*time.Millisecond || p.Verified > 10*time.Second) {
		t.Errorf("want p99 of an append <= 5 ms and a verification <= 10 s")
	}
}
