package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

type policyTestCommand struct {
	With   []string `help:"Files of a practice's own rules, tried with those of the release." placeholder:"FILE" type:"path"`
	NoKeys bool     `help:"Try no keys; without it a workspace of the moment is made, and everybody's keys are tried on every zone."`
	Files  []string `arg:"" optional:"" name:"file" help:"Files of cases; without one, those of the release."`
}

// Help shows examples.
func (policyTestCommand) Help() string {
	return `A file of cases is JSON: {"schema": "chartproof.policy-cases/1", "cases": [{"name": "nobody codes on a restricted chart",
"roles": ["coder"], "action": "document.open", "chart": "c1", "about": {"restrictions": ["restricted"]}, "want": "deny",
"rule": "chart-restricted"}]}; "zones" and "actions" hold whole tables, as in the release's own: policy test prints them.

Examples:

  chartproofctl policy test
  chartproofctl policy test --with own.cedar cases.json`
}

// Run asks every case and fails where one is answered otherwise.
func (c *policyTestCommand) Run(ctx context.Context, s streams) error {
	book, err := bookWith(c.With)
	if err != nil {
		return err
	}
	sets, err := c.cases()
	if err != nil {
		return err
	}
	var keys wire.KeyTrial
	if !c.NoKeys {
		if keys, err = wire.TryKeys(ctx); err != nil {
			return fmt.Errorf("try keys: %w", err)
		}
	}
	asked, wrong, cells := 0, 0, 0
	for _, set := range sets {
		matrix := set.Matrix(access.Roles(), access.Zones())
		cells += len(matrix)
		for _, o := range book.Try(append(matrix, set.Cases...)) {
			asked++
			if !o.Holds {
				wrong++
				fmt.Fprintf(s.err, "not as designed: %s: want %s %s, got %s by %s\n", o.Case.Name, o.Case.Want, o.Case.Rule, o.Ruling.Word(), o.Ruling.Policy())
			}
		}
	}
	differ, err := printMatrix(s.out, book, keys)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "\nversion %s: %d cells and %d cases, %d not as designed; %d zones where rule and key differ\n", book.Version(), cells, asked-cells, wrong, differ)
	if wrong+differ > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d of %d not as designed", wrong+differ, asked+differ)}
	}
	return nil
}

func (c *policyTestCommand) cases() ([]*rulebook.Cases, error) {
	if len(c.Files) == 0 {
		set, err := rulebook.BuiltinCases()
		return []*rulebook.Cases{set}, err
	}
	var out []*rulebook.Cases
	for _, name := range c.Files {
		data, err := readBounded(name)
		if err != nil {
			return nil, &failure{exitUsage, fmt.Errorf("read cases: %w", err)}
		}
		set, err := rulebook.ParseCases(data)
		if err != nil {
			return nil, &failure{exitUsage, err}
		}
		out = append(out, set)
	}
	return out, nil
}

// printMatrix prints role, zone and operation, by rule and by key, and gives in how many zones the two differ. Putting something in
// needs no key, so writing is the rules' alone.
func printMatrix(w io.Writer, book *rulebook.Book, keys wire.KeyTrial) (differ int, err error) {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprint(t, "role")
	for _, z := range access.Zones() {
		fmt.Fprintf(t, "\t%s", z)
	}
	fmt.Fprintln(t)
	for _, r := range access.Roles() {
		fmt.Fprint(t, string(r))
		for _, z := range access.Zones() {
			may := func(a chart.Action) bool {
				return book.Decide(rulebook.Question{Person: chart.Person{ID: "somebody", Roles: []chart.Role{r}}, Action: a, Zone: z}).Permit
			}
			word := yes(may(chart.AskZoneRead), "read") + yes(may(chart.AskZoneWrite), "write")
			word = strings.TrimPrefix(word, "+")
			if word == "" {
				word = "–"
			}
			if keys != nil {
				opens := keys[r][z]
				word += " / " + map[bool]string{true: "key", false: "no key"}[opens]
				if opens != may(chart.AskZoneRead) {
					differ++
					word += " !"
				}
			}
			fmt.Fprintf(t, "\t%s", word)
		}
		fmt.Fprintln(t)
	}
	if err := t.Flush(); err != nil {
		return differ, err
	}
	return differ, printActions(w, book)
}

func yes(is bool, word string) string {
	if is {
		return "+" + word
	}
	return ""
}

// printActions prints which role may what.
func printActions(w io.Writer, book *rulebook.Book) error {
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprint(t, "action")
	for _, r := range access.Roles() {
		fmt.Fprintf(t, "\t%s", r)
	}
	fmt.Fprintln(t)
	for _, a := range book.Actions() {
		if a == chart.AskZoneRead || a == chart.AskZoneWrite {
			continue
		}
		fmt.Fprint(t, string(a))
		for _, r := range access.Roles() {
			if book.Decide(rulebook.Question{Person: chart.Person{ID: "somebody", Roles: []chart.Role{r}}, Action: a}).Permit {
				fmt.Fprint(t, "\tyes")
			} else {
				fmt.Fprint(t, "\t–")
			}
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}
