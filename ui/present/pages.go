package present

import (
	"context"
	"errors"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
)

// PagesPhase is where the screen of the pages stands.
type PagesPhase uint8

// The phases.
const (
	PagesEmpty PagesPhase = iota
	PagesLoading
	PagesOpen
	PagesFailed // Problem says why
)

// PageRow is a page of the file in the list.
type PageRow struct {
	Number  int  // as it came in
	First   bool // a document begins with it
	Title   Line // of the document, where it is the first
	Place   int  // in the document, from 1
	Of      int
	Turn    int  // degrees clockwise
	New     Line // of a page of a later scan: which one, and whether it stands for another page
	Why     Line // why nothing of it can be changed
	Changed bool // its document is another one than before
}

// PagesSnapshot is all that the screen shows.
type PagesSnapshot struct {
	Phase   PagesPhase
	Rows    []PageRow
	At      int
	Changed bool // there is something to keep
	Undo    bool
	Busy    bool
	Summary Line            // what keeping it does
	Loses   Line            // what does not carry over
	Read    *ImportSnapshot // a file is being read, to be put in
	Notice  Line
	Tone    Tone
	Leaving bool // Escape was pressed once with changes that are not kept
	Page    ReviewPage
	Problem *Trouble
}

// New reports whether the page at hand is one of a later scan.
func (s PagesSnapshot) New() bool {
	return s.At >= 0 && s.At < len(s.Rows) && !s.Rows[s.At].New.Empty()
}

// PagesView draws snapshots, on the UI goroutine.
type PagesView interface{ RenderPages(PagesSnapshot) }

// PagesPresenter lays the pages of a file anew: nothing changes before it is kept, and it is kept as a whole. All methods are called
// on the UI goroutine.
type PagesPresenter struct {
	house   PagesHouse
	run     Runner
	view    PagesView
	prepare func(*geom.Raster) Prepared

	loads   uint64
	id      chart.DocumentID
	phase   PagesPhase
	file    FilePages
	plan    review.PagePlan
	before  []step
	at      int
	notice  Line
	tone    Tone
	busy    bool
	leaving bool
	kept    bool
	problem *Trouble

	scans   []Scan     // whose pages were put in since the file was opened
	reading *stoppable // the file that is being read, to be put in
	read    *ImportSnapshot

	opened map[chart.DocumentID]*chart.Dossier
	looked map[sheetKey]ScanPage
	sheets map[sheetKey]Prepared
	failed map[sheetKey]bool
	glance int
	shown  sheetKey
}

// sheetKey names a page of the file, or of a scan.
type sheetKey struct{ scan, number int }

func keyOf(pg review.PlannedPage) sheetKey { return sheetKey{pg.Scan, pg.Number} }

// step is a plan as it was, and the page at hand.
type step struct {
	plan review.PagePlan
	at   int
}

// NewPages makes the presenter. Prepare makes a page ready for the screen, off the UI goroutine.
func NewPages(house PagesHouse, run Runner, view PagesView, prepare func(*geom.Raster) Prepared) *PagesPresenter {
	return &PagesPresenter{house: house, run: run, view: view, prepare: prepare}
}

// Open shows the file that a document came in with, at that document.
func (p *PagesPresenter) Open(id chart.DocumentID) {
	p.forget()
	p.id = id
	if id == "" {
		p.render()
		return
	}
	p.notice = Line{}
	p.load(id)
}

func (p *PagesPresenter) load(at chart.DocumentID) {
	p.phase, p.problem = PagesLoading, nil
	p.loads++
	load, id := p.loads, p.id
	async(p.run, func(ctx context.Context) (FilePages, error) { return p.house.FilePages(ctx, id) }, func(f FilePages, err error) {
		if load != p.loads {
			return
		}
		if err != nil {
			p.phase, p.problem = PagesFailed, ptr(TroubleOf(err))
			p.render()
			return
		}
		p.phase, p.file, p.plan, p.before, p.at, p.scans = PagesOpen, f, f.Plan(), nil, 0, nil
		for i, d := range p.plan {
			if d.ID == at {
				p.at = p.plan[:i].Len()
			}
		}
		p.render()
		p.loadPage()
	})
	p.render()
}

// PagePlan is review.PagePlan.
type PagePlan = review.PagePlan

// Close forgets everything that was shown.
func (p *PagesPresenter) Close() {
	p.forget()
	p.render()
}

func (p *PagesPresenter) forget() {
	p.CancelRead()
	p.loads++
	p.id, p.phase, p.problem, p.notice, p.busy, p.leaving, p.kept = "", PagesEmpty, nil, Line{}, false, false, false
	p.file, p.plan, p.before, p.at, p.shown = FilePages{}, nil, nil, 0, sheetKey{}
	p.scans, p.reading, p.read = nil, nil, nil
	p.opened, p.looked, p.sheets, p.failed = nil, nil, nil, nil
}

// Select goes to a page of the list.
func (p *PagesPresenter) Select(place int) {
	if p.phase != PagesOpen || place < 0 || place >= p.plan.Len() || place == p.at {
		return
	}
	p.at, p.leaving = place, false
	p.render()
	p.loadPage()
}

// Up moves the page at hand before the one before it.
func (p *PagesPresenter) Up() { p.change(PagePlan.Up) }

// Down moves it behind the next one.
func (p *PagesPresenter) Down() { p.change(PagePlan.Down) }

// Begin has a document begin with the page at hand.
func (p *PagesPresenter) Begin() { p.change(PagePlan.Begin) }

// Join puts its document behind the one before.
func (p *PagesPresenter) Join() { p.change(PagePlan.Join) }

// Out makes it a document of its own.
func (p *PagesPresenter) Out() { p.change(PagePlan.Out) }

// Turn turns it clockwise.
func (p *PagesPresenter) Turn(degrees int) {
	p.change(func(plan PagePlan, at int) (PagePlan, int, bool) { return plan.Turn(at, degrees) })
}

func (p *PagesPresenter) change(do func(PagePlan, int) (PagePlan, int, bool)) {
	if p.phase != PagesOpen || p.busy || p.reading != nil {
		return
	}
	plan, at, ok := do(p.plan, p.at)
	p.leaving, p.notice, p.problem = false, Line{}, nil
	if !ok {
		p.notice, p.tone = p.whyNot(), Doubtful
		p.render()
		return
	}
	p.before = append(p.before, step{p.plan, p.at})
	p.plan, p.at = plan, at
	p.render()
	p.loadPage()
}

// whyNot says why the page at hand cannot go there.
func (p *PagesPresenter) whyNot() Line {
	if doc, _, ok := p.plan.At(p.at); ok && p.plan[doc].Fixed {
		return Say("This document cannot be changed now: {{.Why}}.", Data{"Why": p.why(p.plan[doc].ID)})
	}
	return Say("There is nothing to do that with, or the document beside it cannot be changed now.")
}

// Leave leaves a page of a scan out again that is not kept yet.
func (p *PagesPresenter) Leave() { p.change(PagePlan.Leave) }

// Undo takes the last change back that was not kept.
func (p *PagesPresenter) Undo() {
	if p.busy || p.reading != nil || len(p.before) == 0 {
		return
	}
	last := p.before[len(p.before)-1]
	p.plan, p.at, p.before = last.plan, last.at, p.before[:len(p.before)-1]
	p.leaving, p.notice = false, Line{}
	p.render()
	p.loadPage()
}

// Keep lays the pages as planned.
func (p *PagesPresenter) Keep() {
	if p.phase != PagesOpen || p.busy || p.reading != nil {
		return
	}
	if p.plan.Same(p.file.Plan()) {
		p.notice, p.tone = Say("Nothing was changed."), Doubtful
		p.render()
		return
	}
	p.busy, p.leaving, p.notice, p.problem = true, false, Line{}, nil
	load, id, was, plan, scans := p.loads, p.id, p.file, p.plan, p.scans
	at, first := p.anchor()
	async(p.run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.house.LayPages(ctx, id, was, plan, scans)
	}, func(_ struct{}, err error) {
		if load != p.loads {
			return
		}
		p.busy = false
		if errors.Is(err, ErrScanElsewhere) { // it came in on its own meanwhile
			p.notPut(err)
			return
		}
		if err != nil {
			p.problem = ptr(TroubleOf(err))
			p.render()
			return
		}
		p.kept = true
		p.opened, p.looked, p.sheets, p.failed = nil, nil, nil, nil
		p.notice, p.tone = Say("The pages lie as you laid them. What was read anew is in the queue."), Done
		p.id = first
		p.load(at)
	})
	p.render()
}

// anchor gives the document to go on with: that of the page at hand where it stays one, and one that surely is still there.
func (p *PagesPresenter) anchor() (at, first chart.DocumentID) {
	doc, _, _ := p.plan.At(p.at)
	at = p.plan[doc].ID
	if first = at; first == "" {
		if k := slices.IndexFunc(p.plan, func(d review.PlannedDocument) bool { return d.ID != "" && !p.closed(d.ID) }); k >= 0 {
			first = p.plan[k].ID
		}
	}
	return at, first
}

// Kept reports whether pages were laid anew since the file was opened.
func (p *PagesPresenter) Kept() bool { return p.kept }

// Document is the document of the page at hand; empty where it begins with a plan that was not kept.
func (p *PagesPresenter) Document() chart.DocumentID {
	if doc, _, ok := p.plan.At(p.at); ok && p.plan[doc].ID != "" {
		return p.plan[doc].ID
	}
	return p.id
}

// MayLeave reports whether the screen may be left: with changes that were not kept only when it is asked for twice.
func (p *PagesPresenter) MayLeave() bool {
	if p.reading != nil { // Esc stops what goes on, before it leaves
		p.CancelRead()
		return false
	}
	if p.phase != PagesOpen || p.leaving || p.plan.Same(p.file.Plan()) {
		return !p.busy
	}
	p.leaving = true
	p.notice, p.tone = Say("What you changed is not kept yet. Ctrl Enter keeps it; Esc once more leaves it as it was."), Doubtful
	p.render()
	return false
}

func (p *PagesPresenter) closed(id chart.DocumentID) bool {
	return slices.ContainsFunc(p.file.Documents, func(d FileDocument) bool { return d.ID == id && d.Closed })
}
