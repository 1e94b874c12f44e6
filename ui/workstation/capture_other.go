//go:build !windows

package workstation

import "errors"

// HideFromCapture keeps a window, by its handle, out of pictures and sharing of the screen. An error means that it is not kept out:
// neither X11 nor Wayland has a way, and macOS from 15 on ignores the one it had.
func HideFromCapture(uintptr) error {
	return errors.New("hide the window from pictures of the screen: this system has no way to")
}
