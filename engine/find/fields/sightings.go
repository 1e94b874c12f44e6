package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// identifying are the fields that tell one patient from another, and the facility whose numbers they are.
var identifying = []chart.FieldName{chart.PatientName, chart.DateOfBirth, chart.MRN, chart.SSN, chart.AccountNumber, chart.MemberID, chart.Facility}

// sight notes what each page by itself says of whose it is.
func (r *reader) sight() {
	r.doc.Sightings = nil
	for _, l := range r.leaves {
		for _, n := range identifying {
			var here []hit
			for _, h := range r.found[n] {
				if h.leaf == l {
					here = append(here, h)
				}
			}
			h, _, ok := best(here)
			if !ok {
				continue
			}
			r.doc.Sightings = append(r.doc.Sightings, chart.Field{Name: n, Value: chart.Text(strings.TrimSpace(h.value)), Normalized: chart.Text(h.norm),
				Confidence: chart.Confidence(h.score) * l.least(h.words), Page: l.page.Number, Box: layout.Box(h.words), Reasons: []chart.Reason{}, Readings: []chart.Reading{}})
		}
	}
}
