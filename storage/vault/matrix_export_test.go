package vault

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// TryEverything takes a person's password, the keyring and the whole workspace, and no rule at all: the person's private key
// is tried on every grant and recovery grant of everybody, as its own and as the other's, and what opens is tried on every
// owner key. It gives the zones of which an owner key was opened.
func TryEverything(ctx context.Context, v *Vault, login, password string) (map[chart.Zone]bool, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	row, err := v.find(ctx, o, byLogin(login))
	if err != nil {
		return nil, err
	}
	priv, err := row.open(o, password)
	if err != nil {
		return nil, err
	}
	private, opens := newSecret(priv.Seal), map[chart.Zone]bool{}
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		keys, err := tryGrants(tx, private, row.ID)
		if err != nil {
			return err
		}
		rows, err := ownerRows(tx, `1`)
		if err != nil {
			return err
		}
		for _, r := range rows {
			for _, key := range append(keys, private) {
				if _, err := o.unwrapOwner(key, r.owner, r.zone, r.wrapping); err == nil {
					opens[r.zone] = true
				}
			}
		}
		return nil
	})
	return opens, err
}

func tryGrants(tx *sqlitedb.Tx, private *Secret, me chart.PersonID) (keys []*Secret, err error) {
	try := func(sealed []byte, places ...place) {
		for _, p := range places {
			if key, err := unwrap(private, p, sealed); err == nil {
				keys = append(keys, key)
			}
		}
	}
	if err := tx.Each(`SELECT zone, version, person, sealed FROM zone_grant`, nil, func(r *sqlitedb.Rows) error {
		var ref zoneRef
		var whose chart.PersonID
		var sealed []byte
		err := r.Scan(&ref.zone, &ref.version, &whose, &sealed)
		try(sealed, grantPlace(ref, whose), grantPlace(ref, me))
		return err
	}); err != nil {
		return nil, err
	}
	return keys, tx.Each(`SELECT zone, version, escrow, sealed FROM zone_escrow`, nil, func(r *sqlitedb.Rows) error {
		var ref zoneRef
		var id string
		var sealed []byte
		err := r.Scan(&ref.zone, &ref.version, &id, &sealed)
		try(sealed, escrowPlace(ref, id), grantPlace(ref, me))
		return err
	})
}
