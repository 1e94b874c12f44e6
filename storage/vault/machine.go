package vault

import (
	"context"
	"crypto/hmac"
	"errors"
	"fmt"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// machineSecret takes the machine secret out of the keyring and compares it with the fingerprint. A keyring that has none,
// or another, is KeyringWrong: nothing is ever minted for a workspace that exists. Where a renewal was broken off after the
// workspace had taken the new secret, the new one lies beside the old and takes its place here.
func (v *Vault) machineSecret(ctx context.Context, o *opened, fingerprint []byte) error {
	secret, err := v.fitting(ctx, o.workspace, o.workspace, fingerprint)
	if err == nil {
		o.machine = secret
		return v.tidy(ctx, o)
	}
	if chart.KindOf(err) != chart.KeyringWrong {
		return err
	}
	next, nextErr := v.fitting(ctx, o.workspace, nextAccount(o.workspace), fingerprint)
	if nextErr != nil {
		return err
	}
	if err := v.deposit(ctx, o.workspace, next); err != nil {
		return err
	}
	o.machine = next
	return v.withdraw(ctx, nextAccount(o.workspace))
}

// tidy takes out what a renewal that was broken off has left beside the secret in force. Where the keyring does not do it
// now, the next start tries again.
func (v *Vault) tidy(ctx context.Context, o *opened) error {
	left, err := v.o.Keyring.Get(ctx, nextAccount(o.workspace))
	clear(left)
	if err == nil {
		_ = v.withdraw(ctx, nextAccount(o.workspace)) // it opens nothing, or the same
	}
	return nil
}

func nextAccount(workspace string) string { return workspace + ".next" }

// fitting gives the keyring's entry where it fits the fingerprint.
func (v *Vault) fitting(ctx context.Context, workspace, account string, fingerprint []byte) (*Secret, error) {
	const op = "open machine secret"
	raw, err := v.o.Keyring.Get(ctx, account)
	switch {
	case chart.KindOf(err) == chart.NotFound:
		return nil, chart.E(chart.KeyringWrong, op, errors.New("the keyring has no secret for this workspace"))
	case err != nil:
		return nil, err
	case len(raw) != keyBytes:
		return nil, chart.E(chart.KeyringWrong, op, errors.New("the keyring's entry is not ours"))
	}
	secret := newSecret(raw)
	have, err := mac(secret, "fingerprint", []byte(workspace))
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(have, fingerprint) {
		secret.Wipe()
		return nil, chart.E(chart.KeyringWrong, op, errors.New("the keyring holds another workspace's secret"))
	}
	return secret, nil
}

// RotateMachine gives this computer a new secret in the keyring. Everything under the old one is sealed and marked anew in
// one transaction; nobody's password is needed, sessions go on. The new secret lies beside the old in the keyring before
// the workspace takes it, so whenever the program or the computer stops, one of the two opens the workspace, and the next
// start ends the exchange. What the old secret had opened (the device's keys, settings) stays known to whoever had both it
// and a copy of the workspace; where that is why it is renewed, rotate the device's keys and the zones as well.
func (v *Vault) RotateMachine(ctx context.Context, by *Session, why Reason) error {
	const op = "rotate machine secret"
	if err := mayRotate(by, op); err != nil {
		return err
	}
	if !slices.Contains(Reasons(), why) {
		return chart.E(chart.BadInput, op, errors.New("unknown reason"))
	}
	v.rotating.Lock()
	defer v.rotating.Unlock()
	v.attempts.Lock() // nobody's line is read with one secret and judged with another
	defer v.attempts.Unlock()
	v.matching.Lock()
	defer v.matching.Unlock()
	o, next := by.o, randomSecret()
	return v.exchange(ctx, o, next, func() error { return v.takeMachine(ctx, o, next, by.person.ID, why) })
}

// takeMachine is the workspace's part of a renewal.
func (v *Vault) takeMachine(ctx context.Context, o *opened, next *Secret, by chart.PersonID, why Reason) error {
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := o.remake(tx, next, v.o.Now()); err != nil {
			return err
		}
		if err := v.protect(tx, o, next); err != nil {
			return err
		}
		return v.tell(tx, o, chart.AuditEntry{Action: chart.ActKeyRotate, Person: by, Detail: "machine reason=" + string(why)})
	})
}

// exchange puts another machine secret into the keyring before write has the workspace take it, and in the place of the one
// before afterwards. Where write fails, what the workspace has decides: only a secret that it has not taken is withdrawn.
func (v *Vault) exchange(ctx context.Context, o *opened, next *Secret, write func() error) error {
	now, err := mac(o.machine, "fingerprint", []byte(o.workspace))
	if err != nil {
		return err
	}
	if has, err := v.has(ctx, now); err != nil {
		return err
	} else if !has { // what lies beside it may be the one in force, and must not be written over
		return chart.E(chart.BadState, "rotate machine secret", errors.New("the workspace has another secret than the one that is open; close the program and start it again"))
	}
	if err := v.deposit(ctx, nextAccount(o.workspace), next); err != nil {
		return err
	}
	if err := write(); err != nil {
		ctx := context.WithoutCancel(ctx)
		has, lookErr := v.has(ctx, now)
		if lookErr != nil { // the next start finds out which one it is
			return errors.Join(err, lookErr)
		}
		if has {
			return errors.Join(err, v.withdraw(ctx, nextAccount(o.workspace)))
		}
	}
	o.machine.become(next)
	if err := v.deposit(ctx, o.workspace, o.machine); err != nil {
		return fmt.Errorf("the workspace has the new secret; the keyring takes it in at the next start: %w", err)
	}
	if err := v.withdraw(ctx, nextAccount(o.workspace)); err != nil {
		return err
	}
	return v.fold(ctx)
}

// has reports whether the workspace is under the machine secret with this fingerprint.
func (v *Vault) has(ctx context.Context, fingerprint []byte) (is bool, err error) {
	var stored []byte
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT fingerprint FROM workspace WHERE id = 1`, nil, &stored)
	})
	return err == nil && hmac.Equal(stored, fingerprint), err
}

// remake puts everything that stands under the machine secret under another one. A new table under it belongs here.
func (o *opened) remake(tx *sqlitedb.Tx, next *Secret, now time.Time) error {
	for _, step := range []func(*sqlitedb.Tx, *Secret) error{o.remakeWorkspace, o.remakePeople, o.remakeZones, o.remakeEscrows, o.remakeSettings} {
		if err := step(tx, next); err != nil {
			return err
		}
	}
	return tx.Exec(`UPDATE workspace SET machine_made = ? WHERE id = 1`, now.UnixMilli())
}

func (o *opened) remakeWorkspace(tx *sqlitedb.Tx, next *Secret) error {
	fingerprint, err := mac(next, "fingerprint", []byte(o.workspace))
	if err != nil {
		return err
	}
	keys, err := o.sealDevice(next)
	if err != nil {
		return err
	}
	root, err := o.sealRoot(next)
	if err != nil {
		return err
	}
	return tx.Exec(`UPDATE workspace SET fingerprint = ?, sealed_keys = ?, sealed_root = ? WHERE id = 1`, fingerprint, keys, root)
}

func (o *opened) remakePeople(tx *sqlitedb.Tx, next *Secret) error {
	people, err := peopleIn(tx, o)
	if err != nil {
		return err
	}
	for _, p := range people {
		inner, err := uncover(o.machine, p.ID, p.sealedPrivate)
		if err != nil {
			return err
		}
		if p.sealedPrivate, err = cover(next, p.ID, inner); err != nil {
			return err
		}
		if err := p.saveUnder(tx, o, next); err != nil {
			return err
		}
	}
	return nil
}

func (o *opened) remakeZones(tx *sqlitedb.Tx, next *Secret) error {
	type zone struct {
		ref    zoneRef
		public []byte
	}
	var all []zone
	if err := eachZone(tx, o.machine, func(ref zoneRef, public []byte) { all = append(all, zone{ref, public}) }); err != nil {
		return err
	}
	for _, z := range all {
		m, err := zoneMAC(next, z.ref, z.public)
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE zone SET mac = ? WHERE zone = ? AND version = ?`, m, string(z.ref.zone), z.ref.version); err != nil {
			return err
		}
	}
	return nil
}

func (o *opened) remakeEscrows(tx *sqlitedb.Tx, next *Secret) error {
	all, err := escrows(tx, o.machine)
	if err != nil {
		return err
	}
	for id, public := range all {
		m, err := escrowMAC(next, id, public)
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE key_escrow SET mac = ? WHERE id = ?`, m, id); err != nil {
			return err
		}
	}
	return nil
}

func (o *opened) remakeSettings(tx *sqlitedb.Tx, next *Secret) error {
	from, err := derive(o.machine, "setting")
	if err != nil {
		return err
	}
	defer from.Wipe()
	to, err := derive(next, "setting")
	if err != nil {
		return err
	}
	defer to.Wipe()
	all := map[string][]byte{}
	if err := tx.Each(`SELECT name, sealed FROM device_setting`, nil, func(r *sqlitedb.Rows) error {
		var name string
		var sealed []byte
		err := r.Scan(&name, &sealed)
		all[name] = sealed
		return err
	}); err != nil {
		return err
	}
	for name, sealed := range all {
		plain, err := unseal(from, settingPlace(name), sealed)
		if err != nil {
			return fmt.Errorf("setting %s: %w", name, err)
		}
		again, err := seal(to, settingPlace(name), plain)
		clear(plain)
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE device_setting SET sealed = ? WHERE name = ?`, again, name); err != nil {
			return err
		}
	}
	return nil
}
