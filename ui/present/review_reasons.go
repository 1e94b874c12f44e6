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

// said is a reason in a sentence for the field at hand, and in a word or two for the lists.
type said struct {
	reason     chart.Reason
	line, word Line
}

// gravestFirst is what is said, in the order in which it is said: whoever reads one line reads that.
func gravestFirst() []said {
	return []said{
		{chart.AnotherPatient, Say("A page of this document names another patient."), Say("another patient")},
		{chart.PatientUnmatched, Say("Two identifiers of the patient could not be matched on every page."), Say("whose page")},
		{chart.FormUnsure, Say("This page is nearly one of the practice's forms, or a zone of it lies off the page."), Say("form unsure")},
		{chart.ScannedAnew, Say("Its page is a new scan: what was decided on the old one does not hold."), Say("new scan")},
		{chart.ScannedTwice, Say("A page of this document seems to be scanned twice."), Say("scanned twice")},
		{chart.FailedCheck, Say("It does not pass its check: a date that does not exist, or a wrong check digit."), Say("fails its check")},
		{chart.Illegible, Say("It could not be read."), Say("illegible")},
		{chart.EnginesDisagree, Say("The two readings differ."), Say("readings differ")},
		{chart.Missing, Say("It was expected and not found."), Say("not found")},
		{chart.Handwriting, Say("It is handwritten."), Say("handwritten")},
		{unsureOfType, Say("The type of this document is a guess; F7 sets it right."), Say("type guessed")},
		{unsureOfField, Say("Not sure that this is “{{.Field}}”: look at the page."), Say("right field?")},
		{chart.LowConfidence, Say("It is hard to read."), Say("hard to read")},
		{chart.OneEngineOnly, Say("Only one reader could read it."), Say("read once")},
		{chart.Sampled, Say("It was picked at random to check the reading."), Say("sample")},
		{chart.HighRiskField, Say("This always needs a person."), Say("always looked at")},
	}
}

// grave is the place of a reason among them; one that is not known here comes last.
func grave(r chart.Reason) int {
	all := gravestFirst()
	if i := slices.IndexFunc(all, func(s said) bool { return s.reason == r }); i >= 0 {
		return i
	}
	return len(all)
}

// reasonsOf gives the reasons that are worth a line, the gravest first. That a field is always looked at goes without saying
// where something else speaks against it, but for allergies; and so does that letters are hard to read where something else
// says it.
func reasonsOf(d *chart.Dossier, f chart.Field) []chart.Reason {
	has := func(r chart.Reason) bool { return slices.Contains(f.Reasons, r) }
	out := make([]chart.Reason, 0, len(f.Reasons))
	for _, r := range f.Reasons {
		if r == chart.LowConfidence {
			r = unsureOf(d, f)
		}
		switch {
		case r == chart.HighRiskField && len(f.Reasons) > 1 && f.Name != chart.Allergy:
		case r == chart.LowConfidence && (has(chart.EnginesDisagree) || has(chart.Handwriting) || has(chart.Illegible)):
		default:
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b chart.Reason) int { return grave(a) - grave(b) })
	return out
}

// unsureOf says what low confidence means: the letters where they were not read surely, else the type where it is a guess,
// else whether the value is this field's.
func unsureOf(d *chart.Dossier, f chart.Field) chart.Reason {
	switch {
	case !review.ReadSurely(d, f):
		return chart.LowConfidence
	case d.Document.TypeConfidence < chart.DoubtfulType:
		return unsureOfType
	}
	return unsureOfField
}

// reasonLine says in a sentence why a person must look, with what is known of the field.
func reasonLine(r chart.Reason, f chart.Field) Line {
	switch both := readings(f); {
	case r == chart.LowConfidence && len(review.Doubtful(f)) > 0:
		return Say("The marked characters are hard to read.")
	case r == unsureOfField && f.Cell != nil:
		return Say("Not sure that it stands whole in its line and column: look at the page.")
	case r == unsureOfField:
		return Say("Not sure that this is “{{.Field}}”: look at the page.", Data{"Field": FieldWord(f.Name)})
	case r == chart.EnginesDisagree && len(both) > 1:
		return Say("The two readings differ: {{.Readings}}.", Data{"Readings": strings.Join(both, " · ")})
	case r == chart.FailedCheck && f.Cell != nil:
		return Say("It does not fit its column or the rest of its line.")
	case r == chart.HighRiskField && f.Name == chart.Allergy:
		return Say("Allergies always need a person.")
	}
	if i := grave(r); i < len(gravestFirst()) {
		return gravestFirst()[i].line
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

// reasonWord is the gravest reason in a word or two.
func reasonWord(d *chart.Dossier, f chart.Field) Line {
	rs := reasonsOf(d, f)
	switch {
	case len(rs) == 0 || grave(rs[0]) == len(gravestFirst()):
		return Say("needs you")
	case rs[0] == unsureOfField && f.Cell != nil:
		return Say("right place?")
	}
	return gravestFirst()[grave(rs[0])].word
}
