package phrase_test

import (
	"testing"
	"time"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

func TestText(t *testing.T) {
	if err := uikit.LoadTranslations("en"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		line present.Line
		want string
	}{
		{present.Line{}, ""},
		{present.Say("Import charts"), "Import charts"},
		{present.Count("{{.N}} pages", 1), "1 page"},
		{present.Count("{{.N}} pages", 5), "5 pages"},
		{present.Say("hub reached {{.Ago}}", present.Data{"Ago": present.Ago(20 * time.Second)}), "hub reached 20 s ago"},
		{present.Say("{{.Pages}} in {{.Documents}}", present.Data{"Pages": present.Count("{{.N}} pages", 1),
			"Documents": present.Count("{{.N}} documents", 2)}), "1 page in 2 documents"},
	} {
		if got := phrase.Text(c.line); got != c.want {
			t.Errorf("%q: want %q, got %q", c.line.Key, c.want, got)
		}
	}
	if got := phrase.Fault(nil); got != (uikit.Fault{}) {
		t.Errorf("no trouble: want nothing, got %+v", got)
	}
	trouble := present.TroubleOf(nil)
	if got := phrase.Fault(&trouble); got.Happened == "" || got.Safe == "" || got.Do == "" {
		t.Errorf("want three lines, got %+v", got)
	}
}
