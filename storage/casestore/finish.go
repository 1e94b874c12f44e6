package casestore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// DocumentDraft is one document as found in an import. Fields and spans without an id are given one.
type DocumentDraft struct {
	Document chart.Document // Pages are page numbers of the import
	Spans    []chart.Span
	State    chart.State // review or ready; empty: review
	Urgent   bool
	Notices  []string
}

// body is the sealed part of a document that seldom changes.
type body struct {
	Document chart.Document `json:"document"`
	Notices  []string       `json:"notices,omitempty"`
}

// FinishImport makes the documents of an import, all or none, and gives their ids in order. Every page that a document
// names must be there.
func (s *Store) FinishImport(ctx context.Context, ses *vault.Session, id chart.ImportID, drafts []DocumentDraft) ([]chart.DocumentID, error) {
	const op = "finish import"
	if err := ses.Alive(); err != nil {
		return nil, err
	}
	ids := make([]chart.DocumentID, len(drafts))
	err := s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if _, err := stillOpen(tx, op, id); err != nil {
			return err
		}
		for i, d := range drafts {
			for _, n := range d.Document.Pages {
				if there, err := hasPage(tx, id, n); err != nil || !there {
					return errors.Join(err, chart.E(chart.BadInput, op, fmt.Errorf("page %d was not read", n)))
				}
			}
			ids[i] = chart.DocumentID(sqlitedb.NewID())
			if err := s.addDocument(tx, ses, id, ids[i], i, d); err != nil {
				return fmt.Errorf("document %d: %w", i+1, err)
			}
		}
		if err := tx.Exec(`UPDATE import SET pages = (SELECT count(*) FROM page WHERE import = ?1) WHERE id = ?1`, string(id)); err != nil {
			return err
		}
		return s.importTo(tx, ses, id, finished, fmt.Sprintf(" documents=%d", len(drafts)))
	})
	if err != nil {
		return nil, err
	}
	return ids, nil
}

func (s *Store) addDocument(tx *sqlitedb.Tx, ses *vault.Session, imp chart.ImportID, id chart.DocumentID, position int, d DocumentDraft) error {
	state, err := firstState(d)
	if err != nil {
		return err
	}
	d.State = state
	d.Document.Fields = withFieldIDs(d.Document.Fields)
	k, err := ses.NewKey(string(id), chart.Working)
	if err != nil {
		return err
	}
	if err := k.Store(tx); err != nil {
		return err
	}
	sealed, err := sealJSON(k, bodyCell(), body{d.Document, d.Notices})
	if err != nil {
		return err
	}
	dossier := chart.Dossier{ID: id, Import: imp, State: d.State, Document: d.Document}
	now := s.now().UnixMilli()
	if err := tx.Exec(`INSERT INTO document (id, import, position, state, version, type, pages, fields, open, urgent, sealed, imported, changed)
		VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, (SELECT imported FROM import WHERE id = ?), ?)`, string(id), string(imp), position,
		string(d.State), string(d.Document.Type), len(d.Document.Pages), len(d.Document.Fields), dossier.OpenFields(), d.Urgent, sealed,
		string(imp), now); err != nil {
		return err
	}
	for i, sp := range d.Spans {
		if sp.ID == "" {
			sp.ID = chart.SpanID(sqlitedb.NewID())
		}
		if err := putSpan(tx, k, id, sp, i); err != nil {
			return err
		}
	}
	if ses.Holds(chart.Working) {
		if err := index(tx, ses, &dossier); err != nil {
			return err
		}
	}
	return s.append(tx, chart.AuditEntry{Action: chart.ActRead, Person: ses.Person().ID, Document: id,
		Detail: fmt.Sprintf("import=%s pages=%d to=%s", imp, len(d.Document.Pages), d.State.Word())})
}

// firstState is where a new document begins: in review, or ready where nothing needs a person.
func firstState(d DocumentDraft) (chart.State, error) {
	const op = "add document"
	dossier := chart.Dossier{Document: d.Document}
	switch {
	case d.State == "" || d.State == chart.StateReview:
		return chart.StateReview, nil
	case d.State != chart.StateReady:
		return "", chart.E(chart.BadState, op, errors.New("a new document goes to review or ready"))
	case dossier.OpenFields() > 0:
		return "", chart.E(chart.BadState, op, errors.New("a field still needs a person"))
	}
	return chart.StateReady, nil
}

// withFieldIDs gives a copy in which every field has an id of its own.
func withFieldIDs(in []chart.Field) []chart.Field {
	out := slices.Clone(in)
	seen := map[chart.FieldID]bool{}
	for i := range out {
		if out[i].ID == "" || seen[out[i].ID] {
			out[i].ID = chart.FieldID(sqlitedb.NewID())
		}
		seen[out[i].ID] = true
	}
	return out
}

func putSpan(tx *sqlitedb.Tx, k *vault.Key, id chart.DocumentID, sp chart.Span, position int) error {
	sealed, err := sealJSON(k, spanCell(sp.ID), sp)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO span (document, id, position, sealed) VALUES (?, ?, ?, ?)
		ON CONFLICT (document, id) DO UPDATE SET sealed = excluded.sealed`, string(id), string(sp.ID), position, sealed)
}
