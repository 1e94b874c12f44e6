package review

import (
	"math"

	"chartproof.org/chartproof/engine/chart"
)

// unlikely is how improbable a share of wrong values must make what was seen before it is ruled out.
const unlikely = 0.05

// Measure gives what a blind sample shows: of seen values, wrong ones were wrong. The bound is that of Clopper and Pearson
// (Biometrika 26, 1934), one-sided.
func Measure(seen, wrong int) chart.Measured {
	m := chart.Measured{Seen: seen, Wrong: wrong, Most: 1}
	if seen == 0 || wrong >= seen {
		return m
	}
	low, high := float64(wrong)/float64(seen), 1.0
	for range 60 {
		if mid := (low + high) / 2; atMost(wrong, seen, mid) > unlikely {
			low = mid
		} else {
			high = mid
		}
	}
	m.Most = high
	return m
}

// atMost is the probability of k or fewer among n where each has the probability p.
func atMost(k, n int, p float64) float64 {
	sum := 0.0
	for i := range k + 1 {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(i + 1))
		c, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(a - b - c + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return sum
}
