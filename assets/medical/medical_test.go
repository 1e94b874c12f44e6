package medical_test

import (
	"testing"

	"chartproof.org/chartproof/assets/medical"
)

func TestGeneric(t *testing.T) {
	terms := medical.Shared()
	for name, want := range map[string]string{
		"Lasix":         "furosemide",
		"TOPROL-XL":     "metoprolol succinate",
		"Toprol XL":     "metoprolol succinate",
		"Tylenol #3":    "acetaminophen codeine",
		"furosemide":    "furosemide",
		"Springfield":   "",
		"":              "",
		"vitamin d3":    "vitamin d3",
		"St. Joseph's?": "",
	} {
		if got := terms.Generic(name); got != want {
			t.Errorf("%q: want %q, got %q", name, want, got)
		}
	}
}

func TestTitles(t *testing.T) {
	terms := medical.Shared()
	if terms.Titles("hypertension") == 0 || terms.Titles("springfield") != 0 {
		t.Error("want hypertension to be a word of diagnoses and springfield none")
	}
}

// TestTheListIsOfNames holds ordinary words and names of people out of the list.
func TestTheListIsOfNames(t *testing.T) {
	terms := medical.Shared()
	for _, name := range []string{"and", "the", "daily", "tablet", "patient", "smith", "grace"} {
		if g := terms.Generic(name); g != "" {
			t.Errorf("%q is no medication, got %q", name, g)
		}
	}
}
