package machine

import (
	"fmt"
	"strings"
	"time"
)

// cores says where the memory of a program that crashes goes.
func (m Machine) cores() Finding {
	f := Finding{Check: "core_dumps"}
	if !m.linux() {
		f.Verdict, f.Says = OK, "Chartproof asks the system for no dumps of itself"
		return f
	}
	pattern, ok := m.read("/proc/sys/kernel/core_pattern")
	switch {
	case !ok:
		f.Verdict, f.Says, f.Do = Unknown, "where crashes are dumped cannot be read", "run: sysctl kernel.core_pattern"
	case pattern == "" || strings.HasPrefix(pattern, "|/bin/false"):
		f.Verdict, f.Says = OK, "crashes are not dumped"
	case strings.HasPrefix(pattern, "|"):
		f.Verdict, f.Says = OK, "Chartproof cannot be dumped; crashes of other programs are handed to "+strings.Fields(pattern[1:])[0]
	case m.noCores():
		f.Verdict, f.Says = OK, "Chartproof cannot be dumped, and this session's limit of dumps is 0"
	default:
		f.Verdict, f.Says = Unsafe, "Chartproof cannot be dumped, but the window system or a viewer that shows a page can, into files named "+pattern
		f.Do = "set: kernel.core_pattern=|/bin/false in /etc/sysctl.d, or * hard core 0 in /etc/security/limits.conf"
	}
	return f
}

// noCores reports whether the hard limit of dumps is 0.
func (m Machine) noCores() bool {
	text, _ := m.read("/proc/self/limits")
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, "Max core file size"); ok {
			fields := strings.Fields(rest)
			return len(fields) > 1 && fields[1] == "0"
		}
	}
	return false
}

// tracing says whether other programs of the same account may read a program's memory.
func (m Machine) tracing() Finding {
	f := Finding{Check: "tracing"}
	if !m.linux() {
		f.Verdict, f.Says = OK, "the system asks before a program reads another's memory"
		return f
	}
	scope, ok := m.read("/proc/sys/kernel/yama/ptrace_scope")
	switch {
	case !ok:
		f.Verdict, f.Says, f.Do = Unknown, "the kernel does not say whether programs may read each other's memory", "set: kernel.yama.ptrace_scope=1, where the kernel has Yama"
	case scope == "0":
		f.Verdict, f.Says = Unsafe, "programs of one account may read each other's memory: the keyring's and a browser's too (Chartproof shuts itself off)"
		f.Do = "set: kernel.yama.ptrace_scope=1 in /etc/sysctl.d"
	default:
		f.Verdict, f.Says = OK, "programs may not read each other's memory"
	}
	return f
}

// sandbox says whether the kernel has what files are read in.
func (m Machine) sandbox() Finding {
	f := Finding{Check: "sandbox"}
	if !m.linux() {
		f.Verdict, f.Says, f.Do = Limit, "files are read in a process of its own, but this system has no sandbox for it", "let scans come from known senders only"
		return f
	}
	level := m.Landlock()
	actions, seccomp := m.read("/proc/sys/kernel/seccomp/actions_avail")
	switch {
	case level > 0 && seccomp && strings.Contains(actions, "errno"):
		f.Verdict, f.Says = OK, fmt.Sprintf("files are read behind Landlock (level %d) and seccomp", level)
	case level == 0:
		f.Verdict, f.Says = Unsafe, "the kernel has no Landlock: a hostile file that breaks a reader may get at other files"
		f.Do = "use Linux 5.13 or newer, and name landlock in the kernel's lsm= list"
	default:
		f.Verdict, f.Says, f.Do = Unsafe, "the kernel has no seccomp", "use a kernel with CONFIG_SECCOMP_FILTER"
	}
	return f
}

// clock says whether the computer's time can be believed.
func (m Machine) clock() Finding {
	f := Finding{Check: "clock"}
	now := m.Now()
	if !m.Built.IsZero() && now.Before(m.Built.Add(-24*time.Hour)) {
		f.Verdict, f.Says = Unsafe, "the clock shows "+now.UTC().Format(time.RFC3339)+", which is before this program was made"
		f.Do = "set the clock: times in the trail and of signatures are wrong"
		return f
	}
	synced, err := m.Synced()
	switch {
	case err != nil:
		f.Verdict, f.Says, f.Do = Unknown, "whether the clock is set over the network cannot be read", "see that the computer sets its time by itself (NTP)"
	case synced:
		f.Verdict, f.Says = OK, "the clock is set over the network"
	default:
		f.Verdict, f.Says = Unsafe, "nobody sets the clock: times in the trail drift, and authenticator codes stop fitting"
		f.Do = "run: timedatectl set-ntp true"
	}
	return f
}
