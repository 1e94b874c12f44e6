package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/app/wire"
)

// readerFlags say how a smart card or security module is reached.
type readerFlags struct {
	Library string `placeholder:"FILE" help:"The PKCS #11 library of the card's or module's maker." required:""`
	Token   string `help:"Label of the token, where several are connected."`
	Key     string `help:"Label of the key on it, where it has several."`
}

func (f readerFlags) reader() wire.CardReader {
	return wire.CardReader{Library: f.Library, Token: f.Token, Key: f.Key}
}

type keysCardCommand struct {
	officeFlags
	readerFlags
	Drop string `placeholder:"ID" help:"In place of registering a card: take this one away."`
}

// Help shows examples.
func (keysCardCommand) Help() string {
	return `Registers the card in the reader for the person who signs in: card and PIN then stand for password and authenticator. A card
without a key gets one that cannot leave it. It needs a build with: go build -tags pkcs11

Examples:

  chartproofctl keys card --workspace ~/.local/share/chartproof --login ada --library /usr/lib/opensc-pkcs11.so
  chartproofctl keys card --workspace ~/.local/share/chartproof --login ada --library /usr/lib/opensc-pkcs11.so --drop 3f2a…`
}

// Run registers or drops a card and lists those that are left.
func (c *keysCardCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	if c.Drop != "" {
		err = o.DropCard(ctx, c.Drop)
	} else {
		err = c.register(ctx, o)
	}
	if err != nil {
		return err
	}
	cards, err := o.Cards(ctx)
	for _, id := range slices.Sorted(maps.Keys(cards)) {
		fmt.Fprintf(s.out, "%s\tregistered %s\n", id, cards[id].Format(time.DateOnly))
	}
	return err
}

func (c *keysCardCommand) register(ctx context.Context, o *office) error {
	pin, err := o.ask.secret("PIN of the card")
	if err != nil {
		return err
	}
	code, err := o.ask.line("The next code of your authenticator, or a recovery code")
	if err != nil {
		return err
	}
	_, err = o.EnrolCard(ctx, c.reader(), pin, o.password, strings.TrimSpace(code))
	return err
}

type keysModuleCommand struct {
	officeFlags
	readerFlags
	Recovery bool   `help:"Have the recovery key in the module, in place of shares on paper."`
	Guard    string `enum:"on,off,leave" default:"leave" help:"on: the tokens' key opens only while the module is connected; off: not any more."`
}

// Help shows examples.
func (keysModuleCommand) Help() string {
	return `A privacy officer puts keys into a security module. A recovery key in a module recovers the workspace for whoever has the module
and its PIN (chartproofctl keys recover --library). Behind a guard the tokens of de-identified releases are turned back only
while the module is connected: every command that needs them takes --module. It needs a build with: go build -tags pkcs11

Examples:

  chartproofctl keys module --workspace ~/.local/share/chartproof --login ada --library /usr/lib/libmodule.so --recovery
  chartproofctl keys module --workspace ~/.local/share/chartproof --login ada --library /usr/lib/libmodule.so --guard on
  chartproofctl retention preview --workspace ~/.local/share/chartproof --login ada --module /usr/lib/libmodule.so`
}

// Run puts keys into the module.
func (c *keysModuleCommand) Run(ctx context.Context, s streams) (err error) {
	if !c.Recovery && c.Guard == "leave" {
		return &failure{exitUsage, fmt.Errorf("this needs --recovery or --guard")}
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	pin, err := o.ask.secret("PIN of the module")
	if err != nil {
		return err
	}
	if c.Recovery {
		if err := o.PutModuleRecovery(ctx, c.reader(), pin, o.password); err != nil {
			return err
		}
		fmt.Fprintln(s.err, "the recovery key is in the module; shares on paper open nothing new")
	}
	if c.Guard == "leave" {
		return nil
	}
	if err := o.GuardTokens(ctx, c.reader(), pin, o.password, c.Guard == "on"); err != nil {
		return err
	}
	fmt.Fprintln(s.err, "guard of the tokens' zone:", c.Guard)
	return nil
}
