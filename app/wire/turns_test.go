package wire

import (
	"context"
	"errors"
	"testing"
)

func TestAnUrgentTurnGoesFirst(t *testing.T) {
	var ts turns
	ctx := t.Context()
	if err := ts.take(ctx, false); err != nil {
		t.Fatal(err)
	}
	if ts.mustGiveWay() {
		t.Error("want nobody to give way to")
	}
	order := make(chan string, 2)
	waits := func(name string, urgent bool) chan struct{} {
		begun := make(chan struct{})
		go func() {
			close(begun)
			if err := ts.take(ctx, urgent); err != nil {
				order <- err.Error()
				return
			}
			order <- name
			ts.give(urgent)
		}()
		return begun
	}
	<-waits("ordinary", false)
	<-waits("urgent", true)
	for !ts.mustGiveWay() { // until the urgent one waits
	}
	ts.give(false)
	if first, second := <-order, <-order; first != "urgent" || second != "ordinary" {
		t.Errorf("want the urgent one first, got %s, %s", first, second)
	}
	if ts.mustGiveWay() {
		t.Error("want no urgent one left")
	}
}

func TestWaitingForATurnEndsWithItsContext(t *testing.T) {
	var ts turns
	if err := ts.take(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	why := errors.New("cancelled")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(why)
	if err := ts.take(ctx, true); !errors.Is(err, why) {
		t.Errorf("want the cause, got %v", err)
	}
	if ts.mustGiveWay() {
		t.Error("want one that left not to be waited for")
	}
}
