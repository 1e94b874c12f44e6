package present

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// editState is the redaction being edited: a copy that reaches the workspace on Enter only.
type editState struct {
	on   bool
	span chart.Span
	box  int
	was  chart.Span // as it stands; no boxes: it is new
}

// fresh reports whether the edited redaction does not stand yet.
func (e editState) fresh() bool { return len(e.was.Boxes) == 0 }

// Redact puts a box over the field at hand and lets it be shaped; where a redaction lies there already, it is that one. A
// field without a place gets a box in the middle of the page.
func (p *ReviewPresenter) Redact() {
	d := p.standing()
	if d == nil || !p.canRedact(d, chart.ActRedact) {
		return
	}
	f, ok := p.at(d)
	zone := geom.Box{X0: 0.4, Y0: 0.48, X1: 0.6, Y1: 0.51}
	page, kind := p.pages.number, chart.OtherID
	if ok && !f.Box.Empty() && f.Page == page {
		zone, kind = f.Box, kindFor(f.Name)
		if s, found := spanAt(d, page, zone); found {
			p.startEdit(s)
			return
		}
	}
	p.startNew(kind, page, zone)
}

// startNew begins a redaction that is not there yet.
func (p *ReviewPresenter) startNew(kind chart.Kind, page int, zone geom.Box) {
	p.edit = editState{on: true, span: chart.Span{Kind: kind, Page: page, Boxes: []geom.Box{zone}, Tier: chart.Certain, Layer: "person",
		Redacted: true, Why: chart.WhyPatient}}
	p.editing()
}

// startEdit takes up a redaction that is there; one that was released is redacted again by it.
func (p *ReviewPresenter) startEdit(s chart.Span) {
	if len(s.Boxes) == 0 {
		return
	}
	p.edit = editState{on: true, span: s, was: s}
	p.edit.span.Boxes = slices.Clone(s.Boxes)
	p.edit.span.Redacted = true
	if !s.Redacted {
		p.edit.span.Why = chart.WhyPatient
	}
	p.editing()
}

func (p *ReviewPresenter) editing() {
	p.mode, p.problem, p.page2 = ModeRedact, nil, otherPage{}
	p.notice = Say("Arrows move, with Shift they resize, with Ctrl by a word. Letters N D I A P say what it is, digits why. Enter keeps it.")
	p.pages.show(p.edit.span.Page)
	p.pages.look(p.edit.span.Boxes[p.edit.box])
	p.render()
	p.loadPage()
}

// spanAt is the identifier that covers most of a place.
func spanAt(d *chart.Dossier, page int, zone geom.Box) (chart.Span, bool) {
	best, share := chart.Span{}, 0.0
	for _, s := range d.Spans {
		if s.Page != page {
			continue
		}
		in := 0.0
		for _, b := range s.Boxes {
			in += b.Intersect(zone).Area()
		}
		if in > share {
			best, share = s, in
		}
	}
	return best, share > 0
}

// NextBox goes to the next box of the document, or the one before; what was changed is kept first.
func (p *ReviewPresenter) NextBox(by int) {
	d := p.standing()
	if d == nil || !p.edit.on {
		return
	}
	if i := p.edit.box + by; i >= 0 && i < len(p.edit.span.Boxes) {
		p.edit.box = i
		p.pages.look(p.edit.span.Boxes[i])
		p.render()
		return
	}
	p.keepBox()
	spans := p.redacted(p.standing())
	if len(spans) == 0 {
		return
	}
	at := max(slices.IndexFunc(spans, func(s chart.Span) bool { return review.SameSpan(s, p.edit.span) }), 0)
	p.startEdit(spans[((at+by)%len(spans)+len(spans))%len(spans)])
	if by < 0 {
		p.edit.box = len(p.edit.span.Boxes) - 1
		p.render()
	}
}

// redacted gives what is redacted in the order of pages, and on each from top to bottom.
func (p *ReviewPresenter) redacted(d *chart.Dossier) []chart.Span {
	out := slices.DeleteFunc(slices.Clone(d.Spans), func(s chart.Span) bool { return !s.Redacted || len(s.Boxes) == 0 })
	p.inReadingOrder(out)
	return out
}

func (p *ReviewPresenter) inReadingOrder(spans []chart.Span) {
	slices.SortStableFunc(spans, func(a, b chart.Span) int {
		if pa, pb := p.pages.place(a.Page), p.pages.place(b.Page); pa != pb {
			return pa - pb
		}
		if a.Boxes[0].Y0 < b.Boxes[0].Y0 {
			return -1
		}
		return 1
	})
}

// DoneBox keeps the edited box and goes back to the fields.
func (p *ReviewPresenter) DoneBox() {
	if !p.edit.on {
		return
	}
	p.keepBox()
	p.mode, p.edit = ModeFields, editState{}
	p.notice = Line{}
	p.render()
}

func (p *ReviewPresenter) keepBox() {
	e := p.edit
	if e.fresh() {
		e.span.Text = textUnder(p.standing(), e.span.Page, e.span.Boxes)
		p.edit.span, p.edit.was = e.span, e.span
		released := e.span
		released.Redacted = false
		p.history.Add(review.Change{Spans: []review.Shaped{{Was: e.span, Is: released}}}, review.Change{Spans: []review.Shaped{{Was: e.span, Is: e.span}}})
		p.sendSpans([]review.Shaped{{Was: e.span, Is: e.span}})
		return
	}
	if slices.Equal(e.was.Boxes, e.span.Boxes) && e.was.Kind == e.span.Kind && e.was.Why == e.span.Why && e.was.Redacted == e.span.Redacted {
		return
	}
	p.shape([]review.Shaped{{Was: e.was, Is: e.span}})
	p.edit.was = e.span
}

// Release asks why the redaction of the edited box, or at the field at hand, comes off; ReleaseFor takes it off.
func (p *ReviewPresenter) Release() {
	d := p.standing()
	if d == nil || !p.canRedact(d, chart.ActRelease) {
		return
	}
	s, found := p.edit.was, p.edit.on
	switch {
	case found && p.edit.fresh(): // it never was there
		p.closeMode()
		return
	case !found:
		if f, ok := p.at(d); ok && f.Page == p.pages.number {
			s, found = spanAt(d, f.Page, f.Box)
		}
	}
	if !found || !s.Redacted {
		p.say(Say("Nothing is redacted here."))
		return
	}
	p.mode, p.edit, p.freeing = ModeRelease, editState{}, []chart.Span{s}
	p.notice = Line{}
	p.render()
}

// ReleaseFor takes the redaction off: a person says that it is no identifier, or one that may be seen.
func (p *ReviewPresenter) ReleaseFor(why chart.SpanWhy) {
	if p.mode != ModeRelease || !slices.Contains(chart.ReleaseWhys(), why) {
		return
	}
	all := make([]review.Shaped, len(p.freeing))
	for i, s := range p.freeing {
		next := s
		next.Redacted, next.Why = false, why
		all[i] = review.Shaped{Was: s, Is: next}
	}
	p.mode, p.freeing = ModeFields, nil
	p.shape(all)
	if len(all) == 1 {
		p.say(Say("Released: it will be readable in the redacted copy. F6 redacts it again."))
		return
	}
	p.say(Count("Released in {{.N}} places. Ctrl Z takes all of it back.", len(all)))
}

func (p *ReviewPresenter) canRedact(d *chart.Dossier, a chart.Action) bool {
	if l := p.readingLine(d); !l.Empty() {
		p.say(l)
		return false
	}
	if !access.May(p.person, a) {
		p.say(Say("Your role does not change redactions."))
		return false
	}
	return true
}

// Point is a press of the mouse on the page: a field comes to hand, a redaction is taken up.
func (p *ReviewPresenter) Point(at geom.Point) {
	d := p.standing()
	if d == nil || p.page2.kind != samePage {
		return
	}
	spot := geom.Box{X0: at.X - 0.004, Y0: at.Y - 0.003, X1: at.X + 0.004, Y1: at.Y + 0.003}
	if !p.edit.on {
		for _, id := range review.Order(d) {
			if f, _ := review.Field(d, id); f.Page == p.pages.number && f.Box.Overlaps(spot) {
				p.GoTo(id)
				return
			}
		}
	}
	if s, ok := spanAt(d, p.pages.number, spot); ok && s.Redacted && p.canRedact(d, chart.ActReshape) {
		if p.edit.on && review.SameSpan(s, p.edit.was) {
			return
		}
		if p.edit.on {
			p.keepBox()
		}
		p.startEdit(s)
	}
}

// DrawBox is a box that the mouse draws: a new redaction.
func (p *ReviewPresenter) DrawBox(b geom.Box) {
	d := p.standing()
	if d == nil || b.Empty() || p.page2.kind != samePage {
		return
	}
	if p.edit.on && p.edit.fresh() {
		p.ShapeBox(b)
		return
	}
	if !p.canRedact(d, chart.ActRedact) {
		return
	}
	if p.edit.on {
		p.keepBox()
	}
	p.startNew(chart.OtherID, p.pages.number, b.Clamp())
}
