package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/ui/present"
)

type retentionPreviewCommand struct {
	officeFlags
	JSON bool `name:"json" help:"Print JSON."`
}

// Run prints what goes, what is kept, and the preview's name, by which it is ordered.
func (c *retentionPreviewCommand) Run(ctx context.Context, s streams) error {
	return c.in(ctx, s, func(o *office) error {
		p, err := o.PreviewDisposal(ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return print(s, p)
		}
		w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "WHAT\tID\tDOCUMENTS\tWHY\tRULE")
		for _, l := range append(append([]present.DisposalLine{}, p.Go...), p.Kept...) {
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", l.Kind, l.ID, l.Documents, l.Why, l.Rule)
		}
		if err := w.Flush(); err != nil {
			return err
		}
		fmt.Fprintf(s.err, "%d may go, %d are kept. To order it: chartproofctl retention dispose --order %s\n", len(p.Go), len(p.Kept), p.Digest)
		return nil
	})
}

type retentionDisposeCommand struct {
	officeFlags
	Order   string `placeholder:"PREVIEW" help:"Order what the preview of that name shows." xor:"do"`
	Approve string `placeholder:"DISPOSAL" help:"Approve it as the second person; it is carried out at once." xor:"do"`
	Cancel  string `placeholder:"DISPOSAL" help:"Cancel one that is not approved." xor:"do"`
	Resume  bool   `help:"Go on with one that was approved and stopped in the middle." xor:"do"`
	Counted int    `help:"Where nobody else may approve: how many things it holds, counted again a day later."`
}

// Run orders, approves, cancels or goes on.
func (c *retentionDisposeCommand) Run(ctx context.Context, s streams) error {
	if c.Order == "" && c.Approve == "" && c.Cancel == "" && !c.Resume {
		return &failure{exitUsage, errors.New("say what to do: --order, --approve, --cancel or --resume")}
	}
	return c.in(ctx, s, func(o *office) error {
		switch {
		case c.Order != "":
			id, err := o.OrderDisposal(ctx, c.Order, o.password)
			if err != nil {
				return err
			}
			fmt.Fprintln(s.err, "Ordered. Nothing is gone before a second person approves it.")
			fmt.Fprintln(s.out, id)
			return nil
		case c.Cancel != "":
			return o.CancelDisposal(ctx, c.Cancel)
		case c.Resume:
			return o.GoOnDisposing(ctx)
		}
		run, err := o.ApproveDisposal(ctx, c.Approve, c.Counted, o.password, func(done, all int) {
			if s.terminal {
				fmt.Fprintf(s.err, "\r%d of %d", done, all)
			}
		})
		if err != nil {
			return err
		}
		if run.Remaining > 0 {
			fmt.Fprintf(s.err, "%d files could not be wiped; their keys are destroyed.\n", run.Remaining)
		}
		return print(s, run)
	})
}

type retentionCertificatesCommand struct {
	officeFlags
	Disposal string `arg:"" optional:"" help:"Of this disposal; without it the disposals are listed."`
	Out      string `placeholder:"FILE" help:"Write the certificate into this file."`
	Check    string `placeholder:"FILE" help:"Prove a certificate; needs no workspace."`
	Roster   string `help:"With --check: the practice's keys, from: chartproofhub roster. Without them the signatures hold but nobody vouches for the keys."`
}

// Run lists, writes or proves.
func (c *retentionCertificatesCommand) Run(ctx context.Context, s streams) error {
	if c.Check != "" {
		return c.prove(s)
	}
	return c.in(ctx, s, func(o *office) error {
		if c.Disposal == "" {
			all, err := o.Disposals(ctx)
			if err != nil {
				return err
			}
			return print(s, all)
		}
		data, err := o.DestructionCertificate(ctx, c.Disposal)
		if err != nil {
			return err
		}
		if c.Out == "" {
			_, err = s.out.Write(append(data, '\n'))
			return err
		}
		if os.WriteFile(c.Out, data, 0o600) != nil { // the cause names the file
			return &failure{exitSomeFailed, errors.New("the certificate's file could not be written")}
		}
		return nil
	})
}

// prove checks the signatures of a certificate and of the order and approval in it, and prints what it says.
func (c *retentionCertificatesCommand) prove(s streams) error {
	data, err := readRecord(c.Check)
	if err != nil {
		return err
	}
	roster, err := readRoster(c.Roster)
	if err != nil {
		return err
	}
	d, keys, err := wire.OpenDestruction(data)
	if err == nil && roster != nil {
		err = roster.Vouches(keys)
	}
	if err != nil {
		return &failure{exitSomeFailed, fmt.Errorf("the certificate does not hold: %w", err)}
	}
	if roster == nil {
		fmt.Fprintln(s.err, "note: the signatures hold; compare the key ids with the practice's, or give --roster")
	}
	return print(s, struct {
		Holds    bool            `json:"holds"`
		InRoster bool            `json:"in_roster"`
		Signers  []record.Key    `json:"signers"`
		Says     json.RawMessage `json:"says"`
	}{true, roster != nil, keys, d})
}
