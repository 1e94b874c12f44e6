package wire

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Visit says who signs in to an office, and with what.
type Visit struct{ Login, Password, Code string }

// OpenOffice opens a workspace that is there already for who looks after it, and signs that person in. Nothing is read, watched
// or sent. Nobody else may have the workspace open.
func OpenOffice(ctx context.Context, o DeskOptions, v Visit) (*Desk, error) {
	if !sqlitedb.Exists(o.Dir) {
		return nil, chart.E(chart.NotFound, "open workspace", errNoWorkspace)
	}
	o.Office = true
	d, err := OpenDesk(ctx, o)
	if err != nil {
		return nil, err
	}
	if _, err := d.SignIn(ctx, v.Login, v.Password, v.Code); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// CloseOffice signs the person out and closes the workspace.
func (d *Desk) CloseOffice(ctx context.Context) error { return errors.Join(d.SignOut(ctx), d.Close()) }
