package audit

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Mended is what became of a trail that did not hold.
type Mended struct {
	Problem string // what did not hold; empty: everything did
	Whole   bool   // the trail holds again as it was signed: nothing of it is lost
	From    int64  // Whole is false: the first entry that does not hold, where another trail goes on
	Aside   int64  // entries from there on, which stand in the damaged copy only
	Seen    int64  // of the witnesses' checkpoints, those that do not fit what is left
}

// Mend puts the trail right as far as signatures prove it: hashes are computed anew from the entries, entries that were harmed
// are taken from a backup's trail, and where the device's own signatures then hold the trail is whole. Otherwise it ends before
// the first entry that does not hold, and goes on from there: history is not written anew, because whoever has seen an entry
// from there on, a witness, a checkpoint that was kept, still tells that it is not this trail's. The caller appends a statement.
func (l *Log) Mend(ctx context.Context, from *sqlitedb.DB) (m Mended, err error) {
	err = l.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		rep, err := VerifyIn(tx, Keys{})
		if err != nil || rep.OK {
			return err
		}
		m.Problem = rep.Problem
		if err := rehash(tx); err != nil {
			return err
		}
		if rep, err = VerifyIn(tx, Keys{}); err != nil {
			return err
		}
		if !rep.OK && from != nil {
			if rep, err = l.take(ctx, tx, from); err != nil {
				return err
			}
		}
		if m.Whole = rep.OK; m.Whole {
			return nil
		}
		return l.cut(tx, rep, &m)
	})
	if err == nil && m.Problem == "" && from != nil {
		return l.grow(ctx, from)
	}
	return m, err
}

var errNotLonger = errors.New("the backup's trail does not go on from this one")

// grow takes the newest entries of a backup whose trail goes on from this one, which was cut off without a trace.
func (l *Log) grow(ctx context.Context, from *sqlitedb.DB) (m Mended, err error) {
	err = l.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		here, err := count(tx)
		if err != nil {
			return err
		}
		var there int64
		if err := from.Read(ctx, func(old *sqlitedb.Tx) error {
			there, err = count(old)
			return err
		}); err != nil || there <= here {
			return errors.Join(err, errNotLonger)
		}
		root, err := tlog.TreeHash(here, reader(tx))
		if err != nil {
			return errNotLonger
		}
		rep, err := l.take(ctx, tx, from)
		if err != nil {
			return err
		}
		if same, err := tlog.TreeHash(here, reader(tx)); err != nil || !rep.OK || same != root {
			return errNotLonger
		}
		m = Mended{Problem: fmt.Sprintf("the entries from %d on were missing", here), Whole: true}
		return nil
	})
	if errors.Is(err, errNotLonger) { // nothing was changed
		return Mended{}, nil
	}
	return m, err
}

// take puts a backup's entries in the place of those that stand here, and its head where it has as many entries.
func (l *Log) take(ctx context.Context, tx *sqlitedb.Tx, from *sqlitedb.DB) (rep Report, err error) {
	const entry, head = `idx, document, leaf, sig, at, action, person, import`, `id, key, note, size, signs, sums, seal`
	if err := copyRows(ctx, tx, from, "audit_entry", entry, 8); err != nil {
		return rep, err
	}
	if err := rehash(tx); err != nil {
		return rep, err
	}
	if rep, err = VerifyIn(tx, Keys{}); err != nil || rep.OK {
		return rep, err
	}
	here, err := count(tx)
	if err != nil {
		return rep, err
	}
	var there int64
	if err := from.Read(ctx, func(old *sqlitedb.Tx) error {
		there, err = count(old)
		return err
	}); err != nil || there < here {
		return rep, err
	}
	if err := copyRows(ctx, tx, from, "audit_head", head, 7); err != nil {
		return rep, err
	}
	return VerifyIn(tx, Keys{})
}

func copyRows(ctx context.Context, tx *sqlitedb.Tx, from *sqlitedb.DB, table, columns string, n int) error {
	return from.Read(ctx, func(old *sqlitedb.Tx) error {
		return old.Each(`SELECT `+columns+` FROM `+table, nil, func(r *sqlitedb.Rows) error {
			v := make([]any, n)
			refs := make([]any, n)
			for i := range v {
				refs[i] = &v[i]
			}
			if err := r.Scan(refs...); err != nil {
				return err
			}
			return tx.Exec(`INSERT OR REPLACE INTO `+table+` (`+columns+`) VALUES (?`+strings.Repeat(", ?", n-1)+`)`, v...)
		})
	})
}

// rehash computes the stored hashes anew from the entries, as far as these follow each other.
func rehash(tx *sqlitedb.Tx) error {
	if err := tx.Exec(`DELETE FROM audit_hash`); err != nil {
		return err
	}
	var t tree
	if err := tx.Each(`SELECT idx, leaf FROM audit_entry ORDER BY idx`, nil, func(r *sqlitedb.Rows) error {
		var idx int64
		var leaf []byte
		if err := r.Scan(&idx, &leaf); err != nil || idx != t.size {
			return err
		}
		hashes, err := tlog.StoredHashes(idx, leaf, &t)
		if err != nil {
			return chart.E(chart.Tampered, "mend audit trail", err)
		}
		t.hashes = append(t.hashes, hashes...)
		t.size++
		return nil
	}); err != nil {
		return err
	}
	for i, h := range t.hashes {
		if err := tx.Exec(`INSERT INTO audit_hash (idx, hash) VALUES (?, ?)`, i, h[:]); err != nil {
			return err
		}
	}
	return nil
}

// cut ends the trail before the first entry that does not hold. A trail whose key of that time is not at hand any more, or of
// which nothing holds, ends altogether.
func (l *Log) cut(tx *sqlitedb.Tx, rep Report, m *Mended) error {
	last, err := count(tx)
	if err != nil {
		return err
	}
	m.From = max(rep.Broken, 0)
	if rep.Broken < 0 { // what stands beside the entries does not hold: each of them is asked for its own signature
		if m.From, err = l.signedUpTo(tx, last); err != nil {
			return err
		}
	}
	m.Aside = last - m.From
	if err := tx.Exec(`DELETE FROM audit_entry WHERE idx >= ? OR idx < 0`, m.From); err != nil {
		return err
	}
	if err := rehash(tx); err != nil {
		return err
	}
	return l.reseat(tx, m)
}

// signedUpTo gives the first entry that the device did not sign as it stands.
func (l *Log) signedUpTo(tx *sqlitedb.Tx, last int64) (int64, error) {
	first, err := l.firstKey(tx)
	if err != nil {
		return 0, err
	}
	c := &check{tx: tx, r: &Report{}}
	if err := c.tree.load(tx, first); err != nil {
		return 0, err
	}
	for i := range min(last, c.tree.size) {
		if ok, err := c.holds(i); err != nil || !ok {
			return i, err
		}
	}
	return min(last, c.tree.size), nil
}

// firstKey is the device's first verifier key as the head names it, or the one that is at hand.
func (l *Log) firstKey(tx *sqlitedb.Tx) (key string, err error) {
	err = tx.Row(`SELECT key FROM audit_head WHERE id = 1`, nil, &key)
	if _, bad := note.NewVerifier(key); err == nil && bad == nil {
		return key, nil
	} else if err != nil && chart.KindOf(err) != chart.NotFound {
		return "", err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.key, nil
}

// reseat writes the head over what is left: a checkpoint that the device signed when the trail was so long.
func (l *Log) reseat(tx *sqlitedb.Tx, m *Mended) error {
	first, err := l.firstKey(tx)
	if err != nil {
		return err
	}
	var t tree
	if err := t.load(tx, first); err != nil {
		return err
	}
	l.mu.Lock()
	signer := l.signers[t.keys.last().key]
	device := l.device
	l.mu.Unlock()
	if signer == nil || t.size == 0 { // nothing is left that could go on
		m.Aside, m.From = m.Aside+t.size, 0
		for _, table := range []string{"audit_entry", "audit_hash", "audit_head", "audit_witness"} {
			if err := tx.Exec(`DELETE FROM ` + table); err != nil {
				return err
			}
		}
		return nil
	}
	if m.Seen, err = tx.Change(`DELETE FROM audit_witness WHERE size > ?`, t.size); err != nil {
		return err
	}
	s := sums{signatures: t.signatures}
	if err := eachWitness(tx, func(w witness) error {
		cp, err := t.keys.open(w.signed)
		if root, e := tlog.TreeHash(w.size, &t); err != nil || e != nil || cp.Size != w.size || root != cp.Root {
			m.Seen++
			return tx.Exec(`DELETE FROM audit_witness WHERE size = ?`, w.size)
		}
		s.witnessed = w.chained(s.witnessed)
		return nil
	}); err != nil {
		return err
	}
	root, err := tlog.TreeHash(t.size, &t)
	if err != nil {
		return chart.E(chart.Tampered, "mend audit trail", err)
	}
	signed, err := noteOf(tx, t.keys.at(t.size-1).verifier, device, t.size, root)
	if err != nil {
		return err
	}
	seal, err := s.seal(signer, t.size)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO audit_head (id, key, note, size, signs, sums, seal) VALUES (1, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET key = excluded.key, note = excluded.note, size = excluded.size, signs = excluded.signs, sums = excluded.sums, seal = excluded.seal`,
		first, signed, t.size, t.keys.last().key, s.bytes(), seal)
}

// noteOf gives the signed checkpoint of so many entries, from the signature that stands with the last of them.
func noteOf(tx *sqlitedb.Tx, v note.Verifier, device chart.DeviceID, size int64, root tlog.Hash) ([]byte, error) {
	var sig []byte
	if err := tx.Row(`SELECT sig FROM audit_entry WHERE idx = ?`, []any{size - 1}, &sig); err != nil {
		return nil, err
	}
	b := append(binary.BigEndian.AppendUint32(nil, v.KeyHash()), sig...)
	return fmt.Appendf(nil, "%s\n— %s %s\n", checkpointText(Origin(device), size, root), v.Name(), base64.StdEncoding.EncodeToString(b)), nil
}
