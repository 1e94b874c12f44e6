package fields_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// fieldOf extracts one page and gives the first field of that name.
func fieldOf(t *testing.T, e fields.Extractor, kind chart.Type, page chart.Page, n chart.FieldName) chart.Field {
	t.Helper()
	doc := chart.Document{Type: kind, TypeConfidence: 1, Pages: []int{1}}
	e.Now = today
	e.Extract(&doc, []chart.Page{page})
	for _, f := range doc.Fields {
		if f.Name == n && f.Value != "" {
			return f
		}
	}
	t.Fatalf("want a field %s, got none of %d", n, len(doc.Fields))
	return chart.Field{}
}

func TestBarCodesBearOutNumbers(t *testing.T) {
	cases := []struct {
		name, bar string
		failed    bool
		passed    int
		suggest   chart.Text
	}{
		{"the same number", "MRN00482913", false, 1, ""},
		{"the number among others", "V1|00482913|GONZALEZ", false, 1, ""},
		{"without its zeros", "482913", false, 1, ""},
		{"another digit", "00482918", true, 0, "00482918"},
		{"something else", "https://example.org/x", false, 0, ""},
		{"unread", "", false, 0, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			page := typeset.Page(1, "Patient: Maria Gonzalez\nMRN: 00482913")
			page.Regions = []chart.Region{{Kind: chart.RegionBarcode, Box: geom.Box{X0: 0.7, Y0: 0.02, X1: 0.9, Y1: 0.06}, Text: chart.Text(c.bar)}}
			f := fieldOf(t, fields.Extractor{}, chart.LabReport, page, chart.MRN)
			if got := slices.Contains(f.Reasons, chart.FailedCheck); got != c.failed || f.Evidence.Passed != c.passed {
				t.Errorf("want failed %v and %d passed, got %v and %d", c.failed, c.passed, got, f.Evidence.Passed)
			}
			if c.suggest != "" && !slices.Contains(f.Suggestions, c.suggest) {
				t.Errorf("want %q suggested, got %q", c.suggest.Reveal(), f.Suggestions)
			}
			if f.Value != "00482913" {
				t.Errorf("want the value as printed, got %q", f.Value.Reveal())
			}
		})
	}
}

// oneList knows one drug and one code.
type oneList struct{}

func (oneList) Drug(name string) bool      { return name == "Zorblaxine" }
func (oneList) Diagnosis(name string) bool { return name == "Glimmer state" }
func (oneList) DiagnosisCode(code string) (valid, listed bool) {
	return code == "E11.9", true
}

func TestLoadedListsBearOutTerms(t *testing.T) {
	meds := typeset.Page(1, "MEDICATION LIST\nPatient: Maria Gonzalez\nMedications:\nZorblaxine\nVemplotrin\nLisinopril")
	conf := map[string]chart.Confidence{}
	for name, e := range map[string]fields.Extractor{"without": {}, "with": {Terms: oneList{}}} {
		doc := chart.Document{Type: chart.MedicationList, TypeConfidence: 1, Pages: []int{1}}
		e.Now = today
		e.Extract(&doc, []chart.Page{meds})
		for _, f := range doc.Fields {
			if f.Name == chart.Medication {
				conf[name+" "+f.Value.Reveal()] = f.Confidence
			}
		}
	}
	if !(conf["with Zorblaxine"] > conf["without Zorblaxine"]) || conf["with Vemplotrin"] != conf["without Vemplotrin"] {
		t.Errorf("want a listed drug surer and another one not, got %v", conf)
	}
	if !(conf["without Lisinopril"] > conf["without Vemplotrin"]) {
		t.Errorf("want a known drug surer than a strange one, got %v", conf)
	}
	note := typeset.Page(1, "Diagnosis: E11.9 Type 2 diabetes mellitus\nDiagnosis: E11.8 Type 2 diabetes mellitus")
	doc := chart.Document{Type: chart.ProgressNote, TypeConfidence: 1, Pages: []int{1}}
	fields.Extractor{Now: today, Terms: oneList{}}.Extract(&doc, []chart.Page{note})
	got := map[string]bool{}
	for _, f := range doc.Fields {
		if f.Name == chart.DiagnosisCode {
			got[f.Value.Reveal()] = slices.Contains(f.Reasons, chart.FailedCheck)
		}
	}
	if failed, ok := got["E11.9"]; failed || !ok {
		t.Errorf("want E11.9 found and listed, got %v", got)
	}
	if failed, ok := got["E11.8"]; !failed || !ok {
		t.Errorf("want E11.8 found and not listed, got %v", got)
	}
}

// TestSectionsHoldTermsOnly reads sections in which something stands that is no term.
func TestSectionsHoldTermsOnly(t *testing.T) {
	cases := []struct {
		name string
		kind chart.Type
		page string
		of   chart.FieldName
		want []string
	}{
		{"who prescribes", chart.MedicationList, "Current Medications\nMetformin 500 mg PO daily\nMinh K Petrov, DO\nLisinopril 10 mg PO daily", chart.Medication, []string{"Metformin", "Lisinopril"}},
		{"what one suffers from", chart.IntakeForm, "Current medications:\nDiabetes     Asthma\nWarfarin", chart.Medication, []string{"Warfarin"}},
		{"an allergy to drugs", chart.ProgressNote, "Allergies: Sulfa drugs: rash; Aspirin: swelling\nMedications: Lisinopril 10 mg", chart.Medication, []string{"Lisinopril"}},
		{"a story", chart.ReferralLetter, "Diagnosis: E11.9 Type 2 diabetes mellitus\nHe walks the dog every day without chest pain and works at Dunmore", chart.Diagnosis, []string{"Type 2 diabetes mellitus"}},
		{"the code of the next one", chart.Superbill, "E11.9   Type 2 diabetes mellitus     148.91  Atrial fibrillation", chart.Diagnosis, []string{"Type 2 diabetes mellitus", "Atrial fibrillation"}},
		{"a substance of two words", chart.ProgressNote, "Allergies / Reactions: Iodinated contrast - nausea, Penicillin - rash.", chart.Allergy, []string{"Iodinated contrast", "Penicillin"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := chart.Document{Type: c.kind, TypeConfidence: 1, Pages: []int{1}}
			fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, c.page)})
			if got := values(doc, c.of); !slices.Equal(got, c.want) {
				t.Errorf("want %q, got %q", c.want, got)
			}
		})
	}
}

// TestRowsAreDoubted holds rows to what one of their cells must be by the others.
func TestRowsAreDoubted(t *testing.T) {
	cases := []struct {
		name, page, cell string
		kind             chart.Type
		doubted          bool
	}{
		{"a digit that the range has", "Test        Result    Units     Reference Range\nHemoglobin  14        g/dL      13.2-17.1\nSodium      139       mmol/L    136-145", "value", chart.LabReport, true},
		{"as many digits as the range", "Test        Result    Units     Reference Range\nHemoglobin  14.1      g/dL      13.2-17.1\nSodium      139       mmol/L    136-145", "value", chart.LabReport, false},
		{"a stamp for a range", "Test        Result    Units     Reference Range\nPotassium   4.2       mmol/L    RECEIVED\nSodium      139       mmol/L    136-145", "reference_range", chart.LabReport, true},
		{"a range in words", "Test        Result     Reference Range\nKetones     Negative   Negative\nGlucose     Negative   Negative", "reference_range", chart.LabReport, false},
		{"no side of the body", "Vaccine     Date          Lot       Site\nHib         05/07/2021    AB1234    C deltoid\nIPV         05/07/2021    AB1235    L deltoid", "site", chart.ImmunizationRecord, true},
		{"a word that none is", "Medication    Dose      Route    Frequency\nWarfarin      5 mg      PO       as direcled\nLisinopril    10 mg     PO       daily", "frequency", chart.MedicationList, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := chart.Document{Type: c.kind, TypeConfidence: 1, Pages: []int{1}}
			fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, c.page)})
			if len(doc.Rows) != 2 {
				t.Fatalf("want two rows, got %d", len(doc.Rows))
			}
			for _, x := range doc.Rows[0].Cells {
				if x.Name == c.cell && slices.Contains(x.Reasons, chart.FailedCheck) != c.doubted {
					t.Errorf("%s: want doubted %v, got %v", c.cell, c.doubted, x.Reasons)
				}
			}
			if slices.Contains(doc.Rows[1].Reasons, chart.FailedCheck) {
				t.Errorf("want the other row in order, got %v", doc.Rows[1].Reasons)
			}
		})
	}
}
