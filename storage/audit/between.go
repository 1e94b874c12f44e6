package audit

import (
	"errors"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// BetweenIn hands the entries of some actions from a time on and before another one to fn, in the order of their times, inside
// a transaction. It goes through the index of times alone: what it costs is the span's length and not the trail's. fn must not
// ask tx for anything; it may give ErrEnough.
func (l *Log) BetweenIn(tx *sqlitedb.Tx, since, until time.Time, actions []chart.Action, fn func(chart.AuditEntry) error) error {
	if len(actions) == 0 {
		return nil
	}
	args := []any{since.UnixMilli(), until.UnixMilli()}
	for _, a := range actions {
		args = append(args, string(a))
	}
	err := tx.Each(`SELECT leaf FROM audit_entry INDEXED BY audit_entry_at WHERE at >= ? AND at < ? AND +action IN (?`+strings.Repeat(",?", len(actions)-1)+`)
		ORDER BY at, idx`, args, func(r *sqlitedb.Rows) error {
		var leaf []byte
		if err := r.Scan(&leaf); err != nil {
			return err
		}
		e, err := opened(leaf)
		if err != nil {
			return err
		}
		return fn(e)
	})
	if errors.Is(err, ErrEnough) {
		return nil
	}
	return err
}
