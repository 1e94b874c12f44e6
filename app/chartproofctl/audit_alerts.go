package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
)

type auditAlertsCommand struct {
	officeFlags
	All bool `help:"Also those that somebody acknowledged."`
}

// Help shows examples.
func (auditAlertsCommand) Help() string {
	return `For auditors and the privacy officer. The exit code is 1 while an alert is open.

Example:

  chartproofctl audit alerts --workspace DIR --login ada`
}

// Run lists the alerts.
func (c *auditAlertsCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	all, err := o.Alerts(ctx)
	if err != nil {
		return err
	}
	people, err := o.Colleagues(ctx)
	if err != nil {
		return err
	}
	notes := map[string]string{}
	for _, a := range all {
		if c.All && a.Note != "" {
			text, err := o.AlertNote(ctx, a.Note)
			if err != nil {
				return err
			}
			notes[a.Note] = text.Reveal()
		}
	}
	return printAlerts(s, all, people, notes, c.All)
}

func printAlerts(s streams, all []trail.Raised, people []chart.Person, notes map[string]string, done bool) error {
	logins := map[chart.PersonID]string{"": "-"}
	for _, p := range people {
		logins[p.ID] = p.Login
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ALERT\tAT\tSEVERITY\tRULE\tWHO\tDOCUMENT\tENTRY\tNUMBER\tACKNOWLEDGED")
	open := 0
	for _, a := range all {
		if !a.Done {
			open++
		} else if !done {
			continue
		}
		settled := "-"
		if a.Done {
			settled = logins[a.DoneBy] + ": " + notes[a.Note]
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%d\t%d\t%s\n", a.Index, a.At.Local().Format("2006-01-02 15:04:05 MST"), a.Severity, a.Rule, orDash(logins[a.Person]),
			orDash(string(a.Document)), a.Entry, a.Count, settled)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if open > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d alerts are open", open)}
	}
	return nil
}

type auditAcknowledgeCommand struct {
	officeFlags
	Alert int64 `arg:"" help:"The alert, by its number in the list."`
}

// Help shows examples.
func (auditAcknowledgeCommand) Help() string {
	return `What was found is asked for, or is the next line of standard input; it is sealed for auditors and the privacy officer. Nobody acknowledges
an alert about himself where a colleague can.

Example:

  chartproofctl audit acknowledge 4711 --workspace DIR --login ada`
}

// Run acknowledges an alert.
func (c *auditAcknowledgeCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	note, err := o.ask.line("What was found")
	if err != nil {
		return err
	}
	return o.Acknowledge(ctx, c.Alert, chart.Text(note))
}

type auditRulesCommand struct {
	officeFlags
	Set     string `placeholder:"FILE" help:"Make the rules of this file hold from now on."`
	Release bool   `help:"Go back to the rules that come with the release."`
	Check   string `placeholder:"FILE" help:"Only say whether a file's rules can hold; it needs no workspace."`
}

// Help shows examples.
func (auditRulesCommand) Help() string {
	return `Without a flag the rules that hold are printed as a file that can be edited and set. A file with a word that is not known is refused
whole. Every change stands in the trail with the ids of the rules that were added, removed or changed.

Examples:

  chartproofctl audit rules --workspace DIR --login ada > rules.json
  chartproofctl audit rules --check rules.json
  chartproofctl audit rules --set rules.json --workspace DIR --login ada`
}

// Run prints, checks or sets the rules.
func (c *auditRulesCommand) Run(ctx context.Context, s streams) (err error) {
	var file []byte
	if name := c.Set + c.Check; name != "" {
		if c.Set != "" && (c.Check != "" || c.Release) {
			return &failure{exitUsage, errors.New("--set, --check and --release exclude each other")}
		}
		if file, err = readBounded(name); err != nil {
			return &failure{exitUsage, fmt.Errorf("read the rules: %w", err)}
		}
		rules, err := trail.ParseRules(file)
		if err != nil {
			return err
		}
		if c.Check != "" {
			fmt.Fprintf(s.out, "%d rules can hold\n", len(rules.Rules))
			return nil
		}
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	if c.Set != "" || c.Release {
		return o.SetAlertRules(ctx, file)
	}
	rules, own, err := o.AlertRules(ctx)
	if err != nil {
		return err
	}
	if own {
		fmt.Fprintln(s.err, "these are the practice's own rules")
	} else {
		fmt.Fprintln(s.err, "these are the rules of the release")
	}
	e := json.NewEncoder(s.out)
	e.SetIndent("", "  ")
	return e.Encode(rules)
}
