package vault

import (
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// RecoveredRoles are those of the person who recovers a workspace: enough to bring everybody else back, and to see every chart.
var RecoveredRoles = []chart.Role{chart.Administrator, chart.PrivacyOfficer}

// BeginRecovery opens a workspace with a recovery key, for a machine whose keyring does not have it or a practice that lost
// every password: a new person is added as administrator and privacy officer. Nothing is changed before Confirm, which needs
// the new person's authenticator.
//
// The keyring of this machine is asked before: one that does not answer would keep nothing. Nobody needs to be signed in: who
// has the shares together is who may.
func (v *Vault) BeginRecovery(ctx context.Context, k RecoveryKey, p NewPerson) (*Pending, error) {
	if err := v.Probe(ctx); err != nil {
		return nil, err
	}
	var f *found
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		o, err := k.open(tx)
		if err != nil {
			return err
		}
		defer o.wipe()
		if f, err = o.openAll(tx, v); err != nil {
			return err
		}
		f.set, f.used = o.set.id, o.used
		return nil
	}); err != nil {
		return nil, err
	}
	p.Roles = RecoveredRoles
	out, err := v.pending(ctx, f.o.practice, p, nil)
	if err != nil {
		f.wipe()
		return nil, err
	}
	out.rescue = f
	return out, nil
}

// Drop forgets a recovery that was not confirmed, and everything that it opened.
func (p *Pending) Drop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.done {
		p.done = true
		p.rescue.wipe()
		p.Secret, p.URI, p.p.Password = "", "", ""
	}
}

// recover puts what was found into the keyring and adds the person, in one transaction with its trail entry. Where that
// fails, the keyring has again what it had.
func (p *Pending) recover(ctx context.Context, person chart.Person, step int64) (s *Session, err error) {
	v, f := p.v, p.rescue
	undo, err := v.restock(ctx, f.o)
	defer func() {
		if err != nil {
			err = errors.Join(err, undo(context.WithoutCancel(ctx)))
		}
	}()
	if err != nil {
		return nil, err
	}
	if err := v.log.Arm(f.o.device, f.o.keys.AuditSigner, f.o.keys.AuditKey); err != nil {
		return nil, err
	}
	if err := v.takeOver(ctx, f.o); err != nil {
		return nil, err
	}
	if err := v.armRows(ctx, f.o); err != nil { // before anything is written
		return nil, err
	}
	row, own, codes, err := p.person(f.o, person, step)
	if err != nil {
		return nil, err
	}
	row.tries.LastIn = v.o.Now().UnixMilli()
	if err := v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		s, err = p.storeRecovered(tx, row, own)
		return err
	}); err != nil {
		return nil, err
	}
	for _, k := range f.zones { // nobody keeps a zone's key but through a grant
		k.Wipe()
	}
	p.Codes = codes
	v.mu.Lock()
	v.opened, v.locked = f.o, ""
	v.mu.Unlock()
	return s, v.renewEpoch(ctx, f.o)
}

func (p *Pending) storeRecovered(tx *sqlitedb.Tx, row *personRow, own *Secret) (*Session, error) {
	v, f := p.v, p.rescue
	if err := tx.Exec(`UPDATE workspace SET keystore = ? WHERE id = 1`, v.o.Keyring.Kind()); err != nil {
		return nil, err
	}
	if err := row.insert(tx, f.o, v.o.Now()); err != nil {
		return nil, err
	}
	if err := v.tell(tx, f.o, chart.AuditEntry{Action: chart.ActRecovered, Person: row.ID,
		Detail: fmt.Sprintf("set=%s shares=%s keystore=%s zones=%d months=%d lost=%d", f.set, numbers(f.used), v.o.Keyring.Kind(), f.keys.zones,
			f.keys.epochs, f.keys.lost)}); err != nil {
		return nil, err
	}
	if err := v.dropGuards(tx, row.ID); err != nil { // the module may be what was lost
		return nil, err
	}
	if _, err := v.tellGrants(tx, f.o, f.zones, row.ID); err != nil {
		return nil, err
	}
	return v.session(tx, f.o, row, own)
}

// restock puts the machine secret and the epochs into the keyring, each read back. undo gives the keyring back what it had.
func (v *Vault) restock(ctx context.Context, o *opened) (undo func(context.Context) error, err error) {
	var steps []func(context.Context) error
	undo = func(ctx context.Context) error {
		var errs []error
		for _, f := range steps {
			errs = append(errs, f(ctx))
		}
		return errors.Join(errs...)
	}
	accounts := map[string]*Secret{o.workspace: o.machine}
	for id, secret := range o.epochs {
		accounts[o.epochAccount(id)] = secret
	}
	for account, secret := range accounts {
		before, err := v.o.Keyring.Get(ctx, account)
		switch chart.KindOf(err) {
		case "":
			steps = append(steps, func(ctx context.Context) error {
				defer clear(before)
				return v.o.Keyring.Set(ctx, account, before)
			})
		case chart.NotFound, chart.KeyringWrong: // nothing of ours was there
			steps = append(steps, func(ctx context.Context) error { return v.withdraw(ctx, account) })
		default:
			return undo, err
		}
		if err := v.deposit(ctx, account, secret); err != nil {
			return undo, err
		}
	}
	return undo, nil
}
