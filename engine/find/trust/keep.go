package trust

import (
	"encoding/json"
	"errors"

	"chartproof.org/chartproof/engine/chart"
)

// stored is a sample as it is kept: the features that are not 0, by place.
type stored struct {
	X     map[int]float64 `json:"x"`
	Name  chart.FieldName `json:"name"`
	Sent  bool            `json:"sent,omitempty"`
	Right bool            `json:"right,omitempty"`
	Of    float64         `json:"of"` // the weight
	Line  int             `json:"line,omitempty"`
}

var errOtherFeatures = errors.New("trust: samples of other features")

// MarshalJSON keeps a sample for later fits: how a layout looked before any rule knew it cannot be had again. It holds no text.
func (s Sample) MarshalJSON() ([]byte, error) {
	k := stored{X: map[int]float64{}, Name: s.name, Sent: s.sent, Right: s.Right, Of: s.weight, Line: s.line}
	for i, v := range s.x {
		if v != 0 {
			k.X[i] = float64(int(v*1e4+0.5)) / 1e4
		}
	}
	return json.Marshal(k)
}

// UnmarshalJSON reads a kept sample.
func (s *Sample) UnmarshalJSON(b []byte) error {
	var k stored
	if err := json.Unmarshal(b, &k); err != nil {
		return err
	}
	*s = Sample{name: k.Name, sent: k.Sent, Right: k.Right, weight: k.Of, line: k.Line}
	for i, v := range k.X {
		if i < 0 || i >= width {
			return errOtherFeatures
		}
		s.x[i] = v
	}
	return nil
}
