package present

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// otherKind is what the middle shows instead of the page at work.
type otherKind uint8

const (
	samePage otherKind = iota
	asExported
	asChanged
)

// otherPage is the page as it will be exported, or with what people changed of the machine's proposal.
type otherPage struct {
	kind   otherKind
	number int // of the page that sheet shows
	sheet  any
	at     int // among the changes
}

// RedactChange is one thing that a person changed of what the machine proposed to redact.
type RedactChange struct {
	Page, Place int
	Box         geom.Box
	What, Why   Line
	At          bool
}

// Preview shows the page as the redacted copy will show it, to the pixel, and back.
func (p *ReviewPresenter) Preview() { p.other(asExported) }

// Difference shows what people changed of the machine's proposal, and back; Tab goes through it.
func (p *ReviewPresenter) Difference() { p.other(asChanged) }

func (p *ReviewPresenter) other(kind otherKind) {
	d := p.standing()
	if d == nil || p.mode != ModeFields && p.mode != ModeRedact {
		return
	}
	if p.edit.on {
		p.DoneBox()
	}
	if p.page2.kind == kind {
		kind = samePage
	}
	p.page2, p.notice = otherPage{kind: kind}, Line{}
	switch kind {
	case asExported:
		p.notice = Say("As it will be exported: what is black is gone. F9 goes back.")
	case asChanged:
		p.showChange(0)
	}
	p.render()
	p.loadOther()
}

// loadOther asks for the page as exported, once what was changed is kept.
func (p *ReviewPresenter) loadOther() {
	n := p.pages.number
	if p.page2.kind != asExported || p.page2.number == n || p.o.Desk == nil || p.w == nil || len(p.w.pending) > 0 {
		return
	}
	p.page2.number, p.page2.sheet = n, nil
	load, id, prepare := p.loads, p.id, p.o.Prepare
	async(p.run, func(ctx context.Context) (Prepared, error) {
		r, err := p.o.Desk.Preview(ctx, id, n)
		if err != nil || prepare == nil {
			return Prepared{Sheet: r}, err
		}
		return prepare(r), nil
	}, func(got Prepared, err error) {
		switch {
		case load != p.loads || p.page2.kind != asExported || p.page2.number != n:
		case err != nil:
			p.page2 = otherPage{}
			p.tell(TroubleOf(err))
		default:
			p.page2.sheet = got.Sheet
			p.render()
		}
	})
}

// StepChange goes to the next change of the difference view, or the one before.
func (p *ReviewPresenter) StepChange(by int) {
	if p.page2.kind == asChanged {
		p.showChange(p.page2.at + by)
		p.render()
		p.loadPage()
	}
}

// showChange brings one change into view.
func (p *ReviewPresenter) showChange(n int) {
	all := p.changes(p.standing())
	if len(all) == 0 {
		p.notice = Say("Nothing was changed of what the machine proposed to redact.")
		return
	}
	p.page2.at = (n%len(all) + len(all)) % len(all)
	c := all[p.page2.at]
	p.pages.show(c.Page)
	p.pages.look(c.Box)
	p.notice = Say("{{.At}} of {{.Of}} changes: {{.What}}, {{.Why}}. Tab goes on, Shift F9 goes back.",
		Data{"At": p.page2.at + 1, "Of": len(all), "What": c.What, "Why": c.Why})
}

// changes are what people changed, in reading order.
func (p *ReviewPresenter) changes(d *chart.Dossier) []RedactChange {
	spans := slices.DeleteFunc(slices.Clone(d.Spans), func(s chart.Span) bool { return changeWord(s).Empty() || len(s.Boxes) == 0 })
	p.inReadingOrder(spans)
	out := make([]RedactChange, len(spans))
	for i, s := range spans {
		out[i] = RedactChange{Page: s.Page, Place: p.pages.place(s.Page), Box: s.Boxes[0], What: changeWord(s), Why: SpanWhyWord(s.Why), At: i == p.page2.at}
	}
	return out
}

// changeWord says what a person changed of a redaction; empty where it stands as the machine proposed it. What a person added
// and took away again was never there.
func changeWord(s chart.Span) Line {
	switch {
	case s.Layer == "person" && s.Redacted:
		return Say("added")
	case s.Layer == "person":
		return Line{}
	case !s.Redacted && s.By != nil:
		return Say("released")
	case len(s.Found) > 0:
		return Say("reshaped")
	}
	return Line{}
}

// changeMarks paints the difference: what was added, what was released, and where the machine had put what was reshaped.
func (p *ReviewPresenter) changeMarks(d *chart.Dossier, number int) []PageMark {
	var out []PageMark
	m := p.mask(d)
	for _, s := range d.Spans {
		if s.Page != number {
			continue
		}
		for _, b := range s.Boxes {
			switch what := changeWord(s); {
			case what.Key == "added":
				out = append(out, PageMark{Kind: MarkAdded, Box: b, Class: ClassOf(s.Kind)})
			case what.Key == "released":
				out = append(out, PageMark{Kind: MarkReleased, Box: b, Class: ClassOf(s.Kind)})
			case m.hides(s):
				out = append(out, PageMark{Kind: MarkMasked, Box: b, Class: ClassOf(s.Kind)})
			case s.Redacted:
				out = append(out, PageMark{Kind: MarkShown, Box: b, Class: ClassOf(s.Kind)})
			}
		}
		for _, b := range s.Found {
			out = append(out, PageMark{Kind: MarkFound, Box: b})
		}
	}
	for _, f := range m.zones(number) {
		out = append(out, PageMark{Kind: MarkMasked, Box: f.Box, Class: ClassOf(kindFor(f.Name))})
	}
	return out
}

// SpanWhyWord says why a place is redacted or released.
func SpanWhyWord(w chart.SpanWhy) Line {
	switch w {
	case chart.WhyPatient:
		return Say("it names the patient")
	case chart.WhyOther:
		return Say("it names another person")
	case chart.WhySensitive:
		return Say("it is specially protected")
	case chart.WhyPractice:
		return Say("it is the practice's own matter")
	case chart.WhyNone:
		return Say("it identifies nobody")
	case chart.WhyProvider:
		return Say("it is the provider or the practice")
	case chart.WhyNeeded:
		return Say("the recipient needs it for care")
	case chart.WhyWrongText:
		return Say("it is a clinical term")
	}
	return Say("no reason given")
}
