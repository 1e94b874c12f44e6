package vault

import (
	"crypto/ecdh"
	"crypto/hpke"
	"encoding/hex"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

// A key that stays in a smart card or security module (storage/vault/token11) opens what was sealed to its public half by
// agreeing on a key with it: HPKE with DHKEM of P-256, HKDF-SHA256, AES-256-GCM. It is not post-quantum, as tokens are not.

// tokenPublic is the length of a P-256 public key, by which the key of a token is told from one of ours.
const tokenPublic = 65

// wrapToken seals a key to a token's public key.
func wrapToken(public []byte, p place, key *Secret) (out []byte, err error) {
	const op = "wrap key for token"
	point, err := ecdh.P256().NewPublicKey(public)
	if err != nil {
		return nil, chart.E(chart.Tampered, op, errors.New("malformed public key"))
	}
	pk, err := hpke.NewDHKEMPublicKey(point)
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	err = key.use(func(b []byte) error {
		ct, err := hpke.Seal(pk, hpke.HKDFSHA256(), hpke.AES256GCM(), p.bytes(), b)
		if err != nil {
			return chart.E(chart.Internal, op, err)
		}
		out = append([]byte{tagToken}, ct...)
		return nil
	})
	return out, err
}

// unwrapToken lets the token open a key.
func unwrapToken(token ecdh.KeyExchanger, p place, wrapped []byte) (*Secret, error) {
	const op = "unwrap key with token"
	if len(wrapped) < 1 || wrapped[0] != tagToken {
		return nil, chart.E(chart.Tampered, op, errors.New("unknown algorithm"))
	}
	k, err := hpke.NewDHKEMPrivateKey(token)
	if err != nil {
		return nil, chart.E(chart.BadInput, op, errors.New("the token's key is not P-256"))
	}
	plain, err := hpke.Open(k, hpke.HKDFSHA256(), hpke.AES256GCM(), p.bytes(), wrapped[1:])
	if err != nil {
		if chart.KindOf(err) != chart.Internal { // the token itself said why: taken out
			return nil, err
		}
		return nil, chart.E(chart.Tampered, op, errSeal)
	}
	return newSecret(plain), nil
}

// nobodysPoint is a point of P-256 whose logarithm nobody knows: x is SHA-256 of "chartproof/recovery point/1|" and the first
// number from 0 that gives a point, y is even. What a token agrees on with it, only the token can compute.
const nobodysPoint = "04" +
	"df22668b6d6da7966ace57ac2b6f0c6b3028100caa7f30296ce74b3faede2a19" +
	"11d29cca3ef8a7d5e184370e2a6f4b29b40602bdbfe4eb8a5fc245d0947043b8"

// tokenAuth gives the key of the MACs of a recovery set whose key is in a token.
func tokenAuth(token ecdh.KeyExchanger) (*Secret, error) {
	const op = "open recovery set with token"
	b, err := hex.DecodeString(nobodysPoint)
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	point, err := ecdh.P256().NewPublicKey(b)
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	agreed, err := token.ECDH(point)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", op, err)
	}
	s := newSecret(agreed)
	defer s.Wipe()
	return derive(s, "recovery auth")
}
