package wire

import (
	"context"
	"crypto/fips140"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// trialPassword is that of people who exist for a moment in a workspace of a moment.
const trialPassword = "a password of nobody"

// KeyTrial says what the keys of one role alone opened, no rule asked.
type KeyTrial map[chart.Role]map[chart.Zone]bool

// TryKeys makes a workspace for the moment with one person a role, puts something into every zone, and has everybody try to open
// it by nothing but their keys.
func TryKeys(ctx context.Context) (_ KeyTrial, err error) {
	dir, err := os.MkdirTemp("", "chartproof-keys-")
	if err != nil {
		return nil, chart.E(chart.MissingTool, "try keys", errors.New("no folder for the moment can be made"))
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := sqlitedb.Open(ctx, filepath.Join(dir, "workspace"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	t := &keyTrial{db: db, now: time.Now(), out: KeyTrial{}}
	clock := func() time.Time { return t.now }
	t.vault = vault.New(db, audit.New(db, clock), vault.Options{Now: clock, Iterations: 1000,
		Keyring: vault.FileKeyring{Path: filepath.Join(dir, "keyring"), Passphrase: trialPassword}})
	defer t.vault.Close()
	return t.out, t.run(ctx)
}

// trialOwner is whom the tried keys belong to.
const trialOwner = "trial"

func trialCell(z chart.Zone) vault.Cell { return vault.Cell{Table: "trial", Column: string(z)} }

type keyTrial struct {
	db     *sqlitedb.DB
	vault  *vault.Vault
	now    time.Time
	out    KeyTrial
	sealed map[chart.Zone][]byte
}

func (t *keyTrial) run(ctx context.Context) error {
	first, err := t.confirm(ctx)(t.vault.Begin(ctx, "Trial", vault.NewPerson{Login: "first", DisplayName: "First", Password: trialPassword}))
	if err != nil {
		return err
	}
	defer first.Close()
	if err := t.put(ctx, first); err != nil {
		return err
	}
	for _, r := range access.Roles() {
		login := strings.ReplaceAll(string(r), "_", "")
		ses, err := t.confirm(ctx)(t.vault.AddPerson(ctx, first, vault.NewPerson{Login: login, DisplayName: login, Password: trialPassword, Roles: []chart.Role{r}}))
		if err != nil {
			return err
		}
		t.out[r] = map[chart.Zone]bool{}
		for _, z := range access.Zones() {
			if t.out[r][z], err = t.opens(ctx, ses, z); err != nil {
				return fmt.Errorf("%s in %s: %w", r, z, err)
			}
		}
		ses.Close()
	}
	return nil
}

// confirm ends what begins a person, with a code of the authenticator that was not used before.
func (t *keyTrial) confirm(ctx context.Context) func(*vault.Pending, error) (*vault.Session, error) {
	return func(p *vault.Pending, err error) (*vault.Session, error) {
		if err != nil {
			return nil, err
		}
		t.now = t.now.Add(time.Minute)
		var code string
		fips140.WithoutEnforcement(func() { code, err = totp.GenerateCode(p.Secret, t.now) }) // SHA-1 of the authenticator's own
		if err != nil {
			return nil, chart.E(chart.Internal, "try keys", errors.New("no code"))
		}
		return p.Confirm(ctx, code)
	}
}

func (t *keyTrial) put(ctx context.Context, ses *vault.Session) error {
	t.sealed = map[chart.Zone][]byte{}
	return t.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		for _, z := range access.Zones() {
			k, err := ses.NewKey(trialOwner, z)
			if err != nil {
				return err
			}
			if err := k.Store(tx); err != nil {
				return err
			}
			if t.sealed[z], err = k.Seal(trialCell(z), []byte(z)); err != nil {
				return err
			}
		}
		return nil
	})
}

// opens reports whether the session's keys open what lies in a zone; only a refusal is a "no".
func (t *keyTrial) opens(ctx context.Context, ses *vault.Session, z chart.Zone) (ok bool, err error) {
	err = t.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		k, err := ses.Key(tx, trialOwner, z)
		if err != nil {
			return err
		}
		plain, err := k.Open(trialCell(z), t.sealed[z])
		ok = err == nil && string(plain) == string(z)
		return err
	})
	if chart.KindOf(err) == chart.NotAllowed {
		return false, nil
	}
	return ok, err
}
