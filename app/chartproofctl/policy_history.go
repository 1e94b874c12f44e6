package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

type policyHistoryCommand struct {
	officeFlags
	Text string `placeholder:"HASH" help:"Print the rules that the trail names with: text=HASH."`
}

// Help shows examples.
func (policyHistoryCommand) Help() string {
	return `Every set of own rules that was ever signed here stays in the workspace; the trail names each by its hash.

Examples:

  chartproofctl policy history --workspace ~/.local/share/chartproof --login ada
  chartproofctl policy history --workspace ~/.local/share/chartproof --login ada --text 9a9003c5ff21…`
}

// Run lists the sets, or prints one.
func (c *policyHistoryCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	all, err := o.RulesHistory(ctx)
	if err != nil {
		return err
	}
	found, broken := false, 0
	for _, one := range all {
		if one.Err != nil {
			broken++
		}
		if c.Text == "" {
			holds := "holds"
			if one.Err != nil {
				holds = "does not hold"
			}
			fmt.Fprintf(s.out, "%s\t%s\tby %s\t%s -> %s\t%d files\tsignature %s\n", one.Text, one.At.Format(time.RFC3339), one.By, one.Was, one.Is, len(one.Files), holds)
			continue
		}
		if one.Text != c.Text {
			continue
		}
		found = true
		for _, f := range one.Files {
			fmt.Fprintf(s.out, "// %s\n%s\n", f.Name, f.Text)
		}
	}
	if c.Text != "" && !found {
		return &failure{exitSomeFailed, errors.New("no rules with this hash were signed here")}
	}
	if broken > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d sets of rules do not hold", broken)}
	}
	return nil
}
