package routing

import (
	"maps"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Aimed gives the profile with other thresholds for fields and cells, as they follow from the accuracy that a practice asks for.
// None goes below the profile's floor, and what is always looked at stays so.
func (p Profile) Aimed(fields, cells map[chart.FieldName]chart.Confidence) Profile {
	p.Fields, p.Cells = maps.Clone(fields), maps.Clone(cells)
	for _, least := range []map[chart.FieldName]chart.Confidence{p.Fields, p.Cells} {
		for n, c := range least {
			least[n] = max(c, p.Floor)
		}
	}
	return p
}

// Sample sends fields that no rule sends, with the reason sampled, where draw says so of their ids. draw must not be
// foreseeable from what stands on a page: whoever writes the page could else keep a value from being looked at.
func Sample(doc *chart.Document, draw func(chart.FieldID) bool) {
	for i := range doc.Fields {
		f := &doc.Fields[i]
		if f.Value == "" || f.NeedsReview || slices.Contains(f.Reasons, chart.Sampled) || !draw(f.ID) {
			continue
		}
		f.Reasons, f.NeedsReview = ordered(append(f.Reasons, chart.Sampled)), true
	}
}
