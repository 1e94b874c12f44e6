package vault

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/text/unicode/norm"
)

// MinPassword is the least length of a password in characters.
const MinPassword = password.Min

const saltBytes = 32

// personRow is one person as stored.
type personRow struct {
	chart.Person
	kdf                    string
	iterations             int
	salt                   []byte
	sealPublic, signPublic []byte
	sealedPrivate, mac     []byte
	standing               standing
	tries                  tries
	triesMAC               []byte
}

// standing is how a person stands. It is part of what the MAC covers.
type standing struct {
	Disabled   bool      `json:"disabled,omitempty"`
	Change     string    `json:"change,omitempty"`      // why the password must be changed before anything else
	OnceUntil  int64     `json:"once_until,omitempty"`  // ms; end of a one-time password
	PasswordAt int64     `json:"password_at,omitempty"` // ms
	Codes      *codeSet  `json:"codes,omitempty"`
	Past       []pastKey `json:"past,omitempty"`
}

// Why a password must be changed.
const (
	changeOnce  = "once"  // it is a one-time password of the administrator's: it opens nothing but the change
	changeAsked = "asked" // the administrator asked for another; the keys stay
)

// pastKey is a signing key that the person had before a reset; records that it signed stay provable.
type pastKey struct {
	Sign  []byte `json:"sign"`
	Until int64  `json:"until"` // ms
}

// usable reports whether the person can work: nobody is granted a key who cannot, or whose keys an administrator made.
func (r *personRow) usable() bool { return !r.standing.Disabled && r.standing.Change != changeOnce }

// private is a person's sealed part.
type private struct {
	Seal []byte `json:"seal"` // HPKE private key
	Sign []byte `json:"sign"` // PKCS #8, ECDSA P-256
	TOTP string `json:"totp"` // base32
}

func (p *private) wipe() {
	clear(p.Seal)
	clear(p.Sign)
	p.TOTP = ""
}

func privatePlace(id chart.PersonID) place {
	return place{table: "person", column: "sealed_private", row: string(id), version: 1}
}

// cleanLogin gives the one form of a login.
func cleanLogin(s string) string { return strings.ToLower(norm.NFC.String(strings.TrimSpace(s))) }

// newPerson makes the keys of a person and seals them.
func newPerson(o *opened, p chart.Person, password, totp string, now time.Time, iterations int) (*personRow, *Secret, error) {
	row := &personRow{Person: p}
	row.standing.PasswordAt = now.UnixMilli()
	own, err := row.newKeys(o, password, totp, iterations)
	return row, own, err
}

// newKeys gives the person other keys and seals them under the password.
func (r *personRow) newKeys(o *opened, password, totp string, iterations int) (*Secret, error) {
	sealKey, public, err := newPair()
	if err != nil {
		return nil, err
	}
	signDER, err := newP256()
	if err != nil {
		return nil, err
	}
	sign, err := parseP256(signDER)
	if err != nil {
		return nil, err
	}
	signPublic, err := x509.MarshalPKIXPublicKey(sign.Public())
	if err != nil {
		return nil, chart.E(chart.Internal, "make person", err)
	}
	r.sealPublic, r.signPublic = public, signPublic
	var priv private
	if err := sealKey.use(func(b []byte) error {
		priv = private{Seal: append([]byte(nil), b...), Sign: signDER, TOTP: totp}
		return nil
	}); err != nil {
		return nil, err
	}
	defer priv.wipe()
	return sealKey, r.lock(o, password, iterations, &priv)
}

// lock seals the private part under a password, with a salt of its own.
func (r *personRow) lock(o *opened, password string, iterations int, p *private) error {
	r.kdf, r.iterations, r.salt = kdfPBKDF2, iterations, make([]byte, saltBytes)
	_, _ = rand.Read(r.salt) // never fails
	return r.close(o, password, p)
}

// close seals the private part under the password, and that under the machine secret.
func (r *personRow) close(o *opened, password string, p *private) error {
	plain, err := json.Marshal(p)
	if err != nil {
		return chart.E(chart.Internal, "seal person's keys", errors.New("marshal"))
	}
	defer clear(plain)
	k, err := userKey(o.root, password, r.salt, r.iterations, r.ID)
	if err != nil {
		return err
	}
	defer k.Wipe()
	inner, err := seal(k, privatePlace(r.ID), plain)
	if err != nil {
		return err
	}
	r.sealedPrivate, err = cover(o.machine, r.ID, inner)
	return err
}

// open opens the private part; chart.Tampered means a wrong password as well.
func (r *personRow) open(o *opened, password string) (*private, error) {
	if r.kdf != kdfPBKDF2 || r.iterations < 1 || r.iterations > maxIterations {
		return nil, chart.E(chart.Tampered, "open person's keys", errors.New("unknown key derivation"))
	}
	k, err := userKey(o.root, password, r.salt, r.iterations, r.ID)
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	inner, err := uncover(o.machine, r.ID, r.sealedPrivate)
	if err != nil {
		return nil, err
	}
	plain, err := unseal(k, privatePlace(r.ID), inner)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	var p private
	if err := json.Unmarshal(plain, &p); err != nil {
		return nil, chart.E(chart.Internal, "open person's keys", errors.New("malformed"))
	}
	return &p, nil
}

// People lists everybody, those who can sign in no more included: the trail names them.
func (v *Vault) People(ctx context.Context) ([]chart.Person, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	var out []chart.Person
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		rows, err := peopleIn(tx, o)
		for _, r := range rows {
			out = append(out, r.Person)
		}
		return err
	})
	return out, err
}

// KeysAt gives the public keys with which a person may have signed something at a time, the newest first: a reset gives a new
// one, and what was signed before it stays provable. The zero time asks for every key that the person ever had.
func (v *Vault) KeysAt(ctx context.Context, id chart.PersonID, at time.Time) (out []crypto.PublicKey, err error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	row, err := v.find(ctx, o, byID(id))
	if err != nil {
		return nil, err
	}
	all, from := append(slices.Clone(row.standing.Past), pastKey{Sign: row.signPublic, Until: math.MaxInt64}), int64(0)
	for _, k := range all {
		if at.IsZero() || at.UnixMilli() >= from && at.UnixMilli() <= k.Until {
			key, err := signingKey(k.Sign)
			if err != nil {
				return nil, err
			}
			out = append(out, key)
		}
		from = k.Until
	}
	slices.Reverse(out)
	return out, nil
}

func signingKey(der []byte) (crypto.PublicKey, error) {
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, chart.E(chart.Tampered, "read person's key", errors.New("malformed"))
	}
	if _, ok := key.(*ecdsa.PublicKey); !ok {
		return nil, chart.E(chart.Tampered, "read person's key", errors.New("not ECDSA"))
	}
	return key, nil
}
