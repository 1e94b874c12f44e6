package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"chartproof.org/chartproof/app/crash"
	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/read/worker/child"
)

// Exit codes of every command.
const (
	exitDone        = 0
	exitSomeFailed  = 1
	exitUsage       = 2
	exitEnvironment = 3
)

// commands is the command line; each field's command stands in the file of its name.
type commands struct {
	Doctor     doctorCommand     `cmd:"" help:"Say what of this computer and of a workspace is unsafe, and what to do."`
	Process    processCommand    `cmd:"" help:"Read, find, redact and verify files; write a JSON result and a redacted PDF for each."`
	PHI        phiCommand        `cmd:"" name:"phi" help:"Find protected health information in plain text from standard input."`
	Template   templateCommand   `cmd:"" help:"Make a template of a form: what to capture, cover and cut away on it."`
	Synth      synthCommand      `cmd:"" help:"Make synthetic charts with truth."`
	Bench      benchCommand      `cmd:"" help:"Measure accuracy, speed and memory on synthetic charts and beside OCRmyPDF."`
	Audit      auditCommand      `cmd:"" help:"Look after the audit trail of a workspace."`
	Backup     backupCommand     `cmd:"" help:"Back up a workspace, check it, rehearse restoring."`
	Restore    restoreCommand    `cmd:"" help:"Bring a workspace back from a backup."`
	Hub        hubCommand        `cmd:"" help:"Look after the hub that runs with a workspace."`
	Keys       keysCommand       `cmd:"" help:"Look after the keys of a workspace."`
	Policy     policyCommand     `cmd:"" help:"Rules of who may do what: show, test, check, and a practice's own."`
	Record     recordCommand     `cmd:"" help:"Look at sealed records."`
	Deidentify deidentifyCommand `cmd:"" help:"De-identified releases of processed charts: Safe Harbor, limited data set, date-shifted, surrogates."`
	Quality    qualityCommand    `cmd:"" help:"How good the work is: pages an hour, errors, drift, turnaround."`
	Retention  retentionCommand  `cmd:"" help:"How long charts are kept, legal holds, and disposals with their certificates."`
	Users      usersCommand      `cmd:"" help:"Look after the people of a workspace."`
	Rehearse   rehearseCommand   `cmd:"" help:"Take synthetic charts the whole way in a workspace made for it: import, review, sign, hub, receipt."`
}

// streams are what a command reads and writes; tests put buffers here.
type streams struct {
	in       io.Reader
	out, err io.Writer
	terminal bool // err is a terminal: progress may be drawn
}

// failure is an error that has decided on its exit code.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

func main() {
	child.RunIfAsked()
	wire.SpareMemory()
	defer crash.Words("chartproofctl", os.Stderr)
	if err := crash.NoCores(); err != nil {
		fmt.Fprintln(os.Stderr, "chartproofctl:", err)
		os.Exit(exitEnvironment)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, terminal: isTerminal(os.Stderr)})
	stop()
	os.Exit(code)
}

// newParser gives the command line's grammar.
func newParser(cmd *commands, o ...kong.Option) (*kong.Kong, error) {
	return kong.New(cmd, append(o, kong.Name("chartproofctl"),
		kong.Description("Turns scanned medical charts into proven records on this machine."),
		kong.Vars{"roles": "Any of scan_technician, him_reviewer, coder, clinician, privacy_officer, auditor, administrator"})...)
}

// run is main without the process: it gives the exit code.
func run(ctx context.Context, args []string, s streams) int {
	var cmd commands
	exited := -1
	parser, err := newParser(&cmd, kong.Writers(s.out, s.err), kong.UsageOnError(), kong.Exit(func(code int) { exited = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(s))
	if err != nil {
		fmt.Fprintln(s.err, "chartproofctl:", err)
		return exitEnvironment
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		parser.FatalIfErrorf(err)
		return exitUsage
	}
	return exitCode(parsed.Run(), s.err)
}

func exitCode(err error, w io.Writer) int {
	if err == nil {
		return exitDone
	}
	fmt.Fprintln(w, "chartproofctl:", err)
	var f *failure
	switch {
	case errors.As(err, &f):
		return f.code
	case chart.KindOf(err) == chart.MissingTool, chart.KindOf(err) == chart.KeyringAbsent:
		return exitEnvironment
	}
	return exitSomeFailed
}
