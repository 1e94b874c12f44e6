package tagger_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/hashed"
	"chartproof.org/chartproof/engine/find/phi/tagger"
)

func lessons() []tagger.Example {
	var out []tagger.Example
	for range 40 {
		out = append(out, tagger.Example{Features: []uint32{1, 2}, Kind: chart.Name, Weight: 1}, tagger.Example{Features: []uint32{1, 3}, Weight: 1},
			tagger.Example{Features: []uint32{1, 4}, Kind: chart.EmailAddress, Weight: 1}, tagger.Example{Features: []uint32{1, 5}, Kind: chart.Name, Open: true, Weight: 1})
	}
	return out
}

func TestJudge(t *testing.T) {
	m := tagger.Fit(lessons(), 1)
	for _, c := range []struct {
		name     string
		features []uint32
		min, max float64
	}{
		{"a name", []uint32{1, 2}, 0.9, 1},
		{"nothing", []uint32{1, 3}, 0, 0.1},
		{"of a kind that has no class", []uint32{1, 4}, 0.9, 1},
		{"unknown", []uint32{9}, 0.1, 0.3},
	} {
		if v := m.Judge(c.features, nil); v.P < c.min || v.P > c.max {
			t.Errorf("%s: want odds of %.2f to %.2f, got %.3f", c.name, c.min, c.max, v.P)
		}
	}
	if v := m.Judge([]uint32{1, 2}, nil); v.Kind != chart.Name {
		t.Errorf("want a name, got %s", v.Kind)
	}
}

func TestAModelIsReadAsItWasWritten(t *testing.T) {
	var file bytes.Buffer
	if err := tagger.Fit(lessons(), 1).Write(&file); err != nil {
		t.Fatal(err)
	}
	again, err := tagger.Read(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if v := again.Judge([]uint32{1, 2}, nil); v.Kind != chart.Name || v.P < 0.9 {
		t.Errorf("want a name, got %s at %.2f", v.Kind, v.P)
	}
	if _, err := tagger.Read(bytes.NewReader(file.Bytes()[:9])); !errors.Is(err, hashed.ErrModel) {
		t.Errorf("want a cut file refused, got %v", err)
	}
	if _, err := tagger.Builtin(); err != nil {
		t.Errorf("want the product's model read, got %v", err)
	}
}

// TestRecipeIsOfTheModel holds the model to the recipe beside it: one is never written without the other.
func TestRecipeIsOfTheModel(t *testing.T) {
	model, err := os.ReadFile("model.gz")
	if err != nil {
		t.Fatal(err)
	}
	recipe, err := os.ReadFile("model.txt")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("model.gz %x\n", sha256.Sum256(model)); !strings.HasPrefix(string(recipe), want) {
		t.Errorf("want the recipe to begin with %q", want)
	}
}
