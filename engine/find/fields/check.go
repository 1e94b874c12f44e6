package fields

import (
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Check holds a value that a person typed to the same rules as one that was read, at today's date.
func Check(n chart.FieldName, value string) (normalized string, ok bool) {
	return Extractor{Now: time.Now}.Check(n, value)
}

// Check gives the canonical form of a typed value and whether it passes the field's rules: dates that exist, check digits,
// shapes of codes. A field without rules takes any text and has no canonical form. ok false does not mean that the
// person is wrong, only that somebody should look twice.
func (e Extractor) Check(n chart.FieldName, value string) (normalized string, ok bool) {
	value = strings.Join(strings.Fields(value), " ")
	if value == "" {
		return "", false
	}
	if n == chart.ProcedureCode {
		for _, t := range cpt(value) {
			return t.norm, !t.failed
		}
		return "", false
	}
	r := &reader{clock: clock{e.Now()}}
	grammar := r.grammarOf(n)
	if grammar == nil {
		return "", true
	}
	t, found := grammar(value)
	if !found || t.from > 0 || t.to < len(value) {
		return t.norm, false
	}
	return t.norm, !t.failed
}
