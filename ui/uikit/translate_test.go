package uikit

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chartproof.org/chartproof/assets"
)

var update = flag.Bool("update", false, "add missing texts to the English catalogue")

const english = "../../assets/i18n/en.json"

// usedTexts collects the first argument of every T, N, Say and Count call in ui and app/chartproof, by kind.
func usedTexts(t *testing.T) (plain, plural map[string]string) {
	t.Helper()
	plain, plural = map[string]string{}, map[string]string{}
	for _, root := range []string{"..", "../../app/chartproof"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if os.IsNotExist(err) {
				return nil
			}
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return nil //nolint:nilerr // a file being written is the compiler's business
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if name, text, ok := translated(n); ok {
					if name == "N" || name == "Count" {
						plural[text] = path
					} else {
						plain[text] = path
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return plain, plural
}

func translated(n ast.Node) (fn, text string, ok bool) {
	call, isCall := n.(*ast.CallExpr)
	if !isCall || len(call.Args) == 0 {
		return "", "", false
	}
	switch f := call.Fun.(type) {
	case *ast.Ident:
		fn = f.Name
	case *ast.SelectorExpr:
		fn = f.Sel.Name
	}
	if fn != "T" && fn != "N" && fn != "Say" && fn != "Count" {
		return "", "", false
	}
	lit, isLit := call.Args[0].(*ast.BasicLit)
	if !isLit || lit.Kind != token.STRING {
		return "", "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return fn, text, err == nil
}

func catalogue(t *testing.T, name string) map[string]any {
	t.Helper()
	data, err := assets.Translations.ReadFile("i18n/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if *update && name == "en.json" { // the file may be newer than what was built in
		if data, err = os.ReadFile(english); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]any{}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

func TestEveryTextStandsInTheEnglishCatalogue(t *testing.T) {
	plain, plural := usedTexts(t)
	have := catalogue(t, "en.json")
	if len(plain) < 3 {
		t.Fatalf("want the texts of the screens found, got %d", len(plain))
	}
	missing := 0
	for text, path := range plain {
		if _, ok := have[text].(string); !ok {
			have[text], missing = text, missing+1
			if !*update {
				t.Errorf("%s: %q stands in no catalogue (go test ./ui/uikit -run Catalogue -update)", path, text)
			}
		}
	}
	for text, path := range plural {
		if _, ok := have[text].(map[string]any); !ok {
			have[text], missing = map[string]any{"one": text, "other": text}, missing+1
			if !*update {
				t.Errorf("%s: plural %q stands in no catalogue (go test ./ui/uikit -run Catalogue -update, then write its singular)", path, text)
			}
		}
	}
	if !*update {
		return
	}
	for text := range have {
		if plain[text] == "" && plural[text] == "" {
			delete(have, text)
		}
	}
	writeCatalogue(t, have)
	t.Logf("%d texts added", missing)
}

func writeCatalogue(t *testing.T, have map[string]any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(have); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(english, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPluralsHaveASingular(t *testing.T) {
	for text, v := range catalogue(t, "en.json") {
		forms, ok := v.(map[string]any)
		if !ok {
			continue
		}
		if forms["one"] == nil || forms["other"] == nil || forms["one"] == forms["other"] {
			t.Errorf("%q: want a singular and a plural that differ, got %v", text, forms)
		}
	}
}

// fyneReserved are message keys of the catalogue format; a text of that name would make the whole file unreadable.
var fyneReserved = []string{"id", "description", "hash", "leftdelim", "rightdelim", "zero", "one", "two", "few", "many",
	"other", "translation"}

func TestTranslationsLoadAndAreUsed(t *testing.T) {
	for text := range catalogue(t, "en.json") {
		if slices.Contains(fyneReserved, strings.ToLower(text)) {
			t.Errorf("%q is a reserved word of the catalogue format: say it in two words", text)
		}
	}
	if err := LoadTranslations("en"); err != nil {
		t.Fatal(err)
	}
	if got := T("Cancel"); got == "" {
		t.Error("Cancel: want words, got none")
	}
	if got := N("{{.N}} pages", 1); got != "1 page" {
		t.Errorf("one page: want %q, got %q", "1 page", got)
	}
	if got := N("{{.N}} pages", 3); got != "3 pages" {
		t.Errorf("three pages: want %q, got %q", "3 pages", got)
	}
	if got := T("About: {{.Who}}", A{"Who": "a chart"}); got != "About: a chart" {
		t.Errorf("data: want it put in, got %q", got)
	}
}

// placeholder is a place in a text that data fills.
var placeholder = regexp.MustCompile(`{{\.\w+}}`)

func places(v any) string {
	var out []string
	if forms, ok := v.(map[string]any); ok {
		v = forms["other"]
	}
	text, _ := v.(string)
	out = placeholder.FindAllString(text, -1)
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

func TestSpanishSaysEverythingThatEnglishSays(t *testing.T) {
	english, spanish := catalogue(t, "en.json"), catalogue(t, "es.json")
	same := 0
	for text, v := range english {
		es := spanish[text]
		if es == nil {
			t.Errorf("es.json: %q is not translated", text)
			continue
		}
		_, plural := v.(map[string]any)
		forms, esPlural := es.(map[string]any)
		if plural != esPlural || plural && (forms["one"] == nil || forms["other"] == nil || forms["one"] == forms["other"]) {
			t.Errorf("es.json: %q: want the forms of English, got %v", text, es)
		}
		if places(v) != places(es) {
			t.Errorf("es.json: %q: want the places %s, got %s", text, places(v), places(es))
		}
		if said, ok := es.(string); ok && said == text && placeholder.ReplaceAllString(text, "") == text {
			same++
		}
	}
	if same > 5 {
		t.Errorf("%d texts stand in es.json as in English", same)
	}
}

func TestAChosenLanguageHoldsWhateverTheDesktopSpeaks(t *testing.T) {
	t.Cleanup(func() {
		if err := LoadTranslations("en"); err != nil {
			t.Error(err)
		}
	})
	if err := LoadTranslations("es"); err != nil {
		t.Fatal(err)
	}
	if got := T("Cancel"); got != "Cancelar" {
		t.Errorf("want Cancelar, got %q", got)
	}
	if got := N("{{.N}} pages", 3); got != "3 páginas" {
		t.Errorf("want 3 páginas, got %q", got)
	}
}

func TestOtherLanguagesHaveNoStrayTexts(t *testing.T) {
	have := catalogue(t, "en.json")
	files, err := assets.Translations.ReadDir("i18n")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for _, text := range slices.Sorted(maps.Keys(catalogue(t, f.Name()))) {
			if have[text] == nil {
				t.Errorf("%s: %q is used nowhere", f.Name(), text)
			}
		}
	}
}
