package kpi

import (
	"cmp"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// edges are the confidences between which the values of the reliability curve are counted: finer where the thresholds are.
func edges() []int { return []int{0, 500, 800, 900, 950, 975, 990, 996, 1001} }

// sampled counts the sampled values, each by its newest outcome.
func (s *summing) sampled() {
	f := &s.f
	cut := edges()
	bins := make([]Bin, len(cut)-1)
	said := make([]int, len(bins))
	for _, one := range s.samples {
		if one.State != chart.SampleRight && one.State != chart.SampleWrong {
			continue
		}
		wrong, right := 0, 1
		if one.State == chart.SampleWrong {
			wrong, right = 1, 0
		}
		f.Machine.add(wrong, 1)
		if !one.Known {
			continue
		}
		at := slices.IndexFunc(cut[1:], func(e int) bool { return one.Said < e })
		bins[at].Was.add(right, 1)
		said[at] += one.Said
		f.CurveOf++
	}
	for i, b := range bins {
		if b.Was.Of == 0 {
			continue
		}
		b.Low, b.High = float64(cut[i])/1000, min(1, float64(cut[i+1])/1000)
		b.Said = float64(said[i]) / 1000 / float64(b.Was.Of)
		f.Curve = append(f.Curve, b)
	}
	f.Promise = Judge(f.Machine, f.Promised)
}

// drift puts the weeks in order, with what is usual and how far chance goes, and weighs scanners and forms.
func (s *summing) drift() {
	f := &s.f
	for _, w := range s.weeks {
		f.ByWeek = append(f.ByWeek, *w)
	}
	slices.SortFunc(f.ByWeek, func(a, b Week) int { return cmp.Compare(a.Monday, b.Monday) })
	var wrong []Share
	for _, w := range f.ByWeek {
		wrong = append(wrong, w.Wrong)
	}
	f.Shift = Change(wrong, Sure)
	usual := f.Corrected.Of1()
	if f.Shift.At >= 0 {
		usual = f.Shift.Before.Of1()
	}
	for i := range f.ByWeek {
		f.ByWeek[i].Usual, f.ByWeek[i].Limit = usual, Limit(usual, f.ByWeek[i].Wrong.Of)
	}
	f.ByScanner = s.groups(s.scanners)
	f.ByForm = s.groups(s.forms)
}

// groups weighs each group against the others and against what it was.
func (s *summing) groups(in map[string]*group) []Group {
	var out []Group
	for _, g := range in {
		g.Low, g.High = g.Wrong.Within(0.95)
		g.Worse = WorseThanRest(g.Wrong, s.f.Corrected, len(in), Sure)
		var weeks []Share
		for _, w := range s.f.ByWeek {
			weeks = append(weeks, g.weeks[w.Monday])
		}
		if at := Change(weeks, Sure/float64(len(in))).At; at >= 0 {
			g.Since = s.f.ByWeek[at].Monday
		}
		out = append(out, g.Group)
	}
	slices.SortFunc(out, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Documents, a.Documents), cmp.Compare(a.Name, b.Name))
	})
	return out
}
