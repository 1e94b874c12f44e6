package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"chartproof.org/chartproof/app/wire"
)

// officeFlags sign a person in to a workspace. Secrets stand in files, are typed, or come line by line on standard input: a
// command line is everybody's to read.
type officeFlags struct {
	Workspace    string `placeholder:"DIR" help:"The workspace's folder. Nobody else may have it open."`
	Login        string `help:"Who signs in."`
	PasswordFile string `placeholder:"FILE" help:"File with the person's password; without it the password is asked for, or is the first line of standard input."`
	Code         string `help:"Code that the person's authenticator shows; without it the code is asked for, or is the next line."`
	KeyFile      string `placeholder:"FILE" help:"The workspace's key file, where it has one in place of the keyring."`
	PhraseFile   string `name:"key-passphrase-file" placeholder:"FILE" help:"File with the key file's passphrase."`
	Module       string `placeholder:"FILE" help:"Where a security module guards the tokens' zone: its maker's PKCS #11 library. Its PIN is asked for, or is the next line."`
	ModuleToken  string `placeholder:"LABEL" help:"Label of the module's token, where several are connected."`
	ModuleKey    string `placeholder:"LABEL" help:"Label of the key on it, where it has several."`
}

// office is a workspace with a person signed in, and the password that was typed, for what asks for it again.
type office struct {
	*wire.Desk
	password string
	ask      *prompt
}

// open signs the person in. The caller closes the office.
func (f officeFlags) open(ctx context.Context, s streams) (*office, error) {
	if f.Workspace == "" || f.Login == "" {
		return nil, &failure{exitUsage, errors.New("this needs --workspace and --login")}
	}
	o := wire.DeskOptions{Dir: f.Workspace, Version: wire.Version, HubAddress: "127.0.0.1:0", KeyFile: wire.KeyFile{Path: f.KeyFile}}
	var err error
	if f.PhraseFile != "" {
		if o.KeyFile.Passphrase, err = secretFile(f.PhraseFile); err != nil {
			return nil, err
		}
	}
	opened := &office{ask: &prompt{streams: s}}
	if f.PasswordFile != "" {
		opened.password, err = secretFile(f.PasswordFile)
	} else {
		opened.password, err = opened.ask.secret("Password")
	}
	if err != nil {
		return nil, err
	}
	code := f.Code
	if code == "" {
		if code, err = opened.ask.line("Authenticator code"); err != nil {
			return nil, err
		}
	}
	opened.Desk, err = wire.OpenOffice(ctx, o, wire.Visit{Login: f.Login, Password: opened.password, Code: strings.TrimSpace(code)})
	if err != nil {
		return opened, err
	}
	if err := f.connect(ctx, opened); err != nil {
		return nil, errors.Join(err, opened.CloseOffice(context.WithoutCancel(ctx)))
	}
	return opened, nil
}

// connect connects the security module that guards the tokens' zone, where one was named.
func (f officeFlags) connect(ctx context.Context, o *office) error {
	if f.Module == "" {
		return nil
	}
	pin, err := o.ask.secret("PIN of the module")
	if err != nil {
		return err
	}
	return o.ConnectModule(ctx, wire.CardReader{Library: f.Module, Token: f.ModuleToken, Key: f.ModuleKey}, pin)
}

// done signs the person out; a command defers it with its own error.
func (o *office) done(ctx context.Context, err *error) {
	*err = errors.Join(*err, o.CloseOffice(context.WithoutCancel(ctx)))
}

// prompt asks a person on a terminal, or takes lines of standard input where there is none.
type prompt struct {
	streams
	lines *bufio.Scanner
}

// line asks for something that may be seen.
func (p *prompt) line(what string) (string, error) {
	fmt.Fprintf(p.err, "%s: ", what)
	if p.lines == nil {
		p.lines = bufio.NewScanner(p.in)
	}
	if !p.lines.Scan() {
		return "", &failure{exitUsage, fmt.Errorf("nothing was given for: %s", strings.ToLower(what))}
	}
	if !p.keyboard() {
		fmt.Fprintln(p.err)
	}
	return strings.TrimRight(p.lines.Text(), "\r"), nil
}

// secret asks for something that is not shown as it is typed.
func (p *prompt) secret(what string) (string, error) {
	if !p.keyboard() {
		return p.line(what)
	}
	fmt.Fprintf(p.err, "%s: ", what)
	typed, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(p.err)
	if err != nil {
		return "", &failure{exitUsage, fmt.Errorf("nothing was typed for: %s", strings.ToLower(what))}
	}
	return string(typed), nil
}

// keyboard reports whether a person types what is read.
func (p *prompt) keyboard() bool {
	f, ok := p.in.(*os.File)
	return ok && isTerminal(f)
}

func secretFile(name string) (string, error) {
	data, err := readBounded(name)
	if err != nil {
		return "", &failure{exitUsage, fmt.Errorf("read a secret's file: %w", err)}
	}
	return strings.TrimRight(string(data), "\r\n"), nil
}
