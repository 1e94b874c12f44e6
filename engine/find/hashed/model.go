package hashed

import "math"

// Model gives the odds of classes. A feature that it does not know says nothing.
type Model struct {
	width int              // weights a row
	row   map[uint32]int32 // of each feature
	w     []float32        // rows one behind the other
}

// Width is the number of weights of each feature, which is the most classes that odds can have.
func (m *Model) Width() int { return m.width }

// Rows gives the rows of the features that the model knows, appended to the given ones.
func (m *Model) Rows(rows []int32, features []uint32) []int32 {
	for _, f := range features {
		if r, ok := m.row[f]; ok {
			rows = append(rows, r)
		}
	}
	return rows
}

// Odds fills out with the probabilities of as many classes as it has room for, at most the model's width.
func (m *Model) Odds(out []float64, rows []int32) {
	clear(out)
	for _, r := range rows {
		for class, w := range m.weights(r)[:len(out)] {
			out[class] += float64(w)
		}
	}
	top := math.Inf(-1)
	for _, z := range out {
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

func (m *Model) weights(row int32) []float32 {
	return m.w[int(row)*m.width : (int(row)+1)*m.width]
}

// The hash of features (FNV-1a of 32 bits); a mark stands behind each part, so that parts are told apart.
const (
	begin = 2166136261
	prime = 16777619
	mark  = 0xff
)

// Feature gives the hash of something that is true, said in parts.
func Feature(parts ...string) uint32 { return feature(begin, parts) }

// FeatureOf gives the hash of something that is true of one kind of things, and has nothing to do with the same of another.
func FeatureOf(kind byte, parts ...string) uint32 {
	return feature((begin^uint32(kind))*prime, parts)
}

func feature(h uint32, parts []string) uint32 {
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint32(p[i])) * prime
		}
		h = (h ^ mark) * prime
	}
	return h
}
