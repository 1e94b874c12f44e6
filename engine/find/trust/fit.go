package trust

import (
	"errors"
	"math"

	"chartproof.org/chartproof/engine/chart"
)

// Sample is a field as extraction left it, and whether its value was exactly right.
type Sample struct {
	x     []float64
	Right bool
}

// SampleOf takes a field of a document whose confidences Set has not changed.
func SampleOf(f *chart.Field, doc *chart.Document, pages []chart.Page, right bool) Sample {
	return Sample{features(f, doc, pageQuality(pages, f.Page)), right}
}

// ridge holds the weights of what is rare near nothing; the slopes of the groups are held near those of all.
const ridge = 2.0

// ErrFew says that there is nothing to fit on.
var ErrFew = errors.New("trust: too few samples, or all of them right")

// Fit gives the weights with the greatest likelihood under the ridge, by Newton's method.
func Fit(samples []Sample) ([]float64, error) {
	wrong := 0
	for _, s := range samples {
		if !s.Right {
			wrong++
		}
	}
	if wrong < 10 || len(samples)-wrong < 10 {
		return nil, ErrFew
	}
	w := make([]float64, count)
	for range 50 {
		step, ok := newton(samples, w)
		if !ok {
			return nil, ErrFew
		}
		largest := 0.0
		for i, d := range step {
			w[i] += d
			largest = max(largest, math.Abs(d))
		}
		if largest < 1e-6 {
			break
		}
	}
	return w, nil
}

// newton gives one step: the gradient divided by the curvature.
func newton(samples []Sample, w []float64) ([]float64, bool) {
	a := make([][]float64, count) // curvature, and the gradient in the last column
	for i := range a {
		a[i] = make([]float64, count+1)
		a[i][i] = ridge
		a[i][count] = -ridge * w[i]
	}
	for _, s := range samples {
		p := probability(s.x, w)
		err, curve := is(s.Right)-p, max(p*(1-p), 1e-6)
		for i, v := range s.x {
			if v == 0 {
				continue
			}
			a[i][count] += v * err
			for j, u := range s.x {
				a[i][j] += v * u * curve
			}
		}
	}
	return solve(a)
}

// solve is Gauss's elimination; the curvature is positive definite, so that no rows need to change places.
func solve(a [][]float64) ([]float64, bool) {
	n := len(a)
	for i := range n {
		if a[i][i] < 1e-12 {
			return nil, false
		}
		for k := i + 1; k < n; k++ {
			f := a[k][i] / a[i][i]
			for j := i; j <= n; j++ {
				a[k][j] -= f * a[i][j]
			}
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = a[i][n]
		for j := i + 1; j < n; j++ {
			x[i] -= a[i][j] * x[j]
		}
		x[i] /= a[i][i]
	}
	return x, true
}

// Probability is what weights promise for a sample.
func Probability(s Sample, weights []float64) float64 { return probability(s.x, weights) }
