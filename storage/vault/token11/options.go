package token11

import (
	"context"
	"crypto/ecdh"
	"time"
)

// Exchanger is a key in a token, as the vault uses it; callers that have no ciphers hand it on.
type Exchanger = ecdh.KeyExchanger

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
