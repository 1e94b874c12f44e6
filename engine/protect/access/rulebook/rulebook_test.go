package rulebook_test

import (
	"fmt"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

func builtin(t testing.TB) *rulebook.Book {
	t.Helper()
	b, err := rulebook.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The matrix and the cases of the release: role × zone × operation, role × action, and what is asked about charts.
func TestEveryCellIsAsDesigned(t *testing.T) {
	b := builtin(t)
	cases, err := rulebook.BuiltinCases()
	if err != nil {
		t.Fatal(err)
	}
	cells := cases.Matrix(access.Roles(), access.Zones())
	done := b.Try(append(cells, cases.Cases...))
	for _, o := range done {
		if !o.Holds {
			t.Errorf("%s: want %s by %q, got %s by %v", o.Case.Name, o.Case.Want, o.Case.Rule, o.Ruling.Word(), o.Ruling.Rules)
		}
	}
	if left := b.Unnamed(cases); len(left) > 0 {
		t.Errorf("no case asks about %v: add it to assets/policies/cases.json", left)
	}
	if left := b.Untried(done); len(left) > 0 {
		t.Errorf("no case is decided by %v: add one to assets/policies/cases.json", left)
	}
	t.Logf("%d cells and %d cases", len(cells), len(cases.Cases))
}

// Nothing that a practice adds can permit.
func TestAPracticeOnlyNarrows(t *testing.T) {
	b := builtin(t)
	forbid := `@id("%s") @says("Coders go home on Fridays.") forbid (principal in Role::"coder", action == Action::"document.open", resource);`
	for name, c := range map[string]struct{ text, want string }{
		"permits":             {`@id("all") @says("x") permit (principal, action, resource);`, "permits"},
		"no id":               {`@says("x") forbid (principal, action, resource);`, "@id"},
		"no words":            {`@id("x") forbid (principal, action, resource);`, "@says"},
		"an id of ours":       {fmt.Sprintf(forbid, "open"), "two rules"},
		"the default":         {fmt.Sprintf(forbid, "default-deny"), "taken"},
		"no Cedar":            {`forbid everybody`, "own.cedar"},
		"an unknown action":   {`@id("x") @says("x") forbid (principal, action == Action::"document.opne", resource);`, "rule x"},
		"an unknown fact":     {`@id("x") @says("x") forbid (principal, action, resource) when { context.weather == "rain" };`, "rule x"},
		"an unknown role":     {`@id("x") @says("x") forbid (principal in Role::"janitor", action, resource);`, "rule x"},
		"a wrong kind":        {`@id("x") @says("x") forbid (principal, action, resource) when { context.factor_age == "old" };`, "rule x"},
		"an unknown cure":     {`@id("x") @says("x") @cure("beer") forbid (principal, action, resource);`, "@cure"},
		"more than it may be": {strings.Repeat("// no rule at all\n", 20000), "longer"},
	} {
		_, err := b.With([]rulebook.File{{Name: "own.cedar", Text: []byte(c.text)}})
		if chart.KindOf(err) != chart.BadInput || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want it refused with %q, got %v", name, c.want, err)
		}
	}
	own, err := b.With([]rulebook.File{{Name: "own.cedar", Text: []byte(fmt.Sprintf(forbid, "friday"))}})
	if err != nil {
		t.Fatal(err)
	}
	q := rulebook.Question{Person: chart.Person{ID: "p", Roles: []chart.Role{chart.Coder}}, Action: chart.ActOpen}
	if r := own.Decide(q); r.Permit || r.Policy() != "friday@"+own.Version() || r.Says == "" {
		t.Errorf("want it refused by the practice's rule, got %+v", r)
	}
	if own.Version() == b.Version() || !b.Decide(q).Permit {
		t.Error("the release's book is another one and holds on")
	}
	if diff := rulebook.Difference(b, own); fmt.Sprint(diff.Added, diff.Removed, diff.Changed) != "[friday] [] []" {
		t.Errorf("difference: got %+v", diff)
	}
}

func TestARuleThatCannotBeEvaluatedRefuses(t *testing.T) {
	own, err := builtin(t).With([]rulebook.File{{Name: "own.cedar", Text: []byte(
		`@id("broken") @says("x") forbid (principal, action == Action::"document.open", resource) when { context.factor_age * 9223372036854775807 > 1 };`)}})
	if err != nil {
		t.Fatal(err)
	}
	q := rulebook.Question{Person: chart.Person{ID: "p", Roles: []chart.Role{chart.Coder}}, Action: chart.ActOpen, Facts: rulebook.Facts{FactorAge: 1e12}}
	if r := own.Decide(q); r.Permit || fmt.Sprint(r.Rules) != "[broken]" {
		t.Errorf("want it refused, got %+v", r)
	}
}

func TestNoBookRefusesEverything(t *testing.T) {
	var none *rulebook.Book
	q := rulebook.Question{Person: chart.Person{ID: "p", Roles: access.Roles()}, Action: chart.ActSignOut}
	if r := none.Decide(q); r.Permit || r.Refused() == nil {
		t.Errorf("want it refused, got %+v", r)
	}
}

// Where several rules refuse, a cure is named only if it cures all.
func TestCures(t *testing.T) {
	b := builtin(t)
	reviewer := chart.Person{ID: "p", Roles: []chart.Role{chart.HIMReviewer, chart.PrivacyOfficer}}
	for _, c := range []struct {
		name   string
		action chart.Action
		facts  rulebook.Facts
		want   string
	}{
		{"restricted", chart.ActOpen, rulebook.Facts{Closed: true}, rulebook.CureGlass},
		{"late", chart.ActOpen, rulebook.Facts{FactorAge: 1e15}, rulebook.CureFactor},
		{"restricted and late", chart.ActOpen, rulebook.Facts{Closed: true, FactorAge: 1e15}, rulebook.CureFactor},
		{"payer", chart.ActReveal, rulebook.Facts{Closed: true, Purpose: "payment", Restrictions: []string{"payer"}}, ""},
		{"many", chart.ActRevealMany, rulebook.Facts{PasswordAge: 1e12}, rulebook.CurePassword},
		{"no rule", chart.ActSettings, rulebook.Facts{}, ""},
	} {
		if r := b.Decide(rulebook.Question{Person: reviewer, Action: c.action, Document: "d", Facts: c.facts}); r.Permit || r.Cure != c.want {
			t.Errorf("%s: want the cure %q, got %+v", c.name, c.want, r)
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	book := builtin(b)
	q := rulebook.Question{Person: chart.Person{ID: "p", Roles: access.Roles()}, Action: chart.ActOpen, Document: "d",
		Facts: rulebook.Facts{Purpose: "treatment", Restrictions: []string{"vip", "payer"}, Consents: []string{"part2"}, FactorAge: 1e12}}
	for b.Loop() {
		if !book.Decide(q).Permit {
			b.Fatal("refused")
		}
	}
}

func FuzzParseCases(f *testing.F) {
	f.Add([]byte(`{"schema":"chartproof.policy-cases/1","zones":{"coder":{"redacted":"r"}},"actions":{"document.open":["coder"]},"cases":[{"name":"x","roles":["coder"],"action":"document.open","about":{"factor_age":9},"want":"permit"}]}`))
	f.Add([]byte(`{"schema":"chartproof.policy-cases/1"} {}`))
	book := builtin(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := rulebook.ParseCases(text)
		if err != nil {
			return
		}
		if len(c.Cases) < 20 {
			book.Try(c.Cases)
		}
		book.Unnamed(c)
	})
}

func FuzzRules(f *testing.F) {
	f.Add([]byte(`@id("x") @says("x") forbid (principal, action, resource) when { context.restrictions.contains("a") };`))
	f.Add([]byte(`@id("x")`))
	book := builtin(f)
	all := chart.Person{ID: "p", Roles: access.Roles()}
	f.Fuzz(func(t *testing.T, text []byte) {
		own, err := book.With([]rulebook.File{{Name: "own.cedar", Text: text}})
		if err != nil {
			return
		}
		if own.Decide(rulebook.Question{Person: all, Action: chart.ActSettle}).Permit {
			t.Error("a practice's file permits")
		}
	})
}
