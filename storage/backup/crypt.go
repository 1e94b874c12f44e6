package backup

import (
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"chartproof.org/chartproof/engine/chart"
)

const keyBytes = 32

// Keys are what a workspace keeps for its target: they seal and name what lies there. They have no form that prints.
type Keys struct {
	Data      Key `json:"data"`
	Transport Key `json:"transport"`
}

// Key is 32 random bytes that print as redacted.
type Key []byte

// String hides the key.
func (Key) String() string { return chart.Redacted }

// GoString hides the key.
func (Key) GoString() string { return chart.Redacted }

// NewKeys makes the keys of a new target.
func NewKeys() Keys {
	k := Keys{Data: make(Key, keyBytes), Transport: make(Key, keyBytes)}
	_, _ = rand.Read(k.Data) // never fails
	_, _ = rand.Read(k.Transport)
	return k
}

func (k Keys) valid() bool { return len(k.Data) == keyBytes && len(k.Transport) == keyBytes }

// Wipe overwrites the keys.
func (k Keys) Wipe() {
	clear(k.Data)
	clear(k.Transport)
}

var errSeal = errors.New("the seal does not hold")

func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, chart.E(chart.Internal, "seal", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// seal seals bytes for their place on the target.
func seal(key []byte, place string, plain []byte) ([]byte, error) {
	a, err := gcm(key)
	if err != nil {
		return nil, err
	}
	return a.Seal(nil, nil, plain, []byte("chartproof.backup/1|"+place)), nil
}

func unseal(key []byte, place string, sealed []byte) ([]byte, error) {
	a, err := gcm(key)
	if err != nil {
		return nil, err
	}
	plain, err := a.Open(nil, nil, sealed, []byte("chartproof.backup/1|"+place))
	if err != nil {
		return nil, chart.E(chart.Tampered, "open "+place, errSeal)
	}
	return plain, nil
}

// nameOf names a chunk by its content, so that equal chunks meet and nobody without the key can tell what they are.
func nameOf(key, plain []byte) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("chunk|"))
	h.Write(plain)
	return hex.EncodeToString(h.Sum(nil))
}

// MinPassphrase is the least length of a backup passphrase in characters.
const MinPassphrase = 14

const (
	passFormat    = "chartproof.backup.key/1"
	passKDF       = "pbkdf2-sha256"
	maxIterations = 10_000_000 // more is a file made to hang us
)

// passFile is the transport key under the passphrase.
type passFile struct {
	Format     string `json:"format"`
	KDF        string `json:"kdf"`
	Iterations int    `json:"iterations"`
	Salt       []byte `json:"salt"`
	Sealed     []byte `json:"sealed"`
}

func cleanPassphrase(p string) string { return norm.NFC.String(p) }

func lock(transport Key, passphrase string, iterations int) ([]byte, error) {
	const op = "seal backup key"
	passphrase = cleanPassphrase(passphrase)
	if utf8.RuneCountInString(passphrase) < MinPassphrase {
		return nil, chart.E(chart.BadInput, op, errors.New("a backup passphrase has at least 14 characters"))
	}
	f := passFile{Format: passFormat, KDF: passKDF, Iterations: iterations, Salt: make([]byte, keyBytes)}
	_, _ = rand.Read(f.Salt) // never fails
	k, err := pbkdf2.Key(sha256.New, passphrase, f.Salt, iterations, keyBytes)
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	defer clear(k)
	if f.Sealed, err = seal(k, "key.passphrase", transport); err != nil {
		return nil, err
	}
	return json.Marshal(f)
}

func unlock(data []byte, passphrase string) (Key, error) {
	const op = "open backup key"
	var f passFile
	if json.Unmarshal(data, &f) != nil || f.Format != passFormat || f.KDF != passKDF || f.Iterations < 1 || f.Iterations > maxIterations || len(f.Salt) < 16 {
		return nil, chart.E(chart.Tampered, op, errors.New("its file is damaged"))
	}
	wrong := chart.E(chart.NotAllowed, op, errors.New("the passphrase is not right"))
	passphrase = cleanPassphrase(passphrase)
	if utf8.RuneCountInString(passphrase) < MinPassphrase {
		return nil, wrong
	}
	k, err := pbkdf2.Key(sha256.New, passphrase, f.Salt, f.Iterations, keyBytes)
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	defer clear(k)
	plain, err := unseal(k, "key.passphrase", f.Sealed)
	if err != nil || len(plain) != keyBytes {
		return nil, wrong
	}
	return plain, nil
}

// pack compresses JSON.
func pack(v any) ([]byte, error) {
	var out bytes.Buffer
	z, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		return nil, chart.E(chart.Internal, "pack", err)
	}
	if err := errors.Join(json.NewEncoder(z).Encode(v), z.Close()); err != nil {
		return nil, chart.E(chart.Internal, "pack", errors.New("a value has no JSON"))
	}
	return out.Bytes(), nil
}

const maxPacked = 512 << 20

func unpack(data []byte, v any) error {
	plain, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), maxPacked))
	if err != nil || json.Unmarshal(plain, v) != nil {
		return chart.E(chart.Tampered, "unpack", errors.New("malformed"))
	}
	return nil
}
