package vault

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/storage/sqlitedb"
)

var (
	errWrong    = errors.New("login, password or code is not right")
	errDisabled = errors.New("the administrator has disabled this login")
	errLapsed   = errors.New("the one-time password has lapsed")
)

// Disabled reports whether a refusal says that the login was disabled, or that its one-time password has lapsed: only who has
// typed the right password is told.
func Disabled(err error) (disabled, lapsed bool) {
	return errors.Is(err, errDisabled), errors.Is(err, errLapsed)
}

// Welcome is what a person is told on coming in.
type Welcome struct {
	Missed    int       // wrong tries at the login since the person was here
	MissedAt  time.Time // the last of them
	Strangers int       // tries at logins that nobody has, since somebody signed in
	Before    time.Time // when the person came in last; zero: never
	ByCode    bool      // a recovery code was used: the authenticator may be lost
	CodesLeft int
	CodesFew  bool
}

// SignIn opens a session with password and authenticator code, or a recovery code in its place. Every wrong combination gives
// the same chart.NotAllowed, counted and written into the trail; after five, a Backoff. Where the password must be changed
// first, the error is chart.BadState with a Renewal in its chain.
func (v *Vault) SignIn(ctx context.Context, login, typed, code string) (*Session, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	v.attempts.Lock()
	defer v.attempts.Unlock()
	if err := v.verifyOnce(ctx); err != nil {
		return nil, err
	}
	if err := v.mayAnybody(ctx, o); err != nil {
		return nil, err
	}
	row, err := v.find(ctx, o, byLogin(cleanLogin(login)))
	if chart.KindOf(err) == chart.NotFound {
		return nil, v.unknownLogin(ctx, o, cleanLogin(login), typed)
	} else if err != nil {
		return nil, err
	}
	priv, err := v.try(ctx, o, row, typed)
	if err != nil {
		return nil, err
	}
	if row.standing.Change == changeOnce && !row.standing.Disabled {
		return nil, v.onceOnly(ctx, o, row, priv)
	}
	w, err := v.second(ctx, o, row, priv, code)
	if err != nil {
		priv.wipe()
		return nil, err
	}
	rules, err := v.rules(ctx)
	if err != nil {
		priv.wipe()
		return nil, err
	}
	if row.standing.Change == changeAsked || rules.aged(row, v.o.Now()) {
		return nil, v.renewal(o, row, priv, w)
	}
	defer priv.wipe()
	return v.admit(ctx, o, row, priv, chart.ActSignIn, w)
}

// second checks the second factor of somebody whose password was right. What it gives is still to be spent.
func (v *Vault) second(ctx context.Context, o *opened, row *personRow, priv *private, code string) (factor, error) {
	if row.standing.Disabled {
		return factor{}, errors.Join(chart.E(chart.NotAllowed, "sign in", errDisabled), v.append(ctx, chart.AuditEntry{
			Action: chart.ActSignInFail, Person: row.ID, Detail: "disabled"}))
	}
	w, ok, err := v.checkFactor(o, row, priv, code)
	if err != nil {
		return factor{}, err
	}
	if !ok {
		return factor{}, v.failed(ctx, o, row)
	}
	return w, nil
}

// verifyOnce compares the people with the trail once while the program runs.
func (v *Vault) verifyOnce(ctx context.Context) error {
	if v.verified {
		return nil
	}
	err := v.VerifyPeople(ctx)
	v.verified = err == nil
	return err
}

// Unlock opens a session again for the person whose session was locked last in this very process, with the password
// alone. After five wrong tries the person must sign in in full.
func (v *Vault) Unlock(ctx context.Context, person chart.PersonID, typed string) (*Session, error) {
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
	row, err := v.find(ctx, o, byID(person))
	if err != nil {
		return nil, err
	}
	if !row.usable() {
		return nil, chart.E(chart.NotAllowed, op, errDisabled)
	}
	priv, err := v.try(ctx, o, row, typed)
	if err != nil {
		return nil, err
	}
	defer priv.wipe()
	return v.admit(ctx, o, row, priv, chart.ActUnlock, factor{step: row.tries.Step, code: none})
}

func (v *Vault) find(ctx context.Context, o *opened, w which) (row *personRow, err error) {
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		all, err := peopleIn(tx, o)
		if err != nil {
			return err
		}
		row, err = pick(all, w)
		return err
	})
	return row, err
}

// unknownLogin takes as long as a wrong password and looks the same, waiting included. The login is not written down: people
// type their password into the wrong line.
func (v *Vault) unknownLogin(ctx context.Context, o *opened, login, typed string) error {
	t, err := v.stranger(o, login)
	if err != nil {
		return err
	}
	now := v.o.Now()
	if t.Pause.again(now) {
		t.Pause.At = now.UnixMilli()
	}
	if now.Before(t.Pause.end()) && t.Pause.For > 0 {
		return chart.E(chart.NotAllowed, "check password", &Backoff{Until: t.Pause.end(), Failures: t.Failures})
	}
	k, err := userKey(o.root, padded(clean(typed)), make([]byte, 32), v.o.Iterations, "")
	if err != nil {
		return err
	}
	k.Wipe()
	t.Failures++
	t.Pause = pauseOf(now, wait(t.Failures))
	return errors.Join(chart.E(chart.NotAllowed, "sign in", errWrong), v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return v.countFailure(tx, o, chart.AuditEntry{Action: chart.ActSignInFail, Detail: "login=unknown"}, true)
	}))
}

// clean gives the one form of what was typed as a password; nothing for what nobody can have.
func clean(typed string) string {
	if s := password.Clean(typed); len(s) <= password.Max {
		return s
	}
	return ""
}

// padded makes any typed password long enough to be tried: FIPS mode refuses to derive from fewer than 14 bytes.
func padded(s string) string {
	for len(s) < MinPassword {
		s += "\x00"
	}
	return s
}

// try checks a password. The caller holds v.attempts.
func (v *Vault) try(ctx context.Context, o *opened, row *personRow, typed string) (*private, error) {
	if err := v.mayTry(ctx, o, row); err != nil {
		return nil, err
	}
	priv, err := row.open(o, padded(clean(typed)))
	if chart.KindOf(err) == chart.Tampered {
		return nil, v.failed(ctx, o, row)
	}
	return priv, err
}

// admit opens the session and hands out grants that are still missing. also runs first in the same transaction.
func (v *Vault) admit(ctx context.Context, o *opened, row *personRow, priv *private, act chart.Action, w factor,
	also ...func(tx *sqlitedb.Tx) error) (s *Session, err error) {
	if err := v.renewEpoch(ctx, o); err != nil {
		return nil, err
	}
	own := newSecret(append([]byte(nil), priv.Seal...))
	err = v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		for _, do := range also {
			if err := do(tx); err != nil {
				return err
			}
		}
		hello, err := v.spend(tx, o, row, w)
		if err != nil {
			return err
		}
		if s, err = v.session(tx, o, row, own); err != nil {
			return err
		}
		if err := v.protect(tx, o, o.machine); err != nil {
			return err
		}
		s.welcome, s.byCode = hello, hello.ByCode
		given, err := v.tellGrants(tx, o, s.zones, row.ID)
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
		if s != nil { // nobody has come in: neither the zones' keys nor the authenticator's time may stay
			s.Close()
			v.keepFactor(s, s.before)
		}
		return nil, err
	}
	v.began(row.ID, pause{})
	v.mu.Lock()
	v.locked = ""
	v.mu.Unlock()
	if act == chart.ActUnlock {
		v.keepFactor(s, s.before)
	}
	return s, nil
}

// spend uses up what the person came in with and begins the counting of wrong tries anew.
func (v *Vault) spend(tx *sqlitedb.Tx, o *opened, row *personRow, w factor) (hello Welcome, err error) {
	t := row.tries
	hello = Welcome{Missed: t.Missed, ByCode: w.code != none}
	if t.Missed > 0 {
		hello.MissedAt = time.UnixMilli(t.MissedAt)
	}
	if t.LastIn > 0 {
		hello.Before = time.UnixMilli(t.LastIn)
	}
	g, err := readGuard(tx, o)
	if err != nil {
		return hello, err
	}
	if hello.Strangers = g.Strangers; g.Strangers > 0 {
		g.Strangers = 0
		if err := saveGuard(tx, o, g); err != nil {
			return hello, err
		}
	}
	row.tries = tries{Step: max(t.Step, w.step), LastIn: v.o.Now().UnixMilli()}
	ok, err := row.saveTries(tx, o)
	if err != nil {
		return hello, err
	}
	if !ok { // another process's sign-in has used the code
		return hello, chart.E(chart.NotAllowed, "sign in", errWrong)
	}
	if err := v.spendCode(tx, o, row, w); err != nil {
		return hello, err
	}
	rules, err := v.rulesIn(tx, o)
	if err != nil {
		return hello, err
	}
	hello.CodesLeft = row.standing.Codes.left()
	hello.CodesFew = hello.CodesLeft <= rules.FewCodes
	return hello, nil
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
