package present_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

// The pages of a document are those of its file; people count from its first.
func TestAnAlarmNamesItsPagesAsPeopleCount(t *testing.T) {
	for _, c := range []struct {
		name  string
		why   chart.Reason
		pages []int
		want  string
		on    any
	}{
		{"a page of another patient", chart.AnotherPatient, []int{6}, "Page {{.Pages}}: another patient", "2"},
		{"a document of another patient", chart.AnotherPatient, []int{5, 6}, "This document names another patient", nil},
		{"a page that says too little", chart.PatientUnmatched, []int{5}, "Page {{.Pages}}: no two identifiers", "1"},
		{"a document that says too little", chart.PatientUnmatched, []int{5, 6}, "No two identifiers", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := newReviewStage()
			d := st.house.docs["d2"]
			d.Document.Pages = []int{5, 6}
			for i := range d.Pages {
				d.Pages[i].Number += 4
			}
			for i := range d.Document.Fields {
				d.Document.Fields[i].Page += 4
			}
			d.Document.Alarms = []chart.Alarm{{Reason: c.why, Pages: c.pages}}
			name := &d.Document.Fields[0]
			name.Reasons = append(name.Reasons, chart.EnginesDisagree, c.why)
			st.do(func() { st.p.Open("d2") })
			first := st.s.Field.Reasons[0]
			if !strings.HasPrefix(first.Key, c.want) || first.Data["Pages"] != c.on && c.on != nil {
				t.Errorf("want %q of page %v said first, got %q %v", c.want, c.on, first.Key, first.Data)
			}
			if st.s.Field.Page != 5 || st.s.Field.Place != 1 || st.s.Thumbs[1].Page != 6 || st.s.Thumbs[1].Place != 2 {
				t.Errorf("want places counted from 1, got field %d, picture %d", st.s.Field.Place, st.s.Thumbs[1].Place)
			}
		})
	}
}

func TestASecondScanLeadsToTheFirst(t *testing.T) {
	st := newReviewStage()
	d := st.house.docs["d2"]
	first := chart.PageAt{Document: "d1", Page: 3}
	d.Document.Alarms = []chart.Alarm{{Reason: chart.AnotherPatient, Pages: []int{1}}, {Reason: chart.ScannedTwice, Pages: []int{d.Document.Pages[0]}, First: []chart.PageAt{first}}}
	name := &d.Document.Fields[0]
	name.Reasons = append(name.Reasons, chart.ScannedTwice)
	st.do(func() { st.p.Open("d2") })
	if st.s.First == nil || *st.s.First != first {
		t.Errorf("want the way to %+v, got %+v", first, st.s.First)
	}
	if said := st.s.Field.Reasons[0].Key; !strings.HasPrefix(said, "Page {{.Pages}}: the same sheet seems") {
		t.Errorf("the second scan is not said first: %q", said)
	}
	st.do(func() { st.p.Open("d1") })
	if st.s.First != nil {
		t.Errorf("a document that is scanned once leads to %+v", st.s.First)
	}
}
