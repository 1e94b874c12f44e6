package wire

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// coming is what is between people and their coming in: all of it is forgotten when somebody leaves.
type coming struct {
	renewal     *vault.Renewal
	replacement *vault.Replacement
	codes       []string // recovery codes to be shown once
	told        bool     // the welcome
}

// Welcome is what the person at the desk is to be told; it is told once.
func (d *Desk) Welcome() present.Welcome {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.session == nil || d.coming.told {
		return present.Welcome{}
	}
	d.coming.told = true
	w := d.session.Welcome()
	return present.Welcome{Missed: w.Missed, MissedAt: w.MissedAt, Strangers: w.Strangers, ByCode: w.ByCode, CodesLeft: w.CodesLeft, CodesFew: w.CodesFew}
}

// ChangePassword changes the password of the person at the desk.
func (d *Desk) ChangePassword(ctx context.Context, old, another, code string) error {
	ses, err := d.at("change password", chart.ActPassword)
	if err != nil {
		return err
	}
	return ses.ChangePassword(ctx, old, another, code)
}

// NewCodes makes recovery codes for the person at the desk.
func (d *Desk) NewCodes(ctx context.Context, password, code string) ([]string, error) {
	ses, err := d.at("make recovery codes", chart.ActCodes)
	if err != nil {
		return nil, err
	}
	return ses.NewCodes(ctx, password, code)
}

// ReplaceAuthenticator begins to set up another authenticator for the person at the desk.
func (d *Desk) ReplaceAuthenticator(ctx context.Context, password, code string) (present.Enrolment, error) {
	ses, err := d.at("replace authenticator", chart.ActAuthenticator)
	if err != nil {
		return present.Enrolment{}, err
	}
	r, err := ses.ReplaceAuthenticator(ctx, password, code)
	if err != nil {
		return present.Enrolment{}, err
	}
	d.mu.Lock()
	d.coming.replacement = r
	d.mu.Unlock()
	return present.Enrolment{Secret: r.Secret, URI: r.URI}, nil
}

// ConfirmAuthenticator ends it with the new authenticator's first code.
func (d *Desk) ConfirmAuthenticator(ctx context.Context, code string) error {
	const op = "replace authenticator"
	if _, err := d.at(op, chart.ActAuthenticator); err != nil {
		return err
	}
	d.mu.Lock()
	r := d.coming.replacement
	d.mu.Unlock()
	if r == nil {
		return chart.E(chart.BadState, op, nil)
	}
	err := r.Confirm(ctx, code)
	if err == nil {
		d.DropAuthenticator()
	}
	return err
}

// DropAuthenticator forgets the authenticator that was begun.
func (d *Desk) DropAuthenticator() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.coming.replacement != nil {
		d.coming.replacement.Drop()
		d.coming.replacement = nil
	}
}

// keepRenewal remembers the change that a sign-in was refused for.
func (d *Desk) keepRenewal(err error) {
	var r *vault.Renewal
	if !errors.As(err, &r) {
		return
	}
	d.DropRenewal()
	d.mu.Lock()
	d.coming.renewal = r
	d.mu.Unlock()
}

// DropRenewal forgets it, with what was typed.
func (d *Desk) DropRenewal() {
	d.mu.Lock()
	r := d.coming.renewal
	d.coming.renewal = nil
	d.mu.Unlock()
	if r != nil {
		r.Drop()
	}
}

func (d *Desk) renewing() (*vault.Renewal, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.coming.renewal == nil {
		return nil, chart.E(chart.BadState, "change password", nil)
	}
	return d.coming.renewal, nil
}

// RenewPassword takes the password that somebody must choose before coming in.
func (d *Desk) RenewPassword(ctx context.Context, password string) (present.Enrolment, error) {
	r, err := d.renewing()
	if err != nil {
		return present.Enrolment{}, err
	}
	secret, uri, err := r.Choose(ctx, password)
	return present.Enrolment{Secret: secret, URI: uri}, err
}

// ConfirmRenewal lets the person in with the new password.
func (d *Desk) ConfirmRenewal(ctx context.Context, code string) (chart.Person, error) {
	r, err := d.renewing()
	if err != nil {
		return chart.Person{}, err
	}
	try := d.try()
	ses, codes, err := r.Confirm(ctx, code)
	if err != nil {
		return chart.Person{}, err
	}
	d.DropRenewal()
	d.keepCodes(codes)
	return d.arrive(ctx, try, ses)
}

func (d *Desk) keepCodes(codes []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.coming.codes = codes
}

// FreshCodes gives the recovery codes that were made with the person who has just come in or was added, once.
func (d *Desk) FreshCodes() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	codes := d.coming.codes
	d.coming.codes = nil
	return codes
}
