package present

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
)

// GateHouse is all that the gate asks of the house.
type GateHouse interface {
	Gate
	Renewals
	RescueHouse
	ShareChecker
	CardHouse
}

// Refusals of a sign-in that only who has typed the right password is told.
var (
	ErrDisabled = errors.New("the login was disabled")
	ErrLapsed   = errors.New("the one-time password has lapsed")
)

// codesShown is how long recovery codes stay on the screen where nobody goes on; then the idle lock takes over.
const codesShown = 10 * time.Minute

// oncePassword is the form of an administrator's one-time password, and of a recovery code: with the first no code is asked.
var oncePassword = regexp.MustCompile(`^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$`)

// secondFactor takes a code of the authenticator, or a recovery code.
func secondFactor(typed, password string) (code string, ok bool) {
	if code, ok := cleanCode(typed); ok {
		return code, true
	}
	code = strings.ToUpper(strings.Join(strings.FieldsFunc(typed, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00a0' }), ""))
	if len(code) == 16 {
		return code, true
	}
	return "", code == "" && oncePassword.MatchString(password)
}

// mustRenew goes to the change of the password where the house asked for it.
func (p *GatePresenter) mustRenew(err error) bool {
	var must Renewable
	if !errors.As(err, &must) {
		return false
	}
	p.snap = GateSnapshot{Step: GateRenew, Practice: p.snap.Practice, Login: p.snap.Login, After: must.NewAuthenticator(), Field: PasswordField}
	p.render()
	return true
}

// Renew takes the new password.
func (p *GatePresenter) Renew(typed, again string) {
	if p.snap.Busy || p.snap.Step != GateRenew {
		return
	}
	if fault := password.Check(typed, p.snap.Login, p.snap.Practice); fault != "" {
		p.refuse(PasswordField, FaultSays(fault))
		return
	}
	if typed != again {
		p.refuse(AgainField, Say("The two passwords differ"))
		return
	}
	p.busy()
	p.run.Go(func(ctx context.Context) {
		e, err := p.house.RenewPassword(ctx, typed)
		var qr [][]bool
		if err == nil && e.Secret != "" {
			qr, err = QRCode(e.URI)
		}
		p.run.Do(func() {
			switch {
			case err != nil:
				p.failed(err, PasswordField)
			case e.Secret == "":
				p.ask(PasswordField, func(ctx context.Context) (chart.Person, error) { return p.house.ConfirmRenewal(ctx, "") })
			default:
				p.snap = GateSnapshot{Step: GateRenewEnrol, Practice: p.snap.Practice, Person: p.snap.Login, Enrolment: e, QR: qr, Field: CodeField}
				p.render()
			}
		})
	})
}

// ConfirmRenewal ends the change with the new authenticator's first code.
func (p *GatePresenter) ConfirmRenewal(code string) {
	if p.snap.Busy || p.snap.Step != GateRenewEnrol {
		return
	}
	code, ok := cleanCode(code)
	if !ok {
		p.refuse(CodeField, Say("Six digits, as the authenticator shows them now"))
		return
	}
	p.ask(CodeField, func(ctx context.Context) (chart.Person, error) { return p.house.ConfirmRenewal(ctx, code) })
}

// LeaveRenewal forgets what was typed and goes back to the sign-in.
func (p *GatePresenter) LeaveRenewal() {
	if p.snap.Busy || p.snap.Step != GateRenew && p.snap.Step != GateRenewEnrol {
		return
	}
	p.house.DropRenewal()
	p.Start()
}

// came lets a person in, past the recovery codes where there are new ones.
func (p *GatePresenter) came(person chart.Person) {
	p.until = time.Time{}
	codes := p.house.FreshCodes()
	if len(codes) == 0 {
		p.guards(person)
		return
	}
	p.showCodes(person, codes, Rescue{})
}

// showCodes shows recovery codes once, before the person is in.
func (p *GatePresenter) showCodes(person chart.Person, codes []string, r Rescue) {
	p.snap = GateSnapshot{Step: GateCodes, Person: person.DisplayName, Codes: codes, Rescue: r}
	p.comes = &person
	p.render()
	p.clock.After(codesShown, func() { p.run.Do(p.CodesKept) })
}

// CodesKept takes the recovery codes off the screen and lets the person in.
func (p *GatePresenter) CodesKept() {
	if p.snap.Step != GateCodes || p.comes == nil {
		return
	}
	person := *p.comes
	p.comes = nil
	p.guards(person)
}

func (p *GatePresenter) open(person chart.Person) {
	p.snap = GateSnapshot{Step: GateOpen, Person: person.DisplayName}
	p.render()
	p.entered(person)
}

// FaultSays says why a password cannot be taken.
func FaultSays(f password.Fault) Line {
	switch f {
	case password.Short:
		return Say("At least {{.Min}} characters; a sentence is easy to remember", Data{"Min": MinPassword})
	case password.Long:
		return Say("At most {{.Max}} characters; a few words that do not go together are enough", Data{"Max": password.Max})
	case password.Repeats:
		return Say("It repeats one piece; a sentence is easy to remember")
	case password.Personal:
		return Say("Too much of it is the login, the name or the practice; choose words that have nothing to do with them")
	case password.Breached:
		return Say("It stands in a list of stolen passwords; choose another")
	}
	return Say("Many people choose words like these; three or more words that do not go together are hard to guess")
}

// refusalSays says a refused sign-in that is more than a mismatch.
func refusalSays(err error) (Trouble, bool) {
	var waits interface{ Wrong() (int, bool) }
	switch {
	case errors.Is(err, ErrDisabled):
		return Trouble{Say("This login was disabled."), Say("Nothing was opened."), Say("Ask the administrator.")}, true
	case errors.Is(err, ErrLapsed):
		return Trouble{Say("The one-time password has lapsed."), Say("Nothing was opened."), Say("Ask the administrator for another.")}, true
	case errors.As(err, &waits):
		n, machine := waits.Wrong()
		if machine {
			return Trouble{Say("Wrong tries on this computer, at several logins: {{.N}}.", Data{"N": n}), Say("Nothing was opened; the trail has each try."),
				Say("Wait until the next try is possible. If these were not yours, tell the privacy officer.")}, true
		}
		return Trouble{Say("Wrong tries at this login: {{.N}}.", Data{"N": n}), Say("Nothing was opened; the trail has each try."),
			Say("Wait until the next try is possible. If these were not yours, tell the privacy officer.")}, true
	}
	return Trouble{}, false
}

// WelcomeTrouble says what happened at the login while its person was away; empty where there is nothing to say.
func WelcomeTrouble(w Welcome) (Trouble, bool) {
	own := Say("If these tries were not yours, change your password under People, and tell the privacy officer.")
	switch {
	case w.Missed > 0:
		return Trouble{Say("Failed attempts since your last sign-in: {{.N}}; the last one {{.When}}.", Data{"N": w.Missed, "When": w.MissedAt.Local().Format("2006-01-02 15:04")}),
			Say("None of them opened anything; the trail has each."), own}, true
	case w.Strangers > 0:
		return Trouble{Say("Failed attempts on this computer at logins that nobody has: {{.N}}.", Data{"N": w.Strangers}),
			Say("None of them opened anything; the trail has each."), Say("If this was not a slip of the keyboard, tell the privacy officer.")}, true
	case w.ByCode:
		return Trouble{Say("You came in by a recovery code. Codes left: {{.N}}.", Data{"N": w.CodesLeft}), Say("That code is worth nothing any more."),
			Say("If the phone is lost, set another authenticator up under People.")}, true
	case w.CodesFew:
		return Trouble{Say("Recovery codes left: {{.N}}.", Data{"N": w.CodesLeft}), Say("The authenticator works as before."),
			Say("Make new ones under People.")}, true
	}
	return Trouble{}, false
}
