package present

import (
	"context"
	"errors"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// CardHouse lets people in by smart card and connects the security module that guards a zone. A PIN is asked for each time, is
// handed on once and is kept nowhere; the card counts the tries. Errors have a chart.CardFault.
type CardHouse interface {
	// CardThere looks for the card, without a PIN.
	CardThere(ctx context.Context) error
	// EnterByCard lets the person of the card in.
	EnterByCard(ctx context.Context, pin string) (chart.Person, error)
	// ModuleWaits reports whether what the person at the desk works with opens only once its module is connected.
	ModuleWaits(ctx context.Context) (bool, error)
	// ConnectGuard connects the module for as long as the person is at the desk.
	ConnectGuard(ctx context.Context, pin string) error
}

// moduleIdle is how long the PIN of a module is waited for with nobody's keys away.
const moduleIdle = 5 * time.Minute

// Card asks for the PIN of the card, or says why there is none to ask for.
func (p *GatePresenter) Card() {
	if p.snap.Busy || !p.snap.Card || p.snap.Step != GateSignIn && p.snap.Step != GateLocked {
		return
	}
	back := p.snap
	back.Problem, back.FieldSays = nil, Line{}
	p.front = &back
	p.snap = GateSnapshot{Step: GateCard, Practice: back.Practice, Person: back.Person, Field: PINField}
	p.LookForCard()
}

// LookForCard looks again whether the card is there.
func (p *GatePresenter) LookForCard() {
	if p.snap.Busy || p.snap.Step != GateCard {
		return
	}
	p.busy()
	p.run.Go(func(ctx context.Context) {
		err := p.house.CardThere(ctx)
		p.run.Do(func() {
			if p.snap.Step != GateCard { // locked meanwhile
				return
			}
			p.snap.Busy, p.snap.Field = false, PINField
			if err != nil {
				p.failed(err, PINField)
				return
			}
			p.render()
		})
	})
}

// EnterByCard lets in whoever has the card and its PIN.
func (p *GatePresenter) EnterByCard(pin string) {
	if p.snap.Busy || p.snap.Step != GateCard {
		return
	}
	if strings.TrimSpace(pin) == "" {
		p.refuse(PINField, Say("Type the PIN of the card"))
		return
	}
	p.ask(PINField, func(ctx context.Context) (chart.Person, error) { return p.house.EnterByCard(ctx, pin) })
}

// LeaveCard goes back to the password.
func (p *GatePresenter) LeaveCard() {
	if p.snap.Busy || p.snap.Step != GateCard || p.front == nil {
		return
	}
	p.snap, p.front = *p.front, nil
	p.render()
}

// guards asks for the security module where the person's work needs it, before the person is in.
func (p *GatePresenter) guards(person chart.Person) {
	p.snap = GateSnapshot{Step: GateLoading, Busy: true}
	p.comes = &person
	p.render()
	p.modules++
	mine := p.modules
	p.run.Go(func(ctx context.Context) {
		waits, err := p.house.ModuleWaits(ctx)
		p.run.Do(func() {
			if mine != p.modules || p.comes == nil {
				return
			}
			if err != nil || !waits { // what cannot be told is told where the zone is opened
				p.pass()
				return
			}
			p.snap = GateSnapshot{Step: GateModule, Person: person.DisplayName, Field: PINField}
			p.away = p.clock.After(moduleIdle, func() { p.run.Do(p.Lock) })
			p.render()
		})
	})
}

// ConnectModule connects the module, and the person is in.
func (p *GatePresenter) ConnectModule(pin string) {
	if p.snap.Busy || p.snap.Step != GateModule || p.comes == nil {
		return
	}
	if strings.TrimSpace(pin) == "" {
		p.refuse(PINField, Say("Type the PIN of the security module"))
		return
	}
	mine := p.modules
	p.busy()
	p.run.Go(func(ctx context.Context) {
		err := p.house.ConnectGuard(ctx, pin)
		p.run.Do(func() {
			switch {
			case mine != p.modules || p.comes == nil: // locked meanwhile, and the module went with the session
			case err != nil:
				p.failed(err, PINField)
			default:
				p.pass()
			}
		})
	})
}

// WithoutModule lets the person in as it stands: what the module guards stays shut.
func (p *GatePresenter) WithoutModule() {
	if p.snap.Step == GateModule && p.comes != nil {
		p.pass()
	}
}

// pass lets in whoever has come.
func (p *GatePresenter) pass() {
	p.attended()
	p.modules++
	person := *p.comes
	p.comes = nil
	p.open(person)
}

// attended ends the waiting for a PIN.
func (p *GatePresenter) attended() {
	if p.away != nil {
		p.away()
		p.away = nil
	}
}

// cardSays says why a card or module did not open.
func cardSays(err error) (Trouble, bool) {
	var f *chart.CardFault
	if !errors.As(err, &f) {
		return Trouble{}, false
	}
	safe := Say("Nothing was opened.")
	says, ok := map[chart.CardWhy]Trouble{
		chart.CardNoBuild: {Say("This build of Chartproof has no support for cards and security modules."), safe,
			Say("Sign in with your password. For cards, have Chartproof built with the tag pkcs11.")},
		chart.CardNoLibrary: {Say("The library of the card's maker is not there or does not answer."), safe,
			Say("Sign in with your password, and have the administrator look at the file that Chartproof is started with.")},
		chart.CardNoReader: {Say("No card reader is connected."), safe, Say("Connect the reader, put the card in and look again.")},
		chart.CardAbsent:   {Say("There is no card in the reader."), safe, Say("Put the card in and look again.")},
		chart.CardSeveral: {Say("Several cards are in the readers, and it is not said which one is meant."), safe,
			Say("Take the others out and look again.")},
		chart.CardNoKey: {Say("The card has no key that Chartproof can use."), safe,
			Say("Sign in with your password and have the card registered: chartproofctl keys card.")},
		chart.CardBlocked: {Say("The card is locked after too many wrong PINs."), safe,
			Say("Whoever issued the card unlocks it. Sign in with your password meanwhile.")},
		chart.CardUnknown: {Say("Nobody has registered this card here."), Say("Nothing was opened; the trail has the try."),
			Say("Sign in with your password and have the card registered: chartproofctl keys card.")},
		chart.CardRenewed: {Say("Your keys were renewed since this card was registered."), safe,
			Say("Sign in with your password and have the card registered anew: chartproofctl keys card.")},
		chart.CardAnother: {Say("This is not the security module that guards these keys."), safe, Say("Connect the right one, or go on without it.")},
		chart.CardNoModule: {Say("A security module guards the keys of this, and it is not connected."), Say("Nothing was opened and nothing was changed."),
			Say("Connect the module, sign out and sign in again: its PIN is asked for then.")},
	}[f.Why]
	if f.Why == chart.CardWrongPIN {
		says, ok = Trouble{Say("The PIN was wrong."), safe, triesSay(f.Left)}, true
	}
	return says, ok
}

func triesSay(left chart.CardTries) Line {
	switch left {
	case chart.TriesLast:
		return Say("One try is left: another wrong PIN locks the card. If you are not sure, sign in with your password.")
	case chart.TriesFew:
		return Say("Few tries are left before the card locks itself. Type the PIN again with care.")
	}
	return Say("Type the PIN again. The card does not tell how many tries are left; most lock themselves after three wrong ones.")
}
