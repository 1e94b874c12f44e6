package vault

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault/recovery"
)

// A recovery set is an escrow (escrow.go) whose private key is split among people on paper, or stays in a security module.
// Beside every zone's key, the machine secret and the epochs' secrets are sealed to it, each time one of them is made, so
// that the same papers open the workspace after any rotation. What is sealed bears a MAC under a key that the papers give:
// whoever has the folder alone knows the public key, and could otherwise seal a machine secret of their own to it.

const (
	kindMachine = "machine"
	kindEpoch   = "epoch"
)

// RehearsalDue is how long a rehearsal counts.
const RehearsalDue = 365 * 24 * time.Hour

// RecoverySet is the set in force.
type RecoverySet struct {
	ID        string
	Mark      recovery.Mark
	Needs     int // so many shares are needed
	Shares    int // 0: the key is in a security module
	Person    chart.PersonID
	Made      time.Time
	Rehearsed time.Time // zero: never
	Missing   []string  // what is not sealed to it yet, as zone/version; whoever holds the zone seals it at the next sign-in
}

// Due reports whether the set has to be rehearsed: never was, or more than a year ago.
func (s RecoverySet) Due(now time.Time) bool {
	return s.Rehearsed.IsZero() || now.Sub(s.Rehearsed) > RehearsalDue
}

// setRow is a set as stored.
type setRow struct {
	id            string
	public        []byte
	needs, shares int
	digests       [][]byte
	sealedAuth    []byte
	mac           []byte
	person        chart.PersonID
	made          int64
}

func setRows(tx *sqlitedb.Tx) (out []*setRow, err error) {
	err = tx.Each(`SELECT s.id, e.public, s.needs, s.shares, s.digests, s.sealed_auth, s.mac, s.person, s.made
		FROM recovery_set s JOIN key_escrow e ON e.id = s.id ORDER BY s.made, s.id`, nil, func(r *sqlitedb.Rows) error {
		var s setRow
		var digests []byte
		if err := r.Scan(&s.id, &s.public, &s.needs, &s.shares, &digests, &s.sealedAuth, &s.mac, &s.person, &s.made); err != nil {
			return err
		}
		if json.Unmarshal(digests, &s.digests) != nil {
			return chart.E(chart.Tampered, "read recovery set", errSeal)
		}
		out = append(out, &s)
		return nil
	})
	return out, err
}

func (s *setRow) wantMAC(auth *Secret) ([]byte, error) {
	data, err := json.Marshal([]any{s.id, s.public, s.needs, s.shares, s.digests, s.person, s.made})
	if err != nil {
		return nil, chart.E(chart.Internal, "recovery set's seal", err)
	}
	return mac(auth, "recovery set", data)
}

func (s *setRow) authPlace() place {
	return place{table: "recovery_set", column: "sealed_auth", row: s.id, version: 1}
}

// auth opens the key of the MACs with the workspace's root secret.
func (s *setRow) auth(o *opened) (*Secret, error) {
	k, err := derive(o.root, "recovery")
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	b, err := unseal(k, s.authPlace(), s.sealedAuth)
	if err != nil {
		return nil, err
	}
	return newSecret(b), nil
}

func (s *setRow) secretPlace(kind, name string) place {
	return place{table: "recovery_secret", column: kind, owner: s.id, row: name, version: 1}
}

func (s *setRow) secretMAC(auth *Secret, kind, name string, sealed []byte) ([]byte, error) {
	return mac(auth, "recovery secret", append(s.secretPlace(kind, name).bytes(), sealed...))
}

// put seals a secret to the set.
func (s *setRow) put(tx *sqlitedb.Tx, auth *Secret, kind, name string, secret *Secret) error {
	sealed, err := wrap(s.public, s.secretPlace(kind, name), secret)
	if err != nil {
		return err
	}
	m, err := s.secretMAC(auth, kind, name, sealed)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO recovery_secret (escrow, kind, name, sealed, mac) VALUES (?, ?, ?, ?, ?)`, s.id, kind, name, sealed, m)
}

// protect seals to the recovery sets what is not sealed to them yet of the machine secret and the epochs, and takes away
// what is not in force any more. It belongs into every transaction that renews one of them; with nothing new it is one look.
func (v *Vault) protect(tx *sqlitedb.Tx, o *opened, machine *Secret) error {
	sets, err := setRows(tx)
	if err != nil || len(sets) == 0 {
		return err
	}
	print, err := mac(machine, "fingerprint", []byte(o.workspace))
	if err != nil {
		return err
	}
	now := fmt.Sprintf("%x", print)
	for _, s := range sets {
		if err := s.protect(tx, o, machine, now); err != nil {
			return err
		}
	}
	return nil
}

func (s *setRow) protect(tx *sqlitedb.Tx, o *opened, machine *Secret, now string) error {
	if err := tx.Exec(`DELETE FROM recovery_secret WHERE escrow = ? AND (kind = 'machine' AND name <> ?
		OR kind = 'epoch' AND name NOT IN (SELECT id FROM key_epoch WHERE state <> 'dying'))`, s.id, now); err != nil {
		return err
	}
	have, err := s.names(tx)
	if err != nil {
		return err
	}
	var missing []string
	if err := tx.Each(`SELECT id FROM key_epoch WHERE state <> 'dying'`, nil, func(r *sqlitedb.Rows) error {
		var id string
		err := r.Scan(&id)
		if !slices.Contains(have, kindEpoch+"/"+id) {
			missing = append(missing, id)
		}
		return err
	}); err != nil {
		return err
	}
	known := slices.Contains(have, kindMachine+"/"+now)
	if known && len(missing) == 0 {
		return nil
	}
	auth, err := s.auth(o)
	if err != nil {
		return err
	}
	defer auth.Wipe()
	if !known {
		if err := s.put(tx, auth, kindMachine, now, machine); err != nil {
			return err
		}
	}
	for _, id := range missing {
		secret, err := o.epochSecret(id)
		if chart.KindOf(err) == chart.KeyringWrong {
			continue // the keyring lacks it, so nobody here can seal it
		} else if err != nil {
			return err
		}
		if err := s.put(tx, auth, kindEpoch, id, secret); err != nil {
			return err
		}
	}
	return nil
}

func (s *setRow) names(tx *sqlitedb.Tx) (out []string, err error) {
	err = tx.Each(`SELECT kind, name FROM recovery_secret WHERE escrow = ?`, []any{s.id}, func(r *sqlitedb.Rows) error {
		var kind, name string
		err := r.Scan(&kind, &name)
		out = append(out, kind+"/"+name)
		return err
	})
	return out, err
}

// missing gives what should be sealed to the set and is not.
func (s *setRow) missing(tx *sqlitedb.Tx) (out []string, err error) {
	for _, q := range []string{
		`SELECT zone || '/' || version FROM zone z WHERE NOT EXISTS
			(SELECT 1 FROM zone_escrow e WHERE e.zone = z.zone AND e.version = z.version AND e.escrow = ?) ORDER BY 1`,
		`SELECT 'month/' || month FROM key_epoch k WHERE state <> 'dying' AND NOT EXISTS
			(SELECT 1 FROM recovery_secret r WHERE r.kind = 'epoch' AND r.name = k.id AND r.escrow = ?) ORDER BY 1`,
	} {
		if err := tx.Each(q, []any{s.id}, func(r *sqlitedb.Rows) error {
			var what string
			err := r.Scan(&what)
			out = append(out, what)
			return err
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// RecoverySet gives the set in force; chart.NotFound where none was made. It needs no keyring.
func (v *Vault) RecoverySet(ctx context.Context) (out RecoverySet, err error) {
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		sets, err := setRows(tx)
		if err != nil {
			return err
		}
		if len(sets) == 0 {
			return chart.E(chart.NotFound, "read recovery set", errors.New("no recovery set was made"))
		}
		s := sets[len(sets)-1]
		out = RecoverySet{ID: s.id, Mark: recovery.MarkOf(s.public), Needs: s.needs, Shares: s.shares, Person: s.person, Made: time.UnixMilli(s.made)}
		var at int64
		if err := tx.Row(`SELECT coalesce(max(at), 0) FROM recovery_rehearsal WHERE escrow = ?`, []any{s.id}, &at); err != nil {
			return err
		}
		if at > 0 {
			out.Rehearsed = time.UnixMilli(at)
		}
		out.Missing, err = s.missing(tx)
		return err
	})
	return out, err
}
