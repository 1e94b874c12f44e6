package present

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
)

// GateStep is what the gate shows.
type GateStep uint8

// The steps. The zero step shows nothing but that it is working.
const (
	GateLoading GateStep = iota
	GateProblem          // keyring absent, locked or wrong, or the workspace cannot be opened
	GateSetUp            // first run: practice and first person
	GateEnrol            // first run: the authenticator
	GateSignIn
	GateLocked // the same person comes back with the password
	GateOpen   // somebody is in

	GateRenew      // the password must be changed before anything else
	GateRenewEnrol // and an authenticator set up with it
	GateCodes      // recovery codes, shown this once

	GateShares      // recovery shares are typed from paper
	GateRescuer     // who recovers, and a new password
	GateRescueEnrol // the authenticator of whoever recovers
	GateAlone       // first run: who looks a second time

	GateCard   // the PIN of a smart card
	GateModule // somebody is in; the PIN of the security module that guards a zone
)

// GateField names an entry of the gate, for the message beside it and for the focus.
type GateField uint8

// The entries.
const (
	NoField GateField = iota
	PracticeField
	NameField
	LoginField
	PasswordField
	AgainField
	CodeField
	RolesField // of somebody who is added
	NewPasswordField
	ShareField // the line of a share that is typed
	PINField   // of a card or module
)

// GateSnapshot is all that the sign-in screen shows. It never holds a password.
type GateSnapshot struct {
	Step      GateStep
	Busy      bool
	Practice  string
	Person    string // GateLocked: who may unlock; GateEnrol: whose authenticator
	Login     string // GateSignIn: filled in for the person who was here last
	Enrolment Enrolment
	QR        [][]bool // GateEnrol: true is dark, quiet zone included
	Problem   *Trouble
	Field     GateField // the entry that must change first
	FieldSays Line
	Wait      time.Duration // no try is taken before it is over
	Until     time.Time     // when it is over
	After     bool          // GateRenew: after a reset by the administrator
	Codes     []string      // GateCodes
	Damaged   bool          // GateSignIn: the workspace opens for reading only
	Rescue    Rescue        // recovery with shares; never a word of one
	Card      bool          // GateSignIn, GateLocked: a smart card may be used
}

// GateView draws snapshots, on the UI goroutine.
type GateView interface{ Render(GateSnapshot) }

// GatePresenter lets people in. All methods are called on the UI goroutine.
type GatePresenter struct {
	house   GateHouse
	run     Runner
	clock   Clock
	view    GateView
	entered func(chart.Person)

	snap  GateSnapshot
	until time.Time     // end of the back-off
	comes *chart.Person // GateCodes: who is in afterwards

	trying  bool // the house is asked to let somebody in
	shut    bool // it was locked meanwhile: whoever comes out of it does not come in
	typed   shares
	rescues uint64 // recoveries that were left
	setUp   *SetUp // GateAlone: what was typed before

	card  bool          // a smart card may be used at this computer
	front *GateSnapshot // GateCard: what Escape goes back to
	away  func()        // GateModule: of the time after which it is locked

	modules uint64 // modules that were asked for and left
}

// NewGate makes the presenter; entered is called on the UI goroutine whenever somebody is in.
func NewGate(house GateHouse, run Runner, clock Clock, view GateView, entered func(chart.Person)) *GatePresenter {
	return &GatePresenter{house: house, run: run, clock: clock, view: view, entered: entered}
}

// Start asks the house what to show; Retry after a problem is Start again.
func (p *GatePresenter) Start() {
	p.snap = GateSnapshot{Step: GateLoading, Busy: true}
	p.render()
	p.run.Go(func(ctx context.Context) {
		status, err := p.house.Gate(ctx)
		p.run.Do(func() { p.started(status, err) })
	})
}

func (p *GatePresenter) started(status GateStatus, err error) {
	if err == nil {
		err = status.Problem
	}
	p.snap = GateSnapshot{Practice: status.Practice, Step: GateSignIn, Rescue: offered(status, err)}
	p.card, p.front = status.Card && err == nil && !status.NeedsSetUp, nil
	p.snap.Card = p.card
	switch {
	case err != nil:
		p.snap.Step, p.snap.Problem = GateProblem, ptr(TroubleOf(err))
	case status.NeedsSetUp:
		p.snap.Step, p.snap.Field = GateSetUp, PracticeField
	default:
		p.snap.Field, p.snap.Damaged = LoginField, status.Damaged
	}
	p.render()
}

// SetUp checks what was typed and makes the workspace's first person.
func (p *GatePresenter) SetUp(s SetUp, again string) {
	if p.snap.Busy || p.snap.Step != GateSetUp {
		return
	}
	s.Practice, s.DisplayName = strings.TrimSpace(s.Practice), strings.TrimSpace(s.DisplayName)
	s.Login = strings.ToLower(strings.TrimSpace(s.Login))
	if f, says := checkSetUp(s, again); f != NoField {
		p.refuse(f, says)
		return
	}
	p.setUp = &s
	p.snap = GateSnapshot{Step: GateAlone, Practice: s.Practice, Person: s.DisplayName}
	p.render()
}

// ConfirmSetUp ends the set-up with the first code of the authenticator.
func (p *GatePresenter) ConfirmSetUp(code string) {
	if p.snap.Busy || p.snap.Step != GateEnrol {
		return
	}
	code, ok := cleanCode(code)
	if !ok {
		p.refuse(CodeField, Say("Six digits, as the authenticator shows them now"))
		return
	}
	p.ask(CodeField, func(ctx context.Context) (chart.Person, error) { return p.house.ConfirmSetUp(ctx, code) })
}

// SignIn lets a person in.
func (p *GatePresenter) SignIn(login, typed, code string) {
	if p.snap.Busy || p.snap.Step != GateSignIn || p.waiting() {
		return
	}
	login = strings.ToLower(strings.TrimSpace(login))
	code, ok := secondFactor(code, typed)
	switch {
	case login == "":
		p.refuse(LoginField, Say("Type your login name"))
	case typed == "":
		p.refuse(PasswordField, Say("Type your password"))
	case !ok:
		p.refuse(CodeField, Say("Six digits, as the authenticator shows them now, or a recovery code"))
	default:
		p.snap.Login = login
		p.ask(PasswordField, func(ctx context.Context) (chart.Person, error) {
			return p.house.SignIn(ctx, login, typed, code)
		})
	}
}

// Locked shows the lock screen for the person; the keys are gone. err is what went wrong while locking.
func (p *GatePresenter) Locked(person chart.Person, err error) {
	p.until = time.Time{}
	p.front = nil
	p.snap = GateSnapshot{Step: GateLocked, Person: person.DisplayName, Field: PasswordField, Card: p.card}
	if err != nil {
		p.snap.Problem = &Trouble{Say("What was half typed may not have been sealed."),
			Say("The screen is locked and everything that was confirmed is saved."),
			Say("Unlock, and look at the last field again.")}
	}
	p.render()
}

// Unlock brings the same person back.
func (p *GatePresenter) Unlock(typed string) {
	if p.snap.Busy || p.snap.Step != GateLocked || p.waiting() {
		return
	}
	if typed == "" {
		p.refuse(PasswordField, Say("Type your password"))
		return
	}
	p.ask(PasswordField, func(ctx context.Context) (chart.Person, error) { return p.house.Unlock(ctx, typed) })
}

// Another signs the locked person out and shows the sign-in form.
func (p *GatePresenter) Another() {
	if p.snap.Busy || p.snap.Step != GateLocked {
		return
	}
	p.busy()
	p.run.Go(func(ctx context.Context) {
		err := p.house.SignOut(ctx)
		p.run.Do(func() {
			if err != nil {
				p.failed(err, PasswordField)
				return
			}
			p.Start()
		})
	})
}

// ask runs one try; the person who comes out of it is in, unless it was locked meanwhile.
func (p *GatePresenter) ask(focus GateField, try func(context.Context) (chart.Person, error)) {
	p.busy()
	p.trying = true
	p.run.Go(func(ctx context.Context) {
		person, err := try(ctx)
		p.run.Do(func() {
			if p.trying = false; p.shut {
				p.shutOut()
				return
			}
			if err != nil {
				p.failed(err, focus)
				return
			}
			p.came(person)
		})
	})
}

func (p *GatePresenter) busy() {
	p.snap.Busy, p.snap.Problem, p.snap.Field, p.snap.FieldSays = true, nil, NoField, Line{}
	p.render()
}

func (p *GatePresenter) refuse(f GateField, says Line) {
	p.snap.Field, p.snap.FieldSays, p.snap.Problem = f, says, nil
	p.render()
}

func (p *GatePresenter) failed(err error, focus GateField) {
	if p.mustRenew(err) {
		return
	}
	p.snap.Busy, p.snap.Field = false, focus
	var bad *password.Error
	if errors.As(err, &bad) {
		p.refuse(PasswordField, FaultSays(bad.Fault))
		return
	}
	trouble := TroubleOf(err)
	if chart.KindOf(err) == chart.NotAllowed {
		trouble = wrongSecret(p.snap.Step)
	}
	if says, ok := cardSays(err); ok {
		trouble = says
	}
	if says, ok := refusalSays(err); ok {
		trouble = says
	}
	p.snap.Problem = &trouble
	var slow interface{ RetryAt() time.Time }
	if errors.As(err, &slow) && slow.RetryAt().After(p.clock.Now()) {
		p.until = slow.RetryAt()
		p.tick()
		return
	}
	p.render()
}

// waiting reports whether the back-off still runs.
func (p *GatePresenter) waiting() bool { return p.clock.Now().Before(p.until) }

// tick counts the back-off down, a second at a time.
func (p *GatePresenter) tick() {
	left := p.until.Sub(p.clock.Now())
	if left <= 0 {
		p.snap.Wait, p.snap.Until = 0, time.Time{}
		p.render()
		return
	}
	p.snap.Wait, p.snap.Until = (left + time.Second - 1).Truncate(time.Second), p.until
	p.render()
	p.clock.After(time.Second, func() { p.run.Do(p.tick) })
}

func (p *GatePresenter) render() { p.view.Render(p.snap) }

// MinPassword is the least length of a password, in characters.
const MinPassword = password.Min

// PasswordSays tells while typing how far the password is.
func PasswordSays(typed string) (Line, Tone) {
	n := utf8.RuneCountInString(typed)
	switch {
	case n == 0:
		return Say("At least {{.Min}} characters; a sentence is easy to remember", Data{"Min": MinPassword}), Quiet
	case n < MinPassword:
		return Say("{{.Typed}} of at least {{.Min}} characters", Data{"Typed": n, "Min": MinPassword}), Doubtful
	}
	if fault := password.Check(typed); fault != "" {
		return FaultSays(fault), Doubtful
	}
	return Say("Long enough: {{.Typed}} characters", Data{"Typed": n}), Done
}

// checkSetUp names the first entry that cannot be right.
func checkSetUp(s SetUp, again string) (GateField, Line) {
	switch {
	case s.Practice == "":
		return PracticeField, Say("Type the name of the practice")
	case s.DisplayName == "":
		return NameField, Say("Type your name as colleagues know it")
	case !loginOK(s.Login):
		return LoginField, Say("2 to 32 letters, digits, dots or hyphens, without spaces")
	}
	if fault := password.Check(s.Password, s.Login, s.DisplayName, s.Practice); fault != "" {
		return PasswordField, FaultSays(fault)
	}
	switch {
	case s.Password != again:
		return AgainField, Say("The two passwords differ")
	}
	return NoField, Line{}
}

func loginOK(s string) bool {
	if len(s) < 2 || len(s) > 32 {
		return false
	}
	for _, r := range s {
		if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789.-_", r) {
			return false
		}
	}
	return true
}

// cleanCode takes the blanks out of a code; authenticators show "123 456".
func cleanCode(code string) (string, bool) {
	code = strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' {
			return -1
		}
		return r
	}, code)
	if len(code) != 6 {
		return code, false
	}
	return code, strings.Trim(code, "0123456789") == ""
}

func ptr[T any](v T) *T { return &v }
