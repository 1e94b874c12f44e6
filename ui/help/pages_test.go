package help_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/assets"
	"chartproof.org/chartproof/ui/help"
)

// languages are those that the program speaks.
func languages(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(assets.Translations, "i18n")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".json"))
	}
	return out
}

func TestEveryLanguageHasEveryPage(t *testing.T) {
	english, err := help.Pages(assets.HelpPages, "en")
	if err != nil || len(english) < 10 {
		t.Fatalf("%d English pages, %v", len(english), err)
	}
	for _, language := range languages(t) {
		if _, err := fs.Stat(assets.HelpPages, "help/pages/"+language); err != nil {
			t.Errorf("%s: no help pages", language)
			continue
		}
		pages, err := help.Pages(assets.HelpPages, language)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range pages {
			if p.Title == "" || len(p.Blocks) < 3 {
				t.Errorf("%s: page %s has title %q and %d blocks", language, p.Name, p.Title, len(p.Blocks))
			}
			if i >= len(english) || p.Name != english[i].Name {
				t.Fatalf("%s: page %d is %s, which is not the English one", language, i, p.Name)
			}
			if got, want := shape(p), shape(english[i]); got != want {
				t.Errorf("%s: page %s is made of %s, the English one of %s", language, p.Name, got, want)
			}
			if language != "en" && p.Title == english[i].Title {
				t.Errorf("%s: page %s was not translated", language, p.Name)
			}
		}
		if len(pages) != len(english) {
			t.Errorf("%s: %d pages, want %d", language, len(pages), len(english))
		}
	}
}

// shape is the order of a page's blocks; a translation that lost one differs.
func shape(p help.Page) string {
	var b strings.Builder
	for _, block := range p.Blocks {
		b.WriteByte("pse"[block.Kind])
	}
	return b.String()
}

func TestUnknownLanguageGetsEnglish(t *testing.T) {
	english, _ := help.Pages(assets.HelpPages, "en")
	for _, language := range []string{"", "xx"} {
		got, err := help.Pages(assets.HelpPages, language)
		if err != nil || len(got) != len(english) || got[0].Title != english[0].Title {
			t.Errorf("%q: %v, %d pages", language, err, len(got))
		}
	}
}

func TestNamesAreUnique(t *testing.T) {
	pages, _ := help.Pages(assets.HelpPages, "en")
	var names []string
	for _, p := range pages {
		if slices.Contains(names, p.Name) {
			t.Errorf("two pages are called %s", p.Name)
		}
		names = append(names, p.Name)
	}
}
