package main

import (
	"context"
	"fmt"
	"os"
	"runtime"

	"chartproof.org/chartproof/app/wire"
)

type rehearseCommand struct {
	Out   string   `help:"A new folder for the workspace, the hub and the records." default:"./rehearsal"`
	Files []string `arg:"" name:"file" help:"Synthetic charts."`
}

// Help says what it is not for.
func (rehearseCommand) Help() string {
	return `Goes the whole way without a desk: sets up a workspace with a keyring file, starts a hub on the loopback address,
imports, confirms every field as it was read, signs, waits for the hub's receipt and verifies record and trail.

Nobody looks at what it signs: use it on synthetic charts only.

Example:

  chartproofctl rehearse --out /tmp/rehearsal testdata/charts/sample-chart.pdf`
}

// Run prints a line a step.
func (c *rehearseCommand) Run(ctx context.Context, s streams) error {
	if err := os.MkdirAll(c.Out, 0o700); err != nil {
		return &failure{exitEnvironment, fmt.Errorf("make the folder of --out: %w", pathless(err))}
	}
	if err := (wire.Rehearsal{Dir: c.Out, Version: wire.Version, Jobs: runtime.NumCPU(), Say: s.out}).Run(ctx, c.Files); err != nil {
		return err
	}
	fmt.Fprintln(s.err, "the records and the roster they were verified with are in", c.Out+"/records")
	return nil
}
