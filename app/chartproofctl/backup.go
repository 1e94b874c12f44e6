package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"chartproof.org/chartproof/ui/present"
)

type backupCommand struct {
	Setup    backupSetupCommand    `cmd:"" help:"Choose the folder or drive and the passphrase."`
	Plan     backupPlanCommand     `cmd:"" help:"Say when backups are made and how many are kept."`
	Now      backupNowCommand      `cmd:"" help:"Make a backup, and read back what was written."`
	List     backupListCommand     `cmd:"" help:"Say how backups stand and what lies on the drive."`
	Check    backupCheckCommand    `cmd:"" help:"Verify every row, the trail and every page file of the workspace."`
	Rehearse backupRehearseCommand `cmd:"" help:"Restore the newest backup to try it, and sign the result."`
}

type backupSetupCommand struct {
	officeFlags
	To             string `required:"" placeholder:"DIR" help:"Folder or drive; the backup gets a folder of its own in it."`
	PassphraseFile string `placeholder:"FILE" help:"File with the backup passphrase; without it the passphrase is asked for."`
}

// Help shows examples.
func (backupSetupCommand) Help() string {
	return `Who has the drive and the passphrase can restore the workspace on a blank computer; people then sign in with their own
passwords. Keep the passphrase on paper, away from the drive. It has at least 14 characters.

Example:

  chartproofctl backup setup --workspace ~/.local/share/chartproof --login ada --to /media/backup`
}

// Run prepares the folder.
func (c *backupSetupCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	phrase, err := o.phrase(c.PassphraseFile)
	if err != nil {
		return err
	}
	if err := o.SetUpBackup(ctx, c.To, phrase); err != nil {
		return err
	}
	fmt.Fprintln(s.err, "backups go there from now on; none is made yet")
	return nil
}

// phrase reads the backup passphrase, twice where it is typed.
func (o *office) phrase(file string) (string, error) {
	if file != "" {
		return secretFile(file)
	}
	first, err := o.ask.secret("Backup passphrase")
	if err != nil || !o.ask.keyboard() {
		return first, err
	}
	again, err := o.ask.secret("The same again")
	if err == nil && again != first {
		err = &failure{exitUsage, errors.New("the two passphrases differ")}
	}
	return first, err
}

type backupPlanCommand struct {
	officeFlags
	Keep    int  `default:"14" help:"Generations that are kept."`
	Hour    int  `default:"12" help:"Hour of the day at which a backup is made while the program is open; -1 for never."`
	SignOut bool `help:"Make one whenever somebody signs out, too."`
	Remind  int  `default:"3" help:"Days without a good backup after which people are told; 0 for never."`
}

// Help shows examples.
func (backupPlanCommand) Help() string {
	return `Example:

  chartproofctl backup plan --workspace ~/.local/share/chartproof --login ada --hour 18 --keep 30`
}

// Run keeps the plan.
func (c *backupPlanCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	return o.PlanBackup(ctx, present.BackupPlan{Keep: c.Keep, Hour: c.Hour, AtSignOut: c.SignOut, Remind: c.Remind})
}

type backupNowCommand struct {
	officeFlags
}

// Help shows examples.
func (backupNowCommand) Help() string {
	return `Only what is new is written. Exit code 1: a page file of the workspace is damaged and not in the backup yet.

Example:

  chartproofctl backup now --workspace ~/.local/share/chartproof --login ada`
}

// Run makes a generation.
func (c *backupNowCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	r, err := o.BackUp(ctx, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "generation %d: %d documents, %d files, %d of them new, %.1f MB written and read back in %.1f s\n",
		r.Generation, r.Documents, r.Files, r.NewFiles, float64(r.NewBytes)/1e6, r.Took.Seconds())
	if r.SameDrive {
		fmt.Fprintln(s.err, "the backup lies on the workspace's own drive: it does not help when that drive fails or is stolen")
	}
	if r.Missing > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d page files of the workspace are damaged and not in the backup; no older backup was dropped", r.Missing)}
	}
	return nil
}

type backupListCommand struct {
	officeFlags
}

// Help shows examples.
func (backupListCommand) Help() string {
	return `Exit code 1: no good backup for longer than planned, or one that lies there is damaged.

Example:

  chartproofctl backup list --workspace ~/.local/share/chartproof --login ada`
}

// Run lists the generations.
func (c *backupListCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	st, err := o.Backups(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "GENERATION\tMADE\tDOCUMENTS\tFILES\tMB\t")
	damaged := 0
	for _, g := range st.Generations {
		word := ""
		if g.Damaged {
			word, damaged = "damaged", damaged+1
		}
		fmt.Fprintf(w, "%d\t%s\t%d\t%d\t%.1f\t%s\n", g.Number, g.Made.Format(keyTime), g.Documents, g.Files, float64(g.Bytes)/1e6, word)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	switch {
	case st.Folder == "":
		return &failure{exitSomeFailed, errors.New("no backup is set up")}
	case st.Away:
		return &failure{exitSomeFailed, errors.New("the drive is not there")}
	case damaged > 0:
		return &failure{exitSomeFailed, fmt.Errorf("%d backups are damaged", damaged)}
	case st.Overdue:
		return &failure{exitSomeFailed, fmt.Errorf("no good backup for more than %d days", st.Remind)}
	}
	return nil
}

type backupCheckCommand struct {
	officeFlags
}

// Help shows examples.
func (backupCheckCommand) Help() string {
	return `Reads everything: each row against its seal, the whole trail, each page file, and the age against what the keyring
remembers. Prints one line a part that does not hold. Exit code 1 where there is one.

Example:

  chartproofctl backup check --workspace ~/.local/share/chartproof --login ada`
}

// Run verifies the workspace.
func (c *backupCheckCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	r, err := o.CheckWorkspace(ctx)
	if err != nil {
		return err
	}
	for _, f := range r.Findings {
		fmt.Fprintf(s.out, "%s: %s: %s\n", f.Part, f.Place, f.What)
	}
	if len(r.Findings) > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d parts do not hold; the workspace may only be read", len(r.Findings))}
	}
	fmt.Fprintf(s.out, "everything holds: %d rows, %d entries of the trail, %d page files\nroot %s\n", r.Rows, r.Entries, r.Files, r.Root)
	return nil
}

type backupRehearseCommand struct {
	officeFlags
	Open int `default:"20" help:"Documents that are opened at random."`
}

// Help shows examples.
func (backupRehearseCommand) Help() string {
	return `Restores the newest backup beside the workspace, checks every hash, signature and seal, opens documents with the keys of who
is signed in, deletes it again, and leaves a signed statement on the drive. An administrator opens no document; let the privacy
officer rehearse.

Example:

  chartproofctl backup rehearse --workspace ~/.local/share/chartproof --login ada --open 50`
}

// Run rehearses.
func (c *backupRehearseCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	r, err := o.RehearseRestore(ctx, c.Open, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "generation %d comes back: %d documents, %d files, %d entries of the trail, %d documents opened, %.1f s\nroot %s\n",
		r.Generation, r.Documents, r.Files, r.Entries, r.Opened, r.Took.Seconds(), r.Root)
	if r.Sealed > 0 {
		fmt.Fprintf(s.err, "%d documents were not opened: the person's roles open none\n", r.Sealed)
	}
	fmt.Fprintln(s.err, "the signed statement lies on the drive:", r.Statement)
	return nil
}
