package review_test

import (
	"math"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

func TestMeasure(t *testing.T) {
	for _, c := range []struct {
		seen, wrong int
		most        float64 // from published tables of the one-sided bound
	}{{0, 0, 1}, {3, 3, 1}, {100, 0, 0.02951}, {300, 0, 0.00994}, {100, 1, 0.04656}, {1000, 5, 0.01048}} {
		if got := review.Measure(c.seen, c.wrong); math.Abs(got.Most-c.most) > 0.0001 {
			t.Errorf("%d of %d: want at most %.5f, got %.5f", c.wrong, c.seen, c.most, got.Most)
		}
	}
}

func TestSampleOutcome(t *testing.T) {
	drawn := chart.Field{Value: "A1", Reasons: []chart.Reason{chart.Sampled}}
	for _, c := range []struct {
		name  string
		field chart.Field
		dec   chart.Decision
		want  string
	}{
		{"confirmed", drawn, chart.Decision{Verdict: chart.Confirmed}, chart.SampleRight},
		{"typed as it stood", drawn, chart.Decision{Verdict: chart.Corrected, Value: "A1"}, chart.SampleRight},
		{"corrected", drawn, chart.Decision{Verdict: chart.Corrected, Value: "A2"}, chart.SampleWrong},
		{"not on the page", drawn, chart.Decision{Verdict: chart.NotOnPage}, chart.SampleWrong},
		{"illegible", drawn, chart.Decision{Verdict: chart.CantRead}, chart.SampleOpen},
		{"undone", drawn, chart.Decision{}, chart.SampleOpen},
		{"not drawn", chart.Field{Value: "A1"}, chart.Decision{Verdict: chart.Confirmed}, ""},
	} {
		if got := c.field.SampleOutcome(c.dec); got != c.want {
			t.Errorf("%s: want %q, got %q", c.name, c.want, got)
		}
	}
}
