package vault

import (
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

func (o *opened) anchorAccount() string { return o.workspace + ".anchor" }

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
