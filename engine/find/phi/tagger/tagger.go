package tagger

import (
	"bytes"
	_ "embed" // the model's weights
	"fmt"
	"io"
	"slices"
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/hashed"
)

// kinds are the classes: none at first, then what a word may be a part of. Kinds that patterns find by themselves have no class.
var kinds = [...]chart.Kind{"", chart.Name, chart.Geographic, chart.Date, chart.PhoneNumber, chart.Fax, chart.SocialNumber, chart.RecordNumber,
	chart.HealthPlanID, chart.Account, chart.LicenseNumber, chart.DeviceNumber, chart.OtherID, chart.URL, chart.AgeOver89}

const width = len(kinds)

// seen is the least weight that a feature must have to be kept.
const seen = 0.15

// Model gives the odds of words.
type Model struct{ rows *hashed.Model }

// Verdict is what the model says of one word.
type Verdict struct {
	Kind chart.Kind // the likeliest kind of identifier
	P    float64    // the probability that the word is a part of one, of whichever kind
}

// unknown is said of a word of which the model knows nothing: neither enough to take it for an identifier nor to clear it.
const unknown = 0.2

// Judge gives the verdict on a word with these features. room is reused between calls and may be nil.
func (m *Model) Judge(features []uint32, room *[]int32) Verdict {
	var own []int32
	if room == nil {
		room = &own
	}
	*room = m.rows.Rows((*room)[:0], features)
	if len(*room) == 0 {
		return Verdict{P: unknown}
	}
	var odds [width]float64
	m.rows.Odds(odds[:], *room)
	best := 1
	for c := 2; c < width; c++ {
		if odds[c] > odds[best] {
			best = c
		}
	}
	return Verdict{Kind: kinds[best], P: 1 - odds[0]}
}

// Example is a word with its truth.
type Example struct {
	Features []uint32
	Kind     chart.Kind // "" for none
	Open     bool       // may be a part of an identifier or not
	Weight   float64
}

// Fit fits a model. The same examples and seed give the same model.
func Fit(words []Example, seed uint64) *Model {
	examples := make([]hashed.Example, len(words))
	for i, w := range words {
		e := hashed.Example{Features: w.Features, Classes: width, Allowed: 1, Weight: w.Weight}
		if w.Kind != "" {
			e.Allowed = 1<<width - 2
			if c := slices.Index(kinds[:], w.Kind); c > 0 {
				e.Allowed = 1 << c
			}
		}
		if w.Open {
			e.Allowed |= 1
		}
		examples[i] = e
	}
	return &Model{hashed.Fit(examples, hashed.Plan{Width: width, Rounds: 6, Rate: 0.2, Damp: 0.02, Seldom: 4, Seed: seed})}
}

// Read reads a model written by Write.
func Read(from io.Reader) (*Model, error) {
	m, err := hashed.Read(from, width)
	if err != nil {
		return nil, fmt.Errorf("tagger: %w", err)
	}
	return &Model{m}, nil
}

// Write writes a model.
func (m *Model) Write(to io.Writer) error { return m.rows.Write(to, seen) }

//go:embed model.gz
var stored []byte

// Builtin gives the product's model, read once.
var Builtin = sync.OnceValues(func() (*Model, error) { return Read(bytes.NewReader(stored)) })
