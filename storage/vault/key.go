package vault

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Cell is the place of a sealed value within what its key covers.
type Cell struct{ Table, Column, Row string }

// Key is the key of one owner (an import, a document, or "" for the workspace) in one zone. Everything of that owner in
// that zone is sealed under it, so that destroying its one row in owner_key shreds all of it. It dies with its session.
//
// Its own version stands in everything that it has sealed and stays as long as the key does. The version of the zone that
// it is wrapped to, and the epoch, change with every rotation; what was sealed opens all the same.
type Key struct {
	s       *Session
	owner   string
	zone    chart.Zone
	id      string // random, the same through every wrapping
	version int    // of the key itself
	secret  *Secret
	wrapped wrapping // of a key that is not stored yet
}

// wrapping is an owner key as it stands in the workspace: sealed to a version of its zone, and that under an epoch.
type wrapping struct {
	zone  int    // version of the zone
	epoch string // empty: made before there were epochs
	bytes []byte
}

// firstVersion is the version of a new owner key.
const firstVersion = 1

// keyRef names an unwrapped key.
type keyRef struct {
	owner string
	zone  chart.Zone
	id    string
}

// cached is an unwrapped key with the hash of the wrapping that it came from, or was put into.
type cached struct {
	key *Secret
	sum [sha256.Size]byte
}

func (k *Key) ref() keyRef { return keyRef{k.owner, k.zone, k.id} }

// Key opens the owner's key in a zone. chart.NotFound: there is none; chart.NotAllowed: the session does not hold the zone;
// chart.KeyringWrong: the keyring lacks the secret of the month that the key was made in.
func (s *Session) Key(tx *sqlitedb.Tx, owner string, z chart.Zone) (*Key, error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	k := &Key{s: s, owner: owner, zone: z}
	var w wrapping
	if err := tx.Row(`SELECT key_id, key_version, version, epoch, wrapped FROM owner_key WHERE owner = ? AND zone = ?`,
		[]any{owner, string(z)}, &k.id, &k.version, &w.zone, &w.epoch, &w.bytes); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(w.bytes)
	s.mu.Lock()
	have := s.cache[k.ref()]
	s.mu.Unlock()
	if have.key != nil && have.sum == sum {
		k.secret = have.key
		return k, nil
	}
	zone, err := s.zoneKey(tx, zoneRef{z, w.zone})
	if chart.KindOf(err) == chart.NotAllowed && have.key != nil {
		// A key that this session made in a zone that it cannot open, and that somebody else has wrapped anew meanwhile.
		k.secret = have.key
		return k, nil
	}
	if err != nil {
		return nil, err
	}
	if k.secret, err = s.o.unwrapOwner(zone, owner, z, w); err != nil {
		return nil, err
	}
	return k, s.remember(k.ref(), cached{k.secret, sum})
}

// zoneKey gives the private key of a version of a zone. One that came into force after this person signed in is taken from
// the person's grants: a session lives through a rotation.
func (s *Session) zoneKey(tx *sqlitedb.Tx, ref zoneRef) (*Secret, error) {
	op := "open key in zone " + string(ref.zone)
	s.mu.Lock()
	have := s.zones[ref]
	s.mu.Unlock()
	if have != nil {
		return have, nil
	}
	if !slices.Contains(ZonesOf(s.person.Roles), ref.zone) {
		return nil, chart.E(chart.NotAllowed, op, errors.New("the person's roles do not open this zone"))
	}
	var standing int
	if err := tx.Row(`SELECT count(*) FROM zone WHERE zone = ? AND version = ?`, []any{string(ref.zone), ref.version}, &standing); err != nil {
		return nil, err
	}
	if standing == 0 {
		return nil, chart.E(chart.Tampered, op, fmt.Errorf("unknown key version %d", ref.version))
	}
	var sealed []byte
	err := tx.Row(`SELECT sealed FROM zone_grant WHERE zone = ? AND version = ? AND person = ?`,
		[]any{string(ref.zone), ref.version, string(s.person.ID)}, &sealed)
	if chart.KindOf(err) == chart.NotFound {
		return nil, chart.E(chart.NotAllowed, op, errors.New("the zone's key was not granted yet, or was taken back"))
	} else if err != nil {
		return nil, err
	}
	key, err := unwrap(s.own, grantPlace(ref, s.person.ID), sealed)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		key.Wipe()
		return nil, chart.E(chart.Locked, op, errWiped)
	}
	s.zones[ref] = key
	return key, nil
}

// NewKey makes a key for an owner in a zone, whether or not the session could open it later. It is lost unless Store is
// called in a transaction that commits.
func (s *Session) NewKey(owner string, z chart.Zone) (*Key, error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	k := &Key{s: s, owner: owner, zone: z, id: sqlitedb.NewID(), version: firstVersion, secret: randomSecret()}
	var err error
	if k.wrapped, err = s.o.wrapOwner(owner, z, k.secret); err != nil {
		return nil, err
	}
	return k, s.remember(k.ref(), cached{k.secret, sha256.Sum256(k.wrapped.bytes)})
}

// Store writes the key's wrapping. A key that stands already is chart.Conflict. Where the zone or the epoch was renewed
// since the key was made, it is wrapped anew: nothing may be stored under what is about to be destroyed.
func (k *Key) Store(tx *sqlitedb.Tx) error {
	w := k.wrapped
	var zone, epoch int
	if err := tx.Row(`SELECT (SELECT max(version) FROM zone WHERE zone = ?), (SELECT count(*) FROM key_epoch WHERE id = ? AND state <> 'dying')`,
		[]any{string(k.zone), w.epoch}, &zone, &epoch); err != nil {
		return err
	}
	if zone != w.zone || epoch == 0 {
		var err error
		if w, err = k.s.o.wrapOwner(k.owner, k.zone, k.secret); err != nil {
			return err
		}
	}
	return tx.Exec(`INSERT INTO owner_key (owner, zone, key_id, key_version, version, epoch, wrapped) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		k.owner, string(k.zone), k.id, k.version, w.zone, w.epoch, w.bytes)
}

// Shred takes every key of an owner away: what was sealed under them opens no more in this workspace. Copies of the
// database made before still hold them until ShredKeys destroys the epochs that they were made in.
func Shred(tx *sqlitedb.Tx, owner string) error {
	return tx.Exec(`DELETE FROM owner_key WHERE owner = ?`, owner)
}

// OpenOrNewKey opens the owner's key and makes and stores one where there is none.
func (s *Session) OpenOrNewKey(tx *sqlitedb.Tx, owner string, z chart.Zone) (*Key, error) {
	k, err := s.Key(tx, owner, z)
	if chart.KindOf(err) != chart.NotFound {
		return k, err
	}
	if k, err = s.NewKey(owner, z); err != nil {
		return nil, err
	}
	return k, k.Store(tx)
}

// remember keeps an unwrapped key until the session is closed.
func (s *Session) remember(ref keyRef, k cached) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		k.key.Wipe()
		return chart.E(chart.Locked, "use session", errWiped)
	}
	if len(s.cache) >= maxCached {
		// Keys in use elsewhere must go on working, so they are let go of, not wiped. Keys made in zones that the session
		// cannot open are lost with it, which is why nobody holds that many open imports.
		clear(s.cache)
	}
	s.cache[ref] = k
	return nil
}

func (k *Key) at(c Cell) place {
	return place{zone: k.zone, table: c.Table, column: c.Column, owner: k.owner, row: c.Row, version: k.version}
}

// Zone is the zone that the key belongs to.
func (k *Key) Zone() chart.Zone { return k.zone }

// Owner is whom the key belongs to.
func (k *Key) Owner() string { return k.owner }

// Seal seals a value for its place.
func (k *Key) Seal(c Cell, plain []byte) ([]byte, error) { return seal(k.secret, k.at(c), plain) }

// Open opens a value; chart.Tampered where it was changed or stood in another place.
func (k *Key) Open(c Cell, sealed []byte) ([]byte, error) {
	plain, err := unseal(k.secret, k.at(c), sealed)
	if err != nil {
		return nil, fmt.Errorf("%s.%s: %w", c.Table, c.Column, err)
	}
	return plain, nil
}

// MAC gives a function that hashes under the key for one purpose; it is for many short values.
func (k *Key) MAC(purpose string) (sum func(parts ...string) []byte, err error) {
	d, err := derive(k.secret, "mac|"+purpose)
	if err != nil {
		return nil, err
	}
	defer d.Wipe()
	err = d.use(func(b []byte) error {
		h := hmac.New(sha256.New, b)
		sum = func(parts ...string) []byte {
			h.Reset()
			for _, p := range parts {
				h.Write([]byte(p))
				h.Write([]byte{0})
			}
			return h.Sum(nil)
		}
		return nil
	})
	return sum, err
}
