package workstation

import "context"

// Why is what took the computer away.
type Why string

// The reasons.
const (
	ScreenLocked Why = "screen_locked"
	Sleeping     Why = "sleeping"
	Switched     Why = "switched" // another account is in front, or nobody is
)

// Watcher listens to the computer.
type Watcher struct {
	buses   []bus
	notices []string
}

// Notices says in sentences what cannot be watched on this computer.
func (w *Watcher) Notices() []string { return w.notices }

// Run calls away for each going away until ctx ends. away must come back once nothing of a chart is on the screen; a computer that
// is about to sleep waits for it a little.
func (w *Watcher) Run(ctx context.Context, away func(Why)) {
	done := make(chan struct{}, len(w.buses))
	for _, b := range w.buses {
		go func() {
			b.run(ctx, away)
			done <- struct{}{}
		}()
	}
	for range w.buses {
		<-done
	}
}

// bus is one of the ways in which a computer tells.
type bus interface {
	// run listens until ctx ends.
	run(ctx context.Context, away func(Why))
}
