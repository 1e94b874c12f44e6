package vault

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/text/unicode/norm"
)

// MinPassword is the least length of a password in characters; FIPS 140-3 refuses shorter PBKDF2 input.
const MinPassword = 14

const (
	maxPassword = 1024
	saltBytes   = 32
)

var errShort = errors.New("a password has at least 14 characters")

// personRow is one person as stored.
type personRow struct {
	chart.Person
	kdf                    string
	iterations             int
	salt                   []byte
	sealPublic, signPublic []byte
	sealedPrivate, mac     []byte
	totpStep               int64
	failures               int
	blockedUntil           time.Time
}

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

// cleanPassword gives the one form of a password, whatever keyboard it was typed on.
func cleanPassword(s string) string { return norm.NFC.String(s) }

func checkPassword(s string) error {
	if n := utf8.RuneCountInString(s); n < MinPassword || len(s) > maxPassword {
		return chart.E(chart.BadInput, "choose password", errShort)
	}
	return nil
}

// newPerson makes the keys of a person and seals them.
func newPerson(o *opened, p chart.Person, password, totp string, step int64, iterations int) (*personRow, *Secret, error) {
	sealKey, public, err := newPair()
	if err != nil {
		return nil, nil, err
	}
	signDER, err := newP256()
	if err != nil {
		return nil, nil, err
	}
	sign, err := parseP256(signDER)
	if err != nil {
		return nil, nil, err
	}
	signPublic, err := x509.MarshalPKIXPublicKey(sign.Public())
	if err != nil {
		return nil, nil, chart.E(chart.Internal, "make person", err)
	}
	row := &personRow{Person: p, kdf: kdfPBKDF2, iterations: iterations, salt: make([]byte, saltBytes),
		sealPublic: public, signPublic: signPublic, totpStep: step}
	_, _ = rand.Read(row.salt)
	var priv private
	if err := sealKey.use(func(b []byte) error {
		priv = private{Seal: append([]byte(nil), b...), Sign: signDER, TOTP: totp}
		return nil
	}); err != nil {
		return nil, nil, err
	}
	defer priv.wipe()
	if err := row.close(o, password, &priv); err != nil {
		return nil, nil, err
	}
	row.mac, err = row.wantMAC(o.machine)
	return row, sealKey, err
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

// wantMAC covers who the person is and what the person may do, so that neither can be edited in the database.
func (r *personRow) wantMAC(machine *Secret) ([]byte, error) {
	data, err := json.Marshal(struct {
		Person     chart.Person
		Seal, Sign []byte
	}{r.Person, r.sealPublic, r.signPublic})
	if err != nil {
		return nil, chart.E(chart.Internal, "person's seal", err)
	}
	return mac(machine, "person", data)
}

const personColumns = `id, login, display_name, roles, kdf, iterations, salt, seal_public, sign_public, sealed_private, mac,
	totp_step, failures, blocked_until`

// personByRow scans and checks one person.
func personByRow(machine *Secret, scan func(...any) error) (*personRow, error) {
	var r personRow
	var roles string
	var blocked int64
	if err := scan(&r.ID, &r.Login, &r.DisplayName, &roles, &r.kdf, &r.iterations, &r.salt, &r.sealPublic, &r.signPublic,
		&r.sealedPrivate, &r.mac, &r.totpStep, &r.failures, &blocked); err != nil {
		return nil, err
	}
	r.blockedUntil = time.UnixMilli(blocked)
	bad := chart.E(chart.Tampered, "read person", errors.New("a person's entry was changed outside Chartproof"))
	if json.Unmarshal([]byte(roles), &r.Roles) != nil {
		return nil, bad
	}
	want, err := r.wantMAC(machine)
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(r.mac, want) {
		return nil, bad
	}
	return &r, nil
}

func personWhere(tx *sqlitedb.Tx, machine *Secret, column, value string) (*personRow, error) {
	return personByRow(machine, func(into ...any) error {
		return tx.Row(`SELECT `+personColumns+` FROM person WHERE `+column+` = ?`, []any{value}, into...)
	})
}

func peopleIn(tx *sqlitedb.Tx, machine *Secret) (out []*personRow, err error) {
	err = tx.Each(`SELECT `+personColumns+` FROM person ORDER BY created, id`, nil, func(r *sqlitedb.Rows) error {
		p, err := personByRow(machine, r.Scan)
		if err == nil {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		return nil, err // a part would hide that somebody is left out
	}
	return out, nil
}

func (r *personRow) insert(tx *sqlitedb.Tx, now time.Time) error {
	roles, err := json.Marshal(r.Roles)
	if err != nil {
		return chart.E(chart.Internal, "store person", err)
	}
	err = tx.Exec(`INSERT INTO person (`+personColumns+`, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)`,
		string(r.ID), r.Login, r.DisplayName, string(roles), r.kdf, r.iterations, r.salt, r.sealPublic, r.signPublic,
		r.sealedPrivate, r.mac, r.totpStep, now.UnixMilli())
	if chart.KindOf(err) == chart.Conflict {
		return chart.E(chart.BadInput, "store person", errors.New("this login is taken"))
	}
	return err
}

// People lists everybody who can sign in.
func (v *Vault) People(ctx context.Context) ([]chart.Person, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	var out []chart.Person
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		rows, err := peopleIn(tx, o.machine)
		for _, r := range rows {
			out = append(out, r.Person)
		}
		return err
	})
	return out, err
}

// PersonKey gives a person's public signing key.
func (v *Vault) PersonKey(ctx context.Context, id chart.PersonID) (crypto.PublicKey, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	var row *personRow
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		row, err = personWhere(tx, o.machine, "id", string(id))
		return err
	}); err != nil {
		return nil, err
	}
	key, err := x509.ParsePKIXPublicKey(row.signPublic)
	if err != nil {
		return nil, chart.E(chart.Tampered, "read person's key", errors.New("malformed"))
	}
	if _, ok := key.(*ecdsa.PublicKey); !ok {
		return nil, chart.E(chart.Tampered, "read person's key", errors.New("not ECDSA"))
	}
	return key, nil
}
