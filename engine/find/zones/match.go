package zones

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Match is a template on a page. Share is how many of its anchors stand where they should. Where the match is not Sure, Zones are
// the Redact and Crop zones of every template that the page is nearly of, and nothing is captured.
type Match struct {
	Template *Template
	Index    int // of the template in its set
	Share    float64
	Sure     bool
	Zones    []Placed
}

// Placed is a zone on a page as it came in, cut at its edges: Drawn as it was drawn, Box with the room that is covered around
// it. Cut says that a part of the zone lies off the page, Loose that the print around it does not stand where it should: the
// form is another issue of itself there, or something above has pushed it down.
type Placed struct {
	Zone
	Box, Drawn geom.Box
	Cut, Loose bool
	in         func(geom.Box) bool
}

// Holds reports whether a word of the page stands in the zone.
func (p Placed) Holds(word geom.Box) bool { return p.in(word) }

// What a match takes.
const (
	sureShare   = 0.56  // of the anchors
	nearShare   = 0.35  // from which a page is nearly the form
	fewestThere = 8     // anchors that must stand where they should
	wholeForm   = 0.6   // of the form's print, each way, that they must reach over
	ahead       = 0.12  // by which the best must beat the next
	reach       = 0.014 // how far from its place an anchor may stand, in shares of the page's width, while a move is looked for
	tight       = 0.008 // and once it is found
	aside       = 0.004 // that anchors may stand aside on average
	slack       = 0.004 // by which what is covered is larger than its zone, in shares of the page's width
)

// Set is templates, ready to be found. It never changes and may be used by many goroutines.
type Set struct{ forms []form }

// form is a template made ready.
type form struct {
	*Template
	at   []point // of the anchors
	rare []int   // anchors in the order in which they tell most
	wide point   // how far the anchors reach each way
}

// NewSet makes templates ready. One that is none is chart.BadInput.
func NewSet(templates []Template) (*Set, error) {
	s := &Set{}
	for i := range templates {
		t := templates[i]
		if err := t.Check(); err != nil {
			return nil, fmt.Errorf("template %d: %w", i+1, err)
		}
		s.forms = append(s.forms, ready(&t))
	}
	return s, nil
}

// Len is how many templates there are.
func (s *Set) Len() int { return len(s.forms) }

func ready(t *Template) form {
	f := form{Template: t, at: make([]point, len(t.Anchors)), rare: make([]int, len(t.Anchors))}
	often := map[string]int{}
	for i, a := range t.Anchors {
		f.at[i], f.rare[i] = middle(a.Box, t.Aspect), i
		often[a.Text]++
	}
	slices.SortStableFunc(f.rare, func(i, j int) int {
		a, b := t.Anchors[i].Text, t.Anchors[j].Text
		return cmp.Or(often[a]-often[b], len(b)-len(a))
	})
	f.wide = extent(f.at)
	return f
}

// middle is the middle of a box of an upright page.
func middle(b geom.Box, aspect float64) point {
	c := b.Center()
	return point{c.X, c.Y * aspect}
}

func extent(at []point) point {
	if len(at) == 0 {
		return point{}
	}
	low, high := at[0], at[0]
	for _, p := range at {
		low, high = point{min(low.x, p.x), min(low.y, p.y)}, point{max(high.x, p.x), max(high.y, p.y)}
	}
	return point{high.x - low.x, high.y - low.y}
}

// print is the words of a page, by their letters.
type print struct {
	by     map[string][]point
	words  []string // that there are, once each
	aspect float64
}

func printOf(page chart.Page) print {
	p := print{by: map[string][]point{}, aspect: aspect(page)}
	for _, w := range page.Words {
		text := fold(w.Text.Reveal())
		if len(text) < shortestAnchor || w.Box.Empty() {
			continue
		}
		if p.by[text] == nil {
			p.words = append(p.words, text)
		}
		p.by[text] = append(p.by[text], middle(w.Box.Rotate(page.Rotation), p.aspect))
	}
	return p
}

// Recognise gives the template that a page is of, or nearly of (Match.Sure is false); false for a page of none.
func (s *Set) Recognise(page chart.Page) (Match, bool) {
	if len(s.forms) == 0 || len(page.Words) < fewestThere {
		return Match{}, false
	}
	p := printOf(page)
	var near []found // the best first
	for i := range s.forms {
		if f := s.forms[i].on(p); f.share >= nearShare && f.there >= fewestThere {
			near = append(near, f)
		}
	}
	if len(near) == 0 {
		return Match{}, false
	}
	slices.SortStableFunc(near, func(a, b found) int { return cmp.Compare(b.share, a.share) })
	best := near[0]
	m := Match{Template: best.form.Template, Share: best.share}
	m.Index = slices.IndexFunc(s.forms, func(f form) bool { return f.Template == m.Template })
	if m.Sure = best.sure() && (len(near) == 1 || best.share-near[1].share >= ahead); m.Sure {
		m.Zones = best.zones(page, p.aspect)
		return m, true
	}
	for _, f := range near { // to cover too much is safe until a person has looked
		m.Zones = append(m.Zones, slices.DeleteFunc(f.zones(page, p.aspect), func(z Placed) bool { return z.Use == Capture })...)
	}
	return m, true
}

// zones carries the template's zones onto the page.
func (f found) zones(page chart.Page, tall float64) []Placed {
	back, t := f.move.back(), f.form.Template
	out := make([]Placed, len(t.Zones))
	for i, z := range t.Zones {
		low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
		for _, c := range []point{{z.Box.X0, z.Box.Y0}, {z.Box.X1, z.Box.Y0}, {z.Box.X0, z.Box.Y1}, {z.Box.X1, z.Box.Y1}} {
			q := f.move.of(point{c.x, c.y * t.Aspect})
			low, high = point{min(low.x, q.x), min(low.y, q.y)}, point{max(high.x, q.x), max(high.y, q.y)}
		}
		box := geom.Box{X0: low.x, Y0: low.y / tall, X1: high.x, Y1: high.y / tall}
		// What a little play of the paper moves over the edge was not drawn there.
		out[i] = Placed{Zone: z, Cut: box.X0 < -slack || box.Y0 < -slack || box.X1 > 1+slack || box.Y1 > 1+slack}
		out[i].Loose = !f.holdsAround(z.Box)
		out[i].Drawn = box.Clamp().Rotate(-page.Rotation)
		if z.Use != Capture {
			box = geom.Box{X0: box.X0 - slack, Y0: box.Y0 - slack/tall, X1: box.X1 + slack, Y1: box.Y1 + slack/tall}
		}
		out[i].Box = box.Clamp().Rotate(-page.Rotation)
		out[i].in = func(word geom.Box) bool {
			q := back.of(middle(word.Rotate(page.Rotation), tall))
			return q.x >= z.Box.X0 && q.x <= z.Box.X1 && q.y >= z.Box.Y0*t.Aspect && q.y <= z.Box.Y1*t.Aspect
		}
	}
	return out
}
