package fuse

import "math"

// situation is what kind of evidence there is of a word; each has weights of its own.
type situation int

const (
	agreed  situation = iota // both engines read the same
	differA                  // they differ, and the first is right
	differB                  // they differ, and the second is right
	onlyA                    // only the first of two engines read it
	onlyB
	aloneA // there is only one engine
	aloneB
	situations
)

// weight is a logistic function of the features.
type weight [featureCount]float64

func (w weight) of(f features) float64 {
	z := 0.0
	for i, v := range f {
		z += w[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}

// weights are fitted; see the recipe in fit_test.go.
var weights = [situations]weight{
	agreed:  {fOne: 2.5, fA: 0.5, fB: 0.3},
	differA: {fOne: -0.5, fA: 0.7, fB: -0.5, fAlike: 0.5},
	differB: {fOne: -0.8, fA: -0.5, fB: 0.7, fAlike: 0.5},
	onlyA:   {fOne: -1.5, fA: 0.9},
	onlyB:   {fOne: -2, fB: 0.9},
	aloneA:  {fOne: 0.192, fA: 1.504, fDigit: 0.011, fShort: 0.362},
	aloneB:  {fOne: -1, fWeakB: 0.8},
}
