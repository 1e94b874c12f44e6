package worker

import (
	"fmt"
	"os"
	"os/exec"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// platformVariables are passed on to a child: without them Windows finds no system library.
var platformVariables = []string{"SystemRoot", "PATH", "TEMP", "TMP"}

// restrain has nothing to set: confine does it after the start.
func restrain(*exec.Cmd) {}

// confine puts the child into a job object that bounds its memory, lets it start no process, and ends it with us. The
// job's handle is kept open on purpose: Windows closes it when this process ends, and the child with it.
func confine(p *os.Process, maxRSS int64) error {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return fmt.Errorf("create job object: %w", err)
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: uintptr(maxRSS)}
	info.BasicLimitInformation.ActiveProcessLimit = 1
	info.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY | windows.JOB_OBJECT_LIMIT_ACTIVE_PROCESS |
		windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
	if _, err := windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info))); err != nil {
		return fmt.Errorf("limit job object: %w", err)
	}
	h, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(p.Pid))
	if err != nil {
		return fmt.Errorf("open child: %w", err)
	}
	defer windows.CloseHandle(h) //nolint:errcheck // nothing can be done about it
	if err := windows.AssignProcessToJobObject(job, h); err != nil {
		return fmt.Errorf("assign job object: %w", err)
	}
	return nil
}

// residentBytes is not asked for here: the job object bounds memory.
func residentBytes(int) int64 { return 0 }

// processorTime is not asked for here: the clock bounds a page.
func processorTime(int) time.Duration { return 0 }

// diagnoseState cannot tell more than that the child died.
func diagnoseState(*os.ProcessState) cause { return crashed }
