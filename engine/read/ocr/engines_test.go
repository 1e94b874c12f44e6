package ocr

import (
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/read/fuse"
	"chartproof.org/chartproof/engine/read/preprocess"
)

func TestOnlyWhatLiesNearIsRead(t *testing.T) {
	e := open(t)
	c, err := synth.Generate(synth.Config{Seed: 5, Family: "b", Type: chart.LabReport})
	if err != nil {
		t.Fatal(err)
	}
	pages, _, err := c.Scan(synth.Clean300, 0)
	if err != nil {
		t.Fatal(err)
	}
	whole, none, part := chart.Page{Number: 1}, chart.Page{Number: 1}, chart.Page{Number: 1}
	if _, err := e.Page(pages[0], &whole, Want{Limit: 5 * time.Minute}); err != nil || len(whole.Words) < 20 {
		t.Fatalf("whole page: %d words, %v", len(whole.Words), err)
	}
	if _, err := e.Page(pages[0], &none, Want{Limit: time.Minute, Part: true}); err != nil || len(none.Words) != 0 {
		t.Errorf("nothing asked for: %d words, %v", len(none.Words), err)
	}
	at := whole.Words[len(whole.Words)/2]
	near := at.Box.Grow(0.05, 0.01)
	if _, err := e.Page(pages[0], &part, Want{Limit: time.Minute, Part: true, Near: []geom.Box{near}}); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, w := range part.Words {
		found = found || w.Text == at.Text && w.Box.Overlaps(at.Box)
		if !w.Box.Overlaps(near) {
			t.Errorf("a word was read at %v, outside of %v", w.Box, near)
		}
	}
	if !found {
		t.Errorf("the word in the middle of the place was not read; %d others were", len(part.Words))
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
	if err := (second{e.second, time.Now().Add(-time.Second)}).add(&x, specks); err == nil {
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
