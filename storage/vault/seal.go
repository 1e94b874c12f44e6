package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/hpke"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
)

// The first byte of everything sealed says how. A new algorithm gets a new number; old ones stay readable.
const (
	tagAESGCM = 1 // AES-256-GCM, random 96-bit nonce in front
	tagHPKE   = 2 // HPKE one-shot, ML-KEM-768 + P-256, HKDF-SHA256, AES-256-GCM
	tagToken  = 4 // HPKE one-shot, DHKEM of P-256, HKDF-SHA256, AES-256-GCM; 3 is tagCovered
)

const kdfPBKDF2 = "pbkdf2-sha256+hkdf-machine"

var errSeal = errors.New("the seal does not hold")

// place is where a sealed value belongs; sealing binds to all of it.
type place struct {
	zone    chart.Zone
	table   string
	column  string
	owner   string // import or document
	row     string
	version int
}

// bytes gives the place in a form that no two places share: every part is preceded by its length.
func (p place) bytes() []byte {
	var out []byte
	for _, part := range []string{"chartproof/1", string(p.zone), p.table, p.column, p.owner, p.row, strconv.Itoa(p.version)} {
		out = binary.BigEndian.AppendUint32(out, uint32(len(part)))
		out = append(out, part...)
	}
	return out
}

func aead(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func seal(key *Secret, p place, plain []byte) (out []byte, err error) {
	err = key.use(func(b []byte) error {
		a, err := aead(b)
		if err != nil {
			return chart.E(chart.Internal, "seal", err)
		}
		out = make([]byte, 1, 1+len(plain)+a.Overhead())
		out[0] = tagAESGCM
		out = a.Seal(out, nil, plain, p.bytes())
		return nil
	})
	return out, err
}

func unseal(key *Secret, p place, sealed []byte) (out []byte, err error) {
	const op = "open sealed value"
	if len(sealed) < 1 || sealed[0] != tagAESGCM {
		return nil, chart.E(chart.Tampered, op, errors.New("unknown algorithm"))
	}
	err = key.use(func(b []byte) error {
		a, err := aead(b)
		if err != nil {
			return chart.E(chart.Internal, op, err)
		}
		if out, err = a.Open(nil, nil, sealed[1:], p.bytes()); err != nil {
			return chart.E(chart.Tampered, op, errSeal)
		}
		return nil
	})
	return out, err
}

// wrap seals a key to a public key.
func wrap(public []byte, p place, key *Secret) (out []byte, err error) {
	const op = "wrap key"
	if len(public) == tokenPublic {
		return wrapToken(public, p, key)
	}
	pk, err := hpke.MLKEM768P256().NewPublicKey(public)
	if err != nil {
		return nil, chart.E(chart.Tampered, op, errors.New("malformed public key"))
	}
	err = key.use(func(b []byte) error {
		ct, err := hpke.Seal(pk, hpke.HKDFSHA256(), hpke.AES256GCM(), p.bytes(), b)
		if err != nil {
			return chart.E(chart.Internal, op, err)
		}
		out = append([]byte{tagHPKE}, ct...)
		return nil
	})
	return out, err
}

func unwrap(private *Secret, p place, wrapped []byte) (key *Secret, err error) {
	const op = "unwrap key"
	if len(wrapped) < 1 || wrapped[0] != tagHPKE {
		return nil, chart.E(chart.Tampered, op, errors.New("unknown algorithm"))
	}
	err = private.use(func(b []byte) error {
		k, err := hpke.MLKEM768P256().NewPrivateKey(b)
		if err != nil {
			return chart.E(chart.Tampered, op, errors.New("malformed private key"))
		}
		plain, err := hpke.Open(k, hpke.HKDFSHA256(), hpke.AES256GCM(), p.bytes(), wrapped[1:])
		if err != nil {
			return chart.E(chart.Tampered, op, errSeal)
		}
		key = newSecret(plain)
		return nil
	})
	return key, err
}

// newPair makes an HPKE key pair.
func newPair() (private *Secret, public []byte, err error) {
	k, err := hpke.MLKEM768P256().GenerateKey()
	if err != nil {
		return nil, nil, chart.E(chart.Internal, "make key pair", err)
	}
	b, err := k.Bytes()
	if err != nil {
		return nil, nil, chart.E(chart.Internal, "make key pair", err)
	}
	return newSecret(b), k.PublicKey().Bytes(), nil
}

// derive makes a key for one purpose out of another.
func derive(from *Secret, purpose string) (out *Secret, err error) {
	err = from.use(func(b []byte) error {
		k, err := hkdf.Key(sha256.New, b, nil, "chartproof/1|"+purpose, keyBytes)
		if err != nil {
			return chart.E(chart.Internal, "derive key", err)
		}
		out = newSecret(k)
		return nil
	})
	return out, err
}

// mac is HMAC-SHA256 under a key derived for one purpose.
func mac(from *Secret, purpose string, data []byte) (out []byte, err error) {
	k, err := derive(from, "mac|"+purpose)
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	err = k.use(func(b []byte) error {
		h := hmac.New(sha256.New, b)
		h.Write(data)
		out = h.Sum(nil)
		return nil
	})
	return out, err
}

// userKey binds password and machine: without the machine secret no guess can be tried.
func userKey(machine *Secret, password string, salt []byte, iterations int, person chart.PersonID) (out *Secret, err error) {
	const op = "derive user key"
	slow, err := pbkdf2.Key(sha256.New, password, salt, iterations, keyBytes)
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	defer clear(slow)
	err = machine.use(func(m []byte) error {
		both := append(append(make([]byte, 0, 2*keyBytes), slow...), m...)
		defer clear(both)
		k, err := hkdf.Key(sha256.New, both, salt, "chartproof/1|user|"+string(person), keyBytes)
		if err != nil {
			return chart.E(chart.Internal, op, err)
		}
		out = newSecret(k)
		return nil
	})
	return out, err
}
