package present_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// The sentences at hand and the word in the list say the same, and say what is in doubt.
func TestReasonsSayWhatIsInDoubt(t *testing.T) {
	read := func(sure chart.Confidence) []chart.Reading {
		return []chart.Reading{{Engine: chart.Tesseract, Value: "4471829", Confidence: sure}}
	}
	const letters, hard, another, guessed = "The marked characters are hard to read.", "It is hard to read.",
		"Not sure that this is “{{.Field}}”: look at the page.", "The type of this document is a guess; F7 sets it right."
	for _, c := range []struct {
		name    string
		typed   chart.Confidence
		reasons []chart.Reason
		read    []chart.Reading
		doubt   []chart.Confidence
		want    []string
		word    string
	}{
		{"nothing but the field", 1, []chart.Reason{chart.HighRiskField}, read(.99), nil, []string{"This always needs a person."}, "always looked at"},
		{"letters", 1, []chart.Reason{chart.LowConfidence, chart.HighRiskField}, read(.6), []chart.Confidence{1, 1, 1, .4, 1, 1, 1}, []string{letters}, "hard to read"},
		{"a word", 1, []chart.Reason{chart.LowConfidence}, read(.6), nil, []string{hard}, "hard to read"},
		{"a cell", 1, []chart.Reason{chart.LowConfidence}, nil, nil, []string{hard}, "hard to read"},
		{"the field", 1, []chart.Reason{chart.LowConfidence, chart.HighRiskField}, read(.97), nil, []string{another}, "right field?"},
		{"the type", .4, []chart.Reason{chart.LowConfidence}, read(.97), nil, []string{guessed}, "type guessed"},
		{"letters before the type", .4, []chart.Reason{chart.LowConfidence}, read(.6), nil, []string{hard}, "hard to read"},
		{"the check first", 1, []chart.Reason{chart.LowConfidence, chart.OneEngineOnly, chart.FailedCheck}, read(.97), nil,
			[]string{"It does not pass its check: a date that does not exist, or a wrong check digit.", another}, "fails its check"},
		{"handwriting is hard to read", 1, []chart.Reason{chart.LowConfidence, chart.Handwriting}, read(.5), nil, []string{"It is handwritten."}, "handwritten"},
		{"one that is new", 1, []chart.Reason{"new", chart.Missing}, nil, nil, []string{"It was expected and not found.", "A person must look."}, "not found"},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := newReviewStage()
			d := st.house.docs["d2"]
			d.Document.TypeConfidence = c.typed
			f := &d.Document.Fields[1]
			f.Reasons, f.Readings, f.Doubt = c.reasons, c.read, c.doubt
			st.do(func() { st.p.Open("d2") })
			at := slices.IndexFunc(st.s.Next, func(r present.ReviewRow) bool { return r.ID == f.ID })
			if at < 0 || st.s.Next[at].Word.Key != c.word {
				t.Errorf("want the word %q, got row %d of %+v", c.word, at, st.s.Next)
			}
			st.do(func() { st.p.GoTo(f.ID) })
			var said []string
			for _, l := range st.s.Field.Reasons {
				said = append(said, l.Key)
				if inner, ok := l.Data["Field"].(present.Line); ok && inner.Key != "MRN" {
					t.Errorf("want the field named, got %+v", l)
				}
			}
			if !slices.Equal(said, c.want) {
				t.Errorf("want %q, got %q", c.want, said)
			}
			st.do(st.p.Readings)
			if got, all := len(st.s.Field.Reasons), len(said); len(c.reasons) > 2 && got <= all {
				t.Errorf("asked for all: want more than %d, got %d", all, got)
			}
		})
	}
}
