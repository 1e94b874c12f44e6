package redact_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

var nameBox = geom.Box{X0: 0.1, Y0: 0.1, X1: 0.3, Y1: 0.12}

func spanOf(k chart.Kind, text string) chart.Span {
	return chart.Span{Kind: k, Text: chart.Text(text), Page: 1, Boxes: []geom.Box{nameBox}, Redacted: true}
}

// line sets the words of a text side by side at the height y of page 2.
func line(text string) []chart.Page {
	p := chart.Page{Number: 2}
	for i, w := range strings.Fields(text) {
		x := 0.02 * float64(i)
		p.Words = append(p.Words, chart.Word{Text: chart.Text(w), Confidence: 0.9, Box: geom.Box{X0: x, Y0: 0.5, X1: x + 0.015, Y1: 0.51}})
	}
	return []chart.Page{p}
}

func TestResidualText(t *testing.T) {
	cases := []struct {
		name  string
		span  chart.Span
		text  string
		found bool
	}{
		{"nothing", spanOf(chart.Name, "Maria Gonzalez"), "the patient was seen today", false},
		{"whole", spanOf(chart.Name, "Maria Gonzalez"), "seen by Maria Gonzalez today", true},
		{"last name", spanOf(chart.Name, "Maria Gonzalez"), "Mrs. Gonzalez was seen", true},
		{"first name", spanOf(chart.Name, "Maria Gonzalez"), "Maria was seen", true},
		{"reversed", spanOf(chart.Name, "Maria Gonzalez"), "GONZALEZ, MARIA", true},
		{"misread", spanOf(chart.Name, "Maria Gonzalez"), "G0nza1ez", true},
		{"one edit away", spanOf(chart.Name, "Maria Gonzalez"), "Gonzales was seen", true},
		{"one letter lost", spanOf(chart.Name, "Maria Gonzalez"), "Gonzalz was seen", true},
		{"two edits away", spanOf(chart.Name, "Maria Gonzalez"), "Ganzales was seen", false},
		{"split", spanOf(chart.Name, "Maria Gonzalez"), "Gon zalez was seen", true},
		{"joined", spanOf(chart.Name, "Maria Gonzalez"), "MariaGonzalez was seen", true},
		{"accents lost", spanOf(chart.Name, "José Ibáñez"), "Ibanez was seen", true},
		{"rn read as m", spanOf(chart.Name, "Carla Bernstein"), "Bemstein was seen", true},
		{"inside a long word", spanOf(chart.Name, "Maria Gonzalez"), "mgonzalez@mail.example", true},
		{"ordinary word alone", spanOf(chart.Name, "Rose White"), "White blood count, Rose bengal", false},
		{"ordinary words together", spanOf(chart.Name, "Rose White"), "Rose White", true},
		{"short part", spanOf(chart.Name, "Al Wu"), "Al phosphatase, Wu", false},
		{"lower case word", spanOf(chart.Name, "Sunita Crook"), "he took the crook", false},
		{"a name in capitals", spanOf(chart.Name, "Sunita Crook"), "CROOK", true},
		{"ssn", spanOf(chart.SocialNumber, "123-45-6789"), "number 123-45-6789 on file", true},
		{"ssn without dashes", spanOf(chart.SocialNumber, "123-45-6789"), "123456789", true},
		{"ssn split", spanOf(chart.SocialNumber, "123-45-6789"), "123 45 6789", true},
		{"ssn misread", spanOf(chart.SocialNumber, "123-45-6789"), "l23-45-678g9", false},
		{"ssn, O for 0", spanOf(chart.SocialNumber, "120-45-6789"), "12O-45-6789", true},
		{"phone", spanOf(chart.PhoneNumber, "(217) 555-0143"), "call 217-555-0143", true},
		{"date", spanOf(chart.Date, "03/14/2024"), "on 03/14/2024", true},
		{"another date", spanOf(chart.Date, "03/14/2024"), "on 03/15/2024", false},
		{"a year says little", spanOf(chart.Date, "2024"), "in 2024", false},
		{"six digits by chance in a table", spanOf(chart.RecordNumber, "140421"), "140 4.21", false},
		{"six digits", spanOf(chart.RecordNumber, "140421"), "MRN 140421", true},
		{"number with letters", spanOf(chart.HealthPlanID, "XQH882091W"), "XQH-882-091-W", true},
		{"number with letters, misread", spanOf(chart.HealthPlanID, "XQH882091W"), "XQHBB2O9IW", true},
		{"mail", spanOf(chart.EmailAddress, "m.gonzalez@mail.example"), "m.gonzalez@mail.example", true},
		{"address", spanOf(chart.Geographic, "12 Elm Street"), "at 12 Elm Street", true},
		{"town", spanOf(chart.Geographic, "Springfield"), "Springfield Clinic", false},
		{"age", spanOf(chart.AgeOver89, "93"), "93 mg", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			res := redact.Residual([]chart.Span{c.span}, line(c.text))
			if c.found != (len(res) == 1) || c.found && (res[0] != chart.Residual{Page: 2, Kind: c.span.Kind, How: "reread"}) {
				t.Errorf("got %v, want found %v", res, c.found)
			}
		})
	}
}

func TestReleasedTextIsNoResidual(t *testing.T) {
	released := spanOf(chart.Name, "Dr. Gonzalez")
	released.Redacted = false
	spans := []chart.Span{spanOf(chart.Name, "Maria Gonzalez"), released}
	if res := redact.Residual(spans, line("Gonzalez signed")); len(res) != 0 {
		t.Errorf("released by a reviewer, yet %v", res)
	}
	if res := redact.Residual(spans, line("Maria signed")); len(res) != 1 {
		t.Errorf("got %v, want the first name found", res)
	}
}

func TestWordsInBoxes(t *testing.T) {
	in := geom.Box{X0: 0.12, Y0: 0.102, X1: 0.2, Y1: 0.118}
	low := geom.Box{X0: 0.12, Y0: 0.109, X1: 0.2, Y1: 0.128}
	cases := []struct {
		name, text string
		confidence chart.Confidence
		box        geom.Box
		found      bool
	}{
		{"a word made of the bar itself", "of", 0.9, in, false},
		{"a word that reaches out below", "of", 0.9, low, true},
		{"a number that reaches out below", "93", 0.7, low, true},
		{"the same, hardly legible", "93", 0.2, low, false},
		{"what stood there, hardly legible", "albe", 0.1, in, true},
		{"a piece of what stood there", "lber", 0.9, in, true},
		{"a bar read as a word", "MEE", 0.24, in, false},
		{"a speck", "|", 0.9, in, false},
		{"a stroke read as letter", "l", 0.9, in, false},
		{"the kind code", "NAME", 0.9, in, false},
		{"the kind code misread", "NANE", 0.9, in, false},
		{"beside", "of", 0.9, geom.Box{X0: 0.31, Y0: 0.1, X1: 0.33, Y1: 0.12}, false},
		{"touching", "of", 0.9, geom.Box{X0: 0.29, Y0: 0.1, X1: 0.34, Y1: 0.12}, false},
		{"a huge box around it", "of", 0.9, geom.Box{X0: 0, Y0: 0, X1: 1, Y1: 1}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			page := chart.Page{Number: 1, Words: []chart.Word{{Text: chart.Text(c.text), Confidence: c.confidence, Box: c.box}}}
			res := redact.Residual([]chart.Span{spanOf(chart.Name, "Alberto")}, []chart.Page{page})
			if c.found != (len(res) == 1) || c.found && (res[0] != chart.Residual{Page: 1, Kind: chart.Name, How: "box"}) {
				t.Errorf("got %v, want found %v", res, c.found)
			}
		})
	}
}

func TestABarCodeThatStillDecodesIsALeak(t *testing.T) {
	code := chart.Region{Kind: chart.RegionBarcode, Box: nameBox, Symbology: "code_128", Text: "481516", Confidence: 0.99}
	mute := code
	mute.Symbology, mute.Text = "", ""
	released := spanOf(chart.Barcode, "481516")
	released.Redacted = false
	cases := []struct {
		name   string
		region chart.Region
		spans  []chart.Span
		leaks  int
	}{
		{"decodes", code, []chart.Span{spanOf(chart.Barcode, "481516")}, 1},
		{"decodes and was never found", code, nil, 1},
		{"does not decode", mute, []chart.Span{spanOf(chart.Barcode, "481516")}, 0},
		{"was released", code, []chart.Span{released}, 0},
	}
	for _, c := range cases {
		got := redact.Residual(c.spans, []chart.Page{{Number: 1, Regions: []chart.Region{c.region}}})
		if len(got) != c.leaks {
			t.Errorf("%s: want %d leaks, got %v", c.name, c.leaks, got)
		}
	}
}
