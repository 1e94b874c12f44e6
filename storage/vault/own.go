package vault

import (
	"context"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// RotateOwn gives the session's person a new key pair, and seals the grants that the person has to it. Password and second
// factor are asked again. Work that is half done stays readable, the signing key stays the one that signatures are checked with.
func (s *Session) RotateOwn(ctx context.Context, password, code string) error {
	if err := s.alive(); err != nil {
		return err
	}
	v := s.v
	v.rotating.Lock()
	defer v.rotating.Unlock()
	v.attempts.Lock()
	defer v.attempts.Unlock()
	p, err := s.prove(ctx, password, code)
	if err != nil {
		return err
	}
	row, priv := p.row, p.priv
	defer priv.wipe()
	own, public, err := newPair()
	if err != nil {
		return err
	}
	clear(priv.Seal)
	if err := own.use(func(b []byte) error { priv.Seal = append([]byte(nil), b...); return nil }); err != nil {
		return err
	}
	row.sealPublic = public
	if err := row.close(s.o, clean(password), priv); err != nil {
		return err
	}
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := s.spend(tx, p); err != nil {
			return err
		}
		return s.takeOwn(tx, row, own)
	})
}

// takeOwn stores the new pair and the grants under it.
func (s *Session) takeOwn(tx *sqlitedb.Tx, row *personRow, own *Secret) error {
	held, err := openGrants(tx, row, s.own)
	if err != nil {
		return err
	}
	if err := tx.Exec(`DELETE FROM zone_grant WHERE person = ?`, string(row.ID)); err != nil {
		return err
	}
	for ref, key := range held {
		if _, err := giveGrant(tx, s.o, row, ref, key); err != nil {
			return err
		}
		key.Wipe()
	}
	if err := s.remakeOwn(tx, own); err != nil {
		return err
	}
	if err := row.save(tx, s.o); err != nil {
		return err
	}
	tx.OnCommit(func() { s.own.become(own) })
	return s.v.tell(tx, s.o, chart.AuditEntry{Action: chart.ActKeyRotate, Person: row.ID, Detail: fmt.Sprintf("person=%s grants=%d", row.ID, len(held))})
}

// remakeOwn seals what the person has sealed for the own eyes only under the new pair: the half-typed value of each document.
// Whatever else uses SealForPerson belongs here.
func (s *Session) remakeOwn(tx *sqlitedb.Tx, own *Secret) error {
	from, err := derive(s.own, "draft")
	if err != nil {
		return err
	}
	defer from.Wipe()
	to, err := derive(own, "draft")
	if err != nil {
		return err
	}
	defer to.Wipe()
	drafts := map[string][]byte{}
	if err := tx.Each(`SELECT document, sealed FROM draft WHERE person = ?`, []any{string(s.person.ID)}, func(r *sqlitedb.Rows) error {
		var document string
		var sealed []byte
		err := r.Scan(&document, &sealed)
		drafts[document] = sealed
		return err
	}); err != nil {
		return err
	}
	for document, sealed := range drafts {
		at := s.ownPlace(Cell{Table: "draft", Column: "sealed", Row: document})
		plain, err := unseal(from, at, sealed)
		if err != nil {
			return err
		}
		again, err := seal(to, at, plain)
		clear(plain)
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE draft SET sealed = ? WHERE document = ? AND person = ?`, again, document, string(s.person.ID)); err != nil {
			return err
		}
	}
	return nil
}
