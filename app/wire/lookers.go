package wire

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/vault"
)

// lookers gives everybody who may take a second look: the role allows it and the person can sign in.
func (d *Desk) lookers(ctx context.Context) ([]chart.Person, error) {
	all, err := d.vault.Roster(ctx)
	if err != nil {
		return nil, err
	}
	var out []chart.Person
	for _, s := range all {
		if !s.Disabled && access.May(s.Person, chart.ActSecondSign) {
			out = append(out, s.Person)
		}
	}
	return out, nil
}

// lookersOf gives those of them to whom a chart is not closed: nobody waits for a look that a person may not take.
func (d *Desk) lookersOf(ctx context.Context, ses *vault.Session, id chart.DocumentID) ([]chart.Person, error) {
	all, err := d.lookers(ctx)
	if err != nil {
		return nil, err
	}
	stands := d.standing(ses)
	if err := stands.broken(); err != nil {
		return nil, err
	}
	c, err := d.chartOf(ses, stands, about{document: id})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(p chart.Person) bool {
		_, _, closed := access.On(stands.held.Restrictions, c, p.ID, d.opts.Now())
		return closed
	}), nil
}

// Lookers counts them.
func (d *Desk) Lookers(ctx context.Context) (int, error) {
	if _, err := d.at("count reviewers", chart.ActSignOut); err != nil {
		return 0, err
	}
	all, err := d.lookers(ctx)
	return len(all), err
}
