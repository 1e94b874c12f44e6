package fields

import (
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

func TestCheck(t *testing.T) {
	e := Extractor{Now: func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }}
	cases := []struct {
		field chart.FieldName
		typed string
		norm  string
		ok    bool
	}{
		{chart.DateOfBirth, "3/4/1961", "1961-03-04", true},
		{chart.DateOfBirth, "2/30/1961", "", false},
		{chart.DateOfBirth, "3/4/2031", "", false},
		{chart.PatientName, "Maria L. Gonzalez", "GONZALEZ, MARIA L", true},
		{chart.PatientName, "GONZALEZ, MARIA", "GONZALEZ, MARIA", true},
		{chart.Phone, "(217) 555-0143", "+12175550143", true},
		{chart.ProviderNPI, "1234567893", "1234567893", true},
		{chart.ProviderNPI, "1234567894", "", false},
		{chart.Allergy, "Penicillin (hives)", "", true},
		{chart.Allergy, "  ", "", false},
		{chart.ProcedureCode, "99213", "99213", true},
		{chart.ProcedureCode, "992", "", false},
	}
	for _, c := range cases {
		norm, ok := e.Check(c.field, c.typed)
		if ok != c.ok || ok && norm != c.norm {
			t.Errorf("%s %q: want %q %v, got %q %v", c.field, c.typed, c.norm, c.ok, norm, ok)
		}
	}
}
