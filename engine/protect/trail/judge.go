package trail

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Query asks how many entries there were lately.
type Query struct {
	Person   chart.PersonID // empty: everybody's
	Exact    []chart.Action // the actions, where all of them are named in full; empty: Covers says
	Covers   func(chart.Action) bool
	Decision string
	Since    time.Time
}

// Past is what a judgement asks of the trail; storage answers within the entry's transaction.
type Past interface {
	// Count gives how many entries fit, the one at hand included, and of how many documents.
	Count(q Query) (entries, documents int, err error)
	// Alerted reports whether the rule raised an alert for the cause since then.
	Alerted(rule string, cause Cause, since time.Time) (bool, error)
	// Newest is the time of the newest entry before the one at hand; zero where there is none.
	Newest() (time.Time, error)
}

// Cause is whom an alert is about: one alert a cause.
type Cause struct {
	Person   chart.PersonID
	Document chart.DocumentID // where the rule tells documents apart
}

// quietActions raise no alerts: an alert about an alert has no end.
func quietAction(a chart.Action) bool {
	return a == chart.ActAlert || a == chart.ActAlertDone
}

// Judge gives the alerts that an entry raises, as entries of the trail. local is the practice's time zone. lists says on which lists
// the entry's chart is, as whoever opened it found by keyed hash: with lists only the rules about lists are asked, which cannot be
// when the entry is written, and without them all others.
func (r Rules) Judge(e chart.AuditEntry, local *time.Location, lists []string, past Past) ([]chart.AuditEntry, error) {
	if quietAction(e.Action) {
		return nil, nil
	}
	var out []chart.AuditEntry
	for _, one := range r.Rules {
		if !one.names(e) || (one.List != "") != (lists != nil) {
			continue
		}
		n, strikes, err := one.strikes(e, local, lists, past)
		if err != nil {
			return nil, err
		}
		if !strikes {
			continue
		}
		cause := Cause{Person: e.Person}
		if one.By == byComputer || one.ClockBack > 0 {
			cause.Person = ""
		}
		if one.OneADocument {
			cause.Document = e.Document
		}
		if one.Quiet > 0 {
			known, err := past.Alerted(one.ID, cause, e.At.Add(-time.Duration(one.Quiet)))
			if err != nil {
				return nil, err
			}
			if known {
				continue
			}
		}
		words := []string{"rule=" + one.ID, "severity=" + one.Severity, "entry=" + strconv.FormatInt(e.Index, 10), "action=" + string(e.Action)}
		if n > 0 {
			words = append(words, fmt.Sprintf("count=%d", n))
		}
		out = append(out, chart.AuditEntry{Action: chart.ActAlert, At: e.At, Person: cause.Person, Document: cause.Document, Detail: strings.Join(words, " ")})
	}
	return out, nil
}

// strikes reports whether the rule, which names the entry, strikes, and with what number.
func (r Rule) strikes(e chart.AuditEntry, local *time.Location, lists []string, past Past) (n int, yes bool, err error) {
	switch {
	case r.Count > 0:
		if r.By == byPerson && e.Person == "" {
			return 0, false, nil
		}
		q := Query{Exact: r.exact(), Covers: r.covers, Decision: r.Decision, Since: e.At.Add(-time.Duration(r.Within))}
		if r.By == byPerson {
			q.Person = e.Person
		}
		entries, documents, err := past.Count(q)
		if n = entries; r.Of == ofDocuments {
			n = documents
		}
		return n, n >= r.Count, err
	case r.Outside != nil:
		return 0, r.Outside.outside(e.At.In(local)), nil
	case r.ClockBack > 0:
		newest, err := past.Newest()
		return 0, err == nil && newest.Sub(e.At) > time.Duration(r.ClockBack), err
	case r.List != "":
		for _, l := range lists {
			if l == r.List {
				return 0, true, nil
			}
		}
		return 0, false, nil
	}
	return 0, true, nil
}

// Raised is an alert as the trail tells of it.
type Raised struct {
	Index    int64 // of the entry that raised it
	At       time.Time
	Rule     string
	Severity string
	Person   chart.PersonID // whom it is about
	Document chart.DocumentID
	Action   chart.Action // what was done
	Entry    int64        // the entry that struck
	Count    int

	Done   bool // somebody acknowledged it
	DoneBy chart.PersonID
	DoneAt time.Time
	Note   string // id of what that person wrote, sealed elsewhere
}

// Alerts gives the alerts out of entries of the actions trail.alert and trail.alert_acknowledge, the newest first.
func Alerts(entries []chart.AuditEntry) []Raised {
	at := map[int64]int{}
	var out []Raised
	for _, e := range entries {
		switch e.Action {
		case chart.ActAlert:
			r := Raised{Index: e.Index, At: e.At, Rule: chart.MachineWord(e.Detail, "rule"), Severity: chart.MachineWord(e.Detail, "severity"), Person: e.Person, Document: e.Document,
				Action: chart.Action(chart.MachineWord(e.Detail, "action"))}
			r.Entry, _ = strconv.ParseInt(chart.MachineWord(e.Detail, "entry"), 10, 64)
			r.Count, _ = strconv.Atoi(chart.MachineWord(e.Detail, "count"))
			at[e.Index] = len(out)
			out = append(out, r)
		case chart.ActAlertDone:
			index, err := strconv.ParseInt(chart.MachineWord(e.Detail, "alert"), 10, 64)
			if i, ok := at[index]; ok && err == nil && !out[i].Done {
				out[i].Done, out[i].DoneBy, out[i].DoneAt, out[i].Note = true, e.Person, e.At, chart.MachineWord(e.Detail, "note")
			}
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
