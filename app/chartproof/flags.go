package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"chartproof.org/chartproof/ui/shell"
)

// errHelp says that help was asked for and shown.
var errHelp = errors.New("help was shown")

// flags is what the command line says.
type flags struct {
	workspace  string
	hubAddress string
	files      []string // imported after the first sign-in
	sample     string
	join       shell.Join
}

const usage = `Chartproof turns scanned medical charts into proven records on this computer.

  chartproof [flags] [FILE...]

The files are imported after the first sign-in; a new workspace is set up on the screen first.

  chartproof                                  open the workspace of this account
  chartproof --workspace ~/clinic scan.pdf    open another one and import a chart

Flags:
`

func parse(args []string, errOut io.Writer) (flags, error) {
	var f flags
	var imports listFlag
	var codeFile string
	set := flag.NewFlagSet("chartproof", flag.ContinueOnError)
	set.SetOutput(errOut)
	set.Usage = func() {
		fmt.Fprint(errOut, usage)
		set.PrintDefaults()
	}
	set.StringVar(&f.workspace, "workspace", defaultWorkspace(), "the workspace's `folder`")
	set.Var(&imports, "import", "a `file` to import after the first sign-in; may stand several times")
	set.StringVar(&f.sample, "sample", "", "a `file` that an empty queue offers to try with")
	set.StringVar(&f.hubAddress, "hub-address", ":8443", "`address` on which a hub started from the settings listens")
	set.StringVar(&f.join.Address, "join", "", "`address` of a hub to enrol with after the first sign-in, unless enrolled")
	set.StringVar(&codeFile, "join-code-file", "", "`file` that holds the hub's one-time code")
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return f, errHelp
		}
		return f, err
	}
	for _, path := range append(imports, set.Args()...) {
		abs, err := filepath.Abs(path)
		if err != nil {
			return f, fmt.Errorf("a file to import: %w", plain(err))
		}
		f.files = append(f.files, abs)
	}
	if codeFile != "" {
		code, err := os.ReadFile(codeFile)
		if err != nil {
			fmt.Fprintf(errOut, "chartproof: the file with the hub's code cannot be read: %v\n", plain(err))
			return f, fmt.Errorf("read the hub's code: %w", plain(err))
		}
		f.join.Code = strings.TrimSpace(string(code))
	}
	abs, err := filepath.Abs(f.workspace)
	if err != nil {
		return f, fmt.Errorf("the workspace: %w", plain(err))
	}
	f.workspace = abs
	return f, nil
}

// listFlag is a flag that may stand several times.
type listFlag []string

func (l *listFlag) String() string { return strings.Join(*l, ", ") }

// Set adds a value.
func (l *listFlag) Set(v string) error {
	*l = append(*l, v)
	return nil
}

// defaultWorkspace is where the platform keeps an account's data.
func defaultWorkspace() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LocalAppData"); dir != "" {
			return filepath.Join(dir, "Chartproof")
		}
		return filepath.Join(home, "AppData", "Local", "Chartproof")
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "Chartproof")
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "chartproof")
	}
	return filepath.Join(home, ".local", "share", "chartproof")
}
