package review

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Insert puts pages of a scan before or behind a page, into its document. The first of them is at hand then.
func (p PagePlan) Insert(place int, pages []PlannedPage, behind bool) (PagePlan, int, bool) {
	doc, page, ok := p.At(place)
	if !ok || len(pages) == 0 {
		return p, place, false
	}
	out, ok := p.free(doc)
	if !ok {
		return p, place, false
	}
	if behind {
		page, place = page+1, place+1
	}
	out[doc].Pages = slices.Insert(out[doc].Pages, page, pages...)
	return out, place, true
}

// Replace has a page of a scan stand for the page at hand, which is in no document then. Where that is a page of a scan itself, the
// new one takes its place.
func (p PagePlan) Replace(place int, by PlannedPage) (PagePlan, int, bool) {
	doc, page, ok := p.At(place)
	if !ok || by.Scan == 0 {
		return p, place, false
	}
	out, ok := p.free(doc)
	if !ok {
		return p, place, false
	}
	at := &out[doc].Pages[page]
	if by.For = at.For; at.Scan == 0 {
		by.For = at.Number
	}
	*at = by
	return out, place, true
}

// Leave leaves a page of a scan out again: the page that it stood for is there as it was.
func (p PagePlan) Leave(place int) (PagePlan, int, bool) {
	doc, page, ok := p.At(place)
	if !ok || p[doc].Pages[page].Scan == 0 {
		return p, place, false
	}
	out, ok := p.free(doc)
	if !ok {
		return p, place, false
	}
	if was := out[doc].Pages[page].For; was != 0 {
		out[doc].Pages[page] = PlannedPage{Number: was}
		return out, place, true
	}
	out[doc].Pages = slices.Delete(out[doc].Pages, page, page+1)
	if len(out[doc].Pages) == 0 {
		out = slices.Delete(out, doc, doc+1)
	}
	return out, max(0, min(place, out.Len()-1)), true
}

// Uses reports whether a page of a scan is in the plan.
func (p PagePlan) Uses(scan, number int) bool {
	return slices.ContainsFunc(p, func(d PlannedDocument) bool {
		return slices.ContainsFunc(d.Pages, func(pg PlannedPage) bool { return pg.Scan == scan && pg.Number == number })
	})
}

// News counts the pages of scans that stand for a page of the file, and those that stand for none.
func (p PagePlan) News() (instead, more int) {
	for _, d := range p {
		for _, pg := range d.Pages {
			switch {
			case pg.Scan == 0:
			case pg.For != 0:
				instead++
			default:
				more++
			}
		}
	}
	return instead, more
}

// Holds reports whether a plan has the pages of the one before, each once or a page of a scan that stands for it, no page of a scan
// twice, and leaves what is fixed as it is.
func (p PagePlan) Holds(before PagePlan) bool {
	count, ok := p.counted()
	own := 0
	for page := range count {
		if page.Scan == 0 {
			own++
		}
	}
	for _, d := range before {
		for _, pg := range d.Pages {
			own--
			ok = ok && count[PlannedPage{Number: pg.Number}] == 1
		}
		ok = ok && (!d.Fixed || slices.ContainsFunc(p, func(o PlannedDocument) bool { return o.ID == d.ID && slices.Equal(o.Pages, d.Pages) }))
	}
	return ok && own == 0 && p.knows(before)
}

// counted gives the pages of the file, those for which others stand too, and the pages of scans; false where one is there twice, or a
// document has none.
func (p PagePlan) counted() (count map[PlannedPage]int, once bool) {
	count, once = map[PlannedPage]int{}, true
	add := func(pg PlannedPage) {
		count[pg]++
		once = once && count[pg] == 1
	}
	for _, d := range p {
		once = once && len(d.Pages) > 0
		for _, pg := range d.Pages {
			own := pg.Number
			if pg.Scan != 0 {
				add(PlannedPage{Scan: pg.Scan, Number: pg.Number})
				own = pg.For
			}
			if own != 0 {
				add(PlannedPage{Number: own})
			}
		}
	}
	return count, once
}

// knows reports whether every document of the plan that is not new was there before, and is there once.
func (p PagePlan) knows(before PagePlan) bool {
	ids := map[chart.DocumentID]bool{}
	for _, d := range p {
		if d.ID == "" {
			continue
		}
		if ids[d.ID] || !slices.ContainsFunc(before, func(o PlannedDocument) bool { return o.ID == d.ID }) {
			return false
		}
		ids[d.ID] = true
	}
	return true
}
