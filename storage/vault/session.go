package vault

import (
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Session is a signed-in person with the zone keys of that person's roles. It is safe for concurrent use; after Close
// every use of a key gives chart.Locked.
type Session struct {
	v      *Vault
	o      *opened
	person chart.Person

	welcome Welcome

	mu     sync.Mutex
	closed bool
	zones  zoneKeys
	own    *Secret // the person's HPKE key
	cache  map[keyRef]cached
	byCode bool // a recovery code opened it, and no authenticator was set up since
	after  []func()
	shown  shown
	before time.Time // when the authenticator was shown before this session
}

// maxCached bounds the owner keys kept unwrapped; beyond it the cache starts anew.
const maxCached = 4096

func (v *Vault) session(tx *sqlitedb.Tx, o *opened, row *personRow, own *Secret) (*Session, error) {
	zones, err := openGrants(tx, row, own)
	if err != nil {
		return nil, err
	}
	s := &Session{v: v, o: o, person: row.Person, zones: zones, own: own, cache: map[keyRef]cached{}}
	v.mu.Lock()
	v.live[s] = struct{}{}
	v.mu.Unlock()
	s.before = v.noteShown(s)
	return s, nil
}

// Person is who is signed in.
func (s *Session) Person() chart.Person {
	p := s.person
	p.Roles = slices.Clone(p.Roles)
	return p
}

// Holds reports whether the session can open the zone.
func (s *Session) Holds(z chart.Zone) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.closed && s.holds(z)
}

func (s *Session) holds(z chart.Zone) bool {
	for ref := range s.zones {
		if ref.zone == z {
			return true
		}
	}
	return false
}

// OnClose calls f when the session is closed, or at once where it is: for whoever keeps decoded pages.
func (s *Session) OnClose(f func()) {
	s.mu.Lock()
	closed := s.closed
	if !closed {
		s.after = append(s.after, f)
	}
	s.mu.Unlock()
	if closed {
		f()
	}
}

// Close wipes every key. It may be called more than once.
func (s *Session) Close() {
	s.mu.Lock()
	after := s.after
	s.closed, s.after = true, nil
	s.own.Wipe()
	for _, k := range s.zones {
		k.Wipe()
	}
	for _, k := range s.cache {
		k.key.Wipe()
	}
	clear(s.cache)
	s.mu.Unlock()
	s.v.mu.Lock()
	delete(s.v.live, s)
	s.v.mu.Unlock()
	for _, f := range after {
		f()
	}
}

// Alive gives chart.Locked once the session is closed.
func (s *Session) Alive() error { return s.alive() }

func (s *Session) alive() error {
	if s == nil {
		return chart.E(chart.Locked, "use session", errors.New("nobody is signed in"))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return chart.E(chart.Locked, "use session", errors.New("the session is locked"))
	}
	return nil
}

// held gives the zone keys that the session has at this moment.
func (s *Session) held() (zoneKeys, error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.zones), nil
}

// heldIn is held with the keys that came into force while the session was open.
func (s *Session) heldIn(tx *sqlitedb.Tx) (zoneKeys, error) {
	var refs []zoneRef
	if err := eachZone(tx, s.o.machine, func(ref zoneRef, _ []byte) { refs = append(refs, ref) }); err != nil {
		return nil, err
	}
	for _, ref := range refs {
		if _, err := s.zoneKey(tx, ref); err != nil && chart.KindOf(err) != chart.NotAllowed {
			return nil, err
		}
	}
	return s.held()
}

// SealForPerson seals something that only the same person can open again, in this or a later session.
func (s *Session) SealForPerson(c Cell, plain []byte) ([]byte, error) {
	k, err := derive(s.own, "draft")
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	return seal(k, s.ownPlace(c), plain)
}

// OpenForPerson opens what SealForPerson sealed.
func (s *Session) OpenForPerson(c Cell, sealed []byte) ([]byte, error) {
	k, err := derive(s.own, "draft")
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	return unseal(k, s.ownPlace(c), sealed)
}

func (s *Session) ownPlace(c Cell) place {
	return place{table: c.Table, column: c.Column, owner: string(s.person.ID), row: c.Row, version: 1}
}

// SealForWorkspace seals something of the workspace's own that identifies nobody, for everybody who signs in here.
func (s *Session) SealForWorkspace(c Cell, plain []byte) ([]byte, error) {
	k, err := s.workspaceKey()
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	return seal(k, place{table: c.Table, column: c.Column, row: c.Row, version: 1}, plain)
}

// OpenForWorkspace opens what SealForWorkspace sealed.
func (s *Session) OpenForWorkspace(c Cell, sealed []byte) ([]byte, error) {
	k, err := s.workspaceKey()
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	return unseal(k, place{table: c.Table, column: c.Column, row: c.Row, version: 1}, sealed)
}

func (s *Session) workspaceKey() (*Secret, error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	return derive(s.o.root, "workspace")
}

// MachineMAC is a keyed hash under the workspace's root secret: equal content is recognised on this machine without its hash
// standing in the workspace.
func (s *Session) MachineMAC(purpose string, data []byte) ([]byte, error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	return mac(s.o.root, "content|"+purpose, data)
}
