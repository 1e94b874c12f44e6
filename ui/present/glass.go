package present

import (
	"context"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// GlassSnapshot is what is shown of charts that are open in an emergency: a banner for the whole time, and the question why.
type GlassSnapshot struct {
	Banner Line // empty while no chart is open so
	Here   bool // the document at hand is
	Asking bool // why the chart at hand must be opened
	Busy   bool
	Wrong  Line
	Fault  *Trouble
}

// GlassView draws snapshots, on the UI goroutine.
type GlassView interface{ RenderGlass(GlassSnapshot) }

// GlassPresenter opens charts in an emergency and says for how long they are. All methods are called on the UI goroutine.
type GlassPresenter struct {
	house   GlassHouse
	run     Runner
	clock   Clock
	view    GlassView
	changed func(chart.DocumentID) // was opened, or is open no more
	me      chart.Person
	at      chart.DocumentID
	open    []access.Glass
	loads   uint64
	stop    func()
	snap    GlassSnapshot
}

// NewGlass makes the presenter; changed is told of each chart that was opened or closed, so that the screen asks anew.
func NewGlass(house GlassHouse, run Runner, clock Clock, view GlassView, changed func(chart.DocumentID)) *GlassPresenter {
	return &GlassPresenter{house: house, run: run, clock: clock, view: view, changed: changed}
}

// Enter looks what is open for the person who came.
func (p *GlassPresenter) Enter(me chart.Person) {
	p.Leave()
	p.me = me
	if access.May(me, chart.ActGlass) {
		p.reload("")
	}
}

// Leave forgets everything.
func (p *GlassPresenter) Leave() {
	p.loads++
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	p.me, p.at, p.open, p.snap = chart.Person{}, "", nil, GlassSnapshot{}
	p.view.RenderGlass(p.snap)
}

// At says which document is at hand.
func (p *GlassPresenter) At(id chart.DocumentID) {
	p.at = id
	p.render()
}

// May reports whether the person may open the chart at hand in an emergency, or close it again.
func (p *GlassPresenter) May() bool { return p.at != "" && access.May(p.me, chart.ActGlass) }

// Press asks why the chart at hand must be opened; where it is open already, it is closed.
func (p *GlassPresenter) Press() {
	switch {
	case !p.May() || p.snap.Busy:
	case p.here():
		p.mend()
	default:
		p.snap.Asking, p.snap.Wrong, p.snap.Fault = true, Line{}, nil
		p.render()
	}
}

// Cancel takes the question back.
func (p *GlassPresenter) Cancel() {
	if p.snap.Asking && !p.snap.Busy {
		p.snap.Asking, p.snap.Wrong, p.snap.Fault = false, Line{}, nil
		p.render()
	}
}

// Break opens the chart at hand for a reason.
func (p *GlassPresenter) Break(reason string) {
	if !p.snap.Asking || p.snap.Busy {
		return
	}
	if !access.Reason(chart.Text(reason)) {
		p.snap.Wrong, p.snap.Fault = Say("Say why in a few words: the privacy officer reads it, and nobody else."), nil
		p.render()
		return
	}
	p.snap.Busy, p.snap.Wrong, p.snap.Fault = true, Line{}, nil
	p.render()
	id, mine := p.at, p.loads
	async(p.run, func(ctx context.Context) (access.Glass, error) {
		return p.house.BreakGlass(ctx, id, chart.Text(reason))
	},
		func(_ access.Glass, err error) {
			if mine != p.loads {
				return
			}
			p.snap.Busy = false
			if err != nil {
				p.snap.Fault = ptr(glassTrouble(err))
				p.render()
				return
			}
			p.snap.Asking = false
			p.reload(id)
		})
}

// glassTrouble says why a chart was not opened.
func glassTrouble(err error) Trouble {
	if chart.KindOf(err) == chart.BadState {
		return Trouble{Say("This chart is open to you."), Say("Nothing was changed."), Say("Close this and open it from the queue.")}
	}
	return TroubleOf(err)
}

func (p *GlassPresenter) mend() {
	p.snap.Busy = true
	id, mine := p.at, p.loads
	async(p.run, func(ctx context.Context) (bool, error) { return true, p.house.MendGlass(ctx, id) }, func(_ bool, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Busy = false
		if err != nil && chart.KindOf(err) != chart.BadState { // it had ended by itself
			p.snap.Fault = ptr(TroubleOf(err))
			p.render()
			return
		}
		p.reload(id)
	})
}

// reload asks what is open, and tells of a chart that changed.
func (p *GlassPresenter) reload(told chart.DocumentID) {
	mine := p.loads
	async(p.run, p.house.GlassOpen, func(open []access.Glass, err error) {
		if mine != p.loads {
			return
		}
		if err != nil {
			p.snap.Fault = ptr(TroubleOf(err))
		} else {
			p.open = open
		}
		p.render()
		if told != "" {
			p.changed(told)
		}
		p.wake()
	})
}

// wake looks again as each minute passes, while something is open.
func (p *GlassPresenter) wake() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	if len(p.open) == 0 {
		return
	}
	next := time.Minute
	for _, g := range p.open {
		next = min(next, g.Until.Sub(p.clock.Now()))
	}
	mine := p.loads
	p.stop = p.clock.After(max(next, time.Millisecond), func() {
		p.run.Do(func() {
			if mine == p.loads {
				p.tick()
			}
		})
	})
}

// tick closes what has ended: the screen asks anew and is refused.
func (p *GlassPresenter) tick() {
	now := p.clock.Now()
	var ended []chart.DocumentID
	p.open = slices.DeleteFunc(p.open, func(g access.Glass) bool {
		if g.Open(now) {
			return false
		}
		ended = append(ended, g.Document)
		return true
	})
	p.render()
	for _, id := range ended {
		p.changed(id)
	}
	p.wake()
}

func (p *GlassPresenter) here() bool {
	return slices.ContainsFunc(p.open, func(g access.Glass) bool { return g.Document == p.at })
}

// render says it in one line: the chart at hand, or how many others.
func (p *GlassPresenter) render() {
	p.snap.Here, p.snap.Banner = p.here(), Line{}
	now := p.clock.Now()
	for _, g := range p.open {
		minutes := int((g.Until.Sub(now) + time.Minute - 1) / time.Minute)
		switch {
		case g.Document == p.at:
			p.snap.Banner = Count("Opened in an emergency: {{.N}} minutes left. Everything is recorded and reviewed.", minutes)
		case !p.snap.Here:
			p.snap.Banner = Count("{{.N}} charts are open to you in an emergency. Everything is recorded and reviewed.", len(p.open))
		}
	}
	p.view.RenderGlass(p.snap)
}
