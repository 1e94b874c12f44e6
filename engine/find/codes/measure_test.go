package codes_test

import (
	"fmt"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/codes"
	"chartproof.org/chartproof/engine/quality/synth"
)

// noted are the documents whose diagnoses a coder codes from.
var noted = []chart.Type{chart.ProgressNote, chart.DischargeSummary, chart.ReferralLetter, chart.RadiologyReport}

// figure counts what Suggest finds of the diagnoses that generated charts are known to have. The codes themselves, which most
// layouts print beside the words, are hidden from it.
type figure struct {
	charts, known, first, five, any, wrong int
}

func (f figure) String() string {
	return fmt.Sprintf("%d charts, %d diagnoses: found first %.1f %%, among five %.1f %%, at all %.1f %%; %.2f false suggestions a chart", f.charts, f.known,
		100*float64(f.first)/float64(max(1, f.known)), 100*float64(f.five)/float64(max(1, f.known)), 100*float64(f.any)/float64(max(1, f.known)), float64(f.wrong)/float64(max(1, f.charts)))
}

func measure(t testing.TB, families []string, each int, tell func(string)) figure {
	x := codes.Build(codes.Builtin())
	var f figure
	for _, family := range families {
		for _, typ := range noted {
			for i := range each {
				c, err := synth.Generate(synth.Config{Seed: 11, Family: family, Type: typ, Index: i})
				if err != nil {
					t.Fatal(err)
				}
				want := map[string]bool{}
				for _, d := range c.Truth.Documents {
					for _, field := range d.Fields {
						if e, ok := x.Lookup(field.Value.Reveal()); ok && field.Name == chart.DiagnosisCode {
							want[e.Code] = true
						}
					}
				}
				if len(want) == 0 {
					continue
				}
				f.charts++
				f.count(x.Suggest(c.Truth.Pages, codes.Options{Words: true}), want, tell)
			}
		}
	}
	return f
}

func (f *figure) count(got []codes.Suggestion, want map[string]bool, tell func(string)) {
	f.known += len(want)
	hit := map[string]bool{}
	for rank, s := range got {
		if !want[s.Code] {
			f.wrong++
			tell("false " + s.Code + " " + s.Title + " from " + s.Said.Reveal())
			continue
		}
		hit[s.Code] = true
		f.any++
		if rank < len(want) {
			f.first++
		}
		if rank < 5 {
			f.five++
		}
	}
	for code := range want {
		if !hit[code] {
			tell("missed " + code)
		}
	}
}

// TestFiguresOnGeneratedCharts prints what Suggest finds, by -v: on the families that rules were tuned on, and on the one kept aside,
// of which only the sums are told.
func TestFiguresOnGeneratedCharts(t *testing.T) {
	quiet := func(string) {}
	tuned := measure(t, []string{"a", "b", "c", "d", "e", "f", "g", "h"}, 6, quiet)
	aside := measure(t, synth.HeldOut, 12, quiet)
	t.Logf("tuned on:   %s", tuned)
	t.Logf("kept aside: %s", aside)
	if tuned.charts == 0 || aside.charts == 0 || float64(tuned.any) < 0.75*float64(tuned.known) {
		t.Errorf("want three in four diagnoses found, got %s", tuned)
	}
}
