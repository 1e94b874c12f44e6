package uikit

import (
	"context"
	"sync/atomic"
	"testing"
	"time"
)

func TestSerialRunsInOrderAndOnlyWhenDrained(t *testing.T) {
	d := NewSerial(t.Context())
	var got []string
	d.Go(func(context.Context) {
		got = append(got, "work")
		d.Do(func() { got = append(got, "show") })
	})
	d.Do(func() { got = append(got, "tap") })
	if len(got) != 0 {
		t.Fatalf("before Drain: want nothing run, got %v", got)
	}
	if n := d.Drain(); n != 3 || len(got) != 3 || got[0] != "work" || got[1] != "tap" || got[2] != "show" {
		t.Errorf("want work, tap, show; got %d: %v", n, got)
	}
}

func TestCloseDropsAndWaits(t *testing.T) {
	posted := make(chan func(), 8)
	d := NewDispatcher(t.Context(), func(f func()) { posted <- f })
	var done atomic.Bool
	d.Go(func(ctx context.Context) {
		<-ctx.Done()
		done.Store(true)
	})
	ran := false
	d.Do(func() { ran = true })
	d.Close()
	if !done.Load() {
		t.Error("Close: want the goroutine waited for, got it running")
	}
	(<-posted)()
	d.Do(func() { ran = true })
	if ran {
		t.Error("after Close: want queued work dropped, got it run")
	}
}

func TestStoppedTimerDoesNotRun(t *testing.T) {
	d := NewSerial(t.Context())
	ran := false
	stop := d.After(time.Hour, func() { ran = true })
	stop()
	d.Drain()
	if ran {
		t.Error("stopped timer: want it not run, got it run")
	}
	d.After(time.Hour, func() { ran = true })
	d.Drain()
	if !ran {
		t.Error("timer: want it run when drained, got nothing")
	}
}
