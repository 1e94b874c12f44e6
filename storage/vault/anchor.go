package vault

import (
	"bytes"
	"context"
)

// Remember keeps a few bytes beside the machine secret in the keyring: the newest state of the workspace, so that an older
// copy of it is told without a hub. They are no secret.
func (v *Vault) Remember(ctx context.Context, state []byte) error {
	o, err := v.load(ctx)
	if err != nil {
		return err
	}
	return v.o.Keyring.Set(ctx, o.anchorAccount(), state)
}

// Remembered gives what Remember kept last; chart.NotFound where there is nothing.
func (v *Vault) Remembered(ctx context.Context) ([]byte, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	return v.o.Keyring.Get(ctx, o.anchorAccount())
}

func (o *opened) anchorAccount() string { return AnchorAccount(o.workspace) }

// AnchorAccount is the keyring's account of what Remember keeps.
func AnchorAccount(workspace string) string { return workspace + ".anchor" }

// Entries gives what the keyring must hold for this workspace to open, by account: the machine secret and the epochs that
// live. It is for a sealed backup, which replaces it each time: an epoch that is destroyed later must not stay behind there.
// Until during has ended nothing of it is made, renewed or destroyed, so a copy of the database that is made there opens with
// what is given; during must not sign anybody in, nor renew or destroy keys.
func (v *Vault) Entries(ctx context.Context, during func() error) (map[string][]byte, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	v.matching.Lock()
	defer v.matching.Unlock()
	if err := during(); err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	keep := func(account string, s *Secret) error {
		return s.use(func(b []byte) error {
			out[account] = bytes.Clone(b)
			return nil
		})
	}
	if err := keep(o.workspace, o.machine); err != nil {
		return nil, err
	}
	o.mu.RLock()
	defer o.mu.RUnlock()
	for id, s := range o.epochs {
		if err := keep(o.epochAccount(id), s); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// armRows lends the key of the rows' seals to whoever seals them. It is the root's, so that it outlives a renewal of the
// machine secret.
func (v *Vault) armRows(ctx context.Context, o *opened) error {
	if v.o.Rows == nil {
		return nil
	}
	k, err := derive(o.root, "rows")
	if err != nil {
		return err
	}
	defer k.Wipe()
	return k.use(func(b []byte) error { return v.o.Rows.Arm(ctx, b) })
}
