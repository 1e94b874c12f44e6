package bench

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
)

// Speed is one program over the speed file.
type Speed struct {
	Program string  `json:"program"`
	Pages   int     `json:"pages"`
	Seconds float64 `json:"seconds"`
	Steps   string  `json:"steps,omitempty"`  // where the time went
	Absent  string  `json:"absent,omitempty"` // why it was not measured
}

// PagesPerMinute is 0 for a program that was not measured.
func (s Speed) PagesPerMinute() float64 {
	if s.Seconds == 0 {
		return 0
	}
	return float64(s.Pages) / s.Seconds * 60
}

func (s Speed) line() string {
	if s.Absent != "" {
		return fmt.Sprintf("speed %-22s not measured: %s", s.Program, s.Absent)
	}
	line := fmt.Sprintf("speed %-22s %6.1f pages/min over the same file of %d pages at 300 dpi", s.Program, s.PagesPerMinute(), s.Pages)
	if s.Steps != "" {
		line += ": " + s.Steps
	}
	return line
}

// SpeedFile is a scanned PDF of n dense pages at 300 dpi.
func SpeedFile(seed uint64, n int) ([]byte, error) {
	var pages []*geom.Raster
	types := []chart.Type{chart.LabReport, chart.DischargeSummary, chart.ProgressNote, chart.IntakeForm, chart.EOB, chart.MedicationList}
	for i := 0; len(pages) < n; i++ {
		c, err := synth.Generate(synth.Config{Seed: seed, Family: []string{"a", "b"}[i%2], Type: types[i%len(types)], Index: i})
		if err != nil {
			return nil, err
		}
		more, _, err := c.Scan(synth.Clean300, 0)
		if err != nil {
			return nil, err
		}
		pages = append(pages, more...)
	}
	return synth.ScannedPDF(pages[:n], 80)
}

// speeds runs the engine, and the peer where asked for, one after the other over one file. Peak is the most memory that the
// engine's processes held together, in MiB.
func (o Options) speeds(ctx context.Context) (speeds []Speed, peak float64, err error) {
	data, err := SpeedFile(o.Seed, o.SpeedPages)
	if err != nil {
		return nil, 0, fmt.Errorf("bench: %w", err)
	}
	debug.FreeOSMemory() // the pages that the file was made of are not the engine's
	start, memory := o.Now(), watchMemory()
	res, err := o.Process(ctx, "speed.pdf", data)
	peak = memory()
	if err != nil {
		return nil, peak, fmt.Errorf("bench: process: %w", err)
	}
	out := []Speed{{Program: "chartproof", Pages: o.SpeedPages, Seconds: o.Now().Sub(start).Seconds(), Steps: stepsOf(res.Timings)}}
	if !o.Peers {
		return out, peak, nil
	}
	peer, err := o.ocrmypdf(ctx, data)
	return append(out, peer), peak, err
}

// stepsOf says where the time of a file went, in parts of the whole.
func stepsOf(t chart.Timings) string {
	if t.Total == 0 {
		return ""
	}
	part := func(ms int64) int64 { return (100*ms + t.Total/2) / t.Total }
	return fmt.Sprintf("reading %d %%, finding %d %%, redaction %d %%, proof %d %%", part(t.Read), part(t.Find), part(t.Redact), part(t.Verify))
}

func (o Options) ocrmypdf(ctx context.Context, data []byte) (Speed, error) {
	s := Speed{Program: "ocrmypdf --jobs 2", Pages: o.SpeedPages}
	path, err := exec.LookPath("ocrmypdf")
	if err != nil {
		s.Absent = "ocrmypdf is not installed (apt-get install ocrmypdf)"
		return s, nil
	}
	dir, err := os.MkdirTemp("", "chartproof-bench-")
	if err != nil {
		return s, fmt.Errorf("bench: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		return s, fmt.Errorf("bench: %w", err)
	}
	start := o.Now()
	cmd := exec.CommandContext(ctx, path, "--jobs", strconv.Itoa(2), "--quiet", in, filepath.Join(dir, "out.pdf"))
	if err := cmd.Run(); err != nil {
		s.Absent = "ocrmypdf failed: " + err.Error()
		return s, ctx.Err()
	}
	s.Seconds = o.Now().Sub(start).Seconds()
	return s, nil
}
