package vault

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"

	"github.com/zalando/go-keyring"
)

// Keyring keeps machine secrets outside the workspace, one an account (the workspace's id). Get of an unknown account is
// chart.NotFound; everything else that goes wrong is chart.KeyringAbsent or chart.KeyringLocked and says nothing about
// whether there is a secret.
type Keyring interface {
	Kind() string // recorded in the workspace and in the trail: "os", "file"
	Get(ctx context.Context, account string) ([]byte, error)
	Set(ctx context.Context, account string, secret []byte) error
	Delete(ctx context.Context, account string) error
}

// OSKeyring is the keyring of the OS account: Secret Service, Keychain, Credential Manager.
type OSKeyring struct {
	Timeout time.Duration // of one call, since the OS may ask the person; 0: 30 s
}

const keyringService = "chartproof"

// Kind names the keyring.
func (OSKeyring) Kind() string { return "os" }

// Get reads the account's secret.
func (k OSKeyring) Get(ctx context.Context, account string) ([]byte, error) {
	const op = "read OS keyring"
	text, err := k.ask(ctx, op, func() (string, error) { return keyring.Get(keyringService, account) })
	if err != nil {
		return nil, err
	}
	secret, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, chart.E(chart.KeyringWrong, op, errors.New("the entry is not ours"))
	}
	return secret, nil
}

// Set writes the account's secret.
func (k OSKeyring) Set(ctx context.Context, account string, secret []byte) error {
	text := base64.StdEncoding.EncodeToString(secret)
	_, err := k.ask(ctx, "write OS keyring", func() (string, error) {
		return "", keyring.Set(keyringService, account, text)
	})
	return err
}

// Delete removes the account's secret.
func (k OSKeyring) Delete(ctx context.Context, account string) error {
	_, err := k.ask(ctx, "delete from OS keyring", func() (string, error) {
		return "", keyring.Delete(keyringService, account)
	})
	return err
}

// ask calls the OS with a time limit. The call itself cannot be broken off: one that still waits for a prompt ends with
// the prompt, and its answer is dropped.
func (k OSKeyring) ask(ctx context.Context, op string, call func() (string, error)) (string, error) {
	limit := k.Timeout
	if limit <= 0 {
		limit = 30 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		text, err := call()
		got <- answer{text, err}
	}()
	select {
	case a := <-got:
		return a.text, keyringError(op, a.err)
	case <-ctx.Done():
		return "", chart.E(chart.KeyringLocked, op, errors.New("the keyring does not answer; it may be asking for a password"))
	}
}

// keyringError sorts the errors of the library, which types only two of them.
func keyringError(op string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return chart.E(chart.NotFound, op, nil)
	}
	text := strings.ToLower(err.Error())
	for _, word := range []string{"islocked", "unlock", "prompt", "dismissed", "user canceled", "interaction is not allowed"} {
		if strings.Contains(text, word) {
			return chart.E(chart.KeyringLocked, op, err)
		}
	}
	return chart.E(chart.KeyringAbsent, op, err)
}
