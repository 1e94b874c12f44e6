//go:build linux || darwin

package bench

import (
	"runtime"
	"syscall"
)

// peaks asks the system for the largest resident memory of this process and of its children, in MiB. Linux counts in KiB,
// macOS in bytes.
func peaks() (self, child float64) {
	unit := 1.0 / 1024
	if runtime.GOOS == "darwin" {
		unit /= 1024
	}
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) == nil {
		self = float64(u.Maxrss) * unit
	}
	if syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u) == nil {
		child = float64(u.Maxrss) * unit
	}
	return self, child
}
