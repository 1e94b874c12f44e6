package bench

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"text/tabwriter"

	"chartproof.org/chartproof/engine/quality"
)

// figures are what a run is compared by: more is better in each.
var figures = []struct {
	name string
	of   func(quality.Report) float64
}{
	{"word recall", func(r quality.Report) float64 { return r.WordRecall.Ratio() }},
	{"field F1", quality.Report.F1},
	{"cells", func(r quality.Report) float64 { return r.Cells.Ratio() }},
	{"type", func(r quality.Report) float64 { return r.Types.Ratio() }},
	{"PHI recall", func(r quality.Report) float64 { return r.PHI.Ratio() }},
	{"right of unseen", func(r quality.Report) float64 { return r.Unseen.Ratio() }},
	{"printed, not sent", func(r quality.Report) float64 { return 1 - r.SentPrinted.Ratio() }},
}

// compare prints each figure beside that of an earlier run's bench.json, for the parts that both have. A file that is not
// there compares nothing.
func (o Options) compare(rep Report) error {
	if o.Baseline == "" {
		return nil
	}
	data, err := os.ReadFile(o.Baseline)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("bench: read the baseline: %w", errors.Unwrap(err))
	}
	var old Report
	if err := json.Unmarshal(data, &old); err != nil {
		return fmt.Errorf("bench: the baseline is no bench.json: %w", err)
	}
	before := map[string]quality.Report{}
	for _, p := range append(old.Parts, old.FUNSD...) {
		before[p.Name] = p.Report
	}
	return versus(o.Print, append(rep.Parts, rep.FUNSD...), before)
}

func versus(w io.Writer, parts []Part, before map[string]quality.Report) error {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "against the baseline\tfigure\tbefore\tnow\tchange")
	for _, p := range parts {
		was, ok := before[p.Name]
		if !ok {
			continue
		}
		for _, f := range figures {
			a, b := f.of(was), f.of(p.Report)
			fmt.Fprintf(tw, "%s\t%s\t%.4f\t%.4f\t%+.4f\n", p.Name, f.name, a, b, b-a)
		}
	}
	return tw.Flush()
}
