package record

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
)

// PayloadType is bound into every signature over a record.
const PayloadType = "application/vnd.chartproof.record.v1+fhir+json"

// Envelope is a DSSE envelope (github.com/secure-systems-lab/dsse, protocol 1.0.2). Keys are the public keys of the
// signers, for a reader who has no roster at hand; a verifier that has one compares.
type Envelope struct {
	PayloadType string      `json:"payloadType"`
	Payload     []byte      `json:"payload"`
	Signatures  []Signature `json:"signatures"`
	Keys        []Key       `json:"keys"`
}

// Signature is one signature; KeyID names the key by its fingerprint.
type Signature struct {
	KeyID string `json:"keyid"`
	Sig   []byte `json:"sig"`
}

// Key is a signer's public key in PKIX form. Role is person or device, ID the person's or the device's.
type Key struct {
	KeyID string `json:"keyid"`
	Role  string `json:"role"`
	ID    string `json:"id"`
	PKIX  []byte `json:"pkix"`
}

// The roles of signers.
const (
	RolePerson = "person"
	RoleDevice = "device"
	RoleHub    = "hub"
)

// Signer is one who signs: an Ed25519 or ECDSA P-256 key held elsewhere.
type Signer struct {
	Role, ID string
	Key      crypto.Signer
}

// KeyFor gives the public half of a signer.
func KeyFor(s Signer) (Key, error) {
	pkix, err := x509.MarshalPKIXPublicKey(s.Key.Public())
	if err != nil {
		return Key{}, fmt.Errorf("public key of the %s: %w", s.Role, err)
	}
	return Key{KeyID: Fingerprint(pkix), Role: s.Role, ID: s.ID, PKIX: pkix}, nil
}

// Fingerprint is the SHA-256 of a PKIX public key in hexadecimal.
func Fingerprint(pkix []byte) string {
	h := sha256.Sum256(pkix)
	return hex.EncodeToString(h[:])
}

// pae is DSSE's pre-authentication encoding: what is really signed.
func pae(payloadType string, payload []byte) []byte {
	b := []byte("DSSEv1 " + strconv.Itoa(len(payloadType)) + " " + payloadType + " " + strconv.Itoa(len(payload)) + " ")
	return append(b, payload...)
}

// Sign makes an envelope with one signature a signer.
func Sign(payloadType string, payload []byte, signers ...Signer) (*Envelope, error) {
	env := &Envelope{PayloadType: payloadType, Payload: payload}
	message := pae(payloadType, payload)
	for _, s := range signers {
		key, err := KeyFor(s)
		if err != nil {
			return nil, err
		}
		sig, err := signOne(s.Key, message)
		if err != nil {
			return nil, fmt.Errorf("sign as %s: %w", s.Role, err)
		}
		env.Keys = append(env.Keys, key)
		env.Signatures = append(env.Signatures, Signature{KeyID: key.KeyID, Sig: sig})
	}
	return env, nil
}

func signOne(key crypto.Signer, message []byte) ([]byte, error) {
	switch key.Public().(type) {
	case ed25519.PublicKey:
		return key.Sign(rand.Reader, message, crypto.Hash(0))
	case *ecdsa.PublicKey:
		h := sha256.Sum256(message)
		return key.Sign(rand.Reader, h[:], crypto.SHA256)
	}
	return nil, fmt.Errorf("a key of type %T", key.Public())
}

// errSignature is the same for every way in which a signature may fail: nothing is told to one who tries.
var errSignature = errors.New("a signature does not hold")

func (k Key) verify(message, sig []byte) error {
	if Fingerprint(k.PKIX) != k.KeyID {
		return errSignature
	}
	pub, err := x509.ParsePKIXPublicKey(k.PKIX)
	if err != nil {
		return errSignature
	}
	ok := false
	switch p := pub.(type) {
	case ed25519.PublicKey:
		ok = ed25519.Verify(p, message, sig)
	case *ecdsa.PublicKey:
		h := sha256.Sum256(message)
		ok = ecdsa.VerifyASN1(p, h[:], sig)
	}
	if !ok {
		return errSignature
	}
	return nil
}

// Signers checks every signature of the envelope and gives the keys that signed. An envelope with another payload type,
// without signatures, with a signature that does not hold, or with a key that signed nothing is chart.Tampered.
func (e *Envelope) Signers(payloadType string) ([]Key, error) {
	bad := func(err error) error { return chart.E(chart.Tampered, "verify signatures", err) }
	if e.PayloadType != payloadType {
		return nil, bad(errors.New("another type of payload"))
	}
	if len(e.Signatures) == 0 || len(e.Signatures) != len(e.Keys) {
		return nil, bad(fmt.Errorf("%d signatures and %d keys", len(e.Signatures), len(e.Keys)))
	}
	message := pae(e.PayloadType, e.Payload)
	for i, s := range e.Signatures {
		if e.Keys[i].KeyID != s.KeyID {
			return nil, bad(errors.New("signatures and keys are in different order"))
		}
		if err := e.Keys[i].verify(message, s.Sig); err != nil {
			return nil, bad(err)
		}
	}
	return e.Keys, nil
}

// Marshal gives the envelope's bytes.
func (e *Envelope) Marshal() ([]byte, error) { return json.Marshal(e) }

// maxEnvelope bounds what is parsed: the largest original with its redacted pages, in base64.
const maxEnvelope = 2 << 30

// ParseEnvelope reads an envelope. It checks no signature.
func ParseEnvelope(data []byte) (*Envelope, error) {
	if len(data) > maxEnvelope {
		return nil, chart.E(chart.BadInput, "read record", errors.New("too large"))
	}
	var e Envelope
	if err := json.Unmarshal(data, &e); err != nil || e.PayloadType == "" {
		return nil, chart.E(chart.BadInput, "read record", errors.New("this is no DSSE envelope"))
	}
	return &e, nil
}
