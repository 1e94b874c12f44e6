package bench

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// memoryTick is how often the memory of all processes is looked at.
const memoryTick = 50 * time.Millisecond

// watchMemory adds up the resident memory of this process and of all that it started, again and again until the function that
// it gives is called; that gives the largest sum in MiB. What processes share counts in each of them.
func watchMemory() (stop func() float64) {
	end, most := make(chan struct{}), make(chan float64)
	go func() {
		tick := time.NewTicker(memoryTick)
		defer tick.Stop()
		peak := int64(0)
		for {
			peak = max(peak, residentOf(os.Getpid()))
			select {
			case <-tick.C:
			case <-end:
				most <- float64(peak) / (1 << 20)
				return
			}
		}
	}()
	return func() float64 {
		close(end)
		return <-most
	}
}

// residentOf gives the bytes that a process and its descendants hold. What ended meanwhile holds none.
func residentOf(pid int) int64 {
	sum := int64(0)
	if statm, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid)); err == nil {
		if f := strings.Fields(string(statm)); len(f) > 1 {
			pages, _ := strconv.ParseInt(f[1], 10, 64) // the kernel writes a number
			sum = pages * int64(os.Getpagesize())
		}
	}
	tasks, _ := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid)) // a process that has ended has none
	for _, t := range tasks {
		children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/children", pid, t.Name()))
		for c := range strings.FieldsSeq(string(children)) {
			if child, err := strconv.Atoi(c); err == nil {
				sum += residentOf(child)
			}
		}
	}
	return sum
}
