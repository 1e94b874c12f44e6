package audit

import (
	"errors"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"

	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/tlog"
)

// holds reports whether the device signed the tree that ends with the entry.
func (c *check) holds(index int64) (bool, error) {
	var sig []byte
	if err := c.tx.Row(`SELECT sig FROM audit_entry WHERE idx = ?`, []any{index}, &sig); err != nil {
		return false, err
	}
	c.r.Signatures++
	root, err := tlog.TreeHash(index+1, &c.tree)
	return err == nil && verifies(c.tree.keys.at(index).verifier, index+1, root, sig), nil
}

// firstBad gives the first of the first n entries whose signature does not hold, n where all do. Once one leaf differs, every
// later tree differs, so it is found by halving; signatures that were changed before it are looked for one by one only where
// their running hash says that there are some.
func (c *check) firstBad(n int64) (at int64, err error) {
	at = int64(sort.Search(int(n), func(i int) bool {
		ok, e := c.holds(int64(i))
		err = errors.Join(err, e)
		return !ok
	}))
	return at, err
}

// earliest looks whether something before what a single entry shows does not hold either: somebody changed an entry with care
// and a later one without.
func (c *check) earliest(b *broken) error {
	n := min(c.tree.size, b.index)
	if n <= 0 {
		return b
	}
	switch ok, err := c.holds(n - 1); {
	case err != nil:
		return err
	case ok:
		return b
	}
	at, err := c.firstBad(n)
	switch {
	case err != nil:
		return err
	case at < n:
		return brokenEntry(at, "is not the one that was signed")
	}
	return b
}

// every checks the signatures of the entries up to, not including, the last, on all cores.
func (c *check) every(last int64) error {
	type one struct {
		index int64
		sig   []byte
	}
	workers := runtime.GOMAXPROCS(0)
	jobs := make(chan []one, workers)
	var bad atomic.Int64
	bad.Store(last)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for some := range jobs {
				for _, o := range some {
					if o.index >= bad.Load() {
						break
					}
					root, err := tlog.TreeHash(o.index+1, &c.tree)
					if err == nil && verifies(c.tree.keys.at(o.index).verifier, o.index+1, root, o.sig) {
						continue
					}
					for {
						was := bad.Load()
						if o.index >= was || bad.CompareAndSwap(was, o.index) {
							break
						}
					}
				}
			}
		})
	}
	some := make([]one, 0, batchRows)
	err := c.tx.Each(`SELECT idx, sig FROM audit_entry WHERE idx < ? ORDER BY idx`, []any{last}, func(r *sqlitedb.Rows) error {
		var o one
		if err := r.Scan(&o.index, &o.sig); err != nil {
			return err
		}
		if o.index >= bad.Load() {
			return errBroke
		}
		c.r.Signatures++
		if some = append(some, o); len(some) == batchRows {
			jobs <- some
			some = make([]one, 0, batchRows)
		}
		return nil
	})
	jobs <- some
	close(jobs)
	wg.Wait()
	if at := bad.Load(); at < last {
		return brokenEntry(at, "is not the one that was signed")
	}
	return err
}
