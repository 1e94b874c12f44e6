package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

type policyValidatorsCommand struct {
	Office officeFlags   `embed:""`
	Who    string        `placeholder:"WHO" help:"Who validates: two_people, one_person_later or one_person."`
	Wait   time.Duration `placeholder:"TIME" help:"How long the same person waits before looking again: 5m, 10m, 30m, 1h, 4h or 24h."`
}

// Help shows examples.
func (policyValidatorsCommand) Help() string {
	return `Names, dates of birth, record numbers, allergies, medications, handwriting and what the two readers read differently are
typed anew, blind, before a document is signed. Without a flag it shows who does that here; an administrator changes it, and the
trail says what it was and what it is.

  two_people         a colleague; where nobody else is there, the same person later, and the record says so
  one_person_later   the same person may, later and in another order; the record says so
  one_person         nobody looks a second time; the record says so

Examples:

  chartproofctl policy validators --workspace ~/.local/share/chartproof --login ada
  chartproofctl policy validators --workspace ~/.local/share/chartproof --login ada --who one_person_later --wait 30m`
}

// Run shows or changes the policy.
func (c *policyValidatorsCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		was, err := o.LookPolicy(ctx)
		if err != nil {
			return err
		}
		is := was
		if c.Who != "" {
			is.Who = chart.Validators(c.Who)
		}
		if c.Wait != 0 {
			is.Wait = c.Wait
		}
		if !is.Valid() {
			return &failure{exitUsage, errors.New("there is no such policy; --help names those that there are")}
		}
		if is != was {
			if err := o.SetLookPolicy(ctx, is); err != nil {
				return err
			}
		}
		people, err := o.Lookers(ctx)
		if err != nil {
			return err
		}
		tellValidators(s.out, is, people)
		return nil
	})
}

func tellValidators(w io.Writer, p chart.LookPolicy, people int) {
	fmt.Fprintf(w, "validators: %s\nthe same person waits: %s\npeople who may look: %d\n", p.Who, shortTime(p.Wait), people)
	if p.Who == chart.TwoPeople && people < 2 {
		fmt.Fprintln(w, "nobody else may look again: until somebody is added, the same person looks again later, and records say so")
	}
}

// shortTime writes a time as people type it: 10m, not 10m0s.
func shortTime(d time.Duration) string {
	return strings.NewReplacer("m0s", "m", "h0m0s", "h").Replace(d.String())
}
