//go:build !windows

package backup

import (
	"errors"
	"syscall"

	"golang.org/x/sys/unix"
)

// freeBytes is what may still be written to the drive that a folder lies on.
func freeBytes(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil //nolint:gosec,unconvert // the types differ between systems
}

func noSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

// SameDrive reports whether two folders lie on one drive: such a backup helps against mistakes and not against a drive that
// fails.
func SameDrive(a, b string) bool {
	var x, y unix.Stat_t
	return unix.Stat(a, &x) == nil && unix.Stat(b, &y) == nil && x.Dev == y.Dev
}
