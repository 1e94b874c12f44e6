package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// LooksSnapshot is what the settings show of who validates high-risk fields.
type LooksSnapshot struct {
	chart.LookPolicy
	Says Line // what it means
	Here Line // what it comes to with the people that there are
}

func (p *SettingsPresenter) readLooks(ctx context.Context) (LooksSnapshot, error) {
	policy, err := p.house.LookPolicy(ctx)
	if err != nil {
		return LooksSnapshot{}, err
	}
	people, err := p.house.Lookers(ctx)
	if err != nil {
		return LooksSnapshot{}, err
	}
	return LooksSnapshot{LookPolicy: policy, Says: ValidatorsSay(policy.Who), Here: lookersLine(policy, people)}, nil
}

// lookersLine says openly where a policy asks for more people than there are.
func lookersLine(p chart.LookPolicy, people int) Line {
	switch {
	case p.Who == chart.OneValidate:
		return Line{}
	case people < 2 && p.Who == chart.TwoPeople:
		return Say("Nobody else in this practice may look again. Until somebody is added, the same person looks again later; records say so.")
	case people == 2:
		return Say("Two people may look. Where they differ, one of them decides later; records say so.")
	}
	return Count("{{.N}} people may look.", people)
}

// SetValidators chooses who validates high-risk fields.
func (p *SettingsPresenter) SetValidators(who chart.Validators) {
	policy := p.snap.Looks.LookPolicy
	policy.Who = who
	p.setLooks(policy)
}

// SetLookWait chooses how long the same person waits before looking again.
func (p *SettingsPresenter) SetLookWait(wait time.Duration) {
	policy := p.snap.Looks.LookPolicy
	policy.Wait = wait
	p.setLooks(policy)
}

func (p *SettingsPresenter) setLooks(policy chart.LookPolicy) {
	if policy == p.snap.Looks.LookPolicy || !policy.Valid() {
		return
	}
	p.work(func(ctx context.Context) error { return p.house.SetLookPolicy(ctx, policy) },
		func() Line { return Say("This holds from now on, for documents that are open already too.") })
}

// WaitWord names a wait.
func WaitWord(d time.Duration) Line {
	if d%time.Hour == 0 {
		return Say("{{.N}} h", Data{"N": int(d / time.Hour)})
	}
	return Say("{{.N}} min", Data{"N": int(d / time.Minute)})
}
