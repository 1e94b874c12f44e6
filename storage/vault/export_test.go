package vault

import (
	"context"
	"encoding/json"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// ToFormOfBefore puts people into the form that they had before there was a register.
func (v *Vault) ToFormOfBefore(ctx context.Context) error {
	o, err := v.load(ctx)
	if err != nil {
		return err
	}
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		all, err := peopleIn(tx, o)
		if err != nil {
			return err
		}
		for _, p := range all {
			data, err := json.Marshal(struct {
				Person     chart.Person
				Seal, Sign []byte
			}{p.Person, p.sealPublic, p.signPublic})
			if err != nil {
				return err
			}
			m, err := mac(o.machine, "person", data)
			if err != nil {
				return err
			}
			if err := tx.Exec(`UPDATE person SET mac = ?, standing = '', tries = '', tries_mac = x'', totp_step = ? WHERE id = ?`, m,
				p.tries.Step, string(p.ID)); err != nil {
				return err
			}
		}
		if err := tx.Exec(`DELETE FROM people_register`); err != nil {
			return err
		}
		return tx.Exec(`DELETE FROM sign_in_guard`)
	})
}

// ForgetSteps forgets which authenticator codes were used.
func (v *Vault) ForgetSteps(ctx context.Context) error {
	o, err := v.load(ctx)
	if err != nil {
		return err
	}
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		all, err := peopleIn(tx, o)
		if err != nil {
			return err
		}
		for _, p := range all {
			p.tries.Step = 0
			if _, err := p.saveTries(tx, o); err != nil {
				return err
			}
		}
		return nil
	})
}
