package vault

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// ownerRow is a row of owner_key.
type ownerRow struct {
	owner string
	zone  chart.Zone
	wrapping
}

// ownerRows gives the rows that a condition, which is ours and no one's input, lets through.
func ownerRows(tx *sqlitedb.Tx, condition string, args ...any) (out []ownerRow, err error) {
	err = tx.Each(`SELECT owner, zone, version, epoch, wrapped FROM owner_key WHERE `+condition, args, func(r *sqlitedb.Rows) error {
		var w ownerRow
		if err := r.Scan(&w.owner, &w.zone, &w.wrapping.zone, &w.epoch, &w.bytes); err != nil {
			return err
		}
		out = append(out, w)
		return nil
	})
	return out, err
}

func ownerPlace(owner string, ref zoneRef) place {
	return place{zone: ref.zone, table: "owner_key", column: "wrapped", owner: owner, version: ref.version}
}

func epochPlace(owner string, ref zoneRef, epoch string) place {
	return place{zone: ref.zone, table: "owner_key", column: "epoch", owner: owner, row: epoch, version: ref.version}
}

// zoneNow is the version of a zone in force.
func (o *opened) zoneNow(z chart.Zone) zonePublic {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return o.zones[z]
}

// wrapOwner wraps an owner key to the zone's version in force and seals that under the current epoch.
func (o *opened) wrapOwner(owner string, z chart.Zone, key *Secret) (wrapping, error) {
	epoch, _ := o.current()
	return o.wrapOwnerIn(owner, z, epoch, key)
}

func (o *opened) wrapOwnerIn(owner string, z chart.Zone, epoch string, key *Secret) (w wrapping, err error) {
	public := o.zoneNow(z)
	ref := zoneRef{z, public.version}
	inner, err := wrap(public.key, ownerPlace(owner, ref), key)
	if err != nil {
		return w, err
	}
	secret, err := o.epochSecret(epoch)
	if err != nil {
		return w, err
	}
	w = wrapping{zone: ref.version, epoch: epoch}
	w.bytes, err = seal(secret, epochPlace(owner, ref, epoch), inner)
	return w, err
}

// peel takes the epoch's seal off; what remains is wrapped to the zone.
func (o *opened) peel(owner string, z chart.Zone, w wrapping) ([]byte, error) {
	if w.epoch == "" {
		return w.bytes, nil
	}
	secret, err := o.epochSecret(w.epoch)
	if err != nil {
		return nil, err
	}
	return unseal(secret, epochPlace(owner, zoneRef{z, w.zone}, w.epoch), w.bytes)
}

// unwrapOwner opens an owner key with the private key of the zone's version that it is wrapped to.
func (o *opened) unwrapOwner(zone *Secret, owner string, z chart.Zone, w wrapping) (*Secret, error) {
	inner, err := o.peel(owner, z, w)
	if err != nil {
		return nil, err
	}
	private, err := o.bare(zoneRef{z, w.zone}, zone)
	if err != nil {
		return nil, err
	}
	if private != zone {
		defer private.Wipe()
	}
	return unwrap(private, ownerPlace(owner, zoneRef{z, w.zone}), inner)
}

// moveTo puts a wrapping under another epoch. That takes no zone's key.
func (o *opened) moveTo(tx *sqlitedb.Tx, r ownerRow, epoch string) error {
	inner, err := o.peel(r.owner, r.zone, r.wrapping)
	if err != nil {
		return err
	}
	secret, err := o.epochSecret(epoch)
	if err != nil {
		return err
	}
	sealed, err := seal(secret, epochPlace(r.owner, zoneRef{r.zone, r.wrapping.zone}, epoch), inner)
	if err != nil {
		return err
	}
	return tx.Exec(`UPDATE owner_key SET epoch = ?, wrapped = ? WHERE owner = ? AND zone = ?`, epoch, sealed, r.owner, string(r.zone))
}
