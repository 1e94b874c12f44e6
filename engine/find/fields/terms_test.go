package fields_test

import (
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// TestEveryItemIsAStretch offers the items of lists, however they are set, to the model of surroundings.
func TestEveryItemIsAStretch(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"one a line", "MEDICATIONS\n1. Lasix 40 mg daily\n2. fish oil 1 g bid", []string{"Lasix", "fish oil"}},
		{"commas", "Allergies: penicillin, tree nuts; latex", []string{"penicillin", "tree nuts", "latex"}},
		{"a comma within", "Dx: Major depressive disorder, recurrent, moderate", []string{"Major depressive disorder, recurrent, moderate"}},
		{"running text", "She is allergic to codeine and was started on lisinopril 10 mg for hypertension.", []string{"codeine", "lisinopril", "hypertension"}},
		{"brackets", "Penicillin (hives)   Sulfa [rash]   Eliquis (apixaban) 5mg", []string{"Penicillin", "Sulfa", "Eliquis", "apixaban"}},
		{"over two lines", "A/P: Age-related osteoporosis without current\n     pathological fracture. Plan: DXA", []string{"Age-related osteoporosis without current pathological fracture"}},
		{"boxes to tick", "[x] Asthma   [ ] Gout   (X) Migraine", []string{"Asthma", "Gout", "Migraine"}},
		{"codes beside", "I10 Essential hypertension    E11.9 - Type 2 diabetes mellitus", []string{"Essential hypertension", "Type 2 diabetes mellitus"}},
		{"drugs joined by a stroke", "lisinopril/hydrochlorothiazide 20-12.5", []string{"lisinopril", "lisinopril/hydrochlorothiazide"}},
	} {
		doc := chart.Document{Type: chart.ProgressNote, TypeConfidence: 0.99, Pages: []int{1}}
		var got []string
		for _, s := range (fields.Extractor{Now: time.Now}).Spots(&doc, []chart.Page{typeset.Page(1, c.page)}) {
			if s.Kind == around.Term {
				got = append(got, s.Value)
			}
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: want the stretch %q among %q", c.name, w, got)
			}
		}
	}
}

// TestItemsByWhatStandsAround finds items that no heading announces, and leaves those of others alone.
func TestItemsByWhatStandsAround(t *testing.T) {
	page := typeset.Page(1, `
PROGRESS NOTE
Patient: Ruiz, Ana      DOB: 04/05/1961
She is allergic to penicillin.
Current medications: metformin 500 mg twice daily, lisinopril 10 mg daily, Zoloft 50 mg.
Assessment:
1. Type 2 diabetes mellitus - continue metformin
2. Hypertension, well controlled
Family history: mother had breast cancer.`)
	doc := chart.Document{Type: chart.ProgressNote, TypeConfidence: 0.99, Pages: []int{1}}
	fields.Extractor{Now: time.Now}.Extract(&doc, []chart.Page{page})
	got := map[chart.FieldName][]string{}
	for _, f := range doc.Fields {
		got[f.Name] = append(got[f.Name], f.Value.Reveal())
	}
	if want := []string{"penicillin"}; !slices.Equal(got[chart.Allergy], want) {
		t.Errorf("want allergies %q, got %q", want, got[chart.Allergy])
	}
	for _, want := range []string{"metformin", "lisinopril", "Zoloft"} {
		if !slices.Contains(got[chart.Medication], want) {
			t.Errorf("want medication %q, got %q", want, got[chart.Medication])
		}
	}
	if slices.Contains(got[chart.Diagnosis], "breast cancer") {
		t.Error("the mother's disease is not the patient's")
	}
}
