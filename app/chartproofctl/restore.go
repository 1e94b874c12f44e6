package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/app/wire"
)

type restoreCommand struct {
	From           string `required:"" placeholder:"DIR" help:"The drive's folder."`
	Workspace      string `required:"" placeholder:"DIR" help:"A new folder for the workspace."`
	Generation     int64  `help:"Number of an older backup; the newest that holds where it is left out."`
	Yes            bool   `help:"Restore an older backup without being asked."`
	PassphraseFile string `placeholder:"FILE" help:"File with the backup passphrase; without it the passphrase is asked for, or is the first line of standard input."`
	KeyFile        string `placeholder:"FILE" help:"Keep the machine's key in this file, where the computer has no keyring."`
	PhraseFile     string `name:"key-passphrase-file" placeholder:"FILE" help:"File with the key file's passphrase."`
}

// Help shows examples.
func (restoreCommand) Help() string {
	return `Brings a workspace back on this computer, into a folder that is empty. Every hash, signature and seal is checked; what does not
hold is not handed out. People then sign in with their own passwords and authenticators.

Examples:

  chartproofctl restore --from /media/backup --workspace ~/.local/share/chartproof
  chartproofctl restore --from /media/backup --workspace ./older --generation 12`
}

// Run restores.
func (c *restoreCommand) Run(ctx context.Context, s streams) error {
	ask := &prompt{streams: s}
	order := wire.RestoreOrder{From: c.From, Dir: c.Workspace, Generation: c.Generation, KeyFile: wire.KeyFile{Path: c.KeyFile}}
	var err error
	if c.PhraseFile != "" {
		if order.KeyFile.Passphrase, err = secretFile(c.PhraseFile); err != nil {
			return err
		}
	}
	if c.PassphraseFile != "" {
		order.Passphrase, err = secretFile(c.PassphraseFile)
	} else {
		order.Passphrase, err = ask.secret("Backup passphrase")
	}
	if err != nil {
		return err
	}
	order.Older = func(lost wire.RestoreLoss) bool {
		fmt.Fprintf(s.err, "Backup %d of %s is not the newest, which is %d. Lost are %d documents and %d entries of the trail, with the decisions in them.\n",
			lost.Generation, lost.Made.Format(time.RFC3339), lost.Newest, lost.Documents, lost.Entries)
		if c.Yes {
			return true
		}
		answer, err := ask.line("Restore it all the same? Type yes")
		return err == nil && strings.TrimSpace(answer) == "yes"
	}
	r, err := wire.Restore(ctx, order)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "generation %d of %s: %d documents, %d rows, %d page files, %d entries of the trail, all checked, in %.1f s\nroot %s\n",
		r.Generation, r.Made.Format(time.RFC3339), r.Documents, r.Rows, r.Files, r.Entries, r.Took.Seconds(), r.Root)
	if r.Missing > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d page files were damaged when the backup was made and are not there", r.Missing)}
	}
	return nil
}
