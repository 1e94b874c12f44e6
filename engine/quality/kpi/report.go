package kpi

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Report is figures as they are handed out.
type Report struct {
	Figures
	From, Until string // the days that were asked for
	Practice    string
	By          string // staff who had it made
	Made        time.Time
	Names       map[chart.PersonID]string
	Everybody   bool // People holds everybody, and not only who had it made
}

// Name gives the name of a member of staff, or the id.
func (r *Report) Name(id chart.PersonID) string {
	if n := r.Names[id]; n != "" {
		return n
	}
	return string(id)
}

// Row is one figure in words.
type Row struct{ Figure, Value, Of, Means string }

func percent(s Share) string {
	if s.Of == 0 {
		return "not known"
	}
	return strconv.FormatFloat(100*s.Of1(), 'f', 1, 64) + " %"
}

func of(s Share) string { return fmt.Sprintf("%d of %d", s.N, s.Of) }

func rate(v float64) string {
	if v <= 0 {
		return "not known"
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

// Span writes a time as people read it: 40 min, 5 h 20 min, 3 d 4 h.
func Span(d time.Duration) string {
	switch {
	case d <= 0:
		return "not known"
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d d %d h", int(d.Hours())/24, int(d.Hours())%24)
}

// Sentence says in one sentence how things stand.
func (f *Figures) Sentence() string {
	if !f.Enough() {
		return "Numbers appear after the first 20 fields."
	}
	promise := strconv.FormatFloat(100*f.Promised, 'f', -1, 64) + " %"
	if f.Promise == PromiseUnknown {
		return "Nobody has looked at a sampled value yet, so nothing is known of the promise of " + promise + "."
	}
	out := fmt.Sprintf("%s unreviewed values were wrong; ", of(f.Machine))
	switch f.Promise {
	case PromiseHolds:
		return out + "the promise of " + promise + " holds."
	case PromiseBroken:
		return out + "the promise of " + promise + " does not hold."
	}
	return out + "nothing speaks against the promise of " + promise + " so far."
}

// DriftSentence says whether more is wrong than usual, and since when.
func (f *Figures) DriftSentence() string {
	if f.Shift.At < 0 || f.Shift.At >= len(f.ByWeek) {
		return "Not more wrong than usual in any week."
	}
	w := f.ByWeek[f.Shift.At]
	return fmt.Sprintf("More wrong than usual since week %d of %d: %s of the values had to be corrected; before, it was %s.", w.Number, w.Year,
		percent(f.Shift.After), percent(f.Shift.Before))
}

// Rows gives the figures with what each means.
func (f *Figures) Rows() []Row {
	return []Row{
		{"Documents signed", strconv.Itoa(f.Documents), "", "Documents whose record was signed in the period."},
		{"Pages per hour", rate(f.PagesPerHour()), strconv.Itoa(f.Pages) + " pages", "Pages of signed documents by the hour that people worked with charts: the time between two actions of a person, pauses of more than two minutes left out."},
		{"Fields per hour", rate(f.FieldsPerHour()), strconv.Itoa(f.Decided) + " fields", "Fields that a person decided on, each once a day, by the same hours."},
		{"Hours of work", strconv.FormatFloat(f.Active.Hours(), 'f', 1, 64), "", "Those hours."},
		{"Documents nobody had to touch", percent(f.Straight), of(f.Straight), "Signed documents on whose fields nobody decided anything."},
		{"Fields nobody had to touch", percent(f.StraightFields), of(f.StraightFields), "Captured fields of signed documents on which nobody decided anything."},
		{"Errors of the machine, by sampling", percent(f.Machine), of(f.Machine), "Of the values that nobody would have looked at and that were drawn blindly, those that a person found wrong."},
		{"Errors of people, by second looks", percent(f.Second), of(f.Second), "Of the fields that were looked at a second time, blind, those where the second look said otherwise than the first."},
		{"Errors of people, by known answers", percent(f.Vigilance), of(f.Vigilance), "Of the wrong values with known answers that were mixed into the work, those that were taken."},
		{"Values corrected", percent(f.Corrected), of(f.Corrected), "Of the captured fields of signed documents, those where a person entered something else than was read."},
		{"Half were signed within", Span(f.Median), strconv.Itoa(f.Took) + " documents", "Time from import to signature, the middle one."},
		{"Nine in ten were signed within", Span(f.Most), strconv.Itoa(f.Took) + " documents", "Time from import to signature, nine tenths."},
		{"Done again", percent(f.Redo), of(f.Redo), "Signed documents that were opened again after they were ready, or that a second look sent back."},
		{"Exports stopped", strconv.Itoa(f.Blocked), "", "Signatures and exports that were stopped because something covered could still be found."},
		{"Files refused", strconv.Itoa(f.Refused), "", "Files that were not taken, by the entries of the trail."},
	}
}

// safe keeps a spreadsheet from taking a value for a formula.
func safe(v string) string {
	if v != "" && strings.ContainsRune("=+-@\t\r\n", rune(v[0])) {
		return "'" + v
	}
	return v
}

// CSV writes the report as a table for spreadsheets.
func (r *Report) CSV(w io.Writer, by string) error {
	c := csv.NewWriter(w)
	put := func(cells ...string) {
		for i := range cells {
			cells[i] = safe(cells[i])
		}
		_ = c.Write(cells) // told by Error below
	}
	put("Practice", r.Practice)
	put("Period", r.From, r.Until)
	put("Made", r.Made.Format(time.RFC3339), r.By)
	put("State", r.Sentence())
	put("Drift", r.DriftSentence())
	put()
	put("Figure", "Value", "Of", "What it means")
	for _, row := range r.Rows() {
		put(row.Figure, row.Value, row.Of, row.Means)
	}
	put()
	for _, cells := range r.Table(by) {
		put(cells...)
	}
	if len(r.Curve) > 0 {
		put()
		for _, cells := range r.CurveTable() {
			put(cells...)
		}
	}
	if len(r.People) > 0 {
		put()
		for _, cells := range r.PeopleTable() {
			put(cells...)
		}
	}
	c.Flush()
	return c.Error()
}

// The ways in which the table of a report is grouped.
const (
	ByForm    = "form"
	ByScanner = "scanner"
	ByWeek    = "week"
)

// Table gives the figures by form, scanner or week, the first row being the titles.
func (r *Report) Table(by string) [][]string {
	if by == ByWeek || by == "" {
		out := [][]string{{"Week from", "Documents", "Pages", "Fields per hour", "Nobody had to touch", "Corrected", "Of fields", "Share", "Chance goes up to", "Says"}}
		for i, w := range r.ByWeek {
			says := ""
			switch {
			case r.Shift.At >= 0 && i >= r.Shift.At:
				says = "more wrong than usual"
			case w.Over():
				says = "a single week above its limit"
			}
			out = append(out, []string{w.Monday, strconv.Itoa(w.Documents), strconv.Itoa(w.Pages), rate(w.FieldsPerHour()), percent(w.Straight), strconv.Itoa(w.Wrong.N),
				strconv.Itoa(w.Wrong.Of), percent(w.Wrong), strconv.FormatFloat(100*w.Limit, 'f', 1, 64) + " %", says})
		}
		return out
	}
	groups, title := r.ByForm, "Form"
	if by == ByScanner {
		groups, title = r.ByScanner, "Scanner"
	}
	out := [][]string{{title, "Documents", "Corrected", "Of fields", "Share", "95 % sure between", "Says"}}
	for _, g := range groups {
		out = append(out, []string{g.Name, strconv.Itoa(g.Documents), strconv.Itoa(g.Wrong.N), strconv.Itoa(g.Wrong.Of), percent(g.Wrong),
			fmt.Sprintf("%.1f %% and %.1f %%", 100*g.Low, 100*g.High), g.Says()})
	}
	return out
}

// Says says what stands out of a group, in words.
func (g Group) Says() string {
	var out []string
	if g.Worse {
		out = append(out, "more wrong than the others")
	}
	if g.Since != "" {
		out = append(out, "more wrong than it was since the week of "+g.Since)
	}
	return strings.Join(out, "; ")
}

// CurveTable gives the reliability curve, the first row being the titles.
func (r *Report) CurveTable() [][]string {
	out := [][]string{{"The machine was this sure", "It said, on average", "It was right", "Of sampled values"}}
	for _, b := range r.Curve {
		out = append(out, []string{fmt.Sprintf("%.1f to %.1f %%", 100*b.Low, 100*b.High), fmt.Sprintf("%.1f %%", 100*b.Said), percent(b.Was), of(b.Was)})
	}
	return out
}

// PeopleTable gives the figures by person, the first row being the titles. What says too little of a person is left out.
func (r *Report) PeopleTable() [][]string {
	out := [][]string{{"Person", "Fields", "Fields per hour", "Documents", "Pages", "Second look said otherwise", "Known answers missed"}}
	few := fmt.Sprintf("fewer than %d", MinPerson)
	show := func(s Share) string {
		if _, ok := Rate(s); !ok {
			return few
		}
		return percent(s) + ", " + of(s)
	}
	for _, p := range r.People {
		hour := few
		if v, ok := p.FieldsPerHour(); ok {
			hour = rate(v)
		}
		out = append(out, []string{r.Name(p.ID), strconv.Itoa(p.Decided), hour, strconv.Itoa(p.Documents), strconv.Itoa(p.Pages), show(p.Second), show(p.Vigilance)})
	}
	return out
}
