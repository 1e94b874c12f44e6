package wire

import (
	"context"
	"fmt"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
)

func TestADisposalGoesOnAfterACrash(t *testing.T) {
	a := newArchive(t, false)
	for i := range 130 { // two batches
		a.scanned(fmt.Sprintf("Person %d", i), "1961-03-04", "2010-01-02")
	}
	a.texas()
	a.ticks += 400 * 24 * time.Hour
	a.as("pia")
	id := a.order()
	a.as("root")
	ctx, crash := context.WithCancel(t.Context())
	_, err := a.ApproveDisposal(ctx, id, 0, keepPassword, func(done, all int) {
		if done >= 100 {
			crash()
		}
	})
	if err == nil {
		t.Fatal("want it stopped in the middle")
	}
	gone := a.count(`SELECT count(*) FROM document WHERE state = 'purged'`)
	if gone == 0 || gone == 130 {
		t.Fatalf("want some gone, %d are", gone)
	}
	a.sweep()
	a.as("root")
	a.must(a.ResumeDisposals(t.Context(), a.session))
	if n := a.count(`SELECT count(*) FROM document WHERE state = 'purged'`); n != 130 {
		t.Errorf("want all gone, %d are", n)
	}
	runs, err := a.Disposals(t.Context())
	a.must(err)
	if len(runs) != 1 || runs[0].State != "done" || runs[0].Gone != 130 {
		t.Errorf("got %+v", runs)
	}
	told := map[chart.DocumentID]int{}
	all, err := a.trail.Entries(t.Context(), audit.Filter{})
	a.must(err)
	for _, e := range all {
		if e.Action == chart.ActPurge && e.Document != "" {
			told[e.Document]++
			if told[e.Document] > 1 {
				t.Errorf("%s is told of twice", e.Document)
			}
		}
	}
	if len(told) != 130 {
		t.Errorf("want 130 documents told of, got %d", len(told))
	}
}

func TestWhatMayGoIsProposedOnceADay(t *testing.T) {
	a := newArchive(t, false)
	a.scanned(planted, "1961-03-04", "2010-01-02")
	a.texas()
	a.ticks += 400 * 24 * time.Hour
	a.as("pia")
	looked, ended := make(chan struct{}), make(chan struct{})
	a.opts.Office, a.scheduled = false, looked // as at the desk
	go func() {
		defer close(ended)
		a.propose(t.Context(), a.session, looked)
	}()
	if got := a.DisposalProposal(t.Context()); got.Charts != 1 || got.Things() != 1 {
		t.Errorf("want one chart proposed, got %+v", got)
	}
	if got := a.DisposalProposal(t.Context()); got.Things() != 0 {
		t.Errorf("want nobody told twice on a day, got %+v", got)
	}
	if n := a.count(`SELECT count(*) FROM disposal`); n != 0 {
		t.Error("a proposal has ordered something")
	}
	a.session.Close()
	<-ended
}
