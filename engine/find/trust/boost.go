package trust

import "slices"

// How the trees are grown: many small steps, each held near nothing where few samples speak for it.
const (
	rounds    = 70
	rate      = 0.05
	ridge     = 6.0 // samples' worth of "no difference" in every leaf
	leastLeaf = 3.0 // curvature without which a side of a question does not count
	leastGain = 0.5
	bins      = 24
)

// beyond is the cut of a question that nothing needs to be asked at: every answer is no.
const beyond = 1e9

// cutsOf gives the values at which a feature may be asked about: between its quantiles.
func cutsOf(samples []Sample, feature int) []float64 {
	v := make([]float64, len(samples))
	for i := range samples {
		v[i] = samples[i].x[feature]
	}
	slices.Sort(v)
	var cuts []float64
	distinct := slices.Compact(slices.Clone(v))
	if len(distinct) <= bins {
		for i := 1; i < len(distinct); i++ {
			cuts = append(cuts, (distinct[i-1]+distinct[i])/2)
		}
		return cuts
	}
	for k := 1; k < bins; k++ {
		at := k * len(v) / bins
		if c := (v[at-1] + v[at]) / 2; v[at-1] < v[at] && (len(cuts) == 0 || c > cuts[len(cuts)-1]) {
			cuts = append(cuts, c)
		} else if c := v[at]; c < v[len(v)-1] && (len(cuts) == 0 || c > cuts[len(cuts)-1]) {
			cuts = append(cuts, c)
		}
	}
	return cuts
}

// grower holds what the growing of one model needs of its samples.
type grower struct {
	samples []Sample
	of      Subject
	cuts    [width][]float64
	bin     [width][]uint8 // of each sample: the number of cuts below its value
	z       []float64
	g, h    []float64 // gradient and curvature at each sample
	in      []uint8   // the node of each sample while a tree is grown
}

func newGrower(of Subject, samples []Sample, m *Model) *grower {
	n := len(samples)
	w := &grower{samples: samples, of: of, z: make([]float64, n), g: make([]float64, n), h: make([]float64, n), in: make([]uint8, n)}
	for f := range width {
		w.cuts[f] = cutsOf(samples, f)
		w.bin[f] = make([]uint8, n)
		for i := range samples {
			b, _ := slices.BinarySearch(w.cuts[f], samples[i].x[f])
			w.bin[f][i] = uint8(b)
		}
	}
	for i := range w.z {
		w.z[i] = m.start(&samples[i].x)
	}
	return w
}

// grow adds trees, each against what the ones before leave over.
func grow(of Subject, samples []Sample) *Model {
	m := &Model{slope: 1}
	m.base, m.rise = line(len(samples), func(i int) (z, weight float64, right bool) {
		return logOdds(samples[i].x[sure]), samples[i].weight, samples[i].Right
	})
	w := newGrower(of, samples, m)
	for range rounds {
		t, ok := w.tree()
		if !ok {
			break
		}
		m.trees = append(m.trees, t)
	}
	return m
}

func (w *grower) tree() (tree, bool) {
	for i := range w.samples {
		s := &w.samples[i]
		p := odds(w.z[i])
		w.g[i], w.h[i], w.in[i] = s.weight*(is(s.Right)-p), s.weight*max(p*(1-p), 1e-6), 0
	}
	var t tree
	for level := range depth {
		from, to := 1<<level-1, 1<<(level+1)-1
		for k := from; k < to; k++ {
			t.ask[k] = question{sure, beyond}
		}
		for k, q := range w.best(from, to) {
			if q.gain > leastGain {
				t.ask[from+k] = question{q.feature, w.cuts[q.feature][q.cut]}
			}
		}
		if t.ask[0].cut == beyond {
			return t, false
		}
		for i := range w.in {
			k := int(w.in[i])
			w.in[i] = uint8(t.ask[k].next(k, &w.samples[i].x))
		}
	}
	var sum [answers]pair
	for i, k := range w.in {
		sum[k-inner].g += w.g[i]
		sum[k-inner].h += w.h[i]
	}
	for l, p := range sum {
		t.step[l] = rate * p.g / (p.h + ridge)
	}
	for i, k := range w.in {
		w.z[i] += t.step[k-inner]
	}
	return t, true
}

// pair is a gradient and a curvature.
type pair struct{ g, h float64 }

func (p pair) gain() float64 { return p.g * p.g / (p.h + ridge) }

func (p pair) less(o pair) pair { return pair{p.g - o.g, p.h - o.h} }

// choice is a question and how much it explains.
type choice struct {
	feature, cut int
	gain         float64
}

// best gives for each node of a level the question that explains most.
func (w *grower) best(from, to int) []choice {
	out := make([]choice, to-from)
	for f := range width {
		if len(w.cuts[f]) == 0 {
			continue
		}
		var sum [answers][bins + 1]pair
		for i, b := range w.bin[f] {
			p := &sum[int(w.in[i])-from][b]
			p.g += w.g[i]
			p.h += w.h[i]
		}
		for l := range out {
			if c := w.split(f, sum[l][:len(w.cuts[f])+1]); c.gain > out[l].gain {
				out[l] = c
			}
		}
	}
	return out
}

// split gives the best cut of a feature through the samples of one node, which come in bins.
func (w *grower) split(f int, sum []pair) choice {
	var all, low pair
	for _, p := range sum {
		all.g += p.g
		all.h += p.h
	}
	best := choice{feature: f}
	for c := range len(sum) - 1 {
		low.g += sum[c].g
		low.h += sum[c].h
		high := all.less(low)
		if low.h < leastLeaf || high.h < leastLeaf || !w.of.allows(f, low, high) {
			continue
		}
		if gain := low.gain() + high.gain() - all.gain(); gain > best.gain {
			best.cut, best.gain = c, gain
		}
	}
	return best
}

// allows reports whether a question moves the way that its feature may.
func (of Subject) allows(f int, low, high pair) bool {
	a, b := low.g/(low.h+ridge), high.g/(high.h+ridge)
	return !(of.rising[f] && a > b || of.falling[f] && a < b)
}
