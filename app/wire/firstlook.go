package wire

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"path/filepath"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// FirstLook is how soon a person can begin on a file that is brought in.
type FirstLook struct {
	Begun time.Duration // from the import's start until a document is open with its first page's pixels and its fields
	Read  time.Duration // until the whole file is read
	Pages int
}

// MeasureFirstLook brings a file into a workspace of its own under dir, which must be empty, and opens the first document
// as soon as the queue shows one.
func MeasureFirstLook(ctx context.Context, dir, path string, jobs int) (look FirstLook, err error) {
	password := rand.Text()
	desk, err := OpenDesk(ctx, DeskOptions{Dir: filepath.Join(dir, "workspace"), Version: Version, Jobs: jobs, Log: slog.New(slog.DiscardHandler),
		Keyring: vault.FileKeyring{Path: filepath.Join(dir, "keyring"), Passphrase: password}})
	if err != nil {
		return look, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	if err := rehearser(ctx, desk, password); err != nil {
		return look, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	start := time.Now()
	begun := make(chan error, 1)
	go func() {
		err := desk.firstDocument(ctx)
		look.Begun = time.Since(start)
		begun <- err
	}()
	report, err := desk.Import(ctx, []string{path}, false, nil)
	if err != nil {
		return look, err
	}
	if f := report.Files[0]; f.Refusal != nil {
		return look, f.Refusal
	}
	read, pages := time.Since(start), report.Files[0].Pages
	err = <-begun
	look.Read, look.Pages = read, pages
	return look, err
}

// firstDocument waits until the queue has a document that can be worked on, and opens it as the review screen does.
func (d *Desk) firstDocument(ctx context.Context) error {
	for {
		changed := d.Changed()
		list, err := d.List(ctx, present.Filter{})
		if err != nil {
			return err
		}
		for _, s := range list {
			if s.ID == "" {
				continue
			}
			dossier, err := d.Open(ctx, s.ID)
			if err != nil {
				return err
			}
			if len(dossier.Document.Fields) == 0 && dossier.State == chart.StateReading {
				continue // nothing to work on yet
			}
			_, err = d.Page(ctx, s.ID, dossier.Pages[0].Number)
			return err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
