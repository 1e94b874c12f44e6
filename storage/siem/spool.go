package siem

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/siem"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Spool is the trail of one workspace as its sender sees it. It is safe for concurrent use.
type Spool struct {
	db  *sqlitedb.DB
	log *audit.Log
}

// New gives the spool of an open workspace.
func New(db *sqlitedb.DB, log *audit.Log) *Spool { return &Spool{db, log} }

// Position gives how far the stream has come; the zero Position before it was ever started.
func (s *Spool) Position(ctx context.Context) (p siem.Position, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		p, err = position(tx)
		return err
	})
	return p, err
}

func position(tx *sqlitedb.Tx) (p siem.Position, err error) {
	var arrived, away, told int64
	err = tx.Row(`SELECT next, tried, resent, arrived, away, told, problem FROM siem_stream WHERE id = 1`, nil,
		&p.Next, &p.Tried, &p.Resent, &arrived, &away, &told, &p.Problem)
	if chart.KindOf(err) == chart.NotFound {
		return siem.Position{}, nil
	}
	p.Arrived, p.Away, p.Told = at(arrived), at(away), told != 0
	return p, err
}

// Keep moves the position on from where it stands. chart.Conflict: somebody else has moved it.
func (s *Spool) Keep(ctx context.Context, stands, next siem.Position) error {
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		have, err := position(tx)
		if err != nil {
			return err
		}
		if have.Next != stands.Next || have.Tried != stands.Tried {
			return chart.E(chart.Conflict, "keep the SIEM's position", errors.New("another sender is at work"))
		}
		if err := put(tx, next); err != nil {
			return err
		}
		return s.tell(tx, have, next)
	})
}

// tell writes an outage into the trail when it has become one, and its end.
func (s *Spool) tell(tx *sqlitedb.Tx, have, next siem.Position) error {
	var e chart.AuditEntry
	switch {
	case next.Told && !have.Told:
		e = chart.AuditEntry{Action: chart.ActStreamAway, Detail: fmt.Sprintf("since=%s cause=%s", stamp(next.Away), next.Problem)}
	case have.Told && !next.Told:
		e = chart.AuditEntry{Action: chart.ActStreamBack, Detail: "since=" + stamp(have.Away)}
	default:
		return nil
	}
	_, err := s.log.Append(tx, e)
	return err
}

// Begin sets the stream to start with an entry, for a receiver that knows nothing of what was sent to another.
func (s *Spool) Begin(ctx context.Context, next int64) error {
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error { return put(tx, siem.Position{Next: next, Tried: next}) })
}

func put(tx *sqlitedb.Tx, p siem.Position) error {
	told := 0
	if p.Told {
		told = 1
	}
	return tx.Exec(`INSERT INTO siem_stream (id, next, tried, resent, arrived, away, told, problem) VALUES (1, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET next = excluded.next, tried = excluded.tried, resent = excluded.resent,
		arrived = excluded.arrived, away = excluded.away, told = excluded.told, problem = excluded.problem`,
		p.Next, p.Tried, p.Resent, milli(p.Arrived), milli(p.Away), told, p.Problem)
}

// Entries gives up to limit entries from a number on, and how many there are.
func (s *Spool) Entries(ctx context.Context, from int64, limit int) ([]chart.AuditEntry, int64, error) {
	size, err := s.log.Size(ctx)
	if err != nil || from >= size {
		return nil, size, err
	}
	entries, err := s.log.Entries(ctx, audit.Filter{From: from, Limit: limit})
	return entries, max(size, from+int64(len(entries))), err
}

func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// End forgets the position: nothing is streamed any more.
func (s *Spool) End(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error { return tx.Exec(`DELETE FROM siem_stream`) })
}

// Streams reports whether there is a position: whether the trail goes to a SIEM.
func (s *Spool) Streams(ctx context.Context) (yes bool, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var n int
		err := tx.Row(`SELECT count(*) FROM siem_stream`, nil, &n)
		yes = n > 0
		return err
	})
	return yes, err
}
