package retention

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Owner names whose keys are destroyed; no zones: those of every zone.
type Owner struct {
	ID    string
	Zones []chart.Zone
}

// Removed is what a purge took away.
type Removed struct {
	Documents []chart.DocumentID
	Pages     int
	Files     []string
	Bytes     int64
	Digest    string
}

// Standing is how an item stands in the workspace now.
type Standing struct {
	Version   int64
	Documents []chart.DocumentID
	Owners    []Owner // whose keys go with it
	Gone      bool    // it was taken away before
}

// Rooms are where charts lie. app/wire joins them.
type Rooms interface {
	Standing(tx *sqlitedb.Tx, it Item) (Standing, error)
	Purge(tx *sqlitedb.Tx, it Item, salt []byte) (Removed, error)
	// Left counts those of the files that still stand.
	Left(files []string) int
}

// Shredder destroys keys, and runs also in the same transaction.
type Shredder interface {
	Shred(ctx context.Context, by *vault.Session, owners []Owner, also func(tx *sqlitedb.Tx) error) error
	// Settle finishes what a crash has left of an earlier destruction.
	Settle(ctx context.Context, by *vault.Session) error
}

// Tools are what carrying out needs.
type Tools struct {
	Rooms    Rooms
	Shredder Shredder
	Payload  func(d *Disposal, at time.Time) ([]byte, error) // the certificate's
	Sign     Sign
	Verify   func(envelope []byte) (payload []byte, err error) // of plan and approval
	Progress func(done, all int)
}

const (
	batch     = 100 // items a transaction
	retries   = 3   // of a batch under which something changed
	foldTries = 40
	foldPause = 50 * time.Millisecond
)

var errMoved = chart.E(chart.Conflict, "carry out disposal", errors.New("something changed meanwhile"))

// CarryOut destroys what an approved disposal names and makes its certificate. It may be called again after a crash or a
// cancel: what is gone stays gone, the rest follows. What is held or has changed since the order is kept.
func (s *Store) CarryOut(ctx context.Context, ses *vault.Session, id string, t Tools) (*Disposal, error) {
	const op = "carry out disposal"
	d, err := s.Disposal(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", op, err)
	}
	if d.State == Done {
		return &d, nil
	}
	if d.State != Approved {
		return nil, chart.E(chart.BadState, op, errors.New("it is "+d.State))
	}
	if err := d.genuine(t.Verify); err != nil {
		return nil, err
	}
	if err := s.toldOf(ctx, &d); err != nil {
		return nil, err
	}
	if _, err := s.Held(ctx); err != nil { // compared with the trail
		return nil, err
	}
	var pending []Item
	for _, it := range d.Items {
		if it.State == Pending {
			pending = append(pending, it)
		}
	}
	for done := 0; done < len(pending); done += batch {
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		t.Progress(len(d.Items)-len(pending)+done, len(d.Items))
		if err := s.someOf(ctx, ses, d, pending[done:min(done+batch, len(pending))], t); err != nil {
			return nil, err
		}
	}
	return s.finish(ctx, ses, id, t)
}

// judged is an item as it may go, or why it is kept.
type judged struct {
	Item
	Standing
	why string
}

// someOf carries out one batch, again where something changed between looking and destroying.
func (s *Store) someOf(ctx context.Context, ses *vault.Session, d Disposal, items []Item, t Tools) error {
	var err error
	for range retries {
		if err = s.batch(ctx, ses, d, items, t); !errors.Is(err, errMoved) {
			return err
		}
	}
	return err
}

func (s *Store) batch(ctx context.Context, ses *vault.Session, d Disposal, items []Item, t Tools) error {
	var looked []judged
	var owners []Owner
	if err := s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		h, err := held(tx)
		if err != nil {
			return err
		}
		for _, it := range items {
			j, err := judge(tx, t.Rooms, h, it)
			if err != nil {
				return err
			}
			looked = append(looked, j)
			if j.why == "" {
				owners = append(owners, j.Owners...)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	var files map[int][]string
	also := func(tx *sqlitedb.Tx) (err error) {
		files, err = s.take(tx, ses, d, looked, t.Rooms)
		return err
	}
	if err := t.Shredder.Shred(ctx, ses, owners, also); err != nil {
		return err
	}
	return s.wiped(ctx, d.ID, files, t.Rooms)
}

// judge says why an item is kept now, "" where it may go.
func judge(tx *sqlitedb.Tx, rooms Rooms, h Held, it Item) (judged, error) {
	st, err := rooms.Standing(tx, it)
	if err != nil {
		return judged{}, err
	}
	j := judged{Item: it, Standing: st}
	switch {
	case st.Gone:
		j.why = "gone_before"
	case h.Everything:
		j.why = "held"
	case st.Version != it.Version:
		j.why = "changed"
	}
	for _, doc := range st.Documents {
		if h.Covers(doc) {
			j.why = "held"
		}
	}
	return j, nil
}

// take purges the items of a batch in the transaction in which their keys are destroyed. Where one stands otherwise than when
// it was looked at, nothing happens at all.
func (s *Store) take(tx *sqlitedb.Tx, ses *vault.Session, d Disposal, looked []judged, rooms Rooms) (map[int][]string, error) {
	h, err := held(tx)
	if err != nil {
		return nil, err
	}
	files := map[int][]string{}
	for _, was := range looked {
		now, err := judge(tx, rooms, h, was.Item)
		if err != nil {
			return nil, err
		}
		if now.why != was.why {
			return nil, errMoved
		}
		if now.why != "" {
			if err := s.keep(tx, ses, d.ID, now); err != nil {
				return nil, err
			}
			continue
		}
		names, err := s.purge(tx, ses, d, now, rooms)
		if err != nil {
			return nil, fmt.Errorf("item %d: %w", was.Number, err)
		}
		if len(names) > 0 {
			files[was.Number] = names
		}
	}
	return files, nil
}

func (s *Store) keep(tx *sqlitedb.Tx, ses *vault.Session, id string, j judged) error {
	if err := tx.Exec(`UPDATE disposal_item SET state = ?, why = ? WHERE disposal = ? AND number = ?`, Kept, j.why, id, j.Number); err != nil {
		return err
	}
	return s.append(tx, ses, chart.ActPurge, "", fmt.Sprintf("disposal=%s kind=%s id=%s kept=%s", id, j.Kind, j.Owner, j.why))
}

func (s *Store) purge(tx *sqlitedb.Tx, ses *vault.Session, d Disposal, j judged, rooms Rooms) ([]string, error) {
	r, err := rooms.Purge(tx, j.Item, d.Salt)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(r.Documents))
	for i, doc := range r.Documents {
		ids[i] = string(doc)
		if err := s.append(tx, ses, chart.ActPurge, doc, fmt.Sprintf("disposal=%s rule=%s from=settled to=purged", d.ID, j.Rule)); err != nil {
			return nil, err
		}
	}
	if err := tx.Exec(`UPDATE disposal_item SET state = ?, documents = ?, pages = ?, files = ?, remaining = ?, bytes = ?, digest = ? WHERE disposal = ? AND number = ?`,
		Done, strings.Join(ids, ","), r.Pages, len(r.Files), len(r.Files), r.Bytes, r.Digest, d.ID, j.Number); err != nil {
		return nil, err
	}
	return r.Files, s.append(tx, ses, chart.ActPurge, "", fmt.Sprintf("disposal=%s kind=%s id=%s rule=%s documents=%d files=%d digest=%s",
		d.ID, j.Kind, j.Owner, j.Rule, len(ids), len(r.Files), r.Digest))
}

// wiped sees that the files are gone and notes how many are not. Until then the item says that none is: a crash in between
// must not have the certificate tell of files wiped that nobody saw go.
func (s *Store) wiped(ctx context.Context, id string, files map[int][]string, rooms Rooms) error {
	if len(files) == 0 {
		return nil
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		for number, names := range files {
			if err := tx.Exec(`UPDATE disposal_item SET remaining = ? WHERE disposal = ? AND number = ?`, rooms.Left(names), id, number); err != nil {
				return err
			}
		}
		return nil
	})
}

// finish destroys what is left of keys, cuts the write-ahead log and makes the certificate.
func (s *Store) finish(ctx context.Context, ses *vault.Session, id string, t Tools) (*Disposal, error) {
	if err := t.Shredder.Settle(ctx, ses); err != nil {
		return nil, err
	}
	if err := s.fold(ctx); err != nil {
		return nil, err
	}
	d, err := s.Disposal(ctx, id)
	if err != nil {
		return nil, err
	}
	d.State, d.Finished = Done, s.now().UTC().Truncate(time.Second)
	payload, err := t.Payload(&d, d.Finished)
	if err != nil {
		return nil, err
	}
	if d.Certificate, err = t.Sign(payload); err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		n, err := tx.Change(`UPDATE disposal SET state = ?, finished = ?, certificate = ? WHERE id = ? AND state = ?`,
			Done, d.Finished.UnixMilli(), d.Certificate, id, Approved)
		if err != nil || n == 0 {
			return err // somebody else has finished it
		}
		gone, kept := 0, 0
		for _, it := range d.Items {
			if it.State == Done {
				gone++
			} else {
				kept++
			}
		}
		return s.append(tx, ses, chart.ActDisposed, "", fmt.Sprintf("disposal=%s gone=%d kept=%d certificate=%s", id, gone, kept, sum(d.Certificate)))
	})
	if err != nil {
		return nil, err
	}
	t.Progress(len(d.Items), len(d.Items))
	return &d, s.fold(ctx)
}

// fold cuts the write-ahead log, in which what was deleted would linger; readers at work are waited for.
func (s *Store) fold(ctx context.Context) error {
	var err error
	tick := time.NewTicker(foldPause)
	defer tick.Stop()
	for range foldTries {
		if err = s.db.Fold(ctx); chart.KindOf(err) != chart.Conflict {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return err
}

// Certificate gives the certificate of a disposal; chart.NotFound before it is done.
func (s *Store) Certificate(ctx context.Context, id string) ([]byte, error) {
	d, err := s.Disposal(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(d.Certificate) == 0 {
		return nil, chart.E(chart.NotFound, "open certificate", errors.New("the disposal is "+d.State))
	}
	return bytes.Clone(d.Certificate), nil
}
