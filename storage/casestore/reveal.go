package casestore

import (
	"context"
	"errors"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Verdict is what a policy makes of a reveal.
type Verdict struct {
	Allowed bool
	Alarms  []string // words for the trail
}

// Reveal writes that a person was shown what is masked: with judge's verdict on it and on what the same person was shown
// within the hour before, all in one transaction. A reveal that is refused is chart.NotAllowed and stands in the trail too.
func (s *Store) Reveal(ctx context.Context, ses *vault.Session, e chart.AuditEntry, judge func(now time.Time, before []chart.AuditEntry) Verdict) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	now := s.now()
	e.Action, e.Person, e.At = chart.ActReveal, ses.Person().ID, now
	var v Verdict
	err := s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var exists int
		if err := tx.Row(`SELECT count(*) FROM document WHERE id = ?`, []any{string(e.Document)}, &exists); err != nil {
			return err
		}
		if exists == 0 {
			return chart.E(chart.NotFound, "reveal", nil)
		}
		var before []chart.AuditEntry
		if err := s.log.Back(tx, now.Add(-time.Hour), func(have chart.AuditEntry) bool {
			if have.Action == chart.ActReveal && have.Person == e.Person {
				before = append(before, have)
			}
			return true
		}); err != nil {
			return err
		}
		v = judge(now, before)
		if !v.Allowed {
			e.Action = chart.ActRevealDeny
			e.Detail = strings.TrimSpace(e.Detail + " why=" + strings.Join(v.Alarms, ","))
		}
		errs := []error{s.append(tx, e)}
		for _, why := range v.Alarms {
			errs = append(errs, s.append(tx, chart.AuditEntry{Action: chart.ActRevealTell, Person: e.Person, At: now, Document: e.Document, Detail: "why=" + why}))
		}
		return errors.Join(errs...)
	})
	if err == nil && !v.Allowed {
		err = chart.E(chart.NotAllowed, "reveal", &TooMany{})
	}
	return err
}

// TooMany is in the chain of a reveal that is refused because there were too many.
type TooMany struct{}

func (*TooMany) Error() string { return "too many reveals within an hour" }

// Waits says that the refusal passes by itself.
func (*TooMany) Waits() bool { return true }
