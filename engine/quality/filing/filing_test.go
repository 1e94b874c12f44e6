package filing_test

import (
	"context"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/identity"
	"chartproof.org/chartproof/engine/quality/filing"
)

func understand(pages []chart.Page) []chart.Document {
	docs := classify.Split(pages)
	for i := range docs {
		fields.Extract(&docs[i], pages)
	}
	identity.Check(docs, pages)
	return docs
}

// TestNoPageIsFiledIntoAWrongChart is the small form of `chartproofctl bench --filing 10000`.
func TestNoPageIsFiledIntoAWrongChart(t *testing.T) {
	rep, err := filing.Run(context.Background(), filing.Options{Understand: understand, Pages: 1200, Seed: 11})
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	if err := rep.Print(&table); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + table.String())
	if rep.Wrong() != 0 {
		t.Errorf("want no page filed into a wrong chart, got %d", rep.Wrong())
	}
	foreign := 0
	for _, c := range rep.Traps {
		foreign += c.Pages
	}
	if foreign < 100 {
		t.Errorf("want at least 100 pages of other patients, got %d", foreign)
	}
	if 100*rep.Asked > 20*rep.Own {
		t.Errorf("want at most 20 of 100 right pages asked about, got %d of %d", rep.Asked, rep.Own)
	}
}

// TestARuleThatNeverAsksIsCaught shows that the rehearsal can fail.
func TestARuleThatNeverAsksIsCaught(t *testing.T) {
	rep, err := filing.Run(context.Background(), filing.Options{Understand: classify.Split, Pages: 200, Seed: 11})
	if err != nil || rep.Wrong() == 0 {
		t.Errorf("want pages filed into wrong charts where nothing asks, got %d, %v", rep.Wrong(), err)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := filing.Run(ctx, filing.Options{Understand: classify.Split}); err == nil {
		t.Error("want an error of a cancelled run")
	}
}
