//go:build !linux

package child

import (
	"errors"

	"chartproof.org/chartproof/engine/read/worker"
)

// lockdown has nothing to close with here; the parent's bounds on time and memory hold.
func lockdown(worker.Setup, *worker.Ready) error {
	return errors.New("this platform gives none; time and memory are bounded")
}
