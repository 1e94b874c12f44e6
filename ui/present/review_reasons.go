package present

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
)

// Low confidence may mean three things, and a person looks elsewhere for each: at the letters, at the label beside them, or
// at the heading of the document. They are told apart on the screen only.
const (
	unsureOfType  chart.Reason = "unsure_of_type"
	unsureOfField chart.Reason = "unsure_of_field"
)

// gravestFirst is the order in which reasons are said: whoever reads one line reads that.
func gravestFirst() []chart.Reason {
	return []chart.Reason{chart.AnotherPatient, chart.PatientUnmatched, chart.FailedCheck, chart.Illegible, chart.EnginesDisagree,
		chart.Missing, chart.Handwriting, unsureOfType, unsureOfField, chart.LowConfidence, chart.OneEngineOnly, chart.Sampled,
		chart.HighRiskField}
}

// reasonsOf gives the reasons that are worth a line, the gravest first. That a field is always looked at goes without saying
// where something else speaks against it, and so does that letters are hard to read where that is why something else is said.
func reasonsOf(d *chart.Dossier, f chart.Field) []chart.Reason {
	has := func(r chart.Reason) bool { return slices.Contains(f.Reasons, r) }
	out := make([]chart.Reason, 0, len(f.Reasons))
	for _, r := range f.Reasons {
		if r == chart.LowConfidence {
			r = unsureOf(d, f)
		}
		switch {
		case r == chart.HighRiskField && len(f.Reasons) > 1:
		case r == chart.LowConfidence && (has(chart.EnginesDisagree) || has(chart.Handwriting) || has(chart.Illegible)):
		default:
			out = append(out, r)
		}
	}
	order := gravestFirst()
	place := func(r chart.Reason) int { // one that is not known here comes last
		return (slices.Index(order, r) + len(order) + 1) % (len(order) + 1)
	}
	slices.SortStableFunc(out, func(a, b chart.Reason) int { return place(a) - place(b) })
	return out
}

// unsureOf says what low confidence means: the letters where they were not read surely, else the type where it is a guess,
// else whether the value is this field's.
func unsureOf(d *chart.Dossier, f chart.Field) chart.Reason {
	switch {
	case !review.ReadSurely(f):
		return chart.LowConfidence
	case d.Document.TypeConfidence < chart.DoubtfulType:
		return unsureOfType
	}
	return unsureOfField
}

// reasonLine says in a sentence why a person must look.
func reasonLine(r chart.Reason, f chart.Field) Line {
	switch r {
	case chart.LowConfidence:
		if len(review.Doubtful(f)) > 0 {
			return Say("The marked characters are hard to read.")
		}
		return Say("It is hard to read.")
	case unsureOfField:
		return Say("Not sure that this is “{{.Field}}”: look at the page.", Data{"Field": FieldWord(f.Name)})
	case unsureOfType:
		return Say("The type of this document is a guess; F7 sets it right.")
	case chart.EnginesDisagree:
		if both := readings(f); len(both) > 1 {
			return Say("The two readings differ: {{.Readings}}.", Data{"Readings": strings.Join(both, " · ")})
		}
		return Say("The two readings differ.")
	case chart.OneEngineOnly:
		return Say("Only one reader could read it.")
	case chart.FailedCheck:
		if f.Cell != nil {
			return Say("It does not fit its column or the rest of its line.")
		}
		return Say("It does not pass its check: a date that does not exist, or a wrong check digit.")
	case chart.HighRiskField:
		if f.Name == chart.Allergy {
			return Say("Allergies always need a person.")
		}
		return Say("This always needs a person.")
	case chart.Handwriting:
		return Say("It is handwritten.")
	case chart.Illegible:
		return Say("It could not be read.")
	case chart.Missing:
		return Say("It was expected and not found.")
	case chart.AnotherPatient:
		return Say("A page of this document names another patient.")
	case chart.PatientUnmatched:
		return Say("Two identifiers of the patient could not be matched on every page.")
	case chart.Sampled:
		return Say("It was picked at random to check the reading.")
	}
	return Say("A person must look.")
}

// readings gives what the readers read, but for nothing.
func readings(f chart.Field) []string {
	var out []string
	for _, r := range f.Readings {
		if r.Value != "" {
			out = append(out, r.Value.Reveal())
		}
	}
	return out
}

// reasonWord is the gravest reason in a word or two, for the lists.
func reasonWord(d *chart.Dossier, f chart.Field) Line {
	for _, r := range reasonsOf(d, f) {
		switch r {
		case chart.AnotherPatient:
			return Say("another patient")
		case chart.PatientUnmatched:
			return Say("whose page")
		case chart.FailedCheck:
			return Say("fails its check")
		case chart.Illegible:
			return Say("illegible")
		case chart.EnginesDisagree:
			return Say("readings differ")
		case chart.Missing:
			return Say("not found")
		case chart.Handwriting:
			return Say("handwritten")
		case unsureOfType:
			return Say("type guessed")
		case unsureOfField:
			return Say("right field?")
		case chart.LowConfidence:
			return Say("hard to read")
		case chart.OneEngineOnly:
			return Say("read once")
		case chart.Sampled:
			return Say("sample")
		case chart.HighRiskField:
			return Say("always looked at")
		}
	}
	return Say("needs you")
}
