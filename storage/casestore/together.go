package casestore

import (
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// DecideTogether appends the decisions on several fields of a document, all or none, each with its entry; it gives the document's
// version after them.
func (s *Store) DecideTogether(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, decs []chart.Decision) (int64, error) {
	const op = "decide together"
	if len(decs) == 0 {
		return 0, chart.E(chart.BadInput, op, errors.New("nothing is decided"))
	}
	return s.together(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) (all []chart.AuditEntry, err error) {
		for _, dec := range decs {
			if dec.Verdict.Open() { // a field is given away by itself
				return nil, chart.E(chart.BadInput, op, errors.New("a field would stay open"))
			}
			more, err := s.decide(tx, ses, k, d, dec, chart.ActDecide)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
		return all, nil
	})
}

// UndoTogether takes back what the person at work has decided together on fields of a document, all or none. Where somebody has
// decided on one of them since it is chart.Conflict: what others did is not one's own to take back.
func (s *Store) UndoTogether(ctx context.Context, ses *vault.Session, id chart.DocumentID, fields []chart.FieldID) (int64, error) {
	const op = "undo together"
	if len(fields) == 0 {
		return 0, chart.E(chart.BadInput, op, errors.New("nothing is taken back"))
	}
	return s.together(ctx, ses, id, anyVersion, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) (all []chart.AuditEntry, err error) {
		for _, f := range fields {
			before, last := chart.Decision{Field: f}, chart.Decision{}
			for _, dec := range d.Decisions {
				if dec.Field == f {
					before, last = last, dec
				}
			}
			if last.By != ses.Person().ID || last.Together == 0 {
				return nil, chart.E(chart.Conflict, op, errStale)
			}
			before.Field = f
			more, err := s.decide(tx, ses, k, d, before, chart.ActUndo)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
		return all, nil
	})
}

// SettleBlank says of a page that seems to be blank that it is; the document is ready then. among is on how many pictures the same key
// decides. Anything else than such a page is chart.BadState.
func (s *Store) SettleBlank(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, among int) (int64, error) {
	const op = "settle a blank page"
	return s.together(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		if !d.SeemsBlank() {
			return nil, chart.E(chart.BadState, op, errors.New("it is no page that seems to be blank"))
		}
		e, err := typed(tx, k, d, chart.Blank, 1)
		e.Detail += fmt.Sprintf(" together=%d", among)
		return []chart.AuditEntry{e, moved(d, chart.StateReady)}, err
	})
}

// UnsettleBlank takes back that a page is blank, as SettleBlank left it: with a version that is not the one that it gave it is
// chart.Conflict.
func (s *Store) UnsettleBlank(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64) (int64, error) {
	const op = "take back that a page is blank"
	return s.together(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		if d.State != chart.StateReady || d.Document.Type != chart.Blank || d.Document.TypeConfidence < 1 {
			return nil, chart.E(chart.BadState, op, errors.New("it is not as it was left"))
		}
		e, err := typed(tx, k, d, chart.Blank, chart.DoubtfulBlank)
		e.Detail += " undone=1"
		return []chart.AuditEntry{e, moved(d, chart.StateReview)}, err
	})
}

func (s *Store) together(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64,
	fn func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error)) (after int64, err error) {
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		d, err := s.alter(tx, ses, id, version, fn)
		if err == nil {
			after = d.Version
		}
		return err
	})
	return after, err
}
