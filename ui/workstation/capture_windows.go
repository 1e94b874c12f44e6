package workstation

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// excludeFromCapture is WDA_EXCLUDEFROMCAPTURE (winuser.h), Windows 10 version 2004 or later.
const excludeFromCapture = 0x11

var setAffinity = windows.NewLazySystemDLL("user32.dll").NewProc("SetWindowDisplayAffinity")

// HideFromCapture keeps a window, by its handle, out of pictures and sharing of the screen. An error means that it is not kept out.
func HideFromCapture(handle uintptr) error {
	if err := setAffinity.Find(); err != nil {
		return fmt.Errorf("hide the window from pictures of the screen: %w", err)
	}
	if ok, _, err := setAffinity.Call(handle, excludeFromCapture); ok == 0 {
		return fmt.Errorf("hide the window from pictures of the screen: %w", err)
	}
	return nil
}
