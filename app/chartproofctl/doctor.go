package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/protect/machine"
)

type doctorCommand struct {
	Workspace  string `placeholder:"DIR" help:"Look into this workspace too."`
	JSON       bool   `name:"json" help:"As one JSON array."`
	KeyFile    string `placeholder:"FILE" help:"The workspace's key file, where it has one in place of the keyring."`
	PhraseFile string `name:"key-passphrase-file" placeholder:"FILE" help:"File with the key file's passphrase."`
	repairFlags
}

// Help shows examples.
func (doctorCommand) Help() string {
	return `Says what of this computer and of a workspace is unsafe, each with what to do. It changes nothing, needs nobody's password and
may run while somebody works in the workspace.

  ok       as it should be
  unsafe   to be put right
  unknown  it cannot be read here; what is said shows a person how
  limit    nothing on this computer can change it

Exit code 1 where something is unsafe.

Examples:

  chartproofctl doctor
  chartproofctl doctor --workspace ~/.local/share/chartproof
  chartproofctl doctor --workspace ~/.local/share/chartproof --json

With --repair it mends a damaged workspace in a copy beside it, and says what of it comes back whole. Nothing is changed before
--apply, which needs a privacy officer or an administrator; the damaged folder is kept under another name. Nobody may have the
workspace open.

  exact    proved to be what was sealed
  older    as it was when the backup was made; what changed since is lost
  aside    no copy of it holds: it is not in the repaired workspace, and stays in the damaged folder
  kept     checked by a seal of its own whenever it is used
  doubted  one of the parts named is older than what was sealed, and nothing tells which

  chartproofctl doctor --repair --workspace ~/.local/share/chartproof
  chartproofctl doctor --repair --workspace ~/.local/share/chartproof --from /media/backup
  chartproofctl doctor --repair --workspace ~/.local/share/chartproof --from /media/backup --apply --login ada`
}

// Run examines.
func (c *doctorCommand) Run(ctx context.Context, s streams) error {
	o := wire.DoctorOptions{Workspace: c.Workspace, KeyFile: wire.KeyFile{Path: c.KeyFile}}
	if c.PhraseFile != "" {
		var err error
		if o.KeyFile.Passphrase, err = secretFile(c.PhraseFile); err != nil {
			return err
		}
	}
	if c.Repair {
		return c.repair(ctx, s, o)
	}
	if c.From != "" || c.Apply {
		return &failure{exitUsage, errors.New("--from and --apply go with --repair")}
	}
	found, err := wire.Doctor(ctx, o)
	if err != nil {
		return err
	}
	return printFindings(s, found, c.JSON)
}

func printFindings(s streams, found []machine.Finding, asJSON bool) error {
	bad := 0
	for _, f := range found {
		if f.Verdict == machine.Unsafe {
			bad++
		}
		if asJSON {
			continue
		}
		fmt.Fprintf(s.out, "%-8s %s: %s\n", f.Verdict, f.Check, f.Says)
		if f.Do != "" {
			fmt.Fprintf(s.out, "         → %s\n", f.Do)
		}
	}
	if asJSON {
		e := json.NewEncoder(s.out)
		e.SetIndent("", "  ")
		if err := e.Encode(found); err != nil {
			return err
		}
	}
	switch {
	case bad == 1:
		return &failure{exitSomeFailed, errors.New("one thing is unsafe")}
	case bad > 1:
		return &failure{exitSomeFailed, fmt.Errorf("%d things are unsafe", bad)}
	}
	return nil
}
