package casestore_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
)

func TestImportBecomesDocuments(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	data := []byte("%PDF a scanned chart of " + marker)
	src := sourceOf(data)
	got, err := h.cases.NewImport(ctx, h.s, src, data)
	if err != nil || got.ID == "" || got.Duplicate || got.Resumed {
		t.Fatalf("want a new import, got %+v, %v", got, err)
	}
	if back, bsrc, err := h.cases.Original(ctx, h.s, got.ID); err != nil || string(back) != string(data) || bsrc != src {
		t.Errorf("want the original and its source back, got %d bytes, %+v, %v", len(back), bsrc, err)
	}
	for _, n := range []int{3, 1, 2} {
		if err := h.cases.AddPage(ctx, h.s, got.ID, page(n), []byte{byte(n)}); err != nil {
			t.Fatal(err)
		}
	}
	drafts := []casestore.DocumentDraft{draftOf(3, 1), draftOf(2)}
	ids, err := h.cases.FinishImport(ctx, h.s, got.ID, drafts)
	if err != nil || len(ids) != 2 {
		t.Fatalf("want two documents, got %v, %v", ids, err)
	}
	d, err := h.cases.Open(ctx, h.s, ids[0])
	if err != nil {
		t.Fatal(err)
	}
	src.Pages = 3 // known once it was read
	if d.Import != got.ID || d.State != chart.StateReview || d.Version != 1 || d.Source != src || len(d.Notices) != 1 {
		t.Errorf("want the import's document in review, got %s %s %d", d.Import, d.State, d.Version)
	}
	if len(d.Pages) != 2 || d.Pages[0].Number != 3 || d.Pages[1].Number != 1 || d.Pages[0].Words[0].Text != marker {
		t.Errorf("want pages 3 and 1 in the document's order, got %d pages", len(d.Pages))
	}
	if len(d.Spans) != 1 || d.Spans[0].ID == "" || d.Document.Fields[0].Value != marker {
		t.Error("want one span with an id and the fields as read")
	}
	if pic, err := h.cases.PageFile(ctx, h.s, ids[0], 3); err != nil || len(pic) != 1 || pic[0] != 3 {
		t.Errorf("want the picture of page 3, got %v, %v", pic, err)
	}
	_, err = h.cases.PageFile(ctx, h.s, ids[0], 9)
	h.wantKind("a page that is not there", err, chart.NotFound)
	if n := h.trail(chart.ActOpen); n != 1 {
		t.Errorf("want one look in the trail, got %d", n)
	}
	_, err = h.cases.FinishImport(ctx, h.s, got.ID, drafts)
	h.wantKind("finished twice", err, chart.BadState)
	h.wantKind("a page after the end", h.cases.AddPage(ctx, h.s, got.ID, page(4), nil), chart.BadState)
	h.verify()
}

func TestSameBytes(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	data := []byte("chart one")
	first, err := h.cases.NewImport(ctx, h.s, sourceOf(data), data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.cases.NewImport(ctx, h.s, sourceOf(data), data)
	if err != nil || again.ID != first.ID || !again.Resumed || again.Duplicate {
		t.Errorf("unread: want the same import to go on with, got %+v, %v", again, err)
	}
	if err := h.cases.RefuseImport(ctx, h.s, first.ID, chart.Refusal{Reason: chart.RefusedDamaged}); err != nil {
		t.Fatal(err)
	}
	h.wantKind("refused twice", h.cases.RefuseImport(ctx, h.s, first.ID, chart.Refusal{Reason: chart.RefusedDamaged}), chart.BadState)
	second, err := h.cases.NewImport(ctx, h.s, sourceOf(data), data)
	if err != nil || second.ID == first.ID || second.Resumed || second.Duplicate {
		t.Errorf("refused before: want a new import, got %+v, %v", second, err)
	}
	if err := h.cases.AddPage(ctx, h.s, second.ID, page(1), []byte("x")); err != nil {
		t.Fatal(err)
	}
	ids, err := h.cases.FinishImport(ctx, h.s, second.ID, []casestore.DocumentDraft{draftOf(1)})
	if err != nil {
		t.Fatal(err)
	}
	dup, err := h.cases.NewImport(ctx, h.s, sourceOf(data), data)
	if err != nil || !dup.Duplicate || len(dup.Documents) != 1 || dup.Documents[0] != ids[0] {
		t.Errorf("finished before: want a duplicate that names its document, got %+v, %v", dup, err)
	}
}

func TestSameBytesAtOnce(t *testing.T) {
	h := newHouse(t)
	data := []byte("chart one")
	var wg sync.WaitGroup
	ids := make([]chart.ImportID, 8)
	errs := make([]error, len(ids))
	for i := range ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			got, err := h.cases.NewImport(t.Context(), h.s, sourceOf(data), data)
			ids[i], errs[i] = got.ID, err
		}()
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("want one import, got %s and %s", ids[0], id)
		}
	}
	h.verify()
}

func TestResumeAfterRestart(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	data := []byte("chart one")
	got, err := h.cases.NewImport(ctx, h.s, sourceOf(data), data)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(h.cases.MarkReading(ctx, h.s, got.ID), h.cases.AddPage(ctx, h.s, got.ID, page(2), []byte("two"))); err != nil {
		t.Fatal(err)
	}
	h.reopen()
	open, err := h.cases.Unfinished(ctx)
	if err != nil || len(open) != 1 || open[0].ID != got.ID || len(open[0].Pages) != 1 || open[0].Pages[0] != 2 {
		t.Fatalf("want the import with page 2 read, got %+v, %v", open, err)
	}
	if back, _, err := h.cases.Original(ctx, h.s, got.ID); err != nil || string(back) != string(data) {
		t.Errorf("want the original, got %q, %v", back, err)
	}
	if err := errors.Join(h.cases.MarkReading(ctx, h.s, got.ID),
		h.cases.AddPage(ctx, h.s, got.ID, page(2), []byte("another two")),
		h.cases.AddPage(ctx, h.s, got.ID, page(1), []byte("one"))); err != nil {
		t.Fatal(err)
	}
	if pic, err := h.cases.ImportPageFile(ctx, h.s, got.ID, 2); err != nil || string(pic) != "two" {
		t.Errorf("want page 2 kept as it was read first, got %q, %v", pic, err)
	}
	pages, err := h.cases.Pages(ctx, h.s, got.ID)
	if err != nil || len(pages) != 2 || pages[0].Number != 1 {
		t.Errorf("want pages 1 and 2, got %d, %v", len(pages), err)
	}
	_, err = h.cases.FinishImport(ctx, h.s, got.ID, []casestore.DocumentDraft{draftOf(1), draftOf(3)})
	h.wantKind("a document with a page that was not read", err, chart.BadInput)
	if list, err := h.cases.List(ctx, h.s, casestore.Filter{}); err != nil || len(list) != 1 || list[0].ID != "" {
		t.Errorf("want nothing made by the failed end, got %+v, %v", list, err)
	}
	if _, err := h.cases.FinishImport(ctx, h.s, got.ID, []casestore.DocumentDraft{draftOf(1, 2)}); err != nil {
		t.Fatal(err)
	}
	if open, err := h.cases.Unfinished(ctx); err != nil || len(open) != 0 {
		t.Errorf("want nothing left to read, got %+v, %v", open, err)
	}
}

// TestTechnician: somebody who can put charts in and not look at them.
func TestTechnician(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	tech := h.person("tim", chart.ScanTechnician)
	data := []byte("chart of " + marker)
	got, err := h.cases.NewImport(ctx, tech, sourceOf(data), data)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.cases.AddPage(ctx, tech, got.ID, page(1), []byte("pic")); err != nil {
		t.Fatal(err)
	}
	ids, err := h.cases.FinishImport(ctx, tech, got.ID, []casestore.DocumentDraft{draftOf(1)})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.v.Lock(ctx, tech); err != nil {
		t.Fatal(err)
	}
	tech, err = h.v.Unlock(ctx, tech.Person().ID, password)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.cases.Open(ctx, tech, ids[0])
	h.wantKind("a technician opens a document", err, chart.NotAllowed)
	_, _, err = h.cases.Original(ctx, tech, got.ID)
	h.wantKind("a technician opens an original", err, chart.NotAllowed)
	if list, err := h.cases.List(ctx, tech, casestore.Filter{Search: "lab"}); err != nil || len(list) != 1 {
		t.Errorf("a technician finds by type: want 1, got %d, %v", len(list), err)
	}
	if list, err := h.cases.List(ctx, tech, casestore.Filter{Search: "quarkmarker"}); err != nil || len(list) != 0 {
		t.Errorf("a technician finds by name: want 0, got %d, %v", len(list), err)
	}
	if list, err := h.cases.List(ctx, h.s, casestore.Filter{Search: "quarkmarker"}); err != nil || len(list) != 1 {
		t.Errorf("a reviewer finds what the technician imported: want 1, got %d, %v", len(list), err)
	}
	h.wantKind("a reviewer opens it", func() error { _, err := h.cases.Open(ctx, h.s, ids[0]); return err }(), "")
}

func TestLockedSessionDoesNothing(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	h.s.Close()
	data := []byte("x")
	errs := map[string]error{}
	_, errs["import"] = h.cases.NewImport(ctx, h.s, sourceOf(data), data)
	_, errs["open"] = h.cases.Open(ctx, h.s, id)
	_, errs["decide"] = h.cases.Decide(ctx, h.s, id, 1, chart.Decision{Field: "name", Verdict: chart.Confirmed})
	_, errs["sign"] = h.cases.Sign(ctx, h.s, id, 1, recordFor(id))
	_, errs["page"] = h.cases.PageFile(ctx, h.s, id, 1)
	errs["draft"] = h.cases.SaveDraft(ctx, h.s, id, "name", "x")
	_, _, errs["read draft"] = h.cases.Draft(ctx, h.s, id)
	errs["reveal"] = h.cases.Trail(ctx, h.s, chart.AuditEntry{Action: chart.ActReveal})
	errs["setting"] = h.cases.SetPreference(ctx, h.s, "k", "v")
	errs["urgent"] = h.cases.SetUrgent(ctx, h.s, id, true)
	for what, err := range errs {
		h.wantKind(what, err, chart.Locked)
	}
}

func TestMissingAndChangedFiles(t *testing.T) {
	h := newHouse(t)
	id := h.document("chart one")
	tests := []struct {
		name string
		harm func(path string) error
	}{
		{"one byte changed", func(p string) error {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			data[len(data)/2] ^= 1
			return os.WriteFile(p, data, 0o600)
		}},
		{"cut short", func(p string) error { return os.Truncate(p, 3) }},
		{"missing", os.Remove},
	}
	files, err := filepath.Glob(filepath.Join(h.dir, "pages", "*", "*"))
	if err != nil || len(files) != 3 {
		t.Fatalf("want an original and two pages, got %v, %v", files, err)
	}
	for _, tc := range tests {
		for _, f := range files {
			if err := tc.harm(f); err != nil {
				t.Fatal(err)
			}
		}
		_, err := h.cases.PageFile(t.Context(), h.s, id, 1)
		h.wantKind(tc.name, err, chart.Tampered)
		_, _, err = h.cases.Original(t.Context(), h.s, h.load(id).Import)
		h.wantKind(tc.name+" original", err, chart.Tampered)
	}
}

func TestOrphansAreCleaned(t *testing.T) {
	h := newHouse(t)
	id := h.document("chart one")
	for _, name := range []string{"pages/.new-1", "pages/ab/0123", "pages/ab/.new-77"} {
		path := filepath.Join(h.dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("x"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	h.reopen()
	var left []string
	err := filepath.WalkDir(filepath.Join(h.dir, "pages"), func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left = append(left, p)
		}
		return err
	})
	if err != nil || len(left) != 3 {
		t.Errorf("want the three files of the document, got %v, %v", left, err)
	}
	if _, err := h.cases.PageFile(t.Context(), h.s, id, 1); err != nil {
		t.Errorf("want the page still there, got %v", err)
	}
}

// TestWhatAFormCutsAwayIsNotKept finishes an import with a page of which a form cut the words, while the page is at hand.
func TestWhatAFormCutsAwayIsNotKept(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	data := []byte("a chart with a form")
	got, err := h.cases.NewImport(ctx, h.s, sourceOf(data), data)
	if err != nil {
		t.Fatal(err)
	}
	whole, left := page(1), page(1)
	left.Words = nil
	if len(whole.Words) == 0 {
		t.Fatal("want a page with words to begin with")
	}
	if err := h.cases.AddPage(ctx, h.s, got.ID, whole, []byte("x")); err != nil {
		t.Fatal(err)
	}
	ids, err := h.cases.GrowImport(ctx, h.s, got.ID, []casestore.DocumentDraft{draftOf(1)})
	if err != nil {
		t.Fatal(err)
	}
	if d, err := h.cases.Load(ctx, h.s, ids[0]); err != nil || len(d.Pages[0].Words) == 0 {
		t.Fatalf("want the page whole while the file is read, got %v", err)
	}
	draft := draftOf(1)
	draft.Cut = []chart.Page{left}
	if ids, err = h.cases.FinishImport(ctx, h.s, got.ID, []casestore.DocumentDraft{draft}); err != nil {
		t.Fatal(err)
	}
	d, err := h.cases.Load(ctx, h.s, ids[0])
	if err != nil || len(d.Pages) != 1 || len(d.Pages[0].Words) != 0 {
		t.Errorf("want the page without its words, got %v", err)
	}
	pages, err := h.cases.Pages(ctx, h.s, got.ID)
	if err != nil || len(pages[0].Words) != 0 {
		t.Errorf("want none of them kept, got %v", err)
	}
}
