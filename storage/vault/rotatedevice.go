package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
)

// NewDeviceKey is what RotateDevice made.
type NewDeviceKey struct {
	AuditKey string // verifier key of the trail from now on, note form
}

// RotateDevice gives the device a new key for signing the trail. The old key's last signature is on the entry that announces
// the new one, so whoever trusts the old key can follow, as the hub does by itself; then the old key is destroyed. The key that signs records and the
// one that speaks to the hub stay: records that wait would be refused under another.
func (v *Vault) RotateDevice(ctx context.Context, by *Session, why Reason) (out NewDeviceKey, err error) {
	const op = "rotate device key"
	if err := mayRotate(by, op); err != nil {
		return out, err
	}
	if !slices.Contains(Reasons(), why) {
		return out, chart.E(chart.BadInput, op, errors.New("unknown reason"))
	}
	v.rotating.Lock()
	defer v.rotating.Unlock()
	o := by.o
	keys := o.deviceKeys()
	if keys.AuditSigner, keys.AuditKey, err = note.GenerateKey(rand.Reader, audit.Origin(o.device)); err != nil {
		return out, chart.E(chart.Internal, op, errors.New("make key"))
	}
	out.AuditKey = keys.AuditKey
	err = v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		sealed, err := sealDeviceKeys(o.machine, keys)
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE workspace SET sealed_keys = ?, device_made = ? WHERE id = 1`, sealed, v.o.Now().UnixMilli()); err != nil {
			return err
		}
		tx.OnCommit(func() {
			o.mu.Lock()
			o.keys = keys
			o.mu.Unlock()
		})
		if _, err := v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyRotate, Person: by.person.ID, Detail: "device reason=" + string(why)}); err != nil {
			return err
		}
		return v.log.Rotate(tx, by.person.ID, keys.AuditSigner, keys.AuditKey)
	})
	if err != nil {
		return NewDeviceKey{}, err
	}
	return out, v.fold(ctx)
}
