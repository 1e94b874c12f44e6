package audit

import (
	"errors"
	"fmt"
	"runtime"
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/tlog"
)

// tree is the log as recomputed from its leaves alone.
type tree struct {
	hashes     []tlog.Hash
	size       int64
	keys       chain
	signatures tlog.Hash // running hash
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

// row is one entry as it stands in the database.
type row struct {
	idx       int64
	cols      columns
	leaf, sig []byte
	hash      tlog.Hash
	problem   string // why it does not hold, as far as it alone can tell
	announces *chart.AuditEntry
}

// batch is a run of rows that one worker looks at.
type batch struct {
	rows []row
	done chan struct{}
}

const batchRows = 1024

// load recomputes the tree from the leaves: rows are read on one core, looked at on all, and joined in order.
func (t *tree) load(tx *sqlitedb.Tx, first string) error {
	t.keys = chain{newSpan(0, first)}
	workers := runtime.GOMAXPROCS(0)
	jobs, order := make(chan *batch, workers), make(chan *batch, 4*workers)
	broke := make(chan struct{}) // closed where the join found what does not hold
	var joined error
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for b := range jobs {
				for i := range b.rows {
					b.rows[i].look()
				}
				close(b.done)
			}
		})
	}
	wg.Go(func() {
		for b := range order {
			<-b.done
			if joined == nil {
				if joined = t.join(b); joined != nil {
					close(broke)
				}
			}
		}
	})
	send := func(b *batch) error {
		select {
		case <-broke:
			return errBroke
		case jobs <- b:
			order <- b
			return nil
		}
	}
	err := t.scan(tx, send)
	close(jobs)
	close(order)
	wg.Wait()
	if joined != nil {
		return joined
	}
	return err
}

var errBroke = errors.New("the join stopped")

// scan reads the rows in order.
func (t *tree) scan(tx *sqlitedb.Tx, send func(*batch) error) error {
	b := &batch{rows: make([]row, 0, batchRows), done: make(chan struct{})}
	err := tx.Each(`SELECT idx, leaf, sig, at, action, person, document, import FROM audit_entry ORDER BY idx`, nil, func(r *sqlitedb.Rows) error {
		b.rows = append(b.rows, row{})
		one := &b.rows[len(b.rows)-1]
		c := &one.cols
		if err := r.Scan(&one.idx, &one.leaf, &one.sig, &c.at, &c.action, &c.person, &c.document, &c.source); err != nil {
			return err
		}
		if len(b.rows) < batchRows {
			return nil
		}
		full := b
		b = &batch{rows: make([]row, 0, batchRows), done: make(chan struct{})}
		return send(full)
	})
	if err != nil {
		return err
	}
	return send(b)
}

// look is what can be said of an entry without its neighbours.
func (r *row) look() {
	r.hash = tlog.RecordHash(r.leaf)
	e, err := unmarshal(r.leaf)
	switch {
	case err != nil:
		r.problem = err.Error()
	case e.Index != r.idx:
		r.problem = "it stands in another's place"
	case columnsOf(e) != r.cols:
		r.problem = "it is filed under other words than its own"
	case e.Action == chart.ActKeyChange:
		r.announces = &e
	}
}

// join adds a batch to the tree.
func (t *tree) join(b *batch) error {
	for i := range b.rows {
		r := &b.rows[i]
		switch {
		case r.idx != t.size:
			return brokenEntry(t.size, "is missing")
		case r.problem != "":
			return brokenEntry(r.idx, "does not hold: "+r.problem)
		}
		hashes, err := tlog.StoredHashesForRecordHash(r.idx, r.hash, t)
		if err != nil {
			return brokenEntry(r.idx, "cannot be added to the tree")
		}
		t.hashes = append(t.hashes, hashes...)
		t.signatures = chained(t.signatures, r.sig)
		if r.announces != nil {
			t.keys = t.keys.then(*r.announces)
		}
		t.size++
	}
	return nil
}
