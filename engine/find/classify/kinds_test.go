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

// TestKinds reads sheets of every type that name themselves in their own words or not at all: each block of the file is a page
// behind "=== type".
func TestKinds(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "kinds.txt"))
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for _, block := range strings.Split(strings.TrimPrefix(string(text), "=== "), "\n=== ") {
		kind, page, _ := strings.Cut(block, "\n")
		all++
		docs := classify.Split([]chart.Page{typeset.Page(1, page)})
		if docs[0].Type == chart.Type(kind) {
			right++
			continue
		}
		t.Logf("want %s, got %s %.2f: %s", kind, docs[0].Type, float64(docs[0].TypeConfidence), strings.TrimSpace(page[:min(len(page), 70)]))
	}
	t.Logf("%d of %d types", right, all)
	if 100*right < 94*all {
		t.Errorf("want 94%% of %d types, got %d", all, right)
	}
}
