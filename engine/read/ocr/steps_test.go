package ocr

import (
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	measure "chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/read/preprocess"
	"chartproof.org/chartproof/engine/read/regions"
)

// scanned is a page with its truth.
type scanned struct {
	raster *geom.Raster
	truth  synth.Truth
}

// sample makes n pages of the tuning families under a condition: another family and another type each time.
func sample(b *testing.B, condition string, n int) []scanned {
	b.Helper()
	tuning := []string{"a", "b", "c", "d", "e", "f"}
	var out []scanned
	for i := 0; len(out) < n; i++ {
		c, err := synth.Generate(synth.Config{Seed: 7, Family: tuning[i%len(tuning)], Type: synth.Types[5*i%len(synth.Types)], Index: i})
		if err != nil {
			continue // not every family has every type
		}
		pages, truth, err := c.Scan(condition, 0)
		if err != nil {
			b.Fatal(err)
		}
		truth.Pages = truth.Pages[:1]
		out = append(out, scanned{pages[0], truth})
	}
	return out
}

// BenchmarkSteps prints what each step of preparation is worth: words and character errors with all steps, and with each
// one left out, and how much ink is taken for text that nobody read. CHARTPROOF_STEPS is the number of pages a condition;
// Tesseract reads alone unless CHARTPROOF_BOTH is set.
//
//	OMP_THREAD_LIMIT=1 CHARTPROOF_STEPS=12 go test ./engine/read/ocr -run '^$' -bench Steps -benchtime 1x
//	OMP_THREAD_LIMIT=1 CHARTPROOF_STEPS=12 go test ./engine/read/ocr -run '^$' -bench 'Steps/filed300/(all|without_edges)$' -benchtime 1x
func BenchmarkSteps(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("CHARTPROOF_STEPS"))
	if err != nil {
		n = 2
	}
	r := open(b)
	if os.Getenv("CHARTPROOF_BOTH") != "" {
		r = openBoth(b)
		b.Cleanup(r.Close)
	}
	for _, condition := range slices.Concat(synth.Conditions, synth.Paper) {
		b.Run(condition, func(b *testing.B) {
			pages, k := sample(b, condition, n), known{}
			b.Run("all", func(b *testing.B) { k.steps(b, r, pages, 0) })
			for _, s := range preprocess.Steps {
				b.Run("without "+s.Name, func(b *testing.B) { k.steps(b, r, pages, s.Step) })
			}
		})
	}
}

// known holds what was read of sheets that were prepared to the same pixels: a step that changed nothing is not measured
// again.
type known map[string]chart.Page

func (k known) steps(b *testing.B, r *Engines, pages []scanned, skip preprocess.Step) {
	for b.Loop() {
		total, fresh, unread := measure.New(), 0, 0
		var looked, read time.Duration
		for i, p := range pages {
			began := time.Now()
			sheet, _ := preprocess.NewSheet(p.raster.ToGray(), p.raster.DPI).Skip(skip).Prepare()
			looked += time.Since(began)
			level, _ := sheet.Level()
			key := fmt.Sprintf("%d %x", i, sha256.Sum256(level.Smooth().Pix))
			if _, ok := k[key]; !ok {
				began := time.Now()
				page := chart.Page{Number: 1, Width: p.raster.Width, Height: p.raster.Height, DPI: p.raster.DPI}
				if _, err := r.Page(p.raster, &page, Want{Limit: 2 * time.Minute, Skip: skip}); err != nil {
					b.Fatal(fmt.Errorf("measure: %w", err))
				}
				read += time.Since(began)
				k[key] = page
				fresh++
			}
			total.Add(measure.Score(p.truth, chart.Result{Pages: []chart.Page{k[key]}}))
			for _, r := range regions.Find(p.raster, k[key]) {
				if r.Kind == chart.RegionUnread {
					unread++
				}
			}
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(100*total.WordRecall.Ratio(), "recall%")
		b.ReportMetric(100*total.WordPrecision.Ratio(), "precision%")
		b.ReportMetric(100*total.CER(), "CER%")
		b.ReportMetric(float64(unread), "unread")
		b.ReportMetric(float64(fresh), "changed")
		b.ReportMetric(1000*looked.Seconds()/float64(len(pages)), "ms/prepared")
		b.ReportMetric(read.Seconds()/float64(max(1, fresh)), "s/page")
	}
}
