package retention

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Change is what a practice makes of one rule. A nil number leaves the table's.
type Change struct {
	Years         *int   `json:"years,omitempty"`
	Days          *int   `json:"days,omitempty"`
	MinorYears    *int   `json:"minor_years,omitempty"`
	AfterMajority *int   `json:"after_majority,omitempty"`
	UntilAge      *int   `json:"until_age,omitempty"`
	Forever       bool   `json:"forever,omitempty"`
	Reason        string `json:"reason"` // who advised it, and why; nothing of a chart
}

// Settings are what a practice says of itself, and its changes of the table.
type Settings struct {
	State     string            `json:"state,omitempty"`
	Provider  Provider          `json:"provider,omitempty"`
	Confirmed string            `json:"confirmed,omitempty"` // digest of the state's row as it was confirmed
	Programs  map[string]bool   `json:"programs,omitempty"`  // in which the practice takes part, or not
	Changes   map[string]Change `json:"changes,omitempty"`
}

// Schedule is the rules as they hold for a practice.
type Schedule struct {
	rules     []Rule
	digest    string
	state     bool // a state's rule is among them
	confirmed bool
}

// Make gives the schedule of a practice. A change of a rule that the table does not have, or without a reason, is refused.
func Make(t Table, s Settings) (Schedule, error) {
	const op = "make retention schedule"
	out := Schedule{}
	known := map[string]bool{}
	for _, r := range t.Rules {
		known[r.ID] = true
		if !s.holds(r) {
			continue
		}
		if c, ok := s.Changes[r.ID]; ok {
			if strings.TrimSpace(c.Reason) == "" {
				return Schedule{}, chart.E(chart.BadInput, op, errors.New("a change needs a reason"))
			}
			r = c.apply(r)
			if why := r.wrong(); why != "" {
				return Schedule{}, chart.E(chart.BadInput, op, errors.New(why))
			}
		}
		out.rules = append(out.rules, r)
		out.state = out.state || r.State != ""
	}
	for id := range s.Changes {
		if !known[id] {
			return Schedule{}, chart.E(chart.BadInput, op, fmt.Errorf("the table has no rule %q", clip(id)))
		}
	}
	if _, ok := t.States()[s.State]; s.State != "" && !ok {
		return Schedule{}, chart.E(chart.BadInput, op, errors.New("the table has no such state"))
	}
	out.digest = digest(out.rules)
	out.confirmed = out.state && s.Confirmed == out.StateDigest()
	return out, nil
}

// holds reports whether a rule counts for the practice. A program counts unless the practice says that it takes no part in it.
func (s Settings) holds(r Rule) bool {
	if r.State != "" && r.State != s.State {
		return false
	}
	if r.Provider != "" && s.Provider != "" && r.Provider != s.Provider {
		return false
	}
	if r.Program != "" {
		if takes, said := s.Programs[r.Program]; said {
			return takes
		}
		return !r.Optional
	}
	return true
}

func (c Change) apply(r Rule) Rule {
	set := func(into *int, n *int) {
		if n != nil {
			*into = *n
		}
	}
	set(&r.Years, c.Years)
	set(&r.Days, c.Days)
	set(&r.MinorYears, c.MinorYears)
	set(&r.AfterMajority, c.AfterMajority)
	set(&r.UntilAge, c.UntilAge)
	r.Forever = r.Forever || c.Forever
	return r
}

// Shortens reports whether a change makes a rule's period shorter than the table's.
func (c Change) Shortens(r Rule) bool {
	n := c.apply(r)
	return n.Years < r.Years || n.Days < r.Days || n.MinorYears < r.MinorYears || n.AfterMajority < r.AfterMajority || n.UntilAge < r.UntilAge
}

// Rules gives the rules as they hold.
func (s Schedule) Rules() []Rule { return slices.Clone(s.rules) }

// Digest names the schedule.
func (s Schedule) Digest() string { return s.digest }

// StateDigest names the rows of the practice's state as they hold; an administrator confirms it.
func (s Schedule) StateDigest() string {
	var rows []Rule
	for _, r := range s.rules {
		if r.State != "" {
			rows = append(rows, r)
		}
	}
	return digest(rows)
}

// Confirmed reports whether an administrator has confirmed the rows of the practice's state as they hold now. Until then no
// record may be disposed of.
func (s Schedule) Confirmed() bool { return s.confirmed }
