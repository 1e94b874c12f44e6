package trust

import (
	"errors"
	"math/rand/v2"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality"
)

func document(r *rand.Rand) (*chart.Document, []chart.Page) {
	names := []chart.FieldName{chart.PatientName, chart.MRN, chart.DateOfService, chart.Diagnosis, chart.Phone}
	d := &chart.Document{Type: chart.LabReport, TypeConfidence: 0.9, Pages: []int{1}}
	for range 4 {
		f := chart.Field{Name: names[r.IntN(len(names))], Value: "12 Main", Confidence: chart.Confidence(r.Float64()), Page: 1}
		f.Readings = []chart.Reading{{Engine: chart.Tesseract, Value: f.Value, Confidence: chart.Confidence(r.Float64())}}
		if r.IntN(4) == 0 {
			f.Reasons = append(f.Reasons, chart.FailedCheck)
		}
		d.Fields = append(d.Fields, f)
	}
	return d, []chart.Page{{Number: 1, Quality: 0.8}}
}

// TestAFitKeepsItsPromise makes fields that are right far more seldom than they say, and never where a check failed.
func TestAFitKeepsItsPromise(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	take := func(n int) []Sample {
		var out []Sample
		for len(out) < n {
			d, pages := document(r)
			for i := range d.Fields {
				f := &d.Fields[i]
				right := len(f.Reasons) == 0 && r.Float64() < float64(f.Confidence*f.Confidence)
				out = append(out, SampleOf(f, d, pages, right))
			}
		}
		return out
	}
	w, err := Fit(take(4000))
	if err != nil {
		t.Fatal(err)
	}
	var before, after quality.Reliability
	raw := make([]float64, count)
	raw[found] = 1
	for _, s := range take(4000) {
		before.Note(Probability(s, raw), s.Right)
		after.Note(Probability(s, w), s.Right)
	}
	if after.ECE() > 0.04 || after.ECE() > before.ECE()/3 || after.AUROC() < before.AUROC() {
		t.Errorf("before: %s\nafter: %s", before.Line(), after.Line())
	}
}

func TestFitNeedsBothRightAndWrong(t *testing.T) {
	d, pages := document(rand.New(rand.NewPCG(3, 4)))
	var all []Sample
	for range 100 {
		all = append(all, SampleOf(&d.Fields[0], d, pages, true))
	}
	if _, err := Fit(all); !errors.Is(err, ErrFew) {
		t.Errorf("want ErrFew, got %v", err)
	}
}

func TestSet(t *testing.T) {
	field := func(v chart.Text, c chart.Confidence, why ...chart.Reason) chart.Field {
		return chart.Field{Name: chart.MRN, Value: v, Confidence: c, Page: 1, Reasons: why, Readings: []chart.Reading{{Confidence: c}}}
	}
	d := &chart.Document{TypeConfidence: 0.95, Fields: []chart.Field{field("A1", 0.99), field("A1", 0.6), field("A1", 0.3, chart.FailedCheck), field("", 0.7), field("A1", 0)}}
	Set(d, []chart.Page{{Number: 1, Quality: 0.95}})
	c := func(i int) chart.Confidence { return d.Fields[i].Confidence }
	if !(c(0) > c(1) && c(1) > c(2) && c(2) > 0) {
		t.Errorf("want sure over unsure over failed, got %v %v %v", c(0), c(1), c(2))
	}
	if c(0) > 0.999 || c(3) != 0.7 || c(4) != 0 {
		t.Errorf("want at most .999, and what has no value or no chance left alone; got %v %v %v", c(0), c(3), c(4))
	}
}
