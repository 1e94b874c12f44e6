package casestore

import (
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// maxEdits bounds what one change of a table may hold, maxRows what a document may have.
const (
	maxEdits = 500
	maxRows  = 5000
)

// EditTable changes the tables of a document in one transaction: each changed cell is a decision with its own entry, rows are
// named by their place.
func (s *Store) EditTable(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, edits []chart.TableEdit) (*chart.Dossier, error) {
	const op = "edit table"
	if len(edits) == 0 || len(edits) > maxEdits {
		return nil, chart.E(chart.BadInput, op, errors.New("no change, or too many at once"))
	}
	return s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		if err := mustEdit(op, d); err != nil {
			return nil, err
		}
		unlooked := len(d.Unlooked())
		var entries []chart.AuditEntry
		for _, e := range edits {
			decided, err := d.EditTable(e, func() chart.FieldID { return chart.FieldID(sqlitedb.NewID()) })
			if err != nil {
				return nil, err
			}
			if len(d.Document.Rows) > maxRows {
				return nil, chart.E(chart.BadInput, op, errors.New("too many rows"))
			}
			if e.Kind != chart.EditCell && e.Kind != chart.EditBack {
				entries = append(entries, chart.AuditEntry{Action: chart.ActDecide, Detail: fmt.Sprintf("row=%d change=%s", e.Row, e.Kind)})
			}
			for _, dec := range decided {
				more, err := s.decide(tx, ses, k, d, dec, chart.ActDecide)
				if err != nil {
					return nil, err
				}
				entries = append(entries, more...)
			}
		}
		// decide sees no field that came with the change: it was there, unlooked, before its decision.
		if d.State == chart.StateReady && (d.OpenFields() > 0 || len(d.Unlooked()) > unlooked) {
			entries = append(entries, moved(d, chart.StateReview))
		}
		return entries, putBody(tx, k, d)
	})
}

// putBody keeps the fields and rows of a document.
func putBody(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) error {
	sealed, err := sealJSON(k, bodyCell(), body{d.Document, d.Notices})
	if err != nil {
		return err
	}
	return tx.Exec(`UPDATE document SET sealed = ?, fields = ? WHERE id = ?`, sealed, len(d.Document.Fields), string(d.ID))
}
