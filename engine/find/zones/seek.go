package zones

import (
	"cmp"
	"math"
	"slices"

	"chartproof.org/chartproof/engine/find/spelling"
	"chartproof.org/chartproof/engine/geom"
)

// found is how a form lies on a page.
type found struct {
	form  *form
	move  move
	share float64 // of the anchors that stand where they should
	there int
	off   float64 // how far they stand aside on average
	over  float64 // the share of the form's print that they reach over, the lesser of both ways
	held  []bool  // of each anchor: it stands where it should
}

func (f found) sure() bool {
	return f.share >= sureShare && f.there >= fewestThere && f.over >= wholeForm && f.off <= aside
}

// The bounds of the search for a move.
const (
	seeds    = 24 // anchors whose pairs are tried
	twins    = 6  // places of one word on the page that are tried
	farApart = 0.2
	enough   = 0.9 // share of anchors from which no better move is looked for
)

// on looks for the form on a page: two words tell a move, all others say whether it holds.
func (f *form) on(p print) found {
	out := found{form: f}
	places, may := f.places(p)
	if float64(may) < nearShare*float64(len(f.at)) || may < fewestThere {
		return out
	}
	first := make([]int, 0, seeds)
	for _, i := range f.rare {
		if n := len(places[i]); n > 0 && n <= twins && len(first) < seeds {
			first = append(first, i)
		}
	}
	best, bestMove := 0, move{}
	for k, i := range first {
		for _, j := range first[k+1:] {
			if far(f.at[i], f.at[j]) < farApart {
				continue
			}
			for _, a := range places[i] {
				for _, b := range places[j] {
					m := between(f.at[i], f.at[j], a, b)
					if !m.likely() {
						continue
					}
					if n := f.count(m, places); n > best {
						best, bestMove = n, m
					}
				}
			}
		}
		if float64(best) >= enough*float64(len(f.at)) {
			break
		}
	}
	if best < fewestThere {
		return out
	}
	return f.settle(out, bestMove, places)
}

// places gives where on the page each anchor may stand, and how many have a place.
func (f *form) places(p print) ([][]point, int) {
	out, may := make([][]point, len(f.at)), 0
	alike := map[string][]point{}
	for i, a := range f.Anchors {
		at, seen := alike[a.Text]
		if !seen {
			at = p.like(a.Text)
			alike[a.Text] = at
		}
		if out[i] = at; len(at) > 0 {
			may++
		}
	}
	return out, may
}

// like gives the places of a word, and of what it may have been misread as where it stands nowhere.
func (p print) like(text string) []point {
	if at := p.by[text]; len(at) > 0 || len(text) < 5 {
		return at
	}
	var out []point
	for _, w := range p.words {
		if spelling.OneOff(text, w) {
			out = append(out, p.by[w]...)
		}
	}
	return out
}

// count is how many anchors stand near where a move puts them.
func (f *form) count(m move, places [][]point) int {
	n := 0
	for i, at := range places {
		if len(at) == 0 {
			continue
		}
		want := m.of(f.at[i])
		for _, q := range at {
			if dx, dy := q.x-want.x, q.y-want.y; dx*dx+dy*dy <= reach*reach {
				n++
				break
			}
		}
	}
	return n
}

// settle fits the move to all anchors that follow it, and says how well they do.
func (f *form) settle(out found, m move, places [][]point) found {
	within := reach
	for range 3 {
		next, ok := fitted(f.pairs(m, places, within))
		if !ok {
			return out
		}
		m, within = next, tight
	}
	pairs := f.pairs(m, places, tight)
	if len(pairs) == 0 {
		return out
	}
	out.held = make([]bool, len(f.at))
	for _, p := range pairs {
		out.held[p.anchor] = true
	}
	at := make([]point, len(pairs))
	for i, p := range pairs {
		at[i] = p.from
		out.off += far(m.of(p.from), p.to) / float64(len(pairs))
	}
	reached := extent(at)
	out.over = min(reached.x/max(f.wide.x, 1e-9), reached.y/max(f.wide.y, 1e-9))
	out.move, out.there, out.share = m, len(pairs), float64(len(pairs))/float64(len(f.at))
	return out
}

// pairs are the anchors that stand no further than within from where a move puts them, with the nearest place of each.
func (f *form) pairs(m move, places [][]point, within float64) []pair {
	var out []pair
	for i, at := range places {
		want, best := m.of(f.at[i]), pair{}
		least := within
		for _, q := range at {
			if d := far(q, want); d <= least {
				best, least = pair{i, f.at[i], q}, d
			}
		}
		if best != (pair{}) {
			out = append(out, best)
		}
	}
	return out
}

// Around a zone the nearest anchors are asked whether the form is there what it is elsewhere.
const (
	asked    = 8
	mostHold = 0.5
)

// holdsAround reports whether at least half of the anchors nearest to a zone stand where they should.
func (f found) holdsAround(zone geom.Box) bool {
	type anchor struct {
		away float64
		held bool
	}
	near := make([]anchor, len(f.form.at))
	t := f.form.Template
	for i, p := range f.form.at {
		dx := max(zone.X0-p.x, p.x-zone.X1, 0)
		dy := max(zone.Y0*t.Aspect-p.y, p.y-zone.Y1*t.Aspect, 0)
		near[i] = anchor{math.Hypot(dx, dy), f.held[i]}
	}
	slices.SortStableFunc(near, func(a, b anchor) int { return cmp.Compare(a.away, b.away) })
	near = near[:min(asked, len(near))]
	held := 0
	for _, a := range near {
		if a.held {
			held++
		}
	}
	return float64(held) >= mostHold*float64(len(near))
}
