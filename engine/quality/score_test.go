package quality

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
)

func box(x0, y0, x1, y1 float64) geom.Box { return geom.Box{X0: x0, Y0: y0, X1: x1, Y1: y1} }

func word(text string, b geom.Box, how chart.Engine) chart.Word {
	return chart.Word{Text: chart.Text(text), Box: b, Engines: []chart.Engine{how}}
}

func truth() synth.Truth {
	return synth.Truth{
		Pages: []chart.Page{{Number: 1, Words: []chart.Word{word("Glucose:", box(.1, .1, .2, .12), synth.Printed), word("104", box(.3, .1, .35, .12), synth.Printed),
			word("daily", box(.1, .2, .2, .22), synth.Hand), word("–", box(.5, .5, .51, .51), synth.Printed)}}},
		Documents: []chart.Document{{Type: chart.LabReport, Pages: []int{1}, Fields: []chart.Field{
			{Name: chart.PatientName, Value: "Rose M. White", Normalized: "WHITE, ROSE M", Page: 1},
			{Name: chart.DateOfBirth, Value: "10/03/1961", Normalized: "1961-10-03", Page: 1},
			{Name: chart.MRN, Value: "44-55", Normalized: "44-55", Page: 1},
			{Name: chart.Allergy, Value: "Latex", Page: 1, Reasons: []chart.Reason{chart.Handwriting}},
			{Name: chart.Allergy, Value: "Codeine", Page: 1}},
			Rows: []chart.Row{{Table: "results", Page: 1, Cells: []chart.Cell{{Name: "value", Value: "104", Box: box(.3, .1, .35, .12)}}}}}},
		PHI: []synth.Span{{Whose: synth.Patient, Span: chart.Span{Kind: chart.Name, Page: 1, Boxes: []geom.Box{box(0, 0, .2, .1)}}},
			{Whose: synth.Relative, Span: chart.Span{Kind: chart.Date, Page: 1, Boxes: []geom.Box{box(.5, .5, .6, .6)}}},
			{Whose: synth.Facility, Span: chart.Span{Kind: chart.Geographic, Page: 1, Boxes: []geom.Box{box(.8, .8, .9, .9)}}}},
	}
}

func TestAReadingIsTakenApartAtItsStrokes(t *testing.T) {
	want := []chart.Word{word("30", box(.1, .1, .12, .12), ""), word("5", box(.13, .1, .14, .12), ""), word("1/2", box(.3, .1, .33, .12), "")}
	got := parted(want, []chart.Word{word("30/5", box(.1, .1, .14, .12), ""), word("1/2", box(.3, .1, .33, .12), ""), word("30/6", box(.1, .1, .14, .12), "")})
	var texts []string
	for _, w := range got {
		texts = append(texts, w.Text.Reveal())
	}
	if s := strings.Join(texts, " "); s != "30 5 1/2 30/6" {
		t.Errorf("%q, want 30 5 1/2 30/6", s)
	}
}

func TestWords(t *testing.T) {
	cases := []struct {
		name         string
		got          []chart.Word
		recall, prec Count
		hand         Count
		edits        int
	}{
		{"nothing read", nil, Count{0, 2}, Count{0, 0}, Count{0, 1}, 10},
		{"all read, case and marks aside", []chart.Word{word("GLUCOSE", box(.1, .1, .2, .12), ""), word("104,", box(.3, .1, .35, .12), ""), word("Daily", box(.1, .2, .2, .22), "")}, Count{2, 2}, Count{3, 3}, Count{1, 1}, 0},
		{"right text, wrong place", []chart.Word{word("Glucose", box(.6, .7, .7, .72), ""), word("104", box(.3, .1, .35, .12), "")}, Count{1, 2}, Count{1, 2}, Count{0, 1}, 7},
		{"one letter wrong", []chart.Word{word("G1ucose", box(.1, .1, .2, .12), ""), word("104", box(.3, .1, .35, .12), "")}, Count{1, 2}, Count{1, 2}, Count{0, 1}, 1},
		{"one reading counts once", []chart.Word{word("Glucose 104", box(.1, .1, .35, .12), "")}, Count{0, 2}, Count{0, 1}, Count{0, 1}, 6},
		{"a doubtful mark does not count as read", []chart.Word{{Text: "Glucose", Box: box(.1, .1, .2, .12), Mark: true}}, Count{0, 2}, Count{0, 0}, Count{0, 1}, 10},
		{"a sign alone is no word", []chart.Word{word("|", box(.9, .1, .91, .12), "")}, Count{0, 2}, Count{0, 0}, Count{0, 1}, 10},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := Score(truth(), chart.Result{Pages: []chart.Page{{Number: 1, Words: c.got}}})
			if r.WordRecall != c.recall || r.WordPrecision != c.prec || r.HandRecall != c.hand || r.Edits != c.edits || r.Characters != 10 {
				t.Errorf("recall %v precision %v hand %v edits %d of %d, want %v %v %v %d of 10", r.WordRecall, r.WordPrecision, r.HandRecall, r.Edits, r.Characters, c.recall, c.prec, c.hand, c.edits)
			}
		})
	}
}

func TestFields(t *testing.T) {
	got := chart.Result{Documents: []chart.Document{{Type: chart.LabReport, Pages: []int{1}, Fields: []chart.Field{
		{Name: chart.PatientName, Value: "WHITE ROSE M", Normalized: "WHITE, ROSE M", Page: 1, NeedsReview: true},
		{Name: chart.DateOfBirth, Value: "10/08/1961", Normalized: "1961-10-08", Page: 1},
		{Name: chart.MRN, Value: "", Page: 1, NeedsReview: true},
		{Name: chart.Allergy, Value: "codeine", Page: 1, NeedsReview: true},
		{Name: chart.Sex, Value: "F", Page: 1},
	}, Rows: []chart.Row{{Table: "results", Page: 1, Cells: []chart.Cell{{Name: "value", Value: "104", Box: box(.29, .1, .36, .12)}}}}}}}
	r := Score(truth(), got)
	if r.Fields != (Count{2, 5}) || r.FieldsPrinted != (Count{2, 4}) || r.Extra() != 2 || r.ToReview != (Count{2, 4}) || r.Cells != (Count{1, 1}) || r.Types != (Count{1, 1}) {
		t.Errorf("fields %v printed %v extra %d to review %v cells %v types %v", r.Fields, r.FieldsPrinted, r.Extra(), r.ToReview, r.Cells, r.Types)
	}
	// The wrong date of birth and the invented sex are silent; the empty MRN and the missed allergy were sent to a person.
	var names []string
	for _, s := range r.Silent {
		names = append(names, string(s.Name))
	}
	if strings.Join(names, " ") != "date_of_birth sex" {
		t.Errorf("silent: %v", names)
	}
}

func TestSame(t *testing.T) {
	cases := []struct {
		name      string
		want, got chart.Field
		same      bool
	}{
		{"canonical forms decide", chart.Field{Value: "a", Normalized: "1961-10-03"}, chart.Field{Value: "b", Normalized: "1961-10-03"}, true},
		{"values where one has no canonical form", chart.Field{Value: "St. Anne's", Normalized: ""}, chart.Field{Value: "ST ANNES", Normalized: "X"}, true},
		{"an empty value is never right", chart.Field{Value: ""}, chart.Field{Value: ""}, false},
		{"the decimal point counts", chart.Field{Name: chart.TotalCharge, Value: "$1.00", Normalized: "1.00"}, chart.Field{Name: chart.TotalCharge, Value: "$100", Normalized: "100"}, false},
		{"thousands do not", chart.Field{Name: chart.TotalCharge, Value: "$1,000.00"}, chart.Field{Name: chart.TotalCharge, Value: "1000.00"}, true},
	}
	for _, c := range cases {
		if got := Same(c.want, c.got); got != c.same {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestPHI(t *testing.T) {
	span := func(b geom.Box, redacted bool) chart.Span {
		return chart.Span{Page: 1, Boxes: []geom.Box{b}, Redacted: redacted}
	}
	r := Score(truth(), chart.Result{PHI: []chart.Span{span(box(.1, 0, .3, .1), true), span(box(.1, 0, .15, .1), true), span(box(.5, .5, .6, .6), false)}})
	if r.PHI != (Count{1, 2}) || r.PHIFacility != (Count{0, 1}) || r.LeakFree != (Count{0, 1}) {
		t.Errorf("phi %v facility %v leak-free %v", r.PHI, r.PHIFacility, r.LeakFree)
	}
	if math.Abs(r.PHICovered-.01) > 1e-9 || math.Abs(r.PHIArea-.04) > 1e-9 || math.Abs(r.RedactedArea-.02) > 1e-9 {
		t.Errorf("covered %v of %v, redacted %v", r.PHICovered, r.PHIArea, r.RedactedArea)
	}
	r = Score(truth(), chart.Result{PHI: []chart.Span{span(box(0, 0, 1, 1), true)}})
	if r.LeakFree != (Count{1, 1}) || r.Covered() < .999 {
		t.Errorf("all redacted: leak-free %v, covered %v", r.LeakFree, r.Covered())
	}
}

// The truth itself, handed back as a result, must score full marks for every generated type.
func TestTruthScoresFull(t *testing.T) {
	for _, typ := range synth.Types {
		c, err := synth.Generate(synth.Config{Seed: 21, Family: "a", Type: typ})
		if err != nil {
			t.Fatal(err)
		}
		res := chart.Result{Documents: c.Truth.Documents, Pages: c.Truth.Pages}
		for _, s := range c.Truth.PHI {
			res.PHI = append(res.PHI, s.Span)
		}
		r := Score(c.Truth, res)
		for name, n := range map[string]Count{"words": r.WordRecall, "precision": r.WordPrecision, "hand": r.HandRecall, "types": r.Types, "fields": r.Fields, "cells": r.Cells, "phi": r.PHI, "leak-free": r.LeakFree} {
			if n.Hit != n.All {
				t.Errorf("%s: %s %v", typ, name, n)
			}
		}
		if len(r.Silent) != 0 || r.Extra() != 0 || r.CER() != 0 {
			t.Errorf("%s: silent %d, extra %d, CER %v", typ, len(r.Silent), r.Extra(), r.CER())
		}
	}
}

func TestAddAndTable(t *testing.T) {
	a, b := Score(truth(), chart.Result{}), Score(truth(), chart.Result{Refused: &chart.Refusal{}})
	a.Add(b)
	if a.Charts != 2 || a.Refused != 1 || a.WordRecall.All != 4 || a.ByField[chart.Allergy].All != 4 || len(a.Silent) != 10 {
		t.Errorf("%+v", a)
	}
	var out bytes.Buffer
	if err := Table(&out, []string{"one", "two"}, []Report{a, b}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"word recall", "one", "all", "field allergy", "kind  DATE"} {
		if !strings.Contains(strings.ReplaceAll(out.String(), "kind DATE", "kind  DATE"), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "White") {
		t.Error("the table shows chart text")
	}
}
