package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/bench"
	"chartproof.org/chartproof/engine/quality/filing"
)

type benchCommand struct {
	Seed       uint64   `help:"The same seed measures the same charts." default:"101"`
	Families   []string `help:"Layout families; i is the one that no rule was written for, h was until lately." default:"h,i"`
	Conditions []string `help:"clean300, noisy200, fax, phone, digital. Default: all."`
	Count      int      `help:"Charts a family and condition; 0 is one of each type." default:"0"`
	FUNSD      string   `name:"funsd" help:"A folder with FUNSD's testing_data, to measure reading on real forms."`
	FUNSDOnly  bool     `name:"funsd-only" help:"Measure nothing but FUNSD."`
	Pages      int      `help:"Pages of the file that speed is measured on." default:"20"`
	Peers      bool     `help:"Measure OCRmyPDF beside us on the same file." default:"true" negatable:""`
	Jobs       int      `help:"Pages read side by side. Default: the number of cores."`
	Engines    string   `help:"OCR engines, as for process."`
	Filing     int      `help:"Only rehearse the wrong patient: how many pages of charts with twins, namesakes and fathers in them." default:"0"`
	Reread     int      `help:"Only redact so many pages of each condition and read the copies again by each engine." default:"0"`
	Codes      bool     `help:"With --reread: print codes into the boxes, as: process --codes."`
	Misses     bool     `help:"With --reread: name what can still be had, of charts of people who do not exist and of families that are not held out."`
	FirstLook  int      `help:"Only measure how soon a person can begin on a file of so many pages." default:"0"`
	Audit      int      `help:"Only make a trail of so many entries, and measure an entry at its end and the verification of all." default:"0"`
	Out        string   `help:"A folder for bench.json. Default: none."`
	Baseline   string   `help:"The bench.json of an earlier run to compare with, where it is there." default:"testdata/bench/baseline.json"`
}

// Help shows examples.
func (benchCommand) Help() string {
	return `Accuracy on generated charts, by family and condition; every wrong value that nobody would have been asked about; pages per
minute beside OCRmyPDF --jobs 2 on the same file in the same run.

Examples:

  chartproofctl bench
  chartproofctl bench --families a,b,c,d,e,f --count 40 --out bench
  chartproofctl bench --filing 10000
  chartproofctl bench --reread 500
  chartproofctl bench --first-look 50
  chartproofctl bench --audit 1000000
  chartproofctl bench --funsd ~/funsd/testing_data --engines tesseract`
}

// Run prints tables to stdout.
func (c *benchCommand) Run(ctx context.Context, s streams) error {
	if c.Filing > 0 {
		return c.filing(ctx, s)
	}
	if c.Audit > 0 {
		return c.audit(ctx, s)
	}
	if c.FirstLook > 0 {
		return c.firstLook(ctx, s)
	}
	engines, err := parseEngines(c.Engines)
	if err != nil {
		return &failure{exitUsage, err}
	}
	if c.Jobs < 1 {
		c.Jobs = runtime.NumCPU()
	}
	head, err := wire.NewHeadless(ctx, wire.HeadlessOptions{Profile: "chart", Engines: engines, Jobs: c.Jobs, Codes: c.Codes})
	if err != nil {
		return err
	}
	defer head.Close()
	for _, n := range head.Notices() {
		fmt.Fprintln(s.err, "note:", n)
	}
	if err := c.folder(); err != nil {
		return err
	}
	if c.Reread > 0 {
		return c.reread(ctx, s, head)
	}
	process := func(ctx context.Context, name string, data []byte) (chart.Result, error) {
		return head.Process(ctx, name, data, io.Discard, nil)
	}
	_, err = bench.Run(ctx, bench.Options{Process: process, Out: c.Out, Baseline: c.Baseline, Print: s.out, Seed: c.Seed, Families: c.Families, Conditions: c.Conditions, Count: c.Count,
		FUNSDDir: c.FUNSD, FUNSDOnly: c.FUNSDOnly, Peers: c.Peers, SpeedPages: c.Pages, Progress: func(done, all int) {
			if s.terminal {
				fmt.Fprintf(s.err, "\r%d of %d charts", done, all)
			}
		}})
	return err
}

// filing rehearses the wrong patient on words; one page filed into a wrong chart without a person is a failed check.
func (c *benchCommand) filing(ctx context.Context, s streams) error {
	understand, err := wire.Documents("chart")
	if err != nil {
		return err
	}
	rep, err := filing.Run(ctx, filing.Options{Understand: understand, Pages: c.Filing, Seed: c.Seed, Progress: func(done, all int) {
		if s.terminal {
			fmt.Fprintf(s.err, "\r%d of %d pages", done, all)
		}
	}})
	if err != nil {
		return err
	}
	if err := rep.Print(s.out); err != nil {
		return err
	}
	if n := rep.Wrong(); n > 0 {
		return &failure{exitSomeFailed, fmt.Errorf("%d pages would be filed into a wrong chart without a person", n)}
	}
	return nil
}

// firstLook brings a dense file into a workspace of its own and says when page 1 could be worked on.
func (c *benchCommand) firstLook(ctx context.Context, s streams) (err error) {
	data, err := bench.SpeedFile(c.Seed, c.FirstLook)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "chartproof-bench-")
	if err != nil {
		return &failure{exitEnvironment, fmt.Errorf("make a temporary folder: %w", pathless(err))}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return &failure{exitEnvironment, fmt.Errorf("write the file: %w", pathless(err))}
	}
	if c.Jobs < 1 {
		c.Jobs = runtime.NumCPU()
	}
	look, err := wire.MeasureFirstLook(ctx, dir, path, c.Jobs)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "first page of %d could be worked on after %.2f s; all were read after %.1f s\n", look.Pages, look.Begun.Seconds(), look.Read.Seconds())
	return nil
}
