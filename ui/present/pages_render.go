package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// why says why a document cannot be changed now; empty where it can.
func (p *PagesPresenter) why(id chart.DocumentID) Line {
	for _, d := range p.file.Documents {
		switch {
		case d.ID != id || !d.Fixed():
		case d.Closed:
			return Say("you may not open it")
		case d.OnHold:
			return Say("a legal hold covers it")
		case d.Edited:
			return Say("rows of its table were added or struck out")
		case d.Held != nil:
			return Say("{{.Name}} is at work on it", Data{"Name": d.Name})
		case d.State == chart.StateReading:
			return Say("it is still being read")
		case d.State.StepOf() != "":
			return Say("it waits for another look")
		default:
			return Say("it is signed")
		}
	}
	return Line{}
}

func (p *PagesPresenter) title(id chart.DocumentID) Line {
	for _, d := range p.file.Documents {
		if d.ID == id && d.Closed {
			return Say("A document that you may not open")
		}
		if d.ID == id && id != "" {
			return TypeWord(d.Type)
		}
	}
	return Say("A new document")
}

func (p *PagesPresenter) render() {
	s := PagesSnapshot{Phase: p.phase, At: p.at, Busy: p.busy, Read: p.read, Notice: p.notice, Tone: p.tone, Leaving: p.leaving, Problem: p.problem, Undo: len(p.before) > 0}
	if p.phase == PagesOpen {
		was := p.file.Plan()
		s.Changed = !p.plan.Same(was)
		changed := p.plan.Changed(was)
		for i, d := range p.plan {
			for k, pg := range d.Pages {
				s.Rows = append(s.Rows, PageRow{Number: pg.Number, First: k == 0, Title: p.title(d.ID), Place: k + 1, Of: len(d.Pages), Turn: pg.Turn,
					New: p.newWord(pg), Why: p.why(d.ID), Changed: changed[i]})
			}
		}
		if s.Changed {
			s.Summary = Count("{{.N}} documents after that; what was decided stays with its page.", len(p.plan))
			if instead, _ := p.plan.News(); instead > 0 {
				s.Loses = Count("{{.N}} pages are replaced: what was decided and redacted on them does not carry over, and their fields come to review.", instead)
			}
		}
		s.Page = p.pageShown()
	}
	p.view.RenderPages(s)
}

// pageShown is the page at hand, with its identifiers painted over.
func (p *PagesPresenter) pageShown() ReviewPage {
	doc, page, ok := p.plan.At(p.at)
	if !ok {
		return ReviewPage{}
	}
	pg := p.plan[doc].Pages[page]
	key := keyOf(pg)
	out := ReviewPage{Number: pg.Number, Whole: true, Missing: p.failed[key]}
	if key != p.shown {
		p.shown = key
		p.glance++
	}
	out.Glance = p.glance
	if pg.Scan != 0 {
		if got, ok := p.looked[key]; ok {
			out.Turn, out.Sheet = (got.Rotation+pg.Turn)%360, p.sheets[key].Sheet
			out.Marks = paintedOver(got.Covers, pg.Number)
		}
		return out
	}
	d := p.opened[p.home(pg.Number)]
	if d == nil { // its redactions are not known yet: nothing is shown
		return out
	}
	if has, ok := pageOf(d, pg.Number); ok {
		out.Turn = (has.Rotation + pg.Turn) % 360
	}
	out.Sheet, out.Marks = p.sheets[key].Sheet, paintedOver(d.Spans, pg.Number)
	return out
}

// paintedOver paints the identifiers of a page over.
func paintedOver(spans []chart.Span, page int) (out []PageMark) {
	for _, sp := range spans {
		if sp.Page == page && sp.Redacted {
			for _, b := range sp.Boxes {
				out = append(out, PageMark{Kind: MarkMasked, Box: b, Class: ClassOf(sp.Kind)})
			}
		}
	}
	return out
}

// home is the document in which a page lies until the plan is kept.
func (p *PagesPresenter) home(number int) chart.DocumentID {
	for _, d := range p.file.Documents {
		for _, n := range d.Pages {
			if n == number {
				return d.ID
			}
		}
	}
	return ""
}

// pageWork is a page that was fetched for the screen.
type pageWork struct {
	dossier *chart.Dossier
	scanned *ScanPage
	sheet   Prepared
}

// loadPage sees to it that the page at hand is there. The first page of a document that is shown is a look at it.
func (p *PagesPresenter) loadPage() {
	doc, page, ok := p.plan.At(p.at)
	if !ok {
		return
	}
	pg := p.plan[doc].Pages[page]
	key := keyOf(pg)
	if _, have := p.sheets[key]; have || p.failed[key] || pg.Scan == 0 && p.closed(p.home(pg.Number)) {
		return
	}
	load := p.loads
	async(p.run, p.fetch(pg), func(w pageWork, err error) {
		if load != p.loads {
			return
		}
		p.keepPage(pg, w, err)
		p.render()
	})
}

// fetch gives the work that brings a page.
func (p *PagesPresenter) fetch(pg review.PlannedPage) func(context.Context) (pageWork, error) {
	if pg.Scan != 0 {
		scan := p.scans[pg.Scan-1]
		return func(ctx context.Context) (w pageWork, err error) {
			got, err := scan.Page(ctx, pg.Number)
			if err == nil {
				w.sheet, w.scanned = p.prepare(got.Raster), &ScanPage{Rotation: got.Rotation, Covers: got.Covers}
			}
			return w, err
		}
	}
	home := p.home(pg.Number)
	known := p.opened[home]
	return func(ctx context.Context) (w pageWork, err error) {
		if w.dossier = known; known == nil {
			if w.dossier, err = p.house.Open(ctx, home); err != nil {
				return w, err
			}
		}
		r, err := p.house.Page(ctx, home, pg.Number)
		if err == nil {
			w.sheet = p.prepare(r)
		}
		return w, err
	}
}

// keepPage keeps what was brought of a page.
func (p *PagesPresenter) keepPage(pg review.PlannedPage, w pageWork, err error) {
	key := keyOf(pg)
	if p.opened == nil {
		p.opened, p.looked, p.failed = map[chart.DocumentID]*chart.Dossier{}, map[sheetKey]ScanPage{}, map[sheetKey]bool{}
	}
	if w.dossier != nil {
		p.opened[p.home(pg.Number)] = w.dossier
	}
	if err != nil {
		p.failed[key] = true
		p.problem = ptr(TroubleOf(err))
		return
	}
	if w.scanned != nil {
		p.looked[key] = *w.scanned
	}
	if p.sheets == nil || len(p.sheets) >= keepSheets {
		p.sheets = map[sheetKey]Prepared{}
	}
	p.sheets[key] = w.sheet
}
