//go:build cgo

package wire

import (
	"bytes"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/present"
)

// scanAgain is the sheet of scan as a scanner gives it another time: it lies a little elsewhere, with other noise.
func scanAgain(t *testing.T, n int) []byte {
	t.Helper()
	m := page(t, n)
	r := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // noise
	moved := *m
	moved.Pix = bytes.Repeat([]byte{0xff}, len(m.Pix))
	for y := 9; y < m.Rect.Dy(); y++ {
		copy(moved.Pix[y*m.Stride+6:(y+1)*m.Stride], m.Pix[(y-9)*m.Stride:])
	}
	for i := range moved.Pix {
		moved.Pix[i] = byte(min(255, max(0, int(moved.Pix[i])+r.IntN(30)-15)))
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, &moved, &jpeg.Options{Quality: 70}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func twiceOf(d *chart.Dossier) *chart.Alarm {
	for i, a := range d.Document.Alarms {
		if a.Reason == chart.ScannedTwice {
			return &d.Document.Alarms[i]
		}
	}
	return nil
}

func TestASheetThatIsScannedAgainIsProposedAsADouble(t *testing.T) {
	r := setUpRoom(t)
	first := r.bringIn(1)
	if twiceOf(first) != nil {
		t.Fatal("the first scan is called a second one")
	}
	report, err := r.Import(t.Context(), []string{drop(t, "", "again.jpg", scanAgain(t, 1))}, false, nil)
	r.must(err)
	if f := report.Files[0]; f.Duplicate || len(f.Documents) != 1 {
		t.Fatalf("a second scan must come in as any file: %+v", f)
	}
	again, err := r.Open(t.Context(), report.Files[0].Documents[0])
	r.must(err)
	a := twiceOf(again)
	if a == nil || len(a.First) != 1 || a.First[0] != (chart.PageAt{Document: first.ID, Page: 1}) || again.State != chart.StateReview {
		t.Errorf("want a proposal that shows the first scan, got %+v in state %s", a, again.State)
	}
	asked := false
	for _, f := range again.Document.Fields {
		for _, why := range f.Reasons {
			asked = asked || why == chart.ScannedTwice && f.NeedsReview
		}
	}
	if !asked {
		t.Error("no field asks a person about it")
	}
	if other := r.bringIn(2); twiceOf(other) != nil {
		t.Errorf("a page with another record number is called a second scan: %+v", twiceOf(other))
	}
}

func TestASheetThatIsInAFileTwiceIsProposedAsADouble(t *testing.T) {
	r := setUpRoom(t)
	r.opts.Scanner = feeder(t, 1)
	once := r.scanAll()
	report, err := r.ImportScan(t.Context(), []present.Sheet{once[0], once[0]}, nil)
	r.must(err)
	if report.Files[0].Pages != 2 {
		t.Fatalf("no page may be left out: %+v", report.Files[0])
	}
	docs := report.Files[0].Documents
	r.secondOfTheFirst("as it came in", docs)

	// Laid otherwise it is as much a double as before.
	var now present.FilePages
	if len(docs) == 1 {
		now = r.laid(docs[0], func(p review.PagePlan) (review.PagePlan, int, bool) { return p.Begin(1) })
	} else {
		now = r.laid(docs[0], func(p review.PagePlan) (review.PagePlan, int, bool) { return p.Join(1) })
	}
	docs = nil
	for _, f := range now.Documents {
		docs = append(docs, f.ID)
	}
	r.secondOfTheFirst("laid otherwise", docs)
}

// secondOfTheFirst sees to it that one document says of page 2 that it is another scan of page 1.
func (r *room) secondOfTheFirst(when string, docs []chart.DocumentID) {
	r.t.Helper()
	found := false
	for _, id := range docs {
		d, err := r.Open(r.t.Context(), id)
		r.must(err)
		if a := twiceOf(d); a != nil {
			found = true
			if len(a.Pages) != 1 || a.Pages[0] != 2 || a.First[0] != (chart.PageAt{Page: 1}) {
				r.t.Errorf("%s: got %+v, want page 2 as a second scan of page 1", when, a)
			}
		}
	}
	if !found {
		r.t.Errorf("%s: nobody is told that a sheet is in the file twice", when)
	}
}
