//go:build !unix

package siem

import (
	"errors"
	"os"

	"chartproof.org/chartproof/engine/chart"
)

// Collected is a File on disk.
type Collected struct{ *os.File }

// OpenFile refuses: rsyslog, which starts collectors, runs on Unix only.
func OpenFile(string) (*Collected, error) {
	return nil, chart.E(chart.MissingTool, "open the file of collected messages", errors.New("messages are collected on Linux or another Unix"))
}

// Lock is never reached.
func (*Collected) Lock() error { return errors.ErrUnsupported }

// Unlock is never reached.
func (*Collected) Unlock() error { return errors.ErrUnsupported }
