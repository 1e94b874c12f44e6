package retention

import (
	"context"
	"errors"
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Store is the retention of one workspace. It is safe for concurrent use.
type Store struct {
	db  *sqlitedb.DB
	log *audit.Log
	now func() time.Time
}

// New gives the store of an open workspace.
func New(db *sqlitedb.DB, log *audit.Log, now func() time.Time) *Store {
	return &Store{db: db, log: log, now: now}
}

func (s *Store) append(tx *sqlitedb.Tx, ses *vault.Session, a chart.Action, doc chart.DocumentID, detail string) error {
	_, err := s.log.Append(tx, chart.AuditEntry{Action: a, Person: ses.Person().ID, Document: doc, Detail: detail})
	return err
}

func millis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Second says how a second look was had.
type Second string

// The second looks. SameLater is that of a practice in which nobody else may.
const (
	Another   Second = "another_person"
	SameLater Second = "same_person_later_rekeyed"
)

// Wait is how long a person who has nobody else waits before looking again.
const Wait = 24 * time.Hour

// Look is a second person's look. Alone says that nobody else of the practice may; Counted is what the person counted again.
type Look struct {
	Alone   bool
	Counted int
}

// second judges a look on something that first did, with so many things in it.
func (s *Store) second(op string, ses *vault.Session, first chart.PersonID, at time.Time, want int, l Look) (Second, error) {
	if ses.Person().ID != first {
		return Another, nil
	}
	switch {
	case !l.Alone:
		return "", chart.E(chart.NotAllowed, op, errors.New("a second person is needed"))
	case s.now().Before(at.Add(Wait)):
		return "", chart.E(chart.BadState, op, errors.New("a second look is had a day later"))
	case l.Counted != want:
		return "", chart.E(chart.BadInput, op, errors.New("the number that was typed again is another"))
	}
	return SameLater, nil
}

func scheduleCell(version int64) vault.Cell {
	return vault.Cell{Table: "retention_schedule", Column: "sealed", Row: strconv.FormatInt(version, 10)}
}

// Schedule gives the practice's settings as they were kept, and their version; nil and 0 where none were.
func (s *Store) Schedule(ctx context.Context, ses *vault.Session) (settings []byte, version int64, err error) {
	var sealed []byte
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT version, sealed FROM retention_schedule WHERE id = 1`, nil, &version, &sealed)
	})
	if chart.KindOf(err) == chart.NotFound {
		return nil, 0, ses.Alive()
	}
	if err != nil {
		return nil, 0, err
	}
	settings, err = ses.OpenForWorkspace(scheduleCell(version), sealed)
	return settings, version, err
}

// SetSchedule keeps other settings; version is the one that they were made of, a stale one is chart.Conflict. detail says in
// machine words what changed.
func (s *Store) SetSchedule(ctx context.Context, ses *vault.Session, version int64, settings []byte, detail string) error {
	sealed, err := ses.SealForWorkspace(scheduleCell(version+1), settings)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var have int64
		if err := tx.Row(`SELECT version FROM retention_schedule WHERE id = 1`, nil, &have); err != nil && chart.KindOf(err) != chart.NotFound {
			return err
		}
		if have != version {
			return chart.E(chart.Conflict, "change retention schedule", errors.New("somebody else has changed it meanwhile"))
		}
		if err := tx.Exec(`INSERT INTO retention_schedule (id, version, sealed, person, changed) VALUES (1, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET version = excluded.version, sealed = excluded.sealed, person = excluded.person, changed = excluded.changed`,
			version+1, sealed, string(ses.Person().ID), s.now().UnixMilli()); err != nil {
			return err
		}
		return s.append(tx, ses, chart.ActRetention, "", detail)
	})
}
