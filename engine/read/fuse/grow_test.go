package fuse

import (
	"math"
	"slices"
	"testing"

	"chartproof.org/chartproof/assets/lexicon"
)

// plan says how forests are grown.
type plan struct {
	trees  int
	rate   float64
	leaf   float64 // least weight (hessian) in a leaf
	ridge  float64
	rising []int // features of which more is never less probable
	skip   []int
}

const bins = 48

// grown fits a forest to the samples.
func (g plan) grown(data []sample) forest {
	out := forest{Words: len(data)}
	if len(data) == 0 {
		return out
	}
	right := 0.0
	for _, s := range data {
		right += flag(s.right)
	}
	p := (right + 1) / (float64(len(data)) + 2)
	out.Base = math.Log(p / (1 - p))
	b := newBinned(data)
	z := slices.Repeat([]float64{out.Base}, len(data))
	grad, hess := make([]float64, len(data)), make([]float64, len(data))
	for range g.trees {
		for i, s := range data {
			q := 1 / (1 + math.Exp(-z[i]))
			grad[i], hess[i] = flag(s.right)-q, q*(1-q)
		}
		t := g.tree(b, grad, hess)
		out.Trees = append(out.Trees, t)
		for i := range data {
			z[i] += t.of(&data[i].f)
		}
	}
	return out
}

// binned holds samples by feature in steps.
type binned struct {
	data []sample
	cuts [featureCount][]float64
	at   [featureCount][]uint8
}

func newBinned(data []sample) *binned {
	b := &binned{data: data}
	for f := range featureCount {
		values := make([]float64, len(data))
		for i, s := range data {
			values[i] = s.f[f]
		}
		sorted := slices.Clone(values)
		slices.Sort(sorted)
		distinct := slices.Compact(slices.Clone(sorted))
		var cuts []float64
		if len(distinct) <= bins {
			for i := 1; i < len(distinct); i++ {
				cuts = append(cuts, (distinct[i-1]+distinct[i])/2)
			}
		} else {
			for k := 1; k < bins; k++ {
				v := sorted[k*len(sorted)/bins]
				if v > sorted[0] && (len(cuts) == 0 || v > cuts[len(cuts)-1]) {
					cuts = append(cuts, v)
				}
			}
		}
		for i := range cuts {
			cuts[i] = math.Round(cuts[i]*1000) / 1000
		}
		cuts = slices.Compact(cuts)
		b.cuts[f] = cuts
		b.at[f] = make([]uint8, len(data))
		for i, v := range values {
			n := 0
			for n < len(cuts) && v >= cuts[n] {
				n++
			}
			b.at[f][i] = uint8(n)
		}
	}
	return b
}

type node struct {
	in     []int32
	lo, hi float64
}

type sums struct{ g, h float64 }

// tree grows one tree, level by level.
func (g plan) tree(b *binned, grad, hess []float64) (t tree) {
	all := make([]int32, len(grad))
	for i := range all {
		all[i] = int32(i)
	}
	nodes := []node{{all, math.Inf(-1), math.Inf(1)}}
	for n := range t.Ask {
		at := nodes[n]
		f, cut, ok := g.split(b, at, grad, hess)
		if !ok {
			t.Ask[n], t.At[n] = 0, 1e9
			nodes = append(nodes, at, node{nil, at.lo, at.hi})
			continue
		}
		t.Ask[n], t.At[n] = f, b.cuts[f][cut]
		var no, yes node
		no.lo, no.hi, yes.lo, yes.hi = at.lo, at.hi, at.lo, at.hi
		for _, i := range at.in {
			if int(b.at[f][i]) > cut {
				yes.in = append(yes.in, i)
			} else {
				no.in = append(no.in, i)
			}
		}
		if slices.Contains(g.rising, f) {
			mid := (g.value(no, grad, hess) + g.value(yes, grad, hess)) / 2
			no.hi, yes.lo = mid, mid
		}
		nodes = append(nodes, no, yes)
	}
	for i := range t.Leaf {
		t.Leaf[i] = math.Round(10000*g.rate*g.value(nodes[len(t.Ask)+i], grad, hess)) / 10000
	}
	return t
}

func (g plan) value(n node, grad, hess []float64) float64 {
	var s sums
	for _, i := range n.in {
		s.g, s.h = s.g+grad[i], s.h+hess[i]
	}
	return min(max(s.g/(s.h+g.ridge), n.lo), n.hi)
}

func (g plan) split(b *binned, n node, grad, hess []float64) (feature, cut int, ok bool) {
	best := 1e-3
	var total sums
	for _, i := range n.in {
		total.g, total.h = total.g+grad[i], total.h+hess[i]
	}
	score := func(s sums) float64 { return s.g * s.g / (s.h + g.ridge) }
	for f := range featureCount {
		if len(b.cuts[f]) == 0 || slices.Contains(g.skip, f) {
			continue
		}
		var hist [bins + 1]sums
		col := b.at[f]
		for _, i := range n.in {
			h := &hist[col[i]]
			h.g, h.h = h.g+grad[i], h.h+hess[i]
		}
		var left sums
		for c := range b.cuts[f] {
			left.g, left.h = left.g+hist[c].g, left.h+hist[c].h
			right := sums{total.g - left.g, total.h - left.h}
			if left.h < g.leaf || right.h < g.leaf {
				continue
			}
			if slices.Contains(g.rising, f) && left.g/(left.h+g.ridge) > right.g/(right.h+g.ridge) {
				continue
			}
			if gain := score(left) + score(right) - score(total); gain > best {
				best, feature, cut, ok = gain, f, c, true
			}
		}
	}
	return feature, cut, ok
}

// letterPairs counts how letters follow one another in the words of the lexicon, common ones more than rare ones.
func letterPairs(t testing.TB) neighbours {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	var n neighbours
	for i := range n {
		for j := range n[i] {
			n[i][j] = 0.5
		}
	}
	lex.Words(func(w string, e lexicon.Entry) {
		weight := 1.0
		if e.Word > 0 {
			weight = math.Pow(4, float64(6-e.Word))
		}
		last := 0
		for _, r := range w {
			if r >= 'a' && r <= 'z' {
				n[last][r-'a'+1] += weight
				last = int(r-'a') + 1
			}
		}
		n[last][0] += weight
	})
	for i := range n {
		sum := 0.0
		for _, v := range n[i] {
			sum += v
		}
		for j := range n[i] {
			n[i][j] = math.Round(-10*math.Log2(n[i][j]/sum)) / 10
		}
	}
	return n
}
