package ocr

import (
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
)

// open loads Tesseract from where Debian and Ubuntu put it.
func open(t testing.TB) *Engines {
	t.Helper()
	places, err := filepath.Glob("/usr/share/tesseract-ocr/*/tessdata")
	if err != nil || len(places) == 0 {
		t.Fatal("Tesseract's models are missing: sudo apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-osd")
	}
	r, failed := Load(Choice{Engines: []chart.Engine{chart.Tesseract}, Tessdata: places[0]})
	if r == nil {
		t.Fatalf("open: %v", failed)
	}
	t.Cleanup(r.Close)
	return r
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
	boxes := make([]image.Rectangle, len(read))
	for i, w := range read {
		boxes[i] = w.Box
	}
	got := number(boxes)
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
	if _, err := r.Page(raster, &page, Want{Limit: time.Minute}); err != nil || len(page.Words) != 0 || page.Rotation != 0 {
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
		if _, err := r.Page(pages[0], &page, Want{Limit: 5 * time.Minute}); err != nil {
			t.Fatalf("turned %d: %v", turn, err)
		}
		if want := (360 - turn) % 360; page.Rotation != want {
			t.Errorf("turned %d: rotation %d, want %d", turn, page.Rotation, want)
		}
		still := chart.Page{Number: 1}
		if _, err := r.Page(pages[0], &still, Want{Limit: 5 * time.Minute, Upright: true}); err != nil || still.Rotation != 0 {
			t.Errorf("turned %d by a person: rotation %d, %v; want it as it lies", turn, still.Rotation, err)
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
	if _, err := r.Page(pages[0], &page, Want{Limit: 5 * time.Minute}); err != nil {
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
