//go:build cgo

package wire

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/present"
)

// laid does something to the pages of a file and keeps it.
func (r *room) laid(id chart.DocumentID, do ...func(review.PagePlan) (review.PagePlan, int, bool)) present.FilePages {
	r.t.Helper()
	was, err := r.FilePages(r.t.Context(), id)
	r.must(err)
	plan := was.Plan()
	for _, step := range do {
		var ok bool
		if plan, _, ok = step(plan); !ok {
			r.t.Fatal("the plan cannot be changed like that")
		}
	}
	r.must(r.LayPages(r.t.Context(), id, was, plan, nil))
	now, err := r.FilePages(r.t.Context(), id)
	r.must(err)
	return now
}

func (r *room) sampleChart() []chart.DocumentID {
	r.t.Helper()
	path, err := filepath.Abs("../../testdata/charts/sample-chart.pdf")
	r.must(err)
	if _, err := os.Stat(path); err != nil {
		r.t.Fatal(err)
	}
	rep, err := r.Import(r.t.Context(), []string{path}, false, nil)
	r.must(err)
	if len(rep.Files) != 1 || len(rep.Files[0].Documents) != 3 {
		r.t.Fatalf("want three documents of the sample chart, got %+v", rep.Files)
	}
	return rep.Files[0].Documents
}

// values gives what stands in a document's fields, by name.
func (r *room) values(id chart.DocumentID) map[chart.FieldName]string {
	r.t.Helper()
	d, err := r.cases.Load(r.t.Context(), r.session, id)
	r.must(err)
	out := map[chart.FieldName]string{}
	for _, f := range d.Document.Fields {
		if f.Page > 0 && out[f.Name] == "" {
			out[f.Name] = f.Value.Reveal()
		}
	}
	return out
}

func TestPagesAreSplitJoinedAndTurned(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	ids := r.sampleChart()
	first := r.values(ids[1])
	d, err := r.Open(ctx, ids[1])
	r.must(err)
	kind := d.Document.Type
	name := slices.IndexFunc(d.Document.Fields, func(f chart.Field) bool { return f.Name == chart.PatientName })
	decided := d.Document.Fields[name]
	_, err = r.Decide(ctx, ids[1], d.Version, chart.Decision{Field: decided.ID, Verdict: chart.Corrected, Value: "Quentin Quarkmarker"})
	r.must(err)
	spans := len(d.Spans)

	// The second document comes behind the first document, and is parted from it again.
	now := r.laid(ids[0], func(p review.PagePlan) (review.PagePlan, int, bool) { return p.Join(1) })
	if len(now.Documents) != 2 || !slices.Equal(now.Documents[0].Pages, []int{1, 2}) {
		t.Fatalf("after joining: %+v", now.Documents)
	}
	_, err = r.Open(ctx, ids[1])
	wantKind(t, "the document that was joined", err, chart.NotFound)
	now = r.laid(ids[0], func(p review.PagePlan) (review.PagePlan, int, bool) { return p.Begin(1) })
	if len(now.Documents) != 3 || now.Documents[1].Type != kind || now.Documents[0].ID != ids[0] {
		t.Fatalf("after parting: %+v", now.Documents)
	}
	again := now.Documents[1].ID
	d, err = r.Open(ctx, again)
	r.must(err)
	if f := d.Final(decided.ID); f.Value != "Quentin Quarkmarker" || f.Verdict != chart.Corrected {
		t.Error("what was corrected did not move with its page")
	}
	if len(d.Spans) != spans {
		t.Errorf("%d redactions, want the %d that were there", len(d.Spans), spans)
	}
	after := r.values(again)
	for n, v := range first {
		if n != chart.PatientName && after[n] != v {
			t.Errorf("%s reads otherwise than before", n)
		}
	}

	// Turned upside down nothing can be read; turned back everything can.
	turn := func(p review.PagePlan) (review.PagePlan, int, bool) { return p.Turn(1, 180) }
	now = r.laid(ids[0], turn)
	if n := now.Documents[1].Pages; len(n) != 1 || n[0] <= 3 || now.Documents[1].ID != again {
		t.Fatalf("want a page of its own number, got %v", n)
	}
	if upside := r.values(again); upside[chart.MRN] == first[chart.MRN] {
		t.Error("a page that stands on its head was read all the same: it was not turned")
	}
	now = r.laid(ids[0], turn)
	back := r.values(again)
	same := 0
	for n, v := range first {
		if back[n] == v || n == chart.PatientName {
			same++
		}
	}
	if same*10 < len(first)*8 {
		t.Errorf("turned back %d of %d fields read as before", same, len(first))
	}
	d, err = r.Open(ctx, again)
	r.must(err)
	hidden := 0
	for _, s := range d.Spans {
		if s.Redacted && s.Page == now.Documents[1].Pages[0] {
			hidden++
		}
	}
	if hidden*10 < spans*8 || len(d.Spans) != hidden {
		t.Errorf("%d redactions on the turned page, %d in all, want about %d", hidden, len(d.Spans), spans)
	}
	kept, err := r.LastImports(ctx, 1)
	r.must(err)
	if f := kept[0].Report.Files[0]; f.Unbalanced {
		t.Errorf("pages in are not pages out: %+v", f)
	}
	r.othersStay([]chart.DocumentID{ids[0], again})
}

// othersStay sees to it that nobody lays pages of documents that colleagues changed or are at work on.
func (r *room) othersStay(ids []chart.DocumentID) {
	t, ctx := r.t, r.t.Context()
	t.Helper()
	was, err := r.FilePages(ctx, ids[0])
	r.must(err)
	plan, _, _ := was.Plan().Join(1)
	d, err := r.Open(ctx, ids[1])
	r.must(err)
	_, err = r.Decide(ctx, ids[1], d.Version, chart.Decision{Field: d.Document.Fields[0].ID, Verdict: chart.Confirmed, Value: d.Document.Fields[0].Value})
	r.must(err)
	wantKind(t, "a plan of a file that is another one by now", r.LayPages(ctx, ids[0], was, plan, nil), chart.Conflict)

	secret, clerk := r.person("ben", chart.HIMReviewer), r.person("tom", chart.ScanTechnician)
	_, err = r.Claim(ctx, ids[1], false)
	r.must(err)
	r.signIn("ben", secret)
	was, err = r.FilePages(ctx, ids[0])
	r.must(err)
	if !was.Documents[1].Fixed() || was.Documents[1].Name == "" || was.Documents[0].Fixed() {
		t.Errorf("want what a colleague is at work on to be fixed, got %+v", was.Documents)
	}
	if _, _, ok := was.Plan().Join(1); ok {
		t.Error("a colleague's document can be joined")
	}
	plan = was.Plan()
	plan[1].Fixed, plan[0].Fixed = false, false
	plan, _, _ = plan.Join(1)
	wantKind(t, "joining what a colleague is at work on", r.LayPages(ctx, ids[0], was, plan, nil), chart.BadInput)

	r.signIn("tom", clerk)
	_, err = r.FilePages(ctx, ids[0])
	wantKind(t, "a technician", err, chart.NotAllowed)
}
