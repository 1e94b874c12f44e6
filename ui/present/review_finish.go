package present

import (
	"context"
	"errors"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// SignAsk opens the dialog that asks for the password, or says what is in the way and goes there.
func (p *ReviewPresenter) SignAsk() {
	d := p.standing()
	if d == nil {
		return
	}
	why := p.signWhy(d)
	if why.Empty() && p.mustHand(d) {
		p.hand(d)
		return
	}
	if !why.Empty() {
		p.notice = why
		if open := review.Open(d); len(open) > 0 && !slices.Contains(open, p.field) {
			p.move(open[0])
			p.notice = why
		}
		p.render()
		return
	}
	p.mode, p.problem = ModeSign, nil
	hidden := 0
	for _, s := range d.Spans {
		if s.Redacted {
			hidden++
		}
	}
	p.sign = SignSnapshot{Hidden: hidden, Record: Say("{{.Type}}, {{.Pages}}, {{.Fields}}", Data{"Type": TypeWord(d.Document.Type),
		"Pages":  Count("{{.N}} pages", len(p.pages.numbers)),
		"Fields": Count("{{.N}} fields", len(d.Document.Fields))})}
	p.render()
}

// signWhy says why the document cannot be signed now.
func (p *ReviewPresenter) signWhy(d *chart.Dossier) Line {
	if l := p.readingLine(d); !l.Empty() {
		return l
	}
	if !access.May(p.person, chart.ActSignRecord) && !p.mustHand(d) {
		return Say("Your role does not sign.")
	}
	ok, open := review.MaySign(d)
	switch {
	case len(open) > 0:
		return Count("{{.N}} fields still need a person before it can be signed.", len(open))
	case !ok:
		return Say("It waits for its second look before it can be signed.")
	case len(p.w.pending) > 0:
		return Say("The last changes are being saved; press again in a moment.")
	}
	return Line{}
}

// Sign signs with the password of the person at work. On success the next document comes up.
func (p *ReviewPresenter) Sign(password string) {
	d := p.standing()
	if d == nil || p.mode != ModeSign || p.sign.Busy {
		return
	}
	if password == "" {
		p.sign.Wrong = Say("Type your password")
		p.render()
		return
	}
	p.sign.Busy, p.sign.Wrong = true, Line{}
	p.render()
	load, id, version := p.loads, p.id, d.Version
	async(p.run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.house.Sign(ctx, id, version, password)
	}, func(_ struct{}, err error) {
		if load == p.loads {
			p.signed(id, err)
		}
	})
}

func (p *ReviewPresenter) signed(id chart.DocumentID, err error) {
	p.sign.Busy = false
	switch chart.KindOf(err) {
	case "":
		p.touched, p.aside = false, map[chart.FieldID]chart.Text{} // what is typed now is not part of the record
		if next, ok := p.following(); ok {
			p.Open(next)
		} else {
			p.Close()
		}
		p.say(Say("Signed. The record is on its way."))
	case chart.NotAllowed:
		p.sign.Wrong = Say("The password did not match.")
		p.render()
	case chart.BadState:
		p.mode, p.sign = ModeFields, SignSnapshot{}
		var leak interface{ Leaks() int }
		if !errors.As(err, &leak) { // what else is in the way, such as a second look that became due
			p.Open(id)
			p.tell(TroubleOf(err))
			return
		}
		p.tell(Trouble{Happened: Say("The check after redacting found text that should be hidden."),
			Safe: Say("Nothing was signed and nothing was sent."),
			Do:   Say("Look at the boxes on the page, make the tight ones larger with F6, and sign again.")})
	case chart.Conflict, chart.Held:
		p.mode, p.sign = ModeFields, SignSnapshot{}
		p.Open(id)
		p.tell(TroubleOf(err))
	default:
		p.mode, p.sign = ModeFields, SignSnapshot{}
		p.tell(TroubleOf(err))
	}
}

// Wrong opens the choice of what is wrong with the document.
func (p *ReviewPresenter) Wrong() {
	d := p.standing()
	if d == nil {
		return
	}
	if l := p.readingLine(d); !l.Empty() {
		p.say(l)
		return
	}
	p.mode, p.notice = ModeWrong, Line{}
	p.render()
}

// WrongPatient says that the document is about somebody else: it stays open until a colleague has sorted it.
func (p *ReviewPresenter) WrongPatient() {
	d := p.standing()
	if d == nil || p.mode != ModeWrong {
		return
	}
	f, ok := p.at(d)
	for _, have := range d.Document.Fields {
		if have.Name == chart.PatientName {
			f, ok = have, true
			break
		}
	}
	if !ok || !p.canDecide(d, f) {
		p.closeMode()
		return
	}
	p.mode = ModeFields
	dec := p.desk().WrongPatient(f, "")
	dec.Value = review.Current(d, f)
	p.decide(d, dec, false)
	p.say(Say("Marked as the wrong patient: it cannot be signed until that is settled. Ctrl Z takes it back."))
}

// RetypeAsk opens the list of document types; Retype takes one.
func (p *ReviewPresenter) RetypeAsk() {
	if p.mode == ModeWrong && access.May(p.person, chart.ActRetype) {
		p.mode = ModeRetype
		p.render()
		return
	}
	p.closeMode()
	p.say(Say("Your role does not change the type."))
}

// Retype changes the document's type.
func (p *ReviewPresenter) Retype(t chart.Type) {
	d := p.standing()
	if d == nil || p.mode != ModeRetype {
		return
	}
	p.mode = ModeFields
	if d.Document.Type != t {
		p.history.Add(review.Change{Type: d.Document.Type}, review.Change{Type: t})
		p.sendType(t)
	}
	p.say(Say("It is now: {{.Type}}.", Data{"Type": TypeWord(t)}))
}

// findState is the find bar.
type findState struct {
	query string
	hits  []hit
	at    int
}

type hit struct {
	page int
	box  geom.Box
}

// FindAsk opens the find bar.
func (p *ReviewPresenter) FindAsk() {
	if p.standing() != nil {
		p.mode, p.find = ModeFind, findState{}
		p.render()
	}
}

// Find looks for a text in the words of this document, across neighbouring words, and shows the first place. What the
// person may not see is not looked through.
func (p *ReviewPresenter) Find(query string) {
	d := p.standing()
	if d == nil || p.mode != ModeFind {
		return
	}
	p.find = findState{query: query}
	m := p.mask(d)
	for _, n := range p.pages.numbers {
		if pg, ok := pageOf(d, n); ok {
			p.find.hits = append(p.find.hits, findIn(pg, query, m.hider(n))...)
		}
	}
	p.showHit()
}

// FindNext goes to the next place, or the one before.
func (p *ReviewPresenter) FindNext(by int) {
	if n := len(p.find.hits); n > 0 {
		p.find.at = ((p.find.at+by)%n + n) % n
	}
	p.showHit()
}

func (p *ReviewPresenter) showHit() {
	if p.find.at < len(p.find.hits) {
		h := p.find.hits[p.find.at]
		p.pages.show(h.page)
		p.pages.look(h.box)
	}
	p.render()
	p.loadPage()
}

// findIn gives the boxes of a query on a page, word by word: every word of the query must begin or hold its part.
func findIn(pg chart.Page, query string, hidden func(geom.Box) bool) []hit {
	parts := strings.Fields(strings.ToLower(query))
	var out []hit
	if len(parts) == 0 {
		return nil
	}
	for i := 0; i+len(parts) <= len(pg.Words); i++ {
		var box geom.Box
		ok := true
		for j, part := range parts {
			w := pg.Words[i+j]
			if !strings.Contains(strings.ToLower(w.Text.Reveal()), part) || hidden(w.Box) {
				ok = false
				break
			}
			box = box.Union(w.Box)
		}
		if ok {
			out = append(out, hit{pg.Number, box})
		}
	}
	return out
}
