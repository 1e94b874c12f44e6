package wire

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// Keys says which keys there are, since when and who holds them; no secret of them.
func (d *Desk) Keys(ctx context.Context) (present.KeyState, error) {
	if _, err := d.at("look at keys", chart.ActKeyList); err != nil {
		return present.KeyState{}, err
	}
	state, err := d.vault.Keys(ctx)
	if err != nil {
		return present.KeyState{}, err
	}
	people, err := d.vault.People(ctx)
	if err != nil {
		return present.KeyState{}, err
	}
	names := map[chart.PersonID]string{}
	for _, p := range people {
		names[p.ID] = p.DisplayName
	}
	out := present.KeyState{Keystore: state.Keystore, Machine: state.Machine, Device: state.Device, AuditKey: state.AuditKey, Months: len(state.Epochs)}
	for _, e := range state.Epochs {
		switch {
		case e.Dying:
			out.Dying++
		case e.Missing:
			out.Missing++
		}
	}
	for _, z := range state.Zones {
		out.Zones = append(out.Zones, present.ZoneKey{Zone: z.Zone, Version: z.Version, Since: z.Since, Why: string(z.Why),
			Holders: named(names, z.Holders), Waiting: named(names, z.Waiting), Keys: z.Keys, Behind: z.Behind, Ordered: z.Ordered != ""})
	}
	return out, nil
}

func named(names map[chart.PersonID]string, ids []chart.PersonID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = names[id]
	}
	return out
}

// prove has the password typed again for what is done with keys, and asks the rules then.
func (d *Desk) prove(ctx context.Context, op string, action chart.Action, password string) (*vault.Session, error) {
	if err := d.Prove(ctx, password); err != nil {
		return nil, err
	}
	return d.at(op, action)
}

// RotateZone gives a zone a new key, or orders it where nobody here holds the zone.
func (d *Desk) RotateZone(ctx context.Context, z chart.Zone, why, password string) (present.KeyRotation, error) {
	ses, err := d.prove(ctx, "rotate zone", chart.ActKeyOrder, password)
	if err != nil {
		return present.KeyRotation{}, err
	}
	r, err := d.vault.RotateZone(ctx, ses, z, vault.Reason(why))
	return present.KeyRotation{Version: r.Version, Keys: r.Keys, Pending: r.Pending}, err
}

// RotateMachine gives this computer a new secret in the keyring.
func (d *Desk) RotateMachine(ctx context.Context, why, password string) error {
	ses, err := d.prove(ctx, "rotate machine secret", chart.ActKeyRotate, password)
	if err != nil {
		return err
	}
	return d.vault.RotateMachine(ctx, ses, vault.Reason(why))
}

// RotateDevice gives the trail a new key, announced under the old one.
func (d *Desk) RotateDevice(ctx context.Context, why, password string) (present.DeviceRotation, error) {
	ses, err := d.prove(ctx, "rotate device key", chart.ActKeyRotate, password)
	if err != nil {
		return present.DeviceRotation{}, err
	}
	k, err := d.vault.RotateDevice(ctx, ses, vault.Reason(why))
	return present.DeviceRotation{AuditKey: k.AuditKey}, err
}

// RotateMine gives the person at the desk a new key pair. It changes nothing that anybody else has, so it needs no role.
func (d *Desk) RotateMine(ctx context.Context, password, code string) error {
	ses, err := d.at("rotate own keys", chart.ActPassword)
	if err != nil {
		return err
	}
	return ses.RotateOwn(ctx, password, code)
}

// settleKeys carries out what is due and the person holds the keys for. What fails now is due again at the next sign-in.
func (d *Desk) settleKeys(ctx context.Context, ses *vault.Session) {
	if d.Damage() != nil {
		return
	}
	if _, err := d.vault.Settle(ctx, ses); err != nil && ctx.Err() == nil && ses.Alive() == nil {
		d.opts.Log.WarnContext(ctx, "keys wait to be renewed", "kind", string(chart.KindOf(err)))
	}
}
