//go:build cgo

package wire

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestWhatNamesSomebodyIsNoCodersValue(t *testing.T) {
	d := &chart.Dossier{Spans: []chart.Span{
		{Kind: chart.Name, Text: "Maria Gonzalez", Redacted: true},
		{Kind: chart.Name, Text: "Ann Li", Redacted: true},
		{Kind: chart.Name, Text: "Rita F Okafor", Redacted: true},
		{Kind: chart.Date, Text: "03/12/1961", Redacted: true},
		{Kind: chart.AgeOver89, Text: "92", Redacted: true},
		{Kind: chart.PhoneNumber, Text: "555-0123", Redacted: true},
		{Kind: chart.RecordNumber, Text: "48213001", Redacted: true},
		{Kind: chart.OtherID, Text: "77K", Redacted: true},
		{Kind: chart.Geographic, Text: "12 Elm St, Lansing MI", Redacted: true},
		{Kind: chart.Name, Text: "Bright", Redacted: false},
	}}
	for _, c := range []struct {
		field chart.FieldName
		value string
		want  bool
	}{
		{chart.Diagnosis, "Maria Gonzalez", true},
		{chart.Medication, "maria  gonzalez", true},
		{chart.DenialReason, "GONZALEZ, MARIA", true},
		{chart.Diagnosis, "GONZALEZ", true},
		{chart.Diagnosis, "González", true},
		{chart.Diagnosis, "G0nza1ez", true},
		{chart.Diagnosis, "MariaGonzalez", true},
		{chart.Diagnosis, "asthma, told to M. Gonzalez", true},
		{chart.Allergy, "Li", true},
		{chart.Allergy, "Ann", true},
		{chart.Allergy, "Li, Ann", true},
		{chart.Diagnosis, "77k", true},
		{chart.Diagnosis, "seen 3 times, 03-12-1961", true},
		{"value", "1961", true},
		{"value", "5550123", true},
		{"value", "MRN48213001", true},
		{chart.Vaccine, "Lansing", true},
		{chart.Diagnosis, "annual visit, irritable", false},
		{chart.Diagnosis, "Bright disease", false},
		{chart.DiagnosisCode, "Z85.92", false},
		{"value", "92", false},
		{"value", "12", false},
		{"unit", "mL", false},
		{chart.Sex, "F", false},
		{chart.Diagnosis, "", false},
		{chart.ProviderName, "Maria Gonzalez", false},
		{chart.ReferringProvider, "Ann Li", false},
		{chart.DateOfService, "03/12/1961", false},
		{chart.Facility, "Lansing", false},
		{chart.Payer, "Okafor", false},
	} {
		if got := namesSomebody(d, c.field, c.value); got != c.want {
			t.Errorf("%s %q names somebody: want %v, got %v", c.field, c.value, c.want, got)
		}
	}
}
