package classify

import (
	"math"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Whether a page begins a document is weighed from many small signs, in logits: positive speaks for a new document. No sign
// decides alone but the counting of pages.

// starts reports whether the page begins a new document after the run.
func starts(r *run, v *seen) bool {
	last, first := &r.pages[len(r.pages)-1], &r.pages[0]
	return 0.4+counting(r, v)+patientChange(r, v)+keyChange(r, v)+formats(last, v)+kinds(r, v)+titles(r, v)+heads(first, last, v)+flow(first, last, v) > 0
}

// counting is what the pages' own numbers say. Pages of one count belong together in whatever order they were fed.
func counting(r *run, v *seen) float64 {
	last := &r.pages[len(r.pages)-1]
	if v.out == 0 {
		switch {
		case last.out > 0 && r.complete():
			return 2.5
		case last.of > 0 && last.of < last.out:
			return -1
		}
		return 0
	}
	same, twice := 0, false
	for i := range r.pages {
		if r.pages[i].out == v.out {
			same++
			twice = twice || r.pages[i].of == v.of
		}
	}
	switch {
	case twice:
		return 5
	case same == len(r.pages) && v.of == last.of+1:
		return -7
	case same == len(r.pages) && v.of == last.of-1: // the stack lay upside down
		return -7
	case same == len(r.pages) && v.out > 1: // fed in another order, or one is missing
		return -3
	case v.of == 1:
		return 5
	case same > 0:
		return -2
	case last.out > 0, v.first: // the pages of another count
		return 3
	case v.of == len(r.pages)+1: // the first page was not numbered
		return -3
	}
	return 0
}

// complete reports whether the run has every page of its count.
func (r *run) complete() bool {
	last := &r.pages[len(r.pages)-1]
	n := 0
	for i := range r.pages {
		if r.pages[i].out == last.out {
			n++
		}
	}
	return n >= last.out
}

// inOrder gives the pages by their own numbers where every one has its number of one count, else as they were fed.
func (r *run) inOrder() []seen {
	had := map[int]bool{}
	for i := range r.pages {
		p := &r.pages[i]
		if p.out != r.pages[0].out || p.of == 0 || had[p.of] {
			return r.pages
		}
		had[p.of] = true
	}
	out := slices.Clone(r.pages)
	slices.SortStableFunc(out, func(a, b seen) int { return a.of - b.of })
	return out
}

// keyChange compares what a document has one of: its claim, its days.
func keyChange(r *run, v *seen) float64 {
	same, other := 0, 0
	for k, x := range v.trace.keys {
		for _, p := range r.pages {
			y := p.trace.keys[k]
			if y == "" {
				continue
			}
			if x == y {
				same++
			} else {
				other++
			}
			break
		}
	}
	return math.Min(3, 1.8*float64(other)) - math.Min(1.5, 0.7*float64(same))
}

// formats compares the sheets of paper.
func formats(last, v *seen) float64 {
	a, b := last.trace, v.trace
	if a.shape > 0 && b.shape > 0 && math.Abs(math.Log(a.shape/b.shape)) > 0.06 {
		return 2.5
	}
	if a.wide > 0 && b.wide > 0 && math.Abs(math.Log(a.wide/b.wide)) > 0.08 {
		return 2
	}
	return 0
}

// single are the types of one sheet.
var single = map[chart.Type]bool{chart.IDCard: true, chart.InsuranceCard: true, chart.Prescription: true, chart.FaxCover: true, chart.ClaimForm: true, chart.Superbill: true, chart.ImmunizationRecord: true}

// kinds compares what the page is by itself with what the document is.
func kinds(r *run, v *seen) float64 {
	kind, sure := decide(v.scores)
	had, hadSure := decide(r.sum())
	prior := 0.0
	if single[had] {
		prior = 1.3
	}
	switch {
	case kind == chart.Other || had == chart.Other:
		return prior
	case kind == had:
		return prior - 0.5
	}
	// A page is as sure of its own kind as it has words for it: the end of a letter has few.
	return prior + 6*math.Max(0, float64(sure)-0.55)*math.Min(1, float64(hadSure)+0.2)
}

// titles weighs a title against the document's.
func titles(r *run, v *seen) float64 {
	had, _ := decide(r.sum())
	first := &r.pages[0]
	switch {
	case v.title < 0 && first.title >= 0:
		return -1.4
	case v.title < 0:
		return 0
	case cues[v.title].kind != had:
		return 0.8 + 0.3*v.titled
	case first.title == v.title && v.titled >= 0.85*first.titled:
		return 1.6 // the same sheet begun again, or one that prints its title on every page
	}
	return -0.4
}

// heads weighs running headers and footers. A page with the whole head of a first page, title and identity, proves nothing by
// looking like one.
func heads(first, last, v *seen) float64 {
	score := 0.0
	whole := v.title >= 0 && v.trace.identity && v.trace.labels >= 4
	if alike(last.head, v.head) || alike(first.head, v.head) {
		if whole {
			score -= 0.3
		} else {
			score -= 2.2
		}
	}
	if alike(last.trace.foot, v.trace.foot) && !whole {
		score -= 0.6
	}
	if whole {
		score += 0.8
	}
	return score
}

// flow weighs how the page before ends and this one begins.
func flow(first, last, v *seen) float64 {
	score := v.trace.opens
	if alike(first.head, v.head) { // the letterhead of every page
		score *= 0.4
	}
	if v.trace.goesOn {
		score -= 2.5
	}
	if last.trace.more {
		score -= 2.5
	}
	if last.trace.closed {
		score += 0.9
	}
	if v.words < 60 && !v.trace.identity && v.title < 0 && v.trace.labels < 3 && v.trace.shape == first.trace.shape {
		score -= 1 // the rest of a page
	}
	return score
}
