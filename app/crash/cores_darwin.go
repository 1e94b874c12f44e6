package crash

import (
	"fmt"
	"runtime/debug"

	"golang.org/x/sys/unix"
)

// NoCores keeps memory off the disk when the program crashes.
func NoCores() error {
	debug.SetTraceback("none")
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return fmt.Errorf("forbid core files: %w", err)
	}
	return nil
}
