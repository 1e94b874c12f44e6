package child

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"time"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/landlock-lsm/go-landlock/landlock"
	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"

	"chartproof.org/chartproof/engine/read/worker"
)

// newestLandlock is the newest level whose rights lockdown asks for.
const newestLandlock = 11

// lockdown closes the process in for good. What it reached goes into r; the error says what is missing.
func lockdown(s worker.Setup, r *worker.Ready) error {
	// The Go runtime opens its poller with the first timer, and dies where it may not: let it do so now.
	time.AfterFunc(time.Hour, func() {}).Stop()
	giveWay()
	if err := limitResources(s); err != nil {
		return err
	}
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("set not dumpable: %w", err)
	}
	var missing []error
	level, err := closePaths()
	r.Landlock = level
	if err != nil {
		missing = append(missing, err)
	}
	if err := filterCalls(); err != nil {
		missing = append(missing, err)
	} else {
		r.Seccomp = true
	}
	if len(missing) == 0 {
		r.Notices = append(r.Notices, fmt.Sprintf("files are read in a sandbox: Landlock level %d and seccomp", level))
	}
	return errors.Join(missing...)
}

// politeness is the nice value of a reading child.
const politeness = 10

// giveWay lets the window that somebody works in go first: reading fills every core for minutes. Niceness is a thread's
// own on Linux, and new threads take it from the one that starts them. Where it cannot be set, reading is only ruder.
func giveWay() {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return
	}
	for _, t := range threads {
		if id, err := strconv.Atoi(t.Name()); err == nil {
			_ = unix.Setpriority(unix.PRIO_PROCESS, id, politeness)
		}
	}
}

// limitResources bounds memory (data, not address space: Go reserves far more than it uses), processor time, and forbids
// files of any size and core dumps, which would hold a chart.
func limitResources(s worker.Setup) error {
	for _, l := range []struct {
		what  int
		value uint64
	}{
		{unix.RLIMIT_DATA, uint64(s.Memory)}, {unix.RLIMIT_CPU, uint64(s.CPU)}, {unix.RLIMIT_FSIZE, 0}, {unix.RLIMIT_CORE, 0},
		{unix.RLIMIT_MEMLOCK, 0}, {unix.RLIMIT_MSGQUEUE, 0},
	} {
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: l.value, Max: l.value}); err != nil {
			return fmt.Errorf("limit resource %d: %w", l.what, err)
		}
	}
	return nil
}

// closePaths takes away every path, port and scope that Landlock knows, and gives the level that the kernel offers.
func closePaths() (int, error) {
	level, err := ll.LandlockGetABIVersion()
	if err != nil || level < 1 {
		return 0, errors.New("the kernel has no Landlock")
	}
	if err := landlock.V11.BestEffort().Restrict(); err != nil {
		return 0, fmt.Errorf("restrict by Landlock: %w", err)
	}
	return min(level, newestLandlock), nil
}

// filterCalls lets through the system calls that memory, threads, clocks and two pipes need, and no other. Landlock alone
// would leave UDP, forks, signals and executable memory open.
func filterCalls() error {
	runtime.LockOSThread() // no_new_privs is set on this thread and carried to the others by TSYNC
	defer runtime.UnlockOSThread()
	err := seccomp.LoadFilter(seccomp.Filter{NoNewPrivs: true, Flag: seccomp.FilterFlagTSync, Policy: policy()})
	if err != nil {
		return fmt.Errorf("filter system calls: %w", err)
	}
	return nil
}

func policy() seccomp.Policy {
	is := func(arg uint32, v uint64) seccomp.Condition {
		return seccomp.Condition{Argument: arg, Operation: seccomp.Equal, Value: v}
	}
	without := func(arg uint32, bits uint64) seccomp.Condition {
		return seccomp.Condition{Argument: arg, Operation: seccomp.BitsNotSet, Value: bits}
	}
	with := func(arg uint32, bits uint64) seccomp.Condition {
		return seccomp.Condition{Argument: arg, Operation: seccomp.BitsSet, Value: bits}
	}
	return seccomp.Policy{
		// An answer instead of a kill: the C libraries try files in /proc and /sys and do without.
		DefaultAction: seccomp.ActionErrno,
		Syscalls: []seccomp.SyscallGroup{
			// clone3 hides its flags in memory; libc falls back to clone where it is unknown.
			{Action: seccomp.ActionErrno | seccomp.Action(unix.ENOSYS), Names: []string{"clone3"}},
			{
				Action: seccomp.ActionAllow,
				Names: []string{"read", "write", "close", "munmap", "madvise", "mremap", "brk", "rt_sigaction", "rt_sigprocmask",
					"rt_sigreturn", "sigaltstack", "futex", "sched_yield", "nanosleep", "clock_nanosleep", "clock_gettime", "getpid",
					"gettid", "exit", "exit_group", "set_robust_list", "rseq", "epoll_pwait", "epoll_ctl", "getrandom", "restart_syscall"},
				NamesWithCondtions: []seccomp.NameWithConditions{
					{Name: "mmap", Conditions: seccomp.ArgumentConditions{without(2, unix.PROT_EXEC)}},
					{Name: "mprotect", Conditions: seccomp.ArgumentConditions{without(2, unix.PROT_EXEC)}},
					{Name: "clone", Conditions: seccomp.ArgumentConditions{with(0, unix.CLONE_THREAD)}},
					{Name: "tgkill", Conditions: seccomp.ArgumentConditions{is(0, uint64(os.Getpid()))}},
					{Name: "fcntl", Conditions: seccomp.ArgumentConditions{is(1, unix.F_GETFL)}},
					{Name: "fcntl", Conditions: seccomp.ArgumentConditions{is(1, unix.F_SETFL)}},
					{Name: "prlimit64", Conditions: seccomp.ArgumentConditions{is(0, 0), is(2, 0)}},
				},
			},
		},
	}
}
