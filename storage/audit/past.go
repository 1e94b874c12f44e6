package audit

import (
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Recent is a look back within a transaction, for rules that count. Its cost is that of the entries looked at, not of the trail.
type Recent struct {
	Person   chart.PersonID            // empty: everybody's
	Actions  []chart.Action            // exact ones; empty: any
	Covers   func(a chart.Action) bool // nil: every one of Actions
	Decision string
	Since    time.Time
}

// Count gives how many entries fit, and of how many documents.
func (l *Log) Count(tx *sqlitedb.Tx, r Recent) (entries, documents int, err error) {
	first, err := firstSince(tx, r.Since)
	if err != nil {
		return 0, 0, err
	}
	f := Filter{From: first, Person: r.Person, Actions: r.Actions, Since: r.Since}
	seen := map[string]bool{}
	where, args := f.where()
	err = tx.Each(`SELECT action, document, CASE WHEN ? THEN leaf END FROM audit_entry WHERE `+where, append([]any{r.Decision != ""}, args...), func(row *sqlitedb.Rows) error {
		var action, document string
		var leaf []byte
		if err := row.Scan(&action, &document, &leaf); err != nil {
			return err
		}
		if r.Covers != nil && !r.Covers(chart.Action(action)) {
			return nil
		}
		if r.Decision != "" {
			e, err := opened(leaf)
			if err != nil || e.Decision != r.Decision {
				return err
			}
		}
		entries++
		if document != "" {
			seen[document] = true
		}
		return nil
	})
	return entries, len(seen), err
}

// firstSince gives the index of an entry before which none is newer, clocks that were set back aside.
func firstSince(tx *sqlitedb.Tx, at time.Time) (idx int64, err error) {
	err = tx.Row(`SELECT idx FROM audit_entry WHERE at >= ? ORDER BY at, idx LIMIT 1`, []any{at.UnixMilli()}, &idx)
	if chart.KindOf(err) == chart.NotFound {
		return 0, nil
	}
	return idx, err
}

// Find gives the newest entry of an action since then that fits reports true for; false where there is none.
func (l *Log) Find(tx *sqlitedb.Tx, a chart.Action, since time.Time, fits func(chart.AuditEntry) bool) (found bool, err error) {
	err = l.EachIn(tx, Filter{Actions: []chart.Action{a}, Newest: true}, func(e chart.AuditEntry) error {
		if e.At.Before(since) {
			return ErrEnough
		}
		if fits(e) {
			found = true
			return ErrEnough
		}
		return nil
	})
	return found, err
}

// NewestTime is the latest time that any entry bears; zero where there is none.
func (l *Log) NewestTime(tx *sqlitedb.Tx) (time.Time, error) {
	var ms *int64
	if err := tx.Row(`SELECT max(at) FROM audit_entry`, nil, &ms); err != nil || ms == nil {
		return time.Time{}, err
	}
	return time.UnixMilli(*ms).UTC(), nil
}

// Last is the index of the newest entry, -1 where there is none.
func (l *Log) Last(tx *sqlitedb.Tx) (int64, error) {
	n, err := count(tx)
	return n - 1, err
}
