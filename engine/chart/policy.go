package chart

import "slices"

// Policy is what a practice asks of the reading: Accuracy is the share of the values that nobody looks at which must be
// right, Sample the share of them that is looked at all the same, drawn blindly, so that the practice knows whether it holds.
// Vigilance is the share of values with known answers among those that people look at, so that the practice knows how they look;
// 0 is none.
type Policy struct {
	Accuracy  float64 `json:"target_accuracy"`
	Sample    float64 `json:"sample"`
	Vigilance float64 `json:"vigilance,omitempty"`
}

// DefaultPolicy is that of a fresh workspace.
func DefaultPolicy() Policy { return Policy{Accuracy: 0.995, Sample: 0.02, Vigilance: 0.005} }

// Accuracies lists what a practice may ask for, the least first.
func Accuracies() []float64 { return []float64{0.99, 0.995, 0.999} }

// Samples lists the shares that may be drawn, the least first.
func Samples() []float64 { return []float64{0.005, 0.01, 0.02, 0.05, 0.1} }

// Vigilances lists the shares of values with known answers, the least first.
func Vigilances() []float64 { return []float64{0, 0.0025, 0.005, 0.01, 0.02} }

// Valid reports whether a practice may set the policy.
func (p Policy) Valid() bool {
	return slices.Contains(Accuracies(), p.Accuracy) && slices.Contains(Samples(), p.Sample) && slices.Contains(Vigilances(), p.Vigilance)
}

// The outcomes of a sampled value.
const (
	SampleRight = "right"
	SampleWrong = "wrong"
	SampleOpen  = "open" // nobody knows, or no more
)

// SampleOutcome says what a decision makes of a sampled value as it was read; "" for a field that was not drawn.
func (f *Field) SampleOutcome(d Decision) string {
	switch {
	case !slices.Contains(f.Reasons, Sampled):
		return ""
	case d.Verdict == Confirmed, d.Verdict == Corrected && d.Value == f.Value:
		return SampleRight
	case d.Verdict == Corrected, d.Verdict == NotOnPage:
		return SampleWrong
	}
	return SampleOpen
}

// Measured is what the sample has shown so far.
type Measured struct {
	Seen, Wrong int
	// Most is the share of wrong values that the sample leaves possible at 95 % confidence; 1 where nothing was seen.
	Most float64
}
