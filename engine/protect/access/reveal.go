package access

import (
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// RevealPurposes lists the purposes among which a person chooses before the first masked value of a session is shown, the
// likeliest first. A disclosure to somebody outside is the privacy officer's.
func RevealPurposes(p chart.Person) []Purpose {
	switch {
	case p.Has(chart.PrivacyOfficer):
		return []Purpose{Operations, Treatment, Payment, PatientAccess, Authorization, RequiredByLaw, PublicHealth, Oversight, Research}
	case May(p, chart.ActReveal):
		return []Purpose{Operations, Treatment, Payment, PatientAccess}
	}
	return nil
}

// MayRevealFor reports whether the person may reveal for the purpose; none is no purpose.
func MayRevealFor(p chart.Person, why Purpose) bool { return slices.Contains(RevealPurposes(p), why) }

// Needs reports whether the person's work on a document needs a field's value at hand: whoever may decide on it while it can
// be decided on. Everybody else reveals it.
func Needs(p chart.Person, f chart.FieldName, editable bool) bool {
	return editable && Sees(p, f) && MayCorrect(p, f)
}

// RevealLimits bound how often a person may reveal, and say what of it is unusual. Work is a look now and then, at one
// chart after the other; a list of charts is not.
type RevealLimits struct {
	PerHour     int // reveals of one person, of whatever document; the next is refused
	Many        int // reveals in an hour that raise an alarm
	Documents   int // different documents in an hour that raise an alarm
	From, Until int // hours of the day, local, in which people work; the first reveal outside raises an alarm
}

// DefaultRevealLimits are those of a practice whose clerks read 400 charts a day and reveal in one of two.
func DefaultRevealLimits() RevealLimits {
	return RevealLimits{PerHour: 120, Many: 60, Documents: 40, From: 6, Until: 22}
}

// Look is one reveal.
type Look struct {
	Document chart.DocumentID
	At       time.Time
}

// The reasons of an alarm.
const (
	AlarmLimit     = "limit"
	AlarmMany      = "many_reveals"
	AlarmDocuments = "many_documents"
	AlarmHour      = "hour"
)

// Judge says whether one more reveal is let through, and which alarms it raises, from those of the last hour. An alarm is
// raised where a number is reached and not again with every further look.
func (l RevealLimits) Judge(now time.Time, doc chart.DocumentID, before []Look) (allowed bool, alarms []string) {
	looks, documents := 0, map[chart.DocumentID]bool{}
	for _, b := range before {
		if now.Sub(b.At) < time.Hour {
			looks++
			documents[b.Document] = true
		}
	}
	if looks >= l.PerHour {
		return false, []string{AlarmLimit}
	}
	if looks+1 == l.Many {
		alarms = append(alarms, AlarmMany)
	}
	if !documents[doc] && len(documents)+1 == l.Documents {
		alarms = append(alarms, AlarmDocuments)
	}
	if h := now.Local().Hour(); looks == 0 && (h < l.From || h >= l.Until) {
		alarms = append(alarms, AlarmHour)
	}
	return true, alarms
}
