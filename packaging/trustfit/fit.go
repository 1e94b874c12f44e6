package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/routing"
	"chartproof.org/chartproof/engine/find/trust"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/synth"
)

// ofSet is the weight of a value of words as they were set: they are many, and say nothing of reading.
const ofSet = 0.3

// setCharts is how many charts of each kind are set for finding alone.
const setCharts = 6

// subject is what is fitted: how samples are taken of it, and where what comes of it is kept.
type subject struct {
	of        trust.Subject
	samples   func(docs []chart.Document, c kept, weight float64, lines int) []trust.Sample
	strangers func(dir string, o *opinions) (map[string]trust.Family, error)
	unseen    string // the file of what was found before any rule was written for it
	weights   string // the file of the model
	held      func() *trust.Curve
	strange   bool              // tables are made strange as well
	shown     []chart.FieldName // whose thresholds are printed
	around    *opinions         // of what stands around values; nil for the product's own
}

func subjects() map[string]subject {
	return map[string]subject{
		"fields": {trust.Fields(), ofFields, strangers, "testdata/trust/unseen.json.gz", "engine/find/trust/weights.go", trust.Held, false,
			[]chart.FieldName{chart.ProviderName, chart.DateOfService, chart.AccountNumber, chart.DiagnosisCode, chart.Diagnosis, chart.Facility, chart.Phone, chart.Sex}, nil},
		"cells": {trust.Cells(), cells, strangersTables, "testdata/trust/unseen_cells.json.gz", "engine/find/trust/weights_cells.go", trust.HeldCells, true,
			[]chart.FieldName{"test", "value", "unit", "reference_range", "charge", chart.Medication, "dose", "frequency", chart.Vaccine, "date"}, nil},
	}
}

// found extracts what stands in charts and gives its samples.
func (s subject) found(c kept, weight float64, lines int) []trust.Sample {
	docs := classify.Split(c.Pages)
	for i := range docs {
		fields.Extractor{Now: time.Now, Around: s.around.without(c.Family)}.Extract(&docs[i], c.Pages)
	}
	return s.samples(docs, c, weight, lines)
}

// ofFields tells the right fields from the wrong ones.
func ofFields(docs []chart.Document, c kept, weight float64, _ int) []trust.Sample {
	var out []trust.Sample
	right := quality.Right(c.Truth, docs)
	for i := range docs {
		for j := range docs[i].Fields {
			f := &docs[i].Fields[j]
			if was, ok := right[f]; ok {
				out = append(out, trust.SampleOf(f, &docs[i], c.Pages, was).Weighing(weight))
			}
		}
	}
	return out
}

// aChart is more lines than the tables of one chart have.
const aChart = 1000

// families gathers the samples of charts that were read, and of the same families' words as they were set.
func (s subject) families(charts []kept) (map[string]trust.Family, error) {
	out := map[string]trust.Family{}
	for n, c := range charts {
		if slices.Contains(synth.HeldOut, c.Family) {
			return nil, fmt.Errorf("family %s is held out and is not fitted on", c.Family)
		}
		f := out[c.Family]
		f.Read = append(f.Read, s.found(c, 1, n*aChart)...)
		out[c.Family] = f
	}
	for name, f := range out {
		for _, kind := range synth.Types {
			for i := range setCharts {
				made, err := synth.Generate(synth.Config{Seed: 57, Family: name, Type: kind, Index: i})
				if err != nil {
					return nil, err
				}
				c := kept{Family: name, Pages: surely(made.Truth.Pages), Truth: made.Truth.Documents}
				f.Set = append(f.Set, s.found(c, ofSet, 0)...)
				if s.strange {
					estrange(c.Pages, c.Truth, uint64(i))
					c.Pages = surely(c.Pages)
					f.Set = append(f.Set, s.found(c, ofSet, 0)...)
				}
			}
		}
		out[name] = f
	}
	return out, nil
}

// surely gives pages as two readers would leave them that misread nothing.
func surely(pages []chart.Page) []chart.Page {
	for i := range pages {
		pages[i].Quality = 0.95
		for j := range pages[i].Words {
			w := &pages[i].Words[j]
			w.Confidence, w.Agreed, w.Engines = 0.99, true, []chart.Engine{chart.Tesseract, chart.Paddle}
		}
	}
	return pages
}

// fit prints how the models of all other families do on each, and writes that of all.
func (s subject) fit(dir string, write bool) error {
	charts, err := load(dir)
	if err != nil {
		return err
	}
	by, err := s.families(charts)
	if err != nil {
		return err
	}
	before, err := s.kept()
	if err != nil {
		return err
	}
	maps.Copy(by, before)
	m, left, err := trust.Fit(s.of, by)
	if err != nil {
		return err
	}
	var all []trust.Promise
	values := 0
	for _, fam := range slices.Sorted(maps.Keys(left)) {
		fmt.Printf("family %s by the others: %s\n", fam, reliability(left[fam]).Line())
		all = append(all, left[fam]...)
		values += len(by[fam].Read) + len(by[fam].Set)
	}
	fmt.Printf("all: %s\n", reliability(all).Line())
	s.printCurve(trust.CurveOf(s.of, all))
	for _, target := range chart.Accuracies() {
		for _, fam := range slices.Sorted(maps.Keys(left)) {
			printTarget("  family "+fam, left[fam], trust.CurveOf(s.of, without(left, fam)), target)
		}
		printTarget("all", all, trust.CurveOf(s.of, all), target)
	}
	if !write {
		return nil
	}
	f, err := os.Create(s.weights)
	if err != nil {
		return err
	}
	said := fmt.Sprintf("Fitted on %d values of %d charts as they were read and %d as they were set.", values, len(charts), setCharts*len(synth.Types)*len(by))
	if err := trust.WriteGo(f, m, trust.CurveOf(s.of, all), said); err != nil {
		return err
	}
	return f.Close()
}

// without gives the promises for all families but one.
func without(left map[string][]trust.Promise, out string) []trust.Promise {
	var all []trust.Promise
	for fam, p := range left {
		if fam != out {
			all = append(all, p...)
		}
	}
	return all
}

func reliability(promises []trust.Promise) *quality.Reliability {
	var r quality.Reliability
	for _, p := range promises {
		r.Note(p.P, p.Right)
	}
	return &r
}

// printCurve prints the thresholds and what they cost.
func (s subject) printCurve(c *trust.Curve) {
	for _, target := range chart.Accuracies() {
		least := c.Thresholds(target)
		fmt.Printf("target %.3f: asked %.3f;", target, c.Asked(target))
		for _, n := range s.shown {
			fmt.Printf(" %s %.3f", n, least[n])
		}
		fmt.Println()
	}
}

// printTarget prints what passes unseen at a target, and how much of it is wrong, by a curve that does not know these promises.
func printTarget(name string, promises []trust.Promise, c *trust.Curve, target float64) {
	least := c.Thresholds(target)
	unseen, wrong, right, asked := 0, 0, 0, 0
	for _, p := range promises {
		if p.Name.HighRisk() {
			continue
		}
		passes := !p.Sent && p.P >= float64(least[p.Name])
		if p.Right {
			right++
			if !passes {
				asked++
			}
		}
		if passes {
			unseen++
			if !p.Right {
				wrong++
			}
		}
	}
	fmt.Printf("%s at %.3f: %d unseen, %d wrong = %.4f; right but asked %.3f\n", name, target, unseen, wrong, float64(wrong)/float64(max(1, unseen)), float64(asked)/float64(max(1, right)))
}

// check routes the charts as the product does and prints, by family and condition, how far confidences hold, what nobody
// was asked about, and what was asked in vain.
func check(dir string, target float64) error {
	charts, err := load(dir)
	if err != nil {
		return err
	}
	for _, s := range subjects() {
		s.printCurve(s.held())
	}
	profile, _ := routing.Named(routing.DefaultProfile)
	profile = profile.Aimed(trust.Held().Thresholds(target), trust.HeldCells().Thresholds(target))
	parts := map[string]*quality.Report{}
	for _, c := range charts {
		docs := classify.Split(c.Pages)
		for i := range docs {
			fields.Extract(&docs[i], c.Pages)
			trust.Set(&docs[i], c.Pages)
			routing.Route(&docs[i], profile)
		}
		for _, key := range []string{c.Family + " " + c.Condition, c.Family, "all " + c.Condition, "all"} {
			if parts[key] == nil {
				r := quality.New()
				parts[key] = &r
			}
			parts[key].AddFields(c.Truth, docs)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		r := parts[key]
		fmt.Printf("%-14s F1 %.3f, unseen %d with %.4f wrong, printed and right but sent %.3f; %s\n", key, r.F1(), r.Unseen.All, 1-r.Unseen.Ratio(), r.SentPrinted.Ratio(), r.FieldTrust.Line())
	}
	return nil
}
