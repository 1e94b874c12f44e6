package trail

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// ReviewType is bound into the signature over an access review.
const ReviewType = "application/vnd.chartproof.access-review.v1+json"

// dormantAfter is how long nobody signs in before an account counts as dormant.
const dormantAfter = 90 * 24 * time.Hour

// Account is what the review knows of a person besides the trail.
type Account struct {
	Person   chart.Person
	Disabled bool
	Created  time.Time
}

// Reviewed is one person of an access review.
type Reviewed struct {
	ID         chart.PersonID `json:"id"`
	Login      string         `json:"login"`
	Name       string         `json:"name"`
	Roles      []chart.Role   `json:"roles"`
	Zones      []chart.Zone   `json:"zones"` // whose keys the roles give
	Disabled   bool           `json:"disabled"`
	LastSignIn time.Time      `json:"last_sign_in,omitzero"`
	SignIns    int            `json:"sign_ins"`
	Failed     int            `json:"failed_sign_ins"`
	Charts     int            `json:"charts_opened"` // different documents
	Reveals    int            `json:"reveals"`
	Exports    int            `json:"exports"`
	Glass      int            `json:"break_glass"`
	Denied     int            `json:"denied"`
	Alerts     int            `json:"alerts"`
	Findings   []string       `json:"findings"` // what somebody should decide on
}

// Review is who may what, and what they did of it.
type Review struct {
	Schema string         `json:"schema"`
	Made   time.Time      `json:"made"`
	By     chart.PersonID `json:"by"`
	Since  time.Time      `json:"since"`
	People []Reviewed     `json:"people"`
}

// Tally counts what people did, entry by entry.
type Tally struct {
	since time.Time
	by    map[chart.PersonID]*tallied
}

type tallied struct {
	Reviewed
	charts map[chart.DocumentID]bool
}

// NewTally counts from since on. The last sign-in is looked for in all that is added.
func NewTally(since time.Time) *Tally { return &Tally{since: since, by: map[chart.PersonID]*tallied{}} }

// Add counts an entry.
func (t *Tally) Add(e chart.AuditEntry) {
	if e.Person == "" {
		return
	}
	p := t.by[e.Person]
	if p == nil {
		p = &tallied{charts: map[chart.DocumentID]bool{}}
		t.by[e.Person] = p
	}
	if e.Action == chart.ActSignIn && e.At.After(p.LastSignIn) {
		p.LastSignIn = e.At.UTC()
	}
	if e.At.Before(t.since) {
		return
	}
	if e.Decision == chart.Deny {
		p.Denied++
		return
	}
	switch e.Action {
	case chart.ActSignIn:
		p.SignIns++
	case chart.ActSignInFail:
		p.Failed++
	case chart.ActOpen, chart.ActOpenTogether:
		p.charts[e.Document] = true
	case chart.ActReveal, chart.ActTokenShow:
		p.Reveals++
	case chart.ActExport, chart.ActDeidentify:
		p.Exports++
	case chart.ActGlass:
		p.Glass++
	case chart.ActAlert:
		p.Alerts++
	}
}

// conflicts are pairs of roles that one person should not have where there is another: who configures does not read, who audits is
// not audited by himself, who releases does not review.
var conflicts = []struct {
	a    chart.Role
	with []chart.Role
	why  string
}{
	{chart.Administrator, []chart.Role{chart.HIMReviewer, chart.Coder, chart.Clinician, chart.PrivacyOfficer}, "configures and reads charts"},
	{chart.Auditor, []chart.Role{chart.HIMReviewer, chart.Coder, chart.Clinician, chart.PrivacyOfficer, chart.Administrator, chart.ScanTechnician}, "audits own work"},
	{chart.PrivacyOfficer, []chart.Role{chart.HIMReviewer}, "releases what the same person signs"},
}

// Conflicts says which of a person's roles should not be one person's.
func Conflicts(p chart.Person) (out []string) {
	for _, c := range conflicts {
		if !p.Has(c.a) {
			continue
		}
		var with []string
		for _, r := range c.with {
			if p.Has(r) {
				with = append(with, string(r))
			}
		}
		if len(with) > 0 {
			out = append(out, fmt.Sprintf("%s with %s: %s", c.a, strings.Join(with, ", "), c.why))
		}
	}
	return out
}

// Review gives the review of the accounts.
func (t *Tally) Review(accounts []Account, made time.Time, by chart.PersonID) Review {
	r := Review{Schema: "chartproof.access-review/1", Made: made.UTC(), By: by, Since: t.since.UTC(), People: []Reviewed{}}
	for _, a := range accounts {
		p := Reviewed{}
		if had := t.by[a.Person.ID]; had != nil {
			p = had.Reviewed
			p.Charts = len(had.charts)
		}
		p.ID, p.Login, p.Name, p.Roles, p.Zones, p.Disabled = a.Person.ID, a.Person.Login, a.Person.DisplayName, a.Person.Roles, access.Granted(a.Person.Roles), a.Disabled
		p.Findings = append([]string{}, Conflicts(a.Person)...)
		last := p.LastSignIn
		if last.IsZero() {
			last = a.Created
		}
		if !a.Disabled && made.Sub(last) > dormantAfter {
			p.Findings = append(p.Findings, fmt.Sprintf("dormant: no sign-in for %d days", int(made.Sub(last).Hours()/24)))
		}
		if a.Disabled && p.SignIns > 0 {
			p.Findings = append(p.Findings, "disabled, and signed in within the time of this review")
		}
		if p.Charts == 0 && p.SignIns > 0 && readsCharts(p.Zones) {
			p.Findings = append(p.Findings, "holds keys to charts and opened none")
		}
		r.People = append(r.People, p)
	}
	return r
}

func readsCharts(zones []chart.Zone) bool {
	for _, z := range zones {
		if z == chart.Working || z == chart.RedactedZ || z == chart.Structured {
			return true
		}
	}
	return false
}

func joined[T ~string](some []T) string {
	words := make([]string, len(some))
	for i, s := range some {
		words[i] = string(s)
	}
	return strings.Join(words, " ")
}

func (p Reviewed) last() string {
	if p.LastSignIn.IsZero() {
		return "never"
	}
	return p.LastSignIn.Format(time.DateOnly)
}

func (p Reviewed) numbers() []string {
	out := make([]string, 0, 8)
	for _, n := range []int{p.SignIns, p.Failed, p.Charts, p.Reveals, p.Exports, p.Glass, p.Denied, p.Alerts} {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

// Write says it for people.
func (r Review) Write(w io.Writer, o Options) error {
	fmt.Fprintf(w, "Access review, %s to %s\nMade %s by %s.\n\n", r.Since.Format(time.DateOnly), r.Made.Format(time.DateOnly), stamp(r.Made), o.who(r.By))
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "login\tname\troles\tzones\tlast sign-in\tsign-ins\tfailed\tcharts\treveals\texports\tbreak-glass\tdenied\talerts")
	for _, p := range r.People {
		login := p.Login
		if p.Disabled {
			login += " (disabled)"
		}
		fmt.Fprintln(t, strings.Join(append([]string{login, p.Name, joined(p.Roles), joined(p.Zones), p.last()}, p.numbers()...), "\t"))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(w, "\nTo be decided:")
	n := 0
	for _, p := range r.People {
		for _, f := range p.Findings {
			n++
			fmt.Fprintf(w, "%d. %s: %s\n", n, p.Login, f)
		}
	}
	if n == 0 {
		fmt.Fprintln(w, "nothing.")
	}
	_, err := fmt.Fprintln(w, "\nReviewed by (name, date, signature): ______________________________")
	return err
}

// WriteCSV writes one row a person.
func (r Review) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	rows := [][]string{{"id", "login", "name", "roles", "zones", "disabled", "last_sign_in", "sign_ins", "failed_sign_ins", "charts_opened", "reveals", "exports",
		"break_glass", "denied", "alerts", "findings"}}
	for _, p := range r.People {
		row := append([]string{string(p.ID), cell(p.Login), cell(p.Name), joined(p.Roles), joined(p.Zones), strconv.FormatBool(p.Disabled), p.last()}, p.numbers()...)
		rows = append(rows, append(row, cell(strings.Join(p.Findings, "; "))))
	}
	return c.WriteAll(rows)
}
