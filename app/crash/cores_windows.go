package crash

import (
	"runtime/debug"

	"golang.org/x/sys/windows"
)

// NoCores keeps values out of crash messages, and Windows Error Reporting from offering to keep or send this process's memory. An
// administrator can still have every program dumped (LocalDumps); the doctor's list of what to check names it.
func NoCores() error {
	debug.SetTraceback("none")
	windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS | windows.SEM_NOGPFAULTERRORBOX | windows.SEM_NOOPENFILEERRORBOX)
	return nil
}
