package wire

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/storage/audit"
	spool "chartproof.org/chartproof/storage/siem"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// StreamTrail streams the trail of a workspace that nobody has open, as the computer and not as a person: what waits with once,
// else until ctx ends. It gives how many entries have arrived.
func StreamTrail(ctx context.Context, o DeskOptions, once bool) (arrived int64, err error) {
	if !sqlitedb.Exists(o.Dir) {
		return 0, chart.E(chart.NotFound, "stream the trail", errNoWorkspace)
	}
	o.Office = true
	d, err := OpenDesk(ctx, o)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := d.vault.Load(ctx); err != nil {
		return 0, err
	}
	t, err := d.target(ctx)
	if err != nil {
		return 0, err
	}
	if t.Address == "" {
		return 0, chart.E(chart.NotFound, "stream the trail", errors.New("no SIEM is set; an administrator sets it"))
	}
	s := d.sender(t)
	if once {
		return s.Once(ctx)
	}
	s.Run(ctx)
	return 0, nil
}

// StreamState is how far the stream of a workspace has come, as far as the workspace's folder tells.
type StreamState struct {
	siem.Position
	Streams bool // the trail goes to a SIEM
	Waiting int64
}

// StreamStateOf reads it without any key, also beside a desktop that works in the workspace.
func StreamStateOf(ctx context.Context, dir string) (st StreamState, err error) {
	db, log, err := openTrail(ctx, dir)
	if err != nil {
		return st, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return streamState(ctx, spool.New(db, log), log)
}

func streamState(ctx context.Context, s *spool.Spool, log *audit.Log) (st StreamState, err error) {
	if st.Streams, err = s.Streams(ctx); err != nil || !st.Streams {
		return st, err
	}
	if st.Position, err = s.Position(ctx); err != nil {
		return st, err
	}
	size, err := log.Size(ctx)
	st.Waiting = max(size-st.Next, 0)
	return st, err
}
