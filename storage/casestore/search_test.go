package casestore_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
)

func TestSearchAndList(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	one, two := h.document("chart one"), h.document("chart two")
	h.decide(two, "name", chart.Corrected, "José O'Brien-García")
	tests := []struct {
		search string
		want   int
	}{
		{"", 2}, {"quark", 2}, {"QUARKMARKER zyx", 2}, {"qu", 0}, {"0042", 2}, {"mrn-0042-77", 2}, {"mrn004277", 2},
		{"mrn-0042-78", 0}, {"jose", 1}, {"obrien", 1}, {"o'brien", 1}, {"García", 1}, {"jose smith", 0}, {"lab", 2}, {"lab report", 2},
		{"eob", 0}, {"aetna", 0},
	}
	for _, tc := range tests {
		list, err := h.cases.List(ctx, h.s, casestore.Filter{Search: tc.search})
		if err != nil || len(list) != tc.want {
			t.Errorf("search %q: want %d, got %d, %v", tc.search, tc.want, len(list), err)
		}
	}
	if err := h.cases.SetUrgent(ctx, h.s, two, true); err != nil {
		t.Fatal(err)
	}
	data := []byte("bad")
	bad, err := h.cases.NewImport(ctx, h.s, sourceOf(data), data)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.cases.RefuseImport(ctx, nil, bad.ID, chart.Refusal{Reason: chart.RefusedEncrypted, Detail: "password"}); err != nil {
		t.Fatal(err)
	}
	list, err := h.cases.List(ctx, nil, casestore.Filter{})
	if err != nil || len(list) != 3 || list[0].ID != two || !list[0].Urgent || list[1].ID != one || list[2].Refusal == nil {
		t.Fatalf("want the urgent one first and the refusal last, got %+v, %v", list, err)
	}
	if list[0].Open != 1 || list[1].Open != 2 || list[0].Fields != 3 || list[0].Pages != 2 || list[0].Type != chart.LabReport {
		t.Errorf("want the counts of each document, got %+v", list[:2])
	}
	list, err = h.cases.List(ctx, nil, casestore.Filter{States: []chart.State{chart.StateRefused}})
	if err != nil || len(list) != 1 || list[0].Refusal.Reason != chart.RefusedEncrypted {
		t.Errorf("want the refused one, got %+v, %v", list, err)
	}
}

func TestIndexLinesDoNotMatchAcrossDocuments(t *testing.T) {
	h := newHouse(t)
	h.document("chart one")
	h.document("chart two")
	var lines [][]byte
	readTokens(h, &lines)
	if len(lines) != 2 || len(lines[0]) != len(lines[1]) || len(lines[0])%(64*8) != 0 {
		t.Fatalf("want two padded lines, got %d", len(lines))
	}
	seen := map[string]bool{}
	for i := 0; i < len(lines[0]); i += 8 {
		seen[string(lines[0][i:i+8])] = true
	}
	for i := 0; i < len(lines[1]); i += 8 {
		if seen[string(lines[1][i:i+8])] {
			t.Error("want no token shared between two documents")
		}
	}
}

func TestNoMarkerOnDisk(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart of " + marker)
	if err := h.cases.SaveDraft(ctx, h.s, id, "name", marker); err != nil {
		t.Fatal(err)
	}
	if _, err := h.cases.Sign(ctx, h.s, id, h.ready(id).Version, recordFor(id)); err != nil {
		t.Fatal(err)
	}
	id2 := h.document("second chart of " + marker)
	if err := h.cases.SaveDraft(ctx, h.s, id2, "name", marker); err != nil {
		t.Fatal(err)
	}
	grep(t, h.dir)
	h.reopen()
	grep(t, h.dir)
}

func grep(t *testing.T, dir string) {
	t.Helper()
	files := 0
	words := append(strings.Fields(marker), "Aetna", "MRN-0042", sourceOf([]byte("chart of "+marker)).SHA256)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		for _, w := range words {
			if strings.Contains(strings.ToLower(path+string(data)), strings.ToLower(w)) {
				t.Errorf("%s holds %q in clear", path, w)
			}
		}
		return err
	})
	if err != nil || files < 8 {
		t.Errorf("want the workspace's files searched, got %d, %v", files, err)
	}
}

func TestPreferences(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	if v, err := h.cases.Preference(ctx, "theme"); v != "" || err != nil {
		t.Errorf("unset: want nothing, got %q, %v", v, err)
	}
	if err := errors.Join(h.cases.SetPreference(ctx, h.s, "theme", "dark"), h.cases.SetPreference(ctx, h.s, "theme", "light")); err != nil {
		t.Fatal(err)
	}
	if v, err := h.cases.Preference(ctx, "theme"); v != "light" || err != nil {
		t.Errorf("want light, got %q, %v", v, err)
	}
	if n := h.trail(chart.ActSettings); n != 2 {
		t.Errorf("want two changes in the trail, got %d", n)
	}
}
