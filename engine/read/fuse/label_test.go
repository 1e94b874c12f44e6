package fuse

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/funsd"
)

// load reads the evidence that ocr's BenchmarkEvidence wrote.
func load(t testing.TB) []Evidence {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(os.Getenv("CHARTPROOF_EVIDENCE"), "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("CHARTPROOF_EVIDENCE must name a folder that engine/read/ocr's BenchmarkEvidence wrote to")
	}
	var out []Evidence
	for _, f := range files {
		js, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var p Evidence
		if json.Unmarshal(js, &p) != nil {
			continue // being written
		}
		for i := range p.A {
			p.A[i] = p.A[i].Slim()
		}
		out = append(out, p)
	}
	return out
}

// exact is what must be equal for a word to be right: letters and digits without case where the truth is no more exact
// than that, all but the signs at the ends otherwise.
func exact(s string, strict bool) string {
	if strict {
		return core(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}

// right says of each word whether it stands in its place.
func (e Evidence) right(words []Word) []bool {
	var truth, read []chart.Word
	for _, t := range e.Truth {
		truth = append(truth, chart.Word{Text: chart.Text(t.Text), Box: t.Box})
	}
	for _, w := range words {
		read = append(read, chart.Word{Text: chart.Text(w.Text), Box: e.Map.Box(w.Box)})
	}
	out := funsd.Right(truth, read)
	for i, w := range words {
		if e.Strict && out[i] {
			out[i] = e.exactly(w.Text, read[i].Box)
		}
	}
	return out
}

// exactly reports whether a text that has the right letters has the right case and signs as well, where one true word
// tells.
func (e Evidence) exactly(text string, box geom.Box) bool {
	want := exact(text, true)
	near := false
	for _, t := range e.Truth {
		s := t.Box.Intersect(box)
		if s.Empty() || s.Area() < 0.5*min(t.Box.Area(), box.Area()) {
			continue
		}
		there := exact(t.Text, true)
		if strings.Contains(there, want) || strings.Contains(want, there) {
			return true
		}
		near = true
	}
	return !near
}

// annotated says of each word whether something is known to stand where it was read: of forms, not every word was written
// down.
func (e Evidence) annotated(w Word) bool {
	if e.Strict {
		return true
	}
	box := e.Map.Box(w.Box)
	return slices.ContainsFunc(e.Truth, func(t Truth) bool {
		return t.Box.Intersect(box).Area() > 0.2*min(t.Box.Area(), box.Area())
	})
}

type sample struct {
	f     features
	right bool
}

// samples sorts a page's pairs into their situations.
func (e Evidence) samples(into *[situations][]sample, m *model) {
	e.paired(into, m, e.B, All)
	e.paired(into, m, e.Selected, Doubted)
	e.paired(into, m, nil, None)
	other := Evidence{A: nil, B: e.B, Truth: e.Truth, Map: e.Map, Strict: e.Strict}
	other.paired(into, m, e.B, None)
}

func (e Evidence) paired(into *[situations][]sample, m *model, b []Word, second Extent) {
	list := pairs(e.A, b)
	page := survey(list)
	page.model = m
	var sides [2][]Word
	for _, p := range list {
		if p.a != nil {
			sides[0] = append(sides[0], *p.a)
		}
		if p.b != nil {
			sides[1] = append(sides[1], *p.b)
		}
	}
	right := [2][]bool{e.right(sides[0]), e.right(sides[1])}
	add := func(s situation, f features, w *Word, ok bool) {
		if exact(w.Text, false) != "" && (ok || s == onlyA || s == onlyB || e.annotated(*w)) {
			into[s] = append(into[s], sample{f, ok})
		}
	}
	for _, p := range list {
		f := page.features(p)
		var ok [2]bool
		if p.a != nil {
			ok[0], right[0] = right[0][0], right[0][1:]
		}
		if p.b != nil {
			ok[1], right[1] = right[1][0], right[1][1:]
		}
		switch s := situationOf(p, second); s {
		case differA:
			add(differA, f, p.a, ok[0])
			add(differB, f, p.b, ok[1])
		case onlyB, aloneB:
			add(s, f, p.b, ok[1])
		default:
			add(s, f, p.a, ok[0])
		}
	}
}
