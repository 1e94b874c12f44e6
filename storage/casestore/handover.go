package casestore

import (
	"context"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// InHand counts the documents in which a person has something half typed.
func (s *Store) InHand(ctx context.Context, person chart.PersonID) (n int, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT count(*) FROM draft WHERE person = ?`, []any{string(person)}, &n)
	})
	return n, err
}

// HandOver gives what somebody has in hand to whoever comes next: the documents go to the front of the queue, each with a
// line in its history that names both people. What was half typed is sealed for its writer alone and is dropped: nobody may
// sign what another has begun to type. An empty to is the queue's, nobody in particular. It runs in a transaction of the
// caller's; count is set to the number of documents.
func (s *Store) HandOver(by, from, to chart.PersonID, count *int) func(tx *sqlitedb.Tx) error {
	return func(tx *sqlitedb.Tx) error {
		var ids []chart.DocumentID
		if err := tx.Each(`SELECT document FROM draft WHERE person = ? ORDER BY document`, []any{string(from)}, func(r *sqlitedb.Rows) error {
			var id string
			err := r.Scan(&id)
			ids = append(ids, chart.DocumentID(id))
			return err
		}); err != nil {
			return err
		}
		for _, id := range ids {
			if err := tx.Exec(`UPDATE document SET urgent = 1 WHERE id = ?`, string(id)); err != nil {
				return err
			}
			if err := s.append(tx, chart.AuditEntry{Action: chart.ActPersonHandOver, Person: by, Document: id,
				Detail: fmt.Sprintf("from=%s to=%s half_typed=dropped", from, to)}); err != nil {
				return err
			}
		}
		*count = len(ids)
		return tx.Exec(`DELETE FROM draft WHERE person = ?`, string(from))
	}
}

// HandOverWork is HandOver by itself.
func (s *Store) HandOverWork(ctx context.Context, by, from, to chart.PersonID) (n int, err error) {
	err = s.db.Write(ctx, s.HandOver(by, from, to, &n))
	return n, err
}
