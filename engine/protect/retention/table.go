package retention

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	data "chartproof.org/chartproof/assets/retention"
	"chartproof.org/chartproof/engine/chart"
)

// Subject is what a rule is about.
type Subject string

// The subjects of rules.
const (
	Record   Subject = "record"   // a file's documents with all that was made of them
	Original Subject = "original" // the file as it came in
	Refused  Subject = "refused"  // a file that was not taken
	Release  Subject = "release"  // what the codes of a de-identified release stand for
	Trail    Subject = "trail"    // never disposed of; its rule is there to be read
)

// Provider is what kind of provider the practice is.
type Provider string

// The kinds of provider whose periods differ.
const (
	Practice Provider = "practice"
	Hospital Provider = "hospital"
)

// From is the day from which a period counts.
type From string

// The days from which periods count.
const (
	LastService From = "last_service" // of the patient, in whatever document
	Imported    From = "imported"
	Settled     From = "settled"
	Made        From = "made"
)

// Rule is one row of the table. A period ends Years and Days after From; a minor's at least MinorYears after it, AfterMajority
// years after the birthday Majority, and on the birthday UntilAge.
type Rule struct {
	ID            string       `json:"id"`
	Subject       Subject      `json:"subject"`
	Zone          chart.Zone   `json:"zone,omitempty"`
	State         string       `json:"state,omitempty"`
	Name          string       `json:"name,omitempty"` // of the state
	Provider      Provider     `json:"provider,omitempty"`
	Program       string       `json:"program,omitempty"`  // that the practice may not take part in
	Optional      bool         `json:"optional,omitempty"` // counts only where the practice says that it takes part
	Types         []chart.Type `json:"types,omitempty"`    // empty: every type
	From          From         `json:"from"`
	Years         int          `json:"years,omitempty"`
	Days          int          `json:"days,omitempty"`
	Majority      int          `json:"majority,omitempty"`
	MinorYears    int          `json:"minor_years,omitempty"`
	AfterMajority int          `json:"after_majority,omitempty"`
	UntilAge      int          `json:"until_age,omitempty"`
	Forever       bool         `json:"forever,omitempty"`
	Source        string       `json:"source"`
	Check         bool         `json:"check,omitempty"` // uncertain: check with counsel
	Note          string       `json:"note,omitempty"`
}

// Table is the dated table of rules.
type Table struct {
	Schema string `json:"schema"`
	Dated  string `json:"dated"`
	Note   string `json:"note"`
	Rules  []Rule `json:"rules"`
}

const (
	schema     = "chartproof.retention/1"
	maxTable   = 4 << 20
	maxRules   = 2000
	maxYears   = 150
	maxDays    = 366 * maxYears
	defaultAge = 21 // the highest age of majority of a state
)

// BuiltIn is the table that comes with the release.
func BuiltIn() (Table, error) { return Parse(data.Table) }

// Parse reads a table and refuses one that says something impossible, unknown or twice.
func Parse(in []byte) (Table, error) {
	const op = "read retention table"
	bad := func(why string) (Table, error) { return Table{}, chart.E(chart.BadInput, op, errors.New(why)) }
	if len(in) > maxTable {
		return bad("it is too large")
	}
	d := json.NewDecoder(bytes.NewReader(in))
	d.DisallowUnknownFields()
	var t Table
	if err := d.Decode(&t); err != nil {
		return bad("it is not readable")
	}
	if t.Schema != schema || len(t.Rules) == 0 || len(t.Rules) > maxRules {
		return bad("it is of another schema, empty or too long")
	}
	if _, err := time.Parse(time.DateOnly, t.Dated); err != nil {
		return bad("it is not dated")
	}
	seen := map[string]bool{}
	for i, r := range t.Rules {
		if seen[r.ID] || r.ID == "" {
			return bad(fmt.Sprintf("rule %d has no id of its own", i+1))
		}
		seen[r.ID] = true
		if why := r.wrong(); why != "" {
			return bad(fmt.Sprintf("rule %s: %s", clip(r.ID), why))
		}
	}
	return t, nil
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40]
	}
	return s
}

// wrong says what is impossible in a rule, "" where nothing is.
func (r Rule) wrong() string {
	switch {
	case !slices.Contains([]Subject{Record, Original, Refused, Release, Trail}, r.Subject):
		return "no such subject"
	case !slices.Contains([]From{LastService, Imported, Settled, Made}, r.From):
		return "no such beginning"
	case r.Provider != "" && r.Provider != Practice && r.Provider != Hospital:
		return "no such provider"
	case r.Source == "":
		return "no source"
	case r.From == LastService && r.Subject != Record:
		return "only records have a last service"
	}
	for _, n := range []int{r.Years, r.MinorYears, r.AfterMajority, r.UntilAge, r.Majority} {
		if n < 0 || n > maxYears {
			return "no such number of years"
		}
	}
	if r.Days < 0 || r.Days > maxDays {
		return "no such number of days"
	}
	if slices.ContainsFunc(r.Types, func(t chart.Type) bool { return !slices.Contains(chart.Types, t) }) {
		return "no such type of document"
	}
	return ""
}

// States gives the states of the table by code, with their names.
func (t Table) States() map[string]string {
	out := map[string]string{}
	for _, r := range t.Rules {
		if r.State != "" {
			out[r.State] = r.Name
		}
	}
	return out
}

// Digest names a schedule: the SHA-256 of its rules as they hold, so that a disposal says by which rules it was allowed.
func digest(v any) string {
	out, err := json.Marshal(v)
	if err != nil { // plain structs: cannot be
		return ""
	}
	sum := sha256.Sum256(out)
	return hex.EncodeToString(sum[:])
}
