package present_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/ui/present"
)

// quiet is a runner that runs at once, and keeps what the screen was told.
type quietRun struct{}

func (quietRun) Go(work func(ctx context.Context)) { work(context.Background()) }
func (quietRun) Do(f func())                       { f() }

type fixedClock struct{}

func (fixedClock) Now() time.Time                     { return time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC) }
func (fixedClock) After(time.Duration, func()) func() { return func() {} }

type qualityStage struct {
	did  []string
	s    present.QualitySnapshot
	seen []present.QualitySnapshot
	p    *present.QualityPresenter
	days []kpi.Day
	err  error
}

func (q *qualityStage) Render(s present.QualitySnapshot) { q.s, q.seen = s, append(q.seen, s) }

func (q *qualityStage) Quality(_ context.Context, ask present.QualityAsk, progress func(done, all int)) (kpi.Report, error) {
	q.did = append(q.did, fmt.Sprintf("quality %s %s %t", ask.First.Format(kpi.DateForm), ask.Last.Format(kpi.DateForm), ask.People))
	progress(1, 2)
	r := kpi.Report{Figures: kpi.Sum(q.days, 0.995), Everybody: ask.People, Names: map[chart.PersonID]string{"p1": "Ada"}}
	return r, q.err
}

func (q *qualityStage) SaveQuality(_ context.Context, folder, format string, _ present.QualityAsk, by string) (string, error) {
	q.did = append(q.did, fmt.Sprintf("save %s %s %s", folder, format, by))
	return "quality." + format, q.err
}

func newQualityStage(role chart.Role, days ...kpi.Day) *qualityStage {
	q := &qualityStage{days: days}
	q.p = present.NewQuality(q, quietRun{}, fixedClock{}, q)
	q.p.Open(chart.Person{ID: "p1", Roles: []chart.Role{role}})
	return q
}

func qualityDay() kpi.Day {
	return kpi.Day{Date: "2026-11-19", People: map[chart.PersonID]*kpi.Work{"p1": {Decided: 12, Active: 3600000, Shown: 3}},
		Signed:  []kpi.Signed{{Form: "eob", From: "PDF", Pages: 2, Fields: 40, Touched: 3, Corrected: 1, Took: 3600000}},
		Samples: []kpi.Sample{{Key: "a", State: chart.SampleRight, Said: 980, Known: true}}}
}

func (q *qualityStage) last() string {
	if len(q.did) == 0 {
		return ""
	}
	return q.did[len(q.did)-1]
}

func TestQualityPeriods(t *testing.T) {
	q := newQualityStage(chart.HIMReviewer, qualityDay())
	for _, c := range []struct {
		period present.QualityPeriod
		want   string
	}{{present.QualityWeek, "2026-11-14"}, {present.QualityMonth, "2026-10-24"}, {present.QualityQuarter, "2026-08-22"}, {present.QualityYear, "2025-11-22"}} {
		q.p.Show(c.period)
		if want := "quality " + c.want + " 2026-11-20 false"; q.last() != want {
			t.Errorf("want %q, got %q", want, q.last())
		}
	}
	if q.s.Empty || len(q.s.Tiles) != 6 || len(q.s.Rows) != 7 || q.s.Figures == nil || q.s.State.Data["Of"] != 1 {
		t.Errorf("want sentence, numbers and pictures, got %+v", q.s)
	}
}

func TestQualityKeepsWhatIsShownWhileItCounts(t *testing.T) {
	q := newQualityStage(chart.HIMReviewer, qualityDay())
	q.seen = nil
	q.p.Again()
	for i, s := range q.seen {
		if len(s.Tiles) != 6 || s.Figures == nil {
			t.Errorf("snapshot %d: want the old figures until the new ones are there, got %+v", i, s)
		}
	}
	if !q.seen[0].Loading || q.seen[1].Counted.Data["All"] != 2 || q.s.Loading {
		t.Errorf("want loading, progress and an end, got %+v", q.seen)
	}
	q.err = chart.E(chart.Tampered, "count", errors.New("broken"))
	q.p.Again()
	if q.s.Problem == nil || len(q.s.Tiles) != 6 {
		t.Errorf("want the problem beside the old figures, got %+v", q.s)
	}
}

func TestQualityOfLittle(t *testing.T) {
	q := newQualityStage(chart.Auditor, kpi.Day{Date: "2026-11-19", People: map[chart.PersonID]*kpi.Work{"p1": {Decided: 19}}})
	if !q.s.Empty || len(q.s.Tiles) != 0 || q.s.State.Key != "Numbers appear after the first 20 fields." {
		t.Errorf("want only the sentence, got %+v", q.s)
	}
	q.p.Table()
	q.p.People()
	q.p.AskFolder()
	if q.s.Table != nil || q.s.Saving {
		t.Errorf("want nothing to open, got %+v", q.s)
	}
}

// TestQualityOfPeople asks the house for everybody only where the role may, and shows no rate of few fields.
func TestQualityOfPeople(t *testing.T) {
	q := newQualityStage(chart.HIMReviewer, qualityDay())
	q.p.People()
	if len(q.did) != 1 || q.s.Table == nil || q.s.Table.Title.Key != "Your own figures" {
		t.Errorf("want the own row without asking again, got %v, %+v", q.did, q.s.Table)
	}
	row := q.s.Table.Rows[0]
	if row[0].Data["Plain"] != "Ada" || row[2].Key != "fewer than {{.N}}" || row[6].Key != "fewer than {{.N}}" {
		t.Errorf("want no rate of 12 fields, got %+v", row)
	}
	q = newQualityStage(chart.Administrator, qualityDay())
	q.p.People()
	if q.last() != "quality 2026-08-22 2026-11-20 true" || q.s.Table.Title.Key != "By person" {
		t.Errorf("want everybody for the manager, got %q", q.last())
	}
	if !q.p.Back() || q.s.Table != nil || q.p.Back() {
		t.Errorf("want Escape to go back to the pictures and then out, got %+v", q.s)
	}
}

func TestQualityTables(t *testing.T) {
	q := newQualityStage(chart.Administrator, qualityDay())
	for i, r := range q.s.Rows {
		q.p.Select(i)
		q.p.Table()
		if q.s.Table == nil || len(q.s.Table.Rows) == 0 {
			t.Fatalf("%s: want a table, got %+v", r.Chart, q.s.Table)
		}
		for _, row := range q.s.Table.Rows {
			if len(row) != len(q.s.Table.Head) {
				t.Errorf("%s: want %d cells, got %d", r.Chart, len(q.s.Table.Head), len(row))
			}
		}
		q.p.Table()
	}
}

func TestQualityIsSaved(t *testing.T) {
	q := newQualityStage(chart.Administrator, qualityDay())
	q.p.Select(5)
	q.p.AskFolder()
	q.p.Save("  ")
	if q.s.Wrong.Empty() || len(q.did) != 1 {
		t.Errorf("want the folder asked for, got %+v", q.s.Wrong)
	}
	q.p.Save(" /reports ")
	if q.last() != "save /reports pdf scanner" || q.s.Saving || q.s.Says.Data["Table"] != "quality.csv" {
		t.Errorf("want both files, grouped as what is at hand, got %v, %+v", q.did, q.s.Says)
	}
	q.err = chart.E(chart.BadInput, "save", errors.New("no folder"))
	q.p.AskFolder()
	q.p.Save("/nowhere")
	if q.s.Problem == nil || !q.s.Saving || q.s.Busy {
		t.Errorf("want three lines and the folder to type again, got %+v", q.s)
	}
}

func TestQualityForgets(t *testing.T) {
	q := newQualityStage(chart.Administrator, qualityDay())
	q.p.Close()
	if q.s.Figures != nil || len(q.s.Rows) != 0 || !q.s.State.Empty() {
		t.Errorf("want nothing left at the lock, got %+v", q.s)
	}
}
