package casestore_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// later is a scan of two pages.
func later(sum string) casestore.Scan {
	return casestore.Scan{Source: chart.Source{SHA256: sum, MediaType: "image/tiff", Bytes: 3, Pages: 2}, File: []byte("tif")}
}

// Another scan of a page: what was decided and hidden on the old one does not come to lie on it, and a person looks at all of it.
func TestANewScanOfAPageIsDecidedAnew(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	imp, ids := filed(t, h)
	d := h.confirm(ids[0], chart.Allergy)
	v1 := h.load(ids[1]).Version
	read := at(chart.Allergy, "Penicillin", 5, .5)
	read.ID = d.Document.Fields[1].ID
	r := casestore.Rearrangement{Scans: []casestore.Scan{later("s1")}, Documents: []casestore.Laid{
		{ID: ids[0], Version: d.Version, Draft: found([]int{1, 2, 5}, at(chart.PatientName, marker, 1, .1), read)}, {ID: ids[1], Still: true}},
		Fresh: []casestore.FreshPage{{Page: page(5), Picture: []byte("better"), Replaces: 3, Scan: 1, Sheet: 2}}}
	if _, err := h.cases.Rearrange(ctx, h.s, imp, r); err != nil {
		t.Fatal(err)
	}
	h.reopen()
	d = h.load(ids[0])
	allergy := d.Document.Fields[1]
	if len(d.Spans) != 1 || d.Spans[0].Page != 1 {
		t.Errorf("want the redaction of page 1 only, got %+v", d.Spans)
	}
	if allergy.Page != 5 || !d.NeedsPerson(allergy) || !slices.Contains(allergy.Reasons, chart.ScannedAnew) || allergy.ID == read.ID || d.State != chart.StateReview {
		t.Errorf("want the allergy to wait for a person, got %+v in %s", allergy, d.State)
	}
	if sc, err := h.cases.ScanFile(ctx, h.s, imp, 1); err != nil || string(sc.File) != "tif" || sc.Source.Pages != 2 {
		t.Errorf("want the scan as it came, got %v", err)
	}
	if was, err := h.cases.ImportPageFile(ctx, h.s, imp, 3); err != nil || len(was) == 0 {
		t.Errorf("want the old page to stay, got %v", err)
	}
	from, err := h.cases.Later(ctx, imp)
	if want := (casestore.LaterPage{Replaces: 3, Scan: 1, Sheet: 2}); err != nil || len(from) != 1 || from[5] != want {
		t.Errorf("page 5 came from %+v, want %+v", from, want)
	}

	// The scan's other page comes into the second document; the scan lies there once.
	r = casestore.Rearrangement{Scans: []casestore.Scan{later("s1")}, Documents: []casestore.Laid{{ID: ids[0], Still: true},
		{ID: ids[1], Version: v1, Draft: found([]int{6, 4}, at(chart.MRN, "48213", 4, .2))}},
		Fresh: []casestore.FreshPage{{Page: page(6), Picture: []byte("further"), Scan: 1, Sheet: 2}}}
	_, err = h.cases.Rearrange(ctx, h.s, imp, r)
	h.wantKind("a page of a scan that is in the file already", err, chart.Conflict)
	sheets, err := h.cases.Scanned(ctx, h.s, imp, "s1")
	if err != nil || !slices.Equal(sheets, []int{2}) {
		t.Errorf("pages of the scan that are here: %v, %v", sheets, err)
	}
	if again, err := h.cases.NewImport(ctx, h.s, later("s1").Source, []byte("tif")); err != nil || again.Duplicate {
		t.Errorf("a file of which a page is nowhere is no duplicate: %+v, %v", again, err)
	} else if err := h.cases.RefuseImport(ctx, h.s, again.ID, chart.Refusal{Reason: chart.RefusedDamaged}); err != nil {
		t.Fatal(err)
	}
	r.Fresh[0].Sheet = 1
	if _, err := h.cases.Rearrange(ctx, h.s, imp, r); err != nil {
		t.Fatal(err)
	}
	if d := h.load(ids[1]); !slices.Equal(d.Document.Pages, []int{6, 4}) || len(d.Pages) != 2 {
		t.Errorf("pages %v", d.Document.Pages)
	}
	_, err = h.cases.ScanFile(ctx, h.s, imp, 2)
	h.wantKind("a second copy of the scan", err, chart.NotFound)
	if again, err := h.cases.NewImport(ctx, h.s, later("s1").Source, []byte("tif")); err != nil || !again.Duplicate || again.ID != imp {
		t.Errorf("want a file that was put in wholly to be known, got %+v, %v", again, err)
	}
	h.keepsBalance(imp, 4, 1)
	h.verify()
}

// keepsBalance sees to it that the report of a file counts what was put in later.
func (h *house) keepsBalance(imp chart.ImportID, pages, added int) {
	h.t.Helper()
	if err := h.cases.KeepReport(h.t.Context(), h.s, []casestore.FileFate{{Name: "chart.pdf", Import: imp}}); err != nil {
		h.t.Fatal(err)
	}
	reports, err := h.cases.Reports(h.t.Context(), h.s, 1)
	if err != nil {
		h.t.Fatal(err)
	}
	if f := reports[0].Files[0]; f.Pages != pages || f.Added != added || !f.Balanced() || f.Filed+f.Blank+f.Separator != pages+added {
		h.t.Errorf("the report: %+v", f)
	}
}

func TestAPageOutOfNowhereIsRefused(t *testing.T) {
	h := newHouse(t)
	imp, ids := filed(t, h)
	other, err := h.cases.NewImport(t.Context(), h.s, chart.Source{SHA256: "own", MediaType: "image/png", Bytes: 1, Pages: 1}, []byte("own"))
	if err != nil || other.ID == "" {
		t.Fatal(err)
	}
	v := h.load(ids[1]).Version
	lay := func(pages []int, f casestore.FreshPage, scans ...casestore.Scan) error {
		f.Page, f.Picture = page(5), []byte("x")
		_, err := h.cases.Rearrange(t.Context(), h.s, imp, casestore.Rearrangement{Scans: scans, Fresh: []casestore.FreshPage{f},
			Documents: []casestore.Laid{{ID: ids[0], Still: true}, {ID: ids[1], Version: v, Draft: found(pages)}}})
		return err
	}
	for _, c := range []struct {
		name  string
		pages []int
		fresh casestore.FreshPage
		scans []casestore.Scan
	}{
		{"neither turned nor scanned", []int{4, 5}, casestore.FreshPage{}, nil},
		{"a scan that is not there", []int{4, 5}, casestore.FreshPage{Scan: 1, Sheet: 1}, nil},
		{"no page of the scan", []int{4, 5}, casestore.FreshPage{Scan: 1}, []casestore.Scan{later("s2")}},
		{"in no document", []int{4}, casestore.FreshPage{Scan: 1, Sheet: 1}, []casestore.Scan{later("s2")}},
		{"the page that it stands for stays as well", []int{4, 5}, casestore.FreshPage{Scan: 1, Sheet: 1, Replaces: 4}, []casestore.Scan{later("s2")}},
		{"it stands for a page of a document that stays", []int{5}, casestore.FreshPage{Scan: 1, Sheet: 1, Replaces: 1}, []casestore.Scan{later("s2")}},
		{"a file that came in on its own", []int{4, 5}, casestore.FreshPage{Scan: 1, Sheet: 1}, []casestore.Scan{later("own")}},
	} {
		h.wantKind(c.name, lay(c.pages, c.fresh, c.scans...), chart.BadInput)
	}
	if d := h.load(ids[1]); d.Version != v || len(d.Document.Pages) != 1 {
		t.Error("the document was changed")
	}
	if from, err := h.cases.Later(t.Context(), imp); err != nil || len(from) != 0 {
		t.Errorf("pages are left: %v, %v", from, err)
	}
	h.verify()
}

// An alarm that a person settled stays settled when pages move; one that the pages raise as they lie now is asked about.
func TestSettledAlarmsStayAndNewOnesAreAsked(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	imp, _ := begun(t, h)
	h.addPages(imp, 2, 3)
	alarmed := func(pages []int, on ...int) casestore.DocumentDraft {
		f := at(chart.PatientName, marker, pages[0], .1)
		f.Reasons = []chart.Reason{chart.AnotherPatient}
		d := found(pages, f)
		d.Document.Alarms = []chart.Alarm{{Reason: chart.AnotherPatient, Pages: on}}
		return d
	}
	ids, err := h.cases.FinishImport(ctx, h.s, imp, []casestore.DocumentDraft{alarmed([]int{1, 2}, 2), found([]int{3}, at(chart.MRN, "48213", 3, .2))})
	if err != nil {
		t.Fatal(err)
	}
	d := h.load(ids[0])
	d, err = h.cases.Decide(ctx, h.s, ids[0], d.Version, chart.Decision{Field: d.Document.Fields[0].ID, Verdict: chart.Corrected, Value: "Nora " + marker})
	if err != nil {
		t.Fatal(err)
	}
	lay := func(r casestore.Rearrangement) *chart.Dossier {
		t.Helper()
		if _, err := h.cases.Rearrange(ctx, h.s, imp, r); err != nil {
			t.Fatal(err)
		}
		return h.load(ids[0])
	}
	still := casestore.Laid{ID: ids[1], Still: true}
	d = lay(casestore.Rearrangement{Documents: []casestore.Laid{{ID: ids[0], Version: d.Version, Draft: alarmed([]int{2, 1}, 2)}, still}})
	if d.OpenFields() != 0 {
		t.Error("an alarm that a person settled is asked about again")
	}
	fresh := page(4)
	d = lay(casestore.Rearrangement{Documents: []casestore.Laid{{ID: ids[0], Version: d.Version, Draft: alarmed([]int{1, 4}, 4)}, still},
		Fresh: []casestore.FreshPage{{Page: fresh, Picture: []byte("turned"), Replaces: 2, Turned: 90}}})
	if d.OpenFields() != 0 {
		t.Error("an alarm that a person settled is asked about again because its page was turned")
	}
	d = lay(casestore.Rearrangement{Gone: map[chart.DocumentID]int64{ids[1]: h.load(ids[1]).Version},
		Documents: []casestore.Laid{{ID: ids[0], Version: d.Version, Draft: alarmed([]int{1, 4, 3}, 3, 4)}}})
	name := d.Document.Fields[0]
	if d.OpenFields() != 1 || !d.NeedsPerson(name) || len(name.Suggestions) == 0 || name.Suggestions[0] != "Nora "+marker {
		t.Errorf("want the name to be asked again, with what was put there, got %d open, %v", d.OpenFields(), len(name.Suggestions))
	}
	h.verify()
}

func TestAScanGoesWithItsFile(t *testing.T) {
	h := newHouse(t)
	imp, ids := filed(t, h)
	v := h.load(ids[1]).Version
	if _, err := h.cases.Rearrange(t.Context(), h.s, imp, casestore.Rearrangement{Scans: []casestore.Scan{later("s1")},
		Documents: []casestore.Laid{{ID: ids[0], Still: true}, {ID: ids[1], Version: v, Draft: found([]int{4, 5})}},
		Fresh:     []casestore.FreshPage{{Page: page(5), Picture: []byte("x"), Scan: 1, Sheet: 1}}}); err != nil {
		t.Fatal(err)
	}
	var gone casestore.Purged
	if err := h.db.Write(t.Context(), func(tx *sqlitedb.Tx) (err error) {
		if err := tx.Exec(`UPDATE document SET state = 'settled'`); err != nil {
			return err
		}
		gone, err = h.cases.PurgeImport(tx, imp, []byte("salt"))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(gone.Files) != 7 { // five pages, the original and the scan
		t.Errorf("%d files went, want 7", len(gone.Files))
	}
	if _, err := h.cases.Scanned(t.Context(), h.s, "another", "s1"); err != nil {
		t.Errorf("the scan's content is still known: %v", err)
	}
}
