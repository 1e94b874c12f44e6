package present

import (
	"context"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
)

// PolicySnapshot is what the settings show of the practice's policy.
type PolicySnapshot struct {
	chart.Policy
	Costs Line // what the accuracy costs
	Shown Line // what the sample has shown so far
}

// Percent writes a share as people read it: 0.995 is "99.5".
func Percent(share float64) string {
	return strconv.FormatFloat(share*100, 'f', -1, 32)
}

func (p *SettingsPresenter) readPolicy(ctx context.Context) (PolicySnapshot, error) {
	policy, err := p.house.Policy(ctx)
	if err != nil {
		return PolicySnapshot{}, err
	}
	measured, err := p.house.Measured(ctx)
	if err != nil {
		return PolicySnapshot{}, err
	}
	return PolicySnapshot{Policy: policy, Costs: costs(p.house.Asked(policy.Accuracy)), Shown: shown(measured)}, nil
}

func costs(asked float64) Line {
	return Say("About {{.N}} of 100 values are asked about. Names, birth dates, record numbers and allergies are asked about always.",
		Data{"N": int(asked*100 + 0.5)})
}

func shown(m chart.Measured) Line {
	if m.Seen == 0 {
		return Say("Nobody has looked at a sampled value yet.")
	}
	return Say("Of {{.Seen}} sampled values, {{.Wrong}} were wrong. At most {{.Most}} % of all values that nobody looks at are wrong (95 % sure).",
		Data{"Seen": m.Seen, "Wrong": m.Wrong, "Most": strconv.FormatFloat(m.Most*100, 'f', 1, 64)})
}

// SetAccuracy chooses how much of what nobody looks at must be right.
func (p *SettingsPresenter) SetAccuracy(accuracy float64) {
	policy := p.snap.Policy.Policy
	policy.Accuracy = accuracy
	p.setPolicy(policy)
}

// SetSample chooses how much of what nobody looks at is drawn to be looked at all the same.
func (p *SettingsPresenter) SetSample(share float64) {
	policy := p.snap.Policy.Policy
	policy.Sample = share
	p.setPolicy(policy)
}

// SetVigilance chooses how many values with known answers are mixed into the work.
func (p *SettingsPresenter) SetVigilance(share float64) {
	policy := p.snap.Policy.Policy
	policy.Vigilance = share
	p.setPolicy(policy)
}

func (p *SettingsPresenter) setPolicy(policy chart.Policy) {
	if policy == p.snap.Policy.Policy || !policy.Valid() {
		return
	}
	p.work(func(ctx context.Context) error { return p.house.SetPolicy(ctx, policy) },
		func() Line { return Say("This holds for charts that are imported from now on.") })
}
