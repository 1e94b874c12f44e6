package crash

import (
	"fmt"
	"io"
	"os"
	"runtime"
)

// ExitFailed is the exit code of a program that a fault has ended.
const ExitFailed = 1

// Words says where the program stopped and ends it: functions and lines, no arguments and no values, because a panic's value may
// quote a chart. It is deferred.
func Words(program string, w io.Writer) {
	if cause := recover(); cause != nil {
		say(program, w, cause)
		os.Exit(ExitFailed)
	}
}

func say(program string, w io.Writer, cause any) {
	fmt.Fprintf(w, "%s: stopped by a fault of its own (%T, %s %s/%s). What was confirmed is saved; start it again.\n",
		program, cause, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		fmt.Fprintf(w, "  %s:%d\n", f.Function, f.Line)
		if !more {
			break
		}
	}
}
