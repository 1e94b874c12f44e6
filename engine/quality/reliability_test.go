package quality

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestReliability(t *testing.T) {
	note := func(r *Reliability, n int, c float64, right bool) {
		for range n {
			r.Note(c, right)
		}
	}
	var honest, boastful, blind Reliability
	note(&honest, 9, 0.9, true)
	note(&honest, 1, 0.9, false)
	note(&boastful, 5, 1, true)
	note(&boastful, 5, 1, false)
	note(&blind, 90, 0.9, true)
	note(&blind, 10, 0.1, false)
	cases := []struct {
		name                     string
		r                        Reliability
		ece, auroc, caughtTenths float64
	}{
		{"nothing measured", Reliability{}, 0, 1, 1},
		{"keeps its promise, tells nothing apart", honest, 0, 0.5, 0.1},
		{"promises too much", boastful, 0.5, 0.5, 0.1},
		{"tells right from wrong", blind, 0.1, 1, 1},
	}
	for _, c := range cases {
		if !near(c.r.ECE(), c.ece) || !near(c.r.AUROC(), c.auroc) || !near(c.r.Caught(0.1), c.caughtTenths) {
			t.Errorf("%s: got ECE %.3f, AUROC %.3f, caught %.3f; want %.3f, %.3f, %.3f", c.name, c.r.ECE(), c.r.AUROC(), c.r.Caught(0.1), c.ece, c.auroc, c.caughtTenths)
		}
	}
}

func TestReliabilityAdds(t *testing.T) {
	var a, b, all Reliability
	for i := range 100 {
		c, right := float64(i)/100, i%3 != 0
		all.Note(c, right)
		if i%2 == 0 {
			a.Note(c, right)
		} else {
			b.Note(c, right)
		}
	}
	a.add(b)
	if a.Line() != all.Line() {
		t.Errorf("got %s, want %s", a.Line(), all.Line())
	}
}
