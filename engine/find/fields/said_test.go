package fields_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// TestWhatIsSaidInWords reads values that a page tells in words instead of on a line with a label.
func TestWhatIsSaidInWords(t *testing.T) {
	cases := []struct {
		name, page string
		kind       chart.Type
		field      chart.FieldName
		want       []string
	}{
		{"signed in a system", "PLAN: return in 6 weeks.\n\nElectronically Signed Out By: Ana Ruiz, MD 03/04/2026", chart.ProgressNote, chart.SignaturePresent, []string{"yes"}},
		{"a policy about signing", "PLAN: return in 6 weeks.\n\nThis office keeps electronic signature records for seven years.", chart.ProgressNote, chart.SignaturePresent, nil},
		{"an empty line to sign on", "PLAN: return in 6 weeks.\n\nSignature: ____________________", chart.ProgressNote, chart.SignaturePresent, nil},
		{"how a drug is tapered", "DISCHARGE MEDICATIONS:  Prednisone taper 40 mg down over 10 days", chart.DischargeSummary, chart.Medication, []string{"Prednisone"}},
		{"a lady", "HISTORY:  The patient is a 66-year-old retired lady who came in with a cough.", chart.DischargeSummary, chart.Sex, []string{"F"}},
		{"age and sex in brackets", "Name         Ruiz, Ana\nBirth date   Jun 3 1974 (52 y, female)", chart.RadiologyReport, chart.Sex, []string{"F"}},
		{"a rash with a drug", "HOSPITAL COURSE:  She had a rash with VANCOMYCIN in 2019, and none was given.", chart.DischargeSummary, chart.Allergy, []string{"VANCOMYCIN"}},
		{"a rash with a fever", "HOSPITAL COURSE:  She had a rash with fever in 2019, and none since.", chart.DischargeSummary, chart.Allergy, nil},
		{"a round mark", "Legal name   Ruiz, Ana\nGender       ( ) M  (o) F  ( ) X", chart.IntakeForm, chart.Sex, []string{"F"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := chart.Document{Type: c.kind, TypeConfidence: 1, Pages: []int{1}}
			fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, c.page)})
			if got := values0(doc, c.field); !slices.Equal(got, c.want) {
				t.Errorf("%s: want %q, got %q", c.field, c.want, got)
			}
		})
	}
}
