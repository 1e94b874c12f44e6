package redact_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/read/regions"
)

var scans = []string{synth.Clean300, synth.Good200, synth.Noisy200, synth.FaxScan, synth.Phone, synth.Filed300, synth.Thin300}

// cleanFile is the n-th file of the measure: a chart of the tuning families as it reaches the workstation.
func cleanFile(t testing.TB, n int) (pages, []chart.Page, []chart.Span, string) {
	t.Helper()
	families := slices.DeleteFunc(slices.Clone(synth.Families), func(f string) bool { return slices.Contains(synth.HeldOut, f) })
	family, kind, scan := families[n%len(families)], synth.Types[n%len(synth.Types)], scans[n%len(scans)]
	c, err := synth.Generate(synth.Config{Seed: 41, Family: family, Type: kind, Index: n})
	must(t, err)
	src, truth, err := c.Scan(scan, 0)
	must(t, err)
	var spans []chart.Span
	for _, s := range truth.PHI {
		s.Span.Redacted = true
		s.Span.Boxes = slices.DeleteFunc(slices.Clone(s.Span.Boxes), func(b geom.Box) bool { return b.Clamp().Empty() })
		if len(s.Span.Boxes) > 0 {
			spans = append(spans, s.Span)
		}
	}
	spans = append(spans, redact.Sweep(spans, truth.Pages)...)
	return src, truth.Pages, spans, fmt.Sprintf("%s %s %s", family, kind, scan)
}

// seen gives what is left to read on the pages of a copy: the words of the truth that no box of the copy covers, and the bar codes
// that the pixels show.
func seen(truth []chart.Page, rep redact.Report, rasters []*geom.Raster) []chart.Page {
	out := slices.Clone(truth)
	for i, p := range rep.Pages {
		out[i].Words = slices.DeleteFunc(slices.Clone(out[i].Words), func(w chart.Word) bool {
			r := w.Box.Rect(p.Width, p.Height)
			return slices.ContainsFunc(p.Burns, func(b redact.Burn) bool { return b.Rect.Overlaps(r) })
		})
		out[i].Regions = regions.Find(rasters[i], chart.Page{Number: i + 1})
	}
	return out
}

// alarms gives what the verifier says of a file from which nothing can be recovered.
func alarms(t testing.TB, n int) ([]chart.Residual, string) {
	t.Helper()
	src, truth, spans, name := cleanFile(t, n)
	pdf, rep := write(t, src, spans, redact.Options{})
	found, err := redact.Inspect(pdf)
	must(t, err)
	var back []*geom.Raster
	for i, m := range images(t, pdf) {
		back = append(back, geom.FromImage(m, src[i].DPI))
		found = append(found, rep.Check(i+1, back[i])...)
	}
	return append(found, redact.Residual(spans, seen(truth, rep, back))...), name
}

// BenchmarkFalseAlarms redacts clean files, of which nothing can be recovered, and counts those that the verifier refuses all the
// same:
//
//	go test ./engine/protect/redact -run XXX -bench FalseAlarms -benchtime 300x
func BenchmarkFalseAlarms(b *testing.B) {
	alarmed := 0
	for n := range b.N {
		if found, name := alarms(b, n); len(found) > 0 {
			alarmed++
			if os.Getenv("REDACT_ALARMS") != "" {
				b.Logf("file %d, %s: %v", n, name, found)
			}
		}
	}
	b.ReportMetric(float64(alarmed), "alarmed")
	b.ReportMetric(100*float64(alarmed)/float64(b.N), "%alarmed")
}

// TestCleanFilesRaiseNoAlarm is the measure's first few files, so that it cannot break unseen.
func TestCleanFilesRaiseNoAlarm(t *testing.T) {
	for _, n := range []int{3, 8, 13} {
		if found, name := alarms(t, n); len(found) != 0 {
			t.Errorf("file %d, %s: %v", n, name, found)
		}
	}
}
