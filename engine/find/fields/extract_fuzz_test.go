package fields_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// FuzzExtract sets any text as a page of any type: nothing that stands on a page may stop the program, and no value is found
// that lies on no page.
func FuzzExtract(f *testing.F) {
	for _, folder := range []string{"strangers", "tables"} {
		paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
		if err != nil || len(paths) == 0 {
			f.Fatalf("want the pages of %s, got none: %v", folder, err)
		}
		for i, path := range paths {
			if i%10 != 0 { // TestStrangers and TestTableFiles read every page; a seed of each hand is enough to start from
				continue
			}
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			_, rest, _ := strings.Cut(string(text), "\n")
			page, _, _ := strings.Cut(rest, "\n----\n")
			f.Add(byte(i), page)
		}
	}
	f.Fuzz(func(t *testing.T, kind byte, text string) {
		if len(text) > 6000 {
			return
		}
		doc := chart.Document{Type: chart.Types[int(kind)%len(chart.Types)], TypeConfidence: 1, Pages: []int{1}}
		fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, text)})
		for _, v := range doc.Fields {
			if v.Value != "" && v.Page != 1 {
				t.Errorf("%s lies on page %d of one page", v.Name, v.Page)
			}
		}
	})
}
