//go:build unix

package siem

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"

	"chartproof.org/chartproof/engine/chart"
)

// Collected is a File on disk.
type Collected struct{ *os.File }

// OpenFile opens a file of collected messages, or makes it for its owner alone.
func OpenFile(path string) (*Collected, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, chart.E(chart.BadInput, "open the file of collected messages", errors.New("it cannot be opened or made"))
	}
	return &Collected{f}, nil
}

// Lock waits until no other process holds the file.
func (c *Collected) Lock() error { return unix.Flock(int(c.Fd()), unix.LOCK_EX) }

// Unlock gives it free.
func (c *Collected) Unlock() error { return unix.Flock(int(c.Fd()), unix.LOCK_UN) }
