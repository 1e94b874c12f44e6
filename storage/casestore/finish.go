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
	State    chart.State // review or ready; empty: review. GrowImport does not look at it
	Urgent   bool
	Notices  []string
	Cut      []chart.Page // pages as FinishImport keeps them from then on: without what a form cuts away
}

// body is the sealed part of a document that seldom changes.
type body struct {
	Document chart.Document `json:"document"`
	Notices  []string       `json:"notices,omitempty"`
}

// GrowImport makes documents of the pages that an import has so far, so that work on them can begin while the rest is
// read. They are in chart.StateReading: a person may open them and decide on fields, and not more. Calling it again
// brings them to what is known by then; what was decided stands, and moves with its page where a document's pages change.
func (s *Store) GrowImport(ctx context.Context, ses *vault.Session, id chart.ImportID, drafts []DocumentDraft) ([]chart.DocumentID, error) {
	for i := range drafts {
		drafts[i].State = chart.StateReading
	}
	return s.makeDocuments(ctx, ses, "grow import", id, drafts, func(*sqlitedb.Tx) error { return nil })
}

// FinishImport makes the documents of an import, all or none, and gives their ids in order. Every page that a document
// names must be there, and every page that is there must be in exactly one document. Documents that GrowImport made before keep their ids and what was decided on them. What is cut away of a
// page is kept no longer than until then; its picture stays.
func (s *Store) FinishImport(ctx context.Context, ses *vault.Session, id chart.ImportID, drafts []DocumentDraft) ([]chart.DocumentID, error) {
	ids, err := s.makeDocuments(ctx, ses, "finish import", id, drafts, func(tx *sqlitedb.Tx) error {
		if err := everyPage(tx, id, drafts); err != nil {
			return err
		}
		if err := cutPages(tx, ses, id, drafts); err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE import SET pages = (SELECT count(*) FROM page WHERE import = ?1) WHERE id = ?1`, string(id)); err != nil {
			return err
		}
		return s.importTo(tx, ses, id, finished, fmt.Sprintf(" documents=%d", len(drafts)))
	})
	s.mu.Lock() // the pages at hand may hold what was cut away
	s.pages = pageCache{}
	s.mu.Unlock()
	return ids, err
}

// everyPage refuses documents that leave a page of the file out or hold one twice: pages in are pages out.
func everyPage(tx *sqlitedb.Tx, id chart.ImportID, drafts []DocumentDraft) error {
	const op = "finish import"
	filed := map[int]bool{}
	for _, d := range drafts {
		for _, n := range d.Document.Pages {
			if filed[n] {
				return chart.E(chart.BadInput, op, fmt.Errorf("page %d is in two places", n))
			}
			filed[n] = true
		}
	}
	return tx.Each(`SELECT number FROM page WHERE import = ?`, []any{string(id)}, func(r *sqlitedb.Rows) error {
		var n int
		if err := r.Scan(&n); err != nil {
			return err
		}
		if !filed[n] {
			return chart.E(chart.BadInput, op, fmt.Errorf("page %d is in no document", n))
		}
		return nil
	})
}

// cutPages puts pages in the place of what was read of them.
func cutPages(tx *sqlitedb.Tx, ses *vault.Session, id chart.ImportID, drafts []DocumentDraft) error {
	for _, d := range drafts {
		for _, p := range d.Cut {
			k, err := ses.Key(tx, string(id), chart.Working)
			if err != nil {
				return err
			}
			sealed, err := sealJSON(k, pageCell(p.Number), p)
			if err != nil {
				return err
			}
			if n, err := tx.Change(`UPDATE page SET sealed = ? WHERE import = ? AND number = ?`, sealed, string(id), p.Number); err != nil || n == 0 {
				return errors.Join(err, chart.E(chart.BadInput, "cut page", fmt.Errorf("page %d is not there", p.Number)))
			}
		}
	}
	return nil
}

func (s *Store) makeDocuments(ctx context.Context, ses *vault.Session, op string, id chart.ImportID, drafts []DocumentDraft, end func(*sqlitedb.Tx) error) (ids []chart.DocumentID, err error) {
	if err := ses.Alive(); err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if _, err := stillOpen(tx, op, id); err != nil {
			return err
		}
		for _, d := range drafts {
			for _, n := range d.Document.Pages {
				if there, err := hasPage(tx, id, n); err != nil || !there {
					return errors.Join(err, chart.E(chart.BadInput, op, fmt.Errorf("page %d was not read", n)))
				}
			}
		}
		if ids, err = s.putDocuments(tx, ses, id, drafts); err != nil {
			return err
		}
		return end(tx)
	})
	if err != nil {
		return nil, err
	}
	return ids, nil
}

// firstState is where a document begins that is read: in review, or ready where nothing needs a person.
func firstState(d DocumentDraft) (chart.State, error) {
	const op = "add document"
	dossier := chart.Dossier{Document: d.Document}
	switch {
	case d.State == chart.StateReading:
		return chart.StateReading, nil
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
