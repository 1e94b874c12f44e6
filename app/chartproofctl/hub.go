package main

import (
	"context"
	"encoding/json"
	"fmt"
)

type hubCommand struct {
	Code    hubCodeCommand    `cmd:"" help:"Make a one-time code with which a further workstation joins; it works once, for 15 minutes."`
	Records hubRecordsCommand `cmd:"" help:"List the records that the hub keeps."`
	Record  hubRecordCommand  `cmd:"" help:"Write one record, with its receipt, for: chartproofctl record verify."`
	Roster  hubRosterCommand  `cmd:"" help:"Write the keys of the practice's people, workstations and hub."`
	Forks   hubForksCommand   `cmd:"" help:"List the workstations whose trail is another one than was witnessed, because a backup was restored."`
}

// Help says which hub is meant.
func (hubCommand) Help() string {
	return `A small practice's hub runs with its desktop; its keys lie sealed in the workspace, under the keyring. These commands start it for as long as
they ask it something. A hub on a computer of its own is asked with chartproofhub.`
}

type hubCodeCommand struct{ officeFlags }

// Help shows an example.
func (hubCodeCommand) Help() string {
	return `Prints the hub's address and the code. The further workstation joins once the desktop, and with it the hub, runs again.

Example:

  chartproofctl hub code --workspace DIR --login ada`
}

// Run prints the address and the code, a line each.
func (c *hubCodeCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		url, code, err := o.HubCode(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.out, "%s\n%s\n", url, code)
		return err
	})
}

type hubRecordsCommand struct{ officeFlags }

// Help shows an example.
func (hubRecordsCommand) Help() string {
	return `One JSON line a record: ids, sizes, times.

Example:

  chartproofctl hub records --workspace DIR --login ada`
}

// Run prints one JSON line a record.
func (c *hubRecordsCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		all, err := o.HubRecords(ctx)
		if err != nil {
			return err
		}
		return lines(s, all)
	})
}

type hubForksCommand struct{ officeFlags }

// Help shows an example.
func (hubForksCommand) Help() string {
	return `One JSON line a fork: what was witnessed and is gone from the workstation, and who acknowledged that.

Example:

  chartproofctl hub forks --workspace DIR --login ada`
}

// Run prints one JSON line a fork.
func (c *hubForksCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		all, err := o.HubForks(ctx)
		if err != nil {
			return err
		}
		return lines(s, all)
	})
}

type hubRosterCommand struct {
	officeFlags
	Out string `placeholder:"FILE" help:"The new file to write." required:""`
}

// Help shows an example.
func (hubRosterCommand) Help() string {
	return `Example:

  chartproofctl hub roster --workspace DIR --login ada --out roster.json`
}

// Run writes the roster.
func (c *hubRosterCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		data, err := o.HubRoster(ctx)
		if err != nil {
			return err
		}
		return writeNew(c.Out, data)
	})
}

type hubRecordCommand struct {
	officeFlags
	ID  string `arg:"" help:"The record's id."`
	Out string `placeholder:"FILE" help:"The new file to write; the chart stands in it as it is." required:""`
}

// Help shows an example.
func (hubRecordCommand) Help() string {
	return `The file is the whole record, opened: a disclosure, which the privacy officer makes and the trail keeps.

Example:

  chartproofctl hub record ID --workspace DIR --login priya --out record.json`
}

// Run writes the record.
func (c *hubRecordCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		data, err := o.HubRecord(ctx, c.ID)
		if err != nil {
			return err
		}
		return writeNew(c.Out, data)
	})
}

// lines prints one JSON line each.
func lines[T any](s streams, all []T) error {
	out := json.NewEncoder(s.out)
	for _, one := range all {
		if err := out.Encode(one); err != nil {
			return err
		}
	}
	return nil
}
