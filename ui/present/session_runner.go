package present

import (
	"context"
	"time"
)

// Runner is the one way on and off the UI goroutine. uikit's dispatcher satisfies it; tests drain a queue.
type Runner interface {
	// Go runs work off the UI goroutine. The context ends with the window.
	Go(work func(ctx context.Context))
	// Do runs f on the UI goroutine, in the order of the calls.
	Do(f func())
}

// Clock tells the time and wakes. After calls f once on a goroutine of its own; stop keeps it from starting.
type Clock interface {
	Now() time.Time
	After(d time.Duration, f func()) (stop func())
}

// SystemClock is the Clock of the running product.
type SystemClock struct{}

// Now gives the time.
func (SystemClock) Now() time.Time { return time.Now() }

// After wakes through the runtime's timer.
func (SystemClock) After(d time.Duration, f func()) func() {
	t := time.AfterFunc(d, f)
	return func() { t.Stop() }
}
