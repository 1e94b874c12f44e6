package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
)

type usersCommand struct {
	List     usersListCommand     `cmd:"" help:"List the people of a workspace and how they stand."`
	Add      usersAddCommand      `cmd:"" help:"Add a person, who types a password and sets an authenticator up here."`
	Disable  usersDisableCommand  `cmd:"" help:"End a person's access; the keys are taken away and the zones get new ones."`
	Enable   usersEnableCommand   `cmd:"" help:"Let a disabled person come back."`
	Reset    usersResetCommand    `cmd:"" help:"Make a one-time password for a person who lost password or authenticator and recovery codes."`
	Roles    usersRolesCommand    `cmd:"" help:"Give a person other roles."`
	HandOver usersHandOverCommand `cmd:"" name:"hand-over" help:"Give what a person has in hand to a colleague."`
	Codes    usersCodesCommand    `cmd:"" help:"Make ten new recovery codes for yourself."`
	Password usersPasswordCommand `cmd:"" help:"Change your own password."`
	Rules    usersRulesCommand    `cmd:"" help:"Show or change what the practice asks of passwords and recovery codes."`
	Verify   usersVerifyCommand   `cmd:"" help:"Compare the people with their register and the register with the trail."`
}

// in runs something in an office.
func in(ctx context.Context, f officeFlags, s streams, do func(o *office) error) (err error) {
	o, err := f.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	return do(o)
}

// one finds a person by login.
func (o *office) one(ctx context.Context, login string) (wire.Colleague, error) {
	all, err := o.Roster(ctx)
	if err != nil {
		return wire.Colleague{}, err
	}
	i := slices.IndexFunc(all, func(c wire.Colleague) bool { return c.Person.Login == strings.ToLower(login) })
	if i < 0 {
		return wire.Colleague{}, &failure{exitUsage, errors.New("nobody has this login name")}
	}
	return all[i], nil
}

type usersListCommand struct {
	Office officeFlags `embed:""`
}

// Help shows examples.
func (usersListCommand) Help() string {
	return `Example:

  chartproofctl users list --workspace ~/.local/share/chartproof --login ada`
}

// Run lists the people.
func (c *usersListCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		all, err := o.Roster(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "LOGIN\tNAME\tROLES\tSTATE\tLAST SIGN-IN\tWRONG TRIES\tCODES LEFT")
		for _, p := range all {
			roles := make([]string, len(p.Person.Roles))
			for i, r := range p.Person.Roles {
				roles[i] = string(r)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%d\n", p.Person.Login, p.Person.DisplayName, strings.Join(roles, ","),
				stateWords(p), moment(p.LastIn), p.Missed, p.CodesLeft)
		}
		return w.Flush()
	})
}

func stateWords(p wire.Colleague) string {
	var words []string
	if p.Disabled {
		words = append(words, "disabled")
	}
	switch {
	case !p.Once.IsZero():
		words = append(words, "one-time password until "+moment(p.Once))
	case p.Change:
		words = append(words, "must change the password")
	}
	if !p.BlockedUntil.IsZero() {
		words = append(words, "blocked until "+moment(p.BlockedUntil))
	}
	if p.Waits && !p.Disabled {
		words = append(words, "waits for keys")
	}
	if len(words) == 0 {
		return "active"
	}
	return strings.Join(words, ", ")
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04 MST")
}

type usersAddCommand struct {
	Office officeFlags  `embed:""`
	Name   string       `required:"" help:"The person's name."`
	New    string       `required:"" name:"new-login" help:"The login name, which nobody had before."`
	Roles  []chart.Role `required:"" help:"${roles}."`
}

// Help shows examples.
func (usersAddCommand) Help() string {
	return `The new person sits here with a phone: the password is typed by that person, the authenticator's key is shown once, and so are
ten recovery codes.

Example:

  chartproofctl users add --workspace DIR --login ada --name "Cora Diaz" --new-login cora --roles coder,auditor`
}

// Run adds a person.
func (c *usersAddCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		password, err := o.ask.secret("The new person's password")
		if err != nil {
			return err
		}
		e, err := o.AddPerson(ctx, wire.NewColleague{DisplayName: c.Name, Login: c.New, Password: password, Roles: c.Roles})
		if err != nil {
			return err
		}
		fmt.Fprintln(s.err, "Key for the new person's authenticator, shown once:", e.Secret)
		code, err := o.ask.line("The new authenticator's code")
		if err != nil {
			return err
		}
		who, err := o.ConfirmPerson(ctx, strings.TrimSpace(code))
		if err != nil {
			return err
		}
		fmt.Fprintln(s.err, "Recovery codes, each works once in place of a code of the authenticator; they are shown this once:")
		for _, code := range o.FreshCodes() {
			fmt.Fprintln(s.err, " ", code)
		}
		fmt.Fprintln(s.out, who.Login, "can sign in")
		return nil
	})
}

type usersDisableCommand struct {
	Office officeFlags `embed:""`
	Who    string      `arg:"" help:"Login name."`
	To     string      `placeholder:"LOGIN" help:"Colleague who gets what the person has in hand."`
}

// Help shows examples.
func (usersDisableCommand) Help() string {
	return `Nobody disables themselves, nor the last administrator, privacy officer or holder of a zone's key.

Example:

  chartproofctl users disable --workspace DIR --login ada cora --to bob`
}

// Run disables a person.
func (c *usersDisableCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		who, err := o.one(ctx, c.Who)
		if err != nil {
			return err
		}
		var to chart.PersonID
		if c.To != "" {
			colleague, err := o.one(ctx, c.To)
			if err != nil {
				return err
			}
			to = colleague.Person.ID
		}
		got, err := o.DisablePerson(ctx, o.password, who.Person.ID, to)
		if err != nil {
			return lastWords(err)
		}
		fmt.Fprintf(s.out, "%s is disabled; new keys for %d zones now, %d when somebody who holds them signs in; %d documents handed over\n",
			who.Person.Login, got.Renewed, got.Waiting, got.Handed)
		return nil
	})
}

// lastWords says what to do where somebody is the last.
func lastWords(err error) error {
	office, holder := wire.LastOne(err)
	switch {
	case office:
		return fmt.Errorf("the practice needs an administrator and a privacy officer who can sign in: give somebody else the role first: %w", err)
	case holder:
		return fmt.Errorf("nobody else has the keys of a zone that this person holds: let a colleague with the role sign in first, or recover by shares: %w", err)
	}
	return err
}

type usersEnableCommand struct {
	Office officeFlags `embed:""`
	Who    string      `arg:"" help:"Login name."`
}

// Run enables a person.
func (c *usersEnableCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		who, err := o.one(ctx, c.Who)
		if err != nil {
			return err
		}
		if err := o.EnablePerson(ctx, o.password, who.Person.ID); err != nil {
			return err
		}
		fmt.Fprintln(s.out, who.Person.Login, "can sign in again; keys are granted by a colleague's next sign-in")
		return nil
	})
}

type usersResetCommand struct {
	Office   officeFlags `embed:""`
	Who      string      `arg:"" help:"Login name."`
	KeepKeys bool        `help:"Only ask for another password at the next sign-in."`
}

// Help shows examples.
func (usersResetCommand) Help() string {
	return `The one-time password opens nothing but the choice of a new one and the setting up of an authenticator. The person's keys are made
anew and are granted by somebody who holds the zones; what the person had half typed is lost. It is an alarm in the trail.

Examples:

  chartproofctl users reset --workspace DIR --login ada cora
  chartproofctl users reset --workspace DIR --login ada cora --keep-keys`
}

// Run resets a person.
func (c *usersResetCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		who, err := o.one(ctx, c.Who)
		if err != nil {
			return err
		}
		if c.KeepKeys {
			if err := o.AskPassword(ctx, o.password, who.Person.ID); err != nil {
				return err
			}
			fmt.Fprintln(s.out, who.Person.Login, "chooses another password at the next sign-in")
			return nil
		}
		once, err := o.ResetPerson(ctx, o.password, who.Person.ID)
		if err != nil {
			return lastWords(err)
		}
		fmt.Fprintln(s.err, "Hand this one-time password over by hand; it is shown this once and works until", moment(once.Until))
		fmt.Fprintln(s.out, once.Password)
		return nil
	})
}

type usersRolesCommand struct {
	Office officeFlags  `embed:""`
	Who    string       `arg:"" help:"Login name."`
	Roles  []chart.Role `arg:"" help:"${roles}."`
}

// Help shows examples.
func (usersRolesCommand) Help() string {
	return `The roles named take the place of those before. Keys beyond them are taken away and the zones get new ones.

Example:

  chartproofctl users roles --workspace DIR --login ada cora coder auditor`
}

// Run changes roles.
func (c *usersRolesCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		who, err := o.one(ctx, c.Who)
		if err != nil {
			return err
		}
		got, err := o.SetRoles(ctx, o.password, who.Person.ID, c.Roles)
		if err != nil {
			return lastWords(err)
		}
		fmt.Fprintf(s.out, "%s has other roles; new keys for %d zones now, %d when somebody who holds them signs in\n", who.Person.Login, got.Renewed, got.Waiting)
		return nil
	})
}

type usersHandOverCommand struct {
	Office officeFlags `embed:""`
	Who    string      `arg:"" help:"Login name."`
	To     string      `required:"" placeholder:"LOGIN" help:"Colleague who gets it."`
}

// Run hands over.
func (c *usersHandOverCommand) Run(ctx context.Context, s streams) error {
	return in(ctx, c.Office, s, func(o *office) error {
		who, err := o.one(ctx, c.Who)
		if err != nil {
			return err
		}
		to, err := o.one(ctx, c.To)
		if err != nil {
			return err
		}
		n, err := o.HandOverWork(ctx, o.password, who.Person.ID, to.Person.ID)
		if err == nil {
			fmt.Fprintf(s.out, "%d documents of %s are at the front of the queue; %s finds them named in their history\n", n, who.Person.Login, to.Person.Login)
		}
		return err
	})
}
