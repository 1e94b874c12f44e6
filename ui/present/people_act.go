package present

import (
	"context"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/password"
)

// PeopleOffice is all that the screen of people asks of the house.
type PeopleOffice interface {
	PeopleHouse
	Colleagues
	OwnAccess
	FreshCodes() []string
}

// PeopleAct is what is about to be done with a person, or by somebody about the own way in.
type PeopleAct uint8

// The acts.
const (
	NoAct PeopleAct = iota
	ActDisable
	ActEnable
	ActReset
	ActRoles
	ActHandWork
	ActOwnPassword
	ActOwnCodes
	ActOwnAuthenticator
)

// Own reports whether the act is about the own way in.
func (a PeopleAct) Own() bool { return a >= ActOwnPassword }

// ActTyped is what was typed for an act.
type ActTyped struct{ Password, Another, Again, Code string }

// Move chooses the row at hand.
func (p *PeoplePresenter) Move(row int) {
	if row < 0 || row >= len(p.all) || p.snap.Act != NoAct {
		return
	}
	p.snap.At = row
	p.render()
}

// Begin asks for what an act needs. Disabling a disabled person is letting that person come back.
func (p *PeoplePresenter) Begin(a PeopleAct) {
	if p.snap.Busy || p.snap.Enrolling != "" || !a.Own() && (!p.snap.ReadOnly.Empty() || len(p.all) == 0) {
		return
	}
	p.snap.Shown, p.snap.ShownSays = nil, Line{}
	p.snap.Field, p.snap.Wrong, p.snap.Problem, p.snap.Says = PasswordField, Line{}, nil, Line{}
	if !a.Own() {
		at := p.all[p.snap.At]
		if a == ActDisable && at.Disabled {
			a = ActEnable
		}
		p.snap.Person = at.Person.DisplayName
		p.roles = map[chart.Role]bool{}
		for _, r := range at.Person.Roles {
			p.roles[r] = true
		}
		p.snap.NewRoles = p.roles
		p.snap.To = 0
		p.NextTo()
	}
	p.snap.Act = a
	p.render()
}

// NextTo chooses the next colleague to whom work is handed over.
func (p *PeoplePresenter) NextTo() {
	for range p.all {
		p.snap.To = (p.snap.To + 1) % len(p.all)
		if c := p.all[p.snap.To]; p.snap.To != p.snap.At && !c.Disabled {
			p.snap.ToName = c.Person.DisplayName
			break
		}
	}
	p.render()
}

// ToggleNewRole gives the person at hand a role, or takes it back, before it is done.
func (p *PeoplePresenter) ToggleNewRole(r chart.Role) {
	roles := map[chart.Role]bool{}
	for _, have := range access.Roles() {
		roles[have] = p.roles[have] != (have == r)
	}
	p.roles, p.snap.NewRoles = roles, roles
	p.render()
}

// Do does what was begun.
func (p *PeoplePresenter) Do(t ActTyped) {
	if p.snap.Busy || p.snap.Act == NoAct {
		return
	}
	if t.Password == "" {
		p.refuse(PasswordField, Say("Type your password"))
		return
	}
	if p.snap.Act == ActOwnPassword {
		if fault := password.Check(t.Another, p.me.Login, p.me.DisplayName); fault != "" {
			p.refuse(NewPasswordField, FaultSays(fault))
			return
		}
		if t.Another != t.Again {
			p.refuse(AgainField, Say("The two passwords differ"))
			return
		}
	}
	p.begin()
	mine, job := p.loads, p.job(t)
	async(p.run, func(ctx context.Context) (acted, error) { return job.run(ctx, p.house) }, func(done acted, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Busy = false
		if err != nil {
			p.notDone(err)
			return
		}
		p.done(done)
	})
}

// acted is what came of an act.
type acted struct {
	says      Line
	shown     []string
	shownSays Line
	enrol     Enrolment
	qr        [][]bool
}

// job is an act with all that it needs, taken while nothing else changes it.
type job struct {
	act   PeopleAct
	typed ActTyped
	who   chart.Person
	to    chart.PersonID
	roles []chart.Role
}

func (p *PeoplePresenter) job(t ActTyped) job {
	j := job{act: p.snap.Act, typed: t}
	if j.act.Own() {
		return j
	}
	j.who, j.to = p.all[p.snap.At].Person, p.all[p.snap.To].Person.ID
	for _, r := range access.Roles() {
		if p.roles[r] {
			j.roles = append(j.roles, r)
		}
	}
	return j
}

func (j job) run(ctx context.Context, house PeopleOffice) (out acted, err error) {
	t := j.typed
	switch j.act {
	case ActOwnPassword:
		return acted{says: Say("Your password is changed.")}, house.ChangePassword(ctx, t.Password, t.Another, t.Code)
	case ActOwnCodes:
		out.shown, err = house.NewCodes(ctx, t.Password, t.Code)
		out.shownSays = Say("Your recovery codes, each for one sign-in without the authenticator. Write them down: they are shown this one time, and those before are worth nothing.")
		return out, err
	case ActOwnAuthenticator:
		if out.enrol, err = house.ReplaceAuthenticator(ctx, t.Password, t.Code); err != nil {
			return out, err
		}
		out.qr, err = QRCode(out.enrol.URI)
		return out, err
	}
	return j.on(ctx, house)
}

func (j job) on(ctx context.Context, house PeopleOffice) (out acted, err error) {
	who, typed := j.who, j.typed.Password
	name := Data{"Name": who.DisplayName}
	switch j.act {
	case ActDisable:
		_, err = house.DisablePerson(ctx, typed, who.ID, "")
		out.says = Say("{{.Name}} cannot sign in any more; the keys are taken away.", name)
	case ActEnable:
		err = house.EnablePerson(ctx, typed, who.ID)
		out.says = Say("{{.Name}} can sign in again.", name)
	case ActReset:
		var once OneTime
		once, err = house.ResetPerson(ctx, typed, who.ID)
		out.shown = []string{once.Password}
		out.shownSays = Say("One-time password of {{.Name}}, good until {{.When}}. Hand it over by hand: it opens nothing but the choice of another, and is shown this one time.",
			Data{"Name": who.DisplayName, "When": once.Until.Local().Format("2006-01-02 15:04")})
	case ActRoles:
		_, err = house.SetRoles(ctx, typed, who.ID, j.roles)
		out.says = Say("{{.Name}} has other roles from the next sign-in on.", name)
	case ActHandWork:
		var n int
		n, err = house.HandOverWork(ctx, typed, who.ID, j.to)
		out.says = Say("Documents of {{.Name}} at the front of the queue: {{.N}}.", Data{"Name": who.DisplayName, "N": n})
	}
	return out, err
}

func (p *PeoplePresenter) done(a acted) {
	own := p.snap.Act.Own()
	p.snap.Act, p.snap.Says, p.snap.Shown, p.snap.ShownSays = NoAct, a.says, a.shown, a.shownSays
	p.snap.Added++
	if a.enrol.Secret != "" {
		p.snap.Enrolling, p.snap.Enrolment, p.snap.QR, p.snap.OwnEnrol, p.snap.Field = p.me.DisplayName, a.enrol, a.qr, true, CodeField
	}
	p.render()
	if !own {
		p.reload()
	}
}

// notDone says why: what an administrator is refused is said in words of its own.
func (p *PeoplePresenter) notDone(err error) {
	var bad *password.Error
	var last interface{ Holder() bool }
	switch {
	case errors.As(err, &bad):
		p.refuse(NewPasswordField, FaultSays(bad.Fault))
		return
	case errors.As(err, &last) && last.Holder():
		p.snap.Problem = &Trouble{Say("Nobody else has the keys of a zone that this person holds."), Say("Nothing was changed."),
			Say("Let a colleague with the role sign in first, so that the keys are handed on, or recover by shares.")}
	case errors.As(err, &last):
		p.snap.Problem = &Trouble{Say("The practice needs an administrator and a privacy officer who can sign in."), Say("Nothing was changed."),
			Say("Give somebody else the role first.")}
	case p.snap.Act == ActRoles && chart.KindOf(err) == chart.BadInput:
		p.refuse(RolesField, Say("Choose at least one role."))
		return
	case chart.KindOf(err) == chart.NotAllowed:
		p.snap.Problem = &Trouble{Say("Password or code did not match, or your role does not allow this."), Say("Nothing was changed."),
			Say("Check Caps Lock and try again, with a fresh code of the authenticator.")}
	case chart.KindOf(err) == chart.BadState:
		p.snap.Problem = &Trouble{Say("This is so already, or nobody does it to themselves."), Say("Nothing was changed."), Say("Look at the list again.")}
	default:
		p.snap.Problem = ptr(TroubleOf(err))
	}
	p.render()
}

// LastOne is in the chain of a refusal because a person is the last one: in an office, or with a zone's key.
type LastOne struct {
	Err error
	Key bool
}

func (l *LastOne) Error() string { return l.Err.Error() }
func (l *LastOne) Unwrap() error { return l.Err }

// Holder reports whether it is about a key.
func (l *LastOne) Holder() bool { return l.Key }

// colleagueState says how a colleague stands.
func colleagueState(c Colleague) Line {
	at := func(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }
	switch {
	case c.Disabled:
		return Say("disabled")
	case !c.BlockedUntil.IsZero():
		return Say("blocked until {{.When}}", Data{"When": at(c.BlockedUntil)})
	case !c.Once.IsZero():
		return Say("one-time password until {{.When}}", Data{"When": at(c.Once)})
	case c.Change:
		return Say("must change the password")
	case c.LastIn.IsZero():
		return Say("never signed in")
	}
	return Say("last signed in {{.When}}", Data{"When": at(c.LastIn)})
}

// ActSays says what an act does, before it is done.
func ActSays(a PeopleAct) Line {
	switch a {
	case ActDisable:
		return Say("Nobody can sign in as this person any more. The keys are taken away and the zones get new ones. What was copied before is not taken back.")
	case ActEnable:
		return Say("The person can sign in with the password and authenticator of before. Keys come when a colleague who holds them signs in.")
	case ActReset:
		return Say("Makes a one-time password. The person's keys are made anew and half-typed values are lost; it is an alarm in the trail.")
	case ActRoles:
		return Say("Keys beyond the new roles are taken away; keys that they need come when a colleague who holds them signs in.")
	case ActHandWork:
		return Say("Documents in which something is half typed go to the front of the queue; what was half typed is dropped.")
	case ActOwnPassword:
		return Say("Your keys and drafts stay.")
	case ActOwnCodes:
		return Say("Ten new recovery codes; those before are worth nothing.")
	case ActOwnAuthenticator:
		return Say("Another authenticator takes the place of yours. Who came in by a recovery code leaves the code empty.")
	}
	return Line{}
}
