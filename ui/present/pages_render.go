package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
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
	s := PagesSnapshot{Phase: p.phase, At: p.at, Busy: p.busy, Notice: p.notice, Tone: p.tone, Leaving: p.leaving, Problem: p.problem, Undo: len(p.before) > 0}
	if p.phase == PagesOpen {
		was := p.file.Plan()
		s.Changed = !p.plan.Same(was)
		changed := p.plan.Changed(was)
		for i, d := range p.plan {
			for k, pg := range d.Pages {
				s.Rows = append(s.Rows, PageRow{Number: pg.Number, First: k == 0, Title: p.title(d.ID), Place: k + 1, Of: len(d.Pages), Turn: pg.Turn,
					Why: p.why(d.ID), Changed: changed[i]})
			}
		}
		if s.Changed {
			s.Summary = Count("{{.N}} documents after that; what was decided stays with its page.", len(p.plan))
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
	out := ReviewPage{Number: pg.Number, Whole: true, Missing: p.failed[pg.Number]}
	if pg.Number != p.shown {
		p.shown = pg.Number
		p.glance++
	}
	out.Glance = p.glance
	d := p.opened[p.home(pg.Number)]
	if d == nil { // its redactions are not known yet: nothing is shown
		return out
	}
	if has, ok := pageOf(d, pg.Number); ok {
		out.Turn = (has.Rotation + pg.Turn) % 360
	}
	out.Sheet = p.sheets[pg.Number].Sheet
	for _, sp := range d.Spans {
		if sp.Page == pg.Number && sp.Redacted {
			for _, b := range sp.Boxes {
				out.Marks = append(out.Marks, PageMark{Kind: MarkMasked, Box: b, Class: ClassOf(sp.Kind)})
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
	sheet   Prepared
}

// loadPage sees to it that the page at hand is there. The first page of a document that is shown is a look at it.
func (p *PagesPresenter) loadPage() {
	doc, page, ok := p.plan.At(p.at)
	if !ok {
		return
	}
	n := p.plan[doc].Pages[page].Number
	home := p.home(n)
	_, have := p.sheets[n]
	if have || p.failed[n] || p.closed(home) {
		return
	}
	load, known := p.loads, p.opened[home]
	async(p.run, func(ctx context.Context) (w pageWork, err error) {
		if w.dossier = known; known == nil {
			if w.dossier, err = p.house.Open(ctx, home); err != nil {
				return w, err
			}
		}
		r, err := p.house.Page(ctx, home, n)
		if err == nil {
			w.sheet = p.prepare(r)
		}
		return w, err
	}, func(w pageWork, err error) {
		if load != p.loads {
			return
		}
		if p.opened == nil {
			p.opened, p.failed = map[chart.DocumentID]*chart.Dossier{}, map[int]bool{}
		}
		if w.dossier != nil {
			p.opened[home] = w.dossier
		}
		if err != nil {
			p.failed[n] = true
			p.problem = ptr(TroubleOf(err))
			p.render()
			return
		}
		if p.sheets == nil || len(p.sheets) >= keepSheets {
			p.sheets = map[int]Prepared{}
		}
		p.sheets[n] = w.sheet
		p.render()
	})
}
