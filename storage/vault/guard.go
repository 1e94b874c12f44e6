package vault

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/hmac"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// A guard keeps a zone's key in a security module: what people are granted of it is sealed to the module's key first, so that
// nobody opens the zone where the module is not connected, whatever else they hold. The recovery set has the key bare, for the
// day on which the module breaks; a recovery takes the guards off.

func guardPlace(ref zoneRef) place {
	return place{zone: ref.zone, table: "zone_guard", column: "key", version: ref.version}
}

func (o *opened) guardMAC(z chart.Zone, public []byte) ([]byte, error) {
	return mac(o.root, "zone guard", append(place{zone: z, table: "zone_guard", version: 1}.bytes(), public...))
}

// guardOf gives the public key of the module that guards a zone, nil where none does.
func (o *opened) guardOf(tx *sqlitedb.Tx, z chart.Zone) (public []byte, err error) {
	var have []byte
	err = tx.Row(`SELECT public, mac FROM zone_guard WHERE zone = ?`, []any{string(z)}, &public, &have)
	if chart.KindOf(err) == chart.NotFound {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	want, err := o.guardMAC(z, public)
	if err == nil && !hmac.Equal(want, have) {
		err = chart.E(chart.Tampered, "read zone guard", errSeal)
	}
	return public, err
}

// guarded reports whether a zone's key is sealed to a module.
func guarded(key *Secret) (is bool) {
	_ = key.use(func(b []byte) error { is = len(b) > keyBytes && b[0] == tagToken; return nil })
	return is
}

// behind seals a zone's key to the module that guards the zone; a zone without one keeps it as it is.
func (o *opened) behind(tx *sqlitedb.Tx, ref zoneRef, key *Secret) (*Secret, error) {
	public, err := o.guardOf(tx, ref.zone)
	if err != nil || public == nil || guarded(key) {
		return key, err
	}
	b, err := wrapToken(public, guardPlace(ref), key)
	if err != nil {
		return nil, err
	}
	return newSecret(b), nil
}

// bare gives a zone's key as it opens; chart.MissingTool where its module is not connected.
func (o *opened) bare(ref zoneRef, key *Secret) (out *Secret, err error) {
	if !guarded(key) {
		return key, nil
	}
	o.mu.RLock()
	module := o.module
	o.mu.RUnlock()
	if module == nil {
		return nil, chart.E(chart.MissingTool, "open zone "+string(ref.zone), &chart.CardFault{Why: chart.CardNoModule, Says: "the security module that guards it is not connected"})
	}
	err = key.use(func(b []byte) error {
		out, err = unwrapToken(module, guardPlace(ref), b)
		return err
	})
	return out, err
}

// UseModule connects the security module that guards zones, or none. It is not kept: whoever opens the workspace connects it.
// Another module than the one that guards a zone is chart.NotAllowed, and the one before stays.
func (v *Vault) UseModule(ctx context.Context, module ecdh.KeyExchanger) error {
	o, err := v.load(ctx)
	if err != nil {
		return err
	}
	if module != nil {
		if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error { return o.fitsGuards(tx, module) }); err != nil {
			return err
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.module = module
	return nil
}

// fitsGuards holds a module to the guards that stand.
func (o *opened) fitsGuards(tx *sqlitedb.Tx, module ecdh.KeyExchanger) error {
	for _, z := range allZones {
		public, err := o.guardOf(tx, z)
		if err != nil {
			return err
		}
		if public != nil && !bytes.Equal(public, module.PublicKey().Bytes()) {
			return chart.E(chart.NotAllowed, "connect security module", &chart.CardFault{Why: chart.CardAnother, Says: "it is not the module that guards zone " + string(z)})
		}
	}
	return nil
}

// Guarded gives the zones that open only while a security module is connected, and whether one is.
func (v *Vault) Guarded(ctx context.Context) (zones []chart.Zone, connected bool, err error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, false, err
	}
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		for _, z := range allZones {
			if public, err := o.guardOf(tx, z); err != nil {
				return err
			} else if public != nil {
				zones = append(zones, z)
			}
		}
		return nil
	})
	o.mu.RLock()
	defer o.mu.RUnlock()
	return zones, o.module != nil, err
}

// GuardZone puts a zone behind the connected module, or takes the guard off, and gives the zone a new key at once: what was
// granted before opens nothing new. Only a privacy officer may, who holds the zone; the password is asked again.
func (s *Session) GuardZone(ctx context.Context, password string, z chart.Zone, on bool) error {
	const op = "guard zone"
	if err := s.mayMakeSet(ctx, op, password); err != nil {
		return err
	}
	s.o.mu.RLock()
	module := s.o.module
	s.o.mu.RUnlock()
	if module == nil {
		return chart.E(chart.MissingTool, op, &chart.CardFault{Why: chart.CardNoModule, Says: "no security module is connected"})
	}
	if err := s.v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`DELETE FROM zone_guard WHERE zone = ?`, string(z)); err != nil {
			return err
		}
		detail := "zone=" + string(z) + " guard=off"
		if on {
			public := module.PublicKey().Bytes()
			m, err := s.o.guardMAC(z, public)
			if err != nil {
				return err
			}
			if err := tx.Exec(`INSERT INTO zone_guard (zone, public, mac) VALUES (?, ?, ?)`, string(z), public, m); err != nil {
				return err
			}
			detail = "zone=" + string(z) + " guard=on"
		}
		if _, err := s.v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyOrder, Person: s.person.ID, Detail: detail}); err != nil {
			return err
		}
		// In the same transaction: a crash leaves no guard over a key that was granted without one.
		return s.v.order(tx, s.person.ID, []chart.Zone{z}, Scheduled)
	}); err != nil {
		return err
	}
	_, err := s.v.Settle(ctx, s)
	return err
}

// dropGuards takes every guard off, and orders new keys for the zones that had one.
func (v *Vault) dropGuards(tx *sqlitedb.Tx, by chart.PersonID) error {
	var zones []chart.Zone
	if err := tx.Each(`SELECT zone FROM zone_guard`, nil, func(r *sqlitedb.Rows) error {
		var z chart.Zone
		err := r.Scan(&z)
		zones = append(zones, z)
		return err
	}); err != nil || len(zones) == 0 {
		return err
	}
	if err := tx.Exec(`DELETE FROM zone_guard`); err != nil {
		return err
	}
	return v.order(tx, by, zones, AfterRecover)
}
