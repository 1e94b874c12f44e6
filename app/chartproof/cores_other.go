//go:build !linux && !darwin

package main

import "runtime/debug"

// noCores keeps values out of crash messages; what the platform's own crash reporter keeps is its administrator's choice
// (on Windows, Windows Error Reporting).
func noCores() error {
	debug.SetTraceback("none")
	return nil
}
