package synth

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Job is what the command line's synth command asks for.
type Job struct {
	Seed      uint64
	Count     int    // how many files
	Family    string // one of Families
	Out       string // folder, made where it is missing
	Condition string // "" goes through all
	Format    string // "" goes through all
	Type      string // "" goes through all
	Mixed     bool   // files of several documents; Type is then not used
}

// plan is one file of a job.
type plan struct {
	name, condition, format string
	turn                    int
	config                  Config
}

// formats lists what the job's files may be: those of one page cannot hold several documents.
func (j Job) formats() []string {
	if j.Mixed {
		return []string{PDF, PDF, TIFF, Digital}
	}
	return Formats
}

// plans lists a job's files: types change fastest, then conditions and formats, so that any few dozen are mixed.
func (j Job) plans() ([]plan, error) {
	if _, err := familyOf(j.Family); err != nil {
		return nil, err
	}
	if j.Mixed && !slices.Contains(append(j.formats(), ""), j.Format) {
		return nil, fmt.Errorf("a %s holds one page, a mixed file several", j.Format)
	}
	types := Types
	if j.Type != "" {
		types = []chart.Type{chart.Type(j.Type)}
	}
	var out []plan
	for i := range j.Count {
		p := plan{condition: j.Condition, format: j.Format, config: Config{Seed: j.Seed, Family: j.Family, Type: types[i%len(types)], Index: i / len(types)}}
		what := string(p.config.Type)
		if j.Mixed {
			p.config, what = Config{Seed: j.Seed, Family: j.Family, Mixed: true, Index: i}, "mixed"
		}
		mix := i + i/len(types)
		if p.condition == "" {
			p.condition = Conditions[mix%len(Conditions)]
		}
		if p.format == "" {
			p.format = j.formats()[mix%len(j.formats())]
		}
		if i%17 == 16 && p.format != Digital {
			p.turn = []int{90, 180, 270}[i/17%3]
		}
		label := p.condition
		if p.format == Digital {
			label = Digital
		}
		p.name = strings.Join([]string{j.Family, what, label, fmt.Sprintf("%04d", i)}, "-")
		out = append(out, p)
	}
	return out, nil
}

// Run writes the job's files one after the other and calls progress, where given, after each.
func Run(ctx context.Context, j Job, progress func(done, all int)) error {
	plans, err := j.plans()
	if err != nil {
		return chart.E(chart.BadInput, "synth", err)
	}
	if err := os.MkdirAll(j.Out, 0o755); err != nil {
		return fmt.Errorf("synth: %w", err)
	}
	for i, p := range plans {
		if err := ctx.Err(); err != nil {
			return err
		}
		c, err := Generate(p.config)
		if err != nil {
			return chart.E(chart.BadInput, "synth", err)
		}
		if _, err := WriteFile(j.Out, p.name, c, p.condition, p.format, p.turn); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(plans))
		}
	}
	return nil
}
