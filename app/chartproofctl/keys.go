package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

type keysCommand struct {
	List      keysListCommand      `cmd:"" help:"Say which keys there are, since when and who holds them."`
	Rotate    keysRotateCommand    `cmd:"" help:"Renew the key of a zone, of this computer, of the trail, or one's own."`
	Split     keysSplitCommand     `cmd:"" help:"Make recovery shares on paper, of which a number open the workspace."`
	Recover   keysRecoverCommand   `cmd:"" help:"Open a workspace with recovery shares where its keyring or every password is lost."`
	Rehearse  keysRehearseCommand  `cmd:"" help:"Prove that recovery shares open the workspace, and change nothing."`
	Card      keysCardCommand      `cmd:"" help:"Register a smart card that signs a person in."`
	Module    keysModuleCommand    `cmd:"" help:"Have keys in a security module: the recovery key, the tokens' zone."`
	Rehearsal keysRehearsalCommand `cmd:"" help:"Check the signed statement of a rehearsal."`
}

type keysListCommand struct {
	officeFlags
}

// Help shows examples.
func (keysListCommand) Help() string {
	return `For administrators, the privacy officer and auditors. No secret is shown. The exit code is 1 where a rotation waits for
somebody who holds the zone, or where the keyring lacks a secret.

Example:

  chartproofctl keys list --workspace ~/.local/share/chartproof --login ada`
}

// Run lists the keys.
func (c *keysListCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	state, err := o.Keys(ctx)
	if err != nil {
		return err
	}
	return printKeys(s, state)
}

const keyTime = "2006-01-02 15:04 MST"

func printKeys(s streams, k present.KeyState) error {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ZONE\tVERSION\tSINCE\tWHY\tKEYS\tHELD BY")
	var due []string
	for _, z := range k.Zones {
		holders := strings.Join(z.Holders, ", ")
		for _, p := range z.Waiting {
			holders += ", (" + p + " gets it when a holder signs in)"
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%d\t%s\n", z.Zone, z.Version, z.Since.Format(keyTime), orDash(z.Why), z.Keys, orDash(strings.TrimPrefix(holders, ", ")))
		switch {
		case z.Ordered:
			due = append(due, fmt.Sprintf("zone %s waits for somebody who holds it to sign in", z.Zone))
		case z.Behind > 0:
			due = append(due, fmt.Sprintf("zone %s: %d keys are still under the older version", z.Zone, z.Behind))
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "\nmachine secret  in the keyring of kind %q, since %s\ntrail's key     since %s\n                %s\nmonths          %d with a secret of their own\n",
		k.Keystore, k.Machine.Format(keyTime), k.Device.Format(keyTime), k.AuditKey, k.Months)
	if k.Missing > 0 {
		due = append(due, fmt.Sprintf("the keyring lacks the secrets of %d months: what was imported in them does not open", k.Missing))
	}
	if k.Dying > 0 {
		due = append(due, fmt.Sprintf("the secrets of %d months are still to be taken out of the keyring", k.Dying))
	}
	if len(due) > 0 {
		return &failure{exitSomeFailed, errors.New(strings.Join(due, "\n"))}
	}
	return nil
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

type keysRotateCommand struct {
	officeFlags
	Zone    string `help:"Zone that gets a new key: originals, working, redacted, structured, tokens, audit." xor:"what" required:""`
	Machine bool   `help:"The machine secret in the keyring." xor:"what" required:""`
	Device  bool   `help:"The key that signs the trail." xor:"what" required:""`
	Mine    bool   `help:"The key pair of the person who signs in." xor:"what" required:""`
	Reason  string `help:"Why: ${enum}." enum:"scheduled,person_left,roles_lost,suspected_leak,device_lost,recovery" default:"scheduled"`
}

// Help shows examples.
func (keysRotateCommand) Help() string {
	return `For administrators and the privacy officer; the password is the one that signs in. Nobody has to stop working, and a renewal
that is broken off is ended at the next sign-in. An administrator, who holds no zone, orders a zone's new key; it is made
when somebody signs in who holds the zone.

Examples:

  chartproofctl keys rotate --zone working --reason person_left --workspace ~/.local/share/chartproof --login ada
  chartproofctl keys rotate --machine --reason device_lost --workspace ~/.local/share/chartproof --login ada`
}

// Run renews a key.
func (c *keysRotateCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	switch {
	case c.Machine:
		if err := o.RotateMachine(ctx, c.Reason, o.password); err != nil {
			return err
		}
		fmt.Fprintln(s.out, "This computer has a new secret in the keyring. Backups made before need the one that was exported with them.")
	case c.Device:
		k, err := o.RotateDevice(ctx, c.Reason, o.password)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "The trail has a new key. Keep it beside the older one, for audit verify --key:\n%s\n", k.AuditKey)
	case c.Mine:
		code, err := o.ask.line("The next code of your authenticator, or a recovery code")
		if err != nil {
			return err
		}
		if err := o.RotateMine(ctx, o.password, strings.TrimSpace(code)); err != nil {
			return err
		}
		fmt.Fprintln(s.out, "You have a new key pair.")
	default:
		r, err := o.RotateZone(ctx, chart.Zone(c.Zone), c.Reason, o.password)
		if err != nil {
			return err
		}
		if r.Pending {
			fmt.Fprintf(s.out, "Ordered. Zone %s gets its new key when somebody signs in who holds it.\n", c.Zone)
			return nil
		}
		fmt.Fprintf(s.out, "Zone %s has key version %d; %d keys were wrapped to it and the older one is destroyed.\n", c.Zone, r.Version, r.Keys)
	}
	return nil
}
