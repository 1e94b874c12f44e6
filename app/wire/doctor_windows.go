package wire

import (
	"io/fs"

	"golang.org/x/sys/windows"
)

// owner has no number on Windows.
func owner(fs.FileInfo) (uid int, known bool) { return 0, false }

// space is what is left on the disk for this account.
func space(path string) (free, total uint64, err error) {
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, 0, err
	}
	err = windows.GetDiskFreeSpaceEx(p, &free, &total, nil)
	return free, total, err
}
