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

// The features. Their order is that of the fitted trees: a new one goes in anywhere, and the model is fitted anew.
const (
	fit = sure + 1 + iota
	lead
	rivalled
	read
	faintest
	disagreed
	engines
	failed
	handwritten
	siblings
	length
	figures
	canonical
	paper
	typed
	sightings
	ways
	called
	passed
	absent
	around
	plausible
	familiar
	surroundings
	elsewhere
	preferred
	diagnosis
	firstWay
	firstGroup = firstWay + int(chart.Ways)
	count      = firstGroup + int(groups)
)

// features describes a field within its document.
func features(f *chart.Field, doc *chart.Document, page float64) vector {
	var x vector
	text := f.Value.Reveal()
	e := &f.Evidence
	x[sure] = float64(f.Confidence)
	x[fit] = e.Fit
	x[lead] = e.Fit - e.Rival
	x[rivalled] = is(e.Rival > 0)
	x[read] = e.Words
	x[faintest] = leastLetter(f.Doubt)
	x[disagreed] = is(slices.Contains(f.Reasons, chart.EnginesDisagree))
	x[engines] = float64(len(f.Readings))
	x[failed] = is(slices.Contains(f.Reasons, chart.FailedCheck))
	x[handwritten] = is(slices.Contains(f.Reasons, chart.Handwriting) || slices.Contains(f.Reasons, chart.Illegible))
	x[siblings] = math.Log1p(float64(others(f, doc)))
	x[length] = math.Log1p(float64(len(text)))
	x[figures] = shareOfDigits(text)
	x[canonical] = is(f.Normalized != "")
	x[paper] = page
	x[typed] = float64(doc.TypeConfidence)
	x[sightings] = float64(min(4, e.Sightings))
	x[ways] = float64(min(3, e.Ways))
	x[called] = is(e.Called)
	x[passed] = float64(min(3, e.Passed))
	x[absent], x[around] = company(f, doc)
	x[plausible], x[familiar] = e.Plausible, e.Familiar
	x[surroundings], x[elsewhere], x[preferred] = e.Around, e.Other, e.Around-e.Other
	x[diagnosis] = is(f.Name == chart.Diagnosis)
	x[firstWay+int(min(e.Way, chart.Ways-1))] = 1
	x[firstGroup+int(groupOf(f.Name))] = 1
	return x
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// leastLetter is the confidence of the least sure character; 1 where the reader is sure of all.
func leastLetter(doubt []chart.Confidence) float64 {
	least := 1.0
	for _, d := range doubt {
		least = min(least, float64(d))
	}
	return least
}

func shareOfDigits(text string) float64 {
	n := 0
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			n++
		}
	}
	return float64(n) / float64(max(1, len(strings.ReplaceAll(text, " ", ""))))
}

// others counts the fields of the same name with another value.
func others(f *chart.Field, doc *chart.Document) int {
	n := 0
	for i := range doc.Fields {
		if o := &doc.Fields[i]; o.Name == f.Name && o.Value != f.Value && o.Value != "" {
			n++
		}
	}
	return n
}

// company says how well the rest of the document was understood: the share of what its type calls for that was not found,
// and how well the values of other names fit. A layout of a stranger shows in both.
func company(f *chart.Field, doc *chart.Document) (absent, around float64) {
	missing, found, sum, n := 0, 0, 0.0, 0
	for i := range doc.Fields {
		o := &doc.Fields[i]
		switch {
		case o.Value == "":
			missing++
		case o.Name != f.Name:
			sum += o.Evidence.Fit
			n++
		}
		found += int(is(o.Value != "" && o.Evidence.Called))
	}
	if n == 0 {
		return float64(missing) / float64(max(1, missing+found)), 0.5
	}
	return float64(missing) / float64(max(1, missing+found)), sum / float64(n)
}
