package hashed

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Example is one thing to learn from. It may be any of the classes whose bits are set in Allowed.
type Example struct {
	Features []uint32
	Classes  int // how many it could be, at most the width
	Allowed  uint32
	Weight   float64
	rows     []int32
}

// Rows gives the rows of the example's features in the model being fitted.
func (e *Example) Rows() []int32 { return e.rows }

// Plan says how a model is fitted.
type Plan struct {
	Width  int
	Rounds int
	Rate   float64
	Damp   float64 // keeps the first steps small
	Seldom int     // features of fewer examples are left out
	Seed   uint64
	// After is called behind each round, where it is set: what an example may be can depend on what was learnt.
	After func(m *Model, examples []Example)
}

// Fit fits a model by steps along the gradient, each weight at its own pace. The same examples and plan give the same model.
func Fit(examples []Example, p Plan) *Model {
	m := newModel(examples, p)
	sum := make([]float32, len(m.w))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
		examples[i].rows = m.Rows(nil, examples[i].Features)
	}
	rng := rand.New(rand.NewPCG(p.Seed, 7))
	for round := range p.Rounds {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		pace := p.Rate / math.Sqrt(1+float64(round))
		odds := make([]float64, p.Width)
		for _, i := range order {
			m.learn(&examples[i], odds[:examples[i].Classes], sum, pace, p.Damp)
		}
		if p.After != nil {
			p.After(m, examples)
		}
	}
	return m
}

// newModel knows the features that several examples have, in the order of their hashes.
func newModel(examples []Example, p Plan) *Model {
	n := map[uint32]int{}
	for i := range examples {
		for _, f := range examples[i].Features {
			n[f]++
		}
	}
	var kept []uint32
	for f, k := range n {
		if k >= p.Seldom {
			kept = append(kept, f)
		}
	}
	slices.Sort(kept)
	m := &Model{width: p.Width, row: make(map[uint32]int32, len(kept)), w: make([]float32, len(kept)*p.Width)}
	for i, f := range kept {
		m.row[f] = int32(i)
	}
	return m
}

// learn moves the weights towards one example: the classes that it may be share what they should have.
func (m *Model) learn(e *Example, odds []float64, sum []float32, pace, damp float64) {
	m.Odds(odds, e.rows)
	mass := 1e-9
	for c, p := range odds {
		if e.Allowed&(1<<c) != 0 {
			mass += p
		}
	}
	for c, p := range odds {
		g := p
		if e.Allowed&(1<<c) != 0 {
			g -= p / mass
		}
		if g *= e.Weight; math.Abs(g) < 1e-4 {
			continue
		}
		for _, r := range e.rows {
			at := int(r)*m.width + c
			sum[at] += float32(g * g)
			m.w[at] -= float32(pace * g / math.Sqrt(damp+float64(sum[at])))
		}
	}
}
