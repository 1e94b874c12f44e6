package redact

import (
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// FileName searches the name under which a copy leaves for what was redacted in it: charts arrive as "GonzalezMaria.pdf", and
// a copy that is named after its source tells all. Letter case means nothing in file names.
func FileName(name string, spans []chart.Span) []chart.Residual {
	var words []chart.Word
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		for _, part := range camel(w) {
			words = append(words, chart.Word{Text: chart.Text(strings.ToUpper(part))})
		}
	}
	var found []chart.Residual
	for _, m := range needlesOf(spans).onPage(words) {
		found = append(found, chart.Residual{Kind: m.kind, How: "file_name"})
	}
	return found
}

// camel parts a word where a capital follows a small letter, and digits from letters.
func camel(w string) []string {
	var out []string
	from, before := 0, rune(0)
	for i, r := range w {
		if i > 0 && (unicode.IsUpper(r) && unicode.IsLower(before) || unicode.IsDigit(r) && unicode.IsLetter(before) || unicode.IsLetter(r) && unicode.IsDigit(before)) {
			out = append(out, w[from:i])
			from = i
		}
		before = r
	}
	return append(out, w[from:])
}
