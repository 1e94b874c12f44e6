package fields

import (
	"regexp"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What a person once had, or why he came, is not what a document finds: where it names diagnoses of its own, those of the history
// and of the reason are left.

var history = regexp.MustCompile(`(?i)\b(?:history|pmhx?|hx|antecedentes|historial|past)\b`)

var reason = regexp.MustCompile(`(?i)\b(?:reason|indications?|complaints?|motivo)\b`)

// historic reports whether a heading is that of the history, or of a reason under which no code says that it is a diagnosis.
func (r *reader) historic(m layout.Match, before [2]int) bool {
	return history.MatchString(m.Phrase) || reason.MatchString(m.Phrase) && len(r.found[chart.DiagnosisCode]) == before[1]
}

// past marks the diagnoses and codes that were found since there were before of them.
func (r *reader) past(before [2]int) {
	for k, n := range []chart.FieldName{chart.Diagnosis, chart.DiagnosisCode} {
		for i := before[k]; i < len(r.found[n]); i++ {
			r.found[n][i].past = true
		}
	}
}

// dropPast leaves the diagnoses of the history away where the document names others of its own.
func (r *reader) dropPast() {
	for _, n := range []chart.FieldName{chart.Diagnosis, chart.DiagnosisCode} {
		if slices.ContainsFunc(r.found[n], func(h hit) bool { return !h.past && h.score >= least }) {
			r.found[n] = slices.DeleteFunc(r.found[n], func(h hit) bool { return h.past })
		}
	}
}
