package wire

import (
	"context"
	"errors"
	"sync"
)

// errGiveWay ends the reading of a file for as long as urgent ones are read; what was read of it stays.
var errGiveWay = errors.New("an urgent file goes first")

// turns lets one import read at a time, urgent ones before the others. The zero value is ready.
type turns struct {
	mu     sync.Mutex
	busy   bool
	urgent int           // urgent imports that wait or read
	moved  chan struct{} // closed and replaced whenever a turn ends
}

// take waits for the turn.
func (t *turns) take(ctx context.Context, urgent bool) error {
	t.mu.Lock()
	if urgent {
		t.urgent++
	}
	for t.busy || !urgent && t.urgent > 0 {
		if t.moved == nil {
			t.moved = make(chan struct{})
		}
		moved := t.moved
		t.mu.Unlock()
		select {
		case <-moved:
		case <-ctx.Done():
			t.leave(urgent)
			return context.Cause(ctx)
		}
		t.mu.Lock()
	}
	t.busy = true
	t.mu.Unlock()
	return nil
}

// give ends the turn.
func (t *turns) give(urgent bool) {
	t.mu.Lock()
	t.busy = false
	t.mu.Unlock()
	t.leave(urgent)
}

// leave takes one that waited or read out of the count and wakes the others.
func (t *turns) leave(urgent bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if urgent {
		t.urgent--
	}
	if t.moved != nil {
		close(t.moved)
		t.moved = nil
	}
}

// mustGiveWay reports whether an import that is not urgent should let an urgent one read.
func (t *turns) mustGiveWay() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.urgent > 0
}
