package wire

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/vault"
)

// RestoreOrder says what is brought back where. Nobody is signed in: on a blank machine there is nobody yet.
type RestoreOrder struct {
	From       string // the drive's folder
	Dir        string // a new folder
	Generation int64  // 0: the newest that holds
	Passphrase string
	Keyring    vault.Keyring // nil: the keyring of the OS account, or KeyFile where one is named
	KeyFile    KeyFile
	Now        func() time.Time
	Older      func(lost RestoreLoss) bool // asked before something older than the newest is restored
	Progress   func(done, all int64)
}

// RestoreLoss is what the newest backup has and the chosen one has not.
type RestoreLoss struct {
	Generation, Newest int64
	Made               time.Time
	Documents, Entries int64
}

// RestoreReport says what came back and what was checked.
type RestoreReport struct {
	Generation, Documents int64
	Made                  time.Time
	Rows, Files, Entries  int64
	Root                  string
	Missing               int // page files that were damaged when the backup was made
	Took                  time.Duration
}

// Restore brings a workspace back into a new folder, with every hash and signature checked, and fills the machine's keyring.
func Restore(ctx context.Context, o RestoreOrder) (rep RestoreReport, err error) {
	began := time.Now()
	target, err := backup.Find(o.From)
	if err != nil {
		return rep, err
	}
	src, err := backup.Unlock(target, o.Passphrase, deviceSigning{})
	if err != nil {
		return rep, err
	}
	plan, err := src.Plan(o.Generation)
	if err != nil {
		return rep, err
	}
	loss := RestoreLoss{Generation: plan.Generation, Newest: plan.Newest, Made: plan.Made, Documents: plan.LostDocuments, Entries: plan.LostEntries}
	if plan.Generation != plan.Newest && (o.Older == nil || !o.Older(loss)) {
		return rep, chart.E(chart.NotAllowed, "restore", errors.New("an older backup is restored only after what is lost was agreed to"))
	}
	ring := o.ring()
	if _, err := ring.Get(ctx, src.Workspace); err != nil && chart.KindOf(err) != chart.NotFound {
		return rep, err // before hours of copying
	}
	if err := src.Fetch(ctx, plan.Manifest, o.Dir, o.Progress); err != nil {
		return rep, err
	}
	now := o.Now
	if now == nil {
		now = time.Now
	}
	c, err := settleRestored(ctx, src, plan.Manifest, o.Dir, ring, now)
	if err != nil {
		return rep, err
	}
	return RestoreReport{Generation: plan.Generation, Documents: plan.Documents, Made: plan.Made, Rows: c.Rows, Files: c.Files, Entries: c.Entries,
		Root: c.Root, Missing: len(plan.Missing), Took: time.Since(began)}, nil
}

func (o RestoreOrder) ring() vault.Keyring {
	switch {
	case o.Keyring != nil:
		return o.Keyring
	case o.KeyFile.Path != "":
		return vault.FileKeyring{Path: o.KeyFile.Path, Passphrase: o.KeyFile.Passphrase}
	}
	return vault.OSKeyring{}
}

// settleRestored checks what was fetched. What does not hold is taken away again.
func settleRestored(ctx context.Context, src *backup.Source, m backup.Manifest, dir string, ring vault.Keyring, now func() time.Time) (c backup.Check, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, backup.Unmake(dir))
		}
	}()
	r, c, err := src.Raise(ctx, m, dir, now)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	device, err := r.Vault.Device(ctx)
	if err != nil {
		return c, err
	}
	id, err := vault.KeyID(device.Signer.Public())
	if err != nil {
		return c, err
	}
	if _, err := src.As(deviceSigning{want: id}).Plan(m.Generation); err != nil { // now it is known whose signature it must be
		return c, fmt.Errorf("manifest: %w", err)
	}
	return c, r.Settle(ctx, ring, ring.Kind())
}
