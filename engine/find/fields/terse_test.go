package fields_test

import (
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/typeset"
)

func TestTerseLines(t *testing.T) {
	cases := []struct {
		name, page string
		kind       chart.Type
		field      chart.FieldName
		want       []string
	}{
		{"a number and no unit", "My pills\nLosartan 50 ...... pressure\nGabapentin 300, two ...... feet", chart.MedicationList, chart.Medication, []string{"Losartan", "Gabapentin"}},
		{"times only", "Patient: Maria Gonzalez\nMeds:  latanoprost qhs OU      brimonidine tid OS", chart.ProgressNote, chart.Medication, []string{"latanoprost", "brimonidine"}},
		{"codes in numbered cells", "CODE     DESCRIPTION     FEE\n99214    EST PT          90.00\nDX 1 E11.65   2 I10   3 E78.5", chart.Superbill, chart.DiagnosisCode, []string{"E11.65", "I10", "E78.5"}},
		{"codes of procedures in brackets", "Dear Ms. Gonzalez:\nWe looked at your claim.\nIt was sent by Dr. Ito.\nRequest for MRI of the lumbar spine (72148) is denied.", chart.DenialLetter, chart.ProcedureCode, []string{"72148"}},
		{"the number behind a name", "Resident: Castellano, Fiorella (10552)     DOB 01/02/1941", chart.ProgressNote, chart.MRN, []string{"10552"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := chart.Document{Type: c.kind, TypeConfidence: 1, Pages: []int{1}}
			fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, c.page)})
			got := values0(doc, c.field)
			for _, w := range c.want {
				if !slices.ContainsFunc(got, func(s string) bool { return strings.EqualFold(s, w) }) {
					t.Errorf("%s: want %q among %q", c.field, w, got)
				}
			}
		})
	}
}
