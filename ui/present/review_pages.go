package present

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// keepSheets is how many prepared pages are kept; one is 11 MB for a grey letter page at 300 dpi, 33 for a coloured one.
const keepSheets = 3

// keepThumbs is the number of pages up to which the small pictures are made ahead; a chart of 400 pages makes them as it is
// read.
const keepThumbs = 24

// pageState is the page in the middle and what is kept of the others.
type pageState struct {
	numbers []int
	number  int
	turned  map[int]int // by the person, on top of what reading found
	whole   bool
	box     geom.Box
	glance  int
	sheets  []sheet // newest last
	thumbs  map[int]any
	asked   map[int]bool
	missing map[int]bool
	ahead   bool // a page is being made ready in the background
}

type sheet struct {
	number int
	sheet  any
}

func (s *pageState) reset(d *chart.Dossier) {
	*s = pageState{turned: map[int]int{}, thumbs: map[int]any{}, asked: map[int]bool{}, missing: map[int]bool{}, glance: s.glance}
	s.numbers = append(s.numbers, d.Document.Pages...)
	if len(s.numbers) == 0 {
		for _, p := range d.Pages {
			s.numbers = append(s.numbers, p.Number)
		}
	}
	if len(s.numbers) > 0 {
		s.number = s.numbers[0]
	}
}

func (s *pageState) show(number int) {
	for _, n := range s.numbers {
		if n == number {
			s.number = number
			return
		}
	}
}

// look asks for a place to be brought into view.
func (s *pageState) look(b geom.Box) {
	s.box = b
	s.glance++
}

func (s *pageState) sheet(number int) any {
	for _, have := range s.sheets {
		if have.number == number {
			return have.sheet
		}
	}
	return nil
}

func (s *pageState) keep(number int, v any) {
	for i, have := range s.sheets {
		if have.number == number {
			s.sheets = append(s.sheets[:i], s.sheets[i+1:]...)
			break
		}
	}
	s.sheets = append(s.sheets, sheet{number, v})
	if len(s.sheets) > keepSheets {
		s.sheets[0] = sheet{}
		s.sheets = s.sheets[1:]
	}
}

// loadPage sees to it that the page in the middle is there, and then that the likely next ones are.
func (p *ReviewPresenter) loadPage() {
	n := p.pages.number
	if p.w == nil || n == 0 {
		return
	}
	p.loadOther()
	if have := p.pages.sheet(n); have != nil {
		p.pages.keep(n, have)
		p.loadAhead()
		return
	}
	if p.pages.asked[n] || p.pages.missing[n] {
		return
	}
	p.pages.asked[n] = true
	p.fetch(n, func(got Prepared, err error) {
		delete(p.pages.asked, n)
		if err != nil {
			p.pages.missing[n] = true
			p.tell(Trouble{Happened: Say("Page {{.N}} could not be shown.", Data{"N": p.pages.place(n)}), Safe: TroubleOf(err).Safe,
				Do: TroubleOf(err).Do})
			return
		}
		p.pages.keep(n, got.Sheet)
		p.pages.thumbs[n] = got.Thumb
		p.render()
		p.loadAhead()
	})
}

// fetch reads and prepares a page; what comes after another document was asked for is dropped.
func (p *ReviewPresenter) fetch(number int, done func(Prepared, error)) {
	load, id, prepare := p.loads, p.id, p.o.Prepare
	async(p.run, func(ctx context.Context) (Prepared, error) {
		r, err := p.house.Page(ctx, id, number)
		if err != nil {
			return Prepared{}, err
		}
		if prepare == nil {
			return Prepared{Sheet: r}, nil
		}
		return prepare(r), nil
	}, func(got Prepared, err error) {
		if load == p.loads {
			done(got, err)
		}
	})
}

// loadAhead prepares one page after the other in the background: the next field's, the next one, then small pictures.
func (p *ReviewPresenter) loadAhead() {
	n, whole, ok := p.wanted()
	if p.pages.ahead {
		return
	}
	if !ok {
		p.prepareNext()
		return
	}
	p.pages.ahead = true
	p.fetch(n, func(got Prepared, err error) {
		p.pages.ahead = false
		if err != nil {
			p.pages.missing[n] = true
		} else {
			p.pages.thumbs[n] = got.Thumb
			if whole && p.pages.sheet(n) == nil {
				p.pages.keep(n, got.Sheet)
				p.pages.keep(p.pages.number, p.pages.sheet(p.pages.number)) // the page in the middle stays the newest
			}
			p.render()
		}
		p.loadAhead()
	})
}

// wanted is the page to prepare next; whole says that the page itself is wanted and not only its small picture.
func (p *ReviewPresenter) wanted() (number int, whole, ok bool) {
	d := p.standing()
	if d == nil || p.pages.sheet(p.pages.number) == nil {
		return 0, false, false
	}
	likely := []int{}
	if next, found := review.NextOpen(d, p.field, 1, p.mine(d)); found {
		if f, _ := review.Field(d, next); f.Page > 0 {
			likely = append(likely, f.Page)
		}
	}
	if i := p.pages.index(); i >= 0 && i+1 < len(p.pages.numbers) {
		likely = append(likely, p.pages.numbers[i+1])
	}
	for _, n := range likely {
		if p.pages.sheet(n) == nil && !p.pages.missing[n] && p.pages.has(n) {
			return n, true, true
		}
	}
	if len(p.pages.numbers) > keepThumbs {
		return 0, false, false
	}
	for _, n := range p.pages.numbers {
		if p.pages.thumbs[n] == nil && !p.pages.missing[n] {
			return n, false, true
		}
	}
	return 0, false, false
}

func (s *pageState) index() int { return slices.Index(s.numbers, s.number) }

func (s *pageState) has(number int) bool { return slices.Contains(s.numbers, number) }

// place is where a page stands in the document, counted from 1 as people do: its number is that in the file, and the first
// page of a document may be the fifth of its file. It is 0 for a page of another document.
func (s *pageState) place(number int) int { return slices.Index(s.numbers, number) + 1 }

// GoPage shows a page without leaving the field; GoPageStep the next one or the one before, and reports whether there is.
func (p *ReviewPresenter) GoPage(number int) {
	if p.w == nil || !p.pages.has(number) || p.pages.number == number {
		return
	}
	p.pages.number, p.pages.box = number, geom.Box{}
	p.render()
	p.loadPage()
}

// GoPageStep turns by pages.
func (p *ReviewPresenter) GoPageStep(by int) bool {
	i := p.pages.index() + by
	if p.w == nil || i < 0 || i >= len(p.pages.numbers) {
		return false
	}
	p.GoPage(p.pages.numbers[i])
	return true
}

// GoDocument opens the next or the previous document of the queue.
func (p *ReviewPresenter) GoDocument(by int) {
	if p.o.Neighbour == nil || p.id == "" {
		return
	}
	if id, ok := p.o.Neighbour(p.id, by); ok && id != p.id {
		p.Open(id)
		return
	}
	p.say(Say("There is no further document in the queue."))
}

// Whole shows the whole page and back.
func (p *ReviewPresenter) Whole() {
	if p.w != nil {
		p.pages.whole = !p.pages.whole
		p.render()
	}
}

// Turn turns the page clockwise by 90 degrees on this screen only.
func (p *ReviewPresenter) Turn() {
	if p.w != nil && p.pages.number > 0 {
		p.pages.turned[p.pages.number] = (p.pages.turned[p.pages.number] + 90) % 360
		p.render()
	}
}

// turn is by how many degrees clockwise a page is shown turned: as it stands upright, and as somebody turned it on the screen.
func (p *ReviewPresenter) turn(d *chart.Dossier, n int) int {
	turn := p.pages.turned[n]
	if pg, ok := pageOf(d, n); ok {
		turn += pg.Rotation
	}
	return turn % 360
}

// page gives the page in the middle.
func (p *ReviewPresenter) page(d *chart.Dossier) ReviewPage {
	n := p.pages.number
	out := ReviewPage{Number: n, Sheet: p.pages.sheet(n), Whole: p.pages.whole, Looking: p.pages.box, Glance: p.pages.glance,
		Missing: p.pages.missing[n]}
	out.Turn = p.turn(d, n)
	out.Resume = p.with.resume
	switch p.page2.kind {
	case asExported: // nothing is shown beneath what is not there yet
		out.Sheet = nil
		if p.page2.number == n {
			out.Sheet = p.page2.sheet
		}
	case asChanged:
		out.Marks = p.changeMarks(d, n)
	default:
		out.Marks = p.marks(d, n)
	}
	return out
}

func pageOf(d *chart.Dossier, number int) (chart.Page, bool) {
	for _, pg := range d.Pages {
		if pg.Number == number {
			return pg, true
		}
	}
	return chart.Page{}, false
}

// lit is what is lit on the page: the field at hand, or the cell.
func (p *ReviewPresenter) lit(d *chart.Dossier) (chart.Field, bool) {
	if p.mode == ModeTable {
		return p.cell(d, p.table.row, p.table.col)
	}
	return review.Field(d, p.field)
}

// marks gives what is painted over a page. Doubt is marked only where the text itself may be seen.
func (p *ReviewPresenter) marks(d *chart.Dossier, number int) []PageMark {
	m := p.mask(d)
	var out []PageMark
	if f, ok := p.lit(d); ok && f.Page == number && !f.Box.Empty() && !p.edit.on {
		out = append(out, PageMark{Kind: MarkField, Box: f.Box})
	}
	out = append(out, p.doubtMarks(d, number, m)...)
	for _, b := range unread(d, number) {
		out = append(out, PageMark{Kind: MarkDoubt, Box: b})
	}
	out = append(out, p.spanMarks(d, number, m)...)
	out = append(out, p.editMarks(number)...)
	return append(out, p.findMarks(number)...)
}

// spanMarks shows where identifiers are and which of them are hidden; the one being edited is drawn by editMarks.
func (p *ReviewPresenter) spanMarks(d *chart.Dossier, number int, m mask) []PageMark {
	var out []PageMark
	for _, s := range d.Spans {
		if s.Page != number || !s.Redacted || p.edit.on && s.ID == p.edit.span.ID && s.ID != "" {
			continue
		}
		kind := MarkShown
		if m.hides(s) {
			kind = MarkMasked
		}
		for _, b := range s.Boxes {
			out = append(out, PageMark{Kind: kind, Box: b, Class: ClassOf(s.Kind)})
		}
	}
	for _, f := range m.zones(number) {
		out = append(out, PageMark{Kind: MarkMasked, Box: f.Box, Class: ClassOf(kindFor(f.Name))})
	}
	return out
}

func (p *ReviewPresenter) editMarks(number int) []PageMark {
	if !p.edit.on || p.edit.span.Page != number {
		return nil
	}
	out := make([]PageMark, len(p.edit.span.Boxes))
	for i, b := range p.edit.span.Boxes {
		out[i] = PageMark{Kind: MarkShown, Box: b, Class: ClassOf(p.edit.span.Kind)}
	}
	out[p.edit.box].Kind = MarkEdited
	return out
}

func (p *ReviewPresenter) findMarks(number int) []PageMark {
	var out []PageMark
	if p.mode != ModeFind {
		return nil
	}
	for i, hit := range p.find.hits {
		if hit.page != number {
			continue
		}
		if i == p.find.at {
			out = append(out, PageMark{Kind: MarkField, Box: hit.box})
		}
		out = append(out, PageMark{Kind: MarkMatch, Box: hit.box})
	}
	return out
}

func (p *ReviewPresenter) doubtMarks(d *chart.Dossier, number int, m mask) []PageMark {
	pg, ok := pageOf(d, number)
	if !ok {
		return nil
	}
	var out []PageMark
	hidden := m.hider(number)
	for _, f := range d.Document.Fields {
		if f.Page != number || f.Box.Empty() || !d.NeedsPerson(f) || !m.value(f) || !access.Sees(p.person, f.Name) {
			continue
		}
		for _, w := range pg.Words {
			if !f.Box.Overlaps(w.Box) || hidden(w.Box) {
				continue
			}
			for _, r := range review.WordDoubt(w) {
				out = append(out, PageMark{Kind: MarkDoubt, Box: charBox(w, r)})
			}
		}
	}
	return out
}

// charBox is about where the characters of a word stand: printed text is near enough to even widths to point at.
func charBox(w chart.Word, r review.Range) geom.Box {
	n := float64(max(len([]rune(w.Text.Reveal())), 1))
	b := w.Box
	b.X0, b.X1 = w.Box.X0+w.Box.Width()*float64(r.From)/n, w.Box.X0+w.Box.Width()*float64(r.To)/n
	return b
}
