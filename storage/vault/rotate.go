package vault

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/sync/errgroup"
)

// Reason says why a key is renewed; the trail has no free text.
type Reason string

// The reasons.
const (
	Scheduled    Reason = "scheduled"
	PersonLeft   Reason = "person_left"
	RolesLost    Reason = "roles_lost"
	Suspected    Reason = "suspected_leak"
	DeviceLost   Reason = "device_lost"
	AfterRecover Reason = "recovery"
)

// Reasons lists those that a person may give.
func Reasons() []Reason {
	return []Reason{Scheduled, PersonLeft, RolesLost, Suspected, DeviceLost, AfterRecover}
}

// Rotation is what became of the order to give a zone a new key.
type Rotation struct {
	Zone    chart.Zone
	Version int  // in force
	Keys    int  // owner keys that were wrapped anew
	Pending bool // nobody here holds the zone: it is done as soon as somebody signs in who does
}

// rewrapBatch is how many owner keys are wrapped anew in one transaction, so that others can write in between.
const rewrapBatch = 256

func mayRotate(by *Session, op string) error {
	if err := by.alive(); err != nil {
		return err
	}
	if !by.person.Has(chart.Administrator) && !by.person.Has(chart.PrivacyOfficer) {
		return chart.E(chart.NotAllowed, op, errors.New("only an administrator or a privacy officer renews keys"))
	}
	return nil
}

// RotateZone gives a zone a new key: everything new is put under it from then on, every owner key of the zone is wrapped to
// it, and the old one is destroyed. Content is not sealed anew and stays open to whoever holds the zone; sessions go on. An
// administrator, who holds no zone, orders it; it is carried out when a holder signs in. A crash anywhere is made good by
// the next Settle.
func (v *Vault) RotateZone(ctx context.Context, by *Session, z chart.Zone, why Reason) (Rotation, error) {
	const op = "rotate zone"
	if err := mayRotate(by, op); err != nil {
		return Rotation{}, err
	}
	if !slices.Contains(allZones, z) || !slices.Contains(Reasons(), why) {
		return Rotation{}, chart.E(chart.BadInput, op, errors.New("unknown zone or reason"))
	}
	if err := v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return v.order(tx, by.person.ID, []chart.Zone{z}, why)
	}); err != nil {
		return Rotation{}, err
	}
	done, err := v.Settle(ctx, by)
	for _, r := range done {
		if r.Zone == z {
			return r, err
		}
	}
	return Rotation{Zone: z, Version: by.o.zoneNow(z).version, Pending: true}, err
}

// order notes that zones are to get new keys.
func (v *Vault) order(tx *sqlitedb.Tx, by chart.PersonID, zones []chart.Zone, why Reason) error {
	for _, z := range zones {
		if err := tx.Exec(`INSERT INTO key_order (zone, reason, person, ordered) VALUES (?, ?, ?, ?)
			ON CONFLICT (zone) DO UPDATE SET reason = excluded.reason, person = excluded.person`,
			string(z), string(why), string(by), v.o.Now().UnixMilli()); err != nil {
			return err
		}
		if _, err := v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyOrder, Person: by,
			Detail: fmt.Sprintf("zone=%s reason=%s", z, why)}); err != nil {
			return err
		}
	}
	return nil
}

// Settle carries out what is due and this session holds the keys for: ordered rotations, rotations that a crash broke off,
// epochs that are to be destroyed. A zone whose security module is not connected stays due. It is called after each sign-in; with
// nothing due it costs one look.
func (v *Vault) Settle(ctx context.Context, s *Session) (done []Rotation, err error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	v.rotating.Lock()
	defer v.rotating.Unlock()
	if err := v.endEpochs(ctx, s.o); err != nil {
		return nil, err
	}
	ordered, standing, err := v.due(ctx)
	if err != nil {
		return nil, err
	}
	for _, z := range allZones {
		if !s.Holds(z) || ordered[z] == "" && standing[z] < 2 {
			continue
		}
		if why := ordered[z]; why != "" {
			if err := v.beginVersion(ctx, s, z, why); err != nil {
				return done, fmt.Errorf("rotate zone %s: %w", z, err)
			}
		}
		n, err := v.rewrap(ctx, s, z)
		if chart.KindOf(err) == chart.MissingTool { // its module is away: due again with it; the other zones do not wait
			continue
		}
		if err != nil {
			return done, fmt.Errorf("rotate zone %s: %w", z, err)
		}
		done = append(done, Rotation{Zone: z, Version: s.o.zoneNow(z).version, Keys: n})
	}
	return done, nil
}

// endEpochs destroys the epochs that an earlier destruction has left dying.
func (v *Vault) endEpochs(ctx context.Context, o *opened) error {
	v.matching.Lock()
	defer v.matching.Unlock()
	return v.destroyEpochs(ctx, o)
}

// due gives the ordered zones with their reasons, and how many versions of each zone stand.
func (v *Vault) due(ctx context.Context) (ordered map[chart.Zone]Reason, standing map[chart.Zone]int, err error) {
	ordered, standing = map[chart.Zone]Reason{}, map[chart.Zone]int{}
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Each(`SELECT zone, reason FROM key_order`, nil, func(r *sqlitedb.Rows) error {
			var z chart.Zone
			var why Reason
			err := r.Scan(&z, &why)
			ordered[z] = why
			return err
		}); err != nil {
			return err
		}
		return tx.Each(`SELECT zone, count(*) FROM zone GROUP BY zone`, nil, func(r *sqlitedb.Rows) error {
			var z chart.Zone
			var n int
			err := r.Scan(&z, &n)
			standing[z] = n
			return err
		})
	})
	return ordered, standing, err
}

// beginVersion makes the next version of a zone and seals it to everybody who may hold it.
func (v *Vault) beginVersion(ctx context.Context, s *Session, z chart.Zone, why Reason) error {
	private, public, err := newPair()
	if err != nil {
		return err
	}
	ref := zoneRef{z, s.o.zoneNow(z).version + 1}
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if n, err := tx.Change(`DELETE FROM key_order WHERE zone = ?`, string(z)); err != nil || n == 0 {
			return err
		}
		if err := putZone(tx, s.o.machine, ref, public, v.o.Now().UnixMilli(), string(why)); err != nil {
			return err
		}
		given, err := v.grant(tx, s.o, zoneKeys{ref: private})
		if err != nil {
			return err
		}
		tx.OnCommit(func() {
			s.o.mu.Lock()
			s.o.zones[z] = zonePublic{ref.version, public}
			s.o.mu.Unlock()
		})
		_, err = v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyRotate, Person: s.person.ID,
			Detail: fmt.Sprintf("zone=%s version=%d reason=%s granted=%d", z, ref.version, why, len(given))})
		return err
	})
}

// rewrap wraps every owner key of the zone that is under an older version to the one in force, then destroys the older.
// A key that does not open any more keeps its version standing and is an error: nothing that could be repaired is destroyed.
func (v *Vault) rewrap(ctx context.Context, s *Session, z chart.Zone) (n int, err error) {
	now := s.o.zoneNow(z).version
	after, broken := "", 0
	for {
		var rows []ownerRow
		if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
			rows, err = ownerRows(tx, `zone = ? AND version < ? AND owner > ? ORDER BY owner LIMIT ?`, string(z), now, after, rewrapBatch)
			if after == "" && err == nil { // the workspace's own key has the empty owner
				var own []ownerRow
				own, err = ownerRows(tx, `zone = ? AND version < ? AND owner = ''`, string(z), now)
				rows = append(own, rows...)
			}
			return err
		}); err != nil {
			return n, err
		}
		if len(rows) == 0 {
			break
		}
		after = rows[len(rows)-1].owner
		done, bad, err := v.rewrapSome(ctx, s, rows)
		if err != nil {
			return n, err
		}
		n, broken = n+done, broken+bad
		if after == "" {
			break
		}
	}
	if broken > 0 {
		return n, chart.E(chart.Tampered, "wrap keys anew", fmt.Errorf("%d keys do not open; the zone's older key stays until they are repaired or shredded", broken))
	}
	return n, v.retire(ctx, s, z, now, n)
}

// rewrapSome wraps a batch anew: the arithmetic outside of the transaction and on every core, the rows in one.
func (v *Vault) rewrapSome(ctx context.Context, s *Session, rows []ownerRow) (n, broken int, err error) {
	keys := zoneKeys{}
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		for _, r := range rows {
			ref := zoneRef{r.zone, r.wrapping.zone}
			if keys[ref] != nil {
				continue
			}
			if keys[ref], err = s.zoneKey(tx, ref); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return 0, 0, err
	}
	fresh := make([]wrapping, len(rows))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, r := range rows {
		g.Go(func() error {
			key, err := s.o.unwrapOwner(keys[zoneRef{r.zone, r.wrapping.zone}], r.owner, r.zone, r.wrapping)
			if chart.KindOf(err) == chart.Tampered {
				return nil // fresh[i] stays empty
			} else if err != nil {
				return err
			}
			defer key.Wipe()
			fresh[i], err = s.o.wrapOwnerIn(r.owner, r.zone, r.epoch, key)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return 0, 0, err
	}
	err = v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		for i, r := range rows {
			if fresh[i].bytes == nil {
				broken++
				continue
			}
			// A key that was shredded meanwhile has no row any more, and must not get one.
			changed, err := tx.Change(`UPDATE owner_key SET version = ?, epoch = ?, wrapped = ? WHERE owner = ? AND zone = ? AND wrapped = ?`,
				fresh[i].zone, fresh[i].epoch, fresh[i].bytes, r.owner, string(r.zone), r.bytes)
			if err != nil {
				return err
			}
			n += int(changed)
		}
		return nil
	})
	return n, broken, err
}

// retire destroys the versions of a zone before the one in force.
func (v *Vault) retire(ctx context.Context, s *Session, z chart.Zone, now, keys int) error {
	if err := v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var left int
		if err := tx.Row(`SELECT count(*) FROM owner_key WHERE zone = ? AND version < ?`, []any{string(z), now}, &left); err != nil {
			return err
		}
		if left > 0 {
			return chart.E(chart.Conflict, "destroy older zone key", fmt.Errorf("%d keys are still under it", left))
		}
		for _, other := range v.sessions("") { // what it holds is about to go: it takes the newest from its grants
			if _, err := other.zoneKey(tx, zoneRef{z, now}); err != nil && chart.KindOf(err) != chart.NotAllowed && chart.KindOf(err) != chart.Locked {
				return err
			}
		}
		for _, table := range []string{"zone_grant", "zone_escrow", "zone"} {
			if err := tx.Exec(`DELETE FROM `+table+` WHERE zone = ? AND version < ?`, string(z), now); err != nil {
				return err
			}
		}
		_, err := v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyRotate, Person: s.person.ID,
			Detail: fmt.Sprintf("zone=%s version=%d keys=%d destroyed_before=%d", z, now, keys, now)})
		return err
	}); err != nil {
		return err
	}
	for _, other := range v.sessions("") {
		other.dropBefore(zoneRef{z, now})
	}
	return v.fold(ctx)
}

// dropBefore lets go of older versions of a zone's key. A reader that began before still takes them from its view of the
// workspace, so they are let go of, not wiped under its hands.
func (s *Session) dropBefore(ref zoneRef) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for have := range s.zones {
		if have.zone == ref.zone && have.version < ref.version {
			delete(s.zones, have)
		}
	}
}

// sessions gives the open sessions of a person, or all.
func (v *Vault) sessions(of chart.PersonID) (out []*Session) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for s := range v.live {
		if of == "" || s.person.ID == of {
			out = append(out, s)
		}
	}
	return out
}
