package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/retention"
	"chartproof.org/chartproof/ui/present"
)

type retentionCommand struct {
	Table        retentionTableCommand        `cmd:"" help:"Show the schedule: every rule with its source. For example: chartproofctl retention table --built-in --state TX"`
	Practice     retentionPracticeCommand     `cmd:"" help:"Say where and what the practice is. For example: chartproofctl retention practice --state TX --provider practice --no-program medicare_advantage --workspace DIR --login NAME"`
	Rule         retentionRuleCommand         `cmd:"" help:"Give one rule the practice's own numbers. For example: chartproofctl retention rule us-tx-practice --years 10 --reason \"counsel, May 2026\" --workspace DIR --login NAME"`
	Confirm      retentionConfirmCommand      `cmd:"" help:"Say that the rows of the practice's state were checked. Before that no record is disposed of."`
	Preview      retentionPreviewCommand      `cmd:"" help:"Show what may be disposed of today and by which rule, and what is kept and why. Nothing happens."`
	Hold         retentionHoldCommand         `cmd:"" help:"Set a legal hold. For example: chartproofctl retention hold --patient-of DOCUMENT --matter 26-CV-114 --workspace DIR --login NAME"`
	Holds        retentionHoldsCommand        `cmd:"" help:"List the legal holds."`
	ReleaseHold  retentionReleaseHoldCommand  `cmd:"" help:"Ask for a hold to be released, agree as the second person, or refuse. For example: chartproofctl retention release-hold HOLD --agree --workspace DIR --login NAME"`
	Dispose      retentionDisposeCommand      `cmd:"" help:"Order a disposal, approve it as the second person, or cancel it. For example: chartproofctl retention dispose --order PREVIEW --workspace DIR --login NAME"`
	Certificates retentionCertificatesCommand `cmd:"" help:"List the disposals, write a certificate of destruction into a file, or prove one. For example: chartproofctl retention certificates --check FILE"`
}

// in opens the office, does something in it and signs out.
func (f officeFlags) in(ctx context.Context, s streams, do func(o *office) error) (err error) {
	o, err := f.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	return do(o)
}

type retentionTableCommand struct {
	officeFlags
	BuiltIn bool   `help:"The table that comes with the release; needs no workspace."`
	State   string `help:"With --built-in: that state's rows and the federal ones only."`
	JSON    bool   `name:"json" help:"Print JSON."`
}

// Run prints the rules, one a line.
func (c *retentionTableCommand) Run(ctx context.Context, s streams) error {
	if c.BuiltIn {
		return c.builtIn(s)
	}
	return c.in(ctx, s, func(o *office) error {
		t, err := o.RetentionTable(ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return print(s, t)
		}
		fmt.Fprintf(s.err, "state %s, provider %s, confirmed: %t; table of %s\n", orNone(t.State), orNone(t.Provider), t.Confirmed, t.Dated)
		return rulesTable(s, t.Rules)
	})
}

func (c *retentionTableCommand) builtIn(s streams) error {
	t, err := retention.BuiltIn()
	if err != nil {
		return err
	}
	var rules []present.RetentionRule
	for _, r := range t.Rules {
		if c.State != "" && r.State != "" && !strings.EqualFold(r.State, c.State) {
			continue
		}
		rules = append(rules, present.RetentionRule{ID: r.ID, Subject: string(r.Subject), From: string(r.From), Years: r.Years, Days: r.Days, MinorYears: r.MinorYears,
			AfterMajority: r.AfterMajority, UntilAge: r.UntilAge, Majority: r.Majority, Forever: r.Forever, Check: r.Check, Source: r.Source, Note: r.Note,
			State: r.State, Program: r.Program, Types: r.Types, Name: r.Name, Provider: string(r.Provider)})
	}
	if c.JSON {
		return print(s, rules)
	}
	fmt.Fprintln(s.err, t.Note)
	return rulesTable(s, rules)
}

func orNone(s string) string {
	if s == "" {
		return "not set"
	}
	return s
}

func rulesTable(s streams, rules []present.RetentionRule) error {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "RULE\tKEPT\tFROM\tMINORS\tCHECK\tSOURCE")
	for _, r := range rules {
		check := ""
		if r.Check {
			check = "counsel"
		}
		if r.Changed {
			check += " changed"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, period(r), r.From, minors(r), strings.TrimSpace(check), r.Source)
	}
	return w.Flush()
}

func period(r present.RetentionRule) string {
	switch {
	case r.Forever:
		return "for good"
	case r.Years == 0:
		return strconv.Itoa(r.Days) + " days"
	}
	return strconv.Itoa(r.Years) + " years"
}

func minors(r present.RetentionRule) string {
	switch {
	case r.UntilAge > 0:
		return fmt.Sprintf("until %d", r.UntilAge)
	case r.MinorYears > 0:
		return fmt.Sprintf("%d years", r.MinorYears)
	case r.Majority > 0:
		return fmt.Sprintf("%d + %d", r.Majority, r.AfterMajority)
	}
	return ""
}

type retentionPracticeCommand struct {
	officeFlags
	State     string   `required:"" help:"Two letters."`
	Provider  string   `enum:"practice,hospital,both" default:"both" help:"Kind of provider: practice, hospital, or both, of which the longer counts."`
	Program   []string `help:"A program that the practice takes part in: medicare, medicare_advantage, medicaid_managed_care, transfusion, employee_health."`
	NoProgram []string `help:"A program that it takes no part in."`
}

// Run keeps it.
func (c *retentionPracticeCommand) Run(ctx context.Context, s streams) error {
	p := present.RetentionPractice{State: c.State, Provider: c.Provider, Programs: map[string]bool{}}
	if c.Provider == "both" {
		p.Provider = ""
	}
	for _, name := range c.Program {
		p.Programs[name] = true
	}
	for _, name := range c.NoProgram {
		p.Programs[name] = false
	}
	return c.in(ctx, s, func(o *office) error { return o.SetRetentionPractice(ctx, p) })
}

type retentionRuleCommand struct {
	officeFlags
	Rule          string `arg:"" help:"The rule's id, from: chartproofctl retention table."`
	Years         *int   `help:"Years."`
	Days          *int   `help:"Days, beside the years."`
	MinorYears    *int   `help:"Years for minors."`
	AfterMajority *int   `help:"Years after the age of majority."`
	UntilAge      *int   `help:"Until this birthday."`
	Reason        string `help:"Who advised it, and why. Nothing of a patient."`
	Back          bool   `help:"Take the practice's change back: the table's numbers hold again."`
}

// Run changes the rule.
func (c *retentionRuleCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		return o.ChangeRetentionRule(ctx, present.RuleChange{Rule: c.Rule, Years: c.Years, Days: c.Days, MinorYears: c.MinorYears,
			AfterMajority: c.AfterMajority, UntilAge: c.UntilAge, Reason: c.Reason, Drop: c.Back})
	})
}

type retentionConfirmCommand struct {
	officeFlags
}

// Run shows the state's rows and confirms them once the state was typed.
func (c *retentionConfirmCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		t, err := o.RetentionTable(ctx)
		if err != nil {
			return err
		}
		var rows []present.RetentionRule
		for _, r := range t.Rules {
			if r.State != "" {
				rows = append(rows, r)
				fmt.Fprintf(s.err, "%s: %s, minors %s. Source: %s. %s\n", r.ID, period(r), minors(r), r.Source, r.Note)
			}
		}
		typed, err := o.ask.line("Type the state's two letters if these rows were checked, with counsel where they are uncertain")
		if err != nil {
			return err
		}
		if !strings.EqualFold(strings.TrimSpace(typed), t.State) || len(rows) == 0 {
			return &failure{exitSomeFailed, chart.E(chart.BadInput, "confirm retention schedule", nil)}
		}
		return o.ConfirmRetention(ctx, t.Digest)
	})
}

type retentionHoldCommand struct {
	officeFlags
	Document   string `help:"Hold this document." xor:"what"`
	PatientOf  string `placeholder:"DOCUMENT" help:"Hold every chart of this document's patient, also what comes in later." xor:"what"`
	SearchFile string `placeholder:"FILE" help:"Hold what the text in this file finds, also what comes in later." xor:"what"`
	Everything bool   `help:"Hold everything: nothing is disposed of." xor:"what"`
	Matter     string `required:"" help:"The matter's number."`
	ReasonFile string `placeholder:"FILE" help:"File with the reason; without it the reason is asked for."`
}

// Run sets the hold and prints its id.
func (c *retentionHoldCommand) Run(ctx context.Context, s streams) error {
	h := present.NewHold{Matter: c.Matter, Kind: "everything"}
	var err error
	switch {
	case c.Document != "":
		h.Kind, h.Document = "document", chart.DocumentID(c.Document)
	case c.PatientOf != "":
		h.Kind, h.Document = "patient", chart.DocumentID(c.PatientOf)
	case c.SearchFile != "":
		h.Kind = "search"
		if h.Search, err = secretFile(c.SearchFile); err != nil {
			return err
		}
	case !c.Everything:
		return &failure{exitUsage, fmt.Errorf("say what to hold: --document, --patient-of, --search-file or --everything")}
	}
	return c.in(ctx, s, func(o *office) error {
		if c.ReasonFile != "" {
			h.Reason, err = secretFile(c.ReasonFile)
		} else {
			h.Reason, err = o.ask.line("Reason")
		}
		if err != nil {
			return err
		}
		id, n, err := o.SetHold(ctx, h)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.err, "%d documents are held.\n", n)
		fmt.Fprintln(s.out, id)
		return nil
	})
}

type retentionHoldsCommand struct {
	officeFlags
}

// Run lists the holds as JSON.
func (c *retentionHoldsCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		all, err := o.Holds(ctx)
		if err != nil {
			return err
		}
		return print(s, all)
	})
}

type retentionReleaseHoldCommand struct {
	officeFlags
	Hold    string `arg:"" help:"The hold's id."`
	Agree   bool   `help:"Agree, as the second person; the hold ends." xor:"do"`
	Refuse  bool   `help:"Refuse: the hold goes on." xor:"do"`
	Counted int    `help:"Where nobody else may agree: how many documents it covers, counted again a day later."`
}

// Run asks, agrees or refuses.
func (c *retentionReleaseHoldCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		switch {
		case c.Agree:
			return o.ReleaseHold(ctx, c.Hold, c.Counted, o.password)
		case c.Refuse:
			return o.KeepHold(ctx, c.Hold)
		}
		fmt.Fprintln(s.err, "Asked. A second person agrees with --agree; until then the hold goes on.")
		return o.AskHoldRelease(ctx, c.Hold)
	})
}
