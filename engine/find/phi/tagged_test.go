package phi_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/find/phi/tagger"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// taught gives a detector whose tagger has learnt that all words of a page are of one kind, or of none.
func taught(t *testing.T, p chart.Page, kind chart.Kind) *phi.Detector {
	t.Helper()
	var lessons []tagger.Example
	for range 20 {
		for _, u := range detector(t).Units([]chart.Page{p}) {
			lessons = append(lessons, tagger.Example{Features: u.Features, Kind: kind, Weight: 1})
		}
	}
	d, err := phi.NewWith(phi.Options{Tagger: tagger.Fit(lessons, 1)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTaggerAddsAndLetsGo(t *testing.T) {
	p := typeset.Page(1, "Total Pressure   Reading\nBrzezinski       120"+strings.Repeat("\n\nwound dressing   change daily", 4))
	spans := taught(t, p, chart.RecordNumber).Pages([]chart.Page{p})
	tagged := 0
	for _, s := range spans {
		if s.Layer == "tagger" {
			tagged++
		}
	}
	if tagged == 0 {
		t.Errorf("want words found by the tagger, got %d other spans", len(spans))
	}
	if got := taught(t, p, "").Pages([]chart.Page{p}); len(got) != 0 {
		t.Errorf("want nothing left where the tagger is sure that no word identifies, got %d spans", len(got))
	}
	running := typeset.Page(1, strings.Repeat("the sign that Brzezinski looked for was 48291734 again today and we saw it\n\n", 8))
	for _, s := range taught(t, running, "").Pages([]chart.Page{running}) {
		if s.Kind == chart.Name {
			t.Errorf("want no name left in running text of which the tagger is certain, got one of layer %s", s.Layer)
		}
	}
	if got := taught(t, running, "").Pages([]chart.Page{running}); len(got) != 8 {
		t.Errorf("want the numbers in running text left alone, got %d spans", len(got))
	}
	pattern := typeset.Page(1, "Total Pressure\n03/14/2019")
	if got := taught(t, pattern, "").Pages([]chart.Page{pattern}); len(got) != 1 {
		t.Errorf("want what a pattern found left alone, got %d spans", len(got))
	}
}
