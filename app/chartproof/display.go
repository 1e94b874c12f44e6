package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// errNoScreen says that there is nothing to show a window on.
var errNoScreen = errors.New("no display")

// display finds out, on the thread that the program began on (Fyne's driver locks it there) and before Fyne would end the program, whether a window with a graphics driver can be had.
func display() (err error) {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errNoScreen
	}
	defer func() { // go-gl panics where the platform's library is broken
		if cause := recover(); cause != nil {
			err = errors.New("the graphics library does not start")
		}
	}()
	if err := glfw.Init(); err != nil {
		return fmt.Errorf("%w: %w", errNoScreen, err)
	}
	defer glfw.Terminate()
	glfw.WindowHint(glfw.Visible, glfw.False)
	glfw.WindowHint(glfw.ContextVersionMajor, 2)
	glfw.WindowHint(glfw.ContextVersionMinor, 1)
	w, err := glfw.CreateWindow(64, 64, "Chartproof", nil, nil)
	if err != nil {
		return err
	}
	w.Destroy()
	return nil
}

// noDisplay says what happened, what is safe and what to do.
func noDisplay(err error) string {
	if errors.Is(err, errNoScreen) {
		return "chartproof: there is no display to show a window on.\nNothing was changed.\n" +
			"Start it on a desktop, or do the same work without a window: chartproofctl process FILE"
	}
	return "chartproof: the graphics driver gives no OpenGL 2.1 window (common over remote desktop and in virtual machines).\n" +
		"Nothing was changed.\n" +
		"Install Mesa's software driver (Debian, Ubuntu: sudo apt install libgl1-mesa-dri; Windows: opengl32.dll of Mesa beside\n" +
		"the program), or do the same work without a window: chartproofctl process FILE"
}
