package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Report is what Verify found.
type Report struct {
	Entries    int64    // entries in the trail
	Root       string   // base64 of the tree's hash
	Key        string   // the device's first verifier key
	Keys       []string // and all that it had, in order
	Witnessed  int64    // entries that the hub has cosigned, 0 for none
	Signatures int64    // of single entries that were checked one by one
	OK         bool
	Broken     int64  // index of the first entry that does not hold, -1 where no single one can be named
	Where      string // "entry 5", "stored hash 9", "head", "seal", "witnessed checkpoint 6"; empty when OK
	Problem    string // empty when OK
}

// Keys are what Verify may be told from outside. Without them it trusts the key that stands in the workspace.
type Keys struct {
	Device string   // one of the device's verifier keys, as printed or exported earlier; empty: the workspace's own
	Hub    string   // the hub's verifier key; empty: cosignatures are compared with the tree but not checked
	Seen   [][]byte // checkpoints that were kept outside: the trail must go on from each of them
	Deep   bool     // check the signature of every single entry
}

// Verify recomputes the whole trail: every leaf, every stored hash, every witnessed checkpoint and the device's signatures.
// The error says only that the trail could not be read; what does not hold stands in the Report.
func (l *Log) Verify(ctx context.Context, k Keys) (Report, error) {
	var r Report
	err := l.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		r, err = VerifyIn(tx, k)
		return err
	})
	return r, err
}

// VerifyIn is Verify inside a transaction.
func VerifyIn(tx *sqlitedb.Tx, k Keys) (Report, error) {
	r := Report{Broken: -1}
	err := verify(tx, k, &r)
	var e *broken
	if errors.As(err, &e) {
		r.Broken, r.Where, r.Problem = e.index, e.where, e.problem
		return r, nil
	}
	r.OK = err == nil
	return r, err
}

// broken ends a verification.
type broken struct {
	index          int64
	where, problem string
}

func (b *broken) Error() string { return b.problem }

func brokenEntry(index int64, problem string) error {
	return &broken{index, fmt.Sprintf("entry %d", index), fmt.Sprintf("entry %d %s", index, problem)}
}

func brokenHead(problem string) error { return &broken{-1, "head", problem} }

// head is the row that says where the trail stands.
type head struct {
	key, signs string
	note, seal []byte
	size       int64
	sums       []byte
}

func headOf(tx *sqlitedb.Tx) (h head, err error) {
	err = tx.Row(`SELECT key, signs, note, seal, size, sums FROM audit_head WHERE id = 1`, nil, &h.key, &h.signs, &h.note, &h.seal, &h.size, &h.sums)
	if chart.KindOf(err) == chart.NotFound {
		err = brokenHead("there is no signed checkpoint")
	}
	return h, err
}

// check is one verification.
type check struct {
	tx   *sqlitedb.Tx
	tree tree
	head head
	r    *Report
}

func verify(tx *sqlitedb.Tx, k Keys, r *Report) error {
	h, err := headOf(tx)
	if err != nil {
		return err
	}
	c := &check{tx: tx, head: h, r: r}
	r.Key = h.key
	err = c.tree.load(tx, h.key)
	r.Entries = c.tree.size
	var structural *broken
	if errors.As(err, &structural) {
		return c.earliest(structural)
	} else if err != nil {
		return err
	}
	for _, s := range c.tree.keys {
		r.Keys = append(r.Keys, s.key)
	}
	steps := []func() error{c.signed, c.handedOver, func() error { return c.pinned(k.Device) }, c.sealed, c.stored,
		func() error { return c.witnessed(k.Hub) }, func() error { return c.seen(k.Seen) }}
	if k.Deep {
		steps = append(steps, func() error { return c.every(c.tree.size) })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// signed checks the newest checkpoint, and where it does not hold looks for the first entry whose own signature does not.
func (c *check) signed() error {
	size := c.tree.size
	root, err := tlog.TreeHash(size, &c.tree)
	if err != nil {
		return brokenHead("the tree has no hash")
	}
	c.r.Root = root.String()
	cp, err := c.tree.keys.open(c.head.note)
	if err == nil && cp.Size == size && cp.Root == root {
		if c.head.size != size || c.head.signs != c.tree.keys.last().key {
			return brokenHead("the head does not say what the entries say")
		}
		return nil
	}
	at, all := c.firstBad(size)
	if err != nil { // what was cut off may have named the key that signed
		cp, err = openCheckpoint(c.head.note, c.head.signs)
	}
	switch {
	case all != nil:
		return all
	case at < size:
		return brokenEntry(at, "is not the one that was signed")
	case err != nil:
		return brokenHead("the checkpoint's signature does not hold")
	case cp.Size > size:
		return &broken{size, fmt.Sprintf("entry %d", size), fmt.Sprintf("entry %d is missing: %d entries were signed, %d are there", size, cp.Size, size)}
	}
	return brokenHead("the checkpoint does not fit the entries")
}

// handedOver checks that each key of the device signed its last entry, the one that announces the next.
func (c *check) handedOver() error {
	for _, s := range c.tree.keys[1:] {
		ok, err := c.holds(s.from - 1)
		if err != nil {
			return err
		}
		if ok && s.verifier != nil {
			continue
		}
		if err := c.every(s.from - 1); err != nil {
			return err
		}
		return brokenEntry(s.from-1, "announces a key that the key before did not sign")
	}
	return nil
}

// pinned compares a key that was kept outside with those that signed.
func (c *check) pinned(key string) error {
	if key == "" {
		return nil
	}
	for _, s := range c.tree.keys {
		if s.key == key && s.from < c.tree.size {
			return nil
		}
	}
	return brokenHead("the workspace names another device's key than the one given")
}

// sealed checks what stands beside the tree.
func (c *check) sealed() error {
	if len(c.head.seal) == 0 && len(c.head.sums) == 0 { // written before there were seals: nothing but the signatures themselves
		return c.every(c.tree.size)
	}
	want := sums{signatures: c.tree.signatures}
	err := eachWitness(c.tx, func(w witness) error {
		want.witnessed = w.chained(want.witnessed)
		return nil
	})
	if err != nil {
		return err
	}
	key := c.tree.keys.at(c.tree.size - 1).verifier
	signed := func(s sums) bool { return key.Verify([]byte(s.sealText(key.Name(), c.tree.size)), c.head.seal) }
	there, err := sumsOf(c.tx, c.head.sums, c.tree.size)
	switch {
	case err != nil:
		return &broken{-1, "seal", "the seal is cut short"}
	case there == want && signed(want):
		return nil
	case signed(want) || !signed(there):
		return &broken{-1, "seal", "the seal's signature does not hold"}
	case there.signatures != want.signatures:
		if err := c.every(c.tree.size); err != nil {
			return err
		}
	}
	if err := c.witnessed(""); err != nil {
		return err
	}
	return &broken{-1, "witnessed checkpoints", "the witnessed checkpoints are not those that were sealed"}
}

// stored compares the hashes that stand in the workspace, which proofs are made from, with the recomputed ones.
func (c *check) stored() error {
	next, hashes := int64(0), c.tree.hashes
	fault := func(problem string) error {
		_, entry := tlog.SplitStoredHashIndex(next)
		return &broken{entry, fmt.Sprintf("stored hash %d", next), fmt.Sprintf(problem, next)}
	}
	err := c.tx.Each(`SELECT idx, hash FROM audit_hash ORDER BY idx`, nil, func(row *sqlitedb.Rows) error {
		var idx int64
		var h []byte
		if err := row.Scan(&idx, &h); err != nil {
			return err
		}
		if idx != next || idx >= int64(len(hashes)) || !bytes.Equal(h, hashes[idx][:]) {
			return fault("stored hash %d does not fit the entries")
		}
		next++
		return nil
	})
	if err == nil && next != int64(len(hashes)) {
		return fault("stored hash %d is missing")
	}
	return err
}

// witnessed compares what the hub has cosigned with the recomputed tree.
func (c *check) witnessed(hub string) error {
	var keys []string
	if hub != "" {
		keys = append(keys, hub)
	}
	return eachWitness(c.tx, func(w witness) error {
		where := fmt.Sprintf("witnessed checkpoint %d", w.size)
		cp, err := c.tree.keys.open(w.signed, keys...)
		if err != nil || cp.Size != w.size {
			return &broken{-1, where, fmt.Sprintf("the witnessed checkpoint of %d entries does not hold", w.size)}
		}
		if w.size > c.tree.size {
			return &broken{c.tree.size, where, fmt.Sprintf("entry %d is missing: the hub has seen %d", c.tree.size, w.size)}
		}
		root, err := tlog.TreeHash(w.size, &c.tree)
		if err != nil || root != cp.Root {
			return &broken{-1, where, fmt.Sprintf("the hub has seen other entries up to %d", w.size)}
		}
		c.r.Witnessed = w.size
		return nil
	})
}

// seen checks that the trail goes on from checkpoints that were kept outside.
func (c *check) seen(kept [][]byte) error {
	for _, signed := range kept {
		cp, err := c.tree.keys.open(signed)
		if err != nil {
			return brokenHead("a checkpoint that was kept outside is not of this device")
		}
		if cp.Size > c.tree.size {
			return brokenEntry(c.tree.size, fmt.Sprintf("is missing: %d entries were there when the checkpoint was kept", cp.Size))
		}
		root, err := tlog.TreeHash(cp.Size, &c.tree)
		if err != nil || root != cp.Root {
			return brokenHead(fmt.Sprintf("other entries were there up to %d when the checkpoint was kept", cp.Size))
		}
	}
	return nil
}

// verifies reports whether the signature over the tree of so many entries is the key's.
func verifies(v note.Verifier, size int64, root tlog.Hash, sig []byte) bool {
	return v != nil && v.Verify([]byte(checkpointText(v.Name(), size, root)), sig)
}
