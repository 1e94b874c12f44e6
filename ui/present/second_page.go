package present

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// place is where a page stands in the document, from 1; 0 for none.
func (p *SecondPresenter) place(number int) int {
	return slices.IndexFunc(p.work.Pages, func(pg chart.Page) bool { return pg.Number == number }) + 1
}

// pageShown gives the page in the middle, with the field's zone lit and what the look does not need painted over.
func (p *SecondPresenter) pageShown() ReviewPage {
	f := p.work.Field
	out := ReviewPage{Number: p.page, Sheet: p.sheets[p.page].Sheet, Whole: p.whole, Glance: p.glance, Missing: p.missing[p.page]}
	if i := p.place(p.page) - 1; i >= 0 {
		out.Turn = (p.work.Pages[i].Rotation + p.turned[p.page]) % 360
	}
	if f.Page == p.page && !f.Box.Empty() {
		out.Looking = f.Box
		out.Marks = append(out.Marks, PageMark{Kind: MarkField, Box: f.Box})
	}
	for _, h := range f.Hidden {
		if h.Page == p.page {
			out.Marks = append(out.Marks, PageMark{Kind: MarkMasked, Box: h.Box, Class: h.Class})
		}
	}
	return out
}

// loadPage sees to it that the page in the middle is there.
func (p *SecondPresenter) loadPage() {
	n := p.page
	if _, have := p.sheets[n]; p.phase != SecondOpen || n == 0 || have || p.missing[n] {
		return
	}
	load, id, prepare := p.loads, p.id, p.o.Prepare
	async(p.run, func(ctx context.Context) (Prepared, error) {
		r, err := p.house.Page(ctx, id, n)
		switch {
		case err != nil:
			return Prepared{}, err
		case prepare == nil:
			return Prepared{Sheet: r}, nil
		}
		return prepare(r), nil
	}, func(got Prepared, err error) {
		if load != p.loads {
			return
		}
		if err != nil {
			if p.missing == nil {
				p.missing = map[int]bool{}
			}
			p.missing[n] = true
			p.problem = ptr(TroubleOf(err))
			p.render()
			return
		}
		if p.sheets == nil || len(p.sheets) >= keepSheets {
			p.sheets = map[int]Prepared{} // a page is large
		}
		p.sheets[n] = got
		p.render()
	})
}

// Whole shows the whole page and back.
func (p *SecondPresenter) Whole() {
	p.whole = !p.whole
	p.render()
}

// Turn turns the page clockwise by 90 degrees on this screen only.
func (p *SecondPresenter) Turn() {
	if p.phase != SecondOpen {
		return
	}
	if p.turned == nil {
		p.turned = map[int]int{}
	}
	p.turned[p.page] = (p.turned[p.page] + 90) % 360
	p.render()
}

// GoPageStep turns by pages without leaving the field.
func (p *SecondPresenter) GoPageStep(by int) {
	at := p.place(p.page) - 1 + by
	if p.phase != SecondOpen || at < 0 || at >= len(p.work.Pages) {
		return
	}
	p.page = p.work.Pages[at].Number
	p.glance++
	p.render()
	p.loadPage()
}
