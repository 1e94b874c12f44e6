package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sort"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Report is what Verify found.
type Report struct {
	Entries   int64  // entries in the trail
	Root      string // base64 of the tree's hash
	Key       string // the device's verifier key that was used
	Witnessed int64  // entries that the hub has cosigned, 0 for none
	OK        bool
	Broken    int64  // index of the first entry that does not hold, -1 where no single one can be named
	Problem   string // empty when OK
}

// Keys are what Verify may be told from outside. Without them it trusts the key that stands in the workspace.
type Keys struct {
	Device string // the device's verifier key, as printed or exported earlier; empty: the workspace's own
	Hub    string // the hub's verifier key; empty: cosignatures are compared with the tree but not checked
}

// Verify recomputes the whole trail: every leaf, every stored hash, every witnessed checkpoint and the device's signature.
// The error says only that the trail could not be read; what does not hold stands in the Report.
func (l *Log) Verify(ctx context.Context, k Keys) (Report, error) {
	r := Report{Broken: -1}
	err := l.db.Read(ctx, func(tx *sqlitedb.Tx) error { return verify(tx, k, &r) })
	var e *broken
	if errors.As(err, &e) {
		r.Broken, r.Problem = e.index, e.problem
		return r, nil
	}
	r.OK = err == nil
	return r, err
}

// broken ends a verification.
type broken struct {
	index   int64
	problem string
}

func (b *broken) Error() string { return b.problem }

func verify(tx *sqlitedb.Tx, k Keys, r *Report) error {
	var head []byte
	err := tx.Row(`SELECT key, note FROM audit_head WHERE id = 1`, nil, &r.Key, &head)
	if chart.KindOf(err) == chart.NotFound {
		return &broken{-1, "there is no signed checkpoint"}
	} else if err != nil {
		return err
	}
	if k.Device != "" && k.Device != r.Key {
		return &broken{-1, "the workspace names another device's key than the one given"}
	}
	t := &tree{}
	if err := t.load(tx); err != nil {
		return err
	}
	r.Entries = int64(len(t.sigs))
	root, err := tlog.TreeHash(r.Entries, t)
	if err != nil {
		return &broken{-1, "the tree has no hash"}
	}
	r.Root = root.String()
	if err := t.signed(r.Key, head, root); err != nil {
		return err
	}
	if err := t.stored(tx); err != nil {
		return err
	}
	return t.witnessed(tx, r, k.Hub)
}

// tree is the log as recomputed from its leaves alone.
type tree struct {
	hashes []tlog.Hash
	sigs   [][]byte
}

// ReadHashes makes a tree its own tlog.HashReader.
func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		if idx < 0 || idx >= int64(len(t.hashes)) {
			return nil, fmt.Errorf("hash %d is beyond the tree", idx)
		}
		out[i] = t.hashes[idx]
	}
	return out, nil
}

// load recomputes the tree from the leaves.
func (t *tree) load(tx *sqlitedb.Tx) error {
	next := int64(0)
	return tx.Each(`SELECT idx, document, leaf, sig FROM audit_entry ORDER BY idx`, nil, func(row *sqlitedb.Rows) error {
		var idx int64
		var doc string
		var leaf, sig []byte
		if err := row.Scan(&idx, &doc, &leaf, &sig); err != nil {
			return err
		}
		if idx != next {
			return &broken{next, fmt.Sprintf("entry %d is missing", next)}
		}
		e, err := unmarshal(leaf)
		switch {
		case err != nil:
			return &broken{idx, fmt.Sprintf("entry %d: %v", idx, err)}
		case e.Index != idx || string(e.Document) != doc:
			return &broken{idx, fmt.Sprintf("entry %d stands in another's place", idx)}
		}
		hashes, err := tlog.StoredHashes(idx, leaf, t)
		if err != nil {
			return &broken{idx, fmt.Sprintf("entry %d cannot be added to the tree", idx)}
		}
		t.hashes, t.sigs = append(t.hashes, hashes...), append(t.sigs, sig)
		next++
		return nil
	})
}

// signed checks the head, and where it does not hold looks for the first entry whose own signature does not.
func (t *tree) signed(key string, head []byte, root tlog.Hash) error {
	c, err := openCheckpoint(head, key)
	size := int64(len(t.sigs))
	last := size == 0 || t.holds(key, size-1)
	if err == nil && c.Size == size && c.Root == root && last {
		return nil
	}
	// Once one leaf differs, every later tree differs, so the first bad signature is found by halving.
	at := int64(sort.Search(int(size), func(i int) bool { return !t.holds(key, int64(i)) }))
	switch {
	case at < size:
		return &broken{at, fmt.Sprintf("entry %d is not the one that was signed", at)}
	case err != nil:
		return &broken{-1, "the checkpoint's signature does not hold"}
	case c.Size > size:
		return &broken{size, fmt.Sprintf("entry %d is missing: %d entries were signed, %d are there", size, c.Size, size)}
	}
	return &broken{-1, "the checkpoint does not fit the entries"}
}

// holds reports whether the device signed the tree that ends with the entry.
func (t *tree) holds(key string, index int64) bool {
	v, err := note.NewVerifier(key)
	if err != nil {
		return false
	}
	root, err := tlog.TreeHash(index+1, t)
	if err != nil {
		return false
	}
	return v.Verify([]byte(checkpointText(v.Name(), index+1, root)), t.sigs[index])
}

// stored compares the hashes that stand in the workspace, which proofs are made from, with the recomputed ones.
func (t *tree) stored(tx *sqlitedb.Tx) error {
	next := int64(0)
	err := tx.Each(`SELECT idx, hash FROM audit_hash ORDER BY idx`, nil, func(row *sqlitedb.Rows) error {
		var idx int64
		var h []byte
		if err := row.Scan(&idx, &h); err != nil {
			return err
		}
		if idx != next || idx >= int64(len(t.hashes)) || !bytes.Equal(h, t.hashes[idx][:]) {
			_, entry := tlog.SplitStoredHashIndex(next)
			return &broken{entry, fmt.Sprintf("stored hash %d does not fit the entries", next)}
		}
		next++
		return nil
	})
	if err == nil && next != int64(len(t.hashes)) {
		return &broken{-1, "stored hashes are missing"}
	}
	return err
}

// witnessed compares what the hub has cosigned with the recomputed tree.
func (t *tree) witnessed(tx *sqlitedb.Tx, r *Report, hub string) error {
	keys := []string{r.Key}
	if hub != "" {
		keys = append(keys, hub)
	}
	return tx.Each(`SELECT size, note FROM audit_witness ORDER BY size`, nil, func(row *sqlitedb.Rows) error {
		var size int64
		var signed []byte
		if err := row.Scan(&size, &signed); err != nil {
			return err
		}
		c, err := openCheckpoint(signed, keys...)
		if err != nil || c.Size != size {
			return &broken{-1, fmt.Sprintf("the witnessed checkpoint of %d entries does not hold", size)}
		}
		if size > r.Entries {
			return &broken{r.Entries, fmt.Sprintf("entry %d is missing: the hub has seen %d", r.Entries, size)}
		}
		root, err := tlog.TreeHash(size, t)
		if err != nil || root != c.Root {
			return &broken{-1, fmt.Sprintf("the hub has seen other entries up to %d", size)}
		}
		r.Witnessed = size
		return nil
	})
}
