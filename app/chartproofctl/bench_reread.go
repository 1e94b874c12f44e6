package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
	"chartproof.org/chartproof/engine/quality/reread"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/send/record"
)

// reread redacts synthetic pages and reads the copies again by each engine; one identifier that is read again, or too many other
// words covered, is a failed check.
func (c *benchCommand) reread(ctx context.Context, s streams, head *wire.Headless) error {
	o := reread.Options{Redact: redacting(head), Read: head.Reread, Engines: head.Engines(), Seed: c.Seed, Families: c.Families, Conditions: c.Conditions,
		Pages: c.Reread, Progress: func(done, all int) {
			if s.terminal {
				fmt.Fprintf(s.err, "\r%d of %d pages", done, all)
			}
		}}
	if len(o.Conditions) == 0 {
		o.Conditions = []string{synth.Clean300, synth.FaxScan}
	}
	if c.Misses {
		o.Miss = func(m reread.Miss) {
			fmt.Fprintf(s.out, "%s page %d: %s %s %.2f: %q\n", m.Chart, m.Page, m.Kind, m.How, m.Covered, m.Text.Reveal())
		}
	}
	parts, err := reread.Run(ctx, o)
	if err != nil {
		return err
	}
	if err := reread.Print(s.out, parts); err != nil {
		return err
	}
	if c.Out != "" {
		data, err := json.MarshalIndent(parts, "", " ")
		if err != nil {
			return fmt.Errorf("write the measure: %w", err)
		}
		if err := writeWhole(filepath.Join(c.Out, "reread.json"), append(data, '\n')); err != nil {
			return err
		}
	}
	if !reread.Holds(parts) {
		return &failure{exitSomeFailed, errors.New("identifiers can still be had from redacted copies, or too much else is covered")}
	}
	return nil
}

// redacting makes a copy as process does, and tells from its certificate what was burnt.
func redacting(head *wire.Headless) func(context.Context, string, []byte) (reread.Copy, error) {
	return func(ctx context.Context, name string, data []byte) (reread.Copy, error) {
		var pdf bytes.Buffer
		res, certificate, err := head.Certified(ctx, name, data, &pdf, nil)
		if err != nil || certificate == nil {
			return reread.Copy{Why: blockedBy(res)}, err
		}
		env, err := record.ParseEnvelope(certificate)
		if err != nil {
			return reread.Copy{}, err
		}
		cert, err := redact.OpenCertificate(env.Payload)
		if err != nil {
			return reread.Copy{}, err
		}
		out := reread.Copy{PDF: pdf.Bytes(), Bars: map[int][]geom.Box{}, Spans: map[int][]geom.Box{}}
		for _, sp := range res.PHI {
			if sp.Redacted {
				out.Spans[sp.Page] = append(out.Spans[sp.Page], sp.Boxes...)
			}
		}
		for _, p := range cert.Pages {
			w, h := float64(p.Width), float64(p.Height)
			for _, b := range p.Boxes {
				out.Bars[p.Number] = append(out.Bars[p.Number], geom.Box{X0: float64(b.Box[0]) / w, Y0: float64(b.Box[1]) / h,
					X1: float64(b.Box[2]) / w, Y1: float64(b.Box[3]) / h})
			}
		}
		out.Texts, err = redact.Layer(out.PDF)
		return out, err
	}
}

// blockedBy names the checks that found something in a copy, each once.
func blockedBy(res chart.Result) []string {
	if res.Redaction == nil {
		return []string{"refused"}
	}
	var out []string
	for _, r := range res.Redaction.Residual {
		if !slices.Contains(out, r.How) {
			out = append(out, r.How)
		}
	}
	return out
}

// folder makes the folder of --out.
func (c *benchCommand) folder() error {
	if c.Out == "" {
		return nil
	}
	if err := os.MkdirAll(c.Out, 0o700); err != nil {
		return &failure{exitEnvironment, fmt.Errorf("make the folder of --out: %w", pathless(err))}
	}
	return nil
}
