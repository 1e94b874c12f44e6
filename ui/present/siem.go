package present

import (
	"context"
	"errors"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// SIEMSnapshot is what the settings show of the stream of the trail.
type SIEMSnapshot struct {
	Status   SIEMStatus
	Says     Line // how far it has come, or since when the SIEM is away
	Away     bool
	MayAdmin bool
	Busy     bool
	Done     Line // the last thing that worked
	Problem  *Trouble
	Wrong    Line // of the address
}

// SIEMView draws snapshots, on the UI goroutine.
type SIEMView interface{ RenderSIEM(SIEMSnapshot) }

// SIEMPresenter runs the section of the settings that streams the trail. All methods are called on the UI goroutine.
type SIEMPresenter struct {
	house SIEM
	run   Runner
	clock Clock
	view  SIEMView
	snap  SIEMSnapshot
	loads uint64
}

// NewSIEM makes the presenter.
func NewSIEM(house SIEM, run Runner, clock Clock, view SIEMView) *SIEMPresenter {
	return &SIEMPresenter{house: house, run: run, clock: clock, view: view}
}

// Open reads where the stream stands.
func (p *SIEMPresenter) Open(me chart.Person) {
	p.snap = SIEMSnapshot{MayAdmin: access.May(me, chart.ActSettings)}
	p.render()
	p.reload()
}

// Close forgets what is shown.
func (p *SIEMPresenter) Close() {
	p.loads++
	p.snap = SIEMSnapshot{}
	p.render()
}

func (p *SIEMPresenter) reload() {
	p.loads++
	mine := p.loads
	p.run.Go(func(ctx context.Context) {
		st, err := p.house.SIEM(ctx)
		p.run.Do(func() {
			if mine != p.loads {
				return
			}
			p.snap.Status, p.snap.Away = st, !st.Away.IsZero()
			p.snap.Says = siemSays(st, p.clock.Now())
			if err != nil {
				p.snap.Says, p.snap.Problem = Line{}, ptr(TroubleOf(err))
			}
			p.render()
		})
	})
}

func siemSays(st SIEMStatus, now time.Time) Line {
	switch {
	case st.Address == "":
		return Say("The trail is streamed to nobody.")
	case !st.Away.IsZero():
		return Say("The SIEM stopped answering {{.Ago}}; {{.N}} entries wait in the trail and none is lost.", Data{"Ago": Ago(now.Sub(st.Away)), "N": st.Waiting})
	case st.Arrived.IsZero():
		return Say("{{.N}} entries wait; nothing has arrived yet.", Data{"N": st.Waiting})
	}
	return Say("The SIEM took what there was {{.Ago}}; {{.N}} entries wait.", Data{"Ago": Ago(now.Sub(st.Arrived)), "N": st.Waiting})
}

// Keep tries the receiver and streams to it when it answers as it should.
func (p *SIEMPresenter) Keep(o SIEMOrder) {
	o.Address, o.ServerName = strings.TrimSpace(o.Address), strings.TrimSpace(o.ServerName)
	o.CAFile, o.ClientFile = strings.TrimSpace(o.CAFile), strings.TrimSpace(o.ClientFile)
	if o.Address == "" {
		p.snap.Wrong, p.snap.Done, p.snap.Problem = Say("Type host and port, as in siem.practice.example:6514"), Line{}, nil
		p.render()
		return
	}
	p.work(func(ctx context.Context) error { return p.house.SetSIEM(ctx, o) }, Say("The trail is streamed to the SIEM."))
}

// Stop ends the stream.
func (p *SIEMPresenter) Stop() {
	p.work(p.house.StopSIEM, Say("The trail is streamed to nobody now."))
}

func (p *SIEMPresenter) work(do func(context.Context) error, done Line) {
	if p.snap.Busy || !p.snap.MayAdmin {
		return
	}
	p.snap.Busy, p.snap.Done, p.snap.Problem, p.snap.Wrong = true, Line{}, nil, Line{}
	p.render()
	p.run.Go(func(ctx context.Context) {
		err := do(ctx)
		p.run.Do(func() {
			p.snap.Busy = false
			if err != nil {
				p.snap.Problem = ptr(siemTrouble(err))
				p.render()
				return
			}
			p.snap.Done = done
			p.render()
			p.reload()
		})
	})
}

// siemTrouble says what went wrong with a receiver; each kind has another remedy.
func siemTrouble(err error) Trouble {
	safe := Say("Nothing was sent to it, and the trail is here as before.")
	switch chart.KindOf(err) {
	case chart.Unreachable:
		return Trouble{Say("The SIEM does not answer over TLS 1.2 or newer, or broke off."), safe, Say("Check address and port, and whether it takes this computer's certificate.")}
	case chart.Tampered:
		return Trouble{Say("The server's certificate is not the SIEM's."), safe, Say("Check the name in its certificate and the authority's file; it may have expired.")}
	case chart.BadInput:
		return Trouble{Say("Address or files cannot be right."), safe, Say("The address is host:port; both files are PEM, and the client's holds certificate and key.")}
	case chart.NotAllowed:
		var own *chart.Error
		if errors.As(err, &own) && strings.HasPrefix(own.Op, "stream") {
			return Trouble{Say("The SIEM refuses this computer's certificate."), safe, Say("Name the file with the certificate that it knows, and its key.")}
		}
	}
	return TroubleOf(err)
}

func (p *SIEMPresenter) render() { p.view.RenderSIEM(p.snap) }
