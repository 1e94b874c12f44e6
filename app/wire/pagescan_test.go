//go:build cgo

package wire

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/ui/present"
)

// readScan reads a picture to be put into the file of a document.
func (r *room) readScan(id chart.DocumentID, data []byte) (present.Scan, error) {
	r.t.Helper()
	return r.ReadScan(r.t.Context(), id, drop(r.t, "", "later.png", data), func(present.ImportProgress) {})
}

// laidWith lays a file's pages as planned, with pages of scans, and gives the document that it is.
func (r *room) laidWith(id chart.DocumentID, scans []present.Scan, do func(review.PagePlan) (review.PagePlan, int, bool)) *chart.Dossier {
	r.t.Helper()
	ctx := r.t.Context()
	was, err := r.FilePages(ctx, id)
	r.must(err)
	plan, _, ok := do(was.Plan())
	if !ok {
		r.t.Fatal("the plan cannot be changed like that")
	}
	r.must(r.LayPages(ctx, id, was, plan, scans))
	d, err := r.Open(ctx, id)
	r.must(err)
	return d
}

func TestPagesOfALaterScanArePutInAndSigned(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	d := r.ready(1)
	id, imp := d.ID, d.Import
	r.notTaken(id)

	// The page of another patient behind the page, which is turned: that is asked, whatever was decided before.
	strange, err := r.readScan(id, scan(t, 77))
	r.must(err)
	if pg, err := strange.Page(ctx, 1); err != nil || len(pg.Covers) == 0 || !pg.Raster.Valid() {
		t.Fatalf("want the scan's page with its identifiers covered, got %d covers, %v", len(pg.Covers), err)
	}
	one := func(sheet int) review.PlannedPage { return review.PlannedPage{Scan: 1, Number: sheet} }
	d = r.laidWith(id, []present.Scan{strange}, func(p review.PagePlan) (review.PagePlan, int, bool) {
		p, _, _ = p.Turn(0, 180)
		return p.Insert(0, []review.PlannedPage{one(1)}, true)
	})
	name := slices.IndexFunc(d.Document.Fields, func(f chart.Field) bool { return f.Name == chart.PatientName })
	if !slices.Equal(d.Document.Pages, []int{2, 3}) || len(d.Document.Alarms) == 0 || name < 0 || !d.NeedsPerson(d.Document.Fields[name]) || d.State != chart.StateReview {
		t.Fatalf("want pages 2 and 3, and the page of another patient asked about, got %v, alarms %v, %s", d.Document.Pages, d.Document.Alarms, d.State)
	}
	r.balanced(1, 1)
	if _, err := r.readScan(id, scan(t, 77)); !errors.Is(err, present.ErrScanUsed) {
		t.Errorf("a scan whose pages are here: %v", err)
	}

	// A scan of the right page stands for it; nothing that was decided on the other one does.
	var again bytes.Buffer
	r.must((&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&again, page(t, 1)))
	right, err := r.readScan(id, again.Bytes())
	r.must(err)
	r.decideAll(d)
	d = r.laidWith(id, []present.Scan{right}, func(p review.PagePlan) (review.PagePlan, int, bool) { return p.Replace(1, one(1)) })
	onNew := 0
	for _, f := range d.Document.Fields {
		if f.Page == 4 {
			onNew++
			if !d.NeedsPerson(f) {
				t.Errorf("%s of the new scan needs nobody", f.Name)
			}
		}
	}
	if !slices.Equal(d.Document.Pages, []int{2, 4}) || onNew == 0 || slices.ContainsFunc(d.Spans, func(s chart.Span) bool { return s.Page == 3 }) {
		t.Fatalf("want pages 2 and 4, got %v, %d fields on the new scan", d.Document.Pages, onNew)
	}
	if was, err := r.cases.ImportPageFile(ctx, r.session, imp, 3); err != nil || len(was) == 0 {
		t.Errorf("want the page that was replaced to stay in the file, got %v", err)
	}
	r.balanced(1, 1)
	var told []string
	for _, e := range r.entries(chart.ActRearrange) {
		told = append(told, e.Detail)
	}
	if all := strings.Join(told, "; "); !strings.Contains(all, "turned=1 inserted=3") || !strings.Contains(all, "replaced=3 by=4") {
		t.Errorf("the trail tells %s", all)
	}
	r.signedWith(r.decideAll(d), again.Bytes())
}

// balanced sees to it that the report of the last import counts all pages.
func (r *room) balanced(pages, added int) {
	r.t.Helper()
	kept, err := r.LastImports(r.t.Context(), 1)
	r.must(err)
	if f := kept[0].Report.Files[0]; f.Unbalanced || f.Pages != pages || f.Added != added {
		r.t.Errorf("the report: %+v", f)
	}
}

// signedWith signs a document and sees to it that the scan is in its record, beside the file that came in first.
func (r *room) signedWith(d *chart.Dossier, scan []byte) {
	r.t.Helper()
	ctx := r.t.Context()
	r.must(r.Sign(ctx, d.ID, d.Version, password))
	env, err := r.cases.Envelope(ctx, r.session, d.ID)
	r.must(err)
	v, err := record.Verify(env, nil)
	r.must(err)
	if v.Attachments != 4 || !bytes.Equal(v.Parts[2].Data, scan) {
		r.t.Errorf("want copy, original, the scan that is used and certificate, got %d parts", v.Attachments)
	}
}

// notTaken tries what is refused: a file that came in, one that is none, one that is stopped, and who may not.
func (r *room) notTaken(id chart.DocumentID) {
	t := r.t
	t.Helper()
	if _, err := r.readScan(id, scan(t, 1)); !errors.Is(err, present.ErrScanElsewhere) {
		t.Errorf("a file that came in before: %v", err)
	}
	var refusal *chart.Refusal
	if _, err := r.readScan(id, []byte("%PDF-1.4 none")); !errors.As(err, &refusal) {
		t.Errorf("a file that is none: %v, want a refusal", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := r.ReadScan(ctx, id, drop(t, "", "x.png", scan(t, 5)), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a reading that was stopped: %v", err)
	}
	was, err := r.FilePages(t.Context(), id)
	r.must(err)
	plan, _, _ := was.Plan().Insert(0, []review.PlannedPage{{Scan: 1, Number: 1}}, true)
	wantKind(t, "a scan that was not read", r.LayPages(t.Context(), id, was, plan, nil), chart.BadInput)
	wantKind(t, "a scan from elsewhere", r.LayPages(t.Context(), id, was, plan, []present.Scan{&heldScan{imp: "another"}}), chart.BadInput)

	reviewer := r.person("ben", chart.HIMReviewer)
	r.signIn("ben", reviewer)
	_, err = r.readScan(id, scan(t, 6))
	wantKind(t, "who may not import", err, chart.NotAllowed)
	r.signIn("ada", r.secret)
	if len(r.list()) != 1 {
		t.Errorf("%d documents in the queue, want the one that was there", len(r.list()))
	}
}
