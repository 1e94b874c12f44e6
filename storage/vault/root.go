package vault

import (
	"bytes"
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// The root secret is the workspace's own. It takes part in every password's derivation, in the recognition of content and
// in what is sealed for everybody who signs in here. It stands in the workspace, sealed under the machine secret, so that
// the machine secret can be renewed without anybody's password. In workspaces of the first schema the root is the machine
// secret of then, so that everything made with it goes on.

func rootPlace() place { return place{table: "workspace", column: "sealed_root", version: 1} }

// sealRoot seals the root under the machine secret.
func (o *opened) sealRoot(machine *Secret) (sealed []byte, err error) {
	k, err := derive(machine, "root")
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	err = o.root.use(func(b []byte) error {
		sealed, err = seal(k, rootPlace(), b)
		return err
	})
	return sealed, err
}

// openRoot opens the root. A workspace of the first schema is brought up here: it gets a root, and everybody's keys a
// cover under the machine secret.
func (v *Vault) openRoot(ctx context.Context, o *opened, sealed []byte) (err error) {
	if len(sealed) > 0 {
		k, err := derive(o.machine, "root")
		if err != nil {
			return err
		}
		defer k.Wipe()
		plain, err := unseal(k, rootPlace(), sealed)
		if err != nil {
			return err
		}
		if len(plain) != keyBytes {
			return chart.E(chart.Tampered, "open root secret", errors.New("malformed"))
		}
		o.root = newSecret(plain)
		return nil
	}
	if o.root, err = o.machine.clone(); err != nil {
		return err
	}
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		sealed, err := o.sealRoot(o.machine)
		if err != nil {
			return err
		}
		people, err := peopleOfBefore(tx, o.machine)
		if err != nil {
			return err
		}
		for _, p := range people {
			if len(p.sealedPrivate) > 0 && p.sealedPrivate[0] == tagCovered {
				continue
			}
			if p.sealedPrivate, err = cover(o.machine, p.ID, p.sealedPrivate); err != nil {
				return err
			}
			if err := tx.Exec(`UPDATE person SET sealed_private = ? WHERE id = ?`, p.sealedPrivate, string(p.ID)); err != nil {
				return err
			}
		}
		return tx.Exec(`UPDATE workspace SET sealed_root = ? WHERE id = 1`, sealed)
	})
}

// tagCovered marks a person's keys that are sealed under the password, and that under the machine secret: a renewed
// machine secret closes them to whoever has an older one.
const tagCovered = 3

func coverPlace(id chart.PersonID) place {
	return place{table: "person", column: "cover", row: string(id), version: 1}
}

func cover(machine *Secret, id chart.PersonID, inner []byte) ([]byte, error) {
	k, err := derive(machine, "person cover")
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	out, err := seal(k, coverPlace(id), inner)
	if err != nil {
		return nil, err
	}
	return append([]byte{tagCovered}, out...), nil
}

func uncover(machine *Secret, id chart.PersonID, covered []byte) ([]byte, error) {
	if !bytes.HasPrefix(covered, []byte{tagCovered}) {
		return nil, chart.E(chart.Tampered, "open person's keys", errors.New("the cover is missing"))
	}
	k, err := derive(machine, "person cover")
	if err != nil {
		return nil, err
	}
	defer k.Wipe()
	return unseal(k, coverPlace(id), covered[1:])
}

// wipe drops what the machine secret has opened.
func (o *opened) wipe() {
	o.machine.Wipe()
	o.root.Wipe()
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, e := range o.epochs {
		e.Wipe()
	}
	o.epochs, o.epoch = nil, ""
}
