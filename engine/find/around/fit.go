package around

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Example is a spot of a chart with its truth.
type Example struct {
	Kind     Kind
	Features []uint32
	Fields   uint32 // the classes that its value is right for, one bit each; 0 for none
	Group    int    // spots of one document share it
	Weight   float64
	rows     []int32
	must     uint32 // the classes of which it must be one; 0 where it may be none
}

// How the model is fitted.
const (
	rounds = 8
	rate   = 0.25
	damp   = 0.01
	seldom = 3 // features of fewer spots are left out
)

// Fit fits a model. The same examples and seed give the same model.
//
// Of several spots with the value of a field one must be its place; the others may be, or may say the same by chance.
func Fit(examples []Example, seed uint64) *Model {
	m := newModel(examples)
	sum := make([][width]float32, len(m.w))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
		examples[i].rows, examples[i].must = m.rows(examples[i].Features), examples[i].Fields
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	for round := range rounds {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		pace := rate / math.Sqrt(1+float64(round))
		for _, i := range order {
			m.learn(&examples[i], sum, pace)
		}
		m.choose(examples)
	}
	return m
}

// newModel knows the features that several examples have, in the order of their hashes.
func newModel(examples []Example) *Model {
	n := map[uint32]int{}
	for i := range examples {
		for _, f := range examples[i].Features {
			n[f]++
		}
	}
	var kept []uint32
	for f, k := range n {
		if k >= seldom {
			kept = append(kept, f)
		}
	}
	slices.Sort(kept)
	m := &Model{row: make(map[uint32]int32, len(kept)), w: make([][width]float32, len(kept))}
	for i, f := range kept {
		m.row[f] = int32(i)
	}
	return m
}

// learn moves the weights towards one example: the classes that it may be share what they should have.
func (m *Model) learn(e *Example, sum [][width]float32, pace float64) {
	var room [width]float64
	p := Odds(room[:len(classes[e.Kind])+1])
	m.odds(p, e.rows)
	allowed := e.must
	if allowed == 0 {
		allowed = e.Fields | 1<<(len(p)-1)
	}
	mass := 1e-9
	for c := range p {
		if allowed&(1<<c) != 0 {
			mass += p[c]
		}
	}
	for c := range p {
		g := p[c]
		if allowed&(1<<c) != 0 {
			g -= p[c] / mass
		}
		if g *= e.Weight; math.Abs(g) < 1e-4 {
			continue
		}
		for _, r := range e.rows {
			sum[r][c] += float32(g * g)
			m.w[r][c] -= float32(pace * g / math.Sqrt(damp+float64(sum[r][c])))
		}
	}
}

// choose says anew which spot of each value must be its place: the likeliest.
func (m *Model) choose(examples []Example) {
	type who struct {
		group, class int
		kind         Kind
	}
	top := map[who]float64{}
	odds := make([]Odds, len(examples))
	each := func(do func(i int, k who, p float64)) {
		for i := range examples {
			for c, p := range odds[i] {
				if examples[i].Fields&(1<<c) != 0 {
					do(i, who{examples[i].Group, c, examples[i].Kind}, p)
				}
			}
		}
	}
	for i := range examples {
		if examples[i].Fields != 0 {
			odds[i] = make(Odds, len(classes[examples[i].Kind])+1)
			m.odds(odds[i], examples[i].rows)
			examples[i].must = 0
		}
	}
	each(func(_ int, k who, p float64) { top[k] = max(top[k], p) })
	each(func(i int, k who, p float64) {
		if p >= top[k] {
			examples[i].must |= 1 << k.class
		}
	})
}
