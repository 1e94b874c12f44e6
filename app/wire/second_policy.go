package wire

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
)

// LookPolicy gives who validates high-risk fields.
func (d *Desk) LookPolicy(ctx context.Context) (chart.LookPolicy, error) {
	return d.cases.LookPolicy(ctx)
}

// SetLookPolicy changes it.
func (d *Desk) SetLookPolicy(ctx context.Context, p chart.LookPolicy) error {
	ses, err := d.at("change who validates", chart.ActValidators)
	if err != nil {
		return err
	}
	defer d.tell()
	return d.cases.SetLookPolicy(ctx, ses, p)
}

// markWaiting says of each line of the queue that waits for a look whether the person at the desk may take it.
func (d *Desk) markWaiting(ctx context.Context, ses *vault.Session, list []chart.Summary) error {
	if !slices.ContainsFunc(list, func(s chart.Summary) bool { return s.State.StepOf() != "" }) {
		return nil
	}
	waiting, err := d.cases.LookWaits(ctx)
	if err != nil {
		return err
	}
	policy, err := d.cases.LookPolicy(ctx)
	if err != nil {
		return err
	}
	lookers, err := d.lookers(ctx)
	if err != nil {
		return err
	}
	for i := range list {
		if step := list[i].State.StepOf(); step != "" {
			w := waiting[list[i].ID]
			list[i].Waits = waitsOf(ses.Person(), step, w.Before, w.Since, policy, lookers, d.opts.Now())
		}
	}
	return nil
}
