package kpi_test

import (
	"math/rand/v2"
	"testing"

	"chartproof.org/chartproof/engine/quality/kpi"
)

// weeks draws weeks of a clinic; from shift on the share of wrong values is another. bunch makes wrong values come in bunches.
func weeks(rng *rand.Rand, n, shift, of int, usual, then float64, bunch int) []kpi.Share {
	out := make([]kpi.Share, n)
	for i := range out {
		p := usual
		if shift >= 0 && i >= shift {
			p = then
		}
		out[i].Of = of*3/4 + rng.IntN(of/2)
		for range out[i].Of / bunch {
			if rng.Float64() < p {
				out[i].N += bunch
			}
		}
	}
	return out
}

// TestChangeFindsShiftsAndInventsNone prints how often a rise is found and how often one is called that there is not.
func TestChangeFindsShiftsAndInventsNone(t *testing.T) {
	for _, c := range []struct {
		name        string
		shift       int
		then        float64
		bunch       int
		least, most float64 // of the runs in which a rise is called
	}{
		{"no change", -1, 0, 1, 0, 0.03},
		{"no change, wrong values in bunches of 4", -1, 0, 4, 0, 0.03},
		{"3 % becomes 4.5 % since week 18 of 26", 18, 0.045, 1, 0.92, 1},
		{"3 % becomes 6 % since week 23 of 26", 23, 0.06, 1, 0.95, 1},
		{"3 % becomes 2 %", 12, 0.02, 1, 0, 0.03},
		{"3 % becomes 6 % since week 18, in bunches of 4", 18, 0.06, 4, 0.85, 1},
	} {
		const runs = 150
		rng := rand.New(rand.NewPCG(7, 11))
		called, near := 0, 0
		for range runs {
			s := kpi.Change(weeks(rng, 26, c.shift, 800, 0.03, c.then, c.bunch), kpi.Sure)
			if s.At < 0 {
				continue
			}
			called++
			if s.At >= c.shift-1 && s.At <= c.shift+1 {
				near++
			}
		}
		share := float64(called) / runs
		t.Logf("%-50s called in %5.1f %% of %d runs, the week right within one in %d of %d", c.name, 100*share, runs, near, called)
		if share < c.least || share > c.most {
			t.Errorf("%s: want called in %v to %v of the runs, got %v", c.name, c.least, c.most, share)
		}
	}
}

func TestChangeOfLittle(t *testing.T) {
	for name, w := range map[string][]kpi.Share{"nothing": nil, "three weeks": {{0, 100}, {0, 100}, {90, 100}}, "no values": make([]kpi.Share, 20),
		"nothing wrong": {{0, 9}, {0, 9}, {0, 9}, {0, 9}, {0, 9}}, "all wrong": {{9, 9}, {9, 9}, {9, 9}, {9, 9}}} {
		if s := kpi.Change(w, kpi.Sure); s.At != -1 {
			t.Errorf("%s: want no rise, got %+v", name, s)
		}
	}
}

// TestWorseThanRest calls a scanner worse than the others seldom where it is not.
func TestWorseThanRest(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	draw := func(n int, p float64) kpi.Share {
		s := kpi.Share{Of: n}
		for range n {
			if rng.Float64() < p {
				s.N++
			}
		}
		return s
	}
	const runs = 400
	wrongly, found := 0, 0
	for range runs {
		same, all, bad := make([]kpi.Share, 6), kpi.Share{}, draw(900, 0.06)
		any := false
		for i := range same {
			same[i] = draw(900, 0.03)
			all = kpi.Share{N: all.N + same[i].N, Of: all.Of + same[i].Of}
		}
		for _, s := range same {
			any = any || kpi.WorseThanRest(s, all, len(same), kpi.Sure)
		}
		if any {
			wrongly++
		}
		if kpi.WorseThanRest(bad, kpi.Share{N: all.N + bad.N, Of: all.Of + bad.Of}, 7, kpi.Sure) {
			found++
		}
	}
	t.Logf("six equal scanners: one called worse in %d of %d runs; one with 6 %% beside 3 %%: found in %d", wrongly, runs, found)
	if wrongly > runs/50 || found < runs*8/10 {
		t.Errorf("want at most %d wrong calls and at least %d right ones, got %d and %d", runs/50, runs*8/10, wrongly, found)
	}
}

func BenchmarkChangeOfAYear(b *testing.B) {
	w := weeks(rand.New(rand.NewPCG(1, 2)), 52, 40, 800, 0.03, 0.05, 1)
	for b.Loop() {
		if kpi.Change(w, kpi.Sure).At < 0 {
			b.Fatal("want the rise found")
		}
	}
}
