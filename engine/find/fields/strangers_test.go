package fields_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/internal/typeset"
)

// stranger is a page set by hand after what systems, laboratories, payers and registries print, with what stands on it.
type stranger struct {
	kind chart.Type
	page string
	want map[chart.FieldName][]string // several values, or several ways to write one
}

// readStranger reads "type, page, ----, field: value|value". A field without a value may be found or not.
func readStranger(t *testing.T, path string) stranger {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	kind, rest, _ := strings.Cut(string(text), "\n")
	page, list, ok := strings.Cut(rest, "\n----\n")
	if !ok {
		t.Fatalf("%s has no list of fields", filepath.Base(path))
	}
	s := stranger{chart.Type(kind), page, map[chart.FieldName][]string{}}
	for line := range strings.Lines(list) {
		n, v, _ := strings.Cut(strings.TrimSpace(line), ":")
		s.want[chart.FieldName(n)] = strings.Split(strings.TrimSpace(v), "|")
	}
	return s
}

// TestStrangers reads pages of which no generator knows. Nearly all that stands on them must be found, and hardly anything that
// does not.
func TestStrangers(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "strangers", "*.txt"))
	if err != nil || len(paths) < 15 {
		t.Fatalf("want the pages in testdata/strangers, got %d, %v", len(paths), err)
	}
	want, right, extra, vain := 0, 0, 0, 0
	for _, path := range paths {
		s := readStranger(t, path)
		doc := chart.Document{Type: s.kind, TypeConfidence: 1, Pages: []int{1}}
		fields.Extractor{Now: today}.Extract(&doc, []chart.Page{typeset.Page(1, s.page)})
		for n, values := range s.want {
			got := values0(doc, n)
			switch {
			case slices.Equal(values, []string{""}):
			case n == chart.PatientName || n == chart.ReportedDate: // several ways to write one
				want++
				if len(got) == 1 && slices.Contains(values, got[0]) {
					right++
				} else {
					t.Logf("%s %s: want one of %q, got %q", filepath.Base(path), n, values, got)
				}
			default:
				want += len(values)
				for _, v := range values {
					if slices.Contains(got, v) {
						right++
					} else {
						t.Logf("%s %s: want %q, got %q", filepath.Base(path), n, v, got)
					}
				}
				for _, g := range got {
					if !slices.Contains(values, g) {
						extra++
						t.Logf("%s %s: not there: %q", filepath.Base(path), n, g)
					}
				}
			}
		}
		for _, f := range doc.Fields {
			if _, listed := s.want[f.Name]; !listed && f.Value == "" {
				vain++
			}
			if _, listed := s.want[f.Name]; !listed && f.Value != "" {
				extra++
				t.Logf("%s %s: not there: %q, confidence %.2f", filepath.Base(path), f.Name, f.Value.Reveal(), float64(f.Confidence))
			}
		}
	}
	t.Logf("%d of %d values, %d that are not there; %d asked for in vain on %d pages", right, want, extra, vain, len(paths))
	if 100*right < 97*want || extra > want/40 {
		t.Errorf("want 97%% of %d values and at most %d others, got %d and %d", want, want/40, right, extra)
	}
	if vain > len(paths) {
		t.Errorf("want at most one question in vain a page, got %d on %d", vain, len(paths))
	}
}

// values0 gives the values of a field, canonical where there is a canonical form, without those that are missing.
func values0(d chart.Document, n chart.FieldName) []string {
	return slices.DeleteFunc(values(d, n), func(s string) bool { return s == "" })
}
