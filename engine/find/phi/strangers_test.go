package phi_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// identifying are the captured fields whose values identify the patient or somebody of the house.
var identifying = []chart.FieldName{chart.PatientName, chart.Address, chart.Phone, chart.Email, chart.SSN, chart.MRN, chart.MemberID,
	chart.AccountNumber, chart.GroupNumber}

// dated is a day with its month and year, or a month and a day, as charts print it.
var dated = regexp.MustCompile(`^\(?(\d{1,2}[/.-]\d{1,2}[/.-](19|20)?\d\d|(19|20)\d\d-\d\d-\d\d|\d{1,2}-?[A-Z][A-Za-z]{2}-?(19|20)?\d\d)[),.;]*$`)

// plain is a word without what is no letter or digit, in capitals.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}

// needles are the words of a page that must be covered, out of the values that a person keyed from it.
func needles(p typeset.Stranger) []string {
	var out []string
	for _, n := range identifying {
		for _, value := range p.Values[n] {
			for _, w := range strings.Fields(value) {
				// A state, an initial or a number of two digits says nothing by itself.
				if w = plain(w); len(w) > 2 {
					out = append(out, w)
				}
			}
			out = append(out, plain(value), strings.TrimPrefix(plain(value), "1"))
		}
	}
	return out
}

// TestStrangersIdentifiers reads pages that no generator made: nearly all words of what a person keyed as the patient's name,
// address and numbers are covered wherever they stand, and all that is a date.
func TestStrangersIdentifiers(t *testing.T) {
	for folder, show := range map[string]bool{"strangers": true, "unseen": false} {
		t.Run(folder, func(t *testing.T) {
			paths, err := filepath.Glob(filepath.Join("..", "fields", "testdata", folder, "*.txt"))
			if err != nil || len(paths) < 30 {
				t.Fatalf("want the pages of %s, got %d, %v", folder, len(paths), err)
			}
			d, err := phi.New()
			if err != nil {
				t.Fatal(err)
			}
			want, covered, clean := 0, 0, 0
			for _, path := range paths {
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				p, err := typeset.Read(string(text))
				if err != nil {
					t.Fatal(err)
				}
				page := typeset.Page(1, p.Text)
				open, spans := 0, d.Pages([]chart.Page{page})
				for _, w := range mustCover(page, needles(p)) {
					want++
					if under(w, spans) {
						covered++
						continue
					}
					open++
					if show {
						t.Logf("%s: %q is open", filepath.Base(path), w.Text.Reveal())
					}
				}
				if open == 0 {
					clean++
				}
			}
			t.Logf("%d of %d words covered (%.4f), %d of %d pages without an open one", covered, want, float64(covered)/float64(want), clean, len(paths))
			if float64(covered) < 0.97*float64(want) {
				t.Errorf("want 97%% of %d words covered, got %d", want, covered)
			}
		})
	}
}

func mustCover(p chart.Page, needles []string) []chart.Word {
	var out []chart.Word
	for _, w := range p.Words {
		s := w.Text.Reveal()
		if n := plain(s); len(n) > 2 && slices.Contains(needles, n) || dated.MatchString(s) {
			out = append(out, w)
		}
	}
	return out
}

// under reports a word of which the middle of its letters and digits lies in a span's box; what else is printed on the line to
// write on says nothing.
func under(w chart.Word, spans []chart.Span) bool {
	text := []rune(w.Text.Reveal())
	said := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	first, last := slices.IndexFunc(text, said), len(text)-1
	for last > first && !said(text[last]) {
		last--
	}
	x := w.Box.X0 + (w.Box.X1-w.Box.X0)*(float64(first+last+1)/2)/float64(len(text))
	y := (w.Box.Y0 + w.Box.Y1) / 2
	middle := geom.Box{X0: x - 1e-4, Y0: y - 1e-4, X1: x + 1e-4, Y1: y + 1e-4}
	return slices.ContainsFunc(spans, func(s chart.Span) bool { return slices.ContainsFunc(s.Boxes, middle.Overlaps) })
}
