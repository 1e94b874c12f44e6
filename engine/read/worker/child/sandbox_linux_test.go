package child

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"chartproof.org/chartproof/engine/read/worker"
)

// probeArgument makes the test binary lock itself down and then try what its second argument names.
const probeArgument = "--probe"

func TestMain(m *testing.M) {
	RunIfAsked()
	if len(os.Args) == 4 && os.Args[1] == probeArgument {
		probe(os.Args[2], os.Args[3])
	}
	os.Exit(m.Run())
}

// attempts are what a decoder that was taken over would try. Each gives nil where it succeeded.
func attempts(dir string) map[string]func() error {
	raw := func(call uintptr, a, b, c uintptr) error {
		if _, _, e := syscall.RawSyscall(call, a, b, c); e != 0 {
			return e
		}
		return nil
	}
	dial := func(network, address string) func() error {
		return func() error {
			c, err := net.DialTimeout(network, address, time.Second)
			if err == nil {
				return c.Close()
			}
			return err
		}
	}
	return map[string]func() error{
		"open":    func() error { _, err := os.ReadFile("/etc/passwd"); return err },
		"stat":    func() error { _, err := os.Stat(dir); return err },
		"create":  func() error { return os.WriteFile(filepath.Join(dir, "planted"), []byte("x"), 0o600) },
		"unlink":  func() error { return os.Remove(filepath.Join(dir, "keep")) },
		"rename":  func() error { return os.Rename(filepath.Join(dir, "keep"), filepath.Join(dir, "kept")) },
		"tcp":     dial("tcp", "127.0.0.1:9"),
		"udp":     dial("udp", "127.0.0.1:9"),
		"unix":    dial("unix", filepath.Join(dir, "socket")),
		"listen":  func() error { _, err := net.Listen("tcp", "127.0.0.1:0"); return err },
		"lookup":  func() error { _, err := net.LookupHost("example.org"); return err },
		"exec":    func() error { return exec.Command("/bin/true").Run() },
		"fork":    func() error { return raw(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0) },
		"signal":  func() error { return syscall.Kill(os.Getppid(), syscall.SIGCONT) },
		"tgkill":  func() error { return raw(unix.SYS_TGKILL, uintptr(os.Getppid()), uintptr(os.Getppid()), 0) },
		"ptrace":  func() error { return raw(unix.SYS_PTRACE, unix.PTRACE_ATTACH, uintptr(os.Getppid()), 0) },
		"prlimit": func() error { return raw(unix.SYS_PRLIMIT64, uintptr(os.Getppid()), unix.RLIMIT_CPU, 0) },
		"memfd":   func() error { _, err := unix.MemfdCreate("x", 0); return err },
		"pidfd":   func() error { _, err := unix.PidfdOpen(os.Getppid(), 0); return err },
		"execmem": func() error {
			_, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_EXEC, unix.MAP_ANON|unix.MAP_PRIVATE)
			return err
		},
		"mprotect": mprotect,
		"setown":   func() error { return raw(unix.SYS_FCNTL, 0, unix.F_SETOWN, uintptr(os.Getppid())) },
		"dumpable": func() error { return unix.Prctl(unix.PR_SET_DUMPABLE, 1, 0, 0, 0) },
		"iouring":  func() error { return raw(unix.SYS_IO_URING_SETUP, 1, 0, 0) },
	}
}

// mprotect tries to make written memory executable.
func mprotect() error {
	m, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil //nolint:nilerr // the attempt itself could not be made: that must fail the test
	}
	_, _, e := syscall.RawSyscall(unix.SYS_MPROTECT, uintptr(unsafe.Pointer(&m[0])), 4096, unix.PROT_READ|unix.PROT_EXEC)
	if e != 0 {
		return e
	}
	return nil
}

// probe runs in the child process. Without the lock ("open" as second argument) it proves that the attempt itself works.
func probe(dir, lock string) {
	if lock == "locked" {
		var r worker.Ready
		if err := lockdown(worker.Setup{Memory: 1 << 30, CPU: 30}, &r); err != nil || !r.Sandboxed() {
			fmt.Println("no sandbox:", err, r.Landlock, r.Seccomp)
			os.Exit(3)
		}
	}
	for name, try := range attempts(dir) {
		err := try()
		var errno syscall.Errno
		switch {
		case err == nil:
			fmt.Println(name, "succeeded")
		case errors.As(err, &errno):
			fmt.Println(name, "denied", int(errno))
		default:
			fmt.Println(name, "denied")
		}
	}
	os.Exit(0)
}

func TestSandboxDeniesWhatADecoderNeverNeeds(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "keep"), []byte("x"), 0o600); err != nil {
		t.Fatalf("plant file: %v", err)
	}
	out, err := exec.CommandContext(t.Context(), os.Args[0], probeArgument, dir, "locked").CombinedOutput()
	if err != nil {
		t.Fatalf("probe: %v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if want := len(attempts(dir)); len(lines) != want {
		t.Errorf("%d attempts answered, want %d", len(lines), want)
	}
	for _, l := range lines {
		if !strings.Contains(l, "denied") {
			t.Errorf("in the sandbox: %s", l)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != "keep" {
		t.Errorf("the folder holds %v after the probe (%v), want only what was there", entries, err)
	}
}

// TestAttemptsWorkWithoutTheSandbox keeps the test above honest: outside the sandbox the same attempts mostly succeed.
func TestAttemptsWorkWithoutTheSandbox(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "keep"), []byte("x"), 0o600); err != nil {
		t.Fatalf("plant file: %v", err)
	}
	for _, name := range []string{"open", "stat", "create", "udp", "listen", "exec", "signal", "memfd", "pidfd", "execmem", "mprotect", "setown"} {
		if err := attempts(dir)[name](); err != nil {
			t.Errorf("%s outside the sandbox: %v, want success", name, err)
		}
	}
}
