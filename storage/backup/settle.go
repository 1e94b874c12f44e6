package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/rowseal"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// held is a keyring that lasts as long as a restored workspace is being checked.
type held struct {
	kind string
	mu   sync.Mutex
	m    map[string][]byte
}

func (h *held) Kind() string { return h.kind }

func (h *held) Get(_ context.Context, account string) ([]byte, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if b, ok := h.m[account]; ok {
		return bytes.Clone(b), nil
	}
	return nil, chart.E(chart.NotFound, "read keyring", nil)
}

func (h *held) Set(_ context.Context, account string, secret []byte) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.m[account] = bytes.Clone(secret)
	return nil
}

func (h *held) Delete(_ context.Context, account string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.m, account)
	return nil
}

// Restored is a workspace that came out of a backup and lies open, with a keyring of its own that nobody else sees.
type Restored struct {
	Manifest
	Workspace
	Vault *vault.Vault
	ring  *held
}

// Raise opens a fetched workspace and checks everything: the file's structure, all rows against their seals, the whole trail,
// that it ends where the manifest says, every page file. A finding is an error: a backup that does not hold is not handed out.
func (s *Source) Raise(ctx context.Context, m Manifest, dir string, now func() time.Time) (r *Restored, c Check, err error) {
	db, err := sqlitedb.Open(ctx, dir)
	if err != nil {
		return nil, c, err
	}
	r = &Restored{Manifest: m, ring: &held{m: map[string][]byte{}}}
	for account, secret := range s.Accounts {
		r.ring.m[account] = bytes.Clone(secret)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.Close())
			r = nil
		}
	}()
	r.DB, r.Log = db, audit.New(db, now)
	r.Seals = rowseal.New(db, r.Log)
	if err := db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT keystore FROM workspace WHERE id = 1`, nil, &r.ring.kind)
	}); err != nil {
		return r, c, err
	}
	if r.Blobs, err = blob.Attach(db); err != nil {
		return r, c, err
	}
	r.Vault = vault.New(db, r.Log, vault.Options{Keyring: r.ring, Now: now, Rows: r.Seals})
	err = r.Vault.Load(ctx)
	for _, machine := range s.past { // the generation may be from before the machine secret was renewed
		if chart.KindOf(err) != chart.KeyringWrong {
			break
		}
		r.ring.m[s.Workspace] = bytes.Clone(machine)
		err = r.Vault.Load(ctx)
	}
	if err != nil {
		return r, c, fmt.Errorf("open the restored workspace: %w", err)
	}
	if c, err = Verify(ctx, r.Workspace); err != nil {
		return r, c, err
	}
	return r, c, r.held(ctx, &c)
}

// held compares the restored workspace with its manifest.
func (r *Restored) held(ctx context.Context, c *Check) error {
	const op = "check restored workspace"
	d, err := r.Vault.Device(ctx)
	if err != nil {
		return err
	}
	if d.ID != r.Device {
		return chart.E(chart.Tampered, op, errors.New("the manifest is signed by another device"))
	}
	problem, err := r.Log.Since(ctx, r.Checkpoint)
	if err == nil && problem != "" {
		err = chart.E(chart.Tampered, op, errors.New(problem))
	}
	if err != nil {
		return err
	}
	c.Findings = slices.DeleteFunc(c.Findings, func(f Finding) bool { // told by the manifest and again by Raise's caller
		return f.Part == "files" && f.What == "missing" && len(r.Missing) > 0
	})
	if len(c.Findings) > 0 {
		return chart.E(chart.Tampered, op, fmt.Errorf("%d parts do not hold, the first: %s", len(c.Findings), c.Findings[0]))
	}
	return nil
}

// Settle writes into the trail where the workspace came from, and hands what the keyring is to hold to the machine's own.
// Entries that are there already and differ are chart.Conflict: the machine has another workspace's, or a newer secret.
func (r *Restored) Settle(ctx context.Context, ring vault.Keyring, kind string) error {
	if err := r.DB.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`UPDATE workspace SET keystore = ? WHERE id = 1`, kind); err != nil {
			return err
		}
		_, err := r.Log.Append(tx, chart.AuditEntry{Action: chart.ActRestore, Detail: fmt.Sprintf("generation=%d made=%s entries=%d documents=%d",
			r.Generation, r.Made.UTC().Format(time.RFC3339), r.Entries, r.Documents)})
		return err
	}); err != nil {
		return err
	}
	anchor, err := r.Seals.Anchor(ctx)
	if err != nil {
		return err
	}
	remembered, err := anchor.Bytes()
	if err != nil {
		return err
	}
	for account, secret := range r.ring.m {
		have, err := ring.Get(ctx, account)
		switch {
		case err == nil && bytes.Equal(have, secret):
			continue
		case err == nil:
			return chart.E(chart.Conflict, "fill keyring", errors.New("the keyring has another secret of this workspace"))
		case chart.KindOf(err) != chart.NotFound:
			return err
		}
		if err := ring.Set(ctx, account, secret); err != nil {
			return err
		}
	}
	return ring.Set(ctx, vault.AnchorAccount(r.Manifest.Workspace), remembered)
}

// Close closes the workspace and forgets its secrets.
func (r *Restored) Close() error {
	if r == nil {
		return nil
	}
	if r.Vault != nil {
		r.Vault.Close()
	}
	for _, secret := range r.ring.m {
		clear(secret)
	}
	return r.DB.Close()
}
