package backup

import (
	"errors"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// freeBytes is what may still be written to the drive that a folder lies on.
func freeBytes(dir string) (int64, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, err
	}
	return int64(free), nil
}

func noSpace(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// SameDrive reports whether two folders lie on one drive: such a backup helps against mistakes and not against a drive that
// fails.
func SameDrive(a, b string) bool {
	return strings.EqualFold(filepath.VolumeName(a), filepath.VolumeName(b))
}
