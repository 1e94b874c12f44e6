package token11

import (
	"context"
	"time"
)

// Slot is a token that is there.
type Slot struct {
	Label, Serial, Model string
}

// Watch waits until the token is not there any more, then calls gone once. It asks at every tick; it gives up with ctx.
func Watch(ctx context.Context, tick <-chan time.Time, present func() bool, gone func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick:
			if !present() {
				gone()
				return
			}
		}
	}
}
