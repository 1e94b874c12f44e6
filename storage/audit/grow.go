package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// grower adds entries to the trail within one transaction. It holds the tree's right edge, so that an entry costs no look
// at the rest of the tree, however large that is.
type grower struct {
	log     *Log
	device  chart.DeviceID
	signer  note.Signer
	stamp   func(*chart.AuditEntry)
	address string

	first string // verifier key of the first entries
	signs string // and of the next one
	size  int64
	sums  sums
	edge  held
	text  string // of the newest checkpoint
}

// held are some hashes of the tree by their place among the stored ones.
type held map[int64]tlog.Hash

// ReadHashes makes it a tlog.HashReader.
func (h held) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		hash, ok := h[idx]
		if !ok {
			return nil, fmt.Errorf("hash %d is missing", idx)
		}
		out[i] = hash
	}
	return out, nil
}

// edgeOf names the stored hashes of the complete subtrees that a tree of n entries is made of.
func edgeOf(n int64) (indexes []int64) {
	for lo := int64(0); lo < n; {
		level := bits.Len64(uint64(n-lo)) - 1
		indexes = append(indexes, tlog.StoredHashIndex(level, lo>>level))
		lo += 1 << level
	}
	return indexes
}

func hashesAt(tx *sqlitedb.Tx, indexes []int64) (held, error) {
	out := make(held, len(indexes))
	if len(indexes) == 0 {
		return out, nil
	}
	args := make([]any, len(indexes))
	for i, idx := range indexes {
		args[i] = idx
	}
	query := `SELECT idx, hash FROM audit_hash WHERE idx IN (?` + strings.Repeat(",?", len(indexes)-1) + `)`
	return out, tx.Each(query, args, func(r *sqlitedb.Rows) error {
		var idx int64
		var b []byte
		if err := r.Scan(&idx, &b); err != nil {
			return err
		}
		if len(b) == tlog.HashSize { // one that is cut short is missing
			out[idx] = tlog.Hash(b)
		}
		return nil
	})
}

// grower reads where the trail stands.
func (l *Log) grower(tx *sqlitedb.Tx) (*grower, error) {
	const op = "append audit entry"
	l.mu.Lock()
	g := &grower{log: l, device: l.device, first: l.key, signs: l.key, stamp: l.stamp, address: l.address}
	l.mu.Unlock()
	var sum []byte
	var there int64
	err := tx.Row(`SELECT key, signs, size, sums, (SELECT coalesce(max(idx), -1) FROM audit_entry) FROM audit_head WHERE id = 1`, nil,
		&g.first, &g.signs, &g.size, &sum, &there)
	switch {
	case chart.KindOf(err) == chart.NotFound:
		if err := tx.Row(`SELECT coalesce(max(idx), -1) FROM audit_entry`, nil, &there); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	}
	if there+1 != g.size {
		return nil, chart.E(chart.Tampered, op, fmt.Errorf("%d entries were signed, %d are there", g.size, there+1))
	}
	l.mu.Lock()
	g.signer = l.signers[g.signs]
	l.mu.Unlock()
	if g.signer == nil {
		return nil, chart.E(chart.KeyringLocked, op, errors.New("the device's key is not open"))
	}
	if g.sums, err = sumsOf(tx, sum, g.size); err != nil {
		return nil, err
	}
	g.edge, err = hashesAt(tx, edgeOf(g.size))
	return g, err
}

// add writes one entry and what it adds to the tree.
func (g *grower) add(tx *sqlitedb.Tx, e chart.AuditEntry) (chart.AuditEntry, error) {
	const op = "append audit entry"
	e.Index = g.size
	if e.At.IsZero() {
		e.At = g.log.now()
	}
	if e.Device == "" {
		e.Device = g.device
	}
	if e.Address == "" {
		e.Address = g.address
	}
	if g.stamp != nil {
		g.stamp(&e)
	}
	leaf, err := marshal(e)
	if err != nil {
		return e, chart.E(chart.Internal, op, err)
	}
	hashes, err := tlog.StoredHashes(e.Index, leaf, g.edge)
	if err != nil {
		return e, chart.E(chart.Tampered, op, err)
	}
	at := tlog.StoredHashIndex(0, e.Index)
	for i, h := range hashes {
		g.edge[at+int64(i)] = h
		if err := tx.Exec(`INSERT INTO audit_hash (idx, hash) VALUES (?, ?)`, at+int64(i), h[:]); err != nil {
			return e, err
		}
	}
	root, err := tlog.TreeHash(e.Index+1, g.edge)
	if err != nil {
		return e, chart.E(chart.Tampered, op, err)
	}
	g.prune(e.Index + 1)
	g.text = checkpointText(Origin(g.device), e.Index+1, root)
	sig, err := g.signer.Sign([]byte(g.text))
	if err != nil {
		return e, chart.E(chart.Internal, op, err)
	}
	c := columnsOf(e)
	g.size++
	g.sums.signatures = chained(g.sums.signatures, sig)
	return e, tx.Exec(`INSERT INTO audit_entry (idx, document, leaf, sig, at, action, person, import) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		e.Index, c.document, leaf, sig, c.at, c.action, c.person, c.source)
}

// prune forgets the hashes that are not on the edge any more.
func (g *grower) prune(size int64) {
	if len(g.edge) < 128 {
		return
	}
	kept := make(held, 64)
	for _, idx := range edgeOf(size) {
		kept[idx] = g.edge[idx]
	}
	g.edge = kept
}

// sign writes the head over all entries.
func (g *grower) sign(tx *sqlitedb.Tx) error {
	const op = "sign audit trail"
	if g.text == "" {
		return nil
	}
	signed, err := note.Sign(&note.Note{Text: g.text}, g.signer)
	if err != nil {
		return chart.E(chart.Internal, op, err)
	}
	seal, err := g.sums.seal(g.signer, g.size)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO audit_head (id, key, note, size, signs, sums, seal) VALUES (1, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET note = excluded.note, size = excluded.size, sums = excluded.sums, seal = excluded.seal`,
		g.first, signed, g.size, g.signs, g.sums.bytes(), seal)
}

// sums are the running hashes of what stands beside the tree.
type sums struct {
	signatures, witnessed tlog.Hash
}

// chained adds to a running hash. What is added is preceded by its length.
func chained(sum tlog.Hash, next []byte) tlog.Hash {
	b := make([]byte, 0, 256)
	b = append(b, sum[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(len(next)))
	return sha256.Sum256(append(b, next...))
}

func (s sums) bytes() []byte {
	return append(s.signatures[:len(s.signatures):len(s.signatures)], s.witnessed[:]...)
}

// sealText is what the device signs. Its first line is no checkpoint's.
func (s sums) sealText(origin string, size int64) string {
	return fmt.Sprintf("%s/seal\n%d\n%s\n%s\n", origin, size, s.signatures, s.witnessed)
}

func (s sums) seal(signer note.Signer, size int64) ([]byte, error) {
	sig, err := signer.Sign([]byte(s.sealText(signer.Name(), size)))
	if err != nil {
		return nil, chart.E(chart.Internal, "seal audit trail", err)
	}
	return sig, nil
}

// sumsOf reads the stored sums. A trail of before they were kept gets them computed once.
func sumsOf(tx *sqlitedb.Tx, stored []byte, size int64) (s sums, err error) {
	switch {
	case len(stored) == 2*tlog.HashSize:
		copy(s.signatures[:], stored)
		copy(s.witnessed[:], stored[tlog.HashSize:])
		return s, nil
	case len(stored) > 0:
		return s, chart.E(chart.Tampered, "read audit seal", errors.New("cut short"))
	case size == 0:
		return s, nil
	}
	if err := tx.Each(`SELECT sig FROM audit_entry ORDER BY idx`, nil, func(r *sqlitedb.Rows) error {
		var sig []byte
		err := r.Scan(&sig)
		s.signatures = chained(s.signatures, sig)
		return err
	}); err != nil {
		return s, err
	}
	return s, eachWitness(tx, func(w witness) error {
		s.witnessed = w.chained(s.witnessed)
		return nil
	})
}
