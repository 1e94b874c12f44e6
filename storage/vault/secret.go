package vault

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"chartproof.org/chartproof/engine/chart"
)

const keyBytes = 32

var errWiped = errors.New("the key was dropped")

// Secret is key material. It prints as [redacted], has no JSON, and can be wiped while others use it: use then fails.
type Secret struct {
	mu sync.RWMutex
	b  []byte
}

// newSecret takes over b, which the caller must not use any more.
func newSecret(b []byte) *Secret { return &Secret{b: b} }

func randomSecret() *Secret {
	b := make([]byte, keyBytes)
	_, _ = rand.Read(b) // never fails
	return newSecret(b)
}

// use lends the bytes to fn, which must not keep them.
func (s *Secret) use(fn func(b []byte) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.b == nil {
		return chart.E(chart.Locked, "use key", errWiped)
	}
	return fn(s.b)
}

// clone gives a secret of its own with the same bytes.
func (s *Secret) clone() (out *Secret, err error) {
	err = s.use(func(b []byte) error {
		out = newSecret(append([]byte(nil), b...))
		return nil
	})
	return out, err
}

// become takes over the bytes of another secret, which must not be used any more: whoever holds s uses the new ones from now on.
func (s *Secret) become(other *Secret) {
	other.mu.Lock()
	b := other.b
	other.b = nil
	other.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.b)
	s.b = b
}

// Wipe overwrites the secret. It may be called more than once.
func (s *Secret) Wipe() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.b)
	s.b = nil
}

// Format hides the secret from every verb.
func (*Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, chart.Redacted) }

// LogValue hides the secret from slog.
func (*Secret) LogValue() slog.Value { return slog.StringValue(chart.Redacted) }

// MarshalJSON refuses.
func (*Secret) MarshalJSON() ([]byte, error) { return nil, errors.New("a secret has no JSON") }
