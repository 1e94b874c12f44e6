package review

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// manyCharts is a house that never runs out of documents; each has a page of 300 dpi.
type manyCharts struct {
	oneChart
}

func (h *manyCharts) Open(_ context.Context, id chart.DocumentID) (*chart.Dossier, error) {
	h.d, h.calls = testChart(), nil
	h.d.ID = id
	return h.copyOf(), nil
}

func (h *manyCharts) Page(context.Context, chart.DocumentID, int) (*geom.Raster, error) {
	return geom.NewRaster(geom.Gray, 2550, 3300, 300)
}

func (h *manyCharts) Ahead(ctx context.Context, id chart.DocumentID) (int, *geom.Raster, error) {
	r, err := h.Page(ctx, id, 1)
	return 1, r, err
}

// BenchmarkMemoryOverAThousandDocuments reviews a thousand documents through the screen in the test driver, with the next one
// made ready and each drawn, and holds what is alive and what the process takes after them against what it was after fifty.
//
//	CGO_ENABLED=0 go test -run XXX -bench MemoryOver -benchtime 1x ./ui/review
func BenchmarkMemoryOverAThousandDocuments(b *testing.B) {
	for range b.N {
		bn := newBench(b, fyne.NewSize(1280, 800))
		house := &manyCharts{}
		hooks := Hooks{Beside: func(id chart.DocumentID, by int) chart.DocumentID {
			n, _ := strconv.Atoi(strings.TrimPrefix(string(id), "m"))
			return chart.DocumentID(fmt.Sprint("m", n+by))
		}}
		s := New(house, bn.kit, present.SystemClock{}, chart.Person{ID: "p1", Roles: []chart.Role{chart.HIMReviewer}}, nil, hooks)
		bn.s = s
		bn.kit.Keys.Set(s.Commands())
		bn.w.SetContent(s.Object())
		s.Open("m1")
		bn.drain()
		var early, late memory
		for n := 1; n <= 1000; n++ {
			bn.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
			if n%10 == 0 {
				bn.w.Canvas().Capture()
			}
			s.p.GoDocument(1)
			bn.drain()
			switch n {
			case 50:
				early = taken(b)
			case 1000:
				late = taken(b)
			}
		}
		grown := float64(late.resident) / float64(early.resident)
		b.ReportMetric(early.resident/1e6, "MB_after_50")
		b.ReportMetric(late.resident/1e6, "MB_after_1000")
		b.ReportMetric(grown, "grown")
		b.ReportMetric(late.alive/1e6, "MB_alive")
		if grown > 1.2 || late.resident > 700e6 || late.alive > 1.2*early.alive {
			b.Errorf("want at most 1.2x and 700 MB, got %.2fx and %.0f MB, alive %.0f after %.0f MB", grown, late.resident/1e6, late.alive/1e6, early.alive/1e6)
		}
	}
}

// memory is bytes alive in the heap and resident in the process.
type memory struct{ alive, resident float64 }

func taken(b *testing.B) memory {
	b.Helper()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	out := memory{alive: float64(m.HeapAlloc), resident: float64(m.Sys - m.HeapReleased)}
	if stat, err := os.ReadFile("/proc/self/statm"); err == nil {
		if parts := strings.Fields(string(stat)); len(parts) > 1 {
			if pages, err := strconv.ParseFloat(parts[1], 64); err == nil {
				out.resident = pages * float64(os.Getpagesize())
			}
		}
	}
	return out
}
