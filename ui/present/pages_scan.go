package present

import (
	"context"
	"errors"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// PutIn says where pages of a file of the disk come.
type PutIn uint8

// The places.
const (
	PutBehind  PutIn = iota // the page at hand
	PutBefore               // it
	PutInstead              // of it
)

// MayPut reports whether pages can be put in at the page at hand; where not, the screen says why.
func (p *PagesPresenter) MayPut() bool {
	if p.phase != PagesOpen || p.busy || p.reading != nil {
		return false
	}
	if doc, _, ok := p.plan.At(p.at); ok && !p.plan[doc].Fixed {
		return true
	}
	p.notice, p.tone, p.leaving = p.whyNot(), Doubtful, false
	p.render()
	return false
}

// Put reads a file of the disk and puts its pages in at the page at hand: all of them, or one instead of it. Nothing is kept before
// the pages are.
func (p *PagesPresenter) Put(path string, where PutIn) {
	if !p.MayPut() {
		return
	}
	job := &stoppable{}
	p.reading, p.leaving, p.notice, p.problem = job, false, Line{}, nil
	p.read = &ImportSnapshot{Running: true, Says: Say("Reading the file…")}
	load, id := p.loads, p.id
	p.run.Go(func(ctx context.Context) {
		ctx = job.begin(ctx)
		defer job.stop()
		scan, err := p.house.ReadScan(ctx, id, path, func(at ImportProgress) { p.run.Do(func() { p.readOn(job, at) }) })
		p.run.Do(func() {
			if load != p.loads || p.reading != job {
				return
			}
			p.reading, p.read = nil, nil
			p.put(scan, where, err)
		})
	})
	p.render()
}

// CancelRead stops the reading of a file; nothing of it was kept.
func (p *PagesPresenter) CancelRead() {
	if p.reading != nil {
		p.reading.stop()
	}
}

func (p *PagesPresenter) readOn(job *stoppable, at ImportProgress) {
	if job != p.reading || at.Pages == 0 {
		return
	}
	p.read = &ImportSnapshot{Running: true, Done: doneOf(at), Says: Say("Reading the file: page {{.Page}} of {{.Pages}}", Data{"Page": at.Page, "Pages": at.Pages}), Left: leftOf(at.Left)}
	p.render()
}

// leftOf says how much time is left; empty until that is known.
func leftOf(left time.Duration) Line {
	switch {
	case left >= 90*time.Second:
		return Say("about {{.N}} min left", Data{"N": int((left + time.Minute/2) / time.Minute)})
	case left > 0:
		return Say("about {{.N}} s left", Data{"N": int((left + time.Second - 1) / time.Second)})
	}
	return Line{}
}

// put has the pages of a file that was read in the plan.
func (p *PagesPresenter) put(scan Scan, where PutIn, err error) {
	if err != nil {
		p.notPut(err)
		return
	}
	at := 1 + slices.IndexFunc(p.scans, func(s Scan) bool { return s.ID() == scan.ID() })
	if at == 0 {
		p.scans = append(p.scans, scan)
		at = len(p.scans)
	}
	pages := p.unused(at)
	if len(pages) == 0 {
		p.notPut(ErrScanUsed)
		return
	}
	if where == PutInstead {
		p.change(func(plan PagePlan, place int) (PagePlan, int, bool) { return plan.Replace(place, pages[0]) })
		if n := scan.Len(); n > 1 {
			p.notice, p.tone = Say("Page {{.N}} of {{.All}} of the file stands for it; Shift F9 takes the next one.", Data{"N": pages[0].Number, "All": n}), Quiet
			p.render()
		}
		return
	}
	p.change(func(plan PagePlan, place int) (PagePlan, int, bool) {
		return plan.Insert(place, pages, where == PutBehind)
	})
}

// unused gives the pages of a scan that are not in the plan.
func (p *PagesPresenter) unused(scan int) (out []review.PlannedPage) {
	for _, n := range p.scans[scan-1].Numbers() {
		if !p.plan.Uses(scan, n) {
			out = append(out, review.PlannedPage{Number: n, Scan: scan})
		}
	}
	return out
}

// NextOfScan has the next page of its scan that is nowhere yet stand where a page of that scan stands.
func (p *PagesPresenter) NextOfScan() {
	p.change(func(plan PagePlan, place int) (PagePlan, int, bool) {
		doc, page, ok := plan.At(place)
		if !ok || plan[doc].Pages[page].Scan == 0 {
			return plan, place, false
		}
		at := plan[doc].Pages[page]
		pages := p.unused(at.Scan)
		if len(pages) == 0 {
			return plan, place, false
		}
		next := pages[0] // after the last one comes the first again
		if k := slices.IndexFunc(pages, func(pg review.PlannedPage) bool { return pg.Number > at.Number }); k >= 0 {
			next = pages[k]
		}
		return plan.Replace(place, next)
	})
}

// notPut says why nothing was put in.
func (p *PagesPresenter) notPut(err error) {
	var refusal *chart.Refusal
	safe := Say("The file is where it was, unchanged; nothing of it was kept.")
	switch {
	case errors.Is(err, context.Canceled):
		p.notice, p.tone = Say("Stopped. The pages lie as before; nothing of the file was kept."), Doubtful
	case errors.As(err, &refusal):
		p.problem = ptr(RefusalWords(*refusal))
	case errors.Is(err, ErrScanElsewhere):
		p.problem = &Trouble{Say("This file came in before: its pages are in the queue already."), safe, Say("Work with the document that it became, or scan the page again.")}
	case errors.Is(err, ErrScanUsed):
		p.problem = &Trouble{Say("All pages of this file are here already."), safe, Say("Choose another file.")}
	case errors.Is(err, ErrScanLong):
		p.problem = &Trouble{Say("The file has more than {{.N}} pages.", Data{"N": MostScanPages}), safe, Say("Import it as a file of its own.")}
	default:
		p.problem = ptr(TroubleOf(err))
	}
	p.render()
}

// newWord says which page of a scan a page is; empty for a page of the file.
func (p *PagesPresenter) newWord(pg review.PlannedPage) Line {
	if pg.Scan == 0 {
		return Line{}
	}
	d := Data{"N": pg.Number, "All": p.scans[pg.Scan-1].Len()}
	if pg.For != 0 {
		return Say("new scan of it: page {{.N}} of {{.All}}", d)
	}
	return Say("inserted: page {{.N}} of {{.All}} of its file", d)
}
