package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/ui/present"
)

type streamCommand struct {
	Run     streamRunCommand     `cmd:"" default:"withargs" help:"Stream what waits to the SIEM, as this computer; with --once what waits now."`
	Status  streamStatusCommand  `cmd:"" help:"Say how far the stream has come and since when the SIEM is away."`
	Set     streamSetCommand     `cmd:"" help:"Stream the trail to a SIEM over TLS (RFC 5425)."`
	Stop    streamStopCommand    `cmd:"" help:"Stream to nobody any more."`
	Collect streamCollectCommand `cmd:"" help:"Keep streamed messages in a file, each once: a program for rsyslog's omprog."`
}

type streamRunCommand struct {
	Workspace  string `placeholder:"DIR" help:"The workspace's folder. Nobody else may have it open."`
	Once       bool   `help:"Stream what waits now and end, in place of streaming until it is interrupted."`
	KeyFile    string `placeholder:"FILE" help:"The workspace's key file, where it has one in place of the keyring."`
	PhraseFile string `name:"key-passphrase-file" placeholder:"FILE" help:"File with the key file's passphrase."`
}

// Help shows examples.
func (streamRunCommand) Help() string {
	return `The desktop streams by itself while it is open. This is for computers on which it is not: it needs the keyring of the OS
account and nobody's password. Exit code 1: the SIEM is away; everything waits in the trail, however long.

Examples:

  chartproofctl audit stream --once --workspace ~/.local/share/chartproof
  chartproofctl audit stream --workspace ~/.local/share/chartproof`
}

// Run streams.
func (c *streamRunCommand) Run(ctx context.Context, s streams) error {
	if c.Workspace == "" {
		return &failure{exitUsage, errors.New("this needs --workspace")}
	}
	o := wire.DeskOptions{Dir: c.Workspace, Version: wire.Version, KeyFile: wire.KeyFile{Path: c.KeyFile}}
	if c.PhraseFile != "" {
		var err error
		if o.KeyFile.Passphrase, err = secretFile(c.PhraseFile); err != nil {
			return err
		}
	}
	n, err := wire.StreamTrail(ctx, o, c.Once)
	if c.Once && err == nil {
		fmt.Fprintf(s.out, "%d entries arrived, none waits\n", n)
	}
	return err
}

type streamStatusCommand struct {
	Workspace string `required:"" placeholder:"DIR" help:"The workspace's folder."`
	JSON      bool   `name:"json" help:"As one JSON object."`
}

// Help shows examples.
func (streamStatusCommand) Help() string {
	return `It needs no password and no keyring, and may run while somebody works in the workspace. Exit code 1: the SIEM is away.

Example:

  chartproofctl audit stream status --workspace ~/.local/share/chartproof`
}

// Run tells the state.
func (c *streamStatusCommand) Run(ctx context.Context, s streams) error {
	st, err := wire.StreamStateOf(ctx, c.Workspace)
	if err != nil {
		return err
	}
	return printStream(s, st, c.JSON)
}

// streamJSON is the state for scripts.
type streamJSON struct {
	Streams bool       `json:"streams"`
	Next    int64      `json:"next"`
	Waiting int64      `json:"waiting"`
	Resent  int64      `json:"resent"`
	Arrived *time.Time `json:"arrived"`
	Away    *time.Time `json:"away_since"`
	Problem string     `json:"problem,omitempty"`
}

func printStream(s streams, st wire.StreamState, asJSON bool) error {
	if asJSON {
		out := streamJSON{Streams: st.Streams, Next: st.Next, Waiting: st.Waiting, Resent: st.Resent, Arrived: momentOf(st.Arrived),
			Away: momentOf(st.Away), Problem: st.Problem}
		if err := json.NewEncoder(s.out).Encode(out); err != nil {
			return err
		}
	} else {
		writeStream(s, st)
	}
	if !st.Away.IsZero() {
		return &failure{exitSomeFailed, errors.New("the SIEM is away; what waits stays in the trail and is sent when it is there again")}
	}
	return nil
}

func momentOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func writeStream(s streams, st wire.StreamState) {
	if !st.Streams {
		fmt.Fprintln(s.out, "the trail is streamed to nobody; an administrator sets a SIEM: chartproofctl audit stream set --help")
		return
	}
	fmt.Fprintf(s.out, "arrived  the first %d entries", st.Next)
	if !st.Arrived.IsZero() {
		fmt.Fprintf(s.out, ", the last of them %s", st.Arrived.Format(time.RFC3339))
	}
	fmt.Fprintf(s.out, "\nwaiting  %d\n", st.Waiting)
	if st.Resent > 0 {
		fmt.Fprintf(s.out, "sent again after an accident  %d (each bears its number, by which a receiver keeps it once)\n", st.Resent)
	}
	if !st.Away.IsZero() {
		fmt.Fprintf(s.out, "away     since %s (%s)\n", st.Away.Format(time.RFC3339), st.Problem)
	}
}

type streamSetCommand struct {
	officeFlags
	To         string `required:"" placeholder:"HOST:PORT" help:"Where the SIEM listens for syslog over TLS; usually port 6514."`
	ServerName string `placeholder:"NAME" help:"Name in the SIEM's certificate, where it is not the host's."`
	CA         string `name:"ca" placeholder:"FILE" help:"Certificate of the authority that vouches for the SIEM, PEM. Needed the first time."`
	Client     string `placeholder:"FILE" help:"This computer's certificate and key, PEM, where the SIEM asks for one."`
	AlertsOnly bool   `help:"Stream warnings and alerts alone."`
	FromNow    bool   `help:"A new SIEM gets what happens from now on, in place of the whole trail."`
	Untested   bool   `help:"Keep it though it does not answer yet."`
}

// Help shows examples.
func (streamSetCommand) Help() string {
	return `For administrators. The SIEM is tried first: its certificate must be signed by the named authority and bear the server's name,
TLS is 1.2 or newer, and it must close a connection that was closed to it. Key and address are kept sealed.

Examples:

  chartproofctl audit stream set --to siem.practice.example:6514 --ca authority.pem --client workstation.pem \
    --workspace ~/.local/share/chartproof --login root
  chartproofctl audit stream set --to siem.practice.example:6514 --alerts-only --workspace ~/.local/share/chartproof --login root`
}

// Run sets the receiver.
func (c *streamSetCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	if err := o.SetSIEM(ctx, present.SIEMOrder{Address: c.To, ServerName: c.ServerName, CAFile: c.CA, ClientFile: c.Client,
		AlertsOnly: c.AlertsOnly, FromNow: c.FromNow, Untested: c.Untested}); err != nil {
		return err
	}
	st, err := o.SIEM(ctx)
	if err == nil {
		fmt.Fprintf(s.out, "the trail is streamed to %s; %d entries wait\n", st.Address, st.Waiting)
	}
	return err
}

type streamStopCommand struct{ officeFlags }

// Help shows examples.
func (streamStopCommand) Help() string {
	return `For administrators. Entries stay in the trail; a SIEM that is set later gets all of them.

Example:

  chartproofctl audit stream stop --workspace ~/.local/share/chartproof --login root`
}

// Run ends the stream.
func (c *streamStopCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	return o.StopSIEM(ctx)
}

type streamCollectCommand struct {
	Out string `required:"" placeholder:"FILE" help:"Where the messages are kept; made for its owner alone."`
}

// Help shows examples.
func (streamCollectCommand) Help() string {
	return `Syslog has no acknowledgement, so that what was on the way when a connection died is sent twice. This keeps each entry once,
by its workstation and number, and says on stderr which did not come and which came again with other words. It reads a message a
line and answers OK when it is on the disk. On Linux and other Unix.

Example, in rsyslog's configuration, for an input with a ruleset of its own:

  module(load="omprog")
  template(name="asSent" type="string" string="%rawmsg%\n")
  ruleset(name="trail" queue.type="Direct") {
    action(type="omprog" binary="/usr/bin/chartproofctl audit stream collect --out /var/log/chartproof" template="asSent"
      confirmMessages="on" action.resumeRetryCount="-1")
  }`
}

// Run collects until standard input ends.
func (c *streamCollectCommand) Run(s streams) (err error) {
	f, err := siem.OpenFile(c.Out)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil && cerr != nil {
			err = chart.E(chart.Internal, "close the file of collected messages", errors.New("it could not be written"))
		}
	}()
	col, err := siem.NewCollector(f, siem.EntryOf)
	if err != nil {
		return err
	}
	return col.Serve(s.in, s.out, func(odd string) { fmt.Fprintln(s.err, odd) })
}
