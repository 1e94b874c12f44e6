package present

import (
	"context"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// goTo brings a field to hand. What was typed in the one before waits aside.
func (p *ReviewPresenter) goTo(id chart.FieldID) {
	d := p.standing()
	if d == nil {
		return
	}
	p.leaveField()
	p.mode, p.edit = ModeFields, editState{}
	p.field, p.warned, p.illeg, p.each = id, false, false, false
	p.since = p.clock.Now().UnixNano()
	f, ok := review.Field(d, id)
	p.typed, p.touched = review.Current(d, f), false
	if text, waiting := p.aside[id]; waiting && ok {
		p.typed, p.touched = text, true
		delete(p.aside, id)
	}
	p.stamp++
	if ok && f.Page > 0 {
		p.pages.show(f.Page)
		p.pages.look(f.Box)
	}
}

func (p *ReviewPresenter) leaveField() {
	if p.field == "" {
		return
	}
	p.effort.Stay(p.field, time.Duration(p.clock.Now().UnixNano()-p.since))
	if p.touched && p.aside != nil {
		p.aside[p.field] = p.typed
	}
}

// move is goTo with everything that goes with it on the screen.
func (p *ReviewPresenter) move(id chart.FieldID) {
	p.goTo(id)
	p.render()
	p.loadPage()
}

// Next and Back go to the next and the previous field that needs the person.
func (p *ReviewPresenter) Next() { p.step(1) }

// Back goes to the previous field that needs the person.
func (p *ReviewPresenter) Back() { p.step(-1) }

func (p *ReviewPresenter) step(by int) {
	d := p.standing()
	if d == nil {
		return
	}
	p.notice = Line{}
	if id, ok := review.NextOpen(d, p.field, by, p.mine(d)); ok {
		p.move(id)
		return
	}
	p.say(p.nothingLeft(d))
}

func (p *ReviewPresenter) nothingLeft(d *chart.Dossier) Line {
	if ok, _ := review.MaySign(d); ok && access.May(p.person, chart.ActSignRecord) {
		return Say("No other field needs you. Ctrl S signs and sends.")
	}
	return Say("No other field needs you.")
}

// NextAny and BackAny go through all fields.
func (p *ReviewPresenter) NextAny() { p.stepAny(1) }

// BackAny goes to the field before, whether it needs somebody or not.
func (p *ReviewPresenter) BackAny() { p.stepAny(-1) }

func (p *ReviewPresenter) stepAny(by int) {
	d := p.standing()
	if d == nil {
		return
	}
	p.notice = Line{}
	if id, ok := review.Neighbour(d, p.field, by); ok {
		p.move(id)
	}
}

// GoTo brings a field to hand by mouse.
func (p *ReviewPresenter) GoTo(id chart.FieldID) {
	if d := p.standing(); d != nil {
		if _, ok := review.Field(d, id); ok && id != p.field {
			p.notice = Line{}
			p.move(id)
		}
	}
}

// Typed tells what stands in the entry.
func (p *ReviewPresenter) Typed(text string) {
	d := p.standing()
	if p.mode == ModeTable && d != nil {
		p.GridTyped(text)
		return
	}
	f, ok := p.at(d)
	if !ok || !p.editable(d, f) {
		return
	}
	had, warned := p.touched, p.warned || slices.Contains(f.Suggestions, p.typed)
	p.typed = chart.Text(text)
	p.touched = p.typed != review.Current(d, f)
	p.warned, p.illeg = false, false
	if had != p.touched || warned || !p.notice.Empty() {
		p.notice = Line{}
		p.render()
	}
}

// Readings shows what each reader read of the field at hand, and hides it again.
func (p *ReviewPresenter) Readings() {
	if p.standing() != nil {
		p.each = !p.each
		p.render()
	}
}

// Suggest takes the suggestion into the entry; Enter confirms it. n counts from 1.
func (p *ReviewPresenter) Suggest(n int) {
	d := p.standing()
	f, ok := p.at(d)
	if !ok || n < 1 || n > len(f.Suggestions) || !p.editable(d, f) || !access.Sees(p.person, f.Name) {
		return
	}
	p.typed = f.Suggestions[n-1]
	p.touched = p.typed != review.Current(d, f)
	p.warned, p.illeg, p.notice = false, false, Line{}
	p.stamp++
	p.render()
}

// Confirm takes what stands in the entry and goes to the next field that needs the person.
func (p *ReviewPresenter) Confirm() {
	d := p.standing()
	f, ok := p.at(d)
	if !ok || !p.canDecide(d, f) {
		return
	}
	if !access.Sees(p.person, f.Name) {
		p.say(Say("Your role does not show this field; somebody else confirms it."))
		return
	}
	if last := d.Final(f.ID); !last.Verdict.Open() && !p.touched {
		p.Next() // decided already; Enter only goes on
		return
	}
	v := p.desk().Accept(f, review.Current(d, f), p.typed)
	emptied := v.Decision.Verdict == chart.NotOnPage && f.Value != ""
	if (v.Fails || emptied) && !p.warned {
		p.warned = true
		p.render()
		return
	}
	p.decide(d, v.Decision, true)
}

// Mark says that the field is not on the page; pressed again at once, that it is there and cannot be read.
func (p *ReviewPresenter) Mark() {
	d := p.standing()
	f, ok := p.at(d)
	if !ok || !p.canDecide(d, f) {
		return
	}
	if p.illeg {
		p.decide(d, p.desk().CantRead(f), true)
		return
	}
	p.decide(d, p.desk().NotOnPage(f), false)
	p.illeg = true
	p.say(Say("Not on this page. F3 again: it is there and cannot be read. Enter goes on."))
}

// decide appends a decision and, where it is final, goes on.
func (p *ReviewPresenter) decide(d *chart.Dossier, dec chart.Decision, goOn bool) {
	p.decideBy(d, dec, goOn, byItself(dec))
}

// sendDecision keeps a decision on a version of a document.
type sendDecision func(ctx context.Context, house Charts, id chart.DocumentID, version int64) (*chart.Dossier, error)

// byItself keeps nothing but the decision.
func byItself(dec chart.Decision) sendDecision {
	return func(ctx context.Context, house Charts, id chart.DocumentID, version int64) (*chart.Dossier, error) {
		return house.Decide(ctx, id, version, dec)
	}
}

// decideBy is decide with a way of its own to keep the decision.
func (p *ReviewPresenter) decideBy(d *chart.Dossier, dec chart.Decision, goOn bool, send sendDecision) {
	p.history.Decided(d.Final(dec.Field), dec)
	p.appendBy(dec, send)
	p.problem, p.notice = nil, Line{}
	d = p.standing()
	if f, ok := review.Field(d, dec.Field); ok && !goOn {
		p.typed, p.touched = review.Current(d, f), false
		p.stamp++
		p.render()
		return
	}
	if next, ok := review.NextOpen(d, dec.Field, 1, p.mine(d)); ok {
		p.move(next)
		return
	}
	p.goTo(dec.Field)
	p.say(p.nothingLeft(d))
}

// append sends a decision. The draft of its field is done with.
func (p *ReviewPresenter) append(dec chart.Decision) {
	p.appendBy(dec, byItself(dec))
}

func (p *ReviewPresenter) appendBy(dec chart.Decision, send sendDecision) {
	wasTouched := p.touched && p.field == dec.Field
	typed := chart.Text("")
	if wasTouched {
		typed = p.typed
	}
	p.touched = p.touched && !wasTouched
	delete(p.aside, dec.Field)
	p.w.add(reviewChange{field: dec.Field, typed: typed,
		local: func(d *chart.Dossier) { d.Decisions = append(d.Decisions, dec) },
		send: func(ctx context.Context, house Charts, id chart.DocumentID, version int64, _ *chart.Dossier) (*chart.Dossier, error) {
			d, err := send(ctx, house, id, version)
			if err == nil && wasTouched {
				// A draft that cannot be cleared only offers again what was typed; the decision stands.
				_ = house.SaveDraft(ctx, id, dec.Field, "")
			}
			return d, err
		}})
}

// Escape closes what is open. In the entry it puts back what was read, and pressed again what was typed: nothing typed is
// ever lost by it.
func (p *ReviewPresenter) Escape() {
	d := p.standing()
	if d == nil {
		return
	}
	if p.mode == ModeTable {
		p.leaveGrid(d)
		return
	}
	if p.mode != ModeFields || p.page2.kind != samePage {
		p.page2 = otherPage{}
		p.closeMode()
		return
	}
	f, ok := p.at(d)
	if !ok {
		return
	}
	p.warned = false
	if p.touched {
		p.aside[p.field] = p.typed
		p.typed, p.touched = review.Current(d, f), false
		p.notice = Say("As it was. Escape again brings back what you typed.")
	} else if text, waiting := p.aside[p.field]; waiting {
		p.typed, p.touched = text, true
		delete(p.aside, p.field)
		p.notice = Line{}
	} else {
		p.notice, p.problem = Line{}, nil
	}
	p.stamp++
	p.render()
}

// closeMode goes back to the fields; edits of a box that were not finished with Enter are dropped.
func (p *ReviewPresenter) closeMode() {
	p.mode, p.edit, p.find, p.sign, p.ask, p.freeing = ModeFields, editState{}, findState{}, SignSnapshot{}, askState{}, nil
	p.notice = Line{}
	p.render()
}

// at is the field at hand.
func (p *ReviewPresenter) at(d *chart.Dossier) (chart.Field, bool) {
	if d == nil {
		return chart.Field{}, false
	}
	return review.Field(d, p.field)
}

func (p *ReviewPresenter) editable(d *chart.Dossier, f chart.Field) bool {
	return p.readOnly(d).Empty() && access.MayCorrect(p.person, f.Name)
}

// canDecide is editable with the reason said.
func (p *ReviewPresenter) canDecide(d *chart.Dossier, f chart.Field) bool {
	if l := p.readOnly(d); !l.Empty() {
		p.say(l)
		return false
	}
	if !access.MayCorrect(p.person, f.Name) {
		p.say(Say("Your role does not decide on this field."))
		return false
	}
	return true
}
