package present

import (
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
)

// MoveBox moves the edited box by steps, one step being about two pixels of a 100 dpi page; resize moves its lower right
// corner instead.
func (p *ReviewPresenter) MoveBox(dx, dy int, resize bool) {
	if !p.edit.on {
		return
	}
	pageW, pageH := 850.0, 1100.0
	if pg, ok := pageOf(p.standing(), p.edit.span.Page); ok && pg.Width > 0 && pg.Height > 0 {
		scale := 100 / max(pg.DPI, 72)
		pageW, pageH = float64(pg.Width)*scale, float64(pg.Height)*scale
	}
	const step = 2
	x, y := float64(dx*step)/pageW, float64(dy*step)/pageH
	b := p.edit.span.Boxes[p.edit.box]
	if resize {
		b.X1, b.Y1 = min(max(b.X1+x, b.X0+4/pageW), 1), min(max(b.Y1+y, b.Y0+4/pageH), 1)
	} else {
		x, y = min(max(x, -b.X0), 1-b.X1), min(max(y, -b.Y0), 1-b.Y1)
		b = geom.Box{X0: b.X0 + x, Y0: b.Y0 + y, X1: b.X1 + x, Y1: b.Y1 + y}
	}
	p.setBox(b)
}

// MoveWord moves the edited box onto the next word in a direction; grow takes that word in, or to the left gives the last
// one up.
func (p *ReviewPresenter) MoveWord(dx, dy int, grow bool) {
	pg, ok := pageOf(p.standing(), p.edit.span.Page)
	if !p.edit.on || !ok {
		return
	}
	b := p.edit.span.Boxes[p.edit.box]
	if grow && dx < 0 {
		p.setBox(withoutLast(pg, b))
		return
	}
	if w, ok := wordBeside(pg, b, dx, dy); ok {
		if grow {
			w = w.Union(b)
		}
		p.setBox(w)
	}
}

// withoutLast takes the last word off a box that holds several.
func withoutLast(pg chart.Page, b geom.Box) geom.Box {
	var in []geom.Box
	for _, w := range pg.Words {
		if w.Box.Intersect(b).Area() > w.Box.Area()/2 {
			in = append(in, w.Box)
		}
	}
	slices.SortFunc(in, func(a, c geom.Box) int {
		if a.X1 < c.X1 {
			return -1
		}
		return 1
	})
	if len(in) < 2 {
		return b
	}
	b.X1 = in[len(in)-2].X1
	return b
}

// wordBeside is the nearest word of a page in a direction from a box.
func wordBeside(pg chart.Page, b geom.Box, dx, dy int) (geom.Box, bool) {
	best, far := geom.Box{}, 1e9
	bx, by := (b.X0+b.X1)/2, (b.Y0+b.Y1)/2
	for _, w := range pg.Words {
		x, y := (w.Box.X0+w.Box.X1)/2-bx, (w.Box.Y0+w.Box.Y1)/2-by
		along, across := x*float64(dx)+y*float64(dy), y*float64(dx)+x*float64(dy)
		if w.Box.Intersect(b).Area() > w.Box.Area()/2 || along <= 0 {
			continue
		}
		if dx != 0 && (w.Box.Y1 <= b.Y0 || w.Box.Y0 >= b.Y1) || dy != 0 && along < b.Height()/2 {
			continue // of another line, or of the same
		}
		if across < 0 {
			across = -across
		}
		if how := along + across; how < far {
			best, far = w.Box, how
		}
	}
	return best, far < 1e9
}

// ShapeBox takes the box as the mouse left it.
func (p *ReviewPresenter) ShapeBox(b geom.Box) {
	if p.edit.on && !b.Empty() {
		p.setBox(b.Clamp())
	}
}

func (p *ReviewPresenter) setBox(b geom.Box) {
	p.edit.span.Boxes = slices.Clone(p.edit.span.Boxes)
	p.edit.span.Boxes[p.edit.box] = b
	p.pages.look(b)
	p.render()
}

// BoxIs says of which class the edited identifier is.
func (p *ReviewPresenter) BoxIs(c Class) {
	if p.edit.on && ClassOf(p.edit.span.Kind) != c {
		p.edit.span.Kind = [...]chart.Kind{chart.Name, chart.Date, chart.OtherID, chart.Geographic, chart.PhoneNumber}[c]
		p.render()
	}
}

// BoxWhy says why the edited place is redacted, by its number in the list, from 1.
func (p *ReviewPresenter) BoxWhy(n int) {
	if whys := chart.RedactWhys(); p.edit.on && n >= 1 && n <= len(whys) {
		p.edit.span.Why = whys[n-1]
		p.render()
	}
}

// Everywhere redacts the text under the edited box, or of the field at hand, wherever it stands in the document; where it is
// redacted everywhere already it asks why it should be released everywhere.
func (p *ReviewPresenter) Everywhere() {
	d := p.standing()
	if d == nil || !p.canRedact(d, chart.ActRedact) {
		return
	}
	seed, ok := p.seed(d)
	if !ok {
		p.say(Say("There is no text here to look for."))
		return
	}
	if p.edit.on {
		p.keepBox()
		d = p.standing()
	}
	p.mode, p.edit = ModeFields, editState{}
	var all []review.Shaped
	pages := map[int]bool{}
	for _, s := range p.places(d, seed) {
		if have, there := spanAt(d, s.Page, s.Boxes[0]); there && have.Redacted && coversZone(have.Boxes, s.Boxes[0]) {
			continue
		} else if there && !have.Redacted {
			s.ID = have.ID
			next := have
			next.Redacted, next.Why = true, seed.Why
			all, pages[s.Page] = append(all, review.Shaped{Was: have, Is: next}), true
			continue
		}
		all, pages[s.Page] = append(all, review.Shaped{Was: s, Is: s}), true
	}
	if len(all) == 0 {
		p.say(Say("It is redacted everywhere already. Ctrl Shift F6 releases it everywhere."))
		return
	}
	back := make([]review.Shaped, len(all))
	for i, s := range all {
		back[i] = review.Shaped{Was: s.Is, Is: s.Is}
		back[i].Is.Redacted = false
	}
	p.history.Add(review.Change{Spans: back}, review.Change{Spans: all})
	p.sendSpans(all)
	p.say(Count("Redacted in {{.N}} more places on {{.Pages}} of the pages. Ctrl Z takes all of it back.", len(all), Data{"Pages": len(pages)}))
}

// ReleaseEverywhere asks why the text under the edited box, or of the field at hand, is released wherever it stands.
func (p *ReviewPresenter) ReleaseEverywhere() {
	d := p.standing()
	if d == nil || !p.canRedact(d, chart.ActRelease) {
		return
	}
	seed, ok := p.seed(d)
	var all []chart.Span
	if ok {
		for _, s := range p.places(d, seed) {
			if have, there := spanAt(d, s.Page, s.Boxes[0]); there && have.Redacted && !slices.ContainsFunc(all, func(o chart.Span) bool { return review.SameSpan(o, have) }) {
				all = append(all, have)
			}
		}
	}
	if len(all) == 0 {
		p.say(Say("Nothing is redacted here."))
		return
	}
	p.mode, p.edit, p.freeing, p.notice = ModeRelease, editState{}, all, Line{}
	p.render()
}

// seed is what is looked for everywhere: the edited redaction, or one over the field at hand.
func (p *ReviewPresenter) seed(d *chart.Dossier) (chart.Span, bool) {
	s := p.edit.span
	if !p.edit.on {
		f, ok := p.at(d)
		if !ok || f.Box.Empty() {
			return s, false
		}
		s = chart.Span{Kind: kindFor(f.Name), Page: f.Page, Boxes: []geom.Box{f.Box}, Why: chart.WhyPatient}
	}
	s.Text = textUnder(d, s.Page, s.Boxes)
	return s, len(plainWords(s.Text)) > 0
}

// places gives every run of words in the document that says what the seed says.
func (p *ReviewPresenter) places(d *chart.Dossier, seed chart.Span) []chart.Span {
	want := plainWords(seed.Text)
	var out []chart.Span
	for _, pg := range d.Pages {
		for i := 0; i+len(want) <= len(pg.Words); i++ {
			s := chart.Span{Kind: seed.Kind, Text: seed.Text, Page: pg.Number, Tier: chart.Certain, Layer: "person", Redacted: true, Why: seed.Why}
			for j, w := range want {
				if plain(pg.Words[i+j].Text.Reveal()) != w {
					break
				}
				s.Boxes = append(s.Boxes, pg.Words[i+j].Box)
			}
			if len(s.Boxes) == len(want) {
				s.Boxes = lines(s.Boxes)
				out = append(out, s)
			}
		}
	}
	return out
}

// lines joins the boxes of words that stand on one line.
func lines(words []geom.Box) []geom.Box {
	out := words[:1:1]
	for _, w := range words[1:] {
		last := &out[len(out)-1]
		if w.Y0 < last.Y1 && w.Y1 > last.Y0 && w.X0 >= last.X0 {
			*last = last.Union(w)
		} else {
			out = append(out, w)
		}
	}
	return out
}

// textUnder is what the words under boxes say.
func textUnder(d *chart.Dossier, page int, boxes []geom.Box) chart.Text {
	pg, _ := pageOf(d, page)
	var out []string
	for _, w := range pg.Words {
		in := 0.0
		for _, b := range boxes {
			in += b.Intersect(w.Box).Area()
		}
		if in > w.Box.Area()/2 {
			out = append(out, w.Text.Reveal())
		}
	}
	return chart.Text(strings.Join(out, " "))
}

// plain is a word as two of them are compared: letters and digits in lower case.
func plain(w string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, w)
}

func plainWords(t chart.Text) (out []string) {
	for _, w := range strings.Fields(t.Reveal()) {
		if w = plain(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// boxSnapshot says what the edited redaction is and why.
func (p *ReviewPresenter) boxSnapshot() BoxSnapshot {
	e := p.edit
	out := BoxSnapshot{Class: ClassOf(e.span.Kind), Why: slices.Index(chart.RedactWhys(), e.span.Why) + 1}
	for _, w := range chart.RedactWhys() {
		out.Whys = append(out.Whys, SpanWhyWord(w))
	}
	return out
}
