//go:build linux || darwin

package crash

import (
	"fmt"
	"log"
	"os"

	"golang.org/x/sys/unix"
)

// Mute gives the program a standard error of its own and sends nowhere what the runtime and C libraries print on the old one: of a
// fault in a goroutine that nobody watches, the runtime prints the value. It is called once, at the start, before anything
// keeps os.Stderr.
func Mute() error {
	fd, err := unix.FcntlInt(2, unix.F_DUPFD_CLOEXEC, 3)
	if err != nil {
		return fmt.Errorf("keep standard error: %w", err)
	}
	null, err := unix.Open(os.DevNull, unix.O_WRONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("open the null device: %w", err)
	}
	if err := onto(null, 2); err != nil {
		return fmt.Errorf("mute standard error: %w", err)
	}
	os.Stderr = os.NewFile(uintptr(fd), "standard error")
	log.SetOutput(os.Stderr)
	return unix.Close(null)
}
