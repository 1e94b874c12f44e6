package main

import (
	"context"
	"fmt"

	"chartproof.org/chartproof/engine/quality/synth"
)

type synthCommand struct {
	Seed      uint64 `help:"The same seed makes the same files." default:"1"`
	Count     int    `help:"How many files." default:"12"`
	Family    string `help:"Layout family: a to i; i is held out from tuning." default:"a"`
	Out       string `help:"Where the files go." required:""`
	Condition string `help:"clean300, noisy200, fax or phone. Default: all in turn."`
	Format    string `help:"pdf, tiff, jpeg, png or digital. Default: all in turn."`
	Type      string `help:"A document type. Default: all in turn."`
	Mixed     bool   `help:"Files of two to six documents of one to three patients, with separators, blank backs and pages out of order; the truth says which page is whose."`
}

// Help shows examples.
func (synthCommand) Help() string {
	return `Examples:

  chartproofctl synth --seed 7 --count 24 --family b --out charts
  chartproofctl synth --type lab_report --condition fax --out faxes
  chartproofctl synth --mixed --count 40 --family f --condition clean300 --format pdf --out batches`
}

// Run makes the files, each with NAME.truth.json beside it.
func (c *synthCommand) Run(ctx context.Context, s streams) error {
	if c.Count < 1 {
		return &failure{exitUsage, fmt.Errorf("--count must be 1 or more, not %d", c.Count)}
	}
	job := synth.Job{Seed: c.Seed, Count: c.Count, Family: c.Family, Out: c.Out, Condition: c.Condition, Format: c.Format, Type: c.Type, Mixed: c.Mixed}
	err := synth.Run(ctx, job, func(done, all int) {
		if s.terminal {
			fmt.Fprintf(s.err, "\r%d of %d charts", done, all)
		}
	})
	if s.terminal {
		fmt.Fprintln(s.err)
	}
	return err
}
