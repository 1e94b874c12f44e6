package fuse

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
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
func (e Evidence) samples(into *[situations][]sample) {
	list := pairs(e.A, e.B)
	page := survey(list)
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
		switch {
		case p.b == nil:
			add(onlyA, f, p.a, ok[0])
		case p.a == nil:
			add(onlyB, f, p.b, ok[1])
		case p.a.Text == p.b.Text:
			add(agreed, f, p.a, ok[0])
		default:
			add(differA, f, p.a, ok[0])
			add(differB, f, p.b, ok[1])
		}
	}
	for s, words := range map[situation][]Word{aloneA: e.A, aloneB: e.B, unasked: e.A} {
		right := e.right(words)
		list := pairs(words, nil)
		if s == aloneB {
			list = pairs(nil, words)
		}
		page := survey(list)
		if s == unasked {
			page = survey(pairs(e.A, e.Selected))
		}
		for i, p := range list {
			if s == unasked && Doubtful(words[i]) {
				continue
			}
			add(s, page.features(p), &words[i], right[i])
		}
	}
}

// fit is a logistic regression by Newton's method with a ridge, so that few errors give no wild weights.
func fit(data []sample, ridge float64) (w weight) {
	for range 40 {
		var grad weight
		var hess [featureCount][featureCount + 1]float64
		for _, s := range data {
			p, y := w.of(s.f), 0.0
			if s.right {
				y = 1
			}
			for i, v := range s.f {
				if v == 0 {
					continue
				}
				grad[i] += (y - p) * v
				for j, u := range s.f {
					hess[i][j] += p * (1 - p) * v * u
				}
			}
		}
		for i := range w {
			hess[i][i] += ridge
			hess[i][featureCount] = grad[i] - ridge*w[i]
		}
		for i, d := range solve(hess) {
			w[i] += d
		}
	}
	return w
}

// solve is Gauss elimination; the matrix is positive definite.
func solve(m [featureCount][featureCount + 1]float64) (x weight) {
	for i := range featureCount {
		for r := range featureCount {
			if r != i {
				f := m[r][i] / m[i][i]
				for c := range featureCount + 1 {
					m[r][c] -= f * m[i][c]
				}
			}
		}
	}
	for i := range x {
		x[i] = m[i][featureCount] / m[i][i]
	}
	return x
}

// half tells the pages that are fitted on from those that are held back to measure the fit.
func half(name string) bool {
	h := fnv.New32a()
	h.Write([]byte(name))
	return h.Sum32()%2 == 0
}

// BenchmarkFit prints weights.go's table, fitted on all of the evidence but pages named test-, and measures the fusion on
// the half of it that a second fit does not see, and on the test pages.
func BenchmarkFit(b *testing.B) {
	pages := load(b)
	for b.Loop() {
		var all, part [situations][]sample
		for _, e := range pages {
			if strings.HasPrefix(e.Name, "test-") {
				continue
			}
			e.samples(&all)
			if half(e.Name) {
				e.samples(&part)
			}
		}
		kept := weights
		for s := range weights {
			weights[s] = fit(part[s], 3)
		}
		for _, prefix := range []string{"funsd", "a-clean", "a-", "b-", "c-", "d-", ""} {
			m := measure{}
			for _, e := range pages {
				if strings.HasPrefix(e.Name, prefix) && !half(e.Name) && !strings.HasPrefix(e.Name, "test-") {
					m.add(e)
				}
			}
			fmt.Printf("held back %-8s %s\n", prefix, m)
		}
		table := ""
		for s := range weights {
			weights[s] = fit(all[s], 3)
			table += "\t{"
			for i, v := range weights[s] {
				if i > 0 {
					table += ", "
				}
				table += fmt.Sprintf("%.3f", v)
			}
			table += fmt.Sprintf("}, // %d words\n", len(all[s]))
		}
		m := measure{}
		for _, e := range pages {
			if strings.HasPrefix(e.Name, "test-") {
				m.add(e)
			}
		}
		fmt.Printf("test pages %s\n", m)
		weights = kept
		fmt.Print(table)
	}
}

// measure sums up fused pages.
type measure struct {
	pages         int
	fused, a, b   funsd.Tally
	sel           funsd.Tally
	words, chosen []scored
}

type scored struct {
	p     float64
	right bool
}

func (m *measure) add(e Evidence) {
	m.pages++
	var truth []chart.Word
	for _, t := range e.Truth {
		truth = append(truth, chart.Word{Text: chart.Text(t.Text), Box: t.Box})
	}
	tally := func(words []Word) funsd.Tally {
		var read []chart.Word
		for _, w := range words {
			read = append(read, chart.Word{Text: chart.Text(w.Text), Box: e.Map.Box(w.Box)})
		}
		return funsd.Match(truth, read)
	}
	out := func(list []Reading) []Word {
		var words []Word
		for _, r := range list {
			words = append(words, r.Word)
		}
		return words
	}
	judge := func(list []Reading, into *[]scored) {
		right := e.right(out(list))
		for i, r := range list {
			if exact(r.Text, false) != "" && (right[i] || e.annotated(r.Word)) {
				*into = append(*into, scored{r.P, right[i]})
			}
		}
	}
	fused, chosen := Fuse(e.A, e.B, All), Fuse(e.A, e.Selected, Doubted)
	judge(fused, &m.words)
	judge(chosen, &m.chosen)
	m.fused.Add(tally(out(fused)))
	m.a.Add(tally(out(Fuse(e.A, nil, None))))
	m.b.Add(tally(out(Fuse(nil, e.B, None))))
	m.sel.Add(tally(out(chosen)))
}

func (m measure) String() string {
	s := fmt.Sprintf("%d pages:", m.pages)
	for _, t := range []struct {
		name string
		t    funsd.Tally
	}{{"A", m.a}, {"B", m.b}, {"fused", m.fused}, {"selected", m.sel}} {
		s += fmt.Sprintf("  %s %.3f/%.3f/%.3f (%.3f)", t.name, t.t.RecallSpatial(), t.t.PrecisionSpatial(), t.t.CER(), t.t.Recall())
	}
	return s + "\n\t\tfused " + review(m.words) + "\n\t\tselected " + review(m.chosen)
}

// review measures how well the probabilities tell right words from wrong ones.
func review(words []scored) string {
	slices.SortFunc(words, func(a, b scored) int {
		if a.p < b.p {
			return -1
		}
		return 1
	})
	wrong := 0
	for _, w := range words {
		if !w.right {
			wrong++
		}
	}
	caught := func(share float64) float64 {
		n := 0
		for _, w := range words[:int(share*float64(len(words)))] {
			if !w.right {
				n++
			}
		}
		return float64(n) / float64(max(1, wrong))
	}
	var count, promised, held [15]float64
	rank, sum := 0.0, 0.0
	for i, w := range words {
		k := min(14, int(w.p*15))
		count[k]++
		promised[k] += w.p
		if w.right {
			held[k]++
			rank += float64(i + 1)
			sum++
		}
	}
	ece := 0.0
	for k := range count {
		ece += math.Abs(promised[k] - held[k])
	}
	bad := float64(wrong)
	auroc := (rank - sum*(sum+1)/2) / max(1, sum*bad)
	return fmt.Sprintf("wrong %.3f caught %.2f/%.2f AUROC %.3f ECE %.3f", bad/float64(max(1, len(words))), caught(0.1), caught(0.2), auroc, ece/float64(max(1, len(words))))
}
