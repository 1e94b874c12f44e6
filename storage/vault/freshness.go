package vault

import (
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// shown is when a person showed who they are.
type shown struct{ factor, password time.Time }

// Shown gives when the authenticator and the password were last shown by the session's person. A session that was unlocked by
// the password alone keeps the time of the authenticator from before the lock.
func (s *Session) Shown() (factor, password time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown.factor, s.shown.password
}

// showed notes that the password was right just now.
func (s *Session) showed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown.password = s.v.o.Now()
}

// noteShown puts the times into a session that begins, and gives when the authenticator was shown before.
func (v *Vault) noteShown(s *Session) (before time.Time) {
	now := v.o.Now()
	v.mu.Lock()
	defer v.mu.Unlock()
	before = v.factor[s.person.ID]
	v.setFactor(s, now)
	s.shown.password = now
	return before
}

// keepFactor takes back what noteShown took for granted, where the authenticator was not shown.
func (v *Vault) keepFactor(s *Session, at time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	v.setFactor(s, at)
}

func (v *Vault) setFactor(s *Session, at time.Time) {
	if v.factor == nil {
		v.factor = map[chart.PersonID]time.Time{}
	}
	v.factor[s.person.ID] = at
	s.shown.factor = at
}

// Device is the workstation that the session is at.
func (s *Session) Device() chart.DeviceID { return s.o.device }
