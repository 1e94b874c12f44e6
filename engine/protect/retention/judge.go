package retention

import (
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Why says why something is kept, in machine words.
type Why string

// The reasons. Allowed is the only one for which something may be disposed of.
const (
	Allowed        Why = "allowed"
	Held           Why = "held"            // a legal hold
	NotSettled     Why = "not_settled"     // somebody still works on it, or it has not arrived
	NotYet         Why = "not_yet"         // a rule's period has not ended
	Forever        Why = "forever"         // a rule keeps it for good
	ServiceUnknown Why = "service_unknown" // when the patient was last seen is not known
	PatientUnknown Why = "patient_unknown" // whose it is is not known
	Unreadable     Why = "unreadable"      // it does not open: nothing is known of it
	Unconfirmed    Why = "unconfirmed"     // no administrator has confirmed the state's row
	NoRule         Why = "no_rule"         // nothing says for how long
	ClockUnsure    Why = "clock_unsure"    // the clock stands before something that has happened
)

// Document is what must be known of one document.
type Document struct {
	ID       chart.DocumentID
	Type     chart.Type
	State    chart.State
	Changed  time.Time // when it came to its state
	Held     bool
	Unread   bool     // it does not open
	Patients []string // whose it is, by keys that equal each other where patients do; empty: not known
	Born     time.Time
	Service  time.Time // the latest that it names
}

// Chart is a file that came in.
type Chart struct {
	Import      chart.ImportID
	State       chart.State
	Imported    time.Time
	HasOriginal bool
	Documents   []Document
}

// Verdict is what the schedule says.
type Verdict struct {
	Why   Why
	Rule  string    // that allowed it, or that keeps it longest
	Until time.Time // the last day of keeping; zero where it is not known. It may follow from a birthday: for who opens charts only
}

// May reports whether it may be disposed of.
func (v Verdict) May() bool { return v.Why == Allowed }

// earliest is the year before which nobody alive was born.
const earliest = 1900

// plausible gives a date that can be, and the zero time for any other.
func plausible(d, latest time.Time) time.Time {
	if d.Year() < earliest || d.After(latest.AddDate(0, 0, 1)) {
		return time.Time{}
	}
	return d
}

// Original says whether the file as it came in may go: all of its documents are settled, and the days are over.
func (s Schedule) Original(now time.Time, c Chart) Verdict {
	if v, ok := wayOver(c); !ok {
		return v
	}
	from := c.Imported
	for _, d := range c.Documents {
		if d.Changed.After(from) {
			from = d.Changed
		}
	}
	return s.single(now, Original, from)
}

// RefusedFile says whether a file that was not taken may go.
func (s Schedule) RefusedFile(now time.Time, c Chart) Verdict {
	if c.State != chart.StateRefused || len(c.Documents) > 0 {
		return Verdict{Why: NotSettled}
	}
	return s.single(now, Refused, c.Imported)
}

// ReleaseCodes says whether the codes of a release that was made then may go.
func (s Schedule) ReleaseCodes(now, made time.Time) Verdict { return s.single(now, Release, made) }

// single judges by the rules of a subject that know no patient.
func (s Schedule) single(now time.Time, subject Subject, from time.Time) Verdict {
	best := Verdict{Why: NoRule}
	for _, r := range s.rules {
		if r.Subject != subject {
			continue
		}
		if r.Forever {
			return Verdict{Why: Forever, Rule: r.ID}
		}
		if until := from.AddDate(r.Years, 0, r.Days); best.Why == NoRule || until.After(best.Until) {
			best = Verdict{Why: NotYet, Rule: r.ID, Until: until}
		}
	}
	return due(now, from, best)
}

// due allows what ended before today.
func due(now, from time.Time, v Verdict) Verdict {
	switch {
	case v.Why != NotYet:
	case from.After(now):
		v.Why = ClockUnsure
	case day(now).After(day(v.Until)):
		v.Why = Allowed
	}
	return v
}

func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// wayOver reports whether every document of a file has come to its end and nobody holds one of them.
func wayOver(c Chart) (Verdict, bool) {
	if slices.ContainsFunc(c.Documents, func(d Document) bool { return d.Held || d.State == chart.StateHeld }) {
		return Verdict{Why: Held}, false
	}
	if len(c.Documents) == 0 || slices.ContainsFunc(c.Documents, func(d Document) bool { return d.State != chart.StateSettled }) {
		return Verdict{Why: NotSettled}, false
	}
	return Verdict{}, true
}

// Record says whether a file with all that was made of it may go. seen is what Seen gave for all charts of the workspace.
func (s Schedule) Record(now time.Time, c Chart, seen Patients) Verdict {
	if v, ok := wayOver(c); !ok {
		return v
	}
	if !s.confirmed {
		return Verdict{Why: Unconfirmed}
	}
	out := Verdict{Why: NoRule}
	for _, d := range c.Documents {
		if v := s.document(now, c, d, seen); out.Why == NoRule || keepsLonger(v, out) {
			out = v
		}
	}
	return out
}

// keepsLonger orders verdicts: what is not known keeps longer than what ends, and a later end longer than an earlier one.
func keepsLonger(a, b Verdict) bool {
	rank := func(v Verdict) int {
		switch v.Why {
		case Allowed:
			return 0
		case NotYet:
			return 1
		}
		return 2
	}
	if rank(a) != rank(b) {
		return rank(a) > rank(b)
	}
	return a.Until.After(b.Until)
}

// paper is what holds no patient: it goes with its file.
func paper(t chart.Type) bool { return t == chart.Separator || t == chart.Blank }

// days gives when a document's patient was born and last seen, or why that is not known.
func (d Document) days(c Chart, seen Patients) (born, last time.Time, why Why) {
	born, last = plausible(d.Born, c.Imported), plausible(d.Service, c.Imported)
	switch {
	case d.Unread:
		return born, last, Unreadable
	case paper(d.Type):
		return born, last, Allowed
	case len(d.Patients) == 0:
		return born, last, PatientUnknown
	}
	p := seen.of(d.Patients)
	if p.undated || p.last.IsZero() {
		return born, last, ServiceUnknown
	}
	if p.born.After(p.last) {
		p.born = time.Time{}
	}
	return p.born, p.last, Allowed
}

// about reports whether a rule is about a document.
func (r Rule) about(d Document) bool {
	if r.Subject != Record || paper(d.Type) && r.From == LastService {
		return false
	}
	return len(r.Types) == 0 || slices.Contains(r.Types, d.Type)
}

func (s Schedule) document(now time.Time, c Chart, d Document, seen Patients) Verdict {
	born, last, why := d.days(c, seen)
	if why != Allowed {
		return Verdict{Why: why}
	}
	best, from := Verdict{Why: NoRule}, c.Imported
	for _, r := range s.rules {
		if !r.about(d) {
			continue
		}
		if r.Forever {
			return Verdict{Why: Forever, Rule: r.ID}
		}
		until := r.until(c.Imported, d.Changed, last, born)
		if best.Why == NoRule || until.After(best.Until) {
			best = Verdict{Why: NotYet, Rule: r.ID, Until: until}
		}
	}
	if last.After(from) {
		from = last
	}
	return due(now, from, best)
}

// until is the last day of a rule's period. Who was not of age on the last day of service is kept by the minor's rule too;
// without a date of birth everybody is, as if born on that day.
func (r Rule) until(imported, settled, last, born time.Time) time.Time {
	switch r.From {
	case Imported:
		return imported.AddDate(r.Years, 0, r.Days)
	case Settled, Made:
		return settled.AddDate(r.Years, 0, r.Days)
	}
	until := last.AddDate(r.Years, 0, r.Days)
	if born.IsZero() {
		born = last
	}
	majority := r.Majority
	if majority == 0 {
		majority = defaultAge
	}
	if !last.Before(born.AddDate(majority, 0, 0)) {
		return until
	}
	ends := []time.Time{until}
	if r.MinorYears > 0 {
		ends = append(ends, last.AddDate(r.MinorYears, 0, 0))
	}
	if r.AfterMajority > 0 || r.State != "" && r.UntilAge == 0 {
		ends = append(ends, born.AddDate(majority+r.AfterMajority, 0, 0))
	}
	if r.UntilAge > 0 {
		ends = append(ends, born.AddDate(r.UntilAge, 0, 0))
	}
	return slices.MaxFunc(ends, time.Time.Compare)
}
