package vault

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Part says which of the secrets outside the workspace are exported. They are two because they are kept differently.
type Part string

const (
	// MachinePart is the machine secret: a backup needs the one of its own day, so it is kept with each backup.
	MachinePart Part = "machine"
	// EpochsPart are the secrets of the months. Whoever has an old export of them and an old copy of the database opens what
	// was shredded since. So there may be one export of them in a place, overwritten by the next, and never one a backup.
	EpochsPart Part = "epochs"
)

// Lid closes exported secrets, and opens them again.
type Lid struct {
	public, private []byte // HPKE
	passphrase      string
	iterations      int
}

// LidFor closes to a recovery key (HPKE public key, ML-KEM-768 + P-256).
func LidFor(public []byte) Lid { return Lid{public: public} }

// LidWith opens with the private part of a recovery key.
func LidWith(private []byte) Lid { return Lid{private: private} }

// LidOf closes and opens with a passphrase of 14 characters and more; iterations of PBKDF2-SHA256, 0: DefaultIterations.
func LidOf(passphrase string, iterations int) Lid {
	if iterations == 0 {
		iterations = DefaultIterations
	}
	return Lid{passphrase: password.Clean(passphrase), iterations: iterations}
}

// secretsFile is the JSON of an export.
type secretsFile struct {
	Format     string `json:"format"` // "chartproof.secrets/1"
	Workspace  string `json:"workspace"`
	Part       Part   `json:"part"`
	KDF        string `json:"kdf,omitempty"` // with a passphrase
	Iterations int    `json:"iterations,omitempty"`
	Salt       []byte `json:"salt,omitempty"`
	Wrapped    []byte `json:"wrapped,omitempty"` // with a recovery key: the file's own key
	Sealed     []byte `json:"sealed"`
}

// secretsBody is what lies under the lid: secrets by the account that they have in the keyring.
type secretsBody struct {
	Secrets map[string][]byte `json:"secrets"`
}

const (
	secretsFormat = "chartproof.secrets/1"
	maxSecrets    = 1 << 20
)

func secretsPlace(f *secretsFile) place {
	return place{table: "secrets", column: string(f.Part), owner: f.Workspace, version: 1}
}

// ExportSecrets gives secrets that are in the keyring only, closed by a lid, and says so in the trail. by is empty for a
// backup that runs by itself. Nobody needs to be signed in.
func (v *Vault) ExportSecrets(ctx context.Context, by chart.PersonID, part Part, lid Lid) ([]byte, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	body := secretsBody{Secrets: map[string][]byte{}}
	defer body.wipe()
	switch part {
	case MachinePart:
		err = o.machine.use(func(b []byte) error { body.Secrets[o.workspace] = bytes.Clone(b); return nil })
	case EpochsPart:
		o.mu.RLock()
		for id, e := range o.epochs {
			err = errors.Join(err, e.use(func(b []byte) error { body.Secrets[o.epochAccount(id)] = bytes.Clone(b); return nil }))
		}
		o.mu.RUnlock()
	default:
		err = chart.E(chart.BadInput, "export secrets", errors.New("unknown part"))
	}
	if err != nil {
		return nil, err
	}
	file, err := lid.close(&secretsFile{Format: secretsFormat, Workspace: o.workspace, Part: part}, body)
	if err != nil {
		return nil, err
	}
	return file, v.append(ctx, chart.AuditEntry{Action: chart.ActKeyExport, Person: by, Detail: "part=" + string(part) + " lid=" + lid.kind()})
}

func (l Lid) kind() string {
	if l.public != nil {
		return "recovery_key"
	}
	return "passphrase"
}

func (b secretsBody) wipe() {
	for _, s := range b.Secrets {
		clear(s)
	}
}

func (l Lid) close(f *secretsFile, body secretsBody) ([]byte, error) {
	const op = "export secrets"
	plain, err := json.Marshal(body)
	if err != nil {
		return nil, chart.E(chart.Internal, op, errors.New("marshal"))
	}
	defer clear(plain)
	var key *Secret
	if l.public != nil {
		key = randomSecret()
		if f.Wrapped, err = wrap(l.public, secretsPlace(f), key); err != nil {
			return nil, err
		}
	} else {
		f.KDF, f.Iterations, f.Salt = keyFileKDF, l.iterations, make([]byte, saltBytes)
		_, _ = rand.Read(f.Salt) // never fails
		if key, err = l.derive(f); err != nil {
			return nil, err
		}
	}
	defer key.Wipe()
	if f.Sealed, err = seal(key, secretsPlace(f), plain); err != nil {
		return nil, err
	}
	return json.Marshal(f)
}

func (l Lid) derive(f *secretsFile) (*Secret, error) {
	if err := checkLength(l.passphrase); err != nil {
		return nil, err
	}
	b, err := pbkdf2.Key(sha256.New, l.passphrase, f.Salt, f.Iterations, keyBytes)
	if err != nil {
		return nil, chart.E(chart.Internal, "close secrets", err)
	}
	return newSecret(b), nil
}

func checkLength(passphrase string) error {
	if len([]rune(passphrase)) < MinPassword || len(passphrase) > password.Max {
		return chart.E(chart.BadInput, "close secrets", &password.Error{Fault: password.Short})
	}
	return nil
}

// parseSecrets reads an export without opening it.
func parseSecrets(data []byte) (*secretsFile, error) {
	bad := chart.E(chart.BadInput, "read exported secrets", errors.New("not exported secrets of Chartproof"))
	var f secretsFile
	if len(data) > maxSecrets || json.Unmarshal(data, &f) != nil {
		return nil, bad
	}
	if f.Format != secretsFormat || f.Workspace == "" || len(f.Workspace) > 64 || (f.Part != MachinePart && f.Part != EpochsPart) {
		return nil, bad
	}
	if len(f.Wrapped) == 0 && (f.KDF != keyFileKDF || len(f.Salt) < 16 || f.Iterations < 1000 || f.Iterations > maxIterations) {
		return nil, bad
	}
	return &f, nil
}

func (l Lid) open(f *secretsFile) (body secretsBody, err error) {
	var key *Secret
	switch {
	case len(f.Wrapped) > 0 && l.private != nil:
		private := newSecret(bytes.Clone(l.private))
		defer private.Wipe()
		key, err = unwrap(private, secretsPlace(f), f.Wrapped)
	case len(f.Wrapped) == 0 && l.passphrase != "":
		key, err = l.derive(f)
	default:
		err = chart.E(chart.BadInput, "open exported secrets", errors.New("they are closed another way"))
	}
	if err != nil {
		return body, err
	}
	defer key.Wipe()
	plain, err := unseal(key, secretsPlace(f), f.Sealed)
	if err != nil {
		return body, chart.E(chart.NotAllowed, "open exported secrets", errors.New("the passphrase or key is not right, or the file is damaged"))
	}
	defer clear(plain)
	if json.Unmarshal(plain, &body) != nil {
		return body, chart.E(chart.Tampered, "open exported secrets", errors.New("malformed"))
	}
	for account, secret := range body.Secrets {
		if len(secret) != keyBytes || account != f.Workspace && !strings.HasPrefix(account, f.Workspace+".epoch.") {
			return body, chart.E(chart.Tampered, "open exported secrets", errors.New("malformed"))
		}
	}
	return body, nil
}

// ImportSecrets puts exported secrets into the keyring of this computer, for a workspace that was restored here. They must
// fit the workspace. It never takes the place of another secret: where the keyring has a different one for this workspace
// it is chart.Conflict, because that may be all that opens a newer copy. It gives how many were put in.
func (v *Vault) ImportSecrets(ctx context.Context, data []byte, lid Lid) (n int, err error) {
	const op = "import secrets"
	f, err := parseSecrets(data)
	if err != nil {
		return 0, err
	}
	body, err := lid.open(f)
	if err != nil {
		return 0, err
	}
	defer body.wipe()
	var workspace string
	var fingerprint []byte
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT workspace, fingerprint FROM workspace WHERE id = 1`, nil, &workspace, &fingerprint)
	}); err != nil {
		return 0, err
	}
	if workspace != f.Workspace {
		return 0, chart.E(chart.KeyringWrong, op, errors.New("the secrets are another workspace's"))
	}
	if f.Part == MachinePart {
		secret := newSecret(bytes.Clone(body.Secrets[workspace]))
		defer secret.Wipe()
		have, err := mac(secret, "fingerprint", []byte(workspace))
		if err != nil {
			return 0, err
		}
		if !hmac.Equal(have, fingerprint) {
			return 0, chart.E(chart.KeyringWrong, op, errors.New("the secret is of another day than the workspace: it was renewed in between"))
		}
	}
	for account, secret := range body.Secrets {
		have, err := v.o.Keyring.Get(ctx, account)
		switch {
		case err == nil && bytes.Equal(have, secret):
			continue
		case err == nil:
			return n, chart.E(chart.Conflict, op, errors.New("the keyring has another secret for this workspace, and keeps it"))
		case chart.KindOf(err) != chart.NotFound:
			return n, err
		}
		if err := v.deposit(ctx, account, newSecret(bytes.Clone(secret))); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
