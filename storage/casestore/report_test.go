package casestore_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
)

// TestPagesInArePagesOut brings random files in, parted at random into documents, blank pages and separators, and wants the report
// to account for every page.
func TestPagesInArePagesOut(t *testing.T) {
	h := newHouse(t)
	random := rand.New(rand.NewPCG(7, 11))
	var fates []casestore.FileFate
	var want []casestore.FileFate
	for i := range 25 {
		id, w := h.randomFile(i, random)
		fates, want = append(fates, casestore.FileFate{Name: chart.Text(fmt.Sprintf("%s-%d.pdf", marker, i)), Import: id}), append(want, w)
	}
	fates = append(fates, casestore.FileFate{Name: marker, Refusal: &chart.Refusal{Reason: chart.RefusedEncrypted}})
	if err := h.cases.KeepReport(t.Context(), h.s, fates); err != nil {
		t.Fatal(err)
	}
	h.reopen()
	got, err := h.cases.Reports(t.Context(), h.s, 10)
	if err != nil || len(got) != 1 || len(got[0].Files) != len(fates) {
		t.Fatalf("want the report of %d files, got %d reports, %v", len(fates), len(got), err)
	}
	for i, w := range want {
		f := got[0].Files[i]
		if f.Pages != w.Pages || f.Filed != w.Filed || f.Blank != w.Blank || f.Separator != w.Separator || !f.Balanced() || f.Name != fates[i].Name {
			t.Errorf("file %d: want %d pages = %d filed, %d blank, %d separators, got %d = %d, %d, %d", i, w.Pages, w.Filed, w.Blank, w.Separator,
				f.Pages, f.Filed, f.Blank, f.Separator)
		}
	}
	last := got[0].Files[len(want)]
	if last.Refusal == nil || last.Refusal.Reason != chart.RefusedEncrypted || last.Name != marker {
		t.Errorf("want the refused file with its name and reason, got %+v", last.Refusal)
	}
	h.noMarkerOnDisk()
}

func (h *house) randomFile(i int, random *rand.Rand) (chart.ImportID, casestore.FileFate) {
	h.t.Helper()
	data := []byte(fmt.Sprintf("%%PDF %d", i))
	in, err := h.cases.NewImport(h.t.Context(), h.s, sourceOf(data), data)
	if err != nil {
		h.t.Fatal(err)
	}
	w := casestore.FileFate{Pages: 1 + random.IntN(9)}
	var drafts []casestore.DocumentDraft
	for _, at := range random.Perm(w.Pages) {
		if err := h.cases.AddPage(h.t.Context(), h.s, in.ID, page(at+1), []byte{1}); err != nil {
			h.t.Fatal(err)
		}
		d := draftOf(at + 1)
		switch random.IntN(4) {
		case 0:
			d.Document.Type = chart.Blank
			w.Blank++
		case 1:
			d.Document.Type = chart.Separator
			w.Separator++
		default:
			w.Filed++
		}
		drafts = append(drafts, d)
	}
	if _, err := h.cases.FinishImport(h.t.Context(), h.s, in.ID, drafts); err != nil {
		h.t.Fatal(err)
	}
	return in.ID, w
}

func (h *house) noMarkerOnDisk() {
	h.t.Helper()
	files := 0
	err := filepath.WalkDir(h.dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), marker) {
			h.t.Errorf("want no name of a file in clear on the disk, found one in %s", e.Name())
		}
		return err
	})
	if err != nil || files == 0 {
		h.t.Fatalf("looked at %d files, %v", files, err)
	}
}

// A file is finished only when each of its pages is in exactly one document.
func TestFinishWantsEveryPageOnce(t *testing.T) {
	for name, drafts := range map[string][]casestore.DocumentDraft{
		"left out": {draftOf(1)}, "twice": {draftOf(1, 2), draftOf(2)}, "twice in one": {draftOf(1, 2, 2)}, "none": nil} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			data := []byte("%PDF")
			in, err := h.cases.NewImport(t.Context(), h.s, sourceOf(data), data)
			if err != nil {
				t.Fatal(err)
			}
			for n := range 2 {
				if err := h.cases.AddPage(t.Context(), h.s, in.ID, page(n+1), []byte{1}); err != nil {
					t.Fatal(err)
				}
			}
			_, err = h.cases.FinishImport(t.Context(), h.s, in.ID, drafts)
			h.wantKind("documents that lose or double a page", err, chart.BadInput)
		})
	}
}

// A technician keeps a report and sees counts and reasons; names are seen by whoever sees charts.
func TestReportNamesAreForWhoSeesCharts(t *testing.T) {
	h := newHouse(t)
	tech := h.person("tess", chart.ScanTechnician)
	data := []byte("%PDF")
	in, err := h.cases.NewImport(t.Context(), tech, sourceOf(data), data)
	if err != nil {
		t.Fatal(err)
	}
	fates := []casestore.FileFate{{Name: marker, Import: in.ID}, {Name: marker, Refusal: &chart.Refusal{Reason: chart.RefusedDamaged}}, {Name: marker, Import: in.ID, Duplicate: true}}
	if err := h.cases.KeepReport(t.Context(), tech, fates); err != nil {
		t.Fatal(err)
	}
	h.reopen()
	got, err := h.cases.Reports(t.Context(), h.s, 1)
	if err != nil || len(got) != 1 {
		t.Fatalf("want one report, got %d, %v", len(got), err)
	}
	if f := got[0].Files[1]; f.Name != marker || f.Refusal == nil {
		t.Errorf("want the name of the refused file for who sees charts, got %q", f.Name.Reveal())
	}
	if f := got[0].Files[2]; !f.Duplicate || f.State != chart.StateQuarantined {
		t.Errorf("want the duplicate with the state of its file, got %+v", f.State)
	}
}

// The oldest report goes when one more comes than are kept.
func TestOldReportsGo(t *testing.T) {
	h := newHouse(t)
	for range casestore.KeptReports + 3 {
		if err := h.cases.KeepReport(t.Context(), h.s, []casestore.FileFate{{Name: "a.pdf", Refusal: &chart.Refusal{Reason: chart.RefusedEmpty}}}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := h.cases.Reports(t.Context(), h.s, 1000)
	if err != nil || len(got) != casestore.KeptReports {
		t.Errorf("want %d reports, got %d, %v", casestore.KeptReports, len(got), err)
	}
	h.wantKind("a report of no files", h.cases.KeepReport(t.Context(), h.s, nil), chart.BadInput)
}

// TestNamesOfRefusedFilesGo wants no name of a file that was refused before it was kept after thirty days, and the others left.
func TestNamesOfRefusedFilesGo(t *testing.T) {
	h := newHouse(t)
	refused := casestore.FileFate{Name: marker, Refusal: &chart.Refusal{Reason: chart.RefusedEncrypted}}
	keep := func() {
		t.Helper()
		if err := h.cases.KeepReport(t.Context(), h.s, []casestore.FileFate{refused}); err != nil {
			t.Fatal(err)
		}
	}
	keep()
	h.ticks += 31 * 24 * time.Hour
	h.reopen()
	keep()
	got, err := h.cases.Reports(t.Context(), h.s, 10)
	if err != nil || len(got) != 2 {
		t.Fatalf("want two reports, got %d, %v", len(got), err)
	}
	if now, old := got[0].Files[0], got[1].Files[0]; now.Name != marker || old.Name != "" || old.Refusal == nil {
		t.Errorf("want the new name, and the old file without one, got %q and %q", now.Name, old.Name)
	}
}
