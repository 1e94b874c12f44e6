package around

import "chartproof.org/chartproof/engine/find/hashed"

// Example is a spot of a chart with its truth.
type Example struct {
	Kind     Kind
	Features []uint32
	Fields   uint32 // the classes that its value is right for, one bit each; 0 for none
	Group    int    // spots of one value of one document share it
	Weight   float64
}

// Fit fits a model. The same examples and seed give the same model.
//
// Of several spots with the value of a field one must be its place; the others may be, or may say the same by chance.
func Fit(spots []Example, seed uint64) *Model {
	examples := make([]hashed.Example, len(spots))
	for i, s := range spots {
		n := len(classes[s.Kind]) + 1
		examples[i] = hashed.Example{Features: s.Features, Classes: n, Allowed: s.Fields, Weight: s.Weight}
		if s.Fields == 0 {
			examples[i].Allowed = 1 << (n - 1)
		}
	}
	after := func(m *hashed.Model, examples []hashed.Example) { choose(m, examples, spots) }
	return &Model{hashed.Fit(examples, hashed.Plan{Width: width, Rounds: 8, Rate: 0.15, Damp: 0.01, Seldom: 2, Seed: seed, After: after})}
}

// choose says anew which spot of each value must be its place: the likeliest. The others may be none as well.
func choose(m *hashed.Model, examples []hashed.Example, spots []Example) {
	type who struct {
		group, class int
		kind         Kind
	}
	top := map[who]float64{}
	odds := make([]Odds, len(spots))
	each := func(do func(i int, k who, p float64)) {
		for i := range spots {
			for c, p := range odds[i] {
				if spots[i].Fields&(1<<c) != 0 {
					do(i, who{spots[i].Group, c, spots[i].Kind}, p)
				}
			}
		}
	}
	for i := range spots {
		if spots[i].Fields != 0 {
			odds[i] = make(Odds, examples[i].Classes)
			m.Odds(odds[i], examples[i].Rows())
		}
	}
	each(func(_ int, k who, p float64) { top[k] = max(top[k], p) })
	must := make([]uint32, len(spots))
	each(func(i int, k who, p float64) {
		if p >= top[k] {
			must[i] |= 1 << k.class
		}
	})
	for i := range spots {
		if examples[i].Allowed = must[i]; must[i] == 0 {
			examples[i].Allowed = spots[i].Fields | 1<<(examples[i].Classes-1)
		}
	}
}
