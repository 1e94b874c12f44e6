package wire

import (
	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// landlock is the level that the kernel offers.
func landlock() int {
	level, err := ll.LandlockGetABIVersion()
	if err != nil {
		return 0
	}
	return level
}

// synced asks the kernel whether somebody keeps its clock (adjtimex(2)); it sets nothing.
func synced() (bool, error) {
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	return err == nil && state != unix.TIME_ERROR && t.Status&unix.STA_UNSYNC == 0, err
}
