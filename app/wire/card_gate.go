package wire

import (
	"context"
	"errors"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/vault/token11"
)

// there looks for the token, without a PIN.
func (r CardReader) there() (err error) {
	m, err := token11.Load(r.Library)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	return m.Find(r.Token)
}

// CardThere looks whether the card is in the reader that this computer was set up for.
func (d *Desk) CardThere(context.Context) error { return d.opts.Card.there() }

// EnterByCard is SignInCard with the reader that this computer was set up for. A wrong PIN stands in the trail.
func (d *Desk) EnterByCard(ctx context.Context, pin string) (chart.Person, error) {
	d.DropRenewal()
	if d.vault.Load(ctx) == nil { // what it lacks, signing in says itself
		d.look(ctx) // before anything is written
	}
	who, err := d.SignInCard(ctx, d.opts.Card, pin)
	d.notePIN(ctx, err, "card")
	return who, err
}

// notePIN writes a PIN down that was not right. What can only be read is not written to.
func (d *Desk) notePIN(ctx context.Context, err error, of string) {
	var f *chart.CardFault
	if !errors.As(err, &f) || f.Why != chart.CardWrongPIN && f.Why != chart.CardBlocked || d.vault.Load(ctx) != nil || d.Damage() != nil {
		return
	}
	d.note(ctx, chart.AuditEntry{Action: chart.ActSignInFail, Detail: of + "=" + string(f.Why)})
}

// ModuleWaits reports whether a zone that the person at the desk holds is guarded by a module that is not connected.
func (d *Desk) ModuleWaits(ctx context.Context) (bool, error) {
	ses, err := d.at("look at guarded zones", chart.ActSignOut)
	if err != nil {
		return false, err
	}
	zones, connected, err := d.vault.Guarded(ctx)
	if err != nil || connected {
		return false, err
	}
	held := access.Granted(ses.Person().Roles)
	return slices.ContainsFunc(zones, func(z chart.Zone) bool { return slices.Contains(held, z) }), nil
}

// ConnectGuard is ConnectModule with the module that this computer was set up for.
func (d *Desk) ConnectGuard(ctx context.Context, pin string) error {
	err := d.ConnectModule(ctx, d.opts.Module, pin)
	d.notePIN(ctx, err, "module")
	return err
}
