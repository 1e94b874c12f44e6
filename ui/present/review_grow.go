package present

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
)

// readingLine says what waits for the last page of a document that is still being read.
func (p *ReviewPresenter) readingLine(d *chart.Dossier) Line {
	if d.State == chart.StateReading {
		return Say("This waits until its last page is read.")
	}
	return p.readOnly(d)
}

// remark says what a person should know of the document: that more of it comes, or that ink on it was not read.
func (p *ReviewPresenter) remark(d *chart.Dossier) Line {
	if d.State == chart.StateReading {
		return Say("Still being read: what is there can be decided already.")
	}
	if len(unread(d, p.pages.number)) > 0 {
		return Say("Ink on this page was not read; it is marked. Look whether something is missing.")
	}
	for i, n := range p.pages.numbers {
		if len(unread(d, n)) > 0 {
			return Say("Ink on page {{.N}} was not read. Look there before you sign.", Data{"N": i + 1})
		}
	}
	return Line{}
}

// unread gives the places of a page where there is ink like print that no reader made a word of.
func unread(d *chart.Dossier, number int) (out []geom.Box) {
	pg, _ := pageOf(d, number)
	for _, r := range pg.Regions {
		if r.Kind == chart.RegionUnread {
			out = append(out, r.Box)
		}
	}
	return out
}

// QueueChanged looks whether a document that is still being read has grown. What is at hand and what is typed stay.
func (p *ReviewPresenter) QueueChanged() {
	if p.w == nil || p.w.base.State != chart.StateReading || p.renewing {
		return
	}
	p.renewing = true
	load, id := p.loads, p.id
	async(p.run, func(ctx context.Context) (*chart.Dossier, error) { return p.house.Renew(ctx, id) },
		func(d *chart.Dossier, err error) {
			p.renewing = false
			// What went wrong is told by the next change; one that is on its way brings the document with it.
			if load == p.loads && err == nil && p.w != nil && p.w.flight == nil && len(p.w.pending) == 0 {
				p.w.base = d
				p.grown(d)
				p.render()
				p.loadPage()
			}
		})
}

// grown takes over the pages and fields that a document has now.
func (p *ReviewPresenter) grown(d *chart.Dossier) {
	if len(d.Document.Pages) > 0 {
		p.pages.numbers = slices.Clone(d.Document.Pages)
	}
	if !slices.Contains(p.pages.numbers, p.pages.number) && len(p.pages.numbers) > 0 {
		p.pages.number = p.pages.numbers[0]
	}
	if _, there := review.Field(d, p.field); there {
		return
	}
	if next, ok := review.NextOpen(d, "", 1, p.mine(d)); ok {
		p.goTo(next)
	} else {
		p.goTo(firstOf(review.Order(d)))
	}
}
