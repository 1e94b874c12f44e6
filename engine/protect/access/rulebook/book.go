package rulebook

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	cedar "github.com/cedar-policy/cedar-go"

	"chartproof.org/chartproof/engine/chart"
)

// File is one file of rules.
type File struct {
	Name string `json:"name"` // base name: "charts.cedar"
	Text []byte `json:"text"`
}

// Rule is one rule as a person reads it.
type Rule struct {
	ID, File string
	Forbids  bool
	Says     string
	Cure     string
	Own      bool // the practice's, not the release's
	Text     string
}

// Book is the rules that hold. Make one with Builtin and With.
type Book struct {
	set     *cedar.PolicySet
	rules   map[string]Rule
	words   *schemaWords
	files   []File // the release's and the practice's
	own     int    // how many of them, at the end, are the practice's
	version string
}

// limits of what a practice may add, so that a decision stays fast and a file can be read by a person.
const (
	maxFiles = 32
	maxBytes = 256 << 10
	maxRules = 512
)

// newBook reads files and holds every rule to the schema.
func newBook(words *schemaWords, files []File, own int) (*Book, error) {
	b := &Book{set: cedar.NewPolicySet(), rules: map[string]Rule{}, words: words, files: files, own: own, version: hashOf(files)}
	for i, f := range files {
		if err := b.add(f, i >= len(files)-own); err != nil {
			return nil, err
		}
	}
	if len(b.rules) > maxRules {
		return nil, bad("read rules", "more than %d rules", maxRules)
	}
	return b, nil
}

func bad(op, format string, args ...any) error {
	return chart.E(chart.BadInput, op, fmt.Errorf(format, args...))
}

func (b *Book) add(f File, own bool) error {
	const op = "read rules"
	if len(f.Text) > maxBytes {
		return bad(op, "%s is longer than %d bytes", f.Name, maxBytes)
	}
	list, err := cedar.NewPolicyListFromBytes(f.Name, f.Text)
	if err != nil {
		return chart.E(chart.BadInput, op, fmt.Errorf("%s: %w", f.Name, err))
	}
	for i, p := range list {
		r := Rule{File: f.Name, Forbids: p.Effect() == cedar.Forbid, Own: own, Text: string(p.MarshalCedar())}
		notes := p.Annotations()
		r.ID, r.Says, r.Cure = string(notes["id"]), string(notes["says"]), string(notes["cure"])
		switch {
		case !identifier(r.ID):
			return bad(op, "%s, rule %d: it needs @id(\"…\") of small letters, digits and hyphens", f.Name, i+1)
		case r.ID == DefaultDeny:
			return bad(op, "%s: the id %s is taken", f.Name, r.ID)
		case b.rules[r.ID].ID != "":
			return bad(op, "%s: two rules have the id %s", f.Name, r.ID)
		case r.Says == "":
			return bad(op, "%s: rule %s needs @says(\"…\"), what it is for", f.Name, r.ID)
		case !slices.Contains([]string{"", CureGlass, CurePassword, CureFactor}, r.Cure):
			return bad(op, "%s: rule %s has an unknown @cure", f.Name, r.ID)
		case own && !r.Forbids:
			return bad(op, "%s: rule %s permits; a practice's own rules forbid, and roles permit", f.Name, r.ID)
		}
		if err := b.words.check(r.ID, p); err != nil {
			return chart.E(chart.BadInput, op, fmt.Errorf("%s: rule %s: %w", f.Name, r.ID, err))
		}
		b.rules[r.ID] = r
		b.set.Add(cedar.PolicyID(r.ID), p)
	}
	return nil
}

// identifier keeps ids short and of letters that the trail and a command line take.
func identifier(id string) bool {
	return id != "" && len(id) <= 64 && !strings.ContainsFunc(id, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')
	})
}

// Version is the hash of all files, in short.
func (b *Book) Version() string { return b.version }

// Rules lists the rules, those of the release first, by file and id.
func (b *Book) Rules() []Rule {
	out := make([]Rule, 0, len(b.rules))
	for _, r := range b.rules {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, z Rule) int {
		return strings.Compare(fmt.Sprint(a.Own, a.File, " ", a.ID), fmt.Sprint(z.Own, z.File, " ", z.ID))
	})
	return out
}

// Own gives the practice's files.
func (b *Book) Own() []File { return slices.Clone(b.files[len(b.files)-b.own:]) }

// Actions lists the actions that rules can speak of, sorted.
func (b *Book) Actions() []chart.Action { return slices.Clone(b.words.actions) }

// With gives a book with the practice's files in place of those that it has.
func (b *Book) With(own []File) (*Book, error) {
	if len(own) > maxFiles {
		return nil, bad("read rules", "more than %d files", maxFiles)
	}
	files := slices.Clone(b.files[:len(b.files)-b.own])
	own = slices.Clone(own)
	slices.SortFunc(own, func(a, z File) int { return strings.Compare(a.Name, z.Name) })
	return newBook(b.words, append(files, own...), len(own))
}

// Decide answers. A nil Book refuses everything.
func (b *Book) Decide(q Question) Ruling {
	if b == nil {
		return Ruling{Rules: []string{DefaultDeny}, Version: "none"}
	}
	refused := Ruling{Rules: []string{DefaultDeny}, Version: b.version}
	action := uid("Action", string(q.Action))
	if !b.words.knows(action) {
		return refused
	}
	roles := make([]cedar.EntityUID, len(q.Person.Roles))
	for i, r := range q.Person.Roles {
		roles[i] = uid("Role", string(r))
	}
	who := uid("Person", string(q.Person.ID))
	decision, why := cedar.Authorize(b.set, entities{who: cedar.Entity{UID: who, Parents: cedar.NewEntityUIDSet(roles...)}, words: b.words},
		cedar.Request{Principal: who, Action: action, Resource: q.resource(), Context: q.Facts.record()})
	if len(why.Errors) > 0 { // a rule that cannot be evaluated may be one that forbids
		refused.Rules = refused.Rules[:0]
		for _, e := range why.Errors {
			refused.Rules = append(refused.Rules, string(e.PolicyID))
		}
		slices.Sort(refused.Rules)
		refused.Says = "A rule cannot be evaluated."
		return refused
	}
	if len(why.Reasons) == 0 {
		return refused
	}
	out := Ruling{Permit: decision == cedar.Allow, Version: b.version}
	for _, r := range why.Reasons {
		out.Rules = append(out.Rules, string(r.PolicyID))
	}
	slices.Sort(out.Rules)
	b.explain(&out)
	return out
}

// explain gives the sentence and the cure. Where several rules refuse, a cure helps only if each has one; the harder comes first.
func (b *Book) explain(r *Ruling) {
	r.Says = b.rules[r.Rules[0]].Says
	if r.Permit {
		return
	}
	for _, id := range r.Rules {
		rule := b.rules[id]
		if rule.Cure == "" {
			r.Says, r.Cure = rule.Says, ""
			return
		}
		if order(rule.Cure) > order(r.Cure) {
			r.Says, r.Cure = rule.Says, rule.Cure
		}
	}
}

func order(cure string) int {
	return slices.Index([]string{"", CureGlass, CurePassword, CureFactor}, cure)
}

// entities gives Cedar the person with the roles, and the groups that actions are in.
type entities struct {
	who   cedar.Entity
	words *schemaWords
}

// Get finds one.
func (e entities) Get(id cedar.EntityUID) (cedar.Entity, bool) {
	if id == e.who.UID {
		return e.who, true
	}
	found, ok := e.words.groups[id]
	return found, ok
}

// Needs reports whether an action's answer can depend on the chart: such a question without one answers for none.
func (b *Book) Needs(a chart.Action) bool { return b != nil && b.words.ofCharts[a] }

var errSchema = errors.New("the schema of the rules cannot be read")
