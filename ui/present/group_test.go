package present_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/present"
)

// groupClock stands still but for what a test lets pass.
type groupClock struct{ now time.Time }

func (c *groupClock) Now() time.Time                            { return c.now }
func (c *groupClock) After(time.Duration, func()) (stop func()) { return func() {} }

type scrap struct{ wiped bool }

func (s *scrap) Wipe() { s.wiped = true }

// groupStage is a presenter with a house and a view that draws at once.
type groupStage struct {
	t     *testing.T
	run   *serialRun
	clock *groupClock
	p     *present.GroupPresenter
	s     present.GroupSnapshot

	all     []review.Waiting
	version map[chart.DocumentID]int64
	last    map[chart.FieldID]chart.Decision // by document/field
	stale   map[chart.DocumentID]bool
	closed  []chart.DocumentID
	dark    map[chart.FieldID]bool // no picture of it
	looks   []present.GroupLook
	answers []bool
	rate    float64
	scraps  []*scrap
	held    bool                     // nothing is drawn
	blank   map[chart.DocumentID]int // how many were settled by the same key
}

func newGroupStage(t *testing.T, all []review.Waiting) *groupStage {
	st := &groupStage{t: t, run: &serialRun{ctx: t.Context()}, clock: &groupClock{time.Unix(1e9, 0)}, all: all,
		version: map[chart.DocumentID]int64{}, last: map[chart.FieldID]chart.Decision{}, stale: map[chart.DocumentID]bool{}, dark: map[chart.FieldID]bool{}, blank: map[chart.DocumentID]int{}}
	for _, w := range all {
		st.version[w.Document] = w.Version
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	st.p = present.NewGroup(st, st.run, st.clock, st, present.GroupOptions{Pick: rnd.IntN,
		Prepare: func(*geom.Raster, int) present.Picture {
			s := &scrap{}
			st.scraps = append(st.scraps, s)
			return s
		}})
	return st
}

func (st *groupStage) Render(s present.GroupSnapshot) {
	st.s = s
	if st.held {
		return
	}
	var ids []review.CellID
	for _, c := range s.Cells {
		if c.Picture != nil {
			ids = append(ids, c.ID)
		}
	}
	st.p.Drawn(ids)
}

func (st *groupStage) Alike(_ context.Context, progress func(int, int)) ([]review.Waiting, int, error) {
	progress(0, 10)
	return slices.Clone(st.all), 0, nil
}

func (st *groupStage) LookTogether(_ context.Context, looks []present.GroupLook) ([]chart.DocumentID, error) {
	st.looks = append(st.looks, looks...)
	return st.closed, nil
}

func (st *groupStage) Snippet(_ context.Context, _ chart.DocumentID, _ int, _ geom.Box) (*geom.Raster, error) {
	return geom.NewRaster(geom.Gray, 4, 4, 300)
}

func (st *groupStage) DecideTogether(_ context.Context, id chart.DocumentID, version int64, decs []chart.Decision) (int64, error) {
	if st.stale[id] || version != st.version[id] {
		return 0, chart.E(chart.Conflict, "decide", nil)
	}
	for _, d := range decs {
		st.last[d.Field] = d
	}
	st.version[id]++
	return st.version[id], nil
}

func (st *groupStage) UndoTogether(_ context.Context, id chart.DocumentID, fields []chart.FieldID) (int64, error) {
	for _, f := range fields {
		if _, ok := st.last[f]; !ok {
			return 0, chart.E(chart.Conflict, "undo", nil)
		}
		delete(st.last, f)
	}
	st.version[id]++
	return st.version[id], nil
}

func (st *groupStage) SettleBlank(_ context.Context, id chart.DocumentID, version int64, among int) (int64, error) {
	if st.stale[id] || version != st.version[id] {
		return 0, chart.E(chart.Conflict, "settle", nil)
	}
	st.blank[id] = among
	st.version[id]++
	return st.version[id], nil
}

func (st *groupStage) UnsettleBlank(_ context.Context, id chart.DocumentID, version int64) (int64, error) {
	if version != st.version[id] {
		return 0, chart.E(chart.Conflict, "take back", nil)
	}
	delete(st.blank, id)
	st.version[id]++
	return st.version[id], nil
}

func (st *groupStage) Vigilant(_ context.Context, _ chart.DocumentID, _ chart.FieldID, right bool) error {
	st.answers = append(st.answers, right)
	return nil
}

func (st *groupStage) VigilanceRate(context.Context) float64 { return st.rate }

func (st *groupStage) do(f func()) {
	f()
	st.run.drain()
}

// open gathers the work and shows a group.
func (st *groupStage) open(row int) {
	st.do(func() { st.p.Open(chart.Person{ID: "p", Roles: []chart.Role{chart.HIMReviewer}}) })
	st.do(func() { st.p.OpenGroup(row) })
	st.clock.now = st.clock.now.Add(time.Minute)
}

// dates are n fields in n/2 documents.
func dates(n int) []review.Waiting {
	var out []review.Waiting
	for i := range n {
		out = append(out, review.Waiting{Document: chart.DocumentID(fmt.Sprint("d", i/2)), Version: 3, Field: chart.FieldID(fmt.Sprint("f", i)),
			Name: chart.DateOfBirth, Value: chart.Text(fmt.Sprintf("04/17/19%02d", i%100)), Page: 1, Box: geom.Box{X0: 0.1, Y0: 0.1, X1: 0.3, Y1: 0.12}})
	}
	return out
}

func TestOneKeyConfirmsAScreenAndOneTakesItBack(t *testing.T) {
	st := newGroupStage(t, dates(70))
	st.open(0)
	if len(st.s.Cells) != 60 || st.s.Left != 10 || len(st.looks) != 30 {
		t.Fatalf("want 60 pictures, 10 after them and 30 looks, got %d, %d, %d", len(st.s.Cells), st.s.Left, len(st.looks))
	}
	st.do(func() { st.p.StepTo(7) })
	st.do(st.p.Mark)
	odd := st.s.Cells[7].ID
	if !st.s.Cells[7].Marked {
		t.Error("want it marked")
	}
	st.do(st.p.Confirm)
	if len(st.last) != 59 || st.last["f0"].Verdict != chart.Confirmed || st.last["f0"].Together != 59 || st.last["f0"].Value != "04/17/1900" {
		t.Fatalf("want 59 confirmed together as read, got %d, %+v", len(st.last), st.last["f0"].Together)
	}
	if _, ok := st.last[odd.Field]; ok {
		t.Error("want the odd one left open")
	}
	if len(st.s.Cells) != 10 || st.s.Left != 0 {
		t.Errorf("want the other 10, got %d", len(st.s.Cells))
	}
	st.do(st.p.Undo)
	if len(st.last) != 0 || len(st.s.Cells) != 60 {
		t.Fatalf("want all of it open again, got %d decided, %d shown", len(st.last), len(st.s.Cells))
	}
	at := slices.IndexFunc(st.s.Cells, func(c present.GroupCell) bool { return c.ID == odd })
	if at < 0 || !st.s.Cells[at].Marked {
		t.Error("want the mark back")
	}
	st.clock.now = st.clock.now.Add(time.Minute)
	st.do(st.p.Confirm)
	st.clock.now = st.clock.now.Add(time.Minute)
	st.do(st.p.Confirm)
	if st.s.Grid || len(st.last) != 69 || len(st.s.Rows) != 0 || st.s.Aside.Number() != 1 {
		t.Errorf("want the list with nothing left but the marked one, got grid %v, %d decided, %d rows, %d aside", st.s.Grid, len(st.last), len(st.s.Rows), st.s.Aside.Number())
	}
	st.do(st.p.Undo)
	if len(st.last) != 59 || len(st.s.Rows) != 1 {
		t.Errorf("want the last screen taken back from the list, got %d decided, %d rows", len(st.last), len(st.s.Rows))
	}
}

func TestNothingIsConfirmedThatNobodyCouldSee(t *testing.T) {
	st := newGroupStage(t, dates(60))
	st.held = true // the pictures are there, but were not drawn
	st.open(0)
	st.do(st.p.Confirm)
	if len(st.last) != 0 || st.s.Notice.Number() != 60 {
		t.Fatalf("want nothing confirmed and 60 named, got %d, %d", len(st.last), st.s.Notice.Number())
	}
	st.held = false
	st.do(func() { st.p.StepTo(1) })
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{0, 0}, {3 * time.Second, 0}, {7 * time.Second, 0}, {7300 * time.Millisecond, 60}} {
		was := st.clock.now
		st.clock.now = was.Add(c.after)
		st.do(st.p.Confirm)
		st.clock.now = was
		if len(st.last) != c.want {
			t.Errorf("after %v: want %d confirmed, got %d", c.after, c.want, len(st.last))
		}
	}
}

func TestKnownWrongTextsAreTold(t *testing.T) {
	st := newGroupStage(t, dates(60))
	st.rate = 1
	st.open(0)
	if len(st.s.Cells) != 60 {
		t.Fatalf("want the screen full, got %d", len(st.s.Cells))
	}
	st.do(st.p.Confirm)
	known := 0
	for _, c := range st.s.Cells {
		if c.Known {
			known++
		}
	}
	if len(st.last) != 0 || known != 2 || !slices.Equal(st.answers, []bool{false, false}) {
		t.Fatalf("want nothing confirmed, 2 told and 2 misses written down, got %d, %d, %v", len(st.last), known, st.answers)
	}
	st.do(st.p.Confirm)
	if len(st.last) != 0 {
		t.Error("want the screen looked at again before it is confirmed")
	}
	st.clock.now = st.clock.now.Add(time.Minute)
	st.do(st.p.Confirm)
	if len(st.last) != 58 || len(st.answers) != 2 {
		t.Fatalf("want the 58 others confirmed and no further answer, got %d, %v", len(st.last), st.answers)
	}
	st.answers = nil
	for i, c := range st.s.Cells { // the two whose place they took come with known wrong texts again
		if c.ID.Trap {
			st.do(func() { st.p.StepTo(i) })
			st.do(st.p.Mark)
		}
	}
	st.clock.now = st.clock.now.Add(time.Minute)
	st.do(st.p.Confirm)
	if slices.Contains(st.answers, false) || len(st.answers) == 0 {
		t.Errorf("want what was marked written down as seen, got %v of %d pictures: %s", st.answers, len(st.s.Cells), st.s.Notice.Key)
	}
	for f, d := range st.last {
		i := slices.IndexFunc(st.all, func(w review.Waiting) bool { return w.Field == f })
		if d.Value != st.all[i].Value {
			t.Errorf("%s: want what was read confirmed, never the wrong text", f)
		}
	}
}

func TestOthersWorkIsNotOverwritten(t *testing.T) {
	st := newGroupStage(t, dates(10))
	st.closed = []chart.DocumentID{"d4"}
	st.open(0)
	if len(st.s.Cells) != 8 {
		t.Fatalf("want what was closed left out, got %d", len(st.s.Cells))
	}
	st.stale["d1"] = true
	st.do(st.p.Confirm)
	if len(st.last) != 6 || st.s.Problem == nil || st.s.Problem.Happened.Number() != 2 {
		t.Fatalf("want 6 kept and 2 told, got %d, %+v", len(st.last), st.s.Problem != nil)
	}
	st.do(st.p.Undo)
	if len(st.last) != 0 {
		t.Errorf("want only one's own taken back, got %d left", len(st.last))
	}
}

func TestAValueIsTyped(t *testing.T) {
	all := dates(4)
	all[1].Signs, all[1].Doubt = nil, []int{9}
	all[2].Other = "04/17/1952"
	st := newGroupStage(t, all)
	st.open(0)
	st.do(func() { st.p.StepTo(1) })
	st.do(st.p.Type)
	for _, r := range "7" {
		st.do(func() { st.p.Rune(r) })
	}
	st.do(st.p.Confirm)
	if d := st.last["f1"]; d.Verdict != chart.Corrected || d.Value != "04/17/1907" || d.Together != 1 || !st.s.Cells[1].Fixed {
		t.Fatalf("want the character in doubt replaced and kept, got %v %q", d.Verdict, d.Value.Reveal())
	}
	st.do(func() { st.p.StepTo(2) })
	st.do(st.p.Type)
	st.do(st.p.Confirm)
	if d := st.last["f2"]; d.Value != "04/17/1952" {
		t.Errorf("want the other reading offered, got %q", d.Value.Reveal())
	}
	st.do(st.p.Undo)
	if _, ok := st.last["f2"]; ok || st.s.Cells[2].Fixed {
		t.Error("want the typed value taken back")
	}
	st.clock.now = st.clock.now.Add(time.Minute)
	st.do(st.p.Confirm)
	if len(st.last) != 4 || st.last["f1"].Value != "04/17/1907" || st.last["f2"].Value != "04/17/1902" {
		t.Errorf("want the rest as read, got %d", len(st.last))
	}
}

func TestALockWipesAndKeeps(t *testing.T) {
	st := newGroupStage(t, dates(4))
	st.open(0)
	st.p.Confirm() // nothing has run yet
	seal := st.p.Sealer()
	if st.s.Grid || len(st.s.Rows) != 0 || len(st.s.Cells) != 0 {
		t.Error("want nothing on the screen")
	}
	for i, s := range st.scraps {
		if !s.wiped {
			t.Errorf("want picture %d wiped", i)
		}
	}
	done := make(chan error, 1)
	go func() { done <- seal(t.Context()) }()
	st.run.drain()
	if err := <-done; err != nil || len(st.last) != 4 {
		t.Errorf("want what was confirmed kept before the keys go, got %d, %v", len(st.last), err)
	}
}

// TestGroupSaves counts keys: the grid against review one by one, on dates and numbers of which some were read wrong. One by one a
// right field costs a key and a wrong one two, the best that it can be; opening the documents is not counted for either. In the grid
// a wrong one costs a letter and a digit to go there, F2, a character where the other reader is not right either, and Enter.
func TestGroupSaves(t *testing.T) {
	for _, wrong := range []float64{0.02, 0.04, 0.06, 0.10} {
		all := dates(1200)
		rnd := rand.New(rand.NewPCG(7, 7))
		truth := map[chart.FieldID]chart.Text{}
		single := 0
		for i := range all {
			truth[all[i].Field] = all[i].Value
			single++
			if rnd.Float64() < wrong { // its last digit was read wrong
				v := []rune(all[i].Value.Reveal())
				if rnd.Float64() < 0.5 {
					all[i].Other = all[i].Value
				}
				v[9] = '0' + (v[9]-'0'+5)%10
				all[i].Value, all[i].Doubt = chart.Text(string(v)), []int{9}
				single++
			}
		}
		st := newGroupStage(t, all)
		st.rate = 0
		st.open(0)
		keys := 1 // Enter opened it
		for st.s.Grid {
			for i, c := range st.s.Cells {
				right := truth[c.ID.Field]
				if c.Text == right.Reveal() {
					continue
				}
				keys += 2
				st.do(func() { st.p.StepTo(i) })
				keys++
				st.do(st.p.Type)
				if string(st.s.Typed) != right.Reveal() {
					keys++
					st.do(func() { st.p.Rune([]rune(right.Reveal())[9]) })
				}
				keys++
				st.do(st.p.Confirm)
			}
			st.clock.now = st.clock.now.Add(time.Minute)
			keys++
			st.do(st.p.Confirm)
		}
		for f, want := range truth {
			if got := st.last[f].Value; got != want {
				t.Fatalf("%s: want what stands on the page, got another value", f)
			}
		}
		saved := 1 - float64(keys)/float64(single)
		t.Logf("%.0f %% read wrong: %d fields, %d keys one by one, %d in the grid: %.1f %% fewer", wrong*100, len(all), single, keys, saved*100)
		if wrong <= 0.06 && saved < 0.7 {
			t.Errorf("%.0f %% read wrong: want at least 70 %% fewer keys, got %.1f %%", wrong*100, saved*100)
		}
	}
}

func TestBlankPagesAreSettledByOneKey(t *testing.T) {
	var pages []review.Waiting
	for i := range 12 {
		pages = append(pages, review.Waiting{Document: chart.DocumentID(fmt.Sprint("d", i)), Version: 1, Page: 1, Box: geom.Box{X1: 1, Y1: 1}, Blank: true})
	}
	st := newGroupStage(t, pages)
	st.rate = 1
	st.stale["d9"] = true
	st.open(0)
	if len(st.s.Cells) != 12 || st.s.Shape >= 1 || st.looks[0].Name != "" || st.s.Cells[0].Text != "" {
		t.Fatalf("want twelve upright pages without a text, got %d, shape %v, %+v", len(st.s.Cells), st.s.Shape, st.looks[0])
	}
	st.do(func() { st.p.StepTo(3) })
	st.do(st.p.Type)
	if st.s.Typing {
		t.Error("want nothing to type on a page")
	}
	st.do(st.p.Mark)
	st.do(st.p.Confirm)
	if len(st.blank) != 10 || st.blank["d0"] != 11 || st.blank["d3"] != 0 {
		t.Errorf("want all settled but the odd one and the one that changed meanwhile, got %v", st.blank)
	}
	if st.s.Problem == nil || st.s.Grid {
		t.Errorf("want the page told that was not kept, got %+v", st.s.Problem)
	}
	st.do(st.p.Undo)
	if len(st.blank) != 0 {
		t.Errorf("want all taken back, got %v", st.blank)
	}
	if len(st.s.Rows) != 1 || st.s.Rows[0].Count != 11 {
		t.Errorf("want them to wait again, got %+v", st.s.Rows)
	}
}
