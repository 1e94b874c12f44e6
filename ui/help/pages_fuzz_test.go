package help_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"chartproof.org/chartproof/ui/help"
)

// FuzzPages: no line of a page is lost, whatever it begins with.
func FuzzPages(f *testing.F) {
	f.Add("# Title\n\n## Part\ntext\n- item\n")
	f.Add("#\n##\n- \n-\r\n# # ##")
	f.Fuzz(func(t *testing.T, text string) {
		pages, err := help.Pages(fstest.MapFS{"help/pages/en/10-a.md": {Data: []byte(text)}}, "")
		if err != nil || len(pages) != 1 || pages[0].Name != "a" {
			t.Fatalf("want one page named a, got %+v, %v", pages, err)
		}
		shown := pages[0].Title
		for _, b := range pages[0].Blocks {
			shown += "\n" + b.Text
		}
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "# ") {
				continue
			}
			if line = strings.TrimPrefix(strings.TrimPrefix(line, "## "), "- "); !strings.Contains(shown, line) {
				t.Errorf("%q is not shown: %q", line, shown)
			}
		}
	})
}
