package kpi

import "math"

// Share is how many of how many.
type Share struct{ N, Of int }

// Of1 gives the share as a number from 0 to 1; 0 where there is nothing.
func (s Share) Of1() float64 {
	if s.Of == 0 {
		return 0
	}
	return float64(s.N) / float64(s.Of)
}

func (s *Share) add(n, of int) { s.N, s.Of = s.N+n, s.Of+of }

// Within gives the exact limits between which the true share lies with a probability (0.95: two-sided).
func (s Share) Within(sure float64) (low, high float64) {
	if s.Of <= 0 {
		return 0, 1
	}
	tail, high := (1-sure)/2, 1.0
	if s.N > 0 {
		low = solve(func(p float64) bool { return 1-below(s.N-1, s.Of, p) < tail })
	}
	if s.N < s.Of {
		high = solve(func(p float64) bool { return below(s.N, s.Of, p) > tail })
	}
	return low, high
}

// solve finds where f turns from true to false between 0 and 1.
func solve(f func(p float64) bool) float64 {
	low, high := 0.0, 1.0
	for range 50 {
		if mid := (low + high) / 2; f(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// below is the probability of k or fewer among n where each has the probability p.
func below(k, n int, p float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n || p <= 0:
		return 1
	case p >= 1:
		return 0
	}
	if mean := float64(n) * p; float64(k) > mean { // the shorter tail, so that little is lost
		return 1 - terms(k+1, n, n, p)
	}
	return terms(0, k, n, p)
}

// terms sums the probabilities of from to to among n, and stops where nothing is added any more.
func terms(from, to, n int, p float64) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	logOf := func(i int) float64 {
		b, _ := math.Lgamma(float64(i + 1))
		c, _ := math.Lgamma(float64(n - i + 1))
		return a - b - c + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p)
	}
	sum, ratio := 0.0, p/(1-p)
	if from > 0 { // upwards, away from the mean
		term := math.Exp(logOf(from))
		for i := from; i <= to && term > 1e-18; i++ {
			sum += term
			term *= float64(n-i) / float64(i+1) * ratio
		}
		return min(sum, 1)
	}
	term := math.Exp(logOf(to))
	for i := to; i >= 0 && term > 1e-18; i-- {
		sum += term
		term *= float64(i) / (float64(n-i+1) * ratio)
	}
	return min(sum, 1)
}

// AtLeast is the probability of seeing s.N or more where each has the probability p.
func (s Share) AtLeast(p float64) float64 { return 1 - below(s.N-1, s.Of, p) }

// Promise says what a sample says of a promised share of right values.
type Promise uint8

// What it says.
const (
	PromiseUnknown Promise = iota // nothing was sampled
	PromiseOpen                   // nothing speaks against it; too little was sampled to be sure
	PromiseHolds                  // it holds, 95 % sure
	PromiseBroken                 // more is wrong than chance explains, 95 % sure
)

// Judge weighs what was wrong against what was promised.
func Judge(wrong Share, promised float64) Promise {
	allowed := 1 - promised
	switch {
	case wrong.Of == 0:
		return PromiseUnknown
	case wrong.AtLeast(allowed) < 0.05 && wrong.Of1() > allowed:
		return PromiseBroken
	case below(wrong.N, wrong.Of, allowed) < 0.05:
		return PromiseHolds
	}
	return PromiseOpen
}
