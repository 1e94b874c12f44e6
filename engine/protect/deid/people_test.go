package deid_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

// TestPeopleThatNothingShows writes one line of a page that no span and no field knows anything of.
func TestPeopleThatNothingShows(t *testing.T) {
	for line, gone := range map[string][]string{
		"Works for Harrowfield Textile Mills as a driver":    {"Harrowfield", "Textile", "Mills"},
		"retired from kettleson freight lines in the spring": {"kettleson", "freight"},
		"Employer: Brightwater School District":              {"Brightwater", "District"},
		"she worked at Home Depot and denies smoking":        {"Home", "Depot"},
		"employed full-time at walmart":                      {"walmart"},
		"Her wife Zenobia was told":                          {"Zenobia"},
		"his daughter is Grace Okonkwo-Hill":                 {"Grace", "Okonkwo"},
		"neighbor thaddeus drives":                           {"thaddeus"},
		"Seen with Ezequiel who translated":                  {"Ezequiel"},
		"Discussed with Wojciechowski today":                 {"Wojciechowski"},
		"student at Saint Brendan Academy":                   {"Saint", "Brendan", "Academy"},
	} {
		if left := textOf(t, line); containsAny(left, gone) {
			t.Errorf("%q leaves as %q", line, left)
		}
	}
	for _, line := range []string{
		"Works at night and sleeps in the day", "Worked up for chest pain, retired from work", "Mother Hypertension, Father Deceased",
		"Babinski sign absent, Parkinson disease", "Fecha de la firma", "HGB and MCHC normal, Metformin continued", "wife is well, son called",
		"Employed with disability, works with his hands", "Glucose Sodium Potassium",
	} {
		if left := textOf(t, line); !strings.Contains(left, line) {
			t.Errorf("%q leaves as %q", line, left)
		}
	}
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// textOf releases a chart with one more line on its page, and gives the released text.
func textOf(t *testing.T, line string) string {
	t.Helper()
	res := plainChart()
	for _, w := range strings.Fields(line) {
		res.Pages[0].Words = append(res.Pages[0].Words, chart.Word{Text: chart.Text(w), Confidence: 0.99, Line: 900})
	}
	files, cert := release(t, engine(t), safeHarbor(), res)
	if len(cert.Refused) > 0 {
		t.Fatalf("%q: refused: %v", line, cert.Refused)
	}
	for name, data := range files {
		if strings.HasSuffix(name, "-1.txt") {
			return string(data)
		}
	}
	t.Fatal("no text")
	return ""
}
