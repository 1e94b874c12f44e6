package review

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// PlannedPage is a page of a file, or of a later scan that a person puts into it. Turn is by how many degrees clockwise a person
// turns it: 0, 90, 180 or 270.
type PlannedPage struct {
	Number int // in the file, or in its scan
	Turn   int
	Scan   int // 0: it is a page of the file; else the scan, from 1
	For    int // of a scan's page: the page of the file that it stands for; 0: none
}

// PlannedDocument is one document of a file as its pages lie in it, or as a person wants them to lie.
type PlannedDocument struct {
	ID    chart.DocumentID // empty: it begins with this plan
	Fixed bool             // it cannot be changed now: no page leaves it and none comes to it
	Pages []PlannedPage
}

// PagePlan is the pages of a file in its documents, in their order. Every way of changing it gives a new plan with the same pages,
// each once, but for those of scans that are put in or left out again, and the place of the page at hand, counted through all documents from 0; it gives false where it cannot be done.
type PagePlan []PlannedDocument

// Len counts the pages.
func (p PagePlan) Len() (n int) {
	for _, d := range p {
		n += len(d.Pages)
	}
	return n
}

// At gives the document of a page and its place there, both from 0.
func (p PagePlan) At(place int) (doc, page int, ok bool) {
	for i, d := range p {
		if place >= 0 && place < len(d.Pages) {
			return i, place, true
		}
		place -= len(d.Pages)
	}
	return 0, 0, false
}

func (p PagePlan) clone() PagePlan {
	out := slices.Clone(p)
	for i := range out {
		out[i].Pages = slices.Clone(out[i].Pages)
	}
	return out
}

// free gives a copy to change where neither the document nor the other one is fixed.
func (p PagePlan) free(docs ...int) (PagePlan, bool) {
	for _, i := range docs {
		if i < 0 || i >= len(p) || p[i].Fixed {
			return p, false
		}
	}
	return p.clone(), true
}

// Up moves a page before the one before it; the first page of a document becomes the last of the document before.
func (p PagePlan) Up(place int) (PagePlan, int, bool) {
	doc, page, ok := p.At(place)
	if !ok {
		return p, place, false
	}
	if page > 0 {
		out, ok := p.free(doc)
		if ok {
			ps := out[doc].Pages
			ps[page-1], ps[page] = ps[page], ps[page-1]
			place--
		}
		return out, place, ok
	}
	out, ok := p.free(doc, doc-1)
	if !ok {
		return p, place, false
	}
	out[doc-1].Pages = append(out[doc-1].Pages, out[doc].Pages[0])
	return out.without(doc), place, true
}

// Down moves a page behind the next one; the last page of a document becomes the first of the next document.
func (p PagePlan) Down(place int) (PagePlan, int, bool) {
	doc, page, ok := p.At(place)
	if !ok {
		return p, place, false
	}
	last := len(p[doc].Pages) - 1
	if page < last {
		out, ok := p.free(doc)
		if ok {
			ps := out[doc].Pages
			ps[page+1], ps[page] = ps[page], ps[page+1]
			place++
		}
		return out, place, ok
	}
	out, ok := p.free(doc, doc+1)
	if !ok {
		return p, place, false
	}
	out[doc+1].Pages = slices.Insert(out[doc+1].Pages, 0, out[doc].Pages[last])
	out[doc].Pages = out[doc].Pages[:last]
	if last == 0 {
		out = slices.Delete(out, doc, doc+1)
	}
	return out, place, true
}

// without takes the first page of a document away, and the document where none is left.
func (p PagePlan) without(doc int) PagePlan {
	if p[doc].Pages = p[doc].Pages[1:]; len(p[doc].Pages) == 0 {
		return slices.Delete(p, doc, doc+1)
	}
	return p
}

// Begin has a new document begin with a page.
func (p PagePlan) Begin(place int) (PagePlan, int, bool) {
	doc, page, ok := p.At(place)
	if !ok || page == 0 {
		return p, place, false
	}
	out, ok := p.free(doc)
	if !ok {
		return p, place, false
	}
	rest := slices.Clone(out[doc].Pages[page:])
	out[doc].Pages = out[doc].Pages[:page]
	return slices.Insert(out, doc+1, PlannedDocument{Pages: rest}), place, true
}

// Join puts the document of a page behind the pages of the document before it.
func (p PagePlan) Join(place int) (PagePlan, int, bool) {
	doc, _, ok := p.At(place)
	if !ok {
		return p, place, false
	}
	out, ok := p.free(doc, doc-1)
	if !ok {
		return p, place, false
	}
	out[doc-1].Pages = append(out[doc-1].Pages, out[doc].Pages...)
	return slices.Delete(out, doc, doc+1), place, true
}

// Out makes a page a document of its own, behind the one that it is taken out of.
func (p PagePlan) Out(place int) (PagePlan, int, bool) {
	doc, page, ok := p.At(place)
	if !ok || len(p[doc].Pages) < 2 {
		return p, place, false
	}
	out, ok := p.free(doc)
	if !ok {
		return p, place, false
	}
	one := out[doc].Pages[page]
	out[doc].Pages = slices.Delete(out[doc].Pages, page, page+1)
	place += len(out[doc].Pages) - page
	return slices.Insert(out, doc+1, PlannedDocument{Pages: []PlannedPage{one}}), place, true
}

// Turn turns a page clockwise.
func (p PagePlan) Turn(place, degrees int) (PagePlan, int, bool) {
	doc, page, ok := p.At(place)
	if !ok {
		return p, place, false
	}
	out, ok := p.free(doc)
	if !ok {
		return p, place, false
	}
	pg := &out[doc].Pages[page]
	pg.Turn = ((pg.Turn+degrees)%360 + 360) % 360
	return out, place, true
}

// Changed tells, of each document of the plan, whether it is another one than before.
func (p PagePlan) Changed(before PagePlan) []bool {
	out := make([]bool, len(p))
	for i, d := range p {
		at := slices.IndexFunc(before, func(o PlannedDocument) bool { return o.ID == d.ID })
		out[i] = d.ID == "" || at < 0 || !slices.Equal(before[at].Pages, d.Pages)
	}
	return out
}

// Same reports whether nothing was changed.
func (p PagePlan) Same(before PagePlan) bool {
	return len(p) == len(before) && !slices.Contains(p.Changed(before), true)
}
