package vault

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

const (
	freeFailures = 5 // wrong tries before each further one must wait
	firstWait    = 5 * time.Second
	longestWait  = 15 * time.Minute
)

var errWrong = errors.New("login, password or code is not right")

// Backoff is in the chain of a refusal that stands only for a while.
type Backoff struct{ Until time.Time }

func (b *Backoff) Error() string {
	return "too many wrong tries; wait until " + b.Until.UTC().Format(time.TimeOnly) + " UTC"
}

// RetryAt is when the next try counts, for screens that say so.
func (b *Backoff) RetryAt() time.Time { return b.Until }

func wait(failures int) time.Duration {
	if failures < freeFailures {
		return 0
	}
	d := firstWait << min(failures-freeFailures, 20)
	return min(d, longestWait)
}

// SignIn opens a session with password and authenticator code. Every wrong combination gives the same chart.NotAllowed,
// counted and written into the trail; after five, a Backoff.
func (v *Vault) SignIn(ctx context.Context, login, password, code string) (*Session, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	v.attempts.Lock()
	defer v.attempts.Unlock()
	row, err := v.find(ctx, o, "login", cleanLogin(login))
	if chart.KindOf(err) == chart.NotFound {
		return nil, v.unknownLogin(ctx, o, password)
	} else if err != nil {
		return nil, err
	}
	priv, err := v.try(ctx, o, row, password)
	if err != nil {
		return nil, err
	}
	defer priv.wipe()
	step, ok := checkCode(priv.TOTP, code, v.o.Now(), row.totpStep)
	if !ok {
		return nil, v.failed(ctx, row)
	}
	return v.admit(ctx, o, row, priv, chart.ActSignIn, step)
}

// Unlock opens a session again for the person whose session was locked last in this very process, with the password
// alone. After five wrong tries the person must sign in in full.
func (v *Vault) Unlock(ctx context.Context, person chart.PersonID, password string) (*Session, error) {
	const op = "unlock"
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	v.attempts.Lock()
	defer v.attempts.Unlock()
	v.mu.Lock()
	known := v.locked == person && person != ""
	v.mu.Unlock()
	if !known {
		return nil, chart.E(chart.NotAllowed, op, errors.New("sign in with the authenticator's code"))
	}
	row, err := v.find(ctx, o, "id", string(person))
	if err != nil {
		return nil, err
	}
	priv, err := v.try(ctx, o, row, password)
	if err != nil {
		return nil, err
	}
	defer priv.wipe()
	return v.admit(ctx, o, row, priv, chart.ActUnlock, row.totpStep)
}

func (v *Vault) find(ctx context.Context, o *opened, column, value string) (row *personRow, err error) {
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		row, err = personWhere(tx, o.machine, column, value)
		return err
	})
	return row, err
}

// unknownLogin takes as long as a wrong password and looks the same. The login is not written down: people type their
// password into the wrong line.
func (v *Vault) unknownLogin(ctx context.Context, o *opened, password string) error {
	k, err := userKey(o.root, cleanPassword(padded(password)), make([]byte, 32), v.o.Iterations, "")
	if err != nil {
		return err
	}
	k.Wipe()
	return errors.Join(chart.E(chart.NotAllowed, "sign in", errWrong), v.append(ctx, chart.AuditEntry{
		Action: chart.ActSignInFail, Detail: "login=unknown"}))
}

// padded makes any typed password long enough to be tried: FIPS mode refuses to derive from fewer than 14 bytes.
func padded(password string) string {
	for len(password) < MinPassword {
		password += "\x00"
	}
	return password
}

// try checks a password. The caller holds v.attempts.
func (v *Vault) try(ctx context.Context, o *opened, row *personRow, password string) (*private, error) {
	// A block further off than any that we set comes from a clock that was wrong then.
	if now := v.o.Now(); now.Before(row.blockedUntil) && row.blockedUntil.Sub(now) <= longestWait {
		return nil, chart.E(chart.NotAllowed, "check password", &Backoff{row.blockedUntil})
	}
	password = cleanPassword(password)
	if len(password) > maxPassword {
		password = ""
	}
	priv, err := row.open(o, padded(password))
	if chart.KindOf(err) == chart.Tampered {
		return nil, v.failed(ctx, row)
	}
	return priv, err
}

// failed counts a wrong try and gives what to tell the person.
func (v *Vault) failed(ctx context.Context, row *personRow) error {
	row.failures++
	if d := wait(row.failures); d > 0 {
		row.blockedUntil = v.o.Now().Add(d)
	}
	if row.failures >= freeFailures {
		v.mu.Lock()
		v.locked = ""
		v.mu.Unlock()
	}
	err := v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`UPDATE person SET failures = ?, blocked_until = ? WHERE id = ?`,
			row.failures, row.blockedUntil.UnixMilli(), string(row.ID)); err != nil {
			return err
		}
		_, err := v.log.Append(tx, chart.AuditEntry{Action: chart.ActSignInFail, Person: row.ID,
			Detail: fmt.Sprintf("failures=%d", row.failures)})
		return err
	})
	return errors.Join(chart.E(chart.NotAllowed, "check password", errWrong), err)
}

// admit opens the session and hands out grants that are still missing.
func (v *Vault) admit(ctx context.Context, o *opened, row *personRow, priv *private, act chart.Action, step int64) (s *Session, err error) {
	if err := v.renewEpoch(ctx, o); err != nil {
		return nil, err
	}
	own := newSecret(append([]byte(nil), priv.Seal...))
	err = v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		n, err := tx.Change(`UPDATE person SET failures = 0, blocked_until = 0, totp_step = ? WHERE id = ? AND totp_step <= ?`,
			step, string(row.ID), step)
		if err != nil {
			return err
		}
		if n != 1 { // another process's sign-in has used the code
			return chart.E(chart.NotAllowed, "sign in", errWrong)
		}
		if s, err = v.session(tx, o, row, own); err != nil {
			return err
		}
		if err := v.protect(tx, o, o.machine); err != nil {
			return err
		}
		given, err := v.tellGrants(tx, o.machine, s.zones, row.ID)
		if err != nil {
			return err
		}
		detail := ""
		if given > 0 {
			detail = fmt.Sprintf("grants=%d", given)
		}
		_, err = v.log.Append(tx, chart.AuditEntry{Action: act, Person: row.ID, Detail: detail})
		return err
	})
	if err != nil {
		own.Wipe()
		return nil, err
	}
	v.mu.Lock()
	v.locked = ""
	v.mu.Unlock()
	if act == chart.ActUnlock {
		v.keepFactor(s, s.before)
	}
	return s, nil
}

// Lock drops the session's keys at once, then writes the trail; its person may come back through Unlock.
func (v *Vault) Lock(ctx context.Context, s *Session) error {
	s.Close()
	v.mu.Lock()
	v.locked = s.person.ID
	v.mu.Unlock()
	return v.append(ctx, chart.AuditEntry{Action: chart.ActLock, Person: s.person.ID})
}

// SignOut drops the session's keys at once, then writes the trail.
func (v *Vault) SignOut(ctx context.Context, s *Session) error {
	s.Close()
	v.mu.Lock()
	v.locked = ""
	v.mu.Unlock()
	return v.append(ctx, chart.AuditEntry{Action: chart.ActSignOut, Person: s.person.ID})
}

// SignOutLocked ends the stay of a person whose session is locked.
func (v *Vault) SignOutLocked(ctx context.Context) error {
	v.mu.Lock()
	person := v.locked
	v.locked = ""
	v.mu.Unlock()
	if person == "" {
		return nil
	}
	return v.append(ctx, chart.AuditEntry{Action: chart.ActSignOut, Person: person})
}

func (v *Vault) append(ctx context.Context, e chart.AuditEntry) error {
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		_, err := v.log.Append(tx, e)
		return err
	})
}
