package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"chartproof.org/chartproof/app/wire"
)

// repairFlags say how a damaged workspace is repaired.
type repairFlags struct {
	Repair         bool   `help:"Mend a damaged workspace, in a copy; without --apply it is only tried and told."`
	From           string `placeholder:"DIR" help:"With --repair: a drive with a backup, from which is taken what holds there."`
	PassphraseFile string `placeholder:"FILE" help:"File with the backup passphrase; without it the passphrase is asked for, or is the first line of standard input."`
	Apply          bool   `help:"With --repair: put the repaired copy in the workspace's place. The damaged folder is kept."`
	Login          string `help:"With --apply: the privacy officer or administrator who orders it."`
	PasswordFile   string `placeholder:"FILE" help:"File with that person's password; without it the password is asked for, or is the next line."`
	Code           string `help:"Code that the person's authenticator shows; without it the code is asked for, or is the next line."`
}

// repair mends and prints what came of it.
func (c *doctorCommand) repair(ctx context.Context, s streams, o wire.DoctorOptions) (err error) {
	order := wire.RepairOrder{Workspace: c.Workspace, From: c.From, KeyFile: o.KeyFile, Apply: c.Apply}
	switch {
	case c.Workspace == "":
		return &failure{exitUsage, errors.New("--repair needs --workspace")}
	case c.Apply && c.Login == "":
		return &failure{exitUsage, errors.New("--apply needs --login")}
	}
	ask := &prompt{streams: s}
	if c.From != "" {
		if order.Passphrase, err = given(ask, c.PassphraseFile, "Backup passphrase"); err != nil {
			return err
		}
	}
	if c.Apply {
		order.By.Login, order.By.Code = c.Login, c.Code
		if order.By.Password, err = given(ask, c.PasswordFile, "Password"); err != nil {
			return err
		}
		if order.By.Code == "" {
			if order.By.Code, err = ask.line("Authenticator code"); err != nil {
				return err
			}
		}
		order.By.Code = strings.TrimSpace(order.By.Code)
	}
	rep, err := wire.RepairWorkspace(ctx, order)
	if e := printRepair(s, rep, c.JSON); e != nil {
		return errors.Join(err, e)
	}
	switch {
	case err != nil && rep.Kept != "":
		return &failure{exitSomeFailed, fmt.Errorf("the repaired workspace is in place, but not everything was done: %w", err)}
	case err != nil:
		return &failure{exitSomeFailed, fmt.Errorf("nothing was changed: %w", err)}
	case rep.Lacks > 0:
		return &failure{exitSomeFailed, fmt.Errorf("%d parts or files do not come back whole", rep.Lacks)}
	}
	return nil
}

// given is a secret out of a file, or typed.
func given(ask *prompt, file, what string) (string, error) {
	if file != "" {
		return secretFile(file)
	}
	return ask.secret(what)
}

func printRepair(s streams, r wire.Repair, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(s.out)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	for _, f := range r.Found {
		fmt.Fprintln(s.out, "damaged ", f)
	}
	for _, p := range r.Parts {
		fmt.Fprintf(s.out, "%-8s %s %s: %d rows, %d not there any more\n", p.How, p.Table, p.Owner, p.Rows, p.Lost)
	}
	for _, f := range r.Files {
		fmt.Fprintf(s.out, "%-8s %s (%s)\n", f.How, f.Place, f.What)
	}
	switch t := r.Trail; {
	case t.Problem == "":
	case t.Whole:
		fmt.Fprintln(s.out, "exact    the trail holds again as it was signed")
	default:
		fmt.Fprintf(s.out, "aside    the trail ends before entry %d and goes on from there; %d entries and %d witnessed checkpoints stay in the damaged folder\n", t.From, t.Aside, t.Seen)
	}
	switch {
	case r.Kept != "":
		fmt.Fprintf(s.err, "The repaired workspace is in place. The damaged one is kept in %s; the signed report is %s.\n", r.Kept, r.Statement)
	case r.Holds && len(r.Found) == 0:
		fmt.Fprintln(s.err, "Nothing is damaged.")
	case r.Holds:
		fmt.Fprintln(s.err, "Nothing was changed. The repaired copy holds; put it in place with --apply --login NAME.")
	}
	return nil
}
