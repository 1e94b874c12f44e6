package trust

import (
	"math"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// group is a family of fields that go wrong in the same way.
type group int

const (
	people group = iota
	days
	numbers
	codes
	words
	places
	contacts
	marks
	groups
)

func groupOf(n chart.FieldName) group {
	switch n {
	case chart.PatientName, chart.ProviderName, chart.ReferringProvider:
		return people
	case chart.DateOfBirth, chart.DateOfService, chart.AdmissionDate, chart.DischargeDate, chart.CollectedDate, chart.ReportedDate, chart.SignatureDate:
		return days
	case chart.DiagnosisCode, chart.ProcedureCode:
		return codes
	case chart.Allergy, chart.Medication, chart.Diagnosis, chart.Vaccine, chart.DenialReason:
		return words
	case chart.Facility, chart.Payer, chart.Address:
		return places
	case chart.Phone, chart.Email:
		return contacts
	case chart.Sex, chart.SignaturePresent:
		return marks
	}
	return numbers
}

// The features: their order is that of the weights.
const (
	one = iota
	found
	read
	disagreed
	single
	failed
	handwritten
	rivals
	short
	long
	digits
	canonical
	poorPage
	doubtfulType
	common
	count = common + 2*int(groups) // an offset and a slope of found for each group
)

// features describes a field within its document. Found and read are log odds.
func features(f *chart.Field, doc *chart.Document, quality float64) []float64 {
	x := make([]float64, count)
	text := f.Value.Reveal()
	x[one] = 1
	x[found] = logOdds(float64(f.Confidence))
	x[read] = logOdds(leastReading(f))
	x[disagreed] = is(slices.Contains(f.Reasons, chart.EnginesDisagree))
	x[single] = is(len(f.Readings) == 1)
	x[failed] = is(slices.Contains(f.Reasons, chart.FailedCheck))
	x[handwritten] = is(slices.Contains(f.Reasons, chart.Handwriting) || slices.Contains(f.Reasons, chart.Illegible))
	x[rivals] = math.Log1p(float64(others(f, doc)))
	x[short] = is(len(text) <= 3)
	x[long] = is(len(text) > 24)
	x[digits] = is(strings.ContainsAny(text, "0123456789"))
	x[canonical] = is(f.Normalized != "")
	x[poorPage] = 1 - quality
	x[doubtfulType] = 1 - float64(doc.TypeConfidence)
	at := common + 2*int(groupOf(f.Name))
	x[at], x[at+1] = 1, x[found]
	return x
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// leastReading is the confidence of the least sure engine; 1 where none is known.
func leastReading(f *chart.Field) float64 {
	least := 1.0
	for _, r := range f.Readings {
		least = min(least, float64(r.Confidence))
	}
	return least
}

// others counts the fields of the same name with another value.
func others(f *chart.Field, doc *chart.Document) int {
	n := 0
	for i := range doc.Fields {
		if o := &doc.Fields[i]; o.Name == f.Name && o.Value != f.Value {
			n++
		}
	}
	return n
}

// logOdds is bounded: beyond one in a thousand nobody knows.
func logOdds(p float64) float64 {
	p = min(max(p, 0.001), 0.999)
	return math.Log(p / (1 - p))
}
