package present

import (
	"context"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// Undo takes back the last thing that was done to the document, whatever it was, and Redo makes it stand again; both go to
// where it was done.
func (p *ReviewPresenter) Undo() {
	p.again(p.history.Undo, Say("Taken back. Ctrl Y makes it stand again."))
}

// Redo makes what was taken back stand again.
func (p *ReviewPresenter) Redo() { p.again(p.history.Redo, Say("It stands again.")) }

func (p *ReviewPresenter) again(step func(chart.PersonID, time.Time) (review.Change, bool), said Line) {
	d := p.standing()
	if d == nil || p.mode != ModeFields && p.mode != ModeTable {
		return
	}
	if l := p.readOnly(d); !l.Empty() {
		p.say(l)
		return
	}
	c, ok := step(p.person.ID, p.clock.Now())
	if !ok {
		p.say(Say("There is nothing to take back or to repeat."))
		return
	}
	p.apply(c)
	p.notice = said
	if p.mode == ModeTable {
		d = p.standing()
		p.table.row = min(p.table.row, max(len(p.shownRows(d))-1, 0))
		p.atCell(d)
		return
	}
	p.render()
	p.loadPage()
}

// apply sends a change, as it was first made or taken back.
func (p *ReviewPresenter) apply(c review.Change) {
	switch {
	case c.Decision != nil:
		p.append(*c.Decision)
		if p.mode == ModeFields {
			p.goTo(c.Decision.Field)
		}
	case len(c.Spans) > 0:
		p.sendSpans(c.Spans)
		p.pages.show(c.Spans[0].Is.Page)
		if len(c.Spans[0].Is.Boxes) > 0 {
			p.pages.look(c.Spans[0].Is.Boxes[0])
		}
	case c.Type != "":
		p.sendType(c.Type)
	case len(c.Table) > 0:
		p.sendTable(c.Table)
	}
}

func (p *ReviewPresenter) sendType(t chart.Type) {
	p.w.add(reviewChange{local: func(d *chart.Dossier) { d.Document.Type = t },
		send: func(ctx context.Context, house Charts, id chart.DocumentID, version int64, _ *chart.Dossier) (*chart.Dossier, error) {
			return house.Retype(ctx, id, version, t)
		}})
}

// shape makes a change of redactions and remembers it.
func (p *ReviewPresenter) shape(all []review.Shaped) {
	p.history.Add(review.Change{Spans: review.Back(all)}, review.Change{Spans: all})
	p.sendSpans(all)
}

// sendSpans sends redactions one after the other. What is new has no id before it is kept, so the one that is meant is looked
// for by its place in what the workspace then has.
func (p *ReviewPresenter) sendSpans(all []review.Shaped) {
	for _, s := range all {
		p.w.add(reviewChange{
			local: func(d *chart.Dossier) {
				if i := slices.IndexFunc(d.Spans, func(o chart.Span) bool { return review.SameSpan(o, s.Was) }); i >= 0 {
					next := s.Is
					next.ID = d.Spans[i].ID
					d.Spans[i] = next
					return
				}
				d.Spans = append(d.Spans, s.Is)
			},
			send: func(ctx context.Context, house Charts, id chart.DocumentID, version int64, base *chart.Dossier) (*chart.Dossier, error) {
				next := s.Is
				if i := slices.IndexFunc(base.Spans, func(o chart.Span) bool { return review.SameSpan(o, s.Was) }); i >= 0 {
					next.ID = base.Spans[i].ID
				}
				return house.Redact(ctx, id, version, next)
			}})
	}
}
