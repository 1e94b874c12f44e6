package vault

import (
	"context"
	"crypto/hmac"
	"errors"

	"chartproof.org/chartproof/engine/chart"
)

// machineSecret takes the machine secret out of the keyring and compares it with the fingerprint. A keyring that has none,
// or another, is KeyringWrong: nothing is ever minted for a workspace that exists. Where a renewal was broken off after the
// workspace had taken the new secret, the new one lies beside the old and takes its place here.
func (v *Vault) machineSecret(ctx context.Context, o *opened, fingerprint []byte) error {
	const op = "open machine secret"
	secret, err := v.fitting(ctx, o.workspace, o.workspace, fingerprint)
	if err == nil {
		o.machine = secret
		return nil
	}
	if chart.KindOf(err) != chart.KeyringWrong {
		return err
	}
	next, nextErr := v.fitting(ctx, o.workspace, nextAccount(o.workspace), fingerprint)
	if nextErr != nil {
		return err
	}
	if err := v.deposit(ctx, o.workspace, next); err != nil {
		return err
	}
	o.machine = next
	return v.withdraw(ctx, nextAccount(o.workspace))
}

func nextAccount(workspace string) string { return workspace + ".next" }

// fitting gives the keyring's entry where it fits the fingerprint.
func (v *Vault) fitting(ctx context.Context, workspace, account string, fingerprint []byte) (*Secret, error) {
	const op = "open machine secret"
	raw, err := v.o.Keyring.Get(ctx, account)
	switch {
	case chart.KindOf(err) == chart.NotFound:
		return nil, chart.E(chart.KeyringWrong, op, errors.New("the keyring has no secret for this workspace"))
	case err != nil:
		return nil, err
	case len(raw) != keyBytes:
		return nil, chart.E(chart.KeyringWrong, op, errors.New("the keyring's entry is not ours"))
	}
	secret := newSecret(raw)
	have, err := mac(secret, "fingerprint", []byte(workspace))
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(have, fingerprint) {
		secret.Wipe()
		return nil, chart.E(chart.KeyringWrong, op, errors.New("the keyring holds another workspace's secret"))
	}
	return secret, nil
}
