package classify

import (
	"bytes"
	_ "embed" // the model's weights
	"fmt"
	"io"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/hashed"
	"chartproof.org/chartproof/engine/find/layout"
)

// Model has learned from charts which words pages of each type hold. It is a second opinion beside the phrases that are written down.
type Model struct{ rows *hashed.Model }

// stored is the product's model, written by packaging/trustfit.
//
//go:embed model.gz
var stored []byte

// Builtin gives the product's model, read once.
var Builtin = sync.OnceValue(func() *Model {
	m, err := hashed.Read(bytes.NewReader(stored), classes)
	if err != nil { // it is a part of the program: a build whose model cannot be read must not go out
		panic("classify: the model that is built in: " + err.Error())
	}
	return &Model{m}
})

// Write writes the model as Builtin reads it.
func (m *Model) Write(to io.Writer) error { return m.rows.Write(to, 0) }

// Lesson is a page with its type.
type Lesson struct {
	Page   chart.Page
	Type   chart.Type
	Weight float64
}

// classes are the types of cues and, as the last, all others.
var classes = len(cues) + 1

// Learn fits a model. Blank pages are left out: they have no words. The same lessons and seed give the same model.
func Learn(lessons []Lesson, seed uint64) *Model {
	var examples []hashed.Example
	for _, l := range lessons {
		if l.Type == chart.Blank {
			continue
		}
		class := slices.IndexFunc(cues, func(c cue) bool { return c.kind == l.Type })
		if class < 0 {
			class = classes - 1
		}
		examples = append(examples, hashed.Example{Features: describe(layout.Read(l.Page)), Classes: classes, Allowed: 1 << class, Weight: l.Weight})
	}
	return &Model{hashed.Fit(examples, hashed.Plan{Width: classes, Rounds: 10, Rate: 0.05, Damp: 0.1, Seldom: 3, Seed: seed})}
}

// How the second opinion counts beside the phrases: by its log-odds over a guess, within bounds.
const (
	learnedShare = 1.0
	learnedLeast = -3.0
)

// fewWords is the number of words under which the opinion counts less: a few words may stand on anything.
const fewWords = 80

// secondOpinion adds what the model thinks of a page to its scores.
func (m *Model) secondOpinion(v *seen, s *layout.Sheet) {
	odds := make([]float64, classes)
	m.rows.Odds(odds, m.rows.Rows(nil, describe(s)))
	share := learnedShare * min(1, float64(v.words)/fewWords)
	for i := range cues {
		v.scores[i] += share * max(learnedLeast, math.Log(max(odds[i], 1e-9)*float64(classes)))
	}
}

// headLines is how many lines from the top on are told apart from the rest.
const headLines = 6

// describe gives the hashes of what a page holds: its words and pairs of words, those of its head, its headings, its labels, and how much of
// what there is.
func describe(s *layout.Sheet) []uint32 {
	d := description{seen: map[uint32]bool{}}
	words := 0
	for i := range s.Lines {
		l := &s.Lines[i]
		words += len(l.Words)
		for _, seg := range l.Segments {
			d.segment(strings.Fields(spaced(l.Text(seg.First, seg.Last))), i < headLines, len(l.Segments) == 1)
		}
	}
	f := factsOf(s, words)
	for k, n := range f.keys {
		d.say("label", string(k))
		if n > 2 {
			d.say("labels", string(k))
		}
	}
	for name, n := range map[string]int{"words": f.words, "amounts": f.amounts, "priced": f.priced, "coded": f.coded, "doses": f.doses, "results": f.results, "shots": f.shots,
		"vows": f.vows, "wide": f.wideRows, "prose": f.prose, "questions": f.questions, "strokes": f.strokes, "ticked": f.ticked} {
		d.say("much", name, fmt.Sprint(bits.Len(uint(max(0, n)))))
	}
	slices.Sort(d.at) // sums of odds are the same to the last bit
	return d.at
}

type description struct {
	at   []uint32
	seen map[uint32]bool
}

// say adds a feature once.
func (d *description) say(parts ...string) {
	h := hashed.Feature(parts...)
	if !d.seen[h] {
		d.seen[h] = true
		d.at = append(d.at, h)
	}
}

// segment says the words of one segment; numbers say nothing of a type.
func (d *description) segment(words []string, head, alone bool) {
	last := ""
	var kept []string
	for _, w := range words {
		w = strings.TrimSuffix(w, ":")
		if w == "" || strings.ContainsAny(w, "0123456789") {
			last = ""
			continue
		}
		kept = append(kept, w)
		d.say("w", w)
		if last != "" {
			d.say("ww", last, w)
		}
		if head {
			d.say("head", w)
			if last != "" {
				d.say("head", last, w)
			}
		}
		last = w
	}
	if n := len(kept); n > 0 && n < 6 {
		d.say("segment", strings.Join(kept, " "))
		if alone {
			d.say("line", strings.Join(kept, " "))
		}
	}
}
