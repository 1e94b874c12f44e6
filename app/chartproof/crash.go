package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
)

// lastWords says where the program stopped: functions and lines, no arguments and no values, because a panic's value may
// quote a chart.
func lastWords(w io.Writer) {
	cause := recover()
	if cause == nil {
		return
	}
	fmt.Fprintf(w, "chartproof: stopped by a fault of its own (%T). What was confirmed is saved; start it again.\n", cause)
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		f, more := frames.Next()
		fmt.Fprintf(w, "  %s:%d\n", f.Function, f.Line)
		if !more {
			break
		}
	}
	os.Exit(exitFailed)
}
