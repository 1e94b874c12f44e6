package hashed_test

import (
	"bytes"
	"errors"
	"math"
	"testing"

	"chartproof.org/chartproof/engine/find/hashed"
)

// lessons are things of two classes told apart by one feature each; a third class is never taught. Some may be either.
func lessons() []hashed.Example {
	var out []hashed.Example
	for range 40 {
		out = append(out, hashed.Example{Features: []uint32{1, 2}, Classes: 3, Allowed: 1, Weight: 1},
			hashed.Example{Features: []uint32{1, 3}, Classes: 3, Allowed: 2, Weight: 1},
			hashed.Example{Features: []uint32{1, 4}, Classes: 3, Allowed: 1 | 2, Weight: 1})
	}
	return out
}

var plan = hashed.Plan{Width: 4, Rounds: 6, Rate: 0.25, Damp: 0.01, Seldom: 2, Seed: 1}

func odds(m *hashed.Model, features ...uint32) []float64 {
	out := make([]float64, 3)
	m.Odds(out, m.Rows(nil, features))
	return out
}

func TestFitTellsClassesApart(t *testing.T) {
	m := hashed.Fit(lessons(), plan)
	if p := odds(m, 1, 2); p[0] < 0.9 {
		t.Errorf("want the first class, got %.2f", p)
	}
	if p := odds(m, 1, 3); p[1] < 0.9 {
		t.Errorf("want the second class, got %.2f", p)
	}
	if p := odds(m, 1, 4); p[2] > 0.1 || math.Abs(p[0]+p[1]+p[2]-1) > 1e-9 {
		t.Errorf("want one of the allowed classes and odds that sum to 1, got %.2f", p)
	}
	if a, b := odds(m, 1, 2), odds(hashed.Fit(lessons(), plan), 1, 2); a[0] != b[0] {
		t.Errorf("want the same model of the same examples, got %v and %v", a, b)
	}
}

func TestAfterSeesEveryRound(t *testing.T) {
	p, rounds := plan, 0
	p.After = func(m *hashed.Model, examples []hashed.Example) {
		if rounds++; m.Width() != 4 || len(examples[0].Rows()) != 2 {
			t.Errorf("want a model of width 4 and rows of two features, got %d and %d", m.Width(), len(examples[0].Rows()))
		}
	}
	hashed.Fit(lessons(), p)
	if rounds != p.Rounds {
		t.Errorf("want %d calls, got %d", p.Rounds, rounds)
	}
}

func TestAModelIsReadAsItWasWritten(t *testing.T) {
	m := hashed.Fit(lessons(), plan)
	var file bytes.Buffer
	if err := m.Write(&file, 0); err != nil {
		t.Fatal(err)
	}
	whole := file.Bytes()
	back, err := hashed.Read(bytes.NewReader(whole), 4)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range [][]uint32{{1, 2}, {1, 3}, {9}} {
		a, b := odds(m, f...), odds(back, f...)
		for i := range a {
			if math.Abs(a[i]-b[i]) > 0.05 {
				t.Errorf("features %v: want odds %v, got %v", f, a, b)
			}
		}
	}
	for _, cut := range []int{0, 5, len(whole) / 2} {
		if _, err := hashed.Read(bytes.NewReader(whole[:cut]), 4); !errors.Is(err, hashed.ErrModel) {
			t.Errorf("cut at %d: want ErrModel, got %v", cut, err)
		}
	}
	if _, err := hashed.Read(bytes.NewReader(whole), 3); !errors.Is(err, hashed.ErrModel) {
		t.Errorf("want a model of another width refused, got %v", err)
	}
	var small bytes.Buffer
	if err := m.Write(&small, 1e6); err != nil || small.Len() >= len(whole) {
		t.Errorf("want features under the threshold left out, got %d of %d bytes, %v", small.Len(), len(whole), err)
	}
}

func TestFeaturesTellTheirPartsAndKindsApart(t *testing.T) {
	seen := map[uint32]string{}
	for name, h := range map[string]uint32{
		"ab":           hashed.Feature("ab"),
		"a b":          hashed.Feature("a", "b"),
		"b a":          hashed.Feature("b", "a"),
		"of 1":         hashed.FeatureOf(1, "ab"),
		"of 2":         hashed.FeatureOf(2, "ab"),
		"of 1, parted": hashed.FeatureOf(1, "a", "b"),
	} {
		if other, ok := seen[h]; ok {
			t.Errorf("want %q and %q told apart, got %d for both", name, other, h)
		}
		seen[h] = name
	}
	if first, again := hashed.Feature("ab"), hashed.Feature("ab"); first != again {
		t.Errorf("want the same hash of the same feature, got %d and %d", first, again)
	}
}
