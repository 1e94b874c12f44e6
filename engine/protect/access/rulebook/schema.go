package rulebook

import (
	"fmt"
	"regexp"
	"slices"

	cedar "github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"chartproof.org/chartproof/engine/chart"
)

// schemaWords are the words that rules are made of.
type schemaWords struct {
	validator *validate.Validator
	groups    cedar.EntityMap // the actions, with the groups that they are in
	real      map[cedar.EntityUID]bool
	actions   []chart.Action
	ofCharts  map[chart.Action]bool
	enums     map[cedar.EntityType][]cedar.EntityUID // the roles and the zones
}

func readSchema(text []byte) (*schemaWords, error) {
	var s schema.Schema
	if s.UnmarshalCedar(text) != nil {
		return nil, chart.E(chart.Tampered, "read rules", errSchema)
	}
	resolved, err := s.Resolve()
	if err != nil {
		return nil, chart.E(chart.Tampered, "read rules", errSchema)
	}
	w := &schemaWords{validator: validate.New(resolved), groups: cedar.EntityMap{}, real: map[cedar.EntityUID]bool{}, ofCharts: map[chart.Action]bool{}}
	w.enums = map[cedar.EntityType][]cedar.EntityUID{}
	for kind, e := range resolved.Enums {
		w.enums[kind] = e.Values
	}
	for id, a := range resolved.Actions {
		w.groups[id] = a.Entity
		if a.AppliesTo == nil {
			continue // a group
		}
		w.real[id] = true
		w.actions = append(w.actions, chart.Action(id.ID))
		w.ofCharts[chart.Action(id.ID)] = slices.Contains(a.AppliesTo.Resources, "Chart")
	}
	slices.Sort(w.actions)
	return w, nil
}

func (w *schemaWords) knows(action cedar.EntityUID) bool { return w.real[action] }

// check holds a rule to the schema: an action, role or fact that it misspells would never match, and nobody would notice.
func (w *schemaWords) check(id string, p *cedar.Policy) error {
	if err := w.validator.Policy(id, (*ast.Policy)(p.AST())); err != nil {
		return err
	}
	for _, named := range reference.FindAllSubmatch(p.MarshalCedar(), -1) { // the validator takes any name for a role
		known, ok := w.enums[cedar.EntityType(named[1])]
		if ok && !slices.Contains(known, uid(string(named[1]), string(named[2]))) {
			return fmt.Errorf("there is no %s", named[0])
		}
	}
	return nil
}

// reference is an entity as Cedar writes it.
var reference = regexp.MustCompile(`\b([A-Za-z]+)::"([^"]*)"`)
