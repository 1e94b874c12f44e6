package present

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// Reveal is what a person asks to be shown: one field, or all that is masked on one page. It holds ids and counts only.
type Reveal struct {
	Field   chart.FieldID   // the one field; empty where it is a page
	Page    int             // the page; 0 where it is a field
	Fields  []chart.FieldID // those on the page that are shown with it
	Places  int             // places on the page that are no field
	Purpose access.Purpose
}

// revealed is what is shown while the key is held; the zero value is nothing.
type revealed struct {
	field chart.FieldID
	page  int
}

func (r revealed) on() bool { return r != revealed{} }

// covers reports whether a field is shown.
func (r revealed) covers(f chart.Field) bool {
	return r.field != "" && r.field == f.ID || r.page != 0 && r.page == f.Page
}

// RevealDown logs the look and then shows what is masked, for as long as the key is held: the field at hand where that is
// masked, and otherwise the page. The first time of a session it asks for the purpose.
func (p *ReviewPresenter) RevealDown() {
	d := p.standing()
	if d == nil || p.held {
		return
	}
	switch {
	case !access.May(p.person, chart.ActReveal):
		p.say(Say("Your role does not show identifiers."))
		return
	case p.purpose == "":
		p.PurposeAsk()
		return
	}
	what, show, ok := p.hidden(d)
	if !ok {
		p.say(Say("Nothing on this page is masked."))
		return
	}
	p.held = true
	load, id := p.loads, p.id
	async(p.run, func(ctx context.Context) (struct{}, error) { return struct{}{}, p.house.Reveal(ctx, id, what) },
		func(_ struct{}, err error) {
			if load != p.loads || !p.held {
				return
			}
			if err != nil {
				p.held = false
				p.tell(revealTrouble(err))
				return
			}
			p.open = show
			p.render()
		})
}

// revealTrouble tells a limit that passes from a refusal that stays.
func revealTrouble(err error) Trouble {
	var passes interface{ Waits() bool }
	if errors.As(err, &passes) && passes.Waits() {
		return Trouble{Happened: Say("Too many values were revealed within an hour."), Safe: Say("They stay masked. The privacy officer sees it in the trail."),
			Do: Say("Go on without it, or try again later.")}
	}
	return TroubleOf(err)
}

// hidden is what F4 would show now.
func (p *ReviewPresenter) hidden(d *chart.Dossier) (Reveal, revealed, bool) {
	m := p.mask(d)
	if f, ok := p.at(d); ok && p.mode != ModeRedact && !m.value(f) && access.Sees(p.person, f.Name) {
		return Reveal{Field: f.ID, Purpose: p.purpose}, revealed{field: f.ID}, true
	}
	r := Reveal{Page: p.pages.number, Purpose: p.purpose}
	for _, f := range d.Document.Fields {
		if f.Page == r.Page && !m.value(f) && access.Sees(p.person, f.Name) {
			r.Fields = append(r.Fields, f.ID)
		}
	}
	for _, s := range d.Spans {
		if s.Page == r.Page && m.hides(s) {
			r.Places++
		}
	}
	return r, revealed{page: r.Page}, len(r.Fields)+r.Places > 0
}

// RevealUp masks again.
func (p *ReviewPresenter) RevealUp() {
	p.held = false
	if p.open.on() {
		p.open = revealed{}
		p.render()
	}
}

// PurposeAsk opens the choice of what the person reveals for.
func (p *ReviewPresenter) PurposeAsk() {
	if p.w == nil || !access.May(p.person, chart.ActReveal) || p.mode != ModeFields && p.mode != ModeRedact {
		return
	}
	p.after = p.mode
	p.mode, p.notice = ModePurpose, Line{}
	p.render()
}

// ForPurpose takes the purpose for the rest of the session. Nothing is shown by it: the key must be held.
func (p *ReviewPresenter) ForPurpose(why access.Purpose) {
	if p.mode != ModePurpose || !access.MayRevealFor(p.person, why) {
		return
	}
	p.purpose, p.mode = why, p.after
	p.say(Say("Now hold F4. Each look is written down with its purpose: {{.Purpose}}.", Data{"Purpose": PurposeWord(why)}))
}

// PurposeWord says a purpose.
func PurposeWord(why access.Purpose) Line {
	switch why {
	case access.Treatment:
		return Say("Treatment")
	case access.Payment:
		return Say("Payment")
	case access.Operations:
		return Say("Health care operations")
	case access.Authorization:
		return Say("The patient's authorization")
	case access.RequiredByLaw:
		return Say("Required by law")
	case access.PublicHealth:
		return Say("Public health")
	case access.Oversight:
		return Say("Health oversight")
	case access.Research:
		return Say("Research")
	case access.PatientAccess:
		return Say("The patient's own access")
	case access.Emergency:
		return Say("Emergency")
	}
	return Say("{{.Purpose}}", Data{"Purpose": string(why)})
}

// validates reports whether the person's work is to decide on the field, so that its value at hand is needed.
func (m mask) validates(f chart.Field) bool {
	return access.Needs(m.person, f.Name, review.Editable(m.d.State))
}
