package wire

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/rowseal"
)

// whole is what is known of the workspace's being whole.
type whole struct {
	mu     sync.Mutex
	looked bool
	damage error
}

// look compares the workspace with its seals and with what the keyring remembers of it, once the machine secret is open, and
// once only. Files that a crash has left are removed where everything holds: a damaged workspace loses nothing by being opened.
func (d *Desk) look(ctx context.Context) {
	d.whole.mu.Lock()
	defer d.whole.mu.Unlock()
	if d.whole.looked {
		return
	}
	d.whole.looked = true
	d.whole.damage = d.compare(ctx)
	if d.whole.damage == nil {
		if err := d.blobs.Sweep(ctx); err != nil {
			d.opts.Log.WarnContext(ctx, "files without a row stay", "kind", string(chart.KindOf(err)))
		}
		return
	}
	d.opts.Log.ErrorContext(ctx, "the workspace does not hold", "kind", string(chart.KindOf(d.whole.damage)))
}

func (d *Desk) compare(ctx context.Context) error {
	if err := d.rows.Trouble(); err != nil {
		return err
	}
	kept, err := d.vault.Remembered(ctx)
	if chart.KindOf(err) == chart.NotFound {
		return nil
	}
	if err != nil { // a keyring that does not answer says nothing against the workspace
		d.opts.Log.WarnContext(ctx, "the keyring does not say what it remembers", "kind", string(chart.KindOf(err)))
		return nil
	}
	anchor, err := rowseal.ParseAnchor(kept)
	if err != nil {
		return err
	}
	return d.rows.Since(ctx, anchor)
}

// remember has the keyring remember the workspace as it is now. What does not hold is not remembered.
func (d *Desk) remember(ctx context.Context) {
	if d.Damage() != nil {
		return
	}
	a, err := d.rows.Anchor(ctx)
	if err == nil {
		var data []byte
		if data, err = a.Bytes(); err == nil {
			err = d.vault.Remember(ctx, data)
		}
	}
	if err != nil {
		d.opts.Log.WarnContext(ctx, "the keyring remembers an older state", "kind", string(chart.KindOf(err)))
	}
}

// rememberAtEnd is remember for a desk that closes, where the machine secret was open.
func (d *Desk) rememberAtEnd() {
	d.whole.mu.Lock()
	looked := d.whole.looked
	d.whole.mu.Unlock()
	if looked {
		d.remember(context.WithoutCancel(d.life))
	}
}

// Damage says why the workspace may only be read, nil where nothing is known against it.
func (d *Desk) Damage() error {
	d.whole.mu.Lock()
	defer d.whole.mu.Unlock()
	return d.whole.damage
}

// harmed makes the workspace one that may only be read.
func (d *Desk) harmed(err error) {
	d.whole.mu.Lock()
	d.whole.damage = err
	d.whole.mu.Unlock()
	d.tell()
}

// reading are the actions that a damaged workspace is still open for: to look, to prove, to get out of it, to mend it.
func reading(a chart.Action) bool {
	return slices.Contains([]chart.Action{chart.ActOpen, chart.ActReveal, chart.ActExport, chart.ActSignIn, chart.ActSignOut, chart.ActLock,
		chart.ActUnlock, chart.ActQuality, chart.ActQualityPeople, chart.ActTrailRead, chart.ActTrailGive, chart.ActBackupCheck, chart.ActRepair, chart.ActRestoreRehear}, a)
}

// writable refuses what would change a damaged workspace.
func (d *Desk) writable(op string, a chart.Action) error {
	if err := d.Damage(); err != nil && !reading(a) {
		return chart.E(chart.BadState, op, fmt.Errorf("the workspace is damaged and may only be read: %w", err))
	}
	return nil
}
