package main

import (
	"context"
	"fmt"

	"chartproof.org/chartproof/app/wire"
)

type auditCommand struct {
	Stream streamCommand      `cmd:"" help:"Stream the trail to a SIEM over TLS."`
	Verify auditVerifyCommand `cmd:"" help:"Prove that the trail of a workspace is whole and unchanged."`
	Sample auditSampleCommand `cmd:"" help:"Say how often the values that no rule sends to a person were wrong, out of the blind sample."`
}

type auditVerifyCommand struct {
	Workspace string `help:"The workspace's folder." required:""`
	Key       string `help:"The device's verifier key, kept elsewhere, in place of the one in the workspace."`
}

// Help shows examples.
func (auditVerifyCommand) Help() string {
	return `It needs no password and no keyring, and may run while nobody works in the workspace.

Example:

  chartproofctl audit verify --workspace ~/.local/share/chartproof`
}

// Run recomputes the whole log and names the first entry that does not hold.
func (c *auditVerifyCommand) Run(ctx context.Context, s streams) error {
	rep, err := wire.VerifyTrail(ctx, c.Workspace, c.Key)
	if err != nil {
		return err
	}
	if !rep.Holds {
		return &failure{exitSomeFailed, fmt.Errorf("the trail does not hold: %s", rep.Words)}
	}
	fmt.Fprintln(s.out, rep.Words)
	return nil
}

type auditSampleCommand struct {
	Workspace string `help:"The workspace's folder." required:""`
}

// Help shows examples.
func (auditSampleCommand) Help() string {
	return `The trail holds what people found in the fields of the sample. It needs no password and no keyring.

Example:

  chartproofctl audit sample --workspace ~/.local/share/chartproof`
}

// Run counts the outcomes of the sample.
func (c *auditSampleCommand) Run(ctx context.Context, s streams) error {
	m, err := wire.MeasureSample(ctx, c.Workspace)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "of %d sampled fields %d were wrong; at most %.2f %% of all that nobody looks at, at 95 %% confidence\n", m.Seen, m.Wrong, 100*m.Most)
	return nil
}
