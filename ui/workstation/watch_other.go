//go:build !linux && !windows

package workstation

import "context"

// Open says that this system is not watched.
func Open(context.Context) *Watcher {
	return &Watcher{notices: []string{"Chartproof cannot see here when the screen is locked or the computer sleeps: it locks by its own time only."}}
}
