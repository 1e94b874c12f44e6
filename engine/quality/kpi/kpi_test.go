package kpi_test

import (
	"math"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
)

// start is a Monday.
var start = time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)

// line is an entry of a trail that a person can count: minutes and seconds after the start.
func line(min, sec int, a chart.Action, who chart.PersonID, doc chart.DocumentID, field chart.FieldID, detail string) chart.AuditEntry {
	return chart.AuditEntry{At: start.Add(time.Duration(min)*time.Minute + time.Duration(sec)*time.Second), Action: a, Person: who, Document: doc, Field: field, Detail: detail}
}

// theTrail: ada signs two documents, one of which nobody had to touch; ben takes a second look and misses a known answer.
func theTrail() []chart.AuditEntry {
	return []chart.AuditEntry{
		line(0, 0, chart.ActOpen, "ada", "d1", "", ""),
		line(0, 10, chart.ActDecide, "ada", "d1", "f1", "verdict=confirmed version=2"),
		line(0, 20, chart.ActDecide, "ada", "d1", "f2", "verdict=corrected version=3"),
		line(0, 30, chart.ActDecide, "ada", "d1", "f2", "verdict=corrected version=4"), // the same field again
		line(0, 40, chart.ActDecide, "ada", "d1", "f3", "verdict=confirmed version=5 said=987 sampled=right"),
		line(0, 50, chart.ActDecide, "ada", "d1", "f4", "verdict=corrected version=6 said=996 sampled=wrong"),
		line(1, 0, chart.ActState, "ada", "d1", "", "from=review to=second_review"),
		line(1, 30, chart.ActSecondSign, "ben", "d1", "f1", "step=second outcome=agrees later=false"),
		line(1, 40, chart.ActSecondSign, "ben", "d1", "f2", "step=second outcome=differs later=false"),
		line(1, 50, chart.ActVigilance, "ben", "", "", "missed"),
		line(1, 55, chart.ActVigilance, "ben", "", "", "right"),
		line(2, 0, chart.ActState, "ben", "d1", "", "from=second_review to=review"),
		line(9, 0, chart.ActOpen, "ada", "d2", "", ""), // more than two minutes after the last: she was away
		line(9, 30, chart.ActSignRecord, "ada", "d2", "", "record=r2"),
		line(10, 0, chart.ActBlocked, "ada", "d1", "", "residual=1"),
		line(10, 30, chart.ActSignRecord, "ada", "d1", "", "record=r1"),
		line(11, 0, chart.ActRefuse, "cy", "", "", "reason=empty"),
	}
}

func folded(t *testing.T) kpi.Day {
	t.Helper()
	all := theTrail()
	var d1 []chart.AuditEntry
	for _, e := range all {
		if e.Document == "d1" {
			d1 = append(d1, e)
		}
	}
	return kpi.Fold("2026-11-16", all, map[chart.DocumentID]kpi.Doc{
		"d1": {Form: "lab_report", From: "scanner_a", Pages: 2, Fields: 10, Imported: start.Add(-50 * time.Minute), History: d1},
		"d2": {Form: "eob", From: "scanner_b", Pages: 1, Fields: 12, Imported: start.Add(-10 * time.Minute)},
	})
}

// TestFiguresOfATrailCountedByHand compares every figure with what a person counts in theTrail.
func TestFiguresOfATrailCountedByHand(t *testing.T) {
	f := kpi.Sum([]kpi.Day{folded(t)}, 0.995)
	for _, c := range []struct {
		what      string
		want, got any
	}{
		{"documents", 2, f.Documents}, {"pages", 3, f.Pages}, {"fields", 22, f.Fields}, {"decided", 4, f.Decided},
		// ada: 50 s of decisions, 30 s to d2's signature, 60 s to d1's; ben: 25 s
		{"time", 165 * time.Second, f.Active},
		{"untouched documents", kpi.Share{N: 1, Of: 2}, f.Straight}, {"untouched fields", kpi.Share{N: 18, Of: 22}, f.StraightFields},
		{"machine", kpi.Share{N: 1, Of: 2}, f.Machine}, {"second", kpi.Share{N: 1, Of: 2}, f.Second}, {"vigilance", kpi.Share{N: 1, Of: 2}, f.Vigilance},
		{"corrected", kpi.Share{N: 2, Of: 22}, f.Corrected}, {"redo", kpi.Share{N: 1, Of: 2}, f.Redo}, {"blocked", 1, f.Blocked}, {"refused", 1, f.Refused},
		{"median", time.Hour + 30*time.Second, f.Median}, {"most", time.Hour + 30*time.Second, f.Most},
		{"curve", 2, f.CurveOf}, {"weeks", 1, len(f.ByWeek)}, {"people", 2, len(f.People)},
		{"ada's second looks", kpi.Share{N: 1, Of: 2}, f.People[0].Second}, {"ben's vigilance", kpi.Share{N: 1, Of: 2}, f.People[1].Vigilance},
		{"week", 47, f.ByWeek[0].Number}, {"enough", true, f.Enough()}, {"scanners", 2, len(f.ByScanner)},
	} {
		if c.want != c.got {
			t.Errorf("%s: want %v, got %v", c.what, c.want, c.got)
		}
	}
	if v, want := f.PagesPerHour(), 3/(165.0/3600); math.Abs(v-want) > 1e-9 {
		t.Errorf("pages per hour: want %v, got %v", want, v)
	}
	if _, ok := f.People[0].FieldsPerHour(); ok {
		t.Error("want no rate of a person of 4 fields")
	}
	if v, ok := kpi.Rate(kpi.Share{N: 1, Of: 20}); !ok || v != 0.05 {
		t.Errorf("want a rate from 20 on, got %v, %v", v, ok)
	}
}

// TestNewestOutcomeCounts has a sampled field decided again on another day.
func TestNewestOutcomeCounts(t *testing.T) {
	day := func(date, detail string) kpi.Day {
		return kpi.Fold(date, []chart.AuditEntry{line(0, 0, chart.ActDecide, "ada", "d1", "f1", detail)}, nil)
	}
	f := kpi.Sum([]kpi.Day{day("2026-11-16", "verdict=confirmed said=990 sampled=right"), day("2026-11-17", "verdict=corrected said=990 sampled=wrong")}, 0.995)
	if f.Machine != (kpi.Share{N: 1, Of: 1}) {
		t.Errorf("want the newest outcome alone, got %+v", f.Machine)
	}
	f = kpi.Sum([]kpi.Day{day("2026-11-16", "verdict=confirmed said=990 sampled=right"), day("2026-11-17", "verdict=illegible said=990 sampled=open")}, 0.995)
	if f.Machine != (kpi.Share{}) {
		t.Errorf("want nothing of a field that nobody can read, got %+v", f.Machine)
	}
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		wrong kpi.Share
		want  kpi.Promise
	}{{kpi.Share{}, kpi.PromiseUnknown}, {kpi.Share{N: 3, Of: 412}, kpi.PromiseOpen}, {kpi.Share{Of: 700}, kpi.PromiseHolds},
		{kpi.Share{N: 12, Of: 412}, kpi.PromiseBroken}, {kpi.Share{N: 1, Of: 20}, kpi.PromiseOpen}, {kpi.Share{N: 10, Of: 10000}, kpi.PromiseHolds}} {
		if got := kpi.Judge(c.wrong, 0.995); got != c.want {
			t.Errorf("%+v: want %d, got %d", c.wrong, c.want, got)
		}
	}
}

// TestWithin compares the limits with published ones: 3 of 412 has 0.0015 to 0.0211, 0 of 10 has 0 to 0.3085.
func TestWithin(t *testing.T) {
	for _, c := range []struct {
		s         kpi.Share
		low, high float64
	}{{kpi.Share{N: 0, Of: 10}, 0, 0.3085}, {kpi.Share{N: 10, Of: 10}, 0.6915, 1}, {kpi.Share{N: 5, Of: 10}, 0.1871, 0.8129},
		{kpi.Share{N: 50, Of: 1000}, 0.0373, 0.0654}} {
		low, high := c.s.Within(0.95)
		if math.Abs(low-c.low) > 2e-4 || math.Abs(high-c.high) > 2e-4 {
			t.Errorf("%+v: want %v to %v, got %v to %v", c.s, c.low, c.high, low, high)
		}
	}
}
