//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly || windows)

package sqlitedb

import (
	"errors"
	"os"
)

// lockFile refuses: a workspace that two processes could open is worse than none.
func lockFile(*os.File) error { return errors.ErrUnsupported }
