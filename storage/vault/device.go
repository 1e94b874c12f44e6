package vault

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
)

// deviceKeys are sealed under the machine secret. One key has one use.
type deviceKeys struct {
	AuditSigner string `json:"audit_signer"` // note form, Ed25519
	AuditKey    string `json:"audit_key"`    // note form, public
	Record      []byte `json:"record"`       // PKCS #8, ECDSA P-256: signs records
	TLS         []byte `json:"tls"`          // PKCS #8, ECDSA P-256: speaks to the hub

	record, tls *ecdsa.PrivateKey
}

func newDeviceKeys(device chart.DeviceID) (k deviceKeys, err error) {
	if k.AuditSigner, k.AuditKey, err = note.GenerateKey(rand.Reader, audit.Origin(device)); err != nil {
		return k, chart.E(chart.Internal, "make audit key", err)
	}
	for _, into := range []*[]byte{&k.Record, &k.TLS} {
		if *into, err = newP256(); err != nil {
			return k, err
		}
	}
	return k, k.parse()
}

func newP256() ([]byte, error) {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, chart.E(chart.Internal, "make signing key", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		return nil, chart.E(chart.Internal, "make signing key", err)
	}
	return der, nil
}

func parseP256(der []byte) (*ecdsa.PrivateKey, error) {
	bad := chart.E(chart.Tampered, "read signing key", errors.New("malformed"))
	k, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, bad
	}
	e, ok := k.(*ecdsa.PrivateKey)
	if !ok || e.Curve != elliptic.P256() {
		return nil, bad
	}
	return e, nil
}

func (k *deviceKeys) parse() (err error) {
	if k.record, err = parseP256(k.Record); err != nil {
		return err
	}
	k.tls, err = parseP256(k.TLS)
	return err
}

// KeyID names a public key: hex SHA-256 of its PKIX form.
func KeyID(public crypto.PublicKey) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return "", chart.E(chart.BadInput, "name key", err)
	}
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:]), nil
}

// Device is the enrolled workstation as such: usable without anybody signed in, after Load.
type Device struct {
	ID        chart.DeviceID
	Workspace string
	Practice  string
	Signer    crypto.Signer // ECDSA P-256, signs records (digest: SHA-256)
	TLS       crypto.Signer // ECDSA P-256, the key of the client certificate
	AuditKey  string        // verifier key of the audit log, note form
}

// Device gives the device's identity and keys.
func (v *Vault) Device(ctx context.Context) (Device, error) {
	o, err := v.load(ctx)
	if err != nil {
		return Device{}, err
	}
	keys := o.deviceKeys()
	return Device{ID: o.device, Workspace: o.workspace, Practice: o.practice,
		Signer: keys.record, TLS: keys.tls, AuditKey: keys.AuditKey}, nil
}

// Hub is what the workstation knows of its hub after enrolment.
type Hub struct {
	URL         string    `json:"url"`
	CA          []byte    `json:"ca"`          // PEM of the hub's own authority
	Certificate []byte    `json:"certificate"` // PEM of this device's client certificate, for Device.TLS
	SealPublic  []byte    `json:"seal_public"` // HPKE public key that records are sealed to
	NoteKey     string    `json:"note_key"`    // verifier key of cosigned checkpoints
	ReceiptKey  string    `json:"receipt_key"` // fingerprint of the key that signs receipts
	EnrolledAt  time.Time `json:"enrolled_at"`
}

const settingHub = "hub"

// Hub gives the hub's settings, chart.NotFound where the device is not enrolled. They are sealed under the machine secret
// so that nobody can slip in another hub's key by editing the database.
func (v *Vault) Hub(ctx context.Context) (h Hub, err error) {
	plain, err := v.DeviceSetting(ctx, settingHub)
	if err != nil {
		return h, err
	}
	if err := json.Unmarshal(plain, &h); err != nil {
		return h, chart.E(chart.Tampered, "read hub settings", errors.New("malformed"))
	}
	return h, nil
}

// SetHub stores what enrolment gave and writes hub.enrol into the trail. by is empty for an enrolment by command.
func (v *Vault) SetHub(ctx context.Context, by chart.PersonID, h Hub) error {
	plain, err := json.Marshal(h)
	if err != nil {
		return chart.E(chart.Internal, "store hub settings", err)
	}
	return v.SetDeviceSetting(ctx, settingHub, plain, chart.AuditEntry{Action: chart.ActEnrol, Person: by})
}

// DeviceSetting opens a value that SetDeviceSetting sealed.
func (v *Vault) DeviceSetting(ctx context.Context, name string) ([]byte, error) {
	k, err := v.settingKey(ctx)
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	var sealed []byte
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT sealed FROM device_setting WHERE name = ?`, []any{name}, &sealed)
	}); err != nil {
		return nil, err
	}
	return unseal(k, settingPlace(name), sealed)
}

// SetDeviceSetting seals a value under the machine secret, readable without anybody signed in, with its trail entry.
func (v *Vault) SetDeviceSetting(ctx context.Context, name string, value []byte, e chart.AuditEntry) error {
	k, err := v.settingKey(ctx)
	if err != nil {
		return err
	}
	defer k.Wipe()
	sealed, err := seal(k, settingPlace(name), value)
	if err != nil {
		return err
	}
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`INSERT INTO device_setting (name, sealed) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed`, name, sealed); err != nil {
			return err
		}
		_, err := v.log.Append(tx, e)
		return err
	})
}

func settingPlace(name string) place {
	return place{table: "device_setting", column: "sealed", row: name, version: 1}
}

func (v *Vault) settingKey(ctx context.Context) (*Secret, error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	return derive(o.machine, "setting")
}
