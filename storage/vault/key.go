package vault

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Cell is the place of a sealed value within what its key covers.
type Cell struct{ Table, Column, Row string }

// Key is the key of one owner (an import, a document, or "" for the workspace) in one zone. Everything of that owner in
// that zone is sealed under it, so that destroying its one row in owner_key shreds all of it. It dies with its session.
type Key struct {
	owner   string
	zone    chart.Zone
	version int
	secret  *Secret
	wrapped []byte // nil once it is stored
}

// Key opens the owner's key in a zone. chart.NotFound: there is none; chart.NotAllowed: the session does not hold the zone.
func (s *Session) Key(tx *sqlitedb.Tx, owner string, z chart.Zone) (*Key, error) {
	op := "open key in zone " + string(z)
	if err := s.alive(); err != nil {
		return nil, err
	}
	k := &Key{owner: owner, zone: z}
	var wrapped []byte
	if err := tx.Row(`SELECT version, wrapped FROM owner_key WHERE owner = ? AND zone = ?`, []any{owner, string(z)},
		&k.version, &wrapped); err != nil {
		return nil, err
	}
	id := sha256.Sum256(append(k.place().bytes(), wrapped...))
	s.mu.Lock()
	cached, zone := s.cache[id], s.zones[z]
	s.mu.Unlock()
	if cached != nil { // also a key that this session made in a zone that it cannot open
		k.secret = cached
		return k, nil
	}
	if zone == nil {
		return nil, chart.E(chart.NotAllowed, op, errors.New("the person's roles do not open this zone"))
	}
	if k.version != zoneVersion {
		return nil, chart.E(chart.Tampered, op, fmt.Errorf("unknown key version %d", k.version))
	}
	secret, err := unwrap(zone, k.place(), wrapped)
	if err != nil {
		return nil, err
	}
	k.secret = secret
	return k, s.remember(id, secret)
}

// NewKey makes a key for an owner in a zone, whether or not the session could open it later. It is lost unless Store is
// called in a transaction that commits.
func (s *Session) NewKey(owner string, z chart.Zone) (*Key, error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	k := &Key{owner: owner, zone: z, version: zoneVersion, secret: randomSecret()}
	var err error
	if k.wrapped, err = wrap(s.o.zones[z], k.place(), k.secret); err != nil {
		return nil, err
	}
	return k, s.remember(sha256.Sum256(append(k.place().bytes(), k.wrapped...)), k.secret)
}

// Store writes the key's wrapping. A key that stands already is chart.Conflict.
func (k *Key) Store(tx *sqlitedb.Tx) error {
	return tx.Exec(`INSERT INTO owner_key (owner, zone, version, wrapped) VALUES (?, ?, ?, ?)`,
		k.owner, string(k.zone), k.version, k.wrapped)
}

// Shred takes every key of an owner away: what was sealed under them opens no more, for nobody.
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
func (s *Session) remember(id [sha256.Size]byte, k *Secret) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		k.Wipe()
		return chart.E(chart.Locked, "use session", errWiped)
	}
	if len(s.cache) >= maxCached {
		// Keys in use elsewhere must go on working, so they are let go of, not wiped. Keys made in zones that the session
		// cannot open are lost with it, which is why nobody holds that many open imports.
		clear(s.cache)
	}
	s.cache[id] = k
	return nil
}

func (k *Key) place() place {
	return place{zone: k.zone, table: "owner_key", column: "wrapped", owner: k.owner, version: k.version}
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
