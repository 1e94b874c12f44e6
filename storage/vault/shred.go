package vault

import (
	"context"
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Shredded says what ShredKeys did.
type Shredded struct {
	Owners    int  // owners whose keys are gone
	Keys      int  // keys that are gone
	Survivors int  // keys of others that were sealed anew, because they shared an epoch
	Epochs    int  // epochs that end with it
	Complete  bool // the ended epochs are out of the keyring; otherwise Settle tries again
}

// OwnerKeys names keys of an owner: those of some zones, or all of them where none is named.
type OwnerKeys struct {
	Owner string
	Zones []chart.Zone
}

// shred takes the keys away and counts them.
func (k OwnerKeys) shred(tx *sqlitedb.Tx) (n int64, err error) {
	if len(k.Zones) == 0 {
		return tx.Change(`DELETE FROM owner_key WHERE owner = ?`, k.Owner)
	}
	for _, z := range k.Zones {
		gone, err := tx.Change(`DELETE FROM owner_key WHERE owner = ? AND zone = ?`, k.Owner, string(z))
		if err != nil {
			return 0, err
		}
		n += gone
	}
	return n, nil
}

// ShredKeys destroys keys of owners (documents, imports, releases) for good: all of them, or those of some zones, because an
// original goes before the record that was made of it. They are gone here, and in every copy of this database that was ever made, its backups included. What else shares an epoch with them is sealed under a fresh one, then
// the old epoch's secret is taken out of the keyring. A copy of the database that is older opens only what was made in
// months from which nothing was shredded since, so a backup is due afterwards.
//
// also runs in the same transaction: states, trail and certificate of what is shredded belong there; it may be nil. Who may
// shred is for the caller to ask. Shredding what has no key is no error: it was done before.
func (v *Vault) ShredKeys(ctx context.Context, by *Session, owners []OwnerKeys, also func(tx *sqlitedb.Tx) error) (out Shredded, err error) {
	if err := by.alive(); err != nil {
		return out, err
	}
	v.rotating.Lock()
	defer v.rotating.Unlock()
	v.matching.Lock()
	defer v.matching.Unlock()
	o := by.o
	touched, err := v.epochsOf(ctx, owners)
	if err != nil {
		return out, err
	}
	fresh := map[string]string{}
	for _, e := range touched {
		if fresh[e.id], err = v.mintEpoch(ctx, o); err != nil {
			return out, err
		}
	}
	out = Shredded{Owners: len(owners), Epochs: len(touched)}
	err = v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		for _, owner := range owners {
			n, err := owner.shred(tx)
			if err != nil {
				return err
			}
			out.Keys += int(n)
		}
		for _, e := range touched {
			n, err := o.replaceEpoch(tx, e, fresh[e.id])
			if err != nil {
				return err
			}
			out.Survivors += n
		}
		if err := v.protect(tx, o, o.machine); err != nil {
			return err
		}
		if also != nil {
			if err := also(tx); err != nil {
				return err
			}
		}
		_, err := v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyShred, Person: by.person.ID,
			Detail: fmt.Sprintf("owners=%d keys=%d epochs=%d survivors=%d", out.Owners, out.Keys, out.Epochs, out.Survivors)})
		return err
	})
	if err != nil {
		return Shredded{}, err
	}
	if err := v.destroyEpochs(ctx, o); err != nil {
		return out, fmt.Errorf("destroy epoch: %w", err)
	}
	out.Complete = true
	return out, nil
}

// epochsOf gives the epochs that the owners' keys were made in.
func (v *Vault) epochsOf(ctx context.Context, owners []OwnerKeys) (out []epochRow, err error) {
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		seen := map[string]bool{}
		for _, owner := range owners {
			if err := tx.Each(`SELECT DISTINCT e.id, e.month, e.state, e.made FROM owner_key k JOIN key_epoch e ON e.id = k.epoch
				WHERE k.owner = ?`, []any{owner.Owner}, func(r *sqlitedb.Rows) error {
				var e epochRow
				if err := r.Scan(&e.id, &e.month, &e.state, &e.made); err != nil {
					return err
				}
				if !seen[e.id] {
					seen[e.id] = true
					out = append(out, e)
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// replaceEpoch seals what is left in an epoch under a fresh one of the same month, and lets the old one die.
func (o *opened) replaceEpoch(tx *sqlitedb.Tx, e epochRow, fresh string) (survivors int, err error) {
	rows, err := ownerRows(tx, `epoch = ?`, e.id)
	if err != nil {
		return 0, err
	}
	if err := tx.Exec(`UPDATE key_epoch SET state = ? WHERE id = ?`, epochDying, e.id); err != nil {
		return 0, err
	}
	next := e
	next.id = fresh
	if err := o.putEpoch(tx, next); err != nil {
		return 0, err
	}
	for _, r := range rows {
		if err := o.moveTo(tx, r, fresh); err != nil {
			return 0, err
		}
	}
	if e.state == epochCurrent {
		tx.OnCommit(func() { o.begin(fresh, e.month) })
	}
	return len(rows), nil
}

// destroyEpochs takes the secrets of dying epochs out of the keyring, sees that they are gone, and says so in the trail. The
// caller holds v.matching.
func (v *Vault) destroyEpochs(ctx context.Context, o *opened) error {
	var dying []string
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT id FROM key_epoch WHERE state = ?`, []any{epochDying}, func(r *sqlitedb.Rows) error {
			var id string
			err := r.Scan(&id)
			dying = append(dying, id)
			return err
		})
	}); err != nil || len(dying) == 0 {
		return err
	}
	for _, id := range dying {
		if err := v.withdraw(ctx, o.epochAccount(id)); err != nil {
			return err
		}
	}
	if err := v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		for _, id := range dying {
			if err := tx.Exec(`DELETE FROM key_epoch WHERE id = ?`, id); err != nil {
				return err
			}
		}
		tx.OnCommit(func() { o.forget(dying) })
		_, err := v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyEpoch, Detail: "destroyed=" + strings.Join(dying, ",")})
		return err
	}); err != nil {
		return err
	}
	return v.fold(ctx)
}

func (o *opened) forget(epochs []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, id := range epochs {
		o.epochs[id].Wipe()
		delete(o.epochs, id)
	}
}

// withdraw takes an entry out of the keyring and sees that it is gone.
func (v *Vault) withdraw(ctx context.Context, account string) error {
	if err := v.o.Keyring.Delete(ctx, account); err != nil && chart.KindOf(err) != chart.NotFound {
		return err
	}
	secret, err := v.o.Keyring.Get(ctx, account)
	clear(secret)
	switch {
	case chart.KindOf(err) == chart.NotFound:
		return nil
	case err != nil:
		return err
	}
	return chart.E(chart.KeyringAbsent, "take out of keyring", fmt.Errorf("the keyring still has what it was told to forget"))
}
