package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// claimEvery is how often the document at hand is held anew while keys are pressed.
const claimEvery = time.Minute

// company is the other people about the document at hand.
type company struct {
	claim  chart.Claim
	asked  time.Time // when it was last held anew
	notes  []chart.Note
	peers  []chart.Person
	resume geom.Box // the part of the page that was seen when the document was left
}

// join asks who else is about a document, and where the person left it. It is called off the UI goroutine. What goes wrong
// keeps nobody from reading; a change of what somebody else holds is refused by the house.
func (p *ReviewPresenter) join(ctx context.Context, o *opened, id chart.DocumentID, person chart.Person) {
	desk := p.o.Desk
	if desk == nil || !access.May(person, chart.ActHandOver) {
		return
	}
	if review.Editable(o.d.State) {
		if c, err := desk.Claim(ctx, id, false); err == nil {
			o.company.claim = c
		}
	}
	if notes, err := desk.Notes(ctx, id); err == nil {
		o.company.notes = notes
	}
	if peers, err := desk.Peers(ctx); err == nil {
		o.company.peers = peers
	}
}

// heldBy says who else is at work on the document; empty where nobody is.
func (p *ReviewPresenter) heldBy() Line {
	c := p.with.claim
	if c.Person == "" || c.Person == p.person.ID {
		return Line{}
	}
	return Say("{{.Name}} has had this open since {{.Time}}. You can read it; Shift F8 goes on in their place and tells them.",
		Data{"Name": p.nameOf(c.Person), "Time": c.Since.Local().Format("15:04")})
}

// nameOf is a colleague's name.
func (p *ReviewPresenter) nameOf(id chart.PersonID) any {
	for _, who := range p.with.peers {
		if who.ID == id {
			return who.DisplayName
		}
	}
	return Say("A colleague")
}

// readOnly says why nothing of the document can be changed by this person now.
func (p *ReviewPresenter) readOnly(d *chart.Dossier) Line {
	if l := readOnlyLine(d.State); !l.Empty() {
		return l
	}
	return p.heldBy()
}

// TakeOver goes on with a document that a colleague has open; the colleague is told.
func (p *ReviewPresenter) TakeOver() {
	if p.w == nil || p.o.Desk == nil || p.heldBy().Empty() {
		return
	}
	load, id := p.loads, p.id
	async(p.run, func(ctx context.Context) (chart.Claim, error) { return p.o.Desk.Claim(ctx, id, true) }, func(_ chart.Claim, err error) {
		switch {
		case load != p.loads:
		case err != nil:
			p.tell(TroubleOf(err))
		default:
			p.Open(id) // as the colleague left it
		}
	})
}

// keepClaim holds the document longer while the person works, and tells when a colleague went on with it.
func (p *ReviewPresenter) keepClaim() {
	now := p.clock.Now()
	if p.w == nil || p.o.Desk == nil || p.with.claim.Person != p.person.ID || now.Sub(p.with.asked) < claimEvery {
		return
	}
	p.with.asked = now
	p.asksClaim(func() {
		if !p.heldBy().Empty() {
			p.tell(Trouble{Happened: Say("{{.Name}} went on with this document.", Data{"Name": p.nameOf(p.with.claim.Person)}),
				Safe: Say("What you had confirmed is kept; what you typed stays in the entry."), Do: Say("Read it, or press Shift F8 to go on yourself.")})
		}
	})
}

// asksClaim asks anew who holds the document, and then does what follows from it.
func (p *ReviewPresenter) asksClaim(then func()) {
	if p.o.Desk == nil {
		return
	}
	load, id := p.loads, p.id
	async(p.run, func(ctx context.Context) (chart.Claim, error) { return p.o.Desk.Claim(ctx, id, false) }, func(c chart.Claim, err error) {
		if load != p.loads || err != nil {
			return
		}
		p.with.claim = c
		then()
	})
}

// workLeft is where the person leaves the document: nothing where it was only looked at, or nothing is left to do.
func (p *ReviewPresenter) workLeft() chart.Work {
	d := p.standing()
	if d == nil {
		return chart.Work{}
	}
	w := chart.Work{Field: p.field, Page: p.pages.number, Aside: p.aside, Turns: p.pages.turned}
	if p.touched {
		w.Value = p.typed
	}
	if p.o.Seen != nil {
		b := p.o.Seen()
		w.View = [4]float64{b.X0, b.Y0, b.X1, b.Y1}
	}
	_, more := review.NextOpen(d, "", 1, p.mine(d))
	if halfTyped(w) || more && p.effort.Keys > 0 {
		return w
	}
	return chart.Work{}
}

func halfTyped(w chart.Work) bool { return w.Value != "" || len(w.Aside) > 0 }

// leaveWork seals where the document is left and lets it go. One in which something is half typed stays held until its time
// is over: whoever comes next should know.
func (p *ReviewPresenter) leaveWork(id chart.DocumentID, w chart.Work) Sealer {
	desk, mine := p.o.Desk, p.with.claim.Person == p.person.ID && p.person.ID != ""
	had := p.with.resume != geom.Box{} || p.resumed
	return func(ctx context.Context) error {
		if w.Field != "" || had {
			if err := desk.SaveWork(ctx, id, w); err != nil {
				return err
			}
		}
		if mine && !halfTyped(w) {
			return desk.Unclaim(ctx, id)
		}
		return nil
	}
}

// resume brings the person back to where the document was left.
func (p *ReviewPresenter) resume(w chart.Work, d *chart.Dossier) bool {
	f, ok := review.Field(d, w.Field)
	if !ok {
		return false
	}
	p.resumed = true
	for id, text := range w.Aside {
		if other, there := review.Field(d, id); there && access.MayCorrect(p.person, other.Name) {
			p.aside[id] = text
		}
	}
	if w.Value != "" && access.MayCorrect(p.person, f.Name) {
		p.aside[w.Field] = w.Value
	}
	for page, turn := range w.Turns {
		p.pages.turned[page] = turn
	}
	p.notice = Say("You are back where you left it.")
	if len(p.aside) > 0 {
		p.notice = Say("What you had typed is back. Enter keeps it.")
	}
	p.goTo(w.Field)
	if v := (geom.Box{X0: w.View[0], Y0: w.View[1], X1: w.View[2], Y1: w.View[3]}); p.pages.has(w.Page) && !v.Empty() {
		p.pages.number, p.with.resume = w.Page, v
	}
	return true
}
