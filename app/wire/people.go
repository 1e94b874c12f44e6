package wire

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// People gives everybody who can sign in, to administrators.
func (d *Desk) People(ctx context.Context) ([]chart.Person, error) {
	if _, err := d.at("list people", chart.ActPersonAdd); err != nil {
		return nil, err
	}
	return d.vault.People(ctx)
}

// AddPerson starts adding a person, who has typed the password. Nothing is stored before ConfirmPerson.
func (d *Desk) AddPerson(ctx context.Context, n present.NewColleague) (present.Enrolment, error) {
	ses, err := d.at("add person", chart.ActPersonAdd)
	if err != nil {
		return present.Enrolment{}, err
	}
	p, err := d.vault.AddPerson(ctx, ses, vault.NewPerson{Login: n.Login, DisplayName: n.DisplayName, Password: n.Password, Roles: n.Roles})
	if err != nil {
		return present.Enrolment{}, err
	}
	d.mu.Lock()
	d.joining = p
	d.mu.Unlock()
	return present.Enrolment{Secret: p.Secret, URI: p.URI}, nil
}

// DropPerson forgets whom AddPerson began to add, and with that the password that was typed.
func (d *Desk) DropPerson() {
	d.mu.Lock()
	d.joining = nil
	d.mu.Unlock()
}

// ConfirmPerson adds the person once the authenticator shows a right code. Keys of zones that the administrator cannot open
// are granted as soon as somebody signs in who can.
func (d *Desk) ConfirmPerson(ctx context.Context, code string) (chart.Person, error) {
	const op = "confirm person"
	if _, err := d.at(op, chart.ActPersonAdd); err != nil {
		return chart.Person{}, err
	}
	d.mu.Lock()
	p := d.joining
	d.mu.Unlock()
	if p == nil {
		return chart.Person{}, chart.E(chart.BadState, op, nil)
	}
	ses, err := p.Confirm(ctx, code)
	if err != nil {
		return chart.Person{}, err
	}
	defer ses.Close() // the administrator stays at the desk
	d.mu.Lock()
	d.joining = nil
	d.mu.Unlock()
	d.keepCodes(p.Codes)
	return ses.Person(), nil
}
