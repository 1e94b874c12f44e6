package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/synth"
)

// Process is the engine under measure: one file in, its result out. A refusal is a result, not an error.
type Process func(ctx context.Context, name string, data []byte) (chart.Result, error)

// Options says what to measure.
type Options struct {
	Process    Process
	Now        func() time.Time // nil: time.Now
	Out        string           // folder for bench.json; "" writes none
	Baseline   string           // the bench.json of an earlier run to compare with; "" or a missing file compares nothing
	Print      io.Writer        // tables; nil prints none
	Seed       uint64
	Families   []string // empty: all
	Conditions []string // empty: all, and born-digital
	Count      int      // charts a family and condition; 0: one of each type
	FUNSDDir   string   // "" leaves FUNSD out
	FUNSDOnly  bool     // leaves all the rest out
	Peers      bool     // run OCRmyPDF on the speed file as well
	// SpeedPages is the length of the speed file; 0: 20.
	SpeedPages int
	Progress   func(done, all int)
}

// Part is the measure of one family under one condition.
type Part struct {
	Name    string         `json:"name"`
	Report  quality.Report `json:"report"`
	Seconds float64        `json:"seconds"`
}

// PagesPerMinute is the part's own speed.
func (p Part) PagesPerMinute() float64 {
	if p.Seconds == 0 {
		return 0
	}
	return float64(p.Report.Pages) / p.Seconds * 60
}

// Report is all that one run measured.
type Report struct {
	Seed   uint64  `json:"seed"`
	Parts  []Part  `json:"parts"`
	FUNSD  []Part  `json:"funsd,omitempty"`
	Speeds []Speed `json:"speeds"`
	// PeakMiB is the most that all processes of the engine held together while the speed file was processed, where the system
	// tells.
	PeakMiB float64 `json:"peak_mib"`
}

// Run measures. It stops at the first error that is not a refusal.
func Run(ctx context.Context, o Options) (Report, error) {
	o = o.defaults()
	rep := Report{Seed: o.Seed}
	if !o.FUNSDOnly {
		if err := o.charts(ctx, &rep); err != nil {
			return rep, err
		}
	}
	if o.FUNSDDir != "" {
		var err error
		if rep.FUNSD, err = o.funsd(ctx); err != nil {
			return rep, err
		}
	}
	if !o.FUNSDOnly {
		var err error
		if rep.Speeds, rep.PeakMiB, err = o.speeds(ctx); err != nil {
			return rep, err
		}
	}
	if err := o.print(rep); err != nil {
		return rep, err
	}
	return rep, o.write(rep)
}

// charts measures every family under every condition.
func (o Options) charts(ctx context.Context, rep *Report) error {
	done, all := 0, len(o.Families)*len(o.conditions())*o.Count
	for _, fam := range o.Families {
		for _, cond := range o.conditions() {
			part, err := o.synthetic(ctx, fam, cond, func() {
				done++
				if o.Progress != nil {
					o.Progress(done, all)
				}
			})
			if err != nil {
				return err
			}
			rep.Parts = append(rep.Parts, part)
		}
	}
	return nil
}

func (o Options) defaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if len(o.Families) == 0 {
		o.Families = synth.Families
	}
	if o.Count == 0 {
		o.Count = len(synth.Types)
	}
	if o.SpeedPages == 0 {
		o.SpeedPages = 20
	}
	return o
}

// synthetic measures one family under one condition: scanned PDF, except the born-digital charts.
func (o Options) synthetic(ctx context.Context, fam, cond string, tick func()) (Part, error) {
	part := Part{Name: fam + " " + cond, Report: quality.New()}
	for i := range o.Count {
		c, err := synth.Generate(synth.Config{Seed: o.Seed, Family: fam, Type: synth.Types[i%len(synth.Types)], Index: i / len(synth.Types)})
		if err != nil {
			return part, fmt.Errorf("bench: %w", err)
		}
		format := synth.PDF
		if cond == synth.Digital {
			format = synth.Digital
		}
		data, truth, err := c.File(cond, format, 0)
		if err != nil {
			return part, fmt.Errorf("bench: %w", err)
		}
		name := fmt.Sprintf("%s-%s-%s-%04d.pdf", fam, c.Config.Type, cond, i)
		if err := o.one(ctx, &part, name, data, truth); err != nil {
			return part, err
		}
		tick()
	}
	return part, nil
}

func (o Options) one(ctx context.Context, part *Part, name string, data []byte, truth synth.Truth) error {
	res, err := o.timed(ctx, part, name, data)
	if err != nil {
		return err
	}
	r := quality.Score(truth, res)
	for i := range r.Silent {
		r.Silent[i].Chart = name
	}
	part.Report.Add(r)
	return nil
}

// timed processes one file and adds the time it took.
func (o Options) timed(ctx context.Context, part *Part, name string, data []byte) (chart.Result, error) {
	start := o.Now()
	res, err := o.Process(ctx, name, data)
	if err != nil {
		return res, fmt.Errorf("bench: process %s: %w", name, err)
	}
	part.Seconds += o.Now().Sub(start).Seconds()
	return res, nil
}

func (o Options) write(rep Report) error {
	if o.Out == "" {
		return nil
	}
	if err := os.MkdirAll(o.Out, 0o755); err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	js, err := json.MarshalIndent(rep, "", "  ")
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	if err := os.WriteFile(filepath.Join(o.Out, "bench.json"), append(js, '\n'), 0o644); err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	return nil
}

func (o Options) print(rep Report) error {
	if o.Print == nil {
		return nil
	}
	if err := o.table(rep.Parts); err != nil {
		return err
	}
	for _, p := range rep.FUNSD {
		fmt.Fprintf(o.Print, "%-26s word recall %.3f  precision %.3f  CER %.3f  %.1f pages/min\n", p.Name, p.Report.WordRecall.Ratio(),
			p.Report.WordPrecision.Ratio(), p.Report.CER(), p.PagesPerMinute())
	}
	if len(rep.FUNSD) > 0 {
		fmt.Fprintf(o.Print, "funsd words: %s\n", rep.FUNSD[0].Report.WordTrust.Line())
	}
	fmt.Fprintln(o.Print)
	for _, p := range rep.Parts {
		fmt.Fprintf(o.Print, "speed %-22s %6.1f pages/min one file at a time\n", p.Name, p.PagesPerMinute())
	}
	for _, s := range rep.Speeds {
		fmt.Fprintln(o.Print, s.line())
	}
	if err := o.compare(rep); err != nil {
		return err
	}
	fmt.Fprintf(o.Print, "memory: at most %.0f MiB in all our processes over the speed file\n", rep.PeakMiB)
	for _, p := range rep.Parts {
		for _, s := range p.Report.Silent {
			fmt.Fprintf(o.Print, "wrong and not sent to a person: %s %s: want %q, got %q\n", s.Chart, s.Name, s.Want.Reveal(), s.Got.Reveal())
		}
	}
	return nil
}

// table prints the parts of charts.
func (o Options) table(parts []Part) error {
	if len(parts) == 0 {
		return nil
	}
	var names []string
	var reports []quality.Report
	for _, p := range parts {
		names = append(names, p.Name)
		reports = append(reports, p.Report)
	}
	if err := quality.Table(o.Print, names, reports); err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	return nil
}

// conditions are those asked for, or all of them.
func (o Options) conditions() []string {
	if len(o.Conditions) > 0 {
		return o.Conditions
	}
	return append(append([]string(nil), synth.Conditions...), synth.Digital)
}
