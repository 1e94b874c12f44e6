package reread

import (
	"context"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
)

// Copy is a redacted copy with what was burnt into it, page by page, and the words that can be searched in it.
type Copy struct {
	PDF   []byte   // nil where the file was refused or its export blocked
	Why   []string // then, the checks that blocked it
	Bars  map[int][]geom.Box
	Spans map[int][]geom.Box // what was found to be redacted, before it was widened to bars
	Texts [][]string
}

// Options says what to measure.
type Options struct {
	Redact     func(ctx context.Context, name string, data []byte) (Copy, error)
	Read       func(ctx context.Context, pdf []byte, by chart.Engine) ([]chart.Page, error)
	Engines    []chart.Engine
	Seed       uint64
	Families   []string
	Conditions []string
	Pages      int // of each condition
	Progress   func(done, all int)
	Miss       func(Miss) // told of every identifier that was found again or is not covered, of families that are not held out
}

// Miss is one identifier that can still be seen.
type Miss struct {
	Chart, How string
	Kind       chart.Kind
	Page       int
	Text       chart.Text
	Covered    float64 // the share of its least covered part, of one that is not covered
}

// Part is the measure of one condition.
type Part struct {
	Condition string                     `json:"condition"`
	Charts    int                        `json:"charts"`
	Blocked   int                        `json:"blocked"` // refused, or their export blocked: nothing left
	Why       map[string]int             `json:"why"`     // the checks that blocked them
	Pages     int                        `json:"pages"`
	PHI       int                        `json:"phi"`     // identifiers on the pages that left
	Covered   int                        `json:"covered"` // of them, those of which every part lies under bars
	Strings   int                        `json:"strings"` // texts that were searched for
	Found     map[chart.Engine]int       `json:"found"`   // of them, those read again, by engine
	Either    int                        `json:"either"`  // by one engine at least
	Searched  int                        `json:"searched"`
	Kinds     map[chart.Kind]map[How]int `json:"kinds"`
	Words     int                        `json:"words"`   // words that identify nobody
	Lost      int                        `json:"lost"`    // of them, those that a bar covers by half and more
	Flagged   int                        `json:"flagged"` // of the lost, those that were taken for an identifier; the others lie beside one
}

// How says in which way an identifier can still be had.
type How string

// The ways.
const (
	Open   How = "not_covered"
	Read   How = "read_again"
	Search How = "searchable"
)

// Run measures every condition in turn.
func Run(ctx context.Context, o Options) ([]Part, error) {
	var parts []Part
	done := 0
	for _, cond := range o.Conditions {
		p := Part{Condition: cond, Why: map[string]int{}, Found: map[chart.Engine]int{}, Kinds: map[chart.Kind]map[How]int{}}
		for i := 0; p.Pages < o.Pages; i++ {
			was := p.Pages
			if err := o.chart(ctx, &p, i); err != nil {
				return parts, err
			}
			if done += p.Pages - was; o.Progress != nil {
				o.Progress(done, o.Pages*len(o.Conditions))
			}
			if p.Blocked > 20 && p.Pages == 0 {
				return parts, chart.E(chart.Internal, "read copies again", fmt.Errorf("none of %d charts left", p.Charts))
			}
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// config is the i-th chart: families change fastest, each begins with another type, and no chart comes twice.
func (o Options) config(i int) synth.Config {
	n, types := len(o.Families), len(synth.Types)
	family, round := i%n, i/n
	return synth.Config{Seed: o.Seed, Family: o.Families[family], Type: synth.Types[(round+5*family)%types], Index: round / types}
}

// chart measures one chart.
func (o Options) chart(ctx context.Context, p *Part, i int) error {
	cfg := o.config(i)
	c, err := synth.Generate(cfg)
	if err != nil {
		return fmt.Errorf("read copies again: %w", err)
	}
	data, truth, err := c.File(p.Condition, synth.PDF, 0)
	if err != nil {
		return fmt.Errorf("read copies again: %w", err)
	}
	prints, _, err := c.Scan(p.Condition, 0) // the same as in the file
	if err != nil {
		return fmt.Errorf("read copies again: %w", err)
	}
	name := fmt.Sprintf("%s-%s-%s-%d.pdf", cfg.Family, cfg.Type, p.Condition, i)
	left, err := o.Redact(ctx, name, data)
	if err != nil {
		return fmt.Errorf("redact %s: %w", name, err)
	}
	p.Charts++
	if left.PDF == nil {
		p.Blocked++
		for _, why := range left.Why {
			p.Why[why]++
		}
		return nil
	}
	read := map[chart.Engine][]chart.Page{}
	for _, e := range o.Engines {
		if read[e], err = o.Read(ctx, left.PDF, e); err != nil {
			return fmt.Errorf("read %s again: %w", name, err)
		}
	}
	miss := o.Miss
	if miss == nil || slices.Contains(synth.HeldOut, cfg.Family) {
		miss = func(Miss) {}
	}
	for i, page := range truth.Pages {
		s := sheet{print: prints[i].ToGray(), part: p, name: name, truth: page, bars: left.Bars[page.Number], found: left.Spans[page.Number], miss: miss}
		s.spans(truth.PHI)
		s.cover()
		s.again(read)
		if page.Number <= len(left.Texts) {
			s.search(left.Texts[page.Number-1])
		}
	}
	p.Pages += len(truth.Pages)
	return nil
}
