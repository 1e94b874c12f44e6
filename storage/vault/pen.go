package vault

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io"

	"chartproof.org/chartproof/engine/chart"
)

// Pen is a person's signing key, there only right after the password was asked for again. It is a crypto.Signer
// (ECDSA P-256, digest SHA-256, ASN.1). Wipe it after signing.
type Pen struct {
	person chart.PersonID
	keyID  string
	public crypto.PublicKey
	key    *ecdsa.PrivateKey
}

// Pen asks for the session's password again and opens the signing key with it: without the password there is no signature.
// A wrong one is chart.NotAllowed and counts as a wrong try.
func (s *Session) Pen(ctx context.Context, password string) (*Pen, error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	v := s.v
	v.attempts.Lock()
	defer v.attempts.Unlock()
	row, err := v.find(ctx, s.o, byID(s.person.ID))
	if err != nil {
		return nil, err
	}
	if !row.usable() {
		return nil, chart.E(chart.NotAllowed, "check password", errDisabled)
	}
	priv, err := v.try(ctx, s.o, row, password)
	if err != nil {
		return nil, err
	}
	defer priv.wipe()
	key, err := parseP256(priv.Sign)
	if err != nil {
		return nil, err
	}
	id, err := KeyID(key.Public())
	if err != nil {
		return nil, err
	}
	s.showed()
	return &Pen{person: s.person.ID, keyID: id, public: key.Public(), key: key}, nil
}

// VerifyPassword asks for the session's password again.
func (s *Session) VerifyPassword(ctx context.Context, password string) error {
	p, err := s.Pen(ctx, password)
	if err == nil {
		p.Wipe()
	}
	return err
}

// Person is whose key it is.
func (p *Pen) Person() chart.PersonID { return p.person }

// KeyID names the public key.
func (p *Pen) KeyID() string { return p.keyID }

// Public is the public key.
func (p *Pen) Public() crypto.PublicKey { return p.public }

// Sign signs a digest.
func (p *Pen) Sign(r io.Reader, digest []byte, o crypto.SignerOpts) ([]byte, error) {
	if p.key == nil {
		return nil, chart.E(chart.Locked, "sign", errWiped)
	}
	return p.key.Sign(r, digest, o)
}

// SignPayload signs the SHA-256 of the payload.
func (p *Pen) SignPayload(payload []byte) ([]byte, error) {
	if len(payload) == 0 {
		return nil, chart.E(chart.BadInput, "sign", errors.New("nothing to sign"))
	}
	sum := sha256.Sum256(payload)
	return p.Sign(rand.Reader, sum[:], crypto.SHA256)
}

// Wipe drops the key.
func (p *Pen) Wipe() { p.key = nil }
