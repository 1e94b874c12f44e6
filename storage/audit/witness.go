package audit

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/tlog"
)

// witness is a checkpoint that the hub has cosigned.
type witness struct {
	size   int64
	signed []byte
	at     int64 // Unix milliseconds
}

func (w witness) chained(sum tlog.Hash) tlog.Hash {
	b := binary.BigEndian.AppendUint64(nil, uint64(w.size))
	b = binary.BigEndian.AppendUint64(b, uint64(w.at))
	return chained(sum, append(b, w.signed...))
}

func eachWitness(tx *sqlitedb.Tx, f func(witness) error) error {
	return tx.Each(`SELECT size, note, at FROM audit_witness ORDER BY size`, nil, func(r *sqlitedb.Rows) error {
		var w witness
		if err := r.Scan(&w.size, &w.signed, &w.at); err != nil {
			return err
		}
		return f(w)
	})
}

// Witness keeps a checkpoint that the hub has cosigned. It must be a checkpoint of this very log, signed by the device and
// by hubKey. One that is older than what is kept already adds nothing and is left.
func (l *Log) Witness(ctx context.Context, cosigned []byte, hubKey string) error {
	return l.db.Write(ctx, func(tx *sqlitedb.Tx) error { return l.WitnessIn(tx, cosigned, hubKey) })
}

// WitnessIn is Witness inside the caller's transaction.
func (l *Log) WitnessIn(tx *sqlitedb.Tx, cosigned []byte, hubKey string) error {
	const op = "keep witnessed checkpoint"
	g, err := l.grower(tx)
	if err != nil {
		return err
	}
	keys, err := chainOf(tx, g.first)
	if err != nil {
		return err
	}
	c, err := keys.open(cosigned, hubKey)
	if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	if c.Size < 1 || c.Size > g.size {
		return chart.E(chart.Tampered, op, errors.New("the hub has seen entries that are not here"))
	}
	root, err := tlog.TreeHash(c.Size, reader(tx))
	if err != nil || root != c.Root {
		return chart.E(chart.Tampered, op, errors.New("the hub has seen another log"))
	}
	var newest int64
	if err := tx.Row(`SELECT coalesce(max(size), 0) FROM audit_witness`, nil, &newest); err != nil || c.Size <= newest {
		return err
	}
	w := witness{size: c.Size, signed: cosigned, at: l.now().UnixMilli()}
	g.sums.witnessed = w.chained(g.sums.witnessed)
	seal, err := g.sums.seal(g.signer, g.size)
	if err != nil {
		return err
	}
	if err := tx.Exec(`INSERT INTO audit_witness (size, note, at) VALUES (?, ?, ?)`, w.size, w.signed, w.at); err != nil {
		return err
	}
	return tx.Exec(`UPDATE audit_head SET sums = ?, seal = ? WHERE id = 1`, g.sums.bytes(), seal)
}

// Witnessed is the newest checkpoint that the hub has cosigned, nil where there is none.
func (l *Log) Witnessed(ctx context.Context) (size int64, at time.Time, cosigned []byte, err error) {
	err = l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var ms int64
		err := tx.Row(`SELECT size, at, note FROM audit_witness ORDER BY size DESC LIMIT 1`, nil, &size, &ms, &cosigned)
		if chart.KindOf(err) == chart.NotFound {
			return nil
		}
		at = time.UnixMilli(ms).UTC()
		return err
	})
	return size, at, cosigned, err
}

func count(tx *sqlitedb.Tx) (int64, error) {
	var n int64
	err := tx.Row(`SELECT coalesce(max(idx) + 1, 0) FROM audit_entry`, nil, &n)
	return n, err
}
