package classify_test

import (
	"bytes"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// lessonPages are pages of a house of its own words, which no phrase of the product knows.
func lessonPages() []classify.Lesson {
	var out []classify.Lesson
	for range 12 {
		out = append(out,
			classify.Lesson{Page: typeset.Page(1, "zorblat quine\nvimmer pold sirrut brank hoom tavvis"), Type: chart.LabReport, Weight: 1},
			classify.Lesson{Page: typeset.Page(1, "zorblat mixel\nvimmer jasko plend wurm tavvis greeb"), Type: chart.ConsentForm, Weight: 1},
			classify.Lesson{Page: typeset.Page(1, "zorblat\nvimmer tavvis"), Type: chart.Other, Weight: 1})
	}
	return out
}

func TestLearnTellsTypesByWordsThatNobodyListed(t *testing.T) {
	m := classify.Learn(lessonPages(), 1)
	// Long enough that the opinion counts in full.
	long := func(s string) string {
		for range 4 {
			s += "\n" + s
		}
		return s
	}
	for want, text := range map[chart.Type]string{chart.LabReport: "vimmer pold sirrut brank hoom", chart.ConsentForm: "vimmer jasko plend wurm greeb"} {
		docs := m.Split([]chart.Page{typeset.Page(1, long(text))})
		if len(docs) != 1 || docs[0].Type != want {
			t.Errorf("want %s, got %s", want, docs[0].Type)
		}
	}
}

func TestLearnIsRepeatable(t *testing.T) {
	var a, b bytes.Buffer
	if err := classify.Learn(lessonPages(), 1).Write(&a); err != nil {
		t.Fatal(err)
	}
	if err := classify.Learn(lessonPages(), 1).Write(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("want the same model of the same lessons")
	}
}
