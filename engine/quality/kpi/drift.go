package kpi

import (
	"math"
	"math/rand/v2"
)

// Shift is a rise of the share of wrong values.
type Shift struct {
	At     int     // first week of the rise; -1: none
	Before Share   // what was wrong until then
	After  Share   // and since
	P      float64 // how often chance alone makes such a rise
}

// Sure is how rarely chance may make what is called a rise.
const Sure = 0.01

// Change looks for the week from which on more is wrong than before. It compares every way of cutting the weeks in two (a
// binomial likelihood ratio, one-sided) and weighs the best cut against what chance alone makes of the same weeks with the
// same overall share, so that looking at many cuts costs no false alarms. Weeks scatter more than single values would where
// wrong values come in bunches; the scatter between neighbouring weeks is taken off first. alpha is the share of false alarms.
func Change(weeks []Share, alpha float64) Shift {
	none := Shift{At: -1, P: 1}
	if len(weeks) < 4 {
		return none
	}
	var all Share
	for _, w := range weeks {
		all.add(w.N, w.Of)
	}
	if all.N == 0 || all.N == all.Of {
		return none
	}
	at, g := bestCut(weeks)
	if at < 0 {
		return none
	}
	g /= scatter(weeks, all.Of1())
	const runs = 1999
	rng := rand.New(rand.NewPCG(20261122, uint64(len(weeks)))) // the same weeks give the same answer, always
	chance := make([]Share, len(weeks))
	more := 0
	for run := range runs {
		for i, w := range weeks {
			chance[i] = Share{binomial(rng, w.Of, all.Of1()), w.Of}
		}
		_, c := bestCut(chance)
		if c /= scatter(chance, all.Of1()); c >= g {
			more++
		}
		if float64(more+1)/float64(runs+1) > alpha { // whatever the rest is, chance explains it
			return Shift{At: -1, P: float64(more+1) / float64(run+2)}
		}
	}
	out := Shift{At: at, P: float64(more+1) / float64(runs+1)}
	for i, w := range weeks {
		if i < at {
			out.Before.add(w.N, w.Of)
		} else {
			out.After.add(w.N, w.Of)
		}
	}
	return out
}

// bestCut gives the cut after which the most speaks for a rise, and twice the log of the likelihood ratio; -1 where nothing
// rises.
func bestCut(weeks []Share) (at int, g float64) {
	at = -1
	var all, before Share
	for _, w := range weeks {
		all.add(w.N, w.Of)
	}
	whole := likelihood(all)
	for i := 1; i < len(weeks); i++ {
		before.add(weeks[i-1].N, weeks[i-1].Of)
		after := Share{all.N - before.N, all.Of - before.Of}
		if before.Of == 0 || after.Of == 0 || after.Of1() <= before.Of1() {
			continue
		}
		if v := 2 * (likelihood(before) + likelihood(after) - whole); v > g {
			at, g = i, v
		}
	}
	return at, g
}

// likelihood is the log of the best likelihood of a share.
func likelihood(s Share) float64 {
	p, out := s.Of1(), 0.0
	if s.N > 0 {
		out += float64(s.N) * math.Log(p)
	}
	if s.Of > s.N {
		out += float64(s.Of-s.N) * math.Log1p(-p)
	}
	return out
}

// scatter says by how much neighbouring weeks differ more than chance lets them, at least 1. A step between two weeks moves it
// little, a scatter in all weeks moves it much.
func scatter(weeks []Share, p float64) float64 {
	sum, n := 0.0, 0
	for i := 1; i < len(weeks); i++ {
		a, b := weeks[i-1], weeks[i]
		if a.Of == 0 || b.Of == 0 {
			continue
		}
		d := a.Of1() - b.Of1()
		sum += d * d / (p * (1 - p) * (1/float64(a.Of) + 1/float64(b.Of)))
		n++
	}
	if n == 0 {
		return 1
	}
	return max(1, sum/float64(n))
}

// binomial draws how many of n are wrong.
func binomial(rng *rand.Rand, n int, p float64) int {
	mean := float64(n) * p
	switch {
	case n <= 0 || p <= 0:
		return 0
	case mean < 12 && p < 0.5: // by the waiting times between the wrong ones
		k, at, q := 0, 0.0, math.Log1p(-p)
		for {
			at += math.Floor(math.Log(1-rng.Float64())/q) + 1
			if at > float64(n) {
				return k
			}
			k++
		}
	}
	k := int(math.Round(mean + rng.NormFloat64()*math.Sqrt(mean*(1-p))))
	return min(max(k, 0), n)
}

// Limit is the most that chance explains of a week: three standard deviations, exact (0.135 % above it).
func Limit(usual float64, of int) float64 {
	if of <= 0 {
		return 1
	}
	k := int(float64(of) * usual)
	for k < of && 1-below(k, of, usual) > 0.00135 {
		k++
	}
	return float64(k) / float64(of)
}

// WorseThanRest reports whether more of a group is wrong than of the rest, with groups compared at once: the probability that
// the group has so many of all the wrong ones is below alpha (Fisher's exact test, hypergeometric).
func WorseThanRest(group, all Share, groups int, alpha float64) bool {
	rest := Share{all.N - group.N, all.Of - group.Of}
	if group.Of == 0 || rest.Of == 0 || group.Of1() <= rest.Of1() {
		return false
	}
	return fisher(group, all) < alpha/float64(max(1, groups))
}

// fisher is the probability that group.Of drawn from all.Of, all.N of them wrong, hold group.N wrong ones or more.
func fisher(group, all Share) float64 {
	choose := func(n, k int) float64 {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(k + 1))
		c, _ := math.Lgamma(float64(n - k + 1))
		return a - b - c
	}
	whole, sum := choose(all.Of, group.Of), 0.0
	for k := group.N; k <= min(group.Of, all.N); k++ {
		if group.Of-k > all.Of-all.N {
			continue
		}
		p := math.Exp(choose(all.N, k) + choose(all.Of-all.N, group.Of-k) - whole)
		sum += p
		if p < 1e-18 {
			break
		}
	}
	return sum
}
