package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
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
	pages, err := setPages(dir, "*.txt")
	if err != nil {
		return nil, err
	}
	var out []learned
	for _, page := range pages {
		l := learned{from: batchOf(page.name), doc: chart.Document{Type: page.Type, TypeConfidence: 0.99, Pages: []int{1}}, pages: surely([]chart.Page{typeset.Page(1, page.Text)}),
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

// most is more values than one document has.
const most = 10000

// examples gives the spots of documents with their truth.
func examples(docs []learned) ([]around.Example, [][]fields.Seen) {
	var out []around.Example
	seen := make([][]fields.Seen, len(docs))
	for i := range docs {
		l := &docs[i]
		seen[i] = fields.Extractor{Now: time.Now}.Spots(&l.doc, l.pages)
		values := map[string]int{}
		for _, s := range seen[i] {
			key := quality.Fold(s.Value + s.Norm)
			if _, known := values[key]; !known {
				values[key] = len(values)
			}
			e := around.Example{Kind: s.Kind, Features: s.Features, Group: i*most + values[key]%most, Weight: l.weight}
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

// opinions gives models of surroundings, each fitted without the charts that it will be asked about.
type opinions struct {
	docs     []learned
	seen     [][]fields.Seen
	examples []around.Example
	models   map[string]*around.Model
}

// byHandFolder holds the pages of strangers that the model learns from.
const byHandFolder = "engine/find/fields/testdata/strangers"

// lessonCharts is how many generated charts of each kind and family the model learns from.
const lessonCharts = 6

func gather(families []string) (*opinions, error) {
	docs, err := lessons(families, lessonCharts, 4001, byHandFolder)
	if err != nil {
		return nil, err
	}
	o := &opinions{docs: docs, models: map[string]*around.Model{}}
	o.examples, o.seen = examples(docs)
	return o, nil
}

// without gives the model of all charts but those of one family or batch; "" for all.
func (o *opinions) without(batch string) *around.Model {
	if o == nil {
		return around.Builtin()
	}
	if m := o.models[batch]; m != nil {
		return m
	}
	var rest []around.Example
	for _, e := range o.examples {
		if o.docs[e.Group/most].from != batch {
			rest = append(rest, e)
		}
	}
	o.models[batch] = around.Fit(rest, 1)
	return o.models[batch]
}

// fitAround prints how the model fitted on all others does on each batch by itself, of those whose names begin as given, and writes
// that of all.
func fitAround(families []string, shown string, write bool) error {
	o, err := gather(families)
	if err != nil {
		return err
	}
	fmt.Printf("%d documents, %d spots\n", len(o.docs), len(o.examples))
	batches := map[string]bool{}
	for _, l := range o.docs {
		if strings.HasPrefix(l.from, shown) {
			batches[l.from] = true
		}
	}
	sum, whole := tallied{}, tallied{}
	for _, b := range slices.Sorted(maps.Keys(batches)) {
		t, both := tallied{}, tallied{}
		for i := range o.docs {
			if o.docs[i].from == b {
				t.count(&o.docs[i], o.without(b), o.seen[i])
				both.extract(&o.docs[i], o.without(b))
			}
		}
		t.print(b, false)
		both.print(b+", with the rules", false)
		sum.and(t)
		whole.and(both)
	}
	sum.print("all of these", true)
	whole.print("with the rules", true)
	if !write {
		return nil
	}
	f, err := os.Create("engine/find/around/model.gz")
	if err != nil {
		return err
	}
	return errors.Join(o.without("").Write(f), f.Close())
}

// tallied counts by field: wanted, right, wrong, among the spots.
type tallied map[chart.FieldName]*[4]int

func (t tallied) of(n chart.FieldName) *[4]int {
	if t[n] == nil {
		t[n] = new([4]int)
	}
	return t[n]
}

func (t tallied) and(o tallied) {
	for n, c := range o {
		for i, v := range c {
			t.of(n)[i] += v
		}
	}
}

// sure are the odds from which on a value counts as found.
const sure = 0.5

// count takes for each field but the lists the likeliest spot of a document.
func (t tallied) count(l *learned, m *around.Model, seen []fields.Seen) {
	for k := range around.Kinds {
		if k == around.Term { // which of those that overlap is an item is chosen with the rules
			continue
		}
		for _, n := range k.Fields() {
			t.countField(l, m, k, n, seen)
		}
	}
}

// extract counts what the rules and the model find together, and every value of a list by itself.
func (t tallied) extract(l *learned, m *around.Model) {
	doc := l.doc
	fields.Extractor{Now: time.Now, Around: m}.Extract(&doc, l.pages)
	for k := range around.Kinds {
		for _, n := range k.Fields() {
			c := t.of(n)
			c[0] += len(l.truth[n])
			for _, f := range doc.Fields {
				switch {
				case f.Name != n || f.Value == "":
				case slices.ContainsFunc(l.truth[n], func(w chart.Field) bool { return quality.Same(w, f) }):
					c[1]++
				case !l.open[n]:
					c[2]++
				}
			}
		}
	}
}

func (t tallied) countField(l *learned, m *around.Model, k around.Kind, n chart.FieldName, seen []fields.Seen) {
	c := t.of(n)
	best, p, reachable := -1, 0.0, false
	for i, s := range seen {
		if s.Kind != k {
			continue
		}
		reachable = reachable || l.holds(n, s.Spot)
		if q := m.Odds(k, s.Features).Of(k, n); q > p {
			best, p = i, q
		}
	}
	if len(l.truth[n]) > 0 {
		c[0]++
	}
	if reachable {
		c[3]++
	}
	switch {
	case p < sure:
	case l.holds(n, seen[best].Spot):
		c[1]++
	case !l.open[n]:
		c[2]++
	}
}

func (t tallied) print(batch string, fully bool) {
	var sum [4]int
	for k := range around.Kinds {
		for _, n := range k.Fields() {
			c := t.of(n)
			for i, v := range c {
				sum[i] += v
			}
			if fully {
				fmt.Printf("  %-20s want %4d right %4d wrong %4d reachable %4d\n", n, c[0], c[1], c[2], c[3])
			}
		}
	}
	fmt.Printf("%-12s want %d right %d (%.3f) wrong %d reachable %d\n", batch, sum[0], sum[1], float64(sum[1])/float64(max(1, sum[0])), sum[2], sum[3])
}
