package fields

import (
	"cmp"
	"regexp"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/find/layout"
)

// claim is a stretch of a page that the model of surroundings takes for an item of a list.
type claim struct {
	around.Spot
	field chart.FieldName
	odds  float64
	used  bool // a rule found it as well
}

// termChoice is what the model of surroundings thinks of the stretches of one page.
type termChoice struct {
	leaf   *leaf
	claims []claim
	odds   map[stretch]around.Odds
}

// stretch is where a text begins and ends on its page: the words' indexes and the text's length.
type stretch struct{ first, last, length int }

func stretchOf(ws []layout.Word, text string) stretch {
	return stretch{ws[0].Index, ws[len(ws)-1].Index, len(text)}
}

// How the two ways are weighed against each other for items of lists. Measured on pages that neither had learned from.
const (
	termLikely   = 0.3  // odds from which on a stretch is claimed
	termUnbacked = 0.5  // the part of a rule's score that odds of nothing leave
	harmUnbacked = 0.8  // the same of what a patient takes or cannot bear: what is strange there goes to a person
	termOutdone  = 0.5  // odds from which on a claim takes the place of what a rule found across its bounds
	termOther    = 0.8  // the same of a claim that means another list
	termUnruled  = 0.85 // the part of its odds that is the score of a claim that no rule found
)

func (c *termChoice) note(p around.Spot, odds around.Odds) {
	if c.odds == nil {
		c.odds = map[stretch]around.Odds{}
	}
	c.odds[stretchOf(p.Words, p.Value)] = odds
	for i, n := range around.Term.Fields() {
		if odds[i] >= termLikely {
			c.claims = append(c.claims, claim{Spot: p, field: n, odds: odds[i]})
		}
	}
}

// choose keeps of the claims that overlap the likeliest.
func (c *termChoice) choose() {
	slices.SortStableFunc(c.claims, func(a, b claim) int { return cmp.Compare(b.odds, a.odds) })
	taken := map[int]bool{}
	c.claims = slices.DeleteFunc(c.claims, func(k claim) bool {
		for _, w := range k.Words {
			if taken[w.Index] {
				return true
			}
		}
		for _, w := range k.Words {
			taken[w.Index] = true
		}
		return false
	})
}

// over gives the claim that shares words with a stretch, nil where there is none.
func (c *termChoice) over(ws []layout.Word) *claim {
	for i := range c.claims {
		if touches(c.claims[i].Words, ws) {
			return &c.claims[i]
		}
	}
	return nil
}

// weighTerms brings the claims of a page and what the rules found there together.
func (r *reader) weighTerms(c *termChoice) {
	c.choose()
	for i, n := range around.Term.Fields() {
		r.found[n] = slices.DeleteFunc(r.found[n], func(h hit) bool { return h.leaf == c.leaf && len(h.words) > 0 && r.outdoes(c, n, h) })
		for k := range r.found[n] {
			h := &r.found[n][k]
			if h.leaf != c.leaf || len(h.words) == 0 {
				continue
			}
			p := 0.0
			if odds, ok := c.odds[stretchOf(h.words, h.value)]; ok {
				p = odds[i]
			}
			if o := c.over(h.words); o != nil && o.field == n && keyOf(*h) == keyOf(hit{value: o.Value}) {
				o.used, p = true, max(p, o.odds)
			}
			r.second.note(n, keyOf(*h), p)
			left := or(n == chart.Medication || n == chart.Allergy, harmUnbacked, termUnbacked)
			h.score *= left + (1-left)*p
		}
	}
	for _, k := range c.claims {
		if k.used || !r.calls.wants(k.field) {
			continue
		}
		h := hit{leaf: c.leaf, words: k.Words, value: k.Value, score: termUnruled * k.odds, multi: true, way: chart.BySurroundings}
		if k.field == chart.Medication {
			h.suggest = drugsLike(k.Value)
		}
		r.second.note(k.field, keyOf(h), k.odds)
		r.found[k.field] = append(r.found[k.field], h)
	}
}

// outdoes reports whether a claim takes the place of what a rule found: it is surer, and draws other bounds. One that means another
// list must be surer still, and the document must call for it: what a heading says is no small thing.
func (r *reader) outdoes(c *termChoice, n chart.FieldName, h hit) bool {
	o := c.over(h.words)
	switch {
	case o == nil:
		return false
	case o.field != n:
		return o.odds >= termOther && r.calls.wants(o.field)
	case o.odds < termOutdone && !several.MatchString(h.value):
		return false
	}
	return keyOf(h) != keyOf(hit{value: o.Value})
}

// several is a text that holds more than one item.
var several = regexp.MustCompile(`;|\.\s+\pL`)
