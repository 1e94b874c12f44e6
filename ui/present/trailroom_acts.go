package present

import (
	"context"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
)

// Custody tells the way of the document at hand.
func (p *TrailRoomPresenter) Custody() {
	of := p.document()
	if of == "" || !p.ready() {
		return
	}
	p.begin()
	var rep TrailReport
	p.do(func(ctx context.Context) (says Line, err error) {
		rep, err = p.house.Custody(ctx, of)
		return says, err
	}, func(Line) { p.snap.Report = rep.Text })
}

// document is the one that what is at hand is about.
func (p *TrailRoomPresenter) document() chart.DocumentID {
	if p.snap.Alerting && p.snap.At < len(p.raised) {
		return p.raised[p.snap.At].Document
	}
	e, _ := p.atHand()
	return e.Document
}

// Export writes what the query finds into a new file in the folder; with a chain of custody shown that is what is written.
func (p *TrailRoomPresenter) Export(folder string, f trail.Format) {
	if !p.ready() || p.snap.Alerting || !slices.Contains(trail.Formats(), f) {
		return
	}
	if folder = strings.TrimSpace(folder); folder == "" {
		p.wrong(ExportField, Say("Type the folder that the file goes to."))
		return
	}
	s := p.search
	s.Limit = 0
	p.begin()
	p.do(func(ctx context.Context) (Line, error) {
		name, n, err := p.house.ExportTrail(ctx, folder, f, s, "")
		return Say("{{.N}} entries are in {{.File}}.", Data{"N": n, "File": name}), err
	}, func(says Line) { p.snap.Says = says })
}

// SaveCustody writes the chain of custody that is shown, signed and with its proofs, into the folder.
func (p *TrailRoomPresenter) SaveCustody(folder string) {
	of := p.document()
	if of == "" || !p.ready() {
		return
	}
	if folder = strings.TrimSpace(folder); folder == "" {
		p.wrong(ExportField, Say("Type the folder that the file goes to."))
		return
	}
	p.begin()
	p.do(func(ctx context.Context) (Line, error) {
		name, err := p.house.SaveCustody(ctx, folder, of)
		return Say("The signed chain of custody is in {{.File}}.", Data{"File": name}), err
	}, func(says Line) { p.snap.Says = says })
}

// Acknowledge says that the alert at hand was dealt with, and what was found.
func (p *TrailRoomPresenter) Acknowledge(note string) {
	if !p.ready() || !p.snap.MayNote {
		return
	}
	if note = strings.TrimSpace(note); note == "" {
		p.wrong(FoundField, Say("Say in a few words what was found."))
		return
	}
	alert := p.raised[p.snap.At].Index
	p.begin()
	p.do(func(ctx context.Context) (Line, error) {
		return Say("The alert is acknowledged."), p.house.Acknowledge(ctx, alert, chart.Text(note))
	}, func(says Line) {
		p.snap.Done++
		p.read(p.snap.Query)
		p.snap.Says = says
	})
}

func (p *TrailRoomPresenter) wrong(f TrailField, says Line) {
	p.snap.Field, p.snap.Wrong, p.snap.Says = f, says, Line{}
	p.render()
}

func (p *TrailRoomPresenter) begin() {
	p.snap.Busy, p.snap.Problem, p.snap.Says, p.snap.Wrong, p.snap.Field = true, nil, Line{}, Line{}, NoTrailField
	p.render()
}

// do works beside the screen and shows what came of it.
func (p *TrailRoomPresenter) do(work func(context.Context) (Line, error), done func(Line)) {
	mine := p.loads
	async(p.run, work, func(says Line, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Busy = false
		if err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
		} else {
			done(says)
		}
		p.render()
	})
}
