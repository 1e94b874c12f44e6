package ocr

import (
	"image"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/read/preprocess"
)

// open loads Tesseract from where Debian and Ubuntu put it.
func open(t testing.TB) *Reader {
	t.Helper()
	places, err := filepath.Glob("/usr/share/tesseract-ocr/*/tessdata")
	if err != nil || len(places) == 0 {
		t.Fatal("Tesseract's models are missing: sudo apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-osd")
	}
	r, err := Open(places[0])
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(r.Close)
	return r
}

// sample is one word as read, and whether it was right.
type sample struct {
	traits [4]float64
	right  bool
}

// samples reads a page and compares its words with what was printed there. Words where nothing was printed (a hand, a
// stamp, a streak) are left out: they are another question.
func samples(t testing.TB, r *Reader, raster *geom.Raster, truth []chart.Word) []sample {
	t.Helper()
	sheet, specks := preprocess.NewSheet(raster.ToGray(), raster.DPI).Prepare()
	x, err := (&reading{r: r, until: time.Now().Add(5 * time.Minute)}).upright(sheet, specks)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	var out []sample
	for _, w := range x.read {
		w = mend(w)
		box, printed, right := x.sheet.Box(w.Box), false, false
		for _, m := range truth {
			if m.Engines[0] == synth.Printed && box.Intersect(m.Box).Area() >= 0.2*min(box.Area(), m.Box.Area()) && box.Overlaps(m.Box) {
				printed = true
				right = right || letters(m.Text.Reveal()) == letters(w.Text)
			}
		}
		if printed && letters(w.Text) != "" {
			out = append(out, sample{traits(w), right})
		}
	}
	return out
}

// fit is a logistic regression by Newton's method with a little ridge, so that few errors give no wild weights.
func fit(data []sample) [4]float64 {
	var w [4]float64
	for range 30 {
		var grad [4]float64
		var hess [4][5]float64
		for _, s := range data {
			z, y := 0.0, 0.0
			for i, v := range s.traits {
				z += w[i] * v
			}
			if s.right {
				y = 1
			}
			p := 1 / (1 + math.Exp(-z))
			for i, v := range s.traits {
				grad[i] += (y - p) * v
				for j, u := range s.traits {
					hess[i][j] += p * (1 - p) * v * u
				}
			}
		}
		for i := range w {
			hess[i][i] += 1
			hess[i][4] = grad[i] - w[i]
		}
		step := solve(hess)
		for i := range w {
			w[i] += step[i]
		}
	}
	return w
}

// solve is Gauss elimination; the matrix is positive definite.
func solve(m [4][5]float64) (x [4]float64) {
	for i := range 4 {
		for r := range 4 {
			if r != i {
				f := m[r][i] / m[i][i]
				for c := range 5 {
					m[r][c] -= f * m[i][c]
				}
			}
		}
	}
	for i := range x {
		x[i] = m[i][4] / m[i][i]
	}
	return x
}

// BenchmarkCalibration fits the four weights of confidence.go and reports how well the fitted probability holds: the mean
// gap between what is promised and what comes true, over ten bins.
func BenchmarkCalibration(b *testing.B) {
	r := open(b)
	types := []chart.Type{chart.IntakeForm, chart.ProgressNote, chart.LabReport, chart.EOB, chart.MedicationList}
	for b.Loop() {
		var data []sample
		for _, condition := range synth.Conditions {
			for _, family := range []string{"a", "b"} {
				for _, typ := range types {
					c, err := synth.Generate(synth.Config{Seed: 41, Family: family, Type: typ})
					if err != nil {
						b.Fatal(err)
					}
					pages, truth, err := c.Scan(condition, 0)
					if err != nil {
						b.Fatal(err)
					}
					data = append(data, samples(b, r, pages[0], truth.Pages[0].Words)...)
				}
			}
		}
		w := fit(data)
		b.Logf("%d words: weights %.3f %.3f %.3f %.3f", len(data), w[0], w[1], w[2], w[3])
		b.ReportMetric(gap(data, w), "gap")
	}
}

func gap(data []sample, w [4]float64) float64 {
	var n, promised, held [10]float64
	for _, s := range data {
		z := 0.0
		for i, v := range s.traits {
			z += w[i] * v
		}
		p := 1 / (1 + math.Exp(-z))
		k := min(9, int(p*10))
		n[k]++
		promised[k] += p
		if s.right {
			held[k]++
		}
	}
	sum := 0.0
	for k := range n {
		sum += math.Abs(promised[k] - held[k])
	}
	return sum / float64(len(data))
}

func TestCalibratedConfidenceRisesWithTheRawOne(t *testing.T) {
	last := chart.Confidence(0)
	for raw := 0.05; raw <= 0.96; raw += 0.05 {
		c := calibrated(Word{Text: "Gonzalez", Confidence: raw})
		if !(c > last && c < 1) {
			t.Errorf("raw %.2f gives %.4f after %.4f, want a rise below 1", raw, c, last)
		}
		last = c
	}
	if last < 0.98 {
		t.Errorf("the surest words are promised at %.3f, want 0.98 at least", last)
	}
}

func TestMendOnlyTouchesNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"555-@117": "555-0117", "Q3-18-1994": "03-18-1994", "@2/11/2026": "02/11/2026", "1O:45": "10:45",
		"Olivia": "Olivia", "I50.9": "I50.9", "INR-2": "INR-2", "a@b.example": "a@b.example", "O-": "O-", "10-I": "10-I", "03/14/1961": "03/14/1961",
	} {
		if got := mend(Word{Text: in, Confidence: 0.9, Symbols: make([]float64, len(in))}).Text; got != want {
			t.Errorf("mend(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLinesFollowThePrint(t *testing.T) {
	read := []Word{
		{Text: "value", Box: rect(800, 102, 900, 132)}, {Text: "Label:", Box: rect(100, 100, 200, 130)},
		{Text: "stamp", Box: rect(300, 60, 700, 260)}, {Text: "second", Box: rect(100, 160, 220, 190)}, {Text: "row", Box: rect(800, 158, 860, 188)},
	}
	got := number(read)
	if got[0] != got[1] || got[3] != got[4] || got[0] >= got[3] {
		t.Errorf("lines %v, want label and value on one, and the second row after it", got)
	}
}

func TestABlankPageHasNoWordsAndCostsLittle(t *testing.T) {
	r := open(t)
	raster, err := geom.NewRaster(geom.Gray, 2550, 3300, 300)
	if err != nil {
		t.Fatal(err)
	}
	page := chart.Page{Number: 1}
	began := time.Now()
	if err := r.Page(raster, &page, time.Minute); err != nil || len(page.Words) != 0 || page.Rotation != 0 {
		t.Errorf("blank page: %v, %d words, rotation %d; want none", err, len(page.Words), page.Rotation)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("a blank page took %v", took)
	}
}

// TestTurnedPagesAreReadUpright turns a page every way; the words and their boxes must come back to the page as it came in.
func TestTurnedPagesAreReadUpright(t *testing.T) {
	if os.Getenv("OMP_THREAD_LIMIT") == "" {
		t.Setenv("OMP_THREAD_LIMIT", "1") // read too late to speed this process up; set it for those that it starts
	}
	r := open(t)
	for _, sheet := range []struct {
		turn int
		typ  chart.Type
	}{{90, chart.DenialLetter}, {180, chart.IDCard}, {270, chart.InsuranceCard}} {
		turn := sheet.turn
		c, err := synth.Generate(synth.Config{Seed: 3, Family: "a", Type: sheet.typ})
		if err != nil {
			t.Fatal(err)
		}
		pages, truth, err := c.Scan(synth.Noisy200, turn)
		if err != nil {
			t.Fatal(err)
		}
		page := chart.Page{Number: 1}
		if err := r.Page(pages[0], &page, 5*time.Minute); err != nil {
			t.Fatalf("turned %d: %v", turn, err)
		}
		if want := (360 - turn) % 360; page.Rotation != want {
			t.Errorf("turned %d: rotation %d, want %d", turn, page.Rotation, want)
		}
		found, all := 0, 0
		for _, m := range truth.Pages[0].Words {
			if m.Engines[0] != synth.Printed {
				continue
			}
			all++
			for _, w := range page.Words {
				if w.Box.Overlaps(m.Box) && strings.EqualFold(letters(w.Text.Reveal()), letters(m.Text.Reveal())) {
					found++
					break
				}
			}
		}
		if found*100 < all*90 {
			t.Errorf("turned %d: %d of %d words found in their places", turn, found, all)
		}
	}
}

// TestLoneLettersAreRead looks for the flags of a lab report, and for its heading, white on black.
func TestLoneLettersAreRead(t *testing.T) {
	r := open(t)
	c, err := synth.Generate(synth.Config{Seed: 23, Family: "a", Type: chart.LabReport})
	if err != nil {
		t.Fatal(err)
	}
	pages, truth, err := c.Scan(synth.Clean300, 0)
	if err != nil {
		t.Fatal(err)
	}
	page := chart.Page{Number: 1}
	if err := r.Page(pages[0], &page, 5*time.Minute); err != nil {
		t.Fatal(err)
	}
	flags := 0
	for _, m := range truth.Pages[0].Words {
		text := m.Text.Reveal()
		if text != "H" && text != "L" && text != "Flag" && text != "Units" {
			continue
		}
		flags++
		if !slices.ContainsFunc(page.Words, func(w chart.Word) bool { return w.Box.Overlaps(m.Box) && w.Text.Reveal() == text }) {
			t.Errorf("%q at %.2f %.2f was not read", text, m.Box.X0, m.Box.Y0)
		}
	}
	if flags < 5 {
		t.Fatalf("only %d flags and headings on the page", flags)
	}
}

func rect(x0, y0, x1, y1 int) image.Rectangle { return image.Rect(x0, y0, x1, y1) }
