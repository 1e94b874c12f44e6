//go:build !linux && !windows

package worker

import (
	"os"
	"os/exec"
	"time"
)

// platformVariables are passed on to a child.
var platformVariables = []string{"TMPDIR"}

// restrain has nothing to set here: the child ends at the end of its input.
func restrain(*exec.Cmd) {}

// confine is done by the child itself, with resource limits.
func confine(*os.Process, int64) error { return nil }

// residentBytes cannot be told here without cgo; the child's own limit holds.
func residentBytes(int) int64 { return 0 }

// processorTime is not asked for here: the clock bounds a page.
func processorTime(int) time.Duration { return 0 }

// diagnoseState cannot tell more than that the child died.
func diagnoseState(*os.ProcessState) cause { return crashed }
