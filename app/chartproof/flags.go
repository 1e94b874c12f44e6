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

	"chartproof.org/chartproof/app/wire"
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
	keyFile    wire.KeyFile
	card       wire.CardReader
	module     wire.CardReader
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
	var codeFile, phraseFile string
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
	set.StringVar(&f.keyFile.Path, "key-file", "", "`file` that keeps this computer's key, sealed, where there is no keyring; not in the workspace and not in its backups")
	set.StringVar(&phraseFile, "key-passphrase-file", "", "`file` that holds the passphrase of the key file")
	readerFlags(set, &f.card, "card", "smart cards that sign in")
	readerFlags(set, &f.module, "module", "the security module that guards tokens")
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
	var err error
	if f.join.Code, err = secretIn(codeFile, "the hub's code", errOut); err != nil {
		return f, err
	}
	if f.keyFile.Passphrase, err = secretIn(phraseFile, "the passphrase", errOut); err != nil {
		return f, err
	}
	if f.workspace, err = filepath.Abs(f.workspace); err != nil {
		return f, fmt.Errorf("the workspace: %w", plain(err))
	}
	if err := f.checkReaders(errOut); err != nil {
		return f, err
	}
	return f, f.checkKeyFile(errOut)
}

// readerFlags take where a card or module is reached. They are no settings of the workspace: whoever could write into its
// folder would have code of theirs loaded.
func readerFlags(set *flag.FlagSet, r *wire.CardReader, name, what string) {
	set.StringVar(&r.Library, name+"-library", "", "the maker's PKCS #11 library, a `file`, for "+what+"; needs a build with the tag pkcs11")
	set.StringVar(&r.Token, name+"-token", "", "`label` of the token, where several are connected")
	set.StringVar(&r.Key, name+"-key", "", "`label` of the key on it, where it has several")
}

// errReader says that a card's library cannot be meant.
var errReader = errors.New("the library of a card or module")

// checkReaders refuses a library that would be searched for and one that lies in the workspace.
func (f *flags) checkReaders(errOut io.Writer) error {
	for name, r := range map[string]wire.CardReader{"card": f.card, "module": f.module} {
		if r.Library == "" {
			continue
		}
		in, err := filepath.Rel(f.workspace, r.Library)
		if !filepath.IsAbs(r.Library) || err == nil && !strings.HasPrefix(in, "..") {
			fmt.Fprintf(errOut, "chartproof: --%s-library is a whole path, and not in the workspace: what lies there may be written by others\n", name)
			return errReader
		}
	}
	return nil
}

// secretIn reads one line that must not stand on the command line, where every account of the computer can read it.
func secretIn(path, what string, errOut io.Writer) (string, error) {
	if path == "" {
		return "", nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		fmt.Fprintf(errOut, "chartproof: the file with %s cannot be read: %v\n", what, plain(err))
		return "", fmt.Errorf("read %s: %w", what, plain(err))
	}
	return strings.TrimSpace(string(data)), nil
}

// errKeyFile says that what was asked of a key file cannot be meant.
var errKeyFile = errors.New("the key file")

// checkKeyFile refuses a key file without a passphrase and one that lies with what it opens.
func (f *flags) checkKeyFile(errOut io.Writer) error {
	switch {
	case f.keyFile.Path == "" && f.keyFile.Passphrase == "":
		return nil
	case f.keyFile.Path == "" || f.keyFile.Passphrase == "":
		fmt.Fprintln(errOut, "chartproof: --key-file and --key-passphrase-file go together, and the passphrase is not empty")
		return errKeyFile
	}
	path, err := filepath.Abs(f.keyFile.Path)
	if err != nil {
		return fmt.Errorf("the key file: %w", plain(err))
	}
	f.keyFile.Path = path
	if in, err := filepath.Rel(f.workspace, path); err == nil && !strings.HasPrefix(in, "..") {
		fmt.Fprintln(errOut, "chartproof: the key file may not lie in the workspace: whoever copies one would have both")
		return errKeyFile
	}
	return nil
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
