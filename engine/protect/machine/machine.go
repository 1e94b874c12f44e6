package machine

import (
	"context"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Verdict is what was found of one thing.
type Verdict string

// The verdicts.
const (
	OK      Verdict = "ok"
	Unsafe  Verdict = "unsafe"
	Unknown Verdict = "unknown" // it cannot be read here; Do says how a person sees it
	Limit   Verdict = "limit"   // nothing on this computer can change it
)

// Finding is one thing that was looked at.
type Finding struct {
	Check   string  `json:"check"` // machine word: "disk_encryption"
	Verdict Verdict `json:"verdict"`
	Says    string  `json:"says"`
	Do      string  `json:"do,omitempty"`
}

// Machine is what can be read of a computer.
type Machine struct {
	OS       string              // as runtime.GOOS
	Root     fs.FS               // everything from / on
	Env      func(string) string // of the environment
	UID      int                 // who asks; below 0: the system has none
	Owner    func(fs.FileInfo) (uid int, known bool)
	Ask      func(ctx context.Context, program string, args ...string) (string, error) // runs a program that changes nothing
	Space    func(path string) (free, total uint64, err error)
	Synced   func() (bool, error) // the kernel's clock is set by somebody
	Landlock func() int           // level that the kernel offers; 0: none
	Now      func() time.Time
	Built    time.Time // this program; zero: not known
}

// Place is what is looked at besides the computer itself: whole paths without symbolic links.
type Place struct {
	Workspace string // empty: the computer alone is looked at
	Watched   string // the folder from which charts are taken; empty: none
}

// Check looks at everything. It never fails: what cannot be read is Unknown.
func (m Machine) Check(ctx context.Context, p Place) []Finding {
	at := p.Workspace
	if at == "" {
		at = "/"
	}
	out := []Finding{m.disk(ctx, at), m.swap(), m.cores(), m.tracing(), m.sandbox()}
	if p.Workspace != "" {
		out = append(out, m.folder(p.Workspace)...)
	}
	if p.Watched != "" {
		out = append(out, m.watched(p.Watched))
	}
	out = append(out, m.space(at), m.clock())
	out = append(out, m.environment()...)
	return append(out, m.screenLock(ctx), m.capture())
}

// read gives a file of the computer, empty and false where it cannot be read.
func (m Machine) read(name string) (string, bool) {
	data, err := fs.ReadFile(m.Root, strings.TrimPrefix(name, "/"))
	return strings.TrimSpace(string(data)), err == nil
}

func (m Machine) stat(name string) (fs.FileInfo, error) {
	if name = strings.TrimPrefix(path.Clean(name), "/"); name == "" {
		name = "."
	}
	return fs.Stat(m.Root, name)
}

func (m Machine) linux() bool { return m.OS == "linux" }
