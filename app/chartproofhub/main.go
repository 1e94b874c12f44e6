package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alecthomas/kong"

	"chartproof.org/chartproof/app/wirehub"
	"chartproof.org/chartproof/engine/chart"
)

type commands struct {
	Serve   serveCommand   `cmd:"" help:"Run the hub until it is told to stop."`
	Code    codeCommand    `cmd:"" help:"Make a one-time code with which a workstation joins; it works once, for 15 minutes."`
	Records recordsCommand `cmd:"" help:"List the records that the running hub keeps."`
	Record  recordCommand  `cmd:"" help:"Write one record, with its receipt, for: chartproofctl record verify."`
	Forks   forksCommand   `cmd:"" help:"List the workstations whose trail is another one than was witnessed, because a backup was restored."`
	Roster  rosterCommand  `cmd:"" help:"Write the keys of the practice's people, workstations and hub."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var cmd commands
	parsed := kong.Parse(&cmd, kong.Name("chartproofhub"), kong.Description("The practice's own endpoint for Chartproof records."),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err := parsed.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "chartproofhub:", err)
		stop()
		os.Exit(exitCode(err))
	}
}

func exitCode(err error) int {
	if chart.KindOf(err) == chart.BadInput {
		return 2
	}
	return 1
}

// folder is the flag that every command shares.
type folder struct {
	Dir string `help:"The hub's folder: keys and records." required:""`
}

type serveCommand struct {
	folder
	Addr string   `help:"Where to listen." default:":8443"`
	Host []string `help:"A further name or address that workstations use."`
}

// Run answers until the context ends.
func (c *serveCommand) Run(ctx context.Context) error {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	hub, err := wirehub.Start(ctx, wirehub.Options{Dir: c.Dir, Addr: c.Addr, Hosts: c.Host, Log: log})
	if err != nil {
		return err
	}
	log.Info("serving", "url", hub.URL)
	select {
	case <-ctx.Done():
	case err = <-hub.Done():
	}
	return errors.Join(err, hub.Close())
}

type codeCommand struct{ folder }

// Run prints the hub's address and the code, a line each.
func (c *codeCommand) Run(ctx context.Context) error {
	admin, err := wirehub.OpenAdmin(c.Dir)
	if err != nil {
		return err
	}
	code, err := admin.NewCode(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Printf("%s\n%s\n", admin.URL(), code)
	return err
}

type recordsCommand struct{ folder }

// Run prints one JSON line a record.
func (c *recordsCommand) Run(ctx context.Context) error {
	admin, err := wirehub.OpenAdmin(c.Dir)
	if err != nil {
		return err
	}
	kept, err := admin.Records(ctx)
	if err != nil {
		return err
	}
	return list(kept)
}

type forksCommand struct{ folder }

// Run prints one JSON line a fork; "agreed" is who acknowledged it on the workstation.
func (c *forksCommand) Run(ctx context.Context) error {
	admin, err := wirehub.OpenAdmin(c.Dir)
	if err != nil {
		return err
	}
	all, err := admin.Forks(ctx)
	if err != nil {
		return err
	}
	return list(all)
}

// list prints one JSON line each.
func list[T any](all []T) error {
	enc := json.NewEncoder(os.Stdout)
	for _, one := range all {
		if err := enc.Encode(one); err != nil {
			return err
		}
	}
	return nil
}

type recordCommand struct {
	folder
	ID  string `arg:"" help:"The record's id."`
	Out string `help:"The file to write; - is standard output." default:"-"`
}

// Run writes the record.
func (c *recordCommand) Run(ctx context.Context) error {
	admin, err := wirehub.OpenAdmin(c.Dir)
	if err != nil {
		return err
	}
	data, err := admin.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	return write(c.Out, data)
}

type rosterCommand struct {
	folder
	Out string `help:"The file to write; - is standard output." default:"-"`
}

// Run writes the roster.
func (c *rosterCommand) Run(ctx context.Context) error {
	admin, err := wirehub.OpenAdmin(c.Dir)
	if err != nil {
		return err
	}
	data, err := admin.Roster(ctx)
	if err != nil {
		return err
	}
	return write(c.Out, data)
}

func write(path string, data []byte) error {
	if path == "-" {
		_, err := os.Stdout.Write(data)
		return err
	}
	if err := os.WriteFile(filepath.Clean(path), data, 0o600); err != nil {
		return fmt.Errorf("write the file: %w", err)
	}
	return nil
}
