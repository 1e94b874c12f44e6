package vault

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Revoked says what came of taking keys from a person who was disabled, left, or lost roles. What the person copied
// meanwhile stays copied.
type Revoked struct {
	Zones    []chart.Zone // that the person held
	Rotated  []Rotation   // that have a new key already
	Sessions int          // open sessions of the person that were closed
}

// Pending gives the zones whose rotation waits for a holder to sign in.
func (r Revoked) Pending() (out []chart.Zone) {
	for _, z := range r.Zones {
		if !slices.ContainsFunc(r.Rotated, func(d Rotation) bool { return d.Zone == z }) {
			out = append(out, z)
		}
	}
	return out
}

// afterRevoke does what follows once revokeIn is committed.
func (v *Vault) afterRevoke(ctx context.Context, by *Session, person chart.PersonID, out Revoked) (Revoked, error) {
	for _, s := range v.sessions(person) {
		if s != by {
			s.Close()
			out.Sessions++
		}
	}
	if len(out.Zones) == 0 {
		return out, nil
	}
	done, err := v.Settle(ctx, by)
	for _, r := range done {
		if slices.Contains(out.Zones, r.Zone) {
			out.Rotated = append(out.Rotated, r)
		}
	}
	return out, err
}

// revokeIn is what a change of a person does to the keys, in the change's own transaction: grants beyond what the person may hold are taken away and the zones ordered
// to be rotated. It gives these zones.
func (v *Vault) revokeIn(tx *sqlitedb.Tx, by chart.PersonID, p *personRow, why Reason) (lost []chart.Zone, err error) {
	keep := p.mayHold()
	if err := tx.Each(`SELECT DISTINCT zone FROM zone_grant WHERE person = ? ORDER BY zone`, []any{string(p.ID)}, func(r *sqlitedb.Rows) error {
		var z chart.Zone
		err := r.Scan(&z)
		if !slices.Contains(keep, z) {
			lost = append(lost, z)
		}
		return err
	}); err != nil || len(lost) == 0 {
		return nil, err
	}
	words := make([]string, len(lost))
	for i, z := range lost {
		words[i] = string(z)
		if err := tx.Exec(`DELETE FROM zone_grant WHERE person = ? AND zone = ?`, string(p.ID), string(z)); err != nil {
			return nil, err
		}
	}
	if _, err := v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyRevoke, Person: by,
		Detail: fmt.Sprintf("revoked=%s reason=%s zones=%s", p.ID, why, strings.Join(words, ","))}); err != nil {
		return nil, err
	}
	return lost, v.order(tx, by, lost, why)
}
