package vault

import (
	"context"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// ZoneState is what stands of one zone's key.
type ZoneState struct {
	Zone     chart.Zone
	Version  int
	Since    time.Time // of this version
	Why      Reason    // of this version; empty for the first one
	Holders  []chart.PersonID
	Waiting  []chart.PersonID // whose roles call for the key, and who get it when a holder signs in
	Keys     int              // owner keys in the zone
	Behind   int              // of them under an older version: a rotation is under way
	Ordered  Reason           // of the rotation that waits for a holder; empty: none does
	Escrowed bool             // a recovery key opens it
}

// EpochState is one month's secret.
type EpochState struct {
	ID, Month string
	Keys      int  // owner keys under it
	Current   bool // new keys are made in it
	Dying     bool // its secret is to be destroyed
	Missing   bool // the keyring does not have it
}

// KeyState is what stands of all keys. It holds no secret.
type KeyState struct {
	Zones    []ZoneState
	Epochs   []EpochState
	Keystore string    // "os" or "file"
	Machine  time.Time // when the machine secret was made
	Device   time.Time // when the trail's key was made
	AuditKey string    // verifier key of the trail, note form
}

// Keys looks at all keys.
func (v *Vault) Keys(ctx context.Context) (out KeyState, err error) {
	o, err := v.load(ctx)
	if err != nil {
		return out, err
	}
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var made, machine, device int64
		if err := tx.Row(`SELECT keystore, created, machine_made, device_made FROM workspace WHERE id = 1`, nil, &out.Keystore, &made, &machine, &device); err != nil {
			return err
		}
		out.Machine, out.Device = time.UnixMilli(max(made, machine)), time.UnixMilli(max(made, device))
		people, err := peopleIn(tx, o)
		if err != nil {
			return err
		}
		newest := map[chart.Zone]ZoneState{}
		if err := eachZone(tx, o.machine, func(ref zoneRef, _ []byte) {
			newest[ref.zone] = ZoneState{Zone: ref.zone, Version: ref.version}
		}); err != nil {
			return err
		}
		for _, z := range allZones {
			s := newest[z]
			if err := s.fill(tx, people, time.UnixMilli(made)); err != nil {
				return err
			}
			out.Zones = append(out.Zones, s)
		}
		out.Epochs, err = o.epochStates(tx)
		return err
	})
	out.AuditKey = o.deviceKeys().AuditKey
	return out, err
}

func (s *ZoneState) fill(tx *sqlitedb.Tx, people []*personRow, first time.Time) error {
	z := string(s.Zone)
	var made int64
	if err := tx.Row(`SELECT made, reason, (SELECT count(*) FROM owner_key WHERE zone = ?1),
		(SELECT count(*) FROM owner_key WHERE zone = ?1 AND version < ?2), coalesce((SELECT reason FROM key_order WHERE zone = ?1), ''),
		(SELECT count(*) > 0 FROM zone_escrow WHERE zone = ?1 AND version = ?2) FROM zone WHERE zone = ?1 AND version = ?2`,
		[]any{z, s.Version}, &made, &s.Why, &s.Keys, &s.Behind, &s.Ordered, &s.Escrowed); err != nil {
		return err
	}
	s.Since = first
	if made > 0 {
		s.Since = time.UnixMilli(made)
	}
	var granted []chart.PersonID
	if err := tx.Each(`SELECT person FROM zone_grant WHERE zone = ? AND version = ?`, []any{z, s.Version}, func(r *sqlitedb.Rows) error {
		var id chart.PersonID
		err := r.Scan(&id)
		granted = append(granted, id)
		return err
	}); err != nil {
		return err
	}
	for _, p := range people {
		switch {
		case !slices.Contains(p.mayHold(), s.Zone):
		case slices.Contains(granted, p.ID):
			s.Holders = append(s.Holders, p.ID)
		default:
			s.Waiting = append(s.Waiting, p.ID)
		}
	}
	return nil
}

func (o *opened) epochStates(tx *sqlitedb.Tx) (out []EpochState, err error) {
	err = tx.Each(`SELECT e.id, e.month, e.state, (SELECT count(*) FROM owner_key k WHERE k.epoch = e.id) FROM key_epoch e ORDER BY e.made, e.id`,
		nil, func(r *sqlitedb.Rows) error {
			var e EpochState
			var state string
			if err := r.Scan(&e.ID, &e.Month, &state, &e.Keys); err != nil {
				return err
			}
			_, missing := o.epochSecret(e.ID)
			e.Current, e.Dying, e.Missing = state == epochCurrent, state == epochDying, missing != nil
			out = append(out, e)
			return nil
		})
	return out, err
}
