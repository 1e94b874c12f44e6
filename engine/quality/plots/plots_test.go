package plots_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/engine/quality/plots"
)

// quarter is twelve weeks of a clinic in which one scanner became worse.
func quarter() kpi.Figures {
	var days []kpi.Day
	monday := time.Date(2026, 8, 31, 0, 0, 0, 0, time.UTC)
	for w := range 12 {
		for d := range 5 {
			day := kpi.Day{Date: monday.AddDate(0, 0, 7*w+d).Format(kpi.DateForm), People: map[chart.PersonID]*kpi.Work{
				"p1": {Decided: 180 + 3*w, Active: int64(2 * time.Hour / time.Millisecond), Shown: 3, Missed: w % 3 / 2}}}
			for i := range 20 {
				s := kpi.Signed{Form: []string{"lab_report", "progress_note", "eob", "referral_letter"}[i%4], From: []string{"Fujitsu, 300 dpi", "TIFF, 204 dpi"}[i%2],
					Pages: 2, Fields: 19, Touched: 4 + i%3, Took: int64(i+1) * int64(40*time.Minute/time.Millisecond)}
				if i%6 == 0 {
					s.Touched, s.Corrected = 0, 0
				} else if i%7 == 0 || w >= 8 && i%2 == 1 {
					s.Corrected = 2
				}
				if i%9 == 0 {
					s.Looks = []kpi.Look{{First: "p1", Looked: 4, Differs: i / 18}}
				}
				day.Signed = append(day.Signed, s)
			}
			for i := range 7 {
				state := chart.SampleRight
				if (w*5+d)*7+i == 91 || i == 3 && w == 9 {
					state = chart.SampleWrong
				}
				day.Samples = append(day.Samples, kpi.Sample{Key: fmt.Sprint(w, d, i), Said: 900 + 14*i, Known: true, State: state})
			}
			days = append(days, day)
		}
	}
	return kpi.Sum(days, 0.995)
}

// ink counts the pixels that are not the ground.
func ink(img image.Image, ground color.Color) int {
	r, g, b, _ := ground.RGBA()
	n := 0
	box := img.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if pr, pg, pb, _ := img.At(x, y).RGBA(); pr != r || pg != g || pb != b {
				n++
			}
		}
	}
	return n
}

// TestEveryChartIsDrawnAtEverySize draws all charts in three sizes; with CHARTS set to a folder it keeps them for people to look
// at.
func TestEveryChartIsDrawnAtEverySize(t *testing.T) {
	pen, err := plots.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	f, empty := quarter(), kpi.Figures{}
	for _, k := range plots.Kinds() {
		for _, scale := range []float64{1, 1.5, 2} {
			l := plots.Look{Palette: plots.Paper(), Width: int(380 * scale), Height: int(190 * scale), Scale: scale, Points: 12}
			img := pen.Draw(k, &f, l)
			if got := img.Bounds().Size(); got != image.Pt(l.Width, l.Height) {
				t.Errorf("%s at %v: want %dx%d, got %v", k, scale, l.Width, l.Height, got)
			}
			if n := ink(img, l.Ground); n < 800 {
				t.Errorf("%s at %v: want a chart, got %d pixels of it", k, scale, n)
			}
			if n := ink(pen.Draw(k, &empty, l), l.Ground); n != 0 {
				t.Errorf("%s of nothing: want an empty ground, got %d pixels", k, n)
			}
			if dir := os.Getenv("CHARTS"); dir != "" {
				keep(t, filepath.Join(dir, fmt.Sprintf("%s-%v.png", k, scale)), img)
			}
		}
	}
}

func keep(t *testing.T, name string, img image.Image) {
	t.Helper()
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(out, img); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkDraw(b *testing.B) {
	pen, err := plots.NewPen()
	if err != nil {
		b.Fatal(err)
	}
	f := quarter()
	l := plots.Look{Palette: plots.Paper(), Width: 760, Height: 380, Scale: 2, Points: 12}
	for b.Loop() {
		pen.Draw(plots.Drift, &f, l)
	}
}

// TestPDF writes a report, as long for the same figures; with CHARTS set to a folder it keeps it.
func TestPDF(t *testing.T) {
	pen, err := plots.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	r := kpi.Report{Figures: quarter(), Practice: "Oak Street Clinic — Señora", By: "Ada", From: "2026-08-31", Until: "2026-11-22", Made: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
		Names: map[chart.PersonID]string{"p1": "Ada Núñez"}}
	for _, by := range []string{kpi.ByForm, kpi.ByScanner, kpi.ByWeek} {
		var a, b bytes.Buffer
		if err := pen.PDF(&a, &r, by); err != nil {
			t.Fatal(err)
		}
		if err := pen.PDF(&b, &r, by); err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(a.Bytes(), []byte("%PDF-")) || a.Len() != b.Len() || a.Len() < 50_000 {
			t.Errorf("by %s: want the same PDF of the same figures, with typeface and charts, got %d and %d bytes", by, a.Len(), b.Len())
		}
		if dir := os.Getenv("CHARTS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "report-"+by+".pdf"), a.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	empty := kpi.Report{Practice: "New", Made: r.Made}
	var out bytes.Buffer
	if err := pen.PDF(&out, &empty, kpi.ByWeek); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) {
		t.Errorf("want a report of nothing too, got %v", err)
	}
}

func TestAChartWithoutFiguresSaysSo(t *testing.T) {
	pen, err := plots.NewPen()
	if err != nil {
		t.Fatal(err)
	}
	full, none := quarter(), kpi.Sum(nil, 0.995)
	for _, k := range plots.Kinds() {
		if !pen.Draws(k, &full) {
			t.Errorf("%s: not drawn of a quarter", k)
		}
		look := plots.Look{Palette: plots.Paper(), Width: 240, Height: 150, Scale: 1, Points: 12}
		if drawn := ink(pen.Draw(k, &none, look), look.Ground) > 0; drawn != pen.Draws(k, &none) {
			t.Errorf("%s of nothing: drawn %t", k, drawn)
		}
	}
}
