package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
)

type keysSplitCommand struct {
	officeFlags
	Needs  int    `help:"So many shares are needed to recover." default:"2"`
	Shares int    `help:"So many shares are made, at most 15." default:"3"`
	PDF    string `name:"pdf" placeholder:"DIR" help:"Also write a page of each share for the printer into this folder; print them, then destroy the files."`
}

// Help shows examples.
func (keysSplitCommand) Help() string {
	return `A privacy officer makes a recovery set: shares on paper, of which a number together open the workspace when the keyring
or every password is lost. Each share is printed once and kept nowhere. The set is put in force, in place of any other,
once the last line of every share was typed from paper.

Hand each share to another person, who keeps it in a place of its own.

Examples:

  chartproofctl keys split --workspace ~/.local/share/chartproof --login ada --needs 3 --shares 5
  chartproofctl keys split --workspace ~/.local/share/chartproof --login ada --pdf /media/usb-stick`
}

// Run makes the shares and puts them in force.
func (c *keysSplitCommand) Run(ctx context.Context, s streams) (err error) {
	if c.Needs < 2 || c.Shares < c.Needs || c.Shares > wire.MaxShares {
		return &failure{exitUsage, fmt.Errorf("--needs is at least 2, --shares at least as many and at most %d", wire.MaxShares)}
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	shares, err := o.MakeRecoverySet(ctx, o.password, c.Needs, c.Shares)
	if err != nil {
		return err
	}
	defer o.DropRecoverySet()
	for _, one := range shares {
		fmt.Fprintf(s.out, "%s\f\n", one.Text)
		if c.PDF != "" {
			if err := writePage(c.PDF, one); err != nil {
				return err
			}
		}
	}
	var last []string
	for _, one := range shares {
		for {
			line, err := o.ask.line(fmt.Sprintf("Line %d of share %d, typed from its paper", wire.ShareLines, one.Number))
			if err != nil {
				return fmt.Errorf("the shares are not in force: %w", err)
			}
			if err = o.CheckShareLine(wire.ShareLines, line); err == nil {
				last = append(last, line)
				break
			}
			if !o.ask.keyboard() {
				return fmt.Errorf("the shares are not in force: share %d: %w", one.Number, err)
			}
			fmt.Fprintln(s.err, mistakeWords(err))
		}
	}
	if err := o.ConfirmRecoverySet(ctx, last); err != nil {
		return fmt.Errorf("the shares are not in force: %w", err)
	}
	fmt.Fprintf(s.err, "the set is in force: %d of %d shares open this workspace; older shares open nothing new\n", c.Needs, c.Shares)
	return nil
}

func writePage(dir string, share wire.RecoveryShare) error {
	f, err := os.OpenFile(filepath.Join(dir, "recovery-share-"+strconv.Itoa(share.Number)+".pdf"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return &failure{exitUsage, fmt.Errorf("write a page into the folder of --pdf: %w", pathless(err))}
	}
	_, err = f.Write(share.PDF)
	if err := errors.Join(err, f.Close()); err != nil {
		return &failure{exitEnvironment, fmt.Errorf("write a page into the folder of --pdf: %w", pathless(err))}
	}
	return nil
}

// shareFlags say where shares come from.
type shareFlags struct {
	Share []string `placeholder:"FILE" help:"File with the eight lines of a share, once a share; without it the lines are typed."`
}

// typing is what checks shares as they are typed.
type typing interface {
	CheckShareLine(line int, typed string) error
	ReadShare(lines []string) (wire.ShareRead, error)
}

// read gives the lines of as many shares as are needed.
func (f shareFlags) read(check typing, ask *prompt) (out [][]string, err error) {
	for _, name := range f.Share {
		text, err := secretFile(name)
		if err != nil {
			return nil, err
		}
		var lines []string
		for l := range strings.Lines(text) {
			if l = strings.TrimSpace(l); l != "" {
				lines = append(lines, l)
			}
		}
		out = append(out, lines)
	}
	if len(out) > 0 {
		return out, nil
	}
	for needs := 1; len(out) < needs; {
		lines, err := typeShare(check, ask, len(out)+1)
		if err != nil {
			return nil, err
		}
		one, err := check.ReadShare(lines)
		if err != nil {
			return nil, fmt.Errorf("share %d: %w", len(out)+1, err)
		}
		out, needs = append(out, lines), one.Needs
		if left := needs - len(out); left > 0 {
			fmt.Fprintf(ask.err, "share %d of set %s; %d more needed\n", one.Number, one.Mark, left)
		}
	}
	return out, nil
}

// typeShare takes the lines of a share; on a keyboard a wrong one is asked for again.
func typeShare(check typing, ask *prompt, number int) (lines []string, err error) {
	for n := 1; n <= wire.ShareLines; {
		line, err := ask.line(fmt.Sprintf("Share %d, line %d", number, n))
		if err != nil {
			return nil, err
		}
		if err := check.CheckShareLine(n, line); err != nil {
			if !ask.keyboard() {
				return nil, fmt.Errorf("share %d: %w", number, err)
			}
			fmt.Fprintln(ask.err, mistakeWords(err))
			continue
		}
		lines = append(lines, line)
		n++
	}
	return lines, nil
}

// mistakeWords gives what is wrong with something typed, without the operation.
func mistakeWords(err error) string {
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	return err.Error()
}

type keysRehearseCommand struct {
	officeFlags
	shareFlags
	Out string `placeholder:"FILE" help:"Write the signed statement of the rehearsal here."`
}

// Help shows examples.
func (keysRehearseCommand) Help() string {
	return `The holders type their shares; it proves that they open the machine's secret, every zone's key and every month's secret, and
that each fits what stands in the workspace. Nothing is changed. The result is written into the trail and signed. Do it once
a year, and after each change of the holders.

Examples:

  chartproofctl keys rehearse --workspace ~/.local/share/chartproof --login ada --out rehearsal.json
  chartproofctl keys rehearsal rehearsal.json`
}

// Run rehearses and prints what was proved.
func (c *keysRehearseCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	shares, err := c.read(o, o.ask)
	if err != nil {
		return err
	}
	proof, err := o.RehearseRecovery(ctx, o.password, shares)
	if err != nil {
		return &failure{exitSomeFailed, fmt.Errorf("the shares do not open the workspace: %w", err)}
	}
	fmt.Fprintf(s.out, "the shares open everything: set %s, shares %s, %d zone keys, %d months, %d months lost before\n", proof.Mark,
		strings.Trim(fmt.Sprint(proof.Used), "[]"), proof.Zones, proof.Months, proof.Lost)
	if c.Out == "" {
		return nil
	}
	if err := os.WriteFile(c.Out, proof.Statement, 0o600); err != nil {
		return &failure{exitUsage, fmt.Errorf("write the statement: %w", pathless(err))}
	}
	return nil
}

type keysRehearsalCommand struct {
	Roster    string `help:"The practice's keys, from: chartproofhub roster. Without them the signatures hold but nobody vouches for the keys."`
	Statement string `arg:"" help:"A statement of a rehearsal."`
}

// Run checks the signatures and prints what the statement says.
func (c *keysRehearsalCommand) Run(_ context.Context, s streams) error {
	data, err := readRecord(c.Statement)
	if err != nil {
		return err
	}
	roster, err := readRoster(c.Roster)
	if err != nil {
		return err
	}
	said, signers, err := wire.ReadRehearsal(data)
	if err == nil && roster != nil {
		err = roster.Vouches(signers)
	}
	if err != nil {
		return &failure{exitSomeFailed, fmt.Errorf("the statement does not hold: %w", err)}
	}
	out := json.NewEncoder(s.out)
	out.SetIndent("", "  ")
	return out.Encode(map[string]any{"statement": said, "signers": signers, "in_roster": roster != nil})
}

type keysRecoverCommand struct {
	shareFlags
	Workspace  string `placeholder:"DIR" help:"The workspace's folder, or one restored from a backup. Nobody else may have it open." required:""`
	Login      string `help:"Login of the person who is added as administrator and privacy officer." required:""`
	Name       string `help:"That person's name." required:""`
	KeyFile    string `placeholder:"FILE" help:"Keep the machine's secret in this key file in place of the keyring."`
	PhraseFile string `name:"key-passphrase-file" placeholder:"FILE" help:"File with the key file's passphrase."`
	Library    string `placeholder:"FILE" help:"The PKCS #11 library of the security module that holds the recovery key, in place of shares."`
	Token      string `help:"Label of the module's token, where several are connected."`
}

// Help shows examples.
func (keysRecoverCommand) Help() string {
	return `Opens a workspace with recovery shares: on a new machine, after the keyring was lost, or when nobody can sign in any more. The
keyring gets the workspace's secrets, and a new person is added as administrator and privacy officer, with a password and an
authenticator of their own. Then the machine's secret is renewed. Everybody else signs in as before. It stands in the trail
and raises an alarm.

Examples:

  chartproofctl keys recover --workspace ~/.local/share/chartproof --login grace --name "Grace Hill"
  chartproofctl keys recover --workspace /srv/restored --login grace --name "Grace Hill" --share one.txt --share two.txt`
}

// Run recovers the workspace.
func (c *keysRecoverCommand) Run(ctx context.Context, s streams) (err error) {
	o := wire.DeskOptions{Dir: c.Workspace, Version: wire.Version, KeyFile: wire.KeyFile{Path: c.KeyFile}}
	if c.PhraseFile != "" {
		if o.KeyFile.Passphrase, err = secretFile(c.PhraseFile); err != nil {
			return err
		}
	}
	desk, err := wire.OpenRescue(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.CloseOffice(context.WithoutCancel(ctx))) }()
	defer desk.DropRecovery()
	ask := &prompt{streams: s}
	open, err := c.opener(desk, ask)
	if err != nil {
		return err
	}
	password, err := ask.secret("A new password, at least 14 characters")
	if err != nil {
		return err
	}
	again, err := ask.secret("The same password again")
	if err != nil {
		return err
	}
	if password != again {
		return &failure{exitUsage, errors.New("the two passwords are not the same")}
	}
	began := time.Now()
	enrolment, err := open(ctx, wire.Newcomer{DisplayName: c.Name, Login: c.Login, Password: password})
	if err != nil {
		return fmt.Errorf("nothing was changed: %w", err)
	}
	opened := time.Since(began)
	fmt.Fprintf(s.out, "Put this into your authenticator:\n  %s\n  %s\n", enrolment.Secret, enrolment.URI)
	who, codes, took, err := confirmRecovery(ctx, desk, ask)
	if err != nil {
		return fmt.Errorf("nothing was changed: %w", err)
	}
	fmt.Fprintf(s.out, "Codes for when the authenticator is lost, each good once; write them down:\n  %s\n", strings.Join(codes, "\n  "))
	fmt.Fprintf(s.err, "%s can sign in. Opened in %v, recovered in %v.\nNow make a new recovery set (chartproofctl keys split): the shares of this one were seen.\n",
		who.Login, opened.Round(time.Millisecond), took.Round(time.Millisecond))
	return nil
}

// opener gives what opens the workspace: shares that are typed, or a security module.
func (c *keysRecoverCommand) opener(desk *wire.Desk, ask *prompt) (func(context.Context, wire.Newcomer) (wire.Enrolment, error), error) {
	if c.Library != "" {
		pin, err := ask.secret("PIN of the module")
		return func(ctx context.Context, n wire.Newcomer) (wire.Enrolment, error) {
			return desk.RecoverModule(ctx, wire.CardReader{Library: c.Library, Token: c.Token}, pin, n)
		}, err
	}
	shares, err := c.read(desk, ask)
	return func(ctx context.Context, n wire.Newcomer) (wire.Enrolment, error) {
		return desk.Recover(ctx, shares, n)
	}, err
}

// confirmRecovery asks for the authenticator's code until it is right.
func confirmRecovery(ctx context.Context, desk *wire.Desk, ask *prompt) (chart.Person, []string, time.Duration, error) {
	for {
		code, err := ask.line("The six digits that it shows now")
		if err != nil {
			return chart.Person{}, nil, 0, err
		}
		began := time.Now()
		who, codes, err := desk.ConfirmRecovery(ctx, strings.TrimSpace(code))
		if chart.KindOf(err) != chart.NotAllowed || !ask.keyboard() {
			return who, codes, time.Since(began), err
		}
		fmt.Fprintln(ask.err, mistakeWords(err))
	}
}
