package casestore

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// raised reports whether an alarm of a document is one that nobody has settled: each of its pages must have raised the same before,
// in a document whose patient's name a person decided on. What a new scan raises is new.
func raised(alarms []chart.Alarm, stand []*standing, fresh []FreshPage) bool {
	return slices.ContainsFunc(alarms, func(a chart.Alarm) bool {
		return len(a.Pages) == 0 || slices.ContainsFunc(a.Pages, func(n int) bool {
			if at := slices.IndexFunc(fresh, func(f FreshPage) bool { return f.Page.Number == n && f.Scan == 0 }); at >= 0 {
				n = fresh[at].Replaces
			}
			return !slices.ContainsFunc(stand, func(st *standing) bool { return st.settled(a.Reason, n) })
		})
	})
}

// settled reports whether a page of the document raised an alarm and a person decided on the name that stands for it.
func (st *standing) settled(why chart.Reason, page int) bool {
	if !slices.ContainsFunc(st.Document.Alarms, func(a chart.Alarm) bool { return a.Reason == why && slices.Contains(a.Pages, page) }) {
		return false
	}
	return slices.ContainsFunc(st.decided, func(c carried) bool { return isName(c.field) && !st.Final(c.field.ID).Verdict.Open() })
}

// namesAgain has the patient's name decided again, because what is asked with it was not asked before. What a person put there is
// the first that is proposed.
func namesAgain(decided []carried, fields []chart.Field) ([]carried, []chart.Field) {
	fields = slices.Clone(fields)
	for _, c := range decided {
		last := c.decisions[len(c.decisions)-1]
		if !isName(c.field) || last.Verdict != chart.Corrected {
			continue
		}
		for i := range fields {
			if f := &fields[i]; isName(*f) && !slices.Contains(f.Suggestions, last.Value) && f.Value != last.Value {
				f.Suggestions = append([]chart.Text{last.Value}, f.Suggestions...)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(decided), func(c carried) bool { return isName(c.field) }), fields
}

func isName(f chart.Field) bool { return f.Name == chart.PatientName && f.Cell == nil }
