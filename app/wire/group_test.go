//go:build cgo

package wire

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/pagefile"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/ui/present"
)

// sheet is a letter page at 300 dpi with print and the noise of a scanner, as it is stored.
func sheet(t *testing.T) []byte {
	t.Helper()
	r, err := geom.NewRaster(geom.Gray, 2550, 3300, 300)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	for i := range r.Pix {
		x, y := i%2550, i/2550
		v := 235
		if y%60 < 30 && (x*7+y/60*13)%41 < 11 {
			v = 40
		}
		r.Pix[i] = byte(min(255, v+rnd.IntN(20)))
	}
	data, err := pagefile.Encode(r, 0)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// alikeDocs are n charts under review, each with a date of birth and a drug that wait, on a page with 300 words.
func (r *room) alikeDocs(n int) (ids []chart.DocumentID) {
	r.t.Helper()
	ctx, picture := r.t.Context(), sheet(r.t)
	pg := chart.Page{Number: 1, Width: 2550, Height: 3300, DPI: 300}
	for i := range 300 {
		x, y := float64(i%10)*0.09+0.05, float64(i/10)*0.03+0.05
		pg.Words = append(pg.Words, chart.Word{Text: "word", Confidence: 0.97, Box: geom.Box{X0: x, X1: x + 0.07, Y0: y, Y1: y + 0.01}, Engines: []chart.Engine{chart.Tesseract, chart.Paddle}})
	}
	for i := range n {
		content := []byte(fmt.Sprint("file ", i))
		sum := sha256.Sum256(content)
		imp, err := r.cases.NewImport(ctx, r.session, chart.Source{SHA256: hex.EncodeToString(sum[:]), MediaType: "image/png", Bytes: int64(len(content)), Pages: 1}, content)
		r.must(err)
		r.must(r.cases.MarkReading(ctx, r.session, imp.ID))
		r.must(r.cases.AddPage(ctx, r.session, imp.ID, pg, picture))
		field := func(id chart.FieldID, name chart.FieldName, value chart.Text, y float64, why chart.Reason) chart.Field {
			return chart.Field{ID: id, Name: name, Value: value, Normalized: value, Page: 1, Box: geom.Box{X0: 0.1, X1: 0.3, Y0: y, Y1: y + 0.012}, NeedsReview: true,
				Reasons: []chart.Reason{why}, Confidence: 0.8}
		}
		docs, err := r.cases.FinishImport(ctx, r.session, imp.ID, []casestore.DocumentDraft{{Document: chart.Document{Type: chart.ProgressNote, TypeConfidence: 0.9, Pages: []int{1},
			Fields: []chart.Field{field("dob", chart.DateOfBirth, chart.Text(fmt.Sprintf("04/17/19%02d", i%100)), 0.1, chart.HighRiskField),
				field("med", chart.Medication, "Metformin", 0.5, chart.LowConfidence)}}}})
		r.must(err)
		ids = append(ids, docs...)
	}
	return ids
}

func byDocument(all []review.Waiting, name chart.FieldName) (out []review.Waiting) {
	for _, w := range all {
		if w.Name == name {
			out = append(out, w)
		}
	}
	return out
}

func TestAlikeIsDecidedTogether(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	ids := r.alikeDocs(3)
	bo := r.person("bo", chart.HIMReviewer)
	coder := r.person("cora", chart.Coder)
	r.must(r.Restrict(ctx, present.NewRestriction{Kind: access.Restricted, Document: ids[1]}))
	r.as("bo", bo)
	before := len(r.entries(chart.ActOpen)) + len(r.entries(chart.ActDenied))
	all, held, err := r.Alike(ctx, nil)
	r.must(err)
	if len(all) != 4 || held != 0 || slices.ContainsFunc(all, func(w review.Waiting) bool { return w.Document == ids[1] }) {
		t.Fatalf("want 4 fields of the two charts that are not restricted, got %d", len(all))
	}
	if n := len(r.entries(chart.ActOpen)) + len(r.entries(chart.ActDenied)); n != before || len(r.entries(chart.ActOpenTogether)) != 0 {
		t.Errorf("want no look and no refusal before anything is shown, got %d more", n-before)
	}
	closed, err := r.LookTogether(ctx, []present.GroupLook{{Document: ids[0], Name: chart.DateOfBirth, Fields: 1}, {Document: ids[1], Name: chart.DateOfBirth, Fields: 1},
		{Document: ids[2], Name: chart.DateOfBirth, Fields: 1}})
	if err != nil || !slices.Equal(closed, ids[1:2]) {
		t.Fatalf("want the restricted chart closed, got %v, %v", closed, err)
	}
	looks := r.entries(chart.ActOpenTogether)
	if len(looks) != 2 || looks[0].Document != ids[0] || looks[0].Detail != "field=date_of_birth fields=1" || looks[0].Decision != chart.Permit {
		t.Errorf("want one look a document in the trail, got %+v", looks)
	}
	_, err = r.Snippet(ctx, ids[1], 1, geom.Box{X0: 0.1, Y0: 0.1, X1: 0.3, Y1: 0.12})
	wantKind(t, "a picture of the restricted chart", err, chart.NotAllowed)
	if pic, err := r.Snippet(ctx, ids[0], 1, geom.Box{X0: 0.1, Y0: 0.1, X1: 0.3, Y1: 0.12}); err != nil || pic.Height < 40 || pic.Height > 80 {
		t.Errorf("want the field's part of the page, got %v, %v", pic != nil, err)
	}

	yes := func(f chart.FieldID) chart.Decision {
		return chart.Decision{Field: f, Verdict: chart.Confirmed, Value: "x", Together: 60}
	}
	version := all[0].Version
	after, err := r.DecideTogether(ctx, ids[0], version, []chart.Decision{yes("dob"), yes("med")})
	if err != nil || after != version+1 {
		t.Fatalf("want both decided in one step, got %d, %v", after, err)
	}
	_, err = r.DecideTogether(ctx, ids[0], version, []chart.Decision{yes("dob")})
	wantKind(t, "a stale version", err, chart.Conflict)
	if _, err = r.UndoTogether(ctx, ids[0], []chart.FieldID{"dob", "med"}); err != nil {
		t.Errorf("undo: %v", err)
	}
	r.must(r.Vigilant(ctx, ids[2], "dob", false))
	r.must(r.Vigilant(ctx, ids[2], "dob", true))
	answers := r.entries(chart.ActVigilance)
	if len(answers) != 2 || !strings.HasPrefix(answers[0].Detail, chart.Missed) || !strings.HasPrefix(answers[1].Detail, chart.Vigilant) || answers[0].Person != r.session.Person().ID {
		t.Errorf("want both answers in the trail, got %+v", answers)
	}
	if _, err := r.Claim(ctx, ids[2], false); err != nil {
		t.Fatal(err)
	}
	r.as("ada", r.secret)
	all, held, err = r.Alike(ctx, nil)
	if err != nil || held != 1 || slices.ContainsFunc(all, func(w review.Waiting) bool { return w.Document == ids[2] }) {
		t.Errorf("want what a colleague is at work on left out and told, got %d, %v", held, err)
	}
	r.as("cora", coder)
	_, _, err = r.Alike(ctx, nil)
	wantKind(t, "a coder", err, chart.NotAllowed)
	r.must(r.Lock(ctx))
	_, _, err = r.Alike(ctx, nil)
	wantKind(t, "locked", err, chart.Locked)
}

// TestSixtyPicturesInTime prints what a screen of 60 charts costs: letter pages of 300 dpi in grey, each of another document.
func TestSixtyPicturesInTime(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	r.alikeDocs(60)
	step := func(what string, most time.Duration, f func()) {
		start := time.Now()
		f()
		took := time.Since(start)
		t.Logf("%s: %v", what, took.Round(time.Millisecond))
		if took > most {
			t.Errorf("%s: want at most %v, got %v", what, most, took)
		}
	}
	var waits []review.Waiting
	step("gather 60 documents", time.Minute, func() {
		all, _, err := r.Alike(ctx, nil)
		r.must(err)
		waits = byDocument(all, chart.DateOfBirth)
	})
	if len(waits) != 60 {
		t.Fatalf("want 60, got %d", len(waits))
	}
	looks := make([]present.GroupLook, len(waits))
	for i, w := range waits {
		looks[i] = present.GroupLook{Document: w.Document, Name: w.Name, Fields: 1}
	}
	step("write 60 looks", time.Minute, func() {
		_, err := r.LookTogether(ctx, looks)
		r.must(err)
	})
	picture := func(w review.Waiting) {
		_, err := r.Snippet(ctx, w.Document, w.Page, review.Cell{Waiting: w, Sign: -1}.Picture())
		r.must(err)
	}
	step("first 6 pictures", time.Minute, func() {
		for _, w := range waits[:6] {
			picture(w)
		}
	})
	step("60 pictures", time.Minute, func() {
		for _, w := range waits {
			picture(w)
		}
	})
	step("keep 60 decisions", time.Minute, func() {
		for _, w := range waits {
			_, err := r.DecideTogether(ctx, w.Document, w.Version, []chart.Decision{{Field: w.Field, Verdict: chart.Confirmed, Value: w.Value, Together: 60}})
			r.must(err)
		}
	})
}

func TestPagesThatSeemBlankAreSettledTogether(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	var ids []chart.DocumentID
	for i := range 2 {
		content := []byte(fmt.Sprint("sheet ", i))
		sum := sha256.Sum256(content)
		imp, err := r.cases.NewImport(ctx, r.session, chart.Source{SHA256: hex.EncodeToString(sum[:]), MediaType: "image/png", Bytes: int64(len(content)), Pages: 1}, content)
		r.must(err)
		r.must(r.cases.MarkReading(ctx, r.session, imp.ID))
		r.must(r.cases.AddPage(ctx, r.session, imp.ID, chart.Page{Number: 1, Width: 2550, Height: 3300, DPI: 300}, sheet(t)))
		doc := chart.Document{Type: chart.Blank, TypeConfidence: chart.DoubtfulBlank, Pages: []int{1}}
		docs, err := r.cases.FinishImport(ctx, r.session, imp.ID, []casestore.DocumentDraft{r.draft(doc, nil)})
		r.must(err)
		ids = append(ids, docs...)
	}
	all, _, err := r.Alike(ctx, nil)
	if r.must(err); len(all) != 2 || !all[0].Blank {
		t.Fatalf("want both pages to wait, got %+v", all)
	}
	_, err = r.LookTogether(ctx, []present.GroupLook{{Document: ids[0], Fields: 1}, {Document: ids[1], Fields: 1}})
	r.must(err)
	if looks := r.entries(chart.ActOpenTogether); len(looks) != 2 || looks[0].Detail != "page=whole" {
		t.Errorf("want each page's look in the trail, got %+v", looks)
	}
	if pic, err := r.Snippet(ctx, ids[0], 1, review.Cell{Waiting: all[0], Sign: -1}.Picture()); err != nil || pic.Width != 2550 || pic.Height != 3300 {
		t.Errorf("want the whole page, got %v, %v", pic != nil, err)
	}
	after, err := r.SettleBlank(ctx, ids[0], all[0].Version, 2)
	r.must(err)
	if all, _, err = r.Alike(ctx, nil); err != nil || len(all) != 1 {
		t.Errorf("want one page left, got %d, %v", len(all), err)
	}
	if err := r.SignSheet(ctx, ids[1], password); chart.KindOf(err) != chart.BadState {
		t.Errorf("a page that nobody looked at: got %v", err)
	}
	if err := r.SignSheet(ctx, ids[0], "no such password"); chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("a wrong password: got %v", err)
	}
	_, err = r.UnsettleBlank(ctx, ids[0], after)
	r.must(err)
	coder := r.person("cora", chart.Coder)
	r.as("cora", coder)
	_, err = r.SettleBlank(ctx, ids[0], after+1, 1)
	wantKind(t, "a coder", err, chart.NotAllowed)
}
