package worker

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// platformVariables are passed on to a child: none, its paths come in Setup.
var platformVariables = []string{}

// restrain makes the child end with us: a loop inside a decoder never reads the end of its input.
func restrain(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

// confine is done by the child itself on Linux.
func confine(*os.Process, int64) error { return nil }

// residentBytes is the memory that a child holds, 0 where it cannot be told.
func residentBytes(pid int) int64 {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	fields := bytes.Fields(data)
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// processorTime is what a child has used of the processors in all its threads, 0 where it cannot be told.
func processorTime(pid int) time.Duration {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	// The program's name stands in parentheses and may hold anything; user and system time are the 12th and 13th after it.
	fields := bytes.Fields(data[bytes.LastIndexByte(data, ')')+1:])
	if len(fields) < 13 {
		return 0
	}
	user, err1 := strconv.ParseInt(string(fields[11]), 10, 64)
	system, err2 := strconv.ParseInt(string(fields[12]), 10, 64)
	if err1 != nil || err2 != nil {
		return 0
	}
	const ticksPerSecond = 100 // USER_HZ, the same on every Linux that we run on
	return time.Duration(user+system) * time.Second / ticksPerSecond
}

// diagnoseState tells from how a child ended why it did.
func diagnoseState(st *os.ProcessState) cause {
	ws, ok := st.Sys().(syscall.WaitStatus)
	if !ok || !ws.Signaled() {
		return crashed
	}
	switch ws.Signal() {
	case syscall.SIGXCPU:
		return timedOut
	case syscall.SIGKILL: // not ours: the kernel's, for want of memory
		return outOfMemory
	}
	return crashed
}
