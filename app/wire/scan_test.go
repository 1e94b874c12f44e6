//go:build cgo

package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"chartproof.org/chartproof/app/scanner"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// feeder is a scanimage that feeds small charts, as the real one writes pictures: into NAME.part, and renamed then.
func feeder(t *testing.T, sheets int) scanner.Program {
	t.Helper()
	dir := t.TempDir()
	for n := 1; n <= sheets; n++ {
		m := page(t, n)
		var b bytes.Buffer
		fmt.Fprintf(&b, "P5\n# SANE data follows\n%d %d\n255\n", m.Rect.Dx(), m.Rect.Dy())
		b.Write(m.Pix)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("sheet%d", n)), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	script := fmt.Sprintf(`#!/bin/sh
for a in "$@"; do case "$a" in --batch=*) to=${a#--batch=};; esac; done
n=1
while [ $n -le %d ]; do
  name=$(printf "$to" $n)
  cat "%s/sheet$n" > "$name.part" && mv "$name.part" "$name"
  n=$((n+1))
done
echo "scanimage: sane_start: Document feeder out of documents" >&2
exit 7
`, sheets, dir)
	path := filepath.Join(dir, "scanimage")
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	return scanner.Program{Path: path}
}

func (r *room) scanAll() (sheets []present.Sheet) {
	r.t.Helper()
	r.must(r.Scan(r.t.Context(), present.ScanOrder{Device: "made:up", Label: "Front desk", DPI: 200, Source: present.ScanSource{Kind: present.Feeder}},
		func(s present.Sheet) error { sheets = append(sheets, s); return nil }, func(float64) {}))
	return sheets
}

func TestScannedSheetsComeInAsAnyFileDoes(t *testing.T) {
	r := setUpRoom(t)
	r.opts.Scanner = feeder(t, 2)
	sheets := r.scanAll()
	if len(sheets) != 2 {
		t.Fatalf("%d sheets came in, want two", len(sheets))
	}
	report, err := r.ImportScan(t.Context(), sheets, func(present.ImportProgress) {})
	r.must(err)
	if f := report.Files[0]; f.Refusal != nil || f.Pages != 2 || len(f.Documents) == 0 {
		t.Fatalf("want a file of two pages in documents, got %+v", f)
	}
	found := false
	for _, id := range report.Files[0].Documents {
		d, err := r.Open(t.Context(), id)
		r.must(err)
		for _, f := range d.Document.Fields {
			found = found || f.Name == chart.MRN && (f.Value == "48213001" || f.Value == "48213002")
		}
	}
	if !found {
		t.Error("the record number on the paper is read nowhere")
	}
	again, err := r.ImportScan(t.Context(), sheets, nil)
	r.must(err)
	if !again.Files[0].Duplicate {
		t.Errorf("the same sheets again: %+v, want a duplicate", again.Files[0])
	}
	kept, err := r.LastImports(t.Context(), 5)
	r.must(err)
	if len(kept) != 2 || kept[1].Report.Files[0].Unbalanced || kept[1].Report.Files[0].Pages != 2 {
		t.Errorf("the imports as they are looked at again: %+v", kept)
	}
}

func TestSheetsThatTheLockFindsAreSealedAndReadLater(t *testing.T) {
	r := setUpRoom(t)
	r.opts.Scanner = feeder(t, 1)
	sheets := r.scanAll()
	r.must(r.KeepScan(t.Context(), sheets))
	bad := slices.Clone(sheets)
	bad[0].Label = "/NeedsRendering true" // makes a file that intake refuses
	var refusal *chart.Refusal
	if err := r.KeepScan(t.Context(), bad); !errors.As(err, &refusal) {
		t.Errorf("sheets that were refused at the lock: %v; want the refusal told", err)
	}
	r.must(r.Lock(t.Context()))
	wantKind(t, "scan under a lock", r.Scan(t.Context(), present.ScanOrder{}, nil, nil), chart.Locked)
	wantKind(t, "look for scanners under a lock", second(r.Scanners(t.Context())), chart.Locked)
	wantKind(t, "seal under a lock", r.KeepScan(t.Context(), sheets), chart.Locked)
	wantKind(t, "import under a lock", second(r.ImportScan(context.WithoutCancel(t.Context()), sheets, nil)), chart.Locked)
	if _, err := r.Unlock(t.Context(), password); err != nil {
		t.Fatal(err)
	}
	r.await("the sheet to be read", func() bool {
		l := r.list()
		return len(l) == 1 && l[0].Pages == 1 && l[0].State != chart.StateReading && l[0].State != chart.StateQuarantined
	})
}
