package record

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"chartproof.org/chartproof/engine/chart"
)

func deidentified() Deidentified {
	in := sample()
	return Deidentified{ID: in.ID, Release: "aabbcc", Method: "safe_harbor", Label: "De-identified.", Subject: "PATIENT-BCDFGHJKLMNP", State: "NH", ZIP: "038",
		Person: []Value{{chart.Sex, "F", "F"}, {chart.DateOfBirth, "1961", "1961"}, {"age_group", "90+", "90+"}},
		Documents: []DeidentifiedDocument{{Type: chart.LabReport, Values: []Value{{chart.CollectedDate, "2026", "2026"}, {chart.Allergy, "Penicillin", ""},
			{chart.DiagnosisCode, "E11.9", "E11.9"}}, Rows: in.Rows}, {Type: chart.Other}}}
}

func TestCollectionIsValidR4(t *testing.T) {
	schema := bundleSchema(t)
	synthetic := deidentified()
	synthetic.Synthetic, synthetic.Coded, synthetic.City = true, true, "Dover"
	synthetic.Person = []Value{{chart.PatientName, "Sylvia Farrow", "Farrow, Sylvia"}, {chart.DateOfBirth, "1971-04-03", "1971-04-03"}, {chart.MRN, "52751766", ""}}
	least := Deidentified{ID: sample().ID, Release: "aa", Method: "safe_harbor", Label: "x", Subject: "PATIENT-B"}
	for name, in := range map[string]Deidentified{"safe harbor": deidentified(), "synthetic": synthetic, "nothing captured": least} {
		data, err := Collection(in)
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCollectionSaysWhatItIsAndNothingOfItsMaking(t *testing.T) {
	data, err := Collection(deidentified())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"ANONYED"`, `"safe_harbor"`, `"birthDate":"1961"`, `"effectiveDateTime":"2026"`, `"postalCode":"038"`, `"90+"`,
		`"urn:chartproof:release:aabbcc"`, `"value":142,"unit":"mg/dL"`, "Penicillin"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the bundle lacks %s", want)
		}
	}
	for _, no := range []string{"timestamp", "Practitioner", "Organization", "Provenance", "DocumentReference", "attachment"} {
		if strings.Contains(string(data), no) {
			t.Errorf("the bundle has %s", no)
		}
	}
	for name, in := range map[string]Deidentified{"no id": {Method: "x", Subject: "y"}, "no code": {ID: "x", Method: "y"}, "no method": {ID: "x", Subject: "y"}} {
		if _, err := Collection(in); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%s: want bad input, got %v", name, err)
		}
	}
}
