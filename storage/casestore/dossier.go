package casestore

import (
	"context"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Open gives a document to a person who looks at it, and writes the look into the trail.
func (s *Store) Open(ctx context.Context, ses *vault.Session, id chart.DocumentID) (*chart.Dossier, error) {
	d, err := s.Load(ctx, ses, id)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return s.append(tx, chart.AuditEntry{Action: chart.ActOpen, Person: ses.Person().ID, Document: id})
	})
	return d, err
}

// Load gives a document to the product itself, without an entry of a look.
func (s *Store) Load(ctx context.Context, ses *vault.Session, id chart.DocumentID) (d *chart.Dossier, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		if d, _, err = light(tx, ses, id); err != nil {
			return err
		}
		return s.addPages(tx, ses, d)
	})
	return d, err
}

// File gives the documents of the file that a document came in with, in their order and without their pages. One that was
// destroyed is not among them.
func (s *Store) File(ctx context.Context, ses *vault.Session, id chart.DocumentID) (imp chart.ImportID, out []*chart.Dossier, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Row(`SELECT import FROM document WHERE id = ?`, []any{string(id)}, &imp); err != nil {
			return fmt.Errorf("open file: %w", err)
		}
		ids, err := documentsOf(tx, imp)
		if err != nil {
			return err
		}
		for _, one := range ids {
			d, _, err := light(tx, ses, one)
			switch {
			case chart.KindOf(err) == chart.NotFound:
			case err != nil:
				return err
			default:
				out = append(out, d)
			}
		}
		return nil
	})
	return imp, out, err
}

// light reads a document without its pages.
func light(tx *sqlitedb.Tx, ses *vault.Session, id chart.DocumentID) (*chart.Dossier, *vault.Key, error) {
	d := &chart.Dossier{ID: id}
	var state string
	var sealed []byte
	var imported int64
	if err := tx.Row(`SELECT import, state, version, sealed, imported FROM document WHERE id = ?`, []any{string(id)},
		&d.Import, &state, &d.Version, &sealed, &imported); err != nil {
		return nil, nil, fmt.Errorf("open document: %w", err)
	}
	k, err := ses.Key(tx, string(id), chart.Working)
	if err != nil {
		return nil, nil, err
	}
	var b body
	if err := openJSON(k, bodyCell(), sealed, &b); err != nil {
		return nil, nil, err
	}
	d.State, d.Document, d.Notices, d.Imported = chart.State(state), b.Document, b.Notices, millis(imported)
	if d.Source, err = source(tx, ses, d.Import); err != nil {
		return nil, nil, err
	}
	if d.Spans, err = spansOf(tx, k, id); err != nil {
		return nil, nil, err
	}
	if d.Decisions, err = decisionsOf(tx, k, id); err != nil {
		return nil, nil, err
	}
	if d.Looks, err = looksOf(tx, k, id); err != nil {
		return nil, nil, err
	}
	d.AskCells()
	return d, k, nil
}

func spansOf(tx *sqlitedb.Tx, k *vault.Key, id chart.DocumentID) (out []chart.Span, err error) {
	err = tx.Each(`SELECT id, sealed FROM span WHERE document = ? ORDER BY position, id`, []any{string(id)}, func(r *sqlitedb.Rows) error {
		var sid chart.SpanID
		var sealed []byte
		if err := r.Scan(&sid, &sealed); err != nil {
			return err
		}
		var sp chart.Span
		if err := openJSON(k, spanCell(sid), sealed, &sp); err != nil {
			return err
		}
		out = append(out, sp)
		return nil
	})
	return out, err
}

func decisionsOf(tx *sqlitedb.Tx, k *vault.Key, id chart.DocumentID) (out []chart.Decision, err error) {
	err = tx.Each(`SELECT number, sealed FROM decision WHERE document = ? ORDER BY number`, []any{string(id)}, func(r *sqlitedb.Rows) error {
		var n int
		var sealed []byte
		if err := r.Scan(&n, &sealed); err != nil {
			return err
		}
		var d chart.Decision
		if err := openJSON(k, decisionCell(n), sealed, &d); err != nil {
			return err
		}
		out = append(out, d)
		return nil
	})
	return out, err
}

// addPages fills in the document's pages, from the cache where they are those of the document at hand.
func (s *Store) addPages(tx *sqlitedb.Tx, ses *vault.Session, d *chart.Dossier) error {
	s.mu.Lock()
	if s.pages.session == ses && s.pages.id == d.ID && len(s.pages.pages) == len(d.Document.Pages) { // it may have grown
		d.Pages = s.pages.pages
	}
	s.mu.Unlock()
	if d.Pages != nil {
		return nil
	}
	all, err := pagesOf(tx, ses, d.Import, glanced)
	if err != nil {
		return err
	}
	d.Pages = make([]chart.Page, 0, len(d.Document.Pages))
	for _, p := range all {
		if slices.Contains(d.Document.Pages, p.Number) {
			d.Pages = append(d.Pages, p)
		}
	}
	slices.SortStableFunc(d.Pages, func(a, b chart.Page) int {
		return slices.Index(d.Document.Pages, a.Number) - slices.Index(d.Document.Pages, b.Number)
	})
	s.mu.Lock()
	fresh := s.pages.session != ses
	s.pages = pageCache{ses, d.ID, d.Pages}
	s.mu.Unlock()
	if fresh {
		ses.OnClose(func() { s.forget(ses) })
	}
	return nil
}

// forget drops the pages of a session that ends.
func (s *Store) forget(ses *vault.Session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pages.session == ses {
		s.pages = pageCache{}
	}
}

// PageFile gives the stored picture of one page, as it was handed to AddPage.
func (s *Store) PageFile(ctx context.Context, ses *vault.Session, id chart.DocumentID, number int) (data []byte, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var imp string
		if err := tx.Row(`SELECT import FROM document WHERE id = ?`, []any{string(id)}, &imp); err != nil {
			return fmt.Errorf("open page %d: %w", number, err)
		}
		data, err = s.picture(tx, ses, chart.ImportID(imp), number)
		return err
	})
	return data, err
}

// ImportPageFile is PageFile before there are documents.
func (s *Store) ImportPageFile(ctx context.Context, ses *vault.Session, id chart.ImportID, number int) (data []byte, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		data, err = s.picture(tx, ses, id, number)
		return err
	})
	return data, err
}

func (s *Store) picture(tx *sqlitedb.Tx, ses *vault.Session, id chart.ImportID, number int) ([]byte, error) {
	k, err := ses.Key(tx, string(id), chart.Working)
	if err != nil {
		return nil, err
	}
	return s.blobs.Read(tx, k, kindPage, number)
}

// History gives the trail of a document, oldest first.
func (s *Store) History(ctx context.Context, id chart.DocumentID) ([]chart.AuditEntry, error) {
	return s.log.Entries(ctx, audit.Filter{Document: id})
}

// Trail writes an entry of something that changes nothing here (a reveal, an export) for the person at work.
func (s *Store) Trail(ctx context.Context, ses *vault.Session, e chart.AuditEntry) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.TrailOf(ctx, ses.Person().ID, e)
}

// TrailOf writes entries of what a person did, all or none. It needs no session: what has happened is written down though the
// screen has locked meanwhile.
func (s *Store) TrailOf(ctx context.Context, person chart.PersonID, entries ...chart.AuditEntry) error {
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		for _, e := range entries {
			e.Person = person
			if err := s.append(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}
