package worker_test

import (
	"context"
	"encoding/json"
	"image"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/read/worker"
)

// fold keeps a word's letters and digits, without case: what two readings must share to be the same word.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}

// tally counts words of the truth and of the reading.
type tally struct{ truth, found, read, right int }

func (t *tally) add(o tally) {
	t.truth, t.found, t.read, t.right = t.truth+o.truth, t.found+o.found, t.read+o.read, t.right+o.right
}

func (t tally) recall() float64    { return float64(t.found) / float64(max(1, t.truth)) }
func (t tally) precision() float64 { return float64(t.right) / float64(max(1, t.read)) }

// match pairs each true word with one read word of the same letters whose box it meets.
func match(truth, read []chart.Word) tally {
	used := make([]bool, len(read))
	var t tally
	for _, w := range truth {
		f := fold(w.Text.Reveal())
		if f == "" {
			continue
		}
		t.truth++
		for j, r := range read {
			if !used[j] && near(w.Box, r.Box) && fold(r.Text.Reveal()) == f {
				used[j] = true
				t.found++
				break
			}
		}
	}
	for j, r := range read {
		if fold(r.Text.Reveal()) == "" {
			continue
		}
		t.read++
		if used[j] {
			t.right++
		}
	}
	return t
}

func near(a, b geom.Box) bool {
	return a.Overlaps(b) && a.Intersect(b).Area() >= 0.2*min(a.Area(), b.Area())
}

// funsd reads one annotated page of the FUNSD set.
func funsd(t testing.TB, dir, name string) ([]byte, []chart.Word) {
	t.Helper()
	img, err := os.ReadFile(filepath.Join(dir, "images", name+".png"))
	if err != nil {
		t.Fatalf("read page: %v", err)
	}
	f, err := os.Open(filepath.Join(dir, "images", name+".png"))
	if err != nil {
		t.Fatalf("open page: %v", err)
	}
	defer f.Close()
	size, _, err := image.DecodeConfig(f)
	if err != nil {
		t.Fatalf("decode page: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "annotations", name+".json"))
	if err != nil {
		t.Fatalf("read truth: %v", err)
	}
	var form struct {
		Form []struct {
			Words []struct {
				Box  [4]int
				Text string
			}
		}
	}
	if err := json.Unmarshal(data, &form); err != nil {
		t.Fatalf("parse truth: %v", err)
	}
	var out []chart.Word
	for _, e := range form.Form {
		for _, w := range e.Words {
			out = append(out, chart.Word{Text: chart.Text(w.Text),
				Box: geom.FromRect(image.Rect(w.Box[0], w.Box[1], w.Box[2], w.Box[3]), geom.Px(size.Width), geom.Px(size.Height))})
		}
	}
	return img, out
}

// BenchmarkFUNSD measures word recall and precision on a folder of the FUNSD set (images and annotations), named by
// CHARTPROOF_FUNSD. Its licence allows research only, so it stands outside the repository.
func BenchmarkFUNSD(b *testing.B) {
	dir := os.Getenv("CHARTPROOF_FUNSD")
	pages, err := filepath.Glob(filepath.Join(dir, "annotations", "*.json"))
	if err != nil || dir == "" || len(pages) == 0 {
		b.Fatal("CHARTPROOF_FUNSD names no folder with images and annotations")
	}
	p := pool(b, worker.Options{Jobs: 2})
	for b.Loop() {
		var all tally
		var mu sync.Mutex
		var wg sync.WaitGroup
		gate := make(chan struct{}, 2)
		for _, path := range pages {
			name := strings.TrimSuffix(filepath.Base(path), ".json")
			img, truth := funsd(b, dir, name)
			gate <- struct{}{}
			wg.Go(func() {
				defer func() { <-gate }()
				_, err := p.Read(context.Background(), worker.File{MediaType: "image/png", Bytes: img}, worker.Want{Words: true}, func(r worker.PageRead) error {
					t := match(truth, r.Page.Words)
					mu.Lock()
					defer mu.Unlock()
					all.add(t)
					return nil
				})
				if err != nil {
					b.Errorf("%s: %v", name, err)
				}
			})
		}
		wg.Wait()
		b.ReportMetric(all.recall(), "recall")
		b.ReportMetric(all.precision(), "precision")
		b.ReportMetric(float64(all.truth), "words")
	}
}

// BenchmarkPage reads a dense page of 300 dpi over two children, pixels and all, and reports pages per minute.
func BenchmarkPage(b *testing.B) {
	var lines []string
	for i := range 38 {
		lines = append(lines, strings.Repeat("Sodium 139 mmol/L Potassium 4.2 ", 2)+string(rune('A'+i%26)))
	}
	page := asPNG(b, typeset(b, 2550, 3300, lines...))
	p := pool(b, worker.Options{Jobs: 2})
	b.SetParallelism(1)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			_, err := p.Read(context.Background(), worker.File{MediaType: "image/png", Bytes: page}, worker.Want{Words: true, Pixels: true},
				func(worker.PageRead) error { return nil })
			if err != nil {
				b.Errorf("read: %v", err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Minutes(), "pages/min")
}
