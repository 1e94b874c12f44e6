package access

import (
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Kind is a kind of restriction or consent, in the words of the rules.
type Kind string

// The restrictions that a privacy officer records, and the consents that a patient gives.
const (
	Restricted    Kind = "restricted"    // closed to all but the privacy officer
	ClosedTo      Kind = "closed_to"     // closed to one person: own family, own chart
	NotToPayer    Kind = "payer"         // 45 CFR 164.522(a)(1)(vi)
	Psychotherapy Kind = "psychotherapy" // 45 CFR 164.508(a)(2)
	Part2         Kind = "part2"         // 42 CFR Part 2
	NoResearch    Kind = "no_research"
	NoRelease     Kind = "no_release" // 45 CFR 164.522(a)(1)
	Watched       Kind = "vip"        // open, but every look is told of

	ConsentPart2         Kind = "consent_part2" // 42 CFR 2.31
	ConsentPsychotherapy Kind = "consent_psychotherapy"
	ConsentResearch      Kind = "consent_research"
)

// Kinds lists them, restrictions first.
func Kinds() []Kind {
	return []Kind{Restricted, ClosedTo, NotToPayer, Psychotherapy, Part2, NoResearch, NoRelease, Watched,
		ConsentPart2, ConsentPsychotherapy, ConsentResearch}
}

// consents says what each consent is in the words of the rules.
var consents = map[Kind]string{ConsentPart2: "part2", ConsentPsychotherapy: "psychotherapy", ConsentResearch: "research"}

// Consents reports whether the kind is a consent: it opens where a restriction closes.
func (k Kind) Consents() bool { return consents[k] != "" }

// Restriction is one restriction or consent, of one document, of all documents that came in with it, or of all of a patient.
type Restriction struct {
	ID       string           `json:"id"`
	Kind     Kind             `json:"kind"`
	Document chart.DocumentID `json:"document,omitempty"`
	Import   chart.ImportID   `json:"import,omitempty"`
	Patient  []string         `json:"patient,omitempty"` // keyed hashes of what names the patient: any of them
	Person   chart.PersonID   `json:"person,omitempty"`  // to whom ClosedTo closes
	Until    time.Time        `json:"until,omitzero"`    // when a consent ends; zero: not by itself
	By       chart.PersonID   `json:"by"`
	Made     time.Time        `json:"made"`
	Ended    time.Time        `json:"ended,omitzero"`
	EndedBy  chart.PersonID   `json:"ended_by,omitempty"`
}

// Valid reports whether it says something that can be held to.
func (r Restriction) Valid() bool {
	whose := 0
	for _, there := range []bool{r.Document != "", r.Import != "", len(r.Patient) > 0} {
		if there {
			whose++
		}
	}
	return slices.Contains(Kinds(), r.Kind) && whose == 1 && (r.Kind == ClosedTo) == (r.Person != "") && (r.Until.IsZero() || r.Kind.Consents())
}

// Chart says which chart is meant, in all the ways in which a restriction may name it.
type Chart struct {
	Document chart.DocumentID
	Import   chart.ImportID
	Patient  []string
	Unknown  bool // whose it is was not found out yet: every patient's restriction stands on it, and no patient's consent
}

// Of reports whether the restriction stands on the chart at a time.
func (r Restriction) Of(c Chart, now time.Time) bool {
	if !r.Ended.IsZero() || !r.Until.IsZero() && !now.Before(r.Until) {
		return false
	}
	return r.Document != "" && r.Document == c.Document || r.Import != "" && r.Import == c.Import ||
		slices.ContainsFunc(r.Patient, func(h string) bool { return slices.Contains(c.Patient, h) }) ||
		c.Unknown && len(r.Patient) > 0 && !r.Kind.Consents()
}

// On gives what stands on a chart for a person, in the words of the rules.
func On(all []Restriction, c Chart, who chart.PersonID, now time.Time) (restrictions, given []string, closed bool) {
	for _, r := range all {
		switch {
		case !r.Of(c, now):
		case r.Kind == ClosedTo:
			closed = closed || r.Person == who
		case r.Kind.Consents():
			given = append(given, consents[r.Kind])
		default:
			restrictions = append(restrictions, string(r.Kind))
		}
	}
	return restrictions, given, closed
}
