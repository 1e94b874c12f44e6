package present_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// readingStage has a document open of which more is still being read.
func readingStage() *reviewStage {
	st := newReviewStage()
	st.house.docs["d1"].State = chart.StateReading
	st.do(func() { st.p.Open("d1") })
	return st
}

func TestADocumentThatIsStillReadCanBeWorkedOn(t *testing.T) {
	st := readingStage()
	if st.s.Remark.Empty() || !st.s.ReadOnly.Empty() || st.s.CanSign {
		t.Fatalf("want it said, fields open and no signing; got %+v, %+v, %v", st.s.Remark, st.s.ReadOnly, st.s.CanSign)
	}
	st.do(st.p.Confirm)
	if st.s.Problem != nil || st.s.Need != 3 {
		t.Errorf("want the name confirmed, got %d left and %+v", st.s.Need, st.s.Problem)
	}
	st.do(st.p.SignAsk)
	if st.s.Mode == present.ModeSign || st.s.Notice.Empty() {
		t.Error("want no signing and the reason said")
	}
}

func TestMorePagesComeInUnderTheHand(t *testing.T) {
	st := readingStage()
	at := st.s.Field.ID
	st.do(func() { st.p.Typed("half typed") })
	d := st.house.docs["d1"]
	d.Document.Pages = append(d.Document.Pages, 3)
	d.Document.Fields = append(d.Document.Fields, chart.Field{ID: "late", Name: chart.Diagnosis, Page: 3, NeedsReview: true})
	st.do(st.p.QueueChanged)
	if len(st.s.Thumbs) != 3 || st.s.All != 6 || st.s.Field.ID != at || st.s.Field.Value != "half typed" {
		t.Errorf("want three pages, six fields and what was typed; got %d, %d, %q", len(st.s.Thumbs), st.s.All, st.s.Field.Value)
	}
	d.State = chart.StateReview
	st.do(st.p.QueueChanged)
	if !st.s.Remark.Empty() {
		t.Error("want nothing said once all is read")
	}
	before := len(st.house.calls)
	st.do(st.p.QueueChanged)
	if len(st.house.calls) != before {
		t.Error("want a document that is read not looked at again")
	}
}

func TestAFieldThatLaterPagesTakeAwayGivesTheNext(t *testing.T) {
	st := readingStage()
	d := st.house.docs["d1"]
	d.Document.Fields = d.Document.Fields[1:]
	st.do(st.p.QueueChanged)
	if st.s.Field.ID == "name" || st.s.Field.ID == "" {
		t.Errorf("want another field at hand, got %q", st.s.Field.ID)
	}
}

func TestAPageToScanAgainSaysSoBesideTheField(t *testing.T) {
	st := newReviewStage()
	pages := st.house.docs["d2"].Pages
	pages[0].Faults, pages[0].Quality = []chart.Fault{chart.Skewed}, .9
	pages[1].Faults = []chart.Fault{chart.CutOff}
	st.do(func() { st.p.Open("d2") })
	if mild := st.s.About[len(st.s.About)-1].Key; mild != "it lies askew" || !st.s.Fault.Empty() {
		t.Errorf("want a mild fault over the page alone, got %q and %q", mild, st.s.Fault.Key)
	}
	st.do(func() { st.p.GoPage(2) })
	if grave, _ := st.s.Fault.Data["Fault"].(present.Line); grave.Key != "{{.Fault}}; scan it again" || len(st.s.About) != 3 {
		t.Errorf("want a grave fault beside the field alone, got %+v and %+v", st.s.Fault, st.s.About)
	}
}

func TestInkThatNobodyReadIsSaidAndMarked(t *testing.T) {
	st := newReviewStage()
	ink := geom.Box{X0: .5, Y0: .8, X1: .6, Y1: .82}
	st.house.docs["d1"].Pages[0].Regions = []chart.Region{{Kind: chart.RegionUnread, Box: ink, Confidence: .7}}
	st.do(func() { st.p.Open("d1") })
	marked := false
	for _, m := range st.s.Page.Marks {
		marked = marked || m.Kind == present.MarkDoubt && m.Box == ink
	}
	here := st.s.Remark.Key
	if !marked || here == "" {
		t.Errorf("want it marked and said, got %v, %q", marked, here)
	}
	st.do(func() { st.p.GoPage(2) })
	if st.s.Page.Number == 1 || st.s.Remark.Data["N"] != 1 || st.s.Remark.Key == here {
		t.Errorf("want it said of the other page, got %+v on page %d", st.s.Remark, st.s.Page.Number)
	}
}
