//go:build !linux

package wire

import "errors"

// landlock is Linux's.
func landlock() int { return 0 }

// synced is not asked of other systems.
func synced() (bool, error) { return false, errors.ErrUnsupported }
