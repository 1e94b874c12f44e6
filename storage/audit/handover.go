package audit

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/tlog"
)

// HandOver is the checkpoint that ends with the announcement of the next key: the old key's signature over the new one.
type HandOver struct {
	Checkpoint []byte // signed by the old key
	Size       int64
	Leaf       []byte // the announcement, index Size-1
	Proof      tlog.RecordProof
}

// HandOver gives how the trail went on from a key, chart.NotFound where that key is not of this trail or still signs.
func (l *Log) HandOver(ctx context.Context, key string) (h HandOver, err error) {
	const op = "prove new audit key"
	l.mu.Lock()
	device := l.device
	l.mu.Unlock()
	err = l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		head, err := headOf(tx)
		if err != nil {
			return chart.E(chart.NotFound, op, err)
		}
		keys, err := chainOf(tx, head.key)
		if err != nil {
			return err
		}
		for i := range len(keys) - 1 {
			if keys[i].key != key || keys[i].verifier == nil {
				continue
			}
			h.Size = keys[i+1].from
			root, err := tlog.TreeHash(h.Size, reader(tx))
			if err != nil {
				return chart.E(chart.Tampered, op, err)
			}
			if h.Checkpoint, err = noteOf(tx, keys[i].verifier, device, h.Size, root); err != nil {
				return err
			}
			if h.Proof, err = tlog.ProveRecord(h.Size, h.Size-1, reader(tx)); err != nil {
				return chart.E(chart.Tampered, op, err)
			}
			return tx.Row(`SELECT leaf FROM audit_entry WHERE idx = ?`, []any{h.Size - 1}, &h.Leaf)
		}
		return chart.E(chart.NotFound, op, errors.New("this trail did not go on from that key"))
	})
	return h, err
}
