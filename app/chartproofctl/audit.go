package main

import (
	"context"
	"fmt"
	"os"

	"chartproof.org/chartproof/app/wire"
)

type auditCommand struct {
	Verify      auditVerifyCommand      `cmd:"" help:"Prove that the trail of a workspace is whole and unchanged."`
	Checkpoint  auditCheckpointCommand  `cmd:"" help:"Print the trail's signed checkpoint, to be kept elsewhere."`
	Search      auditSearchCommand      `cmd:"" help:"Find entries of the trail."`
	Export      auditExportCommand      `cmd:"" help:"Write entries to a file: CSV, FHIR AuditEvents, RFC 5424 lines, JSON lines."`
	Custody     auditCustodyCommand     `cmd:"" help:"Tell the way of one document from the scan on, with proofs; or check such a file."`
	Alerts      auditAlertsCommand      `cmd:"" help:"List the alerts that the trail raised."`
	Acknowledge auditAcknowledgeCommand `cmd:"" help:"Say that an alert was dealt with, and what was found."`
	Rules       auditRulesCommand       `cmd:"" help:"Show or set the rules that raise alerts."`
	Review      auditReviewCommand      `cmd:"" help:"Make the access review: who may what, who did what of it, what is to be decided."`
	Accounting  auditAccountingCommand  `cmd:"" help:"Make the accounting of disclosures of a patient's documents (45 CFR 164.528)."`
	Stream      streamCommand           `cmd:"" help:"Stream the trail to a SIEM over TLS."`
	Sample      auditSampleCommand      `cmd:"" help:"Say how often the values that no rule sends to a person were wrong, out of the blind sample."`
}

type auditVerifyCommand struct {
	Workspace  string   `placeholder:"DIR" help:"The workspace's folder." required:""`
	Key        string   `help:"A verifier key of the device, kept elsewhere: it must be one of those that signed."`
	Hub        string   `name:"hub-key" placeholder:"KEY" help:"The hub's verifier key, to check its cosignatures too."`
	Checkpoint []string `placeholder:"FILE" help:"A checkpoint that was kept elsewhere: the trail must go on from it."`
	Deep       bool     `help:"Check the signature of every single entry: minutes for a million."`
}

// Help shows examples.
func (auditVerifyCommand) Help() string {
	return `It needs no password and no keyring, and may run while somebody works in the workspace. The exit code is 1 where something does
not hold; the first entry that does not is named.

Without --deep the whole tree is computed anew and held to the device's signature over the newest checkpoint, which covers every
entry; --deep proves besides that the device signed at each entry. That somebody put an older copy of the whole workspace back can
be told only with something kept elsewhere: --checkpoint, or the hub's witness.

Examples:

  chartproofctl audit verify --workspace ~/.local/share/chartproof
  chartproofctl audit verify --workspace /backup/chartproof --checkpoint 2026-11.note --deep`
}

// Run recomputes the whole log and names the first entry that does not hold.
func (c *auditVerifyCommand) Run(ctx context.Context, s streams) error {
	k := wire.TrailKeys{Device: c.Key, Hub: c.Hub, Deep: c.Deep}
	for _, name := range c.Checkpoint {
		data, err := readBounded(name)
		if err != nil {
			return &failure{exitUsage, fmt.Errorf("read a checkpoint: %w", err)}
		}
		k.Seen = append(k.Seen, data)
	}
	rep, err := wire.VerifyTrailWith(ctx, c.Workspace, k)
	if err != nil {
		return err
	}
	if !rep.Holds {
		return &failure{exitSomeFailed, fmt.Errorf("the trail does not hold: %s", rep.Words)}
	}
	fmt.Fprintln(s.out, rep.Words)
	return nil
}

type auditCheckpointCommand struct {
	Workspace string `placeholder:"DIR" help:"The workspace's folder." required:""`
}

// Help shows examples.
func (auditCheckpointCommand) Help() string {
	return `A checkpoint is a few lines: print it, mail it to the auditor, keep it. "audit verify --checkpoint FILE" then tells whether the trail
still goes on from it. It needs no password.

Example:

  chartproofctl audit checkpoint --workspace ~/.local/share/chartproof > 2026-11.note`
}

// Run prints the checkpoint.
func (c *auditCheckpointCommand) Run(ctx context.Context, s streams) error {
	signed, err := wire.TrailCheckpoint(ctx, c.Workspace)
	if err != nil {
		return err
	}
	_, err = s.out.Write(signed)
	return err
}

type auditSampleCommand struct {
	Workspace string `placeholder:"DIR" help:"The workspace's folder." required:""`
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

// writeNew writes a file that must not be there yet, readable to its owner only.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return &failure{exitUsage, fmt.Errorf("make the file: %w", pathless(err))}
	}
	_, err = f.Write(data)
	if also := f.Close(); err == nil {
		err = also
	}
	if err != nil {
		return &failure{exitEnvironment, fmt.Errorf("write the file: %w", pathless(err))}
	}
	return nil
}
