package reread

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
)

func TestStands(t *testing.T) {
	for _, c := range []struct {
		text, words string
		want        bool
	}{
		{"gonzalez", "seen was Gonzalez today", true},
		{"gonzalez", "seen was Gonza lez today", true},
		{"gonzalez", "seen was Gonzales today", true},
		{"gonzalez", "seen was Gonzale today", true},
		{"gonzalez", "seen was Gonzaless today", false},
		{"mariagonzalez", "GONZALEZ, MARIA", false},
		{"mariagonzalez", "Maria Gonzalez", true},
		{"739184", "739-184", true},
		{"739184", "no. 73918 and 4", true},
		{"gonzalez", "", false},
	} {
		if got := stands(c.text, strings.Fields(c.words)); got != c.want {
			t.Errorf("%s in %q: want %v", c.text, c.words, c.want)
		}
	}
}

func TestNoChartComesTwice(t *testing.T) {
	o, seen := Options{Families: []string{"a", "b", "c"}}, map[string]bool{}
	for i := range 300 {
		c := o.config(i)
		key := fmt.Sprint(c.Family, c.Type, c.Index)
		if seen[key] {
			t.Fatalf("chart %d is an earlier one: %s", i, key)
		}
		seen[key] = true
	}
}

// fake redacts one chart's pages all over, or not at all, and reads what the truth says is left.
type fake struct {
	bars map[int][]geom.Box
	left []chart.Page
}

func (f fake) options(t *testing.T, found *[]Miss) Options {
	t.Helper()
	return Options{Seed: 3, Families: []string{"a"}, Conditions: []string{synth.Clean300}, Pages: 1, Engines: []chart.Engine{chart.Tesseract},
		Redact: func(context.Context, string, []byte) (Copy, error) { return Copy{PDF: []byte("x"), Bars: f.bars}, nil },
		Read:   func(context.Context, []byte, chart.Engine) ([]chart.Page, error) { return f.left, nil },
		Miss:   func(m Miss) { *found = append(*found, m) }}
}

func TestRunTellsWhatIsLeft(t *testing.T) {
	c, err := synth.Generate(synth.Config{Seed: 3, Family: "a", Type: synth.Types[0]})
	if err != nil {
		t.Fatal(err)
	}
	_, truth, err := c.File(synth.Clean300, synth.PDF, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := map[int][]geom.Box{}
	for _, p := range truth.Pages {
		all[p.Number] = []geom.Box{{X1: 1, Y1: 1}}
	}
	for name, c := range map[string]struct {
		fake
		covered, seen, lost bool
	}{
		"nothing is covered":    {fake{nil, truth.Pages}, false, true, false},
		"everything is covered": {fake{all, nil}, true, false, true},
	} {
		var misses []Miss
		parts, err := Run(t.Context(), c.options(t, &misses))
		if err != nil {
			t.Fatal(err)
		}
		p := parts[0]
		if p.PHI == 0 || p.Strings == 0 || (p.Covered == p.PHI) != c.covered || (p.Either > 0) != c.seen || (p.Lost == p.Words) != c.lost || (len(misses) > 0) != c.seen {
			t.Errorf("%s: %+v, %d misses", name, p, len(misses))
		}
		if Holds(parts) {
			t.Errorf("%s: held for good", name)
		}
		var out bytes.Buffer
		if err := Print(&out, parts); err != nil || !strings.Contains(out.String(), "clean300") {
			t.Errorf("%s: prints %q, %v", name, out.String(), err)
		}
	}
	broken := fake{}.options(t, new([]Miss))
	broken.Redact = func(context.Context, string, []byte) (Copy, error) { return Copy{}, errors.New("no") }
	if _, err := Run(t.Context(), broken); err == nil {
		t.Error("an error of redaction is lost")
	}
	broken.Redact = func(context.Context, string, []byte) (Copy, error) { return Copy{}, nil }
	if _, err := Run(t.Context(), broken); err == nil {
		t.Error("charts of which none leaves end nowhere")
	}
}

func TestHoldsOnlyWhereIdentifiersWereMeasuredAndCovered(t *testing.T) {
	good := Part{Condition: synth.Clean300, Strings: 1000, PHI: 1000, Covered: 995, Words: 1000, Lost: 30}
	for name, c := range map[string]struct {
		change func(*Part)
		want   bool
	}{
		"good":                     {func(*Part) {}, true},
		"no text was searched for": {func(p *Part) { p.Strings = 0 }, false},
		"no identifier":            {func(p *Part) { p.PHI, p.Covered = 0, 0 }, false},
		"too few covered":          {func(p *Part) { p.Covered = 994 }, false},
		"as few on a fax":          {func(p *Part) { p.Condition, p.Covered = synth.FaxScan, 980 }, true},
		"too few on a fax":         {func(p *Part) { p.Condition, p.Covered = synth.FaxScan, 979 }, false},
		"one was read":             {func(p *Part) { p.Either = 1 }, false},
		"one can be searched":      {func(p *Part) { p.Searched = 1 }, false},
		"too much is covered":      {func(p *Part) { p.Lost = 31 }, false},
	} {
		p := good
		c.change(&p)
		if Holds([]Part{good, p}) != c.want {
			t.Errorf("%s: want it held %v", name, c.want)
		}
	}
	if Holds(nil) {
		t.Error("nothing measured: want it not to hold")
	}
}
