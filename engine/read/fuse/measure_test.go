package fuse

import (
	"fmt"
	"maps"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/funsd"
)

// measure sums up fused pages.
type measure struct {
	pages int
	by    map[string]*tally
}

type tally struct {
	t     funsd.Tally
	words []scored
}

type scored struct {
	p     float64
	right bool
}

// hard reports what engine/read/ocr decides by: the first engine doubts so much that the second reads the whole page.
func (e Evidence) hard() bool {
	n, low := 0, 0
	for _, w := range e.A {
		if plain(w.Text) != "" {
			n++
			low += int(flag(w.Confidence < SureOfWord))
		}
	}
	return float64(low) > 0.15*float64(n)
}

func (m *measure) add(e Evidence, w *model) {
	if m.by == nil {
		m.by = map[string]*tally{}
	}
	m.pages++
	var truth []chart.Word
	for _, t := range e.Truth {
		truth = append(truth, chart.Word{Text: chart.Text(t.Text), Box: t.Box})
	}
	note := func(name string, list []Reading, from float64) {
		t := m.by[name]
		if t == nil {
			t = &tally{}
			m.by[name] = t
		}
		list = slices.DeleteFunc(slices.Clone(list), func(r Reading) bool { return r.P < from })
		var words []Word
		var read []chart.Word
		for _, r := range list {
			words = append(words, r.Word)
			read = append(read, chart.Word{Text: chart.Text(r.Text), Box: e.Map.Box(r.Box)})
		}
		right := e.right(words)
		for i, r := range list {
			if exact(r.Text, false) != "" && (right[i] || e.annotated(r.Word)) {
				t.words = append(t.words, scored{r.P, right[i]})
			}
		}
		t.t.Add(funsd.Match(truth, read))
	}
	all, some := w.fuse(e.A, e.B, All), w.fuse(e.A, e.Selected, Doubted)
	product := all
	if !e.hard() {
		product = some
	}
	note("all", all, 0)
	note("some", some, 0)
	note("product", product, 0)
	note("product, read", product, stands)
	note("A", w.fuse(e.A, nil, None), 0)
	note("B", w.fuse(nil, e.B, None), 0)
}

func (m measure) String() string {
	s := fmt.Sprintf("%d pages:\n", m.pages)
	for _, name := range slices.Sorted(maps.Keys(m.by)) {
		t := m.by[name]
		s += fmt.Sprintf("\t%-14s recall %.3f precision %.3f CER %.4f (strict recall %.3f) %s\n", name, t.t.RecallSpatial(), t.t.PrecisionSpatial(), t.t.CER(), t.t.Recall(), review(t.words))
	}
	return s
}

// curve is how far the fused probabilities hold.
func (m measure) curve() *quality.Reliability {
	var r quality.Reliability
	for _, w := range m.by["product"].words {
		r.Note(w.p, w.right)
	}
	return &r
}

// review says how well the probabilities tell right words from wrong ones.
func review(words []scored) string {
	var r quality.Reliability
	for _, w := range words {
		r.Note(w.p, w.right)
	}
	return r.Line()
}

// table prints reliability curves.
func table(curves map[string]*quality.Reliability) string {
	out := "How far the probabilities of words hold, on pages that were not fitted on (each quarter of the tuning pages by what the other\n" +
		"three taught): of the words promised so much, what share was right. BenchmarkFit writes this.\n\n"
	for _, name := range slices.Sorted(maps.Keys(curves)) {
		out += fmt.Sprintf("## %s\n%s\n\n| words | promised | right |\n|---|---|---|\n", name, curves[name].Line())
		for _, b := range curves[name].Curve() {
			if b.Count > 0 {
				out += fmt.Sprintf("| %d | %.3f | %.3f |\n", b.Count, b.Confidence, b.Right)
			}
		}
		out += "\n"
	}
	return out
}
