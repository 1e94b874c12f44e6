package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// How often a page set by hand counts beside a generated one, of which there are many of one design.
const ofHand = 4

// learned is one document with what is true of it, as the model of surroundings learns from it.
type learned struct {
	from   string // the family or the batch
	doc    chart.Document
	pages  []chart.Page
	truth  map[chart.FieldName][]chart.Field
	open   map[chart.FieldName]bool // may be found or not
	weight float64
}

// lessons gathers generated charts of the tuning families and the pages of strangers in a folder.
func lessons(families []string, count int, seed uint64, dir string) ([]learned, error) {
	var out []learned
	for _, family := range families {
		if slices.Contains(synth.HeldOut, family) {
			return nil, fmt.Errorf("family %s is held out and is not fitted on", family)
		}
		for _, kind := range synth.Types {
			for i := range count {
				made, err := synth.Generate(synth.Config{Seed: seed, Family: family, Type: kind, Index: i})
				if err != nil {
					return nil, err
				}
				d := made.Truth.Documents[0]
				l := learned{from: family, doc: chart.Document{Type: kind, TypeConfidence: 0.99, Pages: d.Pages}, pages: surely(made.Truth.Pages), truth: map[chart.FieldName][]chart.Field{}, weight: 1}
				for _, f := range d.Fields {
					l.truth[f.Name] = append(l.truth[f.Name], f)
				}
				out = append(out, l)
			}
		}
	}
	more, err := byHand(dir)
	return append(out, more...), err
}

// byHand gives the pages of strangers in a folder.
func byHand(dir string) ([]learned, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(paths) == 0 {
		return nil, errors.Join(err, fs.ErrNotExist)
	}
	var out []learned
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		page, err := typeset.Read(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		l := learned{from: batchOf(filepath.Base(path)), doc: chart.Document{Type: page.Type, TypeConfidence: 0.99, Pages: []int{1}}, pages: surely([]chart.Page{typeset.Page(1, page.Text)}),
			truth: map[chart.FieldName][]chart.Field{}, open: map[chart.FieldName]bool{}, weight: ofHand}
		for n, values := range page.Values {
			for _, v := range values {
				if v == "" {
					l.open[n] = true
				} else {
					l.truth[n] = append(l.truth[n], chart.Field{Name: n, Value: chart.Text(v), Normalized: chart.Text(v)})
				}
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// batchOf is the letter that the pages of one hand begin with; the first of all have none.
func batchOf(file string) string {
	if len(file) > 1 && file[1] == '_' {
		return "strangers " + file[:1]
	}
	return "strangers"
}

// holds reports whether a spot has a true value of a field.
func (l *learned) holds(n chart.FieldName, s around.Spot) bool {
	got := chart.Field{Name: n, Value: chart.Text(s.Value), Normalized: chart.Text(s.Norm)}
	return slices.ContainsFunc(l.truth[n], func(want chart.Field) bool { return quality.Same(want, got) })
}

// examples gives the spots of documents with their truth.
func examples(docs []learned) ([]around.Example, [][]fields.Seen) {
	var out []around.Example
	seen := make([][]fields.Seen, len(docs))
	for i := range docs {
		l := &docs[i]
		seen[i] = fields.Extractor{Now: time.Now}.Spots(&l.doc, l.pages)
		for _, s := range seen[i] {
			e := around.Example{Kind: s.Kind, Features: s.Features, Group: i, Weight: l.weight}
			for c, n := range s.Kind.Fields() {
				if l.holds(n, s.Spot) {
					e.Fields |= 1 << c
				}
			}
			out = append(out, e)
		}
	}
	return out, seen
}

// fitAround prints how the model fitted on all others does on each batch by itself.
func fitAround(families []string, count int, seed uint64, dir, only string, write bool) error {
	docs, err := lessons(families, count, seed, dir)
	if err != nil {
		return err
	}
	all, seen := examples(docs)
	fmt.Printf("%d documents, %d spots\n", len(docs), len(all))
	batches := map[string]bool{}
	for _, l := range docs {
		batches[l.from] = true
	}
	sum := map[chart.FieldName]*[4]int{}
	for _, b := range slices.Sorted(maps.Keys(batches)) {
		if !strings.HasPrefix(b, only) {
			continue
		}
		var rest []around.Example
		for _, e := range all {
			if docs[e.Group].from != b {
				rest = append(rest, e)
			}
		}
		m := around.Fit(rest, 1)
		t := tallied{by: map[chart.FieldName]*[4]int{}}
		for i := range docs {
			if docs[i].from == b {
				t.count(&docs[i], m, seen[i])
			}
		}
		t.print(b, false)
		for n, c := range t.by {
			if sum[n] == nil {
				sum[n] = new([4]int)
			}
			for i, v := range c {
				sum[n][i] += v
			}
		}
	}
	if len(sum) > 0 {
		(&tallied{by: sum}).print("all of these", true)
	}
	if !write {
		return nil
	}
	f, err := os.Create("engine/find/around/model.gz")
	if err != nil {
		return err
	}
	return errors.Join(around.Fit(all, 1).Write(f), f.Close())
}

type tallied struct {
	by map[chart.FieldName]*[4]int // wanted, right, wrong, among the spots
}

func (t *tallied) count(l *learned, m *around.Model, seen []fields.Seen) {
	for k := range around.Kinds {
		for _, n := range k.Fields() {
			if t.by[n] == nil {
				t.by[n] = new([4]int)
			}
			c := t.by[n]
			if len(l.truth[n]) > 0 {
				c[0]++
			}
			best, p := -1, 0.0
			reachable := false
			for i, s := range seen {
				if s.Kind != k {
					continue
				}
				reachable = reachable || l.holds(n, s.Spot)
				if q := m.Odds(k, s.Features).Of(k, n); q > p {
					best, p = i, q
				}
			}
			if !reachable && len(l.truth[n]) > 0 && os.Getenv("UNREACH") != "" {
				fmt.Println(l.from, l.doc.Type, n, l.truth[n][0].Value.Reveal())
			}
			if reachable {
				c[3]++
			}
			switch {
			case p < 0.5:
			case l.holds(n, seen[best].Spot):
				c[1]++
			case !l.open[n]:
				c[2]++
			}
		}
	}
}

func (t *tallied) print(batch string, fully bool) {
	var sum [4]int
	for k := range around.Kinds {
		for _, n := range k.Fields() {
			for i, v := range t.by[n] {
				sum[i] += v
			}
			if c := t.by[n]; fully {
				fmt.Printf("  %-20s want %4d right %4d wrong %4d reachable %4d\n", n, c[0], c[1], c[2], c[3])
			}
		}
	}
	fmt.Printf("%-12s want %d right %d (%.3f) wrong %d reachable %d\n", batch, sum[0], sum[1], float64(sum[1])/float64(max(1, sum[0])), sum[2], sum[3])
}
