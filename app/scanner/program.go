package scanner

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"chartproof.org/chartproof/ui/present"
)

// Program is SANE's command line. The zero value finds it on the path.
type Program struct {
	Path string   // of scanimage; empty: on the path
	Env  []string // added to the environment

	answer time.Duration // within which lists and options must come; 0: answerWithin
}

// maxText bounds what is read of lists, options and complaints.
const maxText = 1 << 20

// stopWithin is how long the device has to send its sheet out after a cancel.
const stopWithin = 5 * time.Second

// endWithin is how long the program may take to let go of the device when it has said that it gives no more sheets: some drivers
// wait for themselves there and would do so for ever.
const endWithin = 15 * time.Second

// answerWithin is how long lists and options may take: scanners on the network are asked too, and one that was switched off meanwhile
// may never answer.
const answerWithin = time.Minute

// Devices lists the scanners that answer.
func (p Program) Devices(ctx context.Context) ([]present.Scanner, error) {
	text, err := p.ask(ctx, "--formatted-device-list=%d|%v|%m%n")
	if err != nil {
		return nil, err
	}
	out := parseDevices(text)
	if len(out) == 0 {
		return nil, fault(present.ScanNoDevice)
	}
	return out, nil
}

// Abilities asks a device what it can do.
func (p Program) Abilities(ctx context.Context, device string) (present.ScannerAbilities, error) {
	text, err := p.ask(ctx, "--device-name="+device, "--all-options")
	if err != nil {
		return present.ScannerAbilities{}, err
	}
	return parseAbilities(text), nil
}

// command prepares a call; it is asked to stop before it is killed.
func (p Program) command(ctx context.Context, args ...string) (*exec.Cmd, error) {
	if runtime.GOOS == "windows" {
		return nil, fault(present.ScanNotHere)
	}
	path, err := exec.LookPath(cmp.Or(p.Path, "scanimage"))
	if err != nil {
		return nil, fault(present.ScanNoTool)
	}
	cmd := exec.CommandContext(ctx, path, args...) //nolint:gosec // the program that was found, and options of ours
	cmd.Env = append(append(os.Environ(), p.Env...), "LC_ALL=C")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = stopWithin
	return cmd, nil
}

// ask runs the program and gives what it prints.
func (p Program) ask(ctx context.Context, args ...string) (string, error) {
	asking, done := context.WithTimeout(ctx, cmp.Or(p.answer, answerWithin))
	defer done()
	cmd, err := p.command(asking, args...)
	if err != nil {
		return "", err
	}
	var out, complaint limited
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		if asking.Err() != nil && ctx.Err() == nil {
			return "", fault(present.ScanGone)
		}
		return "", faultOf(ctx, complaint.String(), err)
	}
	return out.String(), nil
}

// limited keeps the beginning of what is written.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if room := maxText - l.Len(); room > 0 {
		l.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// ReadFrom hides the buffer's own, which knows no limit.
func (l *limited) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{l}, r)
}

func fault(f present.ScanFault) error { return &present.ScanError{Fault: f} }

// complaints are the words of SANE's states (sane_strstatus), and of scanimage itself.
var complaints = []struct {
	words string
	fault present.ScanFault
}{
	{"document feeder jammed", present.ScanJam},
	{"document feeder out of documents", present.ScanEmpty},
	{"scanner cover is open", present.ScanCover},
	{"access to resource has been denied", present.ScanDenied},
	{"device busy", present.ScanBusy},
	{"out of memory", present.ScanMemory},
	{"no sane devices found", present.ScanNoDevice},
	{"operation not supported", present.ScanSettings},
	{"unrecognized option", present.ScanSettings},
	{"error during device i/o", present.ScanFailed},
}

// faultOf says why the program ended as it did.
func faultOf(ctx context.Context, complaint string, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	said := strings.ToLower(complaint)
	for _, c := range complaints {
		if strings.Contains(said, c.words) {
			return fault(c.fault)
		}
	}
	if strings.Contains(said, "invalid argument") {
		if strings.Contains(said, "open of device") { // there is none of that name any more
			return fault(present.ScanGone)
		}
		return fault(present.ScanSettings)
	}
	var known *present.ScanError
	if errors.As(err, &known) {
		return err
	}
	return fault(present.ScanFailed)
}
