package around

import (
	"math"
)

// width is the number of classes of the kind that has most, and one for none.
const width = 8

// Model gives the odds of spots. A feature that it does not know says nothing.
type Model struct {
	row map[uint32]int32 // of each feature
	w   [][width]float32
}

// Odds gives the probability of each field of the kind for a spot with these features.
func (m *Model) Odds(k Kind, features []uint32) Odds {
	out := make(Odds, len(classes[k])+1)
	m.odds(out, m.rows(features))
	return out[:len(out)-1]
}

// rows gives the rows of the features that the model knows.
func (m *Model) rows(features []uint32) []int32 {
	out := make([]int32, 0, len(features))
	for _, f := range features {
		if r, ok := m.row[f]; ok {
			out = append(out, r)
		}
	}
	return out
}

// odds fills out with the probabilities of all classes, the last that of none.
func (m *Model) odds(out Odds, rows []int32) {
	top := math.Inf(-1)
	for class := range out {
		z := 0.0
		for _, r := range rows {
			z += float64(m.w[r][class])
		}
		out[class] = z
		top = max(top, z)
	}
	sum := 0.0
	for i, z := range out {
		out[i] = math.Exp(z - top)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
}
