package worker_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"chartproof.org/chartproof/engine/quality/funsd"
	"chartproof.org/chartproof/engine/read/worker"
)

// BenchmarkFUNSD measures word recall and precision, strict and joined as engine/quality/funsd defines them, on a folder of
// the FUNSD set (images and annotations):
//
//	CHARTPROOF_FUNSD=testing_data go test ./engine/read/worker -run XXX -bench FUNSD -benchtime 1x
//
// Its licence allows research only, so it stands outside the repository.
func BenchmarkFUNSD(b *testing.B) {
	pages, err := funsd.Read(os.Getenv("CHARTPROOF_FUNSD"))
	if err != nil {
		b.Fatalf("CHARTPROOF_FUNSD must name a folder with images and annotations: %v", err)
	}
	p := pool(b, worker.Options{Jobs: 2})
	for b.Loop() {
		var all funsd.Tally
		var mu sync.Mutex
		var wg sync.WaitGroup
		gate := make(chan struct{}, 2)
		for _, page := range pages {
			gate <- struct{}{}
			wg.Go(func() {
				defer func() { <-gate }()
				_, err := p.Read(context.Background(), worker.File{MediaType: "image/png", Bytes: page.Image}, worker.Want{Words: true}, func(r worker.PageRead) error {
					t := funsd.Match(page.Truth.Pages[0].Words, r.Page.Words)
					mu.Lock()
					defer mu.Unlock()
					all.Add(t)
					return nil
				})
				if err != nil {
					b.Errorf("%s: %v", page.Name, err)
				}
			})
		}
		wg.Wait()
		b.ReportMetric(all.Recall(), "recall")
		b.ReportMetric(all.Precision(), "precision")
		b.ReportMetric(all.RecallJoined(), "joined-recall")
		b.ReportMetric(all.PrecisionJoined(), "joined-precision")
		b.ReportMetric(float64(all.Truth), "words")
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
