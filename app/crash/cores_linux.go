package crash

import (
	"fmt"
	"runtime/debug"

	"golang.org/x/sys/unix"
)

// NoCores keeps memory off the disk when the program crashes, and debuggers of the same account away.
func NoCores() error {
	debug.SetTraceback("none")
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return fmt.Errorf("forbid core files: %w", err)
	}
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("forbid dumps: %w", err)
	}
	return nil
}
