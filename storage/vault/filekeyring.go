package vault

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// FileKeyring keeps machine secrets in a file sealed with a passphrase, for machines without an OS keyring. It is used
// only where a person asked for it, never by itself; the trail says so. Keep the file outside the workspace and its
// backups: whoever has both is left with guessing the passphrase and the password.
type FileKeyring struct {
	Path       string
	Passphrase string
	Iterations int // of PBKDF2 for a new file; 0: DefaultIterations
}

// keyFile is the file's JSON.
type keyFile struct {
	Format     string            `json:"format"` // "chartproof.keys/1"
	KDF        string            `json:"kdf"`
	Iterations int               `json:"iterations"`
	Salt       []byte            `json:"salt"`
	Sealed     map[string][]byte `json:"sealed"` // by account
}

const (
	keyFileFormat = "chartproof.keys/1"
	keyFileKDF    = "pbkdf2-sha256"
	maxKeyFile    = 1 << 20
	maxIterations = 10_000_000 // more is a file made to hang us
)

// Kind names the keyring.
func (FileKeyring) Kind() string { return "file" }

// Get reads the account's secret. A wrong passphrase is chart.KeyringLocked.
func (k FileKeyring) Get(_ context.Context, account string) ([]byte, error) {
	const op = "read key file"
	f, err := k.load(op)
	if err != nil {
		return nil, err
	}
	sealed, ok := f.Sealed[account]
	if !ok {
		return nil, chart.E(chart.NotFound, op, nil)
	}
	key, err := k.key(f)
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	plain, err := unseal(key, keyFilePlace(account), sealed)
	if err != nil {
		return nil, chart.E(chart.KeyringLocked, op, errors.New("the passphrase is wrong or the file is damaged"))
	}
	return plain, nil
}

// GetMany reads several accounts' secrets with one derivation of the passphrase. What is not there is left out.
func (k FileKeyring) GetMany(_ context.Context, accounts []string) (map[string][]byte, error) {
	const op = "read key file"
	out := map[string][]byte{}
	f, err := k.load(op)
	if chart.KindOf(err) == chart.NotFound || len(accounts) == 0 {
		return out, nil
	} else if err != nil {
		return nil, err
	}
	key, err := k.key(f)
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	for _, a := range accounts {
		sealed, ok := f.Sealed[a]
		if !ok {
			continue
		}
		if out[a], err = unseal(key, keyFilePlace(a), sealed); err != nil {
			return nil, chart.E(chart.KeyringLocked, op, errors.New("the passphrase is wrong or the file is damaged"))
		}
	}
	return out, nil
}

// Set writes the account's secret; the file is made where there is none.
func (k FileKeyring) Set(ctx context.Context, account string, secret []byte) error {
	const op = "write key file"
	f, err := k.load(op)
	if chart.KindOf(err) == chart.NotFound {
		f = &keyFile{Format: keyFileFormat, KDF: keyFileKDF, Iterations: k.Iterations, Salt: make([]byte, 32), Sealed: map[string][]byte{}}
		_, _ = rand.Read(f.Salt)
		if f.Iterations == 0 {
			f.Iterations = DefaultIterations
		}
	} else if err != nil {
		return err
	}
	for other := range f.Sealed { // one passphrase for the whole file
		if _, err := k.Get(ctx, other); err != nil {
			return err
		}
		break
	}
	key, err := k.key(f)
	if err != nil {
		return err
	}
	defer key.Wipe()
	if f.Sealed[account], err = seal(key, keyFilePlace(account), secret); err != nil {
		return err
	}
	return k.save(op, f)
}

// Delete removes the account's secret.
func (k FileKeyring) Delete(_ context.Context, account string) error {
	const op = "delete from key file"
	f, err := k.load(op)
	if err != nil {
		return err
	}
	delete(f.Sealed, account)
	return k.save(op, f)
}

func keyFilePlace(account string) place { return place{table: "keyfile", row: account, version: 1} }

func (k FileKeyring) key(f *keyFile) (*Secret, error) {
	if len(k.Passphrase) < MinPassword {
		return nil, chart.E(chart.BadInput, "read key file", &password.Error{Fault: password.Short})
	}
	b, err := pbkdf2.Key(sha256.New, k.Passphrase, f.Salt, f.Iterations, keyBytes)
	if err != nil {
		return nil, chart.E(chart.Internal, "read key file", err)
	}
	return newSecret(b), nil
}

func (k FileKeyring) load(op string) (*keyFile, error) {
	data, err := os.ReadFile(k.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, chart.E(chart.NotFound, op, nil)
	} else if err != nil {
		return nil, chart.E(chart.KeyringAbsent, op, sqlitedb.Bare(err))
	}
	return parseKeyFile(data)
}

func parseKeyFile(data []byte) (*keyFile, error) {
	var f keyFile
	bad := chart.E(chart.KeyringWrong, "read key file", errors.New("not a key file of Chartproof"))
	if len(data) > maxKeyFile || json.Unmarshal(data, &f) != nil {
		return nil, bad
	}
	if f.Format != keyFileFormat || f.KDF != keyFileKDF || len(f.Salt) < 16 || f.Iterations < 1000 || f.Iterations > maxIterations {
		return nil, bad
	}
	if f.Sealed == nil {
		f.Sealed = map[string][]byte{}
	}
	return &f, nil
}

func (k FileKeyring) save(op string, f *keyFile) (err error) {
	data, err := json.Marshal(f)
	if err != nil {
		return chart.E(chart.Internal, op, err)
	}
	if err := os.MkdirAll(filepath.Dir(k.Path), 0o700); err != nil {
		return chart.E(chart.KeyringAbsent, op, sqlitedb.Bare(err))
	}
	if err := sqlitedb.WriteFile(k.Path, data); err != nil {
		return chart.E(chart.KeyringAbsent, op, err)
	}
	return nil
}
