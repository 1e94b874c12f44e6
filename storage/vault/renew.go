package vault

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// renewWithin is how long a change that must come first may take.
const renewWithin = 15 * time.Minute

// Renewal is a password that must be changed before its person comes in. Choose takes the new password, Confirm ends it.
//
// After a reset everything is made anew: key pairs, authenticator and recovery codes. The administrator who made the one-time
// password knows a password that opens the keys of the time between, so no zone is ever granted to those; the new keys are
// granted by somebody who holds the zones, as for a new person.
type Renewal struct {
	v *Vault
	o *opened

	mu     sync.Mutex
	row    *personRow
	priv   *private // nil after a reset: nothing of it is kept
	factor factor
	until  time.Time
	chosen string
	secret string
	done   bool
}

// NewAuthenticator reports whether an authenticator is set up with the new password; otherwise Confirm needs no code.
func (r *Renewal) NewAuthenticator() bool { return r.priv == nil }

// Error makes a renewal what SignIn refuses with.
func (r *Renewal) Error() string { return "the password must be changed first" }

// renewal refuses a sign-in whose password must be changed first. The code that was typed is spent with the change.
func (v *Vault) renewal(o *opened, row *personRow, priv *private, f factor) error {
	return chart.E(chart.BadState, "sign in", &Renewal{v: v, o: o, row: row, priv: priv, factor: f, until: v.o.Now().Add(renewWithin)})
}

// onceOnly answers the right one-time password: it opens nothing but the change.
func (v *Vault) onceOnly(ctx context.Context, o *opened, row *personRow, priv *private) error {
	priv.wipe()
	if !v.o.Now().Before(time.UnixMilli(row.standing.OnceUntil)) {
		return errors.Join(chart.E(chart.NotAllowed, "sign in", errLapsed), v.append(ctx, chart.AuditEntry{
			Action: chart.ActSignInFail, Person: row.ID, Detail: "one_time_lapsed"}))
	}
	return v.renewal(o, row, nil, factor{step: row.tries.Step, code: none})
}

// Choose takes the new password and gives, after a reset, what the person's authenticator needs.
func (r *Renewal) Choose(ctx context.Context, typed string) (secret, uri string, err error) {
	const op = "change password"
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.alive(op); err != nil {
		return "", "", err
	}
	typed = password.Clean(typed)
	if err := r.v.judge(ctx, typed, r.row.Login, r.row.DisplayName); err != nil {
		return "", "", err
	}
	if old, err := r.row.open(r.o, typed); err == nil {
		old.wipe()
		return "", "", chart.E(chart.BadInput, op, errSame)
	}
	if r.priv == nil {
		practice, err := r.v.Practice(ctx)
		if err != nil {
			return "", "", err
		}
		if secret, uri, err = newAuthenticator(practice, r.row.Login); err != nil {
			return "", "", err
		}
	}
	r.chosen, r.secret = typed, secret
	return secret, uri, nil
}

// Confirm changes the password and lets the person in. After a reset the code is the new authenticator's, and codes are the
// person's recovery codes, to be shown this once.
func (r *Renewal) Confirm(ctx context.Context, code string) (s *Session, codes []string, err error) {
	const op = "change password"
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.alive(op); err != nil {
		return nil, nil, err
	}
	if r.chosen == "" {
		return nil, nil, chart.E(chart.BadState, op, errors.New("no password was chosen"))
	}
	r.v.attempts.Lock()
	defer r.v.attempts.Unlock()
	row, err := r.v.find(ctx, r.o, byID(r.row.ID))
	if err != nil {
		return nil, nil, err
	}
	if !bytes.Equal(row.mac, r.row.mac) {
		return nil, nil, chart.E(chart.Conflict, op, errors.New("sign in again"))
	}
	row.standing.Change, row.standing.OnceUntil, row.standing.PasswordAt = "", 0, r.v.o.Now().UnixMilli()
	priv, detail := r.priv, "forced"
	if r.priv == nil {
		step, ok := checkCode(r.secret, code, r.v.o.Now(), 0)
		if !ok {
			return nil, nil, chart.E(chart.NotAllowed, "confirm authenticator", errors.New("the code is not right"))
		}
		detail = "after_reset"
		if priv, codes, err = row.anew(r.o, r.chosen, r.secret, r.v.o); err != nil {
			return nil, nil, err
		}
		r.factor = factor{step: step, code: none}
	} else if err := row.lock(r.o, r.chosen, r.v.o.Iterations, priv); err != nil {
		return nil, nil, err
	}
	s, err = r.v.admit(ctx, r.o, row, priv, chart.ActSignIn, r.factor, func(tx *sqlitedb.Tx) error {
		if err := row.save(tx, r.o); err != nil {
			return err
		}
		return r.v.tell(tx, r.o, chart.AuditEntry{Action: chart.ActPassword, Person: row.ID, Detail: detail})
	})
	if r.priv == nil {
		priv.wipe()
	}
	if err != nil {
		return nil, nil, err
	}
	r.drop()
	return s, codes, nil
}

// anew gives a person after a reset everything anew; the old signing key stays known.
func (r *personRow) anew(o *opened, password, totp string, with Options) (*private, []string, error) {
	now := with.Now().UnixMilli()
	own, err := r.newKeys(o, password, totp, with.Iterations)
	if err != nil {
		return nil, nil, err
	}
	own.Wipe()
	r.standing.PasswordAt = now
	codes, set, err := newCodes(o, r.ID, with.Iterations)
	if err != nil {
		return nil, nil, err
	}
	r.standing.Codes = set
	priv, err := r.open(o, password)
	return priv, codes, err
}

func (r *Renewal) alive(op string) error {
	if r.done || !r.v.o.Now().Before(r.until) {
		return chart.E(chart.BadState, op, errors.New("sign in again"))
	}
	return nil
}

// Drop forgets what was typed.
func (r *Renewal) Drop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop()
}

func (r *Renewal) drop() {
	r.done, r.chosen, r.secret = true, "", ""
	if r.priv != nil {
		r.priv.wipe()
	}
}
