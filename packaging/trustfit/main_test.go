package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/quality/synth"
)

// TestHeldOutFamiliesAreRefused keeps what is measured with apart from what is fitted on.
func TestHeldOutFamiliesAreRefused(t *testing.T) {
	for _, family := range synth.HeldOut {
		if _, err := lessons([]string{family}, 1, 1, t.TempDir()); err == nil || !strings.Contains(err.Error(), "held out") {
			t.Errorf("family %s: want it refused as held out, got %v", family, err)
		}
		s := subjects()["fields"]
		if _, err := s.families([]kept{{Family: family}}); err == nil || !strings.Contains(err.Error(), "held out") {
			t.Errorf("family %s: want charts of it refused, got %v", family, err)
		}
	}
}

func TestBatchOf(t *testing.T) {
	for file, want := range map[string]string{"k_eob.txt": "strangers k", "eob.txt": "strangers", "va_lab.txt": "strangers", "t_001_note.txt": "strangers t"} {
		if got := batchOf(file); got != want {
			t.Errorf("%s: want %q, got %q", file, want, got)
		}
	}
}

// TestABatchIsJudgedByAModelThatDidNotLearnFromIt leaves the examples of one batch out of its model.
func TestABatchIsJudgedByAModelThatDidNotLearnFromIt(t *testing.T) {
	dir := t.TempDir()
	for name, label := range map[string]string{"k_one.txt": "Born", "k_two.txt": "Born", "m_one.txt": "Seen", "m_two.txt": "Seen"} {
		page := "progress_note\n" + label + ": 03/04/1970\nVisit: 05/06/2026\n----\ndate_of_birth: 1970-03-04\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	docs, err := byHand(dir)
	if err != nil {
		t.Fatal(err)
	}
	o := &opinions{docs: docs, models: map[string]*around.Model{}}
	o.examples, o.seen = examples(docs)
	birth := func(m *around.Model) (best float64) {
		for i := range docs {
			for _, s := range o.seen[i] {
				if docs[i].from == "strangers k" && s.Kind == around.Day && strings.Contains(s.Value, "1970") {
					best = max(best, m.Odds(s.Kind, s.Features).Of(s.Kind, chart.DateOfBirth))
				}
			}
		}
		return best
	}
	if with, without := birth(o.without("")), birth(o.without("strangers k")); with <= without {
		t.Errorf("want the pages of a batch surer to the model that learned from them, got %.3f with and %.3f without", with, without)
	}
	if first, again := o.without("strangers k"), o.without("strangers k"); first != again {
		t.Error("want the same model of the same batch")
	}
}

// TestExtractCounts counts what a list should hold, what was found of it and what was made up.
func TestExtractCounts(t *testing.T) {
	dir := t.TempDir()
	page := "medication_list\nMEDICATION LIST\nPatient: Ruiz, Ana    DOB: 04/05/1961\nMedications:\n1. metformin 500 mg twice daily\n2. lisinopril 10 mg daily\n----\npatient_name: RUIZ, ANA\nmedication: metformin|glipizide\n"
	if err := os.WriteFile(filepath.Join(dir, "k_meds.txt"), []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	docs, err := byHand(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := tallied{}
	got.extract(&docs[0], around.Builtin())
	if c := got.of(chart.Medication); c[0] != 2 || c[1] != 1 || c[2] != 1 {
		t.Errorf("want 2 medications wanted, 1 right and 1 made up, got %v", *c)
	}
}
