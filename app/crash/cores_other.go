//go:build !linux && !darwin && !windows

package crash

import "runtime/debug"

// NoCores keeps values out of crash messages; what the platform's own crash reporter keeps is its administrator's choice.
func NoCores() error {
	debug.SetTraceback("none")
	return nil
}
