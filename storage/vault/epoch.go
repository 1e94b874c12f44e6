package vault

import (
	"bytes"
	"context"
	"crypto/hmac"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// An epoch is a secret that lives in the keyring and nowhere else. Every owner key is sealed under the epoch of the month
// that it was made in, over its wrapping to the zone. A copy of the database, its write-ahead log or a backup holds the
// wrapping for ever; once the epoch is destroyed it opens for nobody.
const (
	epochCurrent = "current" // new keys are made in it
	epochClosed  = "closed"
	epochDying   = "dying" // nothing is under it any more; it is still in the keyring
)

const monthForm = "2006-01"

func (o *opened) epochAccount(id string) string { return o.workspace + ".epoch." + id }

func epochMAC(secret *Secret, workspace, id string) ([]byte, error) {
	return mac(secret, "epoch fingerprint", []byte(workspace+"|"+id))
}

// loadEpochs takes the epochs' secrets out of the keyring. One that the keyring lacks, or another in its place, closes what
// was made in that month and nothing else, so that the rest can be worked with while it is sought; any other trouble of the
// keyring is an error.
func (v *Vault) loadEpochs(ctx context.Context, o *opened) error {
	type stored struct {
		id, month, state string
		fingerprint      []byte
	}
	var all []stored
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT id, month, state, fingerprint FROM key_epoch ORDER BY made, id`, nil, func(r *sqlitedb.Rows) error {
			var s stored
			if err := r.Scan(&s.id, &s.month, &s.state, &s.fingerprint); err != nil {
				return err
			}
			all = append(all, s)
			return nil
		})
	}); err != nil {
		return err
	}
	accounts := make([]string, len(all))
	for i, s := range all {
		accounts[i] = o.epochAccount(s.id)
	}
	secrets, err := v.getMany(ctx, accounts)
	if err != nil {
		return err
	}
	o.epochs = map[string]*Secret{}
	for i, s := range all {
		secret := newSecret(secrets[accounts[i]])
		have, err := epochMAC(secret, o.workspace, s.id)
		if len(secrets[accounts[i]]) != keyBytes || err != nil || !hmac.Equal(have, s.fingerprint) {
			secret.Wipe()
			continue
		}
		o.epochs[s.id] = secret
		if s.state == epochCurrent {
			o.epoch, o.month = s.id, s.month
		}
	}
	return nil
}

// manyGetter is a keyring that reads several entries in one go. What it does not have is left out.
type manyGetter interface {
	GetMany(ctx context.Context, accounts []string) (map[string][]byte, error)
}

func (v *Vault) getMany(ctx context.Context, accounts []string) (map[string][]byte, error) {
	if m, ok := v.o.Keyring.(manyGetter); ok {
		return m.GetMany(ctx, accounts)
	}
	out := map[string][]byte{}
	for _, a := range accounts {
		secret, err := v.o.Keyring.Get(ctx, a)
		switch chart.KindOf(err) {
		case "":
			out[a] = secret
		case chart.NotFound, chart.KeyringWrong:
		default:
			return nil, err
		}
	}
	return out, nil
}

// mintEpoch puts a new epoch's secret into the keyring and reads it back; storeEpoch has to follow. One that is never
// stored stays behind in the keyring and opens nothing.
func (v *Vault) mintEpoch(ctx context.Context, o *opened) (id string, err error) {
	id, secret := sqlitedb.NewID(), randomSecret()
	if err := v.deposit(ctx, o.epochAccount(id), secret); err != nil {
		return "", err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.epochs == nil {
		o.epochs = map[string]*Secret{}
	}
	o.epochs[id] = secret
	return id, nil
}

// dropEpochs takes the epochs of a set-up that failed out of the keyring.
func (v *Vault) dropEpochs(ctx context.Context, o *opened) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	var errs []error
	for id := range o.epochs {
		errs = append(errs, v.o.Keyring.Delete(ctx, o.epochAccount(id)))
	}
	return errors.Join(errs...)
}

// deposit puts a secret into the keyring and reads it back.
func (v *Vault) deposit(ctx context.Context, account string, secret *Secret) error {
	return secret.use(func(b []byte) error {
		if err := v.o.Keyring.Set(ctx, account, b); err != nil {
			return err
		}
		back, err := v.o.Keyring.Get(ctx, account)
		defer clear(back)
		if err != nil || !bytes.Equal(back, b) {
			return chart.E(chart.KeyringAbsent, "keep secret", errors.New("the keyring does not give back what was put in"))
		}
		return nil
	})
}

// storeEpoch makes the epoch the one that new keys are made in.
func (o *opened) storeEpoch(tx *sqlitedb.Tx, id string, now time.Time) error {
	if err := tx.Exec(`UPDATE key_epoch SET state = ? WHERE state = ?`, epochClosed, epochCurrent); err != nil {
		return err
	}
	return o.putEpoch(tx, epochRow{id: id, month: now.Format(monthForm), state: epochCurrent, made: now.UnixMilli()})
}

// epochRow is an epoch as it stands in the workspace, without its secret.
type epochRow struct {
	id, month, state string
	made             int64
}

func (o *opened) putEpoch(tx *sqlitedb.Tx, e epochRow) error {
	secret, err := o.epochSecret(e.id)
	if err != nil {
		return err
	}
	fingerprint, err := epochMAC(secret, o.workspace, e.id)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO key_epoch (id, month, state, fingerprint, made) VALUES (?, ?, ?, ?, ?)`,
		e.id, e.month, e.state, fingerprint, e.made)
}

// epochSecret gives the secret of an epoch; chart.KeyringWrong where the keyring did not have it.
func (o *opened) epochSecret(id string) (*Secret, error) {
	o.mu.RLock()
	defer o.mu.RUnlock()
	if s := o.epochs[id]; s != nil {
		return s, nil
	}
	return nil, chart.E(chart.KeyringWrong, "open key", errors.New("the keyring lacks the secret of the month that the key was made in"))
}

// renewEpoch begins a new epoch where the month is over, and takes keys into one that were made before there were any. Where
// the keyring does not take a new secret, work goes on in the old epoch.
func (v *Vault) renewEpoch(ctx context.Context, o *opened) error {
	before, month := o.current()
	now := v.o.Now()
	if before == "" || month < now.Format(monthForm) { // a clock that went back begins none
		if err := v.beginEpoch(ctx, o, now); err != nil && before == "" {
			return err
		}
	}
	return v.adopt(ctx, o)
}

func (o *opened) current() (epoch, month string) {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return o.epoch, o.month
}

func (v *Vault) beginEpoch(ctx context.Context, o *opened, now time.Time) error {
	v.matching.Lock()
	defer v.matching.Unlock()
	id, err := v.mintEpoch(ctx, o)
	if err != nil {
		return err
	}
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := o.storeEpoch(tx, id, now); err != nil {
			return err
		}
		if err := v.protect(tx, o, o.machine); err != nil {
			return err
		}
		tx.OnCommit(func() { o.begin(id, now.Format(monthForm)) })
		_, err := v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyEpoch, Detail: "begun=" + id})
		return err
	})
}

func (o *opened) begin(id, month string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.epoch, o.month = id, month
}

// adopt takes keys from before the epochs into the current one. Copies made before keep them as they were.
func (v *Vault) adopt(ctx context.Context, o *opened) error {
	n := 0
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT count(*) FROM owner_key WHERE epoch = ''`, nil, &n)
	}); err != nil || n == 0 {
		return err
	}
	if err := v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		rows, err := ownerRows(tx, `epoch = ''`)
		if err != nil {
			return err
		}
		epoch, _ := o.current()
		for _, r := range rows {
			if err := o.moveTo(tx, r, epoch); err != nil {
				return err
			}
		}
		_, err = v.log.Append(tx, chart.AuditEntry{Action: chart.ActKeyEpoch, Detail: fmt.Sprintf("epoch=%s adopted=%d", epoch, len(rows))})
		return err
	}); err != nil {
		return err
	}
	return v.fold(ctx)
}

// fold cuts the write-ahead log, in which older wrappings linger. Somebody reading keeps it; the next fold, or closing the
// workspace, does it then, and the epochs protect what lingers meanwhile.
func (v *Vault) fold(ctx context.Context) error {
	if err := v.db.Fold(ctx); chart.KindOf(err) != chart.Conflict {
		return err
	}
	return nil
}
