//go:build e2e

package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// traced is what one run may do: write below these folders, reach this one address.
type traced struct {
	inside []string // folders that may be written to
	hub    string   // host:port, empty: no network at all
	cwd    string
	home   string
}

var (
	call       = regexp.MustCompile(`^(\w+)\((.*)\)\s+= (-?\w+)`)
	quoted     = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)
	folder     = regexp.MustCompile(`^(?:AT_FDCWD|\d+)<([^>]*)>, $`)
	internet   = regexp.MustCompile(`sin6?_port=htons\((\d+)\).*(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")`)
	lookups    = regexp.MustCompile(`^/etc/(hosts|resolv\.conf|nsswitch\.conf|host\.conf|gai\.conf)$|/nscd/|/resolve/io\.systemd`)
	identities = regexp.MustCompile(`machine-id$|/product_uuid$|/boot_id$`)
	changing   = []string{"mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat", "symlink",
		"symlinkat", "truncate", "chmod", "fchmodat", "chown", "lchown", "fchownat", "utimensat", "utime", "utimes", "mknod", "mknodat", "creat"}
)

// wrong says what a line of strace tells that should not be, or nothing.
func (r traced) wrong(line string) string {
	if cut, ok := strings.CutSuffix(line, "<unfinished ...>"); ok { // the thread ended in it
		line = cut + ") = -1"
	}
	m := call.FindStringSubmatch(line)
	if m == nil {
		return ""
	}
	name, args := m[1], m[2]
	switch name {
	case "connect", "sendto", "sendmsg", "sendmmsg", "bind":
		return r.wrongPeer(name, args)
	}
	paths := r.paths(args)
	for _, p := range paths {
		switch {
		case lookups.MatchString(p):
			return "a host's name is looked up: " + p
		case identities.MatchString(p):
			return "the machine's identity is read: " + p
		case r.home != "" && within(r.home, p) && !r.may(p) && m[3] != "-1":
			return "the home folder is touched: " + p
		}
	}
	opens := strings.HasPrefix(name, "open") && (strings.Contains(args, "O_WRONLY") || strings.Contains(args, "O_RDWR") || strings.Contains(args, "O_CREAT"))
	if !opens && !slices.Contains(changing, name) {
		return ""
	}
	for _, p := range paths {
		if !r.may(p) {
			return fmt.Sprintf("%s changes %s", name, p)
		}
	}
	return ""
}

// paths gives the quoted arguments as absolute paths.
func (r traced) paths(args string) (out []string) {
	for _, at := range quoted.FindAllStringSubmatchIndex(args, -1) {
		p, base := args[at[2]:at[3]], r.cwd
		before := args[:at[0]]
		if i := strings.LastIndex(strings.TrimSuffix(before, ", "), ", "); i >= 0 {
			before = before[i+2:]
		}
		if m := folder.FindStringSubmatch(before); m != nil {
			base = m[1]
		}
		if !filepath.IsAbs(p) {
			p = filepath.Join(base, p)
		}
		out = append(out, filepath.Clean(p))
	}
	return out
}

func within(dir, path string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

func (r traced) may(path string) bool {
	return path == "/dev/null" || slices.ContainsFunc(r.inside, func(dir string) bool { return within(dir, path) })
}

// wrongPeer looks at an address. What is sent on a connection that stands has none.
func (r traced) wrongPeer(name, args string) string {
	i := strings.Index(args, "sa_family=")
	if i < 0 {
		return ""
	}
	m := internet.FindStringSubmatch(args[i:])
	if m == nil {
		return name + " to " + args[i:]
	}
	host := m[2] + m[3]
	loopback := strings.HasPrefix(host, "127.") || host == "::1" || strings.HasPrefix(host, "::ffff:127.")
	switch {
	case r.hub == "":
		return "there should be no network: " + name + " " + host
	case name == "bind" && loopback:
		return ""
	case name == "connect" && host+":"+m[1] == r.hub:
		return ""
	}
	return fmt.Sprintf("%s to %s port %s, the hub is %s", name, host, m[1], r.hub)
}

// TestTraceRulesSeeWhatIsWrong holds the rules to lines that they must find, and to ones that are right.
func TestTraceRulesSeeWhatIsWrong(t *testing.T) {
	r := traced{inside: []string{"/out"}, hub: "127.0.0.1:4433", cwd: "/elsewhere", home: "/home/ada"}
	for _, c := range []struct {
		line  string
		wrong bool
	}{
		{`openat(AT_FDCWD</elsewhere>, "/out/a", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 5</out/a>`, false},
		{`openat(AT_FDCWD</elsewhere>, "/usr/lib/x.so", O_RDONLY|O_CLOEXEC) = 5</usr/lib/x.so>`, false},
		{`openat(AT_FDCWD</elsewhere>, "notes", O_WRONLY|O_CREAT, 0600) = 5</elsewhere/notes>`, true},
		{`openat(AT_FDCWD</elsewhere>, "/outside", O_WRONLY|O_CREAT, 0600) = 5</outside>`, true},
		{`openat(7</out>, "../etc/x", O_WRONLY|O_CREAT, 0600) = 5</etc/x>`, true},
		{`openat(7</out>, "b", O_WRONLY|O_CREAT, 0600) = 5</out/b>`, false},
		{`openat(AT_FDCWD</elsewhere>, "/tmp/log", O_WRONLY|O_CREAT|O_APPEND, 0600) = -1 EACCES (Permission denied)`, true},
		{`mkdirat(AT_FDCWD</elsewhere>, "/home/ada/.cache", 0700) = 0`, true},
		{`renameat(AT_FDCWD</elsewhere>, "/out/a", AT_FDCWD</elsewhere>, "/elsewhere/a") = 0`, true},
		{`renameat(AT_FDCWD</elsewhere>, "/out/a", AT_FDCWD</elsewhere>, "/out/b") = 0`, false},
		{`unlink("/etc/passwd") = 0`, true},
		{`openat(AT_FDCWD</elsewhere>, "/etc/resolv.conf", O_RDONLY|O_CLOEXEC) = 5</etc/resolv.conf>`, true},
		{`openat(AT_FDCWD</elsewhere>, "/etc/hosts", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)`, true},
		{`openat(AT_FDCWD</elsewhere>, "/etc/machine-id", O_RDONLY|O_CLOEXEC) = 5</etc/machine-id>`, true},
		{`openat(AT_FDCWD</elsewhere>, "/home/ada/.config/x", O_RDONLY) = 5</home/ada/.config/x>`, true},
		{`connect(5<socket:[1]>, {sa_family=AF_INET, sin_port=htons(4433), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS (Operation now in progress)`, false},
		{`connect(5<socket:[1]>, {sa_family=AF_INET, sin_port=htons(4434), sin_addr=inet_addr("127.0.0.1")}, 16) = 0`, true},
		{`connect(5<socket:[1]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("9.9.9.9")}, 16) = 0`, true},
		{`connect(5<socket:[1]>, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)`, true},
		{`sendto(5<socket:[1]>, "x", 1, 0, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 1`, true},
		{`bind(5<socket:[1]>, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("0.0.0.0")}, 16) = 0`, true},
		{`connect(5<socket:[1]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("20.1.2.3")}, 16 <unfinished ...>`, true},
	} {
		if got := r.wrong(c.line); (got != "") != c.wrong {
			t.Errorf("%s\nwant wrong %v, got %q", c.line, c.wrong, got)
		}
	}
	r.hub = ""
	if r.wrong(`connect(5<socket:[1]>, {sa_family=AF_INET, sin_port=htons(4433), sin_addr=inet_addr("127.0.0.1")}, 16) = 0`) == "" {
		t.Error("want any connection reported where there is no hub")
	}
}

// hubAt is how rehearse tells where its hub answers.
var hubAt = regexp.MustCompile(`joined to the hub at https://(\S+)`)

func TestTheWholeJobWritesAndCallsNowhereElse(t *testing.T) {
	tr := strace(t, "rehearse", "chart.tif")
	m := hubAt.FindSubmatch(tr.stdout)
	if m == nil {
		t.Fatalf("rehearse names no hub: %s", tr.stdout)
	}
	tr.rules.hub = string(m[1])
	tr.check(t)
	if tr.connects == 0 {
		t.Error("the trace shows no connection to the hub: it has not seen everything")
	}
}

func TestProcessWritesNowhereElseAndNeedsNoNetwork(t *testing.T) {
	tr := strace(t, "process", "chart.tif")
	tr.check(t)
	if tr.connects != 0 {
		t.Errorf("%d connections", tr.connects)
	}
}

// trace is a run with what strace saw, one file a thread.
type trace struct {
	rules    traced
	stdout   []byte
	files    []string
	tmp      string
	connects int
}

func strace(t *testing.T, command, name string) *trace {
	t.Helper()
	out, home, tmp, cwd, logs := filepath.Join(t.TempDir(), "out"), t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	data, err := os.ReadFile("../../testdata/charts/b-prescription.tif")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(cwd, name), data, 0o400); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "strace", "-ff", "-y", "-qq", "-s", "4096", "-e", "trace=%file,%network", "-o", filepath.Join(logs, "t"),
		program(t, "chartproofctl"), command, "--out", out, name)
	cmd.Dir = cwd
	cmd.Env = append(os.Environ(), "HOME="+home, "TMPDIR="+tmp, "XDG_CACHE_HOME=", "XDG_CONFIG_HOME=", "XDG_DATA_HOME=", "XDG_RUNTIME_DIR=")
	if os.Getenv("CHARTPROOF_CACHE") == "" {
		if cache, err := os.UserCacheDir(); err == nil { // the real one: HOME is another for the program
			cmd.Env = append(cmd.Env, "CHARTPROOF_CACHE="+filepath.Join(cache, "chartproof"))
		}
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("strace %s: %v; without the right to ptrace (container without SYS_PTRACE, kernel.yama.ptrace_scope) this proof cannot be had here: %s",
			command, err, stderr.String())
	}
	files, err := filepath.Glob(filepath.Join(logs, "t.*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("strace wrote nothing: %v, %s", err, stderr.String())
	}
	return &trace{rules: traced{inside: []string{out}, cwd: cwd, home: home}, stdout: stdout.Bytes(), files: files, tmp: tmp}
}

func (tr *trace) check(t *testing.T) {
	t.Helper()
	workers, libraries, writes, lines := 0, 0, 0, 0
	for _, path := range tr.files {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		scan := bufio.NewScanner(f)
		scan.Buffer(nil, 1<<20)
		rules := tr.rules
		for scan.Scan() {
			line := scan.Text()
			lines++
			if w := rules.wrong(line); w != "" {
				t.Errorf("%s\n  %s", w, line)
			}
			switch {
			case strings.HasPrefix(line, "execve(") && strings.Contains(line, "--chartproof-reading-worker"):
				workers++
			case strings.HasPrefix(line, "openat(") && strings.Contains(line, "libonnxruntime") && !strings.Contains(line, " = -1 "):
				libraries++ // the one that reports to its maker where nobody forbids it
			case strings.HasPrefix(line, "connect("):
				tr.connects++
			case strings.Contains(line, "O_CREAT") && strings.Contains(line, rules.inside[0]):
				writes++
			case strings.HasPrefix(line, "chdir("):
				rules.cwd = rules.paths(line)[0]
			}
		}
		if err := scan.Err(); err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
	}
	if workers == 0 || libraries == 0 || writes == 0 {
		t.Errorf("the trace shows %d reading workers, %d times ONNX Runtime and %d files written: it has not seen everything", workers, libraries, writes)
	}
	for what, dir := range map[string]string{"temp": tr.tmp, "home": tr.rules.home} {
		if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
			t.Errorf("%d files left in the %s folder, %v", len(left), what, err)
		}
	}
	t.Logf("%d threads, %d calls, %d workers, %d files created, %d connections", len(tr.files), lines, workers, writes, tr.connects)
}
