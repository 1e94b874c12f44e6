package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"chartproof.org/chartproof/app/wire"
)

// auditPace are the limits of the trail: an entry (p99), and a verification of a million entries.
const (
	mostAppend = 5 * time.Millisecond
	mostVerify = 10 * time.Second
	million    = 1_000_000
)

// audit makes a trail in a folder of its own, and measures an entry at its end and the verification of all.
func (c *benchCommand) audit(ctx context.Context, s streams) (err error) {
	dir, err := os.MkdirTemp("", "chartproof-bench-")
	if err != nil {
		return &failure{exitEnvironment, fmt.Errorf("make a temporary folder: %w", pathless(err))}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	p, err := wire.MeasureTrail(ctx, dir, c.Audit, 2000)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d entries of the trail; one more: median %.2f ms, p99 %.2f ms, worst of %d %.2f ms; all verified in %.1f s (%s)\n", p.Entries,
		ms(p.Median), ms(p.P99), p.Appends, ms(p.Worst), p.Verified.Seconds(), map[bool]string{true: "they hold", false: p.Report.Problem}[p.Report.OK])
	switch limit := time.Duration(float64(mostVerify) * max(1, float64(c.Audit)/million)); {
	case !p.Report.OK:
		return &failure{exitSomeFailed, errors.New("the trail does not hold")}
	case p.P99 > mostAppend, p.Verified > limit:
		return &failure{exitSomeFailed, fmt.Errorf("want an entry within %v (p99) and the verification within %v", mostAppend, limit)}
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
