package fields

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
)

// second is what the model of surroundings thinks of the values of a document: by field, the best odds of each value.
type second map[chart.FieldName]map[string]float64

// of gives how a value stands with the model of surroundings: its odds, the best odds of any other value of the field, and whether
// the model saw the value at all.
func (o second) of(n chart.FieldName, key string) (odds, other float64, seen bool) {
	for k, p := range o[n] {
		if k == key {
			odds, seen = p, true
		} else {
			other = max(other, p)
		}
	}
	return odds, other, seen
}

// How the two ways of finding are weighed against each other. Measured on pages that neither had learned from; what comes out hardly
// changes within a tenth.
const (
	likely   = 0.4 // odds from which on a value is offered that no rule found
	unruled  = 0.7 // the part of its odds that is the score of such a value
	unbacked = 0.7 // what is left of the score of a rule's value to which the model gives no odds
	outdone  = 0.4 // what a rule's value loses to one that the model prefers by all
)

// lookAround is the second way of finding, which knows none of the rules: every text that may be a value is put before the model of
// surroundings. Its odds weigh what the rules found, and what it is sure of is offered beside that.
func (r *reader) lookAround() {
	r.second = second{}
	if r.typed { // the places of a known form are no matter of odds
		return
	}
	more := map[chart.FieldName][]hit{}
	for i, l := range r.leaves {
		spots := r.spots(l)
		scene := around.NewScene(l.sheet, r.doc.Type, i == 0, spots)
		terms := termChoice{leaf: l}
		for _, p := range spots {
			odds := r.model.Odds(p.Kind, scene.Describe(p))
			if p.Kind == around.Term {
				terms.note(p, odds)
				continue
			}
			for c, n := range p.Kind.Fields() {
				h, ok := r.around(l, n, p)
				if !ok {
					continue
				}
				r.second.note(n, keyOf(h), odds[c])
				if h.score = unruled * odds[c]; odds[c] >= likely {
					more[n] = append(more[n], h)
				}
			}
		}
		r.weighTerms(&terms)
	}
	for n, hits := range r.found {
		r.weigh(n, hits)
	}
	for n, hits := range more {
		r.found[n] = append(r.found[n], hits...)
	}
}

// around makes a hit of a spot, as the field's own grammar reads it: what fails a check keeps its doubt whoever finds it.
func (r *reader) around(l *leaf, n chart.FieldName, p around.Spot) (hit, bool) {
	if !r.calls.wants(n) {
		return hit{}, false
	}
	t := take{norm: p.Norm}
	if grammar := r.grammarOf(n); grammar != nil {
		own, ok := grammar(p.Value)
		if !ok {
			return hit{}, false
		}
		t.norm, t.failed, t.suggest = own.norm, own.failed, own.suggest
	}
	return hit{take: t, leaf: l, words: p.Words, value: p.Value, way: chart.BySurroundings}, true
}

func (o second) note(n chart.FieldName, key string, odds float64) {
	if o[n] == nil {
		o[n] = map[string]float64{}
	}
	o[n][key] = max(o[n][key], odds)
}

// weigh brings the odds into the scores of what the rules found for a field.
func (r *reader) weigh(n chart.FieldName, hits []hit) {
	if k, ok := around.KindOf(n); !ok || k == around.Term {
		return
	}
	for i := range hits {
		h := &hits[i]
		if h.failed && h.way == chart.ByLabel { // a person must see what fails its check
			continue
		}
		odds, other, seen := r.second.of(n, keyOf(*h))
		if seen {
			h.score *= unbacked + (1-unbacked)*odds
		}
		if !repeats(n) {
			h.score *= 1 - outdone*max(0, other-odds)
		}
	}
}
