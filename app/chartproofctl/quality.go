package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/ui/present"
)

type qualityCommand struct {
	Show   qualityShowCommand   `cmd:"" help:"Print how much was done, how well and how fast, and whether more is wrong than usual."`
	Export qualityExportCommand `cmd:"" help:"Write the figures into files: a table for spreadsheets, a report to print."`
}

// qualityFlags say which days and how they are grouped.
type qualityFlags struct {
	officeFlags
	From   string `placeholder:"DAY" help:"The first day, as 2026-11-22. Default: twelve weeks before the last."`
	To     string `placeholder:"DAY" help:"The last day. Default: today."`
	By     string `enum:"form,scanner,week" default:"week" help:"Group the table by form, scanner or week."`
	People bool   `help:"Of every person: for administrators and the privacy officer. Without it: the practice's, and the own."`
}

// ask gives the days.
func (f qualityFlags) ask(now time.Time) (present.QualityAsk, error) {
	day := func(text string, otherwise time.Time) (time.Time, error) {
		if text == "" {
			return otherwise, nil
		}
		t, err := time.ParseInLocation(kpi.DateForm, text, now.Location())
		if err != nil {
			return t, &failure{exitUsage, fmt.Errorf("no day: %q; write it as 2026-11-22", text)}
		}
		return t, nil
	}
	last, err1 := day(f.To, now)
	first, err2 := day(f.From, last.AddDate(0, 0, -7*12+1))
	ask := present.QualityAsk{First: first, Last: last, People: f.People}
	if err := errors.Join(err1, err2); err != nil {
		return ask, err
	}
	if last.Before(first) {
		return ask, &failure{exitUsage, errors.New("the last day is before the first")}
	}
	return ask, nil
}

type qualityShowCommand struct {
	qualityFlags
	JSON bool `name:"json" help:"Print JSON."`
}

// Help shows examples.
func (qualityShowCommand) Help() string {
	return `The first line says whether what nobody looks at is as right as the practice asks. Each figure has what it means beside it in an export.

Examples:

  chartproofctl quality show --workspace DIR --login ada --by scanner
  chartproofctl quality show --workspace DIR --login ada --from 2026-07-01 --to 2026-09-30 --people`
}

// Run prints the figures.
func (c *qualityShowCommand) Run(ctx context.Context, s streams) error {
	ask, err := c.ask(time.Now())
	if err != nil {
		return err
	}
	return c.in(ctx, s, func(o *office) error {
		rep, err := o.Quality(ctx, ask, counting(s))
		if err != nil {
			return err
		}
		if c.JSON {
			return print(s, rep)
		}
		fmt.Fprintf(s.out, "%s\n%s\n%s, %s to %s\n\n", rep.Sentence(), rep.DriftSentence(), rep.Practice, rep.From, rep.Until)
		var figures [][]string
		for _, r := range rep.Rows() {
			figures = append(figures, []string{r.Figure, r.Value, r.Of})
		}
		tables := [][][]string{figures, rep.Table(c.By)}
		if len(rep.Curve) > 0 {
			tables = append(tables, rep.CurveTable())
		}
		if len(rep.People) > 0 {
			tables = append(tables, rep.PeopleTable())
		}
		for i, t := range tables {
			if i > 0 {
				fmt.Fprintln(s.out)
			}
			if err := aligned(s, t); err != nil {
				return err
			}
		}
		return nil
	})
}

// counting says how far the first count of a long trail is.
func counting(s streams) func(done, all int) {
	return func(done, all int) {
		if s.terminal && all > 31 {
			fmt.Fprintf(s.err, "\rcounted %d of %d days", done, all)
			if done == all {
				fmt.Fprintln(s.err)
			}
		}
	}
}

// aligned prints a table in columns.
func aligned(s streams, rows [][]string) error {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	for _, cells := range rows {
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	return w.Flush()
}

type qualityExportCommand struct {
	qualityFlags
	CSV string `name:"csv" placeholder:"FILE" help:"Write a table for spreadsheets to a new file."`
	PDF string `name:"pdf" placeholder:"FILE" help:"Write a report with charts to a new file."`
}

// Help shows an example.
func (qualityExportCommand) Help() string {
	return `Example:

  chartproofctl quality export --workspace DIR --login ada --csv quality.csv --pdf quality.pdf`
}

// Run writes the files.
func (c *qualityExportCommand) Run(ctx context.Context, s streams) error {
	ask, err := c.ask(time.Now())
	if err != nil {
		return err
	}
	if c.CSV == "" && c.PDF == "" {
		return &failure{exitUsage, errors.New("this needs --csv, --pdf or both")}
	}
	return c.in(ctx, s, func(o *office) error {
		for _, f := range []struct{ format, file string }{{"csv", c.CSV}, {"pdf", c.PDF}} {
			if f.file == "" {
				continue
			}
			data, err := o.QualityFile(ctx, f.format, ask, c.By)
			if err != nil {
				return err
			}
			if err := writeNew(f.file, data); err != nil {
				return err
			}
		}
		return nil
	})
}
