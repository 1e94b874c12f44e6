package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
)

// ProveSnapshot is the question for the password, where a rule wants it to have been typed just now.
type ProveSnapshot struct {
	Asking, Busy bool
	Wrong        Line
	Fault        *Trouble
}

// ProveView draws snapshots, on the UI goroutine.
type ProveView interface{ RenderProve(ProveSnapshot) }

// ProvePresenter asks for the password again. All methods are called on the UI goroutine. It holds no password.
type ProvePresenter struct {
	house ProveHouse
	run   Runner
	view  ProveView
	loads uint64
	snap  ProveSnapshot
}

// NewProve makes the presenter.
func NewProve(house ProveHouse, run Runner, view ProveView) *ProvePresenter {
	return &ProvePresenter{house: house, run: run, view: view}
}

// Ask asks.
func (p *ProvePresenter) Ask() { p.set(ProveSnapshot{Asking: true}) }

// Close takes the question back.
func (p *ProvePresenter) Close() {
	p.loads++
	p.set(ProveSnapshot{})
}

// Type hands the password on.
func (p *ProvePresenter) Type(password string) {
	switch {
	case !p.snap.Asking || p.snap.Busy:
		return
	case password == "":
		p.set(ProveSnapshot{Asking: true, Wrong: Say("Type your password")})
		return
	}
	p.set(ProveSnapshot{Asking: true, Busy: true})
	mine := p.loads
	async(p.run, func(ctx context.Context) (bool, error) { return true, p.house.Prove(ctx, password) }, func(_ bool, err error) {
		switch {
		case mine != p.loads:
		case chart.KindOf(err) == chart.NotAllowed:
			p.set(ProveSnapshot{Asking: true, Wrong: Say("The password did not match.")})
		case err != nil:
			p.set(ProveSnapshot{Asking: true, Fault: ptr(TroubleOf(err))})
		default:
			p.set(ProveSnapshot{})
		}
	})
}

func (p *ProvePresenter) set(s ProveSnapshot) {
	p.snap = s
	p.view.RenderProve(s)
}
