package fields

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

func TestAValueAsEachEngineReadIt(t *testing.T) {
	page := &chart.Page{Words: []chart.Word{
		{Text: "Maria"},
		{Text: "Gonzalez,", Readings: []chart.Reading{{Engine: chart.Tesseract, Value: "Gonzalez,"}, {Engine: chart.Paddle, Value: "Gonza1ez,"}}},
		{Text: "DOB:03/14/1961", Readings: []chart.Reading{{Engine: chart.Tesseract, Value: "DOB:03/14/1961"}, {Engine: chart.Paddle, Value: "DOB:03/14/1967"}}},
	}}
	l := &leaf{page: page}
	for _, c := range []struct {
		name   string
		engine chart.Engine
		value  chart.Text
		words  []layout.Word
		want   string
	}{
		{"the same", chart.Tesseract, "Maria Gonzalez", []layout.Word{{Text: "Maria"}, {Text: "Gonzalez", Index: 1, Part: true}}, "Maria Gonzalez"},
		{"a letter", chart.Paddle, "Maria Gonzalez", []layout.Word{{Text: "Maria"}, {Text: "Gonzalez", Index: 1, Part: true}}, "Maria Gonza1ez"},
		{"a part of a word", chart.Paddle, "03/14/1961", []layout.Word{{Text: "03/14/1961", Index: 2, Part: true, From: 4}}, "03/14/1967"},
		{"a value put otherwise", chart.Paddle, "March 14", []layout.Word{{Text: "03/14/1961", Index: 2, Part: true, From: 4}}, "March 14"},
	} {
		if got := l.as(c.engine, c.value, c.words).Reveal(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
