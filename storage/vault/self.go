package vault

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// What people do about their own way in. Each asks for the password and for the second factor again: an unlocked desk that
// somebody else sits down at is not enough.

var errSame = errors.New("the new password is the old one")

// Welcome is what the person was told on coming in.
func (s *Session) Welcome() Welcome { return s.welcome }

// proof is a person who has shown password and second factor again.
type proof struct {
	row    *personRow
	priv   *private
	factor factor
}

// prove asks for the password and the second factor. Who came in by a recovery code has shown one already. The caller holds
// v.attempts.
func (s *Session) prove(ctx context.Context, typed, code string) (p proof, err error) {
	if p.row, err = s.v.find(ctx, s.o, byID(s.person.ID)); err != nil {
		return p, err
	}
	if !p.row.usable() {
		return p, chart.E(chart.NotAllowed, "check password", errDisabled)
	}
	if p.priv, err = s.v.try(ctx, s.o, p.row, typed); err != nil {
		return p, err
	}
	if s.byCode && code == "" {
		p.factor = factor{step: p.row.tries.Step, code: none}
		return p, nil
	}
	f, ok, err := s.v.checkFactor(s.o, p.row, p.priv, code)
	if err == nil && !ok {
		err = s.v.failed(ctx, s.o, p.row)
	}
	if err != nil {
		p.priv.wipe()
		return p, err
	}
	p.factor = f
	return p, nil
}

// spend uses up what was shown.
func (s *Session) spend(tx *sqlitedb.Tx, p proof) error {
	p.row.tries.Failures, p.row.tries.Pause = 0, pause{}
	p.row.tries.Step = max(p.row.tries.Step, p.factor.step)
	ok, err := p.row.saveTries(tx, s.o)
	if err != nil {
		return err
	}
	if !ok {
		return chart.E(chart.NotAllowed, "check password", errWrong)
	}
	return s.v.spendCode(tx, s.o, p.row, p.factor)
}

// changeOwn runs a change of the person's own way in.
func (s *Session) changeOwn(ctx context.Context, typed, code string, change func(p proof) (chart.AuditEntry, error)) error {
	if err := s.alive(); err != nil {
		return err
	}
	v := s.v
	v.attempts.Lock()
	defer v.attempts.Unlock()
	p, err := s.prove(ctx, typed, code)
	if err != nil {
		return err
	}
	defer p.priv.wipe()
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := s.spend(tx, p); err != nil {
			return err
		}
		e, err := change(p)
		if err != nil {
			return err
		}
		if err := p.row.save(tx, s.o); err != nil {
			return err
		}
		e.Person = p.row.ID
		return v.tell(tx, s.o, e)
	})
}

// ChangePassword seals the person's keys under another password. Sessions stay open and drafts stay readable.
func (s *Session) ChangePassword(ctx context.Context, old, another, code string) error {
	if err := s.alive(); err != nil {
		return err
	}
	another = password.Clean(another)
	if err := s.v.judge(ctx, another, s.person.Login, s.person.DisplayName); err != nil {
		return err
	}
	if another == password.Clean(old) {
		return chart.E(chart.BadInput, "choose password", errSame)
	}
	return s.changeOwn(ctx, old, code, func(p proof) (chart.AuditEntry, error) {
		p.row.standing.PasswordAt = s.v.o.Now().UnixMilli()
		if p.row.standing.Change == changeAsked {
			p.row.standing.Change = ""
		}
		return chart.AuditEntry{Action: chart.ActPassword}, p.row.lock(s.o, another, s.v.o.Iterations, p.priv)
	})
}

// judge checks a password for somebody.
func (v *Vault) judge(ctx context.Context, typed string, about ...string) error {
	rules, err := v.rules(ctx)
	if err != nil {
		return err
	}
	practice, err := v.Practice(ctx)
	if err != nil {
		return err
	}
	return v.checkPassword(rules, typed, append(about, practice)...)
}

// NewCodes makes ten recovery codes, to be shown this once; those before are worth nothing.
func (s *Session) NewCodes(ctx context.Context, typed, code string) (shown []string, err error) {
	err = s.changeOwn(ctx, typed, code, func(p proof) (e chart.AuditEntry, err error) {
		shown, p.row.standing.Codes, err = newCodes(s.o, p.row.ID, s.v.o.Iterations)
		return chart.AuditEntry{Action: chart.ActCodes}, err
	})
	if err != nil {
		return nil, err
	}
	return shown, nil
}

// Replacement is an authenticator that is to take the place of the person's. Nothing changes before Confirm.
type Replacement struct {
	Secret string // base32
	URI    string // otpauth://

	s     *Session
	typed string
}

// ReplaceAuthenticator begins to set up another authenticator; password and second factor are asked for and spent at once,
// because a code lapses while the new authenticator is set up.
func (s *Session) ReplaceAuthenticator(ctx context.Context, typed, code string) (*Replacement, error) {
	if err := s.alive(); err != nil {
		return nil, err
	}
	practice, err := s.v.Practice(ctx)
	if err != nil {
		return nil, err
	}
	secret, uri, err := newAuthenticator(practice, s.person.Login)
	if err != nil {
		return nil, err
	}
	s.v.attempts.Lock()
	defer s.v.attempts.Unlock()
	p, err := s.prove(ctx, typed, code)
	if err != nil {
		return nil, err
	}
	p.priv.wipe()
	if err := s.v.db.Write(ctx, func(tx *sqlitedb.Tx) error { return s.spend(tx, p) }); err != nil {
		return nil, err
	}
	return &Replacement{Secret: secret, URI: uri, s: s, typed: typed}, nil
}

// Confirm puts the new authenticator in the place of the old once it shows a right code. A wrong code may be tried again.
func (r *Replacement) Confirm(ctx context.Context, fresh string) error {
	const op = "confirm authenticator"
	if err := r.s.alive(); err != nil {
		return err
	}
	step, ok := checkCode(r.Secret, fresh, r.s.v.o.Now(), 0)
	if !ok {
		return chart.E(chart.NotAllowed, op, errors.New("the code is not right"))
	}
	v, o := r.s.v, r.s.o
	v.attempts.Lock()
	defer v.attempts.Unlock()
	row, err := v.find(ctx, o, byID(r.s.person.ID))
	if err != nil {
		return err
	}
	priv, err := v.try(ctx, o, row, r.typed)
	if err != nil {
		return err
	}
	defer priv.wipe()
	priv.TOTP = r.Secret
	row.tries.Step = max(row.tries.Step, step)
	if err := row.lock(o, password.Clean(r.typed), v.o.Iterations, priv); err != nil {
		return err
	}
	err = v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if _, err := row.saveTries(tx, o); err != nil {
			return err
		}
		if err := row.save(tx, o); err != nil {
			return err
		}
		return v.tell(tx, o, chart.AuditEntry{Action: chart.ActAuthenticator, Person: row.ID})
	})
	if err == nil {
		r.Drop()
		r.s.byCode = false
	}
	return err
}

// Drop forgets the key and the password that was typed.
func (r *Replacement) Drop() { r.Secret, r.URI, r.typed = "", "", "" }
