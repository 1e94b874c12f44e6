package present_test

import (
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
)

func TestSigning(t *testing.T) {
	st := newReviewStage()
	st.do(st.p.SignAsk)
	if st.s.Mode == present.ModeSign || st.s.Notice.Number() != 4 {
		t.Fatalf("4 open: want it refused with the number, got mode %d, %q", st.s.Mode, st.s.Notice.Key)
	}
	for range 4 {
		st.do(st.p.Confirm)
	}
	st.do(st.p.SignAsk)
	if st.s.Mode != present.ModeSign || !st.s.CanSign || st.s.Sign.Hidden != 4 {
		t.Fatalf("all done: want the password asked, got mode %d, %d hidden", st.s.Mode, st.s.Sign.Hidden)
	}
	st.do(st.p.Confirm) // Enter never signs
	if slices.Contains(st.house.calls, "sign d1") {
		t.Fatal("Enter: want nothing signed, got a signature")
	}
	st.do(func() { st.p.Sign("wrong") })
	if st.s.Sign.Wrong.Empty() || st.s.Mode != present.ModeSign {
		t.Fatalf("wrong password: want it asked again, got mode %d", st.s.Mode)
	}
	st.house.fail["sign d1"] = chart.E(chart.BadState, "sign", nil) // something else is in the way
	st.do(func() { st.p.Sign("right") })
	if st.s.Problem == nil || strings.Contains(st.s.Problem.Happened.Key, "redacting") {
		t.Fatalf("want what is in the way told as it is, got %+v", st.s.Problem)
	}
	st.do(st.p.SignAsk)
	st.house.fail["sign d1"] = chart.E(chart.BadState, "sign", leaking{})
	st.do(func() { st.p.Sign("right") })
	if st.s.Problem == nil || st.house.docs["d1"].State != chart.StateReview {
		t.Fatal("residual: want it told and nothing signed")
	}
	st.do(st.p.SignAsk)
	st.do(func() { st.p.Sign("right") })
	if st.house.docs["d1"].State != chart.StateSigned || st.s.ID != "d2" || st.s.Notice.Empty() {
		t.Errorf("signed: want the next document and the word of it, got %q", st.s.ID)
	}
}

// leaking says that the finished copy still shows something.
type leaking struct{}

func (leaking) Error() string { return "one place can still be found" }
func (leaking) Leaks() int    { return 1 }

func TestASignedDocumentIsReadOnly(t *testing.T) {
	st := newReviewStage()
	st.house.docs["d2"].State = chart.StateSettled
	st.do(func() { st.p.GoDocument(1) })
	before := len(st.house.calls)
	for _, f := range []func(){st.p.Confirm, st.p.Mark, st.p.Redact, st.p.Release, st.p.Undo, st.p.Wrong, st.p.Ask, st.p.SignAsk} {
		st.do(f)
	}
	if st.s.ReadOnly.Empty() || st.s.Field.Editable || len(st.house.calls) != before {
		t.Errorf("want nothing changed and the reason shown, got calls %v", st.house.calls[before:])
	}
}

func TestRedactingByKeys(t *testing.T) {
	st := newReviewStage()
	st.do(func() { st.p.GoTo("allergy") })
	st.do(st.p.Redact)
	if st.s.Mode != present.ModeRedact {
		t.Fatalf("F6: want the box edited, got mode %d", st.s.Mode)
	}
	st.do(func() { st.p.MoveBox(1, 0, false) })
	st.do(func() { st.p.MoveBox(0, 3, true) })
	st.do(st.p.DoneBox)
	d := st.house.docs["d1"]
	if len(d.Spans) != 5 || !d.Spans[4].Redacted || d.Spans[4].Layer != "person" {
		t.Fatalf("want a fifth redaction by a person, got %d", len(d.Spans))
	}
	got, was := d.Spans[4].Boxes[0], geom.Box{X0: .1, Y0: .3, X1: .3, Y1: .32}
	if got.X0 <= was.X0 || got.Width() <= was.Width()-1e-9 || got.Height() <= was.Height() {
		t.Errorf("want it moved right and higher, got %v", got)
	}
	st.do(st.p.Release)
	if st.s.Mode != present.ModeRelease || !d.Spans[4].Redacted {
		t.Fatalf("Shift+F6: want to be asked why first, got mode %d", st.s.Mode)
	}
	st.do(func() { st.p.ReleaseFor(chart.WhyNone) })
	if d.Spans[4].Redacted || d.Spans[4].Why != chart.WhyNone {
		t.Error("Shift+F6: want it released, got it redacted")
	}
	st.do(st.p.Redact)
	st.do(st.p.Escape)
	if st.s.Mode != present.ModeFields || d.Spans[4].Redacted || len(d.Spans) != 5 {
		t.Error("F6, Escape: want nothing changed, got a change")
	}
}

func TestTabGoesThroughTheBoxesAndKeepsChanges(t *testing.T) {
	st := newReviewStage()
	st.do(st.p.Redact)
	var kinds []geom.Box
	for range 4 {
		for _, m := range st.s.Page.Marks {
			if m.Kind == present.MarkEdited {
				kinds = append(kinds, m.Box)
			}
		}
		st.do(func() { st.p.NextBox(1) })
	}
	if len(kinds) != 4 || kinds[0] == kinds[1] || st.s.Page.Number != 1 {
		t.Fatalf("want all four boxes in turn, got %v", kinds)
	}
	if slices.ContainsFunc(st.house.calls, func(c string) bool { return strings.HasPrefix(c, "redact") }) {
		t.Errorf("nothing changed: want nothing sent, got %v", st.house.calls)
	}
	st.do(func() { st.p.MoveBox(5, 0, true) })
	st.do(func() { st.p.NextBox(1) })
	if !slices.Contains(st.house.calls, "redact s1 true") {
		t.Errorf("changed, then Tab: want it kept, got %v", st.house.calls)
	}
}

func TestFindLooksOnlyAtWhatMayBeSeen(t *testing.T) {
	st := newReviewStage()
	st.do(func() { st.p.GoTo("allergy") }) // the name is masked now
	st.do(st.p.FindAsk)
	st.do(func() { st.p.Find("gonzalez") })
	if st.s.Find.Of != 0 {
		t.Errorf("a masked name: want it not found, got %d", st.s.Find.Of)
	}
	st.do(func() { st.p.Find("total") })
	if st.s.Find.Of != 1 || st.s.Page.Number != 2 {
		t.Errorf("want it found on page 2, got %d on page %d", st.s.Find.Of, st.s.Page.Number)
	}
	st.do(st.p.Escape)
	if st.s.Mode != present.ModeFields {
		t.Error("Escape: want the bar closed, got it open")
	}
}

func TestWrongPatientBlocksSigning(t *testing.T) {
	st := newReviewStage()
	for range 4 {
		st.do(st.p.Confirm)
	}
	st.do(st.p.Wrong)
	st.do(st.p.WrongPatient)
	if got := st.house.docs["d1"].Final("name"); got.Verdict != chart.WrongPatient || got.Value != "Maria Gonzalez" || st.s.CanSign {
		t.Errorf("want it blocked with the value kept, got %s, can sign %v", got.Verdict, st.s.CanSign)
	}
	st.do(st.p.Wrong)
	st.do(st.p.RetypeAsk)
	st.do(func() { st.p.Retype(chart.EOB) })
	if st.house.docs["d1"].Document.Type != chart.EOB {
		t.Errorf("retype: want an EOB, got %s", st.house.docs["d1"].Document.Type)
	}
}

func TestHandOverLeavesTheFieldToAColleague(t *testing.T) {
	st := newReviewStage()
	st.do(st.p.Ask)
	st.do(func() { st.p.HandOver("Who is this?") })
	if got := st.house.docs["d1"].Final("name"); got.Verdict != chart.HandedOver || got.Note != "Who is this?" {
		t.Errorf("want it handed over with the question, got %s", got.Verdict)
	}
	if st.s.Need != 3 || st.s.Field.ID != "mrn" || st.s.CanSign {
		t.Errorf("want it off my list and still in the way of signing, got %d open", st.s.Need)
	}
}

func TestFourPagesKeepThreeSheets(t *testing.T) {
	st := newReviewStage()
	d := st.house.docs["d2"]
	d.Document.Pages, d.Pages = nil, nil
	for n := 1; n <= 6; n++ {
		d.Document.Pages = append(d.Document.Pages, n)
		d.Pages = append(d.Pages, chart.Page{Number: n})
	}
	st.do(func() { st.p.GoDocument(1) })
	for n := 2; n <= 6; n++ {
		st.do(func() { st.p.GoPageStep(1) })
		if st.s.Page.Number != n || st.s.Page.Sheet == nil {
			t.Fatalf("want page %d shown, got %d", n, st.s.Page.Number)
		}
	}
	if st.p.GoPageStep(1) {
		t.Error("after the last page: want no further one, got one")
	}
	reads := 0
	for _, c := range st.house.calls {
		if strings.HasPrefix(c, "page d2") {
			reads++
		}
	}
	if reads > 14 {
		t.Errorf("want each page read about twice at most (picture, then page), got %d reads of 6", reads)
	}
}

func TestABrokenPageIsToldAndTheFieldsGoOn(t *testing.T) {
	st := newReviewStage()
	st.house.fail["page d1 1"] = chart.E(chart.Tampered, "open page", nil)
	st.do(func() { st.p.Open("d1") })
	if st.s.Problem == nil || !st.s.Page.Missing {
		t.Fatal("want it told, got nothing")
	}
	st.do(st.p.Confirm)
	if st.s.Field.ID != "mrn" {
		t.Errorf("want the fields to go on, got %q", st.s.Field.ID)
	}
}

func TestTheNextDocumentIsReadyBeforeItIsOpened(t *testing.T) {
	st := newReviewStage()
	if !slices.Contains(st.house.calls, "ahead d2") || slices.Contains(st.house.calls, "open d2") {
		t.Fatalf("want the next document's page made ready and the document not opened, got %v", st.house.calls)
	}
	st.do(func() { st.p.GoDocument(1) })
	if st.s.Page.Sheet == nil {
		t.Error("want the page with the document, got none")
	}
	if slices.Contains(st.house.calls, "page d2 1") {
		t.Error("the page was read a second time")
	}
}

func TestAFaceIsHiddenInTheSmallPictureToo(t *testing.T) {
	st := newReviewStage()
	face := geom.Box{X0: .6, Y0: .1, X1: .9, Y1: .5}
	st.house.docs["d2"].Spans = append(st.house.docs["d2"].Spans, chart.Span{ID: "face", Kind: chart.FacePhoto, Page: 1,
		Boxes: []geom.Box{face}, Redacted: true})
	st.do(func() { st.p.GoDocument(1) })
	if got := st.s.Thumbs[0].Hidden[0]; got != face {
		t.Errorf("want the face hidden, got %v", got)
	}
	if got := st.s.Thumbs[0].Hidden[1]; !got.Empty() {
		t.Errorf("want nothing but the face hidden, got %v", got)
	}
	st.purpose(access.Operations)
	st.do(st.p.RevealDown)
	if got := st.s.Thumbs[0].Hidden[0]; !got.Empty() {
		t.Errorf("revealed: want it shown, got %v", got)
	}
}

func TestANoteOfAColleagueIsShown(t *testing.T) {
	st := newReviewStage()
	st.house.docs["d2"].Decisions = []chart.Decision{{Field: "name", Verdict: chart.HandedOver, By: "p2", Note: "Gonzales or Gonzalez?"}}
	st.do(func() { st.p.GoDocument(1) })
	if got := st.s.Field.Asked.Data["Note"]; got != "Gonzales or Gonzalez?" {
		t.Errorf("want the question, got %v", got)
	}
	st.do(st.p.Readings)
	if len(st.s.Field.Each) == 0 {
		t.Error("F5: want what each reader read, got nothing")
	}
}

func TestOpeningWhatIsGoneShowsWhy(t *testing.T) {
	st := newReviewStage()
	st.do(func() { st.p.Open("nowhere") })
	if st.s.Phase != present.ReviewFailed || st.s.Problem == nil || st.s.Page.Sheet != nil {
		t.Errorf("want the reason and nothing of a chart, got phase %d", st.s.Phase)
	}
}

func TestALateAnswerOfTheLastDocumentIsDropped(t *testing.T) {
	st := newReviewStage()
	st.p.Open("d2")
	st.p.Open("d1")
	st.run.drain()
	if st.s.ID != "d1" || st.s.Phase != present.ReviewOpen {
		t.Errorf("want the newest, got %q", st.s.ID)
	}
}
