package present_test

import (
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func TestLastImportsAreLookedAtAgain(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	b.inbox.ShowKept()
	b.run.drain()
	if r := b.view.last().Import.Report; r == nil || len(r.Files) != 0 || r.Says.Empty() {
		t.Fatalf("nothing imported: want a line that says so, got %+v", r)
	}
	b.inbox.CloseReport()
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local)
	b.house.kept = []present.KeptImport{
		{ID: "new", At: at, Report: present.ImportReport{Files: []present.ImportedFile{
			{Name: "a.pdf", Pages: 5, Filed: 3, Blank: 1, Separators: 1, Documents: []chart.DocumentID{"x"}},
			{Pages: 2, Filed: 1, Unbalanced: true},
			{Name: "b.pdf", Refusal: &chart.Refusal{Reason: chart.RefusedEncrypted}},
			{Name: "c.pdf", Duplicate: true, Pages: 9}, {Name: "d.pdf", Waits: true}}}},
		{ID: "old", At: at, Report: present.ImportReport{Files: []present.ImportedFile{{Name: "z.pdf", Pages: 1, Filed: 1}}}},
	}
	b.inbox.ShowKept()
	b.run.drain()
	r := b.view.last().Import.Report
	if r.Back != 1 || len(r.Files) != 5 || r.Refused.Empty() {
		t.Errorf("want the newest import with five files, one refused, 7 pages, got %+v", r)
	}
	for i, tone := range []present.Tone{present.Quiet, present.Wrong, present.Wrong, present.Quiet, present.Quiet} {
		if r.Files[i].Tone != tone || r.Files[i].Nameless != (i == 1) || (r.Files[i].Refused != nil) != (tone == present.Wrong) {
			t.Errorf("file %d: want tone %v, got %+v", i, tone, r.Files[i])
		}
	}
	b.inbox.ShowKept()
	b.run.drain()
	if r := b.view.last().Import.Report; r.Back != 2 || r.Files[0].Name != "z.pdf" {
		t.Errorf("want the one before, got %+v", r)
	}
	b.inbox.ShowKept()
	b.run.drain()
	if r := b.view.last().Import.Report; r.Back != 1 {
		t.Errorf("want the newest after the oldest, got %d", r.Back)
	}
	b.inbox.CloseReport()
	if b.view.last().Import != nil {
		t.Error("want the report closed")
	}
}
