package classify

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// A feeder that took two sheets at once, or a stack that was dropped, leaves pages apart from their documents. Pages that are
// counted can be brought back.

// findFirsts marks the pages of a count whose first page lies elsewhere in the file and has not its second right behind it.
func findFirsts(all []seen) {
	lone := map[int]bool{}
	for i := range all {
		if followed := i+1 < len(all) && all[i+1].of == 2 && all[i+1].out == all[i].out; all[i].of == 1 && !followed {
			lone[all[i].out] = true
		}
	}
	for i := range all {
		behind := i > 0 && all[i].of == all[i-1].of+1 && all[i].out == all[i-1].out
		all[i].first = all[i].of > 1 && lone[all[i].out] && !behind
	}
}

// gatherStrays joins runs whose pages are the parts of one count and of one patient. Where several would fit, the one with the
// likest head is taken, then the nearest before.
func gatherStrays(runs []run) []run {
	for i := 0; i < len(runs); i++ {
		if !runs[i].counted() || runs[i].has(1) {
			continue
		}
		best, top := -1, 0.0
		for k := range runs {
			if k == i || !runs[k].counted() || runs[k].pages[0].out != runs[i].pages[0].out || runs[k].meets(&runs[i]) {
				continue
			}
			if v := kin(&runs[k], &runs[i]) - 0.01*float64(distance(i, k)); v > top {
				best, top = k, v
			}
		}
		if best < 0 {
			continue
		}
		runs[best].pages = append(runs[best].pages, runs[i].pages...)
		runs = append(runs[:i], runs[i+1:]...)
		i--
	}
	return runs
}

func distance(i, k int) int {
	if k > i {
		return k - i + 1
	}
	return i - k
}

// counted reports whether every page of a run has its number of one count, and some are missing.
func (r *run) counted() bool {
	if r.kind != "" || len(r.pages) == 0 || r.pages[0].out < 2 || len(r.pages) >= r.pages[0].out {
		return false
	}
	for i := range r.pages {
		if r.pages[i].of == 0 || r.pages[i].out != r.pages[0].out {
			return false
		}
	}
	return true
}

func (r *run) has(of int) bool {
	for i := range r.pages {
		if r.pages[i].of == of {
			return true
		}
	}
	return false
}

// meets reports whether two runs share a number of their count.
func (r *run) meets(o *run) bool {
	for i := range o.pages {
		if r.has(o.pages[i].of) {
			return true
		}
	}
	return false
}

// kin weighs whether two runs are parts of one document: the same patient, the same running head or foot, no other claim or day.
// It is positive only where something speaks for it.
func kin(r, stray *run) float64 {
	v := &stray.pages[0]
	score := -patientChange(r, v) - keyChange(r, v) - formats(&r.pages[0], v)
	if a, _ := decide(r.sum()); a == first(decide(stray.sum())) {
		score += 0.5
	}
	for i := range r.pages {
		if v.trace.names(&r.pages[i]) {
			score++
			break
		}
	}
	for i := range r.pages {
		if alike(r.pages[i].head, v.head) {
			score++
			break
		}
	}
	for i := range r.pages {
		if alike(r.pages[i].trace.foot, v.trace.foot) {
			score += 0.6
			break
		}
	}
	return score
}

func first(t chart.Type, _ chart.Confidence) chart.Type { return t }

// names reports whether the edges of a page name the patient of another page: his names, or his number.
func (t *trace) names(p *seen) bool {
	if p.mrn != "" && t.edge[p.mrn] {
		return true
	}
	parts := strings.Fields(p.name)
	found := 0
	for _, n := range parts {
		if t.edge[n] {
			found++
		}
	}
	return found >= 2
}
