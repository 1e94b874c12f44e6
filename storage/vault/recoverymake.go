package vault

import (
	"context"
	"crypto/ecdh"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault/recovery"
)

// NewSet is a recovery set whose cards were not confirmed yet. Nothing of it is stored before Confirm; the cards are nowhere
// but here and go with Drop.
type NewSet struct {
	Cards []recovery.Card
	About recovery.About

	s       *Session
	row     *setRow
	private *Secret

	mu   sync.Mutex
	done bool
}

// NewRecoverySet makes a set of n shares of which needs are needed. Only a privacy officer may, who holds every zone anyway
// and so learns nothing new from seeing the shares; the password is asked for again.
func (s *Session) NewRecoverySet(ctx context.Context, password string, needs, n int) (*NewSet, error) {
	const op = "make recovery set"
	if err := s.mayMakeSet(ctx, op, password); err != nil {
		return nil, err
	}
	private, public, err := newPair()
	if err != nil {
		return nil, err
	}
	out := &NewSet{s: s, private: private, row: &setRow{id: sqlitedb.NewID(), public: public, needs: needs, shares: n,
		person: s.person.ID, made: s.v.o.Now().UnixMilli()}}
	out.About = recovery.About{Practice: s.o.practice, Shares: n, Made: s.v.o.Now()}
	if err := private.use(func(b []byte) error {
		out.Cards, err = recovery.Split(b, recovery.MarkOf(public), needs, n)
		return err
	}); err != nil {
		private.Wipe()
		return nil, err
	}
	for _, c := range out.Cards {
		out.row.digests = append(out.row.digests, c.Digest())
	}
	return out, nil
}

// PutTokenSet makes a recovery set whose key stays in a security module, in place of any other: whoever has the module and
// its PIN opens the workspace. There are no shares.
func (s *Session) PutTokenSet(ctx context.Context, password string, token ecdh.KeyExchanger) error {
	if err := s.mayMakeSet(ctx, "make recovery set", password); err != nil {
		return err
	}
	auth, err := tokenAuth(token)
	if err != nil {
		return err
	}
	defer auth.Wipe()
	row := &setRow{id: sqlitedb.NewID(), public: token.PublicKey().Bytes(), needs: 1, person: s.person.ID, made: s.v.o.Now().UnixMilli()}
	return s.putSet(ctx, row, auth, "module")
}

func (s *Session) mayMakeSet(ctx context.Context, op, password string) error {
	if err := s.alive(); err != nil {
		return err
	}
	if !s.person.Has(chart.PrivacyOfficer) {
		return chart.E(chart.NotAllowed, op, errors.New("only a privacy officer, who holds every key, makes shares of them"))
	}
	return s.VerifyPassword(ctx, password)
}

// Confirm puts the set in force in place of any other, once the last line of every card was typed from paper: a set that
// nobody has in hand protects nothing. What was sealed to older sets is taken away.
func (n *NewSet) Confirm(ctx context.Context, lastLines []string) error {
	const op = "confirm recovery set"
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.done {
		return chart.E(chart.BadState, op, errors.New("it was confirmed or dropped before"))
	}
	if len(lastLines) != len(n.Cards) {
		return chart.E(chart.BadInput, op, &recovery.Mistake{Fault: recovery.TooFew, Have: len(lastLines), Need: len(n.Cards)})
	}
	for i, c := range n.Cards {
		if err := recovery.ParseLine(recovery.Lines, lastLines[i]); err != nil {
			return recovery.At(i+1, err)
		}
		if !c.LastLine(lastLines[i]) {
			return chart.E(chart.BadInput, op, &recovery.Mistake{Fault: recovery.NotPrinted, Card: i + 1, Line: recovery.Lines})
		}
	}
	auth, err := derive(n.private, "recovery auth")
	if err != nil {
		return err
	}
	defer auth.Wipe()
	if err := n.s.putSet(ctx, n.row, auth, fmt.Sprintf("needs=%d shares=%d", n.row.needs, n.row.shares)); err != nil {
		return err
	}
	n.drop()
	return nil
}

// Drop forgets the cards.
func (n *NewSet) Drop() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.drop()
}

func (n *NewSet) drop() {
	n.done = true
	n.private.Wipe()
	for _, c := range n.Cards {
		c.Wipe()
	}
}

// putSet stores a set, seals everything to it and takes the older ones away, in one transaction.
func (s *Session) putSet(ctx context.Context, row *setRow, auth *Secret, detail string) (err error) {
	if row.mac, err = row.wantMAC(auth); err != nil {
		return err
	}
	k, err := derive(s.o.root, "recovery")
	if err != nil {
		return err
	}
	defer k.Wipe()
	if err := auth.use(func(b []byte) error {
		row.sealedAuth, err = seal(k, row.authPlace(), b)
		return err
	}); err != nil {
		return err
	}
	digests, err := json.Marshal(row.digests)
	if err != nil {
		return chart.E(chart.Internal, "store recovery set", err)
	}
	held, err := s.held()
	if err != nil {
		return err
	}
	return s.v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		replaced, err := dropSets(tx)
		if err != nil {
			return err
		}
		m, err := escrowMAC(s.o.machine, row.id, row.public)
		if err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO key_escrow (id, public, mac, made) VALUES (?, ?, ?, ?)`, row.id, row.public, m, row.made); err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO recovery_set (id, needs, shares, digests, sealed_auth, mac, person, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			row.id, row.needs, row.shares, digests, row.sealedAuth, row.mac, string(row.person), row.made); err != nil {
			return err
		}
		if _, err := s.v.grant(tx, s.o, held); err != nil {
			return err
		}
		if err := s.v.protect(tx, s.o, s.o.machine); err != nil {
			return err
		}
		if missing, err := row.missing(tx); err != nil || len(missing) > 0 {
			return errors.Join(err, chart.E(chart.BadState, "make recovery set", fmt.Errorf("the keys of %s are not at hand; sign in as somebody who holds them", strings.Join(missing, ", "))))
		}
		_, err = s.v.log.Append(tx, chart.AuditEntry{Action: chart.ActRecoverySet, Person: s.person.ID,
			Detail: fmt.Sprintf("set=%s %s replaced=%d", row.id, detail, replaced)})
		return err
	})
}

// dropSets takes every set away and says how many there were.
func dropSets(tx *sqlitedb.Tx) (n int64, err error) {
	for _, q := range []string{`DELETE FROM zone_escrow WHERE escrow IN (SELECT id FROM recovery_set)`,
		`DELETE FROM recovery_secret`, `DELETE FROM key_escrow WHERE id IN (SELECT id FROM recovery_set)`, `DELETE FROM recovery_set`} {
		if n, err = tx.Change(q); err != nil {
			return 0, err
		}
	}
	return n, nil
}
