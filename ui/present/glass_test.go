package present_test

import (
	"context"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
)

type glassStage struct {
	run     *serialRun
	clock   *handClock
	p       *present.GlassPresenter
	s       present.GlassSnapshot
	open    []access.Glass
	changed []chart.DocumentID
	err     error
}

func (st *glassStage) RenderGlass(s present.GlassSnapshot) { st.s = s }

func (st *glassStage) BreakGlass(_ context.Context, id chart.DocumentID, _ chart.Text) (access.Glass, error) {
	g := access.Glass{Document: id, Opened: st.clock.Now(), Until: st.clock.Now().Add(30 * time.Minute)}
	if st.err == nil {
		st.open = append(st.open, g)
	}
	return g, st.err
}

func (st *glassStage) MendGlass(context.Context, chart.DocumentID) error {
	st.open = nil
	return nil
}

func (st *glassStage) GlassOpen(context.Context) ([]access.Glass, error) { return st.open, nil }

func (st *glassStage) GlassDue(context.Context) (waiting, late int, err error) { return 0, 0, nil }

func (st *glassStage) do(f func()) {
	f()
	st.run.drain()
}

func newGlassStage(role chart.Role) *glassStage {
	st := &glassStage{run: newRun(), clock: newClock()}
	st.p = present.NewGlass(st, st.run, st.clock, st, func(id chart.DocumentID) { st.changed = append(st.changed, id) })
	st.do(func() { st.p.Enter(chart.Person{ID: "p1", Roles: []chart.Role{role}}) })
	st.do(func() { st.p.At("d1") })
	return st
}

const whyNow = "She is unconscious and her allergies are needed"

func TestTheGlassIsBrokenForAReasonAndForATime(t *testing.T) {
	st := newGlassStage(chart.Clinician)
	st.do(func() { st.p.Break(whyNow) })
	if len(st.open) != 0 {
		t.Fatal("broken before it was asked")
	}
	st.do(st.p.Press)
	st.do(func() { st.p.Break("please") })
	if !st.s.Asking || st.s.Wrong.Empty() || len(st.open) != 0 {
		t.Errorf("a poor reason: want it said, got %+v", st.s)
	}
	st.err = chart.E(chart.BadState, "x", nil)
	st.do(func() { st.p.Break(whyNow) })
	if st.s.Fault == nil || !st.s.Asking {
		t.Error("a failure: want it said in the dialog")
	}
	st.err = nil
	st.do(func() { st.p.Break(whyNow) })
	if st.s.Asking || !st.s.Here || st.s.Banner.Number() != 30 || len(st.changed) != 1 {
		t.Errorf("want the banner, got %+v, changed %v", st.s, st.changed)
	}
	st.do(func() { st.p.At("d2") })
	if st.s.Here || st.s.Banner.Empty() {
		t.Errorf("another chart at hand: want the banner still, got %+v", st.s)
	}
	st.do(func() { st.p.At("d1") })
	st.clock.advance(10*time.Minute, st.run)
	if st.s.Banner.Number() != 20 {
		t.Errorf("ten minutes later: want 20 left, got %d", st.s.Banner.Number())
	}
	st.clock.advance(21*time.Minute, st.run)
	if !st.s.Banner.Empty() || len(st.changed) != 2 {
		t.Errorf("at the end: want the banner gone and the chart asked for anew, got %+v %v", st.s, st.changed)
	}
}

func TestTheGlassIsMended(t *testing.T) {
	st := newGlassStage(chart.HIMReviewer)
	st.do(st.p.Press)
	st.do(func() { st.p.Break(whyNow) })
	st.do(st.p.Press)
	if st.s.Here || !st.s.Banner.Empty() || len(st.changed) != 2 {
		t.Errorf("want it closed, got %+v", st.s)
	}
	st.do(st.p.Press)
	st.do(st.p.Cancel)
	if st.s.Asking {
		t.Error("want the question taken back")
	}
	st.do(st.p.Leave)
	if st.p.May() {
		t.Error("nobody is there")
	}
}

func TestACoderBreaksNoGlass(t *testing.T) {
	st := newGlassStage(chart.Coder)
	st.do(st.p.Press)
	if st.p.May() || st.s.Asking {
		t.Error("want nothing asked")
	}
}
