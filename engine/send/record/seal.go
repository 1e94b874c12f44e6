package record

import (
	"crypto/hpke"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

// Address is what a sealed record is bound to: it opens as no other record, from no other device, at no other place in
// the device's sequence.
type Address struct {
	Record   string
	Device   chart.DeviceID
	Sequence int64
}

func (a Address) info() []byte {
	return fmt.Appendf(nil, "chartproof.record/1|%s|%s|%d", a.Record, a.Device, a.Sequence)
}

// The HPKE suite (RFC 9180, with the hybrid KEM of ML-KEM-768 and P-256), AES-256-GCM.
func suite() (hpke.KEM, hpke.KDF, hpke.AEAD) {
	return hpke.MLKEM768P256(), hpke.HKDFSHA256(), hpke.AES256GCM()
}

// NewHubKey makes a hub's key pair as bytes.
func NewHubKey() (private, public []byte, err error) {
	kem, _, _ := suite()
	k, err := kem.GenerateKey()
	if err != nil {
		return nil, nil, fmt.Errorf("make the hub's key: %w", err)
	}
	private, err = k.Bytes()
	if err != nil {
		return nil, nil, fmt.Errorf("make the hub's key: %w", err)
	}
	return private, k.PublicKey().Bytes(), nil
}

// Seal closes an envelope for the holder of the hub's key.
func Seal(hubPublic []byte, to Address, envelope []byte) ([]byte, error) {
	kem, kdf, aead := suite()
	pub, err := kem.NewPublicKey(hubPublic)
	if err != nil {
		return nil, chart.E(chart.BadInput, "seal record", fmt.Errorf("the hub's key: %w", err))
	}
	sealed, err := hpke.Seal(pub, kdf, aead, to.info(), envelope)
	if err != nil {
		return nil, fmt.Errorf("seal record: %w", err)
	}
	return sealed, nil
}

// Open opens a sealed record with the hub's private key. Any mismatch is chart.Tampered.
func Open(hubPrivate []byte, to Address, sealed []byte) ([]byte, error) {
	kem, kdf, aead := suite()
	key, err := kem.NewPrivateKey(hubPrivate)
	if err != nil {
		return nil, chart.E(chart.BadInput, "open record", fmt.Errorf("the hub's key: %w", err))
	}
	envelope, err := hpke.Open(key, kdf, aead, to.info(), sealed)
	if err != nil {
		return nil, chart.E(chart.Tampered, "open record", err)
	}
	return envelope, nil
}
