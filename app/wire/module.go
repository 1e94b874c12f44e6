package wire

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/storage/vault/token11"
)

// GuardTokens puts the tokens' zone behind a security module, or takes it from behind it. The module stays connected for as long
// as the person is at the desk.
func (d *Desk) GuardTokens(ctx context.Context, r CardReader, pin, password string, on bool) error {
	ses, err := d.at("guard zone", chart.ActKeyRotate)
	if err != nil {
		return err
	}
	if err := d.connectModule(ctx, ses, r, pin, on); err != nil {
		return err
	}
	return ses.GuardZone(ctx, password, chart.Tokens, on)
}

// ConnectModule connects the security module that guards zones, for as long as the person is at the desk, and makes up for what
// waited for it.
func (d *Desk) ConnectModule(ctx context.Context, r CardReader, pin string) error {
	ses, err := d.at("connect security module", chart.ActSignOut)
	if err != nil {
		return err
	}
	if err := d.connectModule(ctx, ses, r, pin, false); err != nil {
		return err
	}
	d.settleKeys(ctx, ses)
	return nil
}

// GuardedZones gives the zones that open only while their security module is connected, and whether it is.
func (d *Desk) GuardedZones(ctx context.Context) ([]chart.Zone, bool, error) {
	if _, err := d.at("look at guarded zones", chart.ActSignOut); err != nil {
		return nil, false, err
	}
	return d.vault.Guarded(ctx)
}

// connectModule opens the module and leaves it open until the session is closed.
func (d *Desk) connectModule(ctx context.Context, ses *vault.Session, r CardReader, pin string, make bool) error {
	at, err := r.open(pin, make)
	if err != nil {
		return err
	}
	if err := d.useModule(ctx, ses, at.key); err != nil {
		return errors.Join(err, at.close())
	}
	d.atEndOf(ses, func() {
		d.dropModule(ses)
		if err := at.close(); err != nil {
			d.opts.Log.Warn("the security module was not closed", "kind", string(chart.KindOf(err)))
		}
	})
	return nil
}

// guardedBy uses a card that somebody came in with as the module, where it is the one that guards a zone.
func (d *Desk) guardedBy(ctx context.Context, ses *vault.Session, key token11.Exchanger) {
	zones, _, err := d.vault.Guarded(ctx)
	if err != nil || len(zones) == 0 || d.useModule(ctx, ses, key) != nil {
		return
	}
	d.atEndOf(ses, func() { d.dropModule(ses) })
}

func (d *Desk) useModule(ctx context.Context, ses *vault.Session, key token11.Exchanger) error {
	d.modules.Lock()
	defer d.modules.Unlock()
	if err := d.vault.UseModule(ctx, key); err != nil {
		return err
	}
	d.moduleOf = ses
	return nil
}

// dropModule disconnects what was connected for a session, unless the next one has connected it again.
func (d *Desk) dropModule(ses *vault.Session) {
	d.modules.Lock()
	defer d.modules.Unlock()
	if d.moduleOf != ses {
		return
	}
	d.moduleOf = nil
	if err := d.vault.UseModule(context.WithoutCancel(d.life), nil); err != nil {
		d.opts.Log.Warn("the security module is still in use", "kind", string(chart.KindOf(err)))
	}
}

// atEndOf calls f once the session is closed, or the desk is.
func (d *Desk) atEndOf(ses *vault.Session, f func()) {
	open, end := context.WithCancel(d.life)
	ses.OnClose(end)
	d.run(func(context.Context) {
		<-open.Done()
		f()
	})
}
