package main

import (
	"context"
	"fmt"
	"strings"
)

type usersCodesCommand struct {
	Office officeFlags `embed:""`
}

// Run makes recovery codes.
func (c *usersCodesCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		code, err := o.ask.line("The next code of your authenticator, or a recovery code")
		if err != nil {
			return err
		}
		codes, err := o.NewCodes(ctx, o.password, strings.TrimSpace(code))
		if err != nil {
			return err
		}
		fmt.Fprintln(s.err, "Each works once in place of a code of the authenticator; those before are worth nothing. They are shown this once:")
		for _, code := range codes {
			fmt.Fprintln(s.out, code)
		}
		return nil
	})
}

type usersPasswordCommand struct {
	Office officeFlags `embed:""`
}

// Run changes the password.
func (c *usersPasswordCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		another, err := o.ask.secret("The new password")
		if err != nil {
			return err
		}
		code, err := o.ask.line("The next code of your authenticator, or a recovery code")
		if err != nil {
			return err
		}
		if err := o.ChangePassword(ctx, o.password, another, strings.TrimSpace(code)); err != nil {
			return err
		}
		fmt.Fprintln(s.out, "the password is changed")
		return nil
	})
}

type usersRulesCommand struct {
	Office       officeFlags `embed:""`
	MaxAgeDays   *int        `help:"Days after which a password must be changed; 0: never, as NIST SP 800-63B advises."`
	BreachedFile *string     `placeholder:"FILE" help:"Breached passwords: SHA-1 hashes in order, as Have I Been Pwned gives them away; empty: none."`
	FewCodes     *int        `help:"From how many recovery codes on an alarm is raised."`
	OnceHours    *int        `help:"How long a one-time password works."`
}

// Help shows examples.
func (usersRulesCommand) Help() string {
	return `Without a flag it shows the rules.

Examples:

  chartproofctl users rules --workspace DIR --login ada
  chartproofctl users rules --workspace DIR --login ada --breached-file pwned-passwords-sha1-ordered-by-hash.txt`
}

// Run shows or changes the rules.
func (c *usersRulesCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		r, err := o.PeopleRules(ctx)
		if err != nil {
			return err
		}
		changed := false
		for _, f := range []struct{ from, to *int }{{c.MaxAgeDays, &r.MaxAgeDays}, {c.FewCodes, &r.FewCodes}, {c.OnceHours, &r.OnceHours}} {
			if f.from != nil {
				*f.to, changed = *f.from, true
			}
		}
		if c.BreachedFile != nil {
			r.BreachedFile, changed = *c.BreachedFile, true
		}
		if changed {
			if err := o.SetPeopleRules(ctx, o.password, r); err != nil {
				return err
			}
		}
		fmt.Fprintf(s.out, "days until a password must be changed: %d (0: never)\nfile of breached passwords: %s\nrecovery codes left when an alarm is raised: %d\nhours that a one-time password works: %d\n",
			r.MaxAgeDays, listWord(r.BreachedFile), r.FewCodes, r.OnceHours)
		return nil
	})
}

func listWord(file string) string {
	if file == "" {
		return "none"
	}
	return file
}

type usersVerifyCommand struct {
	Office officeFlags `embed:""`
}

// Run compares.
func (c *usersVerifyCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		if err := o.VerifyPeople(ctx); err != nil {
			return err
		}
		fmt.Fprintln(s.out, "the people are those of the register, and the register is the one that the trail tells of")
		return nil
	})
}
