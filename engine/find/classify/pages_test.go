package classify_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// typesRight counts the pages of a folder whose type is found; log is told of the others.
func typesRight(t *testing.T, folder string, log func(string, ...any)) (right, all int) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "fields", "testdata", folder, "*.txt"))
	if err != nil || len(paths) < 20 {
		t.Fatalf("want the pages in %s, got %d, %v", folder, len(paths), err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		kind, rest, _ := strings.Cut(string(text), "\n")
		page, _, _ := strings.Cut(rest, "\n----\n")
		docs := classify.Split([]chart.Page{typeset.Page(1, page)})
		if len(docs) == 1 && docs[0].Type == chart.Type(kind) {
			right++
		} else if len(docs) > 0 {
			log("%s: want %s, got %s %.2f", filepath.Base(path), kind, docs[0].Type, float64(docs[0].TypeConfidence))
		}
	}
	return right, len(paths)
}

// TestTypesOfStrangersPages reads the pages by strangers on which fields are found as well.
func TestTypesOfStrangersPages(t *testing.T) {
	right, all := typesRight(t, "strangers", t.Logf)
	t.Logf("%d of %d types", right, all)
	if 100*right < 95*all {
		t.Errorf("want 95%% of %d types, got %d", all, right)
	}
}

// TestTypesOfUnseenPages reads those that nobody who writes rules has read: totals only.
func TestTypesOfUnseenPages(t *testing.T) {
	unknown := 0
	right, all := typesRight(t, "unseen", func(_ string, of ...any) {
		if of[2] == chart.Other {
			unknown++
		}
	})
	t.Logf("%d of %d types, %d left open", right, all, unknown)
	if 100*right < 88*all {
		t.Errorf("want 88%% of %d types, got %d", all, right)
	}
}
