package vault

import (
	"context"
	"crypto/ecdh"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// DefaultIterations is the work factor of PBKDF2-SHA256 (OWASP, 2023).
const DefaultIterations = 600_000

// Options are what the vault needs from outside.
type Options struct {
	Keyring    Keyring
	Now        func() time.Time
	Iterations int  // of PBKDF2 for new passwords; 0: DefaultIterations
	Rows       Rows // seals the rows as soon as the machine secret is open; nil: nobody does
}

// Rows seals the workspace's rows under a key of the workspace's own (storage/rowseal).
type Rows interface {
	Arm(ctx context.Context, key []byte) error
}

// Vault is the keys of one workspace. It is safe for concurrent use.
type Vault struct {
	db  *sqlitedb.DB
	log *audit.Log
	o   Options

	attempts  sync.Mutex // one password at a time, so that parallel guesses cannot outrun the back-off; guards the next three
	steady    map[chart.PersonID]time.Time
	strangers map[string]*tries
	verified  bool // the people were compared with the trail

	mu     sync.Mutex
	opened *opened
	locked chart.PersonID               // who may come back with the password alone
	factor map[chart.PersonID]time.Time // when each showed the authenticator last
	live   map[*Session]struct{}

	rotating sync.Mutex // one renewal or destruction of keys at a time; taken before any transaction
	matching sync.Mutex // the keyring and what the workspace says of it change together; taken last of all, before any transaction
}

// opened is what the machine secret opens; nobody needs to be signed in for it.
type opened struct {
	workspace string
	device    chart.DeviceID
	practice  string
	machine   *Secret
	root      *Secret // the workspace's, sealed under the machine secret; it outlives a rotation of that
	keys      deviceKeys

	mu     sync.RWMutex
	module ecdh.KeyExchanger // that guards zones; nil: none is connected
	zones  map[chart.Zone]zonePublic
	epochs map[string]*Secret // what the keyring has of them
	epoch  string             // the one that new keys are made in
	month  string             // of that epoch
}

// New gives the vault of the workspace; nothing is read yet.
func New(db *sqlitedb.DB, log *audit.Log, o Options) *Vault {
	if o.Iterations == 0 {
		o.Iterations = DefaultIterations
	}
	return &Vault{db: db, log: log, o: o, steady: map[chart.PersonID]time.Time{}, live: map[*Session]struct{}{}}
}

// Exists reports whether the workspace was set up.
func (v *Vault) Exists(ctx context.Context) (bool, error) {
	var n, entries int
	err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT (SELECT count(*) FROM workspace), (SELECT count(*) FROM audit_head)`, nil, &n, &entries)
	})
	if err == nil && n == 0 && entries > 0 { // set up anew it would be another workspace over the old one
		return false, chart.E(chart.Tampered, "open workspace", errGone)
	}
	return n > 0, err
}

var errGone = errors.New("the workspace's own entry is gone, its trail is there: the database was changed outside Chartproof")

// Load opens the machine's part: it asks the keyring for the machine secret, compares it with the fingerprint and opens
// the device's keys. It does nothing where that was done before. chart.NotFound means that the workspace is not set up;
// KeyringAbsent, KeyringLocked and KeyringWrong say what is the matter with the keyring. It may block while the OS asks
// for a password.
func (v *Vault) Load(ctx context.Context) error {
	_, err := v.load(ctx)
	return err
}

func (v *Vault) load(ctx context.Context) (*opened, error) {
	const op = "open machine secret"
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.opened != nil {
		return v.opened, nil
	}
	o := &opened{}
	var keystore string
	var fingerprint, sealed, root []byte
	err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT workspace, practice, device, keystore, fingerprint, sealed_keys, sealed_root FROM workspace WHERE id = 1`, nil,
			&o.workspace, &o.practice, &o.device, &keystore, &fingerprint, &sealed, &root)
	})
	if chart.KindOf(err) == chart.NotFound {
		if _, gone := v.Exists(ctx); gone != nil {
			return nil, gone
		}
	}
	if err != nil {
		return nil, err
	}
	if keystore != v.o.Keyring.Kind() {
		return nil, chart.E(chart.KeyringWrong, op, errors.New("the workspace was made with the keyring of kind "+keystore))
	}
	if err := v.machineSecret(ctx, o, fingerprint); err != nil {
		return nil, err
	}
	if err := o.openDevice(sealed); err != nil {
		return nil, err
	}
	if err := v.openRoot(ctx, o, root); err != nil {
		return nil, err
	}
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		o.zones, err = loadZones(tx, o.machine)
		return err
	}); err != nil {
		return nil, err
	}
	if err := v.loadEpochs(ctx, o); err != nil {
		return nil, err
	}
	if err := v.log.Arm(o.device, o.keys.AuditSigner, o.keys.AuditKey); err != nil {
		return nil, err
	}
	if err := v.takeOver(ctx, o); err != nil {
		return nil, err
	}
	if err := v.armRows(ctx, o); err != nil {
		return nil, err
	}
	v.opened = o
	return o, nil
}

func devicePlace() place { return place{table: "workspace", column: "sealed_keys", version: 1} }

// deviceKeys gives the device's own keys.
func (o *opened) deviceKeys() deviceKeys {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return o.keys
}

// sealDevice seals the device's own keys under the machine secret.
func (o *opened) sealDevice(machine *Secret) ([]byte, error) {
	return sealDeviceKeys(machine, o.deviceKeys())
}

func sealDeviceKeys(machine *Secret, keys deviceKeys) ([]byte, error) {
	plain, err := json.Marshal(keys)
	if err != nil {
		return nil, chart.E(chart.Internal, "store device keys", errors.New("marshal"))
	}
	defer clear(plain)
	k, err := derive(machine, "device")
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	return seal(k, devicePlace(), plain)
}

// openDevice opens the device's own keys.
func (o *opened) openDevice(sealed []byte) error {
	k, err := derive(o.machine, "device")
	if err != nil {
		return err
	}
	defer k.Wipe()
	plain, err := unseal(k, devicePlace(), sealed)
	if err != nil {
		return err
	}
	defer clear(plain)
	if err := json.Unmarshal(plain, &o.keys); err != nil {
		return chart.E(chart.Tampered, "read device keys", errors.New("malformed"))
	}
	return o.keys.parse()
}

// Practice is the practice's name, as given at set-up; it needs no keyring.
func (v *Vault) Practice(ctx context.Context) (name string, err error) {
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT practice FROM workspace WHERE id = 1`, nil, &name)
	})
	return name, err
}

// Close wipes the machine secret. Sessions are closed by their owners.
func (v *Vault) Close() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.opened != nil {
		v.opened.wipe()
		v.opened = nil
	}
	v.locked = ""
}
