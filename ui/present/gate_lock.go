package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
)

// Lock takes everything off the gate that was typed or shown there. Somebody whom the house is just letting in does not come
// in: a sign-in that ends after the lock opens nothing.
func (p *GatePresenter) Lock() {
	switch {
	case p.snap.Step == GateOpen || p.shut:
	case p.trying:
		p.shut = true
		p.forgetRescue()
		p.snap = GateSnapshot{Step: GateLoading, Busy: true}
		p.render()
		p.run.Go(func(ctx context.Context) { _ = p.house.SignOut(ctx) }) // told again once the try has ended
	case p.comes != nil: // they are in already
		person := *p.comes
		p.comes = nil
		p.modules++
		p.attended()
		p.snap = GateSnapshot{Step: GateLoading, Busy: true}
		p.render()
		p.run.Go(func(ctx context.Context) {
			err := p.house.Lock(ctx)
			p.run.Do(func() { p.Locked(person, err) })
		})
	case p.snap.Step == GateRenew, p.snap.Step == GateRenewEnrol:
		p.house.DropRenewal()
		p.Start()
	case p.rescuing():
		p.forgetRescue()
		p.Start()
	case p.snap.Step == GateCard && !p.snap.Busy:
		p.LeaveCard()
	case p.snap.Step == GateSignIn && !p.snap.Busy:
		p.Start()
	}
}

// shutOut ends the stay of whoever came out of a try that was locked, and begins anew.
func (p *GatePresenter) shutOut() {
	p.run.Go(func(ctx context.Context) {
		err := p.house.SignOut(ctx)
		p.run.Do(func() {
			p.shut = false
			_ = p.house.FreshCodes() // nobody is there to write them down
			if err != nil && chart.KindOf(err) != chart.Locked {
				p.snap = GateSnapshot{Step: GateProblem, Problem: ptr(TroubleOf(err))}
				p.render()
				return
			}
			p.Start()
		})
	})
}
