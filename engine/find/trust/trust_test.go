package trust

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"math"
	"math/rand/v2"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality"
)

func document(r *rand.Rand) (*chart.Document, []chart.Page) {
	names := []chart.FieldName{chart.ProviderName, chart.AccountNumber, chart.DateOfService, chart.Diagnosis, chart.Phone}
	d := &chart.Document{Type: chart.LabReport, TypeConfidence: 0.9, Pages: []int{1}}
	for range 4 {
		c := r.Float64()
		f := chart.Field{Name: names[r.IntN(len(names))], Value: "12 Main", Confidence: chart.Confidence(c), Page: 1}
		f.Evidence = chart.Evidence{Way: chart.ByLabel, Fit: c, Words: 1, Sightings: 1, Ways: 1}
		f.Readings = []chart.Reading{{Engine: chart.Tesseract, Value: f.Value, Confidence: 1}}
		if r.IntN(4) == 0 {
			f.Reasons = append(f.Reasons, chart.FailedCheck)
		}
		d.Fields = append(d.Fields, f)
	}
	return d, []chart.Page{{Number: 1, Quality: 0.8}}
}

// draw makes fields that are right far more seldom than they say, and never where a check failed.
func draw(r *rand.Rand, n int) []Sample {
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

func TestAFitKeepsItsPromise(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	families := map[string]Family{"a": {Read: draw(r, 1500)}, "b": {Read: draw(r, 1500)}, "c": {Read: draw(r, 500), Set: draw(r, 1000)}}
	m, left, err := Fit(Fields(), families)
	if err != nil {
		t.Fatal(err)
	}
	var before, after quality.Reliability
	for _, s := range draw(r, 4000) {
		before.Note(s.x[sure], s.Right)
		after.Note(m.probability(&s.x), s.Right)
	}
	if after.ECE() > 0.04 || after.ECE() > before.ECE()/3 || after.AUROC() < before.AUROC() {
		t.Errorf("before: %s\nafter: %s", before.Line(), after.Line())
	}
	if len(left["a"]) != 1500 || len(left["c"]) != 500 {
		t.Errorf("want a promise for every value that was read, got %d and %d", len(left["a"]), len(left["c"]))
	}
	c := CurveOf(Fields(), append(left["a"], left["b"]...))
	var src bytes.Buffer
	if err := WriteGo(&src, m, c, "Said."); err != nil {
		t.Fatal(err)
	}
	if _, err := parser.ParseFile(token.NewFileSet(), "weights.go", src.Bytes(), 0); err != nil {
		t.Errorf("what is written is no Go: %v", err)
	}
}

func TestFitNeedsBothRightAndWrong(t *testing.T) {
	d, pages := document(rand.New(rand.NewPCG(3, 4)))
	var all []Sample
	for range 100 {
		all = append(all, SampleOf(&d.Fields[0], d, pages, true))
	}
	if _, _, err := Fit(Fields(), map[string]Family{"a": {Read: all}, "b": {Read: all}}); !errors.Is(err, ErrFew) {
		t.Errorf("want ErrFew, got %v", err)
	}
}

func TestSet(t *testing.T) {
	field := func(v chart.Text, c chart.Confidence, why ...chart.Reason) chart.Field {
		e := chart.Evidence{Way: chart.ByLabel, Fit: float64(c), Words: 0.99, Sightings: 1, Ways: 1, Called: true}
		return chart.Field{Name: chart.AccountNumber, Value: v, Confidence: c, Page: 1, Reasons: why, Readings: []chart.Reading{{Confidence: c}}, Evidence: e}
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

func TestThresholds(t *testing.T) {
	promise := func(n chart.FieldName, p float64, right, wrong int) []Promise {
		out := make([]Promise, right+wrong)
		for i := range out {
			out[i] = Promise{P: p, Name: n, Right: i < right}
		}
		return out
	}
	all := append(promise(chart.Phone, 0.99, 1000, 0), promise(chart.Phone, 0.95, 1000, 10)...)
	all = append(all, promise(chart.Diagnosis, 0.99, 100, 8)...)
	c := CurveOf(Fields(), append(all, Promise{P: 0.999, Name: chart.PatientName}, Promise{P: 0.999, Name: chart.Phone, Sent: true}))
	cases := []struct {
		name   string
		target float64
		phone  chart.Confidence
		diag   chart.Confidence
	}{
		{"what holds passes, what does not is asked", 0.99, 0.95, Never},
		{"a higher accuracy asks more", 0.999, 0.99, Never},
		{"a low one lets all pass that was seen", 0.9, 0.95, 0.99},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			got := c.Thresholds(k.target)
			if (got[chart.Phone] > 0.95) != (k.phone > 0.95) || (got[chart.Diagnosis] == Never) != (k.diag == Never) || got[chart.Phone] < k.phone {
				t.Errorf("want thresholds like %v and %v, got %v and %v", k.phone, k.diag, got[chart.Phone], got[chart.Diagnosis])
			}
		})
	}
	if a, b, z := c.Asked(0.9), c.Asked(0.99), c.Asked(0.999); !(a < b && b < z) {
		t.Errorf("want a higher accuracy to ask more, got %v %v %v", a, b, z)
	}
	if none := CurveOf(Fields(), nil).Thresholds(0.99); none[chart.Phone] != Never {
		t.Errorf("want a curve that knows nothing to let nothing pass, got %v", none[chart.Phone])
	}
}

// TestHeld keeps the product's own curve of use: at the default a good part passes though half of the values are of strangers' pages at
// first sight, and a higher accuracy asks more.
func TestHeld(t *testing.T) {
	c, last := Held(), 0.0
	for _, target := range chart.Accuracies() {
		asked := c.Asked(target)
		t.Logf("at %.3f %.3f are asked", target, asked)
		if asked < last {
			t.Errorf("at %.3f fewer are asked than before: %.3f after %.3f", target, asked, last)
		}
		last = asked
	}
	if asked := c.Asked(chart.DefaultPolicy().Accuracy); asked > 0.62 {
		t.Errorf("at the default %.2f of the values are asked about", asked)
	}
}

// TestKeptSamples keeps samples as they are, and refuses those of features that there are not.
func TestKeptSamples(t *testing.T) {
	want := draw(rand.New(rand.NewPCG(5, 6)), 4)[0].Weighing(0.3)
	js, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Sample
	if err := json.Unmarshal(js, &got); err != nil {
		t.Fatal(err)
	}
	for i := range want.x {
		if math.Abs(want.x[i]-got.x[i]) > 1e-4 {
			t.Errorf("feature %d: want %v, got %v", i, want.x[i], got.x[i])
		}
	}
	if got.name != want.name || got.sent != want.sent || got.Right != want.Right || got.weight != want.weight {
		t.Errorf("want %+v, got %+v", want, got)
	}
	if err := json.Unmarshal([]byte(`{"x":{"999":1}}`), &got); err == nil {
		t.Error("want samples of other features refused")
	}
}
