package wire

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// Gate says whether there is a workspace and what is wrong with its keyring.
func (d *Desk) Gate(ctx context.Context) (present.GateStatus, error) {
	exists, err := d.vault.Exists(ctx)
	if err != nil {
		return present.GateStatus{}, err
	}
	if !exists {
		return present.GateStatus{NeedsSetUp: true}, nil
	}
	st := present.GateStatus{Problem: d.vault.Load(ctx), Card: d.opts.Card.Library != ""}
	if st.Problem == nil {
		d.look(ctx)
		st.Damaged = d.Damage() != nil
	}
	if st.Problem == nil && !d.opts.Office {
		d.connect(ctx)
		d.stream(ctx)
	}
	if set, err := d.vault.RecoverySet(ctx); err == nil { // a folder that cannot say it is told by what follows
		st.Shares, st.Mark = set.Needs, set.Mark.String()
		if set.Shares == 0 { // the key is in a module
			st.Shares, st.Mark = 0, ""
		}
	}
	st.Practice, err = d.vault.Practice(ctx)
	return st, err
}

// SetUp starts a new workspace. Nothing is stored before ConfirmSetUp.
func (d *Desk) SetUp(ctx context.Context, s present.SetUp) (present.Enrolment, error) {
	p, err := d.vault.Begin(ctx, s.Practice, vault.NewPerson{Login: s.Login, DisplayName: s.DisplayName, Password: s.Password})
	if err != nil {
		return present.Enrolment{}, err
	}
	d.mu.Lock()
	d.pending, d.validators = p, s.Validators
	d.mu.Unlock()
	return present.Enrolment{Secret: p.Secret, URI: p.URI}, nil
}

// takeValidators gives who is to validate in the workspace that is set up, and forgets it.
func (d *Desk) takeValidators() chart.LookPolicy {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := chart.DefaultLookPolicy()
	p.Who, d.validators = d.validators, ""
	return p
}

// ConfirmSetUp makes the workspace once the authenticator shows a right code.
func (d *Desk) ConfirmSetUp(ctx context.Context, code string) (chart.Person, error) {
	d.mu.Lock()
	p := d.pending
	d.mu.Unlock()
	if p == nil {
		return chart.Person{}, chart.E(chart.BadState, "confirm set-up", nil)
	}
	try := d.try()
	ses, err := p.Confirm(ctx, code)
	if err != nil {
		return chart.Person{}, err
	}
	d.mu.Lock()
	d.pending = nil
	d.mu.Unlock()
	if who := d.takeValidators(); who.Valid() {
		if err := d.cases.SetLookPolicy(ctx, ses, who); err != nil { // what holds then asks for more
			d.opts.Log.WarnContext(ctx, "who validates was not kept", "kind", string(chart.KindOf(err)))
		}
	}
	d.keepCodes(p.Codes)
	return d.arrive(ctx, try, ses)
}

// SignIn lets a person in by password and authenticator code. Somebody who had locked the desk is signed out by it.
func (d *Desk) SignIn(ctx context.Context, login, password, code string) (chart.Person, error) {
	try := d.try()
	d.DropRenewal()
	if d.vault.Load(ctx) == nil { // what it lacks, signing in says itself
		d.look(ctx) // before anything is written
	}
	ses, err := d.vault.SignIn(ctx, login, password, code)
	if err != nil {
		d.keepRenewal(err)
		switch disabled, lapsed := vault.Disabled(err); {
		case disabled:
			err = errors.Join(err, present.ErrDisabled)
		case lapsed:
			err = errors.Join(err, present.ErrLapsed)
		}
		return chart.Person{}, err
	}
	return d.arrive(ctx, try, ses)
}

// try begins to let somebody in. Whoever locks or leaves before it has ended has ended it.
func (d *Desk) try() uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.locks
}

// late ends the session of somebody whose sign-in was overtaken by a lock.
func (d *Desk) late(ctx context.Context, ses *vault.Session) error {
	d.mu.Lock()
	d.coming = coming{}
	back := d.last == ses.Person().ID
	d.mu.Unlock()
	leave := d.vault.SignOut
	if back {
		leave = d.vault.Lock
	}
	return errors.Join(chart.E(chart.Locked, "sign in", errors.New("it was locked meanwhile")), leave(ctx, ses))
}

// arrive puts the session to work: what a crash or a lock left unread goes on, and records without a seal get one. A lock that
// came while it was tried is stronger.
func (d *Desk) arrive(ctx context.Context, try uint64, ses *vault.Session) (chart.Person, error) {
	d.mu.Lock()
	if d.locks != try {
		d.mu.Unlock()
		return chart.Person{}, d.late(ctx, ses)
	}
	old := d.session
	d.session, d.last, d.coming.told = ses, "", false
	looked := make(chan struct{})
	d.due, d.scheduled = present.DisposalProposal{}, looked
	d.mu.Unlock()
	if old != nil {
		old.Close()
	}
	d.look(ctx)
	if d.opts.Office {
		d.settleKeys(ctx, ses)
		return ses.Person(), nil
	}
	if d.Damage() != nil { // nothing goes on in a workspace that may only be read
		d.tell()
		return ses.Person(), nil //nolint:nilerr // the person is told, and may look
	}
	d.run(d.remember)
	d.planned.Do(func() { d.run(d.backUpDaily) })
	d.connect(ctx)
	d.stream(ctx)
	d.run(func(ctx context.Context) {
		d.settleKeys(ctx, ses)
		d.sweepAgain(ctx, ses)
		d.sealWaiting(ctx, ses)
		d.resume(ctx, ses)
	})
	d.run(func(ctx context.Context) { d.propose(ctx, ses, looked) })
	d.reloadCodeLists(ctx)
	d.startWatching(ctx)
	d.tell()
	return ses.Person(), nil
}

// leave takes the session away at once; what follows may take its time.
func (d *Desk) leave() *vault.Session {
	d.seen.drop()
	d.mu.Lock()
	defer d.mu.Unlock()
	ses := d.session
	d.session, d.joining = nil, nil
	d.locks++
	if d.coming.replacement != nil {
		d.coming.replacement.Drop()
	}
	d.coming = coming{}
	if ses != nil {
		ses.Close()
		d.last = ses.Person().ID
	}
	return ses
}

// Lock drops every key at once.
func (d *Desk) Lock(ctx context.Context) error {
	ses := d.leave()
	if ses == nil {
		return nil
	}
	d.stopWatching()
	return d.vault.Lock(ctx, ses)
}

// Unlock lets the person who locked back in by the password alone.
func (d *Desk) Unlock(ctx context.Context, password string) (chart.Person, error) {
	d.mu.Lock()
	who := d.last
	d.mu.Unlock()
	if who == "" {
		return chart.Person{}, chart.E(chart.BadState, "unlock", nil)
	}
	try := d.try()
	ses, err := d.vault.Unlock(ctx, who, password)
	if err != nil {
		return chart.Person{}, err
	}
	return d.arrive(ctx, try, ses)
}

// SignOut ends the person's stay, locked or not.
func (d *Desk) SignOut(ctx context.Context) error {
	ses := d.leave()
	d.stopWatching()
	d.mu.Lock()
	locked := d.last != "" && ses == nil
	d.last = ""
	d.mu.Unlock()
	switch {
	case ses != nil:
		d.backUpAtEnd()
		return d.vault.SignOut(ctx, ses)
	case locked:
		return d.vault.SignOutLocked(ctx)
	}
	return nil
}
