package main

import (
	"fmt"
	"go/format"
	"maps"
	"os"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/routing"
	"chartproof.org/chartproof/engine/find/trust"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/synth"
)

// samples extracts the fields of charts and tells the right from the wrong, by family.
func samples(charts []kept) map[string][]trust.Sample {
	out := map[string][]trust.Sample{}
	for _, c := range charts {
		docs := classify.Split(c.Pages)
		for i := range docs {
			fields.Extract(&docs[i], c.Pages)
		}
		right := quality.Right(c.Truth, docs)
		for i := range docs {
			for j := range docs[i].Fields {
				f := &docs[i].Fields[j]
				if was, ok := right[f]; ok {
					out[c.Family] = append(out[c.Family], trust.SampleOf(f, &docs[i], c.Pages, was))
				}
			}
		}
	}
	return out
}

// fit prints how the weights of all other families do on each, and then fits on all.
func fit(dir string, write bool) error {
	charts, err := load(dir)
	if err != nil {
		return err
	}
	by := samples(charts)
	for _, fam := range synth.HeldOut {
		if _, ok := by[fam]; ok {
			return fmt.Errorf("family %s is held out and is not fitted on", fam)
		}
	}
	var all []trust.Sample
	for _, fam := range slices.Sorted(maps.Keys(by)) {
		all = append(all, by[fam]...)
		var rest []trust.Sample
		for other, s := range by {
			if other != fam {
				rest = append(rest, s...)
			}
		}
		w, err := trust.Fit(rest)
		if err != nil {
			return err
		}
		var r quality.Reliability
		for _, s := range by[fam] {
			r.Note(trust.Probability(s, w), s.Right)
		}
		fmt.Printf("family %s by the others: %s\n", fam, r.Line())
	}
	w, err := trust.Fit(all)
	if err != nil || !write {
		return err
	}
	return store(w, len(charts), len(all))
}

func store(w []float64, charts, values int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "package trust\n\n// weights were fitted by packaging/trustfit on %d values of %d generated charts. Do not edit.\nvar weights = [count]float64{\n", values, charts)
	for _, v := range w {
		fmt.Fprintf(&b, "\t%.5f,\n", v)
	}
	b.WriteString("}\n")
	src, err := format.Source([]byte(b.String()))
	if err != nil {
		return err
	}
	return os.WriteFile("engine/find/trust/weights.go", src, 0o644)
}

// check routes the charts as the product does and prints, by family and condition, how far confidences hold, what nobody
// was asked about, and what was asked in vain.
func check(dir string) error {
	charts, err := load(dir)
	if err != nil {
		return err
	}
	profile, _ := routing.Named(routing.DefaultProfile)
	parts := map[string]*quality.Report{}
	for _, c := range charts {
		docs := classify.Split(c.Pages)
		for i := range docs {
			fields.Extract(&docs[i], c.Pages)
			trust.Set(&docs[i], c.Pages)
			routing.Route(&docs[i], profile)
		}
		key := c.Family + " " + c.Condition
		if parts[key] == nil {
			r := quality.New()
			parts[key] = &r
		}
		parts[key].AddFields(c.Truth, docs)
	}
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		r := parts[key]
		fmt.Printf("%-14s F1 %.3f, unseen %d with %.4f wrong, printed and right but sent %.3f; %s\n", key, r.F1(), r.Unseen.All, 1-r.Unseen.Ratio(), r.SentPrinted.Ratio(), r.FieldTrust.Line())
	}
	return nil
}
