package present

import (
	"context"
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
	was  []geom.Box
}

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
			p.startEdit(s, s.Redacted)
			return
		}
	}
	p.startEdit(chart.Span{Kind: kind, Page: page, Boxes: []geom.Box{zone}, Tier: chart.Certain, Layer: "person", Redacted: true}, false)
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

func (p *ReviewPresenter) startEdit(s chart.Span, stands bool) {
	s.Boxes = slices.Clone(s.Boxes)
	s.Redacted = true
	if len(s.Boxes) == 0 {
		return
	}
	p.mode, p.problem = ModeRedact, nil
	p.edit = editState{on: true, span: s}
	if stands {
		p.edit.was = slices.Clone(s.Boxes)
	}
	p.notice = Say("Arrows move, Shift with arrows resizes, Tab goes to the next box, Enter keeps it.")
	p.pages.show(s.Page)
	p.pages.look(s.Boxes[0])
	p.render()
	p.loadPage()
}

// MoveBox moves the edited box by steps, one step being about a pixel of a 100 dpi page; resize moves its lower right
// corner instead.
func (p *ReviewPresenter) MoveBox(dx, dy int, resize bool) {
	if !p.edit.on {
		return
	}
	pageW, pageH := 850.0, 1100.0
	if pg, ok := pageOf(p.standing(), p.edit.span.Page); ok && pg.Width > 0 && pg.Height > 0 {
		scale := 100 / max(pg.DPI, 72)
		pageW, pageH = float64(pg.Width)*scale, float64(pg.Height)*scale
	}
	const step = 2
	x, y := float64(dx*step)/pageW, float64(dy*step)/pageH
	b := p.edit.span.Boxes[p.edit.box]
	if resize {
		b.X1, b.Y1 = min(max(b.X1+x, b.X0+4/pageW), 1), min(max(b.Y1+y, b.Y0+4/pageH), 1)
	} else {
		x, y = min(max(x, -b.X0), 1-b.X1), min(max(y, -b.Y0), 1-b.Y1)
		b = geom.Box{X0: b.X0 + x, Y0: b.Y0 + y, X1: b.X1 + x, Y1: b.Y1 + y}
	}
	p.setBox(b)
}

// ShapeBox takes the box as the mouse left it.
func (p *ReviewPresenter) ShapeBox(b geom.Box) {
	if p.edit.on && !b.Empty() {
		p.setBox(b.Clamp())
	}
}

func (p *ReviewPresenter) setBox(b geom.Box) {
	p.edit.span.Boxes = slices.Clone(p.edit.span.Boxes)
	p.edit.span.Boxes[p.edit.box] = b
	p.pages.look(b)
	p.render()
}

// NextBox goes to the next box of the page, or the one before; what was changed is kept first.
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
	d = p.standing()
	var spans []chart.Span
	at := 0
	for _, s := range d.Spans {
		if s.Page == p.pages.number && s.Redacted && len(s.Boxes) > 0 {
			if s.ID == p.edit.span.ID {
				at = len(spans)
			}
			spans = append(spans, s)
		}
	}
	if len(spans) == 0 {
		return
	}
	p.startEdit(spans[((at+by)%len(spans)+len(spans))%len(spans)], true)
	if by < 0 {
		p.edit.box = len(p.edit.span.Boxes) - 1
		p.render()
	}
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
	if p.edit.was != nil && slices.Equal(p.edit.was, p.edit.span.Boxes) {
		return
	}
	p.sendSpan(p.edit.span)
}

// Release takes the redaction off the edited box, or off the field at hand: a person says that it is no identifier.
func (p *ReviewPresenter) Release() {
	d := p.standing()
	if d == nil || !p.canRedact(d, chart.ActRelease) {
		return
	}
	s, found := p.edit.span, p.edit.on
	if !found {
		if f, ok := p.at(d); ok && f.Page == p.pages.number {
			s, found = spanAt(d, f.Page, f.Box)
		}
	}
	if !found || !p.edit.on && !s.Redacted {
		p.say(Say("Nothing is redacted here."))
		return
	}
	p.mode, p.edit = ModeFields, editState{}
	if s.ID == "" {
		p.render()
		return
	}
	s.Redacted = false
	p.sendSpan(s)
	p.say(Say("Released: it will be readable in the redacted copy. F6 redacts it again."))
}

func (p *ReviewPresenter) sendSpan(s chart.Span) {
	p.w.add(reviewChange{
		local: func(d *chart.Dossier) {
			for i := range d.Spans {
				if d.Spans[i].ID == s.ID && s.ID != "" {
					d.Spans[i] = s
					return
				}
			}
			d.Spans = append(d.Spans, s)
		},
		send: func(ctx context.Context, house Charts, id chart.DocumentID, version int64) (*chart.Dossier, error) {
			return house.Redact(ctx, id, version, s)
		}})
}

func (p *ReviewPresenter) canRedact(d *chart.Dossier, a chart.Action) bool {
	if l := readingLine(d.State); !l.Empty() {
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
	if d == nil {
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
		if p.edit.on && s.ID == p.edit.span.ID {
			return
		}
		if p.edit.on {
			p.keepBox()
		}
		p.startEdit(s, true)
	}
}
