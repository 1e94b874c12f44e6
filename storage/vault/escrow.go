package vault

import (
	"crypto/hmac"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// An escrow is a public key that every zone's key is sealed to besides the people: what remains where nobody can sign in
// any more. Its private key is no part of the workspace. Zones that get a new key are sealed to every escrow again by
// whoever carries the rotation out, so a paper of last year opens the zones of today.

func escrowMAC(machine *Secret, id string, public []byte) ([]byte, error) {
	return mac(machine, "escrow", append(place{table: "key_escrow", row: id, version: 1}.bytes(), public...))
}

func escrowPlace(ref zoneRef, id string) place {
	return place{zone: ref.zone, table: "zone_escrow", column: "sealed", row: id, version: ref.version}
}

// escrows gives the public keys by id; one that was exchanged in the database is refused.
func escrows(tx *sqlitedb.Tx, machine *Secret) (map[string][]byte, error) {
	out := map[string][]byte{}
	err := tx.Each(`SELECT id, public, mac FROM key_escrow`, nil, func(r *sqlitedb.Rows) error {
		var id string
		var public, have []byte
		if err := r.Scan(&id, &public, &have); err != nil {
			return err
		}
		want, err := escrowMAC(machine, id, public)
		if err != nil {
			return err
		}
		if !hmac.Equal(have, want) {
			return chart.E(chart.Tampered, "read recovery key", errSeal)
		}
		out[id] = public
		return nil
	})
	return out, err
}

// grantEscrows seals the zone keys that we hold to the escrows that lack them.
func grantEscrows(tx *sqlitedb.Tx, o *opened, standing []zoneRef, held zoneKeys) error {
	all, err := escrows(tx, o.machine)
	if err != nil {
		return err
	}
	for id, public := range all {
		for _, ref := range standing {
			var have int
			if err := tx.Row(`SELECT count(*) FROM zone_escrow WHERE zone = ? AND version = ? AND escrow = ?`,
				[]any{string(ref.zone), ref.version, id}, &have); err != nil {
				return err
			}
			if have > 0 || held[ref] == nil {
				continue
			}
			key, err := o.bare(ref, held[ref])
			if chart.KindOf(err) == chart.MissingTool {
				continue // whoever connects the module seals it
			} else if err != nil {
				return err
			}
			sealed, err := wrap(public, escrowPlace(ref, id), key)
			if err != nil {
				return err
			}
			if err := tx.Exec(`INSERT INTO zone_escrow (zone, version, escrow, sealed) VALUES (?, ?, ?, ?)`,
				string(ref.zone), ref.version, id, sealed); err != nil {
				return err
			}
		}
	}
	return nil
}

// openEscrow opens the zone keys that are sealed to an escrow, whose private key open uses.
func openEscrow(tx *sqlitedb.Tx, id string, open func(p place, wrapped []byte) (*Secret, error)) (zoneKeys, error) {
	out := zoneKeys{}
	err := tx.Each(`SELECT e.zone, e.version, e.sealed FROM zone_escrow e JOIN zone z ON z.zone = e.zone AND z.version = e.version
		WHERE e.escrow = ?`, []any{id}, func(r *sqlitedb.Rows) error {
		var ref zoneRef
		var sealed []byte
		if err := r.Scan(&ref.zone, &ref.version, &sealed); err != nil {
			return err
		}
		key, err := open(escrowPlace(ref, id), sealed)
		if err != nil {
			return fmt.Errorf("recovery key for zone %s: %w", ref.zone, err)
		}
		out[ref] = key
		return nil
	})
	return out, err
}
