package trail

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"chartproof.org/chartproof/assets/alerts"
	"chartproof.org/chartproof/engine/chart"
)

// Span is a duration that a file says as "15m" or "12h".
type Span time.Duration

// UnmarshalJSON reads it.
func (s *Span) UnmarshalJSON(b []byte) error {
	text, err := strconv.Unquote(string(b))
	if err != nil {
		return errors.New("a time is a text such as \"15m\"")
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return errors.New("a time is a text such as \"15m\"")
	}
	*s = Span(d)
	return nil
}

// MarshalJSON writes it.
func (s Span) MarshalJSON() ([]byte, error) { return json.Marshal(time.Duration(s).String()) }

// Hours are when people work, in local time.
type Hours struct {
	From  string   `json:"from"`
	Until string   `json:"until"`
	Days  []string `json:"days"`
}

// Rule says what raises an alert. The package assets/alerts says what its words mean.
type Rule struct {
	ID           string         `json:"id"`
	Says         string         `json:"says"`
	Severity     string         `json:"severity"`
	Off          bool           `json:"off,omitempty"`
	Actions      []chart.Action `json:"actions"`
	Decision     string         `json:"decision,omitempty"`
	Words        []string       `json:"words,omitempty"`
	Count        int            `json:"count,omitempty"`
	Of           string         `json:"of,omitempty"`
	By           string         `json:"by,omitempty"`
	Within       Span           `json:"within,omitzero"`
	Outside      *Hours         `json:"outside,omitempty"`
	ClockBack    Span           `json:"clock_back,omitzero"`
	List         string         `json:"list,omitempty"`
	OneADocument bool           `json:"one_a_document,omitempty"`
	Quiet        Span           `json:"quiet,omitzero"`
}

// Rules are the alert rules of a practice.
type Rules struct {
	Schema string `json:"schema"`
	Rules  []Rule `json:"rules"`
}

// The words of rules.
const (
	rulesSchema = "chartproof.alerts/1"
	ofEntries   = "entries"
	ofDocuments = "documents"
	byPerson    = "person"
	byComputer  = "computer"
	// Family is the list of charts that may be a relative's of the person at the desk. Charts that a privacy officer has watched
	// have entries of their own (document.watched).
	Family = "family"
)

// Limits of a rule file.
const (
	maxRules     = 100
	maxRulesFile = 64 << 10
	longest      = Span(31 * 24 * time.Hour)
)

// ReleaseRules are the rules that come with the release.
func ReleaseRules() (Rules, error) { return ParseRules(alerts.Rules) }

// ParseRules reads a rule file. A word that it does not know, or a rule that can never strike, refuses the whole file: a
// practice must not believe that it is told of something.
func ParseRules(data []byte) (Rules, error) {
	const op = "read alert rules"
	var r Rules
	if len(data) > maxRulesFile {
		return r, chart.E(chart.BadInput, op, errors.New("too long"))
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return Rules{}, chart.E(chart.BadInput, op, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Rules{}, chart.E(chart.BadInput, op, errors.New("something follows the rules"))
	}
	if r.Schema != rulesSchema || len(r.Rules) == 0 || len(r.Rules) > maxRules {
		return Rules{}, chart.E(chart.BadInput, op, fmt.Errorf("schema %s with 1 to %d rules is wanted", rulesSchema, maxRules))
	}
	seen := map[string]bool{}
	for _, one := range r.Rules {
		if err := one.check(); err != nil {
			return Rules{}, chart.E(chart.BadInput, op, fmt.Errorf("rule %q: %w", one.ID, err))
		}
		if seen[one.ID] {
			return Rules{}, chart.E(chart.BadInput, op, fmt.Errorf("rule %q stands twice", one.ID))
		}
		seen[one.ID] = true
	}
	return r, nil
}

var (
	ruleID     = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	actionForm = regexp.MustCompile(`^[a-z*][a-z0-9_.*]{0,59}$`)
	wordForm   = regexp.MustCompile(`^[a-z_]+(=[A-Za-z0-9_.-]+)?$`)
	dayNames   = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
)

func (r Rule) check() error {
	switch {
	case !ruleID.MatchString(r.ID):
		return errors.New("an id is small letters, digits and _")
	case r.Says == "" || len(r.Says) > 200:
		return errors.New("says is a sentence of at most 200 letters")
	case !slices.Contains([]string{"low", "medium", "high"}, r.Severity):
		return errors.New("severity is low, medium or high")
	case len(r.Actions) == 0:
		return errors.New("no actions")
	case r.Decision != "" && r.Decision != chart.Permit && r.Decision != chart.Deny:
		return errors.New("decision is permit or deny")
	case r.Quiet > longest || r.Within > longest:
		return errors.New("a time is at most 31 days")
	case r.List != "" && r.List != Family:
		return errors.New("list is family")
	}
	if err := r.checkForms(); err != nil {
		return err
	}
	return errors.Join(r.checkCount(), r.checkHours())
}

func (r Rule) checkForms() error {
	for _, a := range r.Actions {
		if !actionForm.MatchString(string(a)) {
			return fmt.Errorf("action %q", a)
		}
	}
	for _, w := range r.Words {
		if !wordForm.MatchString(w) {
			return fmt.Errorf("word %q", w)
		}
	}
	return nil
}

func (r Rule) checkCount() error {
	ways := 0
	for _, used := range []bool{r.Count != 0, r.Outside != nil, r.ClockBack != 0, r.List != ""} {
		if used {
			ways++
		}
	}
	switch {
	case ways > 1:
		return errors.New("count, outside, clock_back and list exclude each other")
	case r.Count == 0 && (r.Of != "" || r.By != "" || r.Within != 0):
		return errors.New("of, by and within need a count")
	case r.Count == 0:
		return nil
	case r.Count < 2 || r.Count > 100_000 || r.Within == 0:
		return errors.New("count is at least 2, within a time")
	case r.Of != ofEntries && r.Of != ofDocuments:
		return errors.New("of is entries or documents")
	case r.By != byPerson && r.By != byComputer:
		return errors.New("by is person or computer")
	}
	return nil
}

func (r Rule) checkHours() error {
	if r.Outside == nil {
		return nil
	}
	from, err1 := time.Parse("15:04", r.Outside.From)
	until, err2 := time.Parse("15:04", r.Outside.Until)
	if err1 != nil || err2 != nil || !from.Before(until) {
		return errors.New("hours are \"06:00\" to \"22:00\"")
	}
	for _, d := range r.Outside.Days {
		if !slices.Contains(dayNames, d) {
			return fmt.Errorf("day %q", d)
		}
	}
	return nil
}

// names reports whether the rule is about the entry, its list and numbers aside.
func (r Rule) names(e chart.AuditEntry) bool {
	if r.Off || r.Decision != "" && r.Decision != e.Decision {
		return false
	}
	for _, w := range r.Words {
		if !slices.Contains(strings.Fields(e.Detail), w) {
			return false
		}
	}
	return r.covers(e.Action)
}

// exact gives the actions where none of them is a form with letters left open.
func (r Rule) exact() []chart.Action {
	if slices.ContainsFunc(r.Actions, func(a chart.Action) bool { return strings.Contains(string(a), "*") }) {
		return nil
	}
	return r.Actions
}

func (r Rule) covers(a chart.Action) bool {
	return slices.ContainsFunc(r.Actions, func(form chart.Action) bool {
		ok, err := path.Match(string(form), string(a)) // no action has a slash
		return err == nil && ok
	})
}

// outside reports whether a local time is not within the hours.
func (h Hours) outside(at time.Time) bool {
	if len(h.Days) > 0 && !slices.Contains(h.Days, dayNames[at.Weekday()]) {
		return true
	}
	clock := at.Format("15:04")
	return clock < h.From || clock >= h.Until
}
