package codes_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/codes"
)

func TestSearch(t *testing.T) {
	x := codes.Build(codes.Builtin())
	for text, want := range map[string]string{"E11.9": "E11.9", "e119": "E11.9", "HTN": "I10", "ckd 3a": "N18.31", "unspecified fibrillation atrial": "I48.91",
		"hypertention": "I10", "diabetic neuropathy": "E11.40", "copd exacerbation": "J44.1", "high cholesterol": "E78.00",
		"kidney stone": "N20.0"} {
		hits := x.Search(codes.Query{Text: text})
		if len(hits) == 0 || hits[0].Code != want {
			got := "nothing"
			if len(hits) > 0 {
				got = hits[0].Code + " " + hits[0].Title
			}
			t.Errorf("%q: want %s first, got %s", text, want, got)
		}
	}
	if hits := x.Search(codes.Query{Text: "qwzxv"}); len(hits) != 0 {
		t.Errorf("want nothing for what means nothing, got %d", len(hits))
	}
	if above := x.Above("E11.42"); len(above) != 2 || above[0].Code != "E11" || !above[0].Header {
		t.Errorf("want E11.42 under E11 and E11.4, got %v", above)
	}
	if !x.Sided("M17.9") && x.Sided("I10") {
		t.Error("want I10 without sides")
	}
}

func page(lines ...string) []chart.Page {
	p := chart.Page{Number: 1}
	for i, l := range lines {
		for _, w := range strings.Fields(l) {
			p.Words = append(p.Words, chart.Word{Text: chart.Text(w), Line: i + 1})
		}
	}
	return []chart.Page{p}
}

func TestSuggestHearsWhatIsDenied(t *testing.T) {
	x := codes.Build(codes.Builtin())
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"assessed":                       {[]string{"Assessment:", "1. Type 2 diabetes mellitus", "2. Hypertension, controlled"}, "E11.9 I10"},
		"denied":                         {[]string{"Assessment:", "Denies chest pain, cough, or fever. Migraine."}, "G43.909"},
		"no evidence":                    {[]string{"Impression: No evidence of pneumonia. Pleural effusion."}, "J90"},
		"ruled out":                      {[]string{"Impression: pulmonary embolism was ruled out"}, ""},
		"past":                           {[]string{"Assessment: history of gout"}, ""},
		"family":                         {[]string{"Family history: mother had asthma", "Assessment: Gout"}, "M10.9"},
		"suspected":                      {[]string{"Assessment: probable pneumonia"}, ""},
		"the wider wording":              {[]string{"Diagnosis: chronic systolic heart failure"}, "I50.22"},
		"the story, where nobody judged": {[]string{"She has fibromyalgia."}, "M79.7"},
	} {
		t.Run(name, func(t *testing.T) {
			got := map[string]bool{}
			for _, s := range x.Suggest(page(c.lines...), codes.Options{}) {
				got[s.Code] = true
			}
			want := strings.Fields(c.want)
			for _, code := range want {
				if !got[code] {
					t.Errorf("want %s, got %v", code, got)
				}
			}
			if len(got) != len(want) {
				t.Errorf("want %v and no more, got %v", want, got)
			}
		})
	}
}

// many makes a list as long as the official one, of titles as long as its titles.
func many() []codes.Entry {
	parts := []string{"fracture", "sprain", "laceration", "burn", "contusion", "dislocation", "neoplasm", "infection", "ulcer", "injury"}
	sites := []string{"femur", "humerus", "radius", "tibia", "ankle", "wrist", "shoulder", "hip", "knee", "skull", "vertebra", "rib"}
	sides := []string{"right", "left", "unspecified"}
	ends := []string{"initial encounter", "subsequent encounter with delayed healing", "sequela"}
	var out []codes.Entry
	for i := 0; i < 75_000; i++ {
		out = append(out, codes.Entry{System: codes.ICD10CM, Code: fmt.Sprintf("%c%02d.%c%c%c", 'A'+rune(i/3000), i/30%100, '0'+rune(i%10), 'A'+rune(i/10%26), 'A'+rune(i%26)),
			Title: fmt.Sprintf("%s of %s part %d of %s %s, kind %d, %s", parts[i%10], sites[i/7%12], i%97, sides[i%3], sites[i/11%12], i%1009, ends[i/13%3])})
	}
	return out
}

func BenchmarkSearch75k(b *testing.B) {
	x := codes.Build(codes.Builtin(), many())
	for _, text := range []string{"f", "E11", "right femur fracture", "fractrue left", "unspecified", "subsequent encounter hip delayed"} {
		b.Run(strings.ReplaceAll(text, " ", "_"), func(b *testing.B) {
			for range b.N {
				x.Search(codes.Query{Text: text, Day: time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)})
			}
		})
	}
}

func FuzzSuggest(f *testing.F) {
	x := codes.Build(codes.Builtin())
	f.Add("Assessment: Type 2 diabetes mellitus (E11.9). Denies chest pain")
	f.Add("family history of\n1) ")
	f.Fuzz(func(t *testing.T, text string) {
		pages := page(strings.Split(text, "\n")...)
		for _, s := range x.Suggest(pages, codes.Options{}) {
			if len(s.Places) == 0 || s.Code == "" {
				t.Errorf("want a code with the words that led to it, got %+v", s)
			}
		}
		x.Search(codes.Query{Text: text})
	})
}
