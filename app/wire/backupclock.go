package wire

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// lookEvery is how often is looked whether a backup is due.
const lookEvery = time.Minute

// backUpDaily makes the planned backups for as long as the desk is open: the machine's own keys suffice, nobody needs to be
// signed in. One that was missed, because the computer or the drive was away, is made up for.
func (d *Desk) backUpDaily(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		p, err := d.backupPlan(ctx)
		if err != nil || !p.due(d.opts.Now()) {
			continue
		}
		if _, err := d.backUp(ctx, "", nil); err != nil {
			d.opts.Log.WarnContext(ctx, "the planned backup was not made", "kind", string(chart.KindOf(err)))
		}
		d.tell()
	}
}

// retryAfter is how long is waited after a backup that failed.
const retryAfter = 30 * time.Minute

// due reports whether the planned hour has come and gone since the last good backup. A clock that was set back makes none due
// twice: what counts is the day.
func (p backupPlan) due(now time.Time) bool {
	if p.Folder == "" || p.Hour < 0 || now.Sub(p.Tried) < retryAfter && !p.Tried.After(now) {
		return false
	}
	local := now.Local()
	at := time.Date(local.Year(), local.Month(), local.Day(), p.Hour, 0, 0, 0, local.Location())
	if at.After(now) {
		at = at.AddDate(0, 0, -1)
	}
	return p.Last.Before(at)
}

// backUpAfterDisposal makes a backup where the drive is there: until then the keys of what was destroyed may lie on it. A drive
// that is away is no failed backup.
func (d *Desk) backUpAfterDisposal() {
	if d.opts.Office {
		return
	}
	d.run(func(ctx context.Context) {
		p, err := d.backupPlan(ctx)
		if err != nil || p.Folder == "" {
			return
		}
		if _, err := d.drive(ctx, p); err != nil {
			d.opts.Log.WarnContext(ctx, "no backup after a disposal: the drive is away", "kind", string(chart.KindOf(err)))
			return
		}
		if _, err := d.backUp(ctx, "", nil); err != nil {
			d.opts.Log.WarnContext(ctx, "no backup after a disposal", "kind", string(chart.KindOf(err)))
		}
		d.tell()
	})
}

// backUpAtEnd makes a backup when somebody signs out, where that is planned.
func (d *Desk) backUpAtEnd() {
	if d.opts.Office {
		return
	}
	d.run(func(ctx context.Context) {
		p, err := d.backupPlan(ctx)
		if err != nil || p.Folder == "" || !p.AtSignOut {
			return
		}
		if _, err := d.backUp(ctx, "", nil); err != nil {
			d.opts.Log.WarnContext(ctx, "no backup at signing out", "kind", string(chart.KindOf(err)))
		}
		d.tell()
	})
}
