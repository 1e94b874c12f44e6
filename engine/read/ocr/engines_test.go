package ocr

import (
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/read/fuse"
	"chartproof.org/chartproof/engine/read/preprocess"
)

func TestOneLookReadsTheWholePage(t *testing.T) {
	e := open(t)
	c, err := synth.Generate(synth.Config{Seed: 5, Family: "b", Type: chart.LabReport})
	if err != nil {
		t.Fatal(err)
	}
	pages, _, err := c.Scan(synth.Clean300, 0)
	if err != nil {
		t.Fatal(err)
	}
	whole, once := chart.Page{Number: 1}, chart.Page{Number: 1}
	if _, err := e.Page(pages[0], &whole, Want{Limit: 5 * time.Minute}); err != nil || len(whole.Words) < 20 {
		t.Fatalf("whole page: %d words, %v", len(whole.Words), err)
	}
	if _, err := e.Page(pages[0], &once, Want{Limit: 5 * time.Minute, Quick: true}); err != nil {
		t.Fatal(err)
	}
	found, sure := 0, 0
	for _, w := range whole.Words {
		if len(w.Text) < 4 || w.Confidence < 0.9 {
			continue
		}
		sure++
		if slices.ContainsFunc(once.Words, func(o chart.Word) bool { return o.Text == w.Text && o.Box.Overlaps(w.Box) }) {
			found++
		}
	}
	if sure < 20 || found*100 < sure*90 {
		t.Errorf("one look found %d of %d words; want nine of ten", found, sure)
	}
}

// TestASecondEngineThatHasNoTimeLeavesThePageToTheFirst stands for every way in which it may fail on a page.
func TestASecondEngineThatHasNoTimeLeavesThePageToTheFirst(t *testing.T) {
	t.Setenv("ORT_DISABLE_TELEMETRY", "1")
	e := openBoth(t)
	t.Cleanup(e.Close)
	c, err := synth.Generate(synth.Config{Seed: 5, Family: "b", Type: chart.IDCard})
	if err != nil {
		t.Fatal(err)
	}
	pages, _, err := c.Scan(synth.Clean300, 0)
	if err != nil {
		t.Fatal(err)
	}
	sheet, specks := preprocess.NewSheet(pages[0].ToGray(), pages[0].DPI).Prepare()
	first := *e
	first.second = nil
	x, failed, err := first.read(sheet, specks, time.Now().Add(time.Minute), way{})
	if err != nil || len(failed) != 0 || len(x.read) == 0 {
		t.Fatalf("first engine: %d words, %v, %v", len(x.read), failed, err)
	}
	if err := (second{e.second, time.Now().Add(-time.Second), false}).add(&x, specks); err == nil {
		t.Fatal("the second engine read without time")
	}
	gone := *e
	gone.first = nil
	if _, failed, err := gone.read(sheet, specks, time.Now().Add(-time.Second), way{}); err == nil {
		t.Errorf("no engine had time, and yet there is a reading: %v", failed)
	}
	page := chart.Page{Number: 1}
	if failed, err := e.Page(pages[0], &page, Want{Limit: 5 * time.Minute, Engines: []chart.Engine{chart.Tesseract}}); err != nil || len(failed) != 0 {
		t.Fatalf("%v, %v", failed, err)
	}
	for _, w := range page.Words {
		if len(w.Engines) != 1 || w.Engines[0] != chart.Tesseract || w.Agreed {
			t.Errorf("%v agreed %t, want Tesseract alone", w.Engines, w.Agreed)
		}
	}
	if x.second == fuse.None {
		t.Error("the second engine was not asked")
	}
}
