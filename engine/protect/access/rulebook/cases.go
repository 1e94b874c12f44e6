package rulebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"chartproof.org/chartproof/assets/policies"
	"chartproof.org/chartproof/engine/chart"
)

// casesSchema names the form of a file of cases.
const casesSchema = "chartproof.policy-cases/1"

const (
	maxCasesFile = 1 << 20
	maxCases     = 20000
)

// Cases is a file of cases: each a question and what must be answered. The matrix stands for one case a cell.
type Cases struct {
	Schema string `json:"schema"`
	// Zones says, by role and zone, what the role may do: "r", "w", "rw"; what is not named is refused.
	Zones map[chart.Role]map[chart.Zone]string `json:"zones,omitempty"`
	// Actions says which roles may do an action; every other role is refused.
	Actions map[chart.Action][]chart.Role `json:"actions,omitempty"`
	Cases   []Case                        `json:"cases,omitempty"`
}

// Case is one question and its answer.
type Case struct {
	Name   string           `json:"name"`
	Roles  []chart.Role     `json:"roles"`
	Action chart.Action     `json:"action"`
	Zone   chart.Zone       `json:"zone,omitempty"`
	Chart  chart.DocumentID `json:"chart,omitempty"`
	About  CaseFacts        `json:"about"`
	Want   string           `json:"want"`           // permit or deny
	Rule   string           `json:"rule,omitempty"` // one of the rules that must have decided
}

// CaseFacts are Facts as a file has them; ages are seconds.
type CaseFacts struct {
	Purpose      string   `json:"purpose,omitempty"`
	Restrictions []string `json:"restrictions,omitempty"`
	Consents     []string `json:"consents,omitempty"`
	Closed       bool     `json:"closed_to_person,omitempty"`
	Glass        bool     `json:"glass,omitempty"`
	OutsideHours bool     `json:"outside_hours,omitempty"`
	FactorAge    int64    `json:"factor_age,omitempty"`
	PasswordAge  int64    `json:"password_age,omitempty"`
	Workstation  string   `json:"workstation,omitempty"`
	Recipient    string   `json:"recipient,omitempty"`
	DidFirst     bool     `json:"did_first,omitempty"`
	Duties       string   `json:"duties,omitempty"`
	OnePerson    bool     `json:"one_person,omitempty"`
}

func (f CaseFacts) facts() Facts {
	return Facts{Purpose: f.Purpose, Restrictions: f.Restrictions, Consents: f.Consents, Closed: f.Closed, Glass: f.Glass,
		OutsideHours: f.OutsideHours, FactorAge: time.Duration(f.FactorAge) * time.Second, PasswordAge: time.Duration(f.PasswordAge) * time.Second,
		Workstation: chart.DeviceID(f.Workstation), Recipient: f.Recipient, DidFirst: f.DidFirst, Separate: f.Duties == "separate", OnePerson: f.OnePerson}
}

// Outcome is what came of a case.
type Outcome struct {
	Case   Case
	Ruling Ruling
	Holds  bool
}

// BuiltinCases are those that come with the release.
func BuiltinCases() (*Cases, error) {
	text, err := policies.Files.ReadFile("cases.json")
	if err != nil {
		return nil, chart.E(chart.Tampered, "read cases", errors.New("there are none"))
	}
	return ParseCases(text)
}

// ParseCases reads a file of cases.
func ParseCases(text []byte) (*Cases, error) {
	const op = "read cases"
	if len(text) > maxCasesFile {
		return nil, bad(op, "the file is longer than %d bytes", maxCasesFile)
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	var c Cases
	if err := dec.Decode(&c); err != nil {
		return nil, chart.E(chart.BadInput, op, fmt.Errorf("it is no such JSON: %w", err))
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, bad(op, "something stands after the cases")
	}
	if c.Schema != casesSchema {
		return nil, bad(op, "its schema is not %q", casesSchema)
	}
	if len(c.Cases) > maxCases || len(c.Actions) > maxCases {
		return nil, bad(op, "more than %d cases", maxCases)
	}
	for i, one := range c.Cases {
		if one.Want != chart.Permit && one.Want != chart.Deny {
			return nil, bad(op, "case %d wants neither permit nor deny", i+1)
		}
		if one.Action == "" || len(one.Roles) == 0 {
			return nil, bad(op, "case %d names no action or no role", i+1)
		}
	}
	return &c, nil
}

// Matrix gives one case for each role, zone and operation, and one for each role and action, of the roles and zones given.
func (c *Cases) Matrix(roles []chart.Role, zones []chart.Zone) []Case {
	var out []Case
	if c.Zones != nil {
		for _, r := range roles {
			for _, z := range zones {
				for letter, a := range map[string]chart.Action{"r": chart.AskZoneRead, "w": chart.AskZoneWrite} {
					out = append(out, cell(r, a, z, bytes.Contains([]byte(c.Zones[r][z]), []byte(letter))))
				}
			}
		}
	}
	for a, may := range c.Actions {
		for _, r := range roles {
			out = append(out, cell(r, a, "", slices.Contains(may, r)))
		}
	}
	slices.SortFunc(out, func(a, z Case) int { return bytes.Compare([]byte(a.Name), []byte(z.Name)) })
	return out
}

func cell(r chart.Role, a chart.Action, z chart.Zone, may bool) Case {
	c := Case{Name: fmt.Sprintf("%s %s %s", r, a, z), Roles: []chart.Role{r}, Action: a, Zone: z, Want: chart.Deny}
	if may {
		c.Want = chart.Permit
	}
	return c
}

// Try asks the book every case and says which answers are as wanted.
func (b *Book) Try(cases []Case) []Outcome {
	out := make([]Outcome, 0, len(cases))
	for _, c := range cases {
		r := b.Decide(Question{Person: chart.Person{ID: "somebody", Roles: c.Roles}, Action: c.Action, Zone: c.Zone, Document: c.Chart, Facts: c.About.facts()})
		out = append(out, Outcome{Case: c, Ruling: r, Holds: r.Word() == c.Want && (c.Rule == "" || slices.Contains(r.Rules, c.Rule))})
	}
	return out
}

// Unnamed gives the actions that rules can speak of and that no case asks about.
func (b *Book) Unnamed(c *Cases) []chart.Action {
	var out []chart.Action
	for _, a := range b.words.actions {
		_, named := c.Actions[a]
		named = named || c.Zones != nil && (a == chart.AskZoneRead || a == chart.AskZoneWrite)
		if !named && !slices.ContainsFunc(c.Cases, func(one Case) bool { return one.Action == a }) {
			out = append(out, a)
		}
	}
	return out
}

// Untried gives the rules that decided none of the outcomes.
func (b *Book) Untried(done []Outcome) []string {
	var out []string
	for _, r := range b.Rules() {
		if !slices.ContainsFunc(done, func(o Outcome) bool { return slices.Contains(o.Ruling.Rules, r.ID) }) {
			out = append(out, r.ID)
		}
	}
	return out
}
