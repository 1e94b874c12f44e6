package casestore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// finished is the state of an import whose documents are there; documents have states of their own from then on.
const finished = "finished"

// Imported is what became of a file that came in.
type Imported struct {
	ID        chart.ImportID
	Duplicate bool               // the same bytes came in before and are finished
	Resumed   bool               // the same bytes came in before and wait to be read
	Documents []chart.DocumentID // of the earlier import, where Duplicate
}

// NewImport takes a file into quarantine. The same bytes are never taken twice, unless they were refused before; neither is a file of
// which every page was put into another one.
func (s *Store) NewImport(ctx context.Context, ses *vault.Session, src chart.Source, original []byte) (Imported, error) {
	content, err := ses.MachineMAC("import", []byte(src.SHA256))
	if err != nil {
		return Imported{}, err
	}
	if src.SHA256 == "" || len(original) == 0 {
		return Imported{}, chart.E(chart.BadInput, "import", errors.New("no content"))
	}
	if known, err := s.known(ctx, content); err != nil || known.ID != "" {
		return known, err
	}
	return s.quarantine(ctx, ses, content, src, original)
}

// quarantine stores a file that is not known.
func (s *Store) quarantine(ctx context.Context, ses *vault.Session, content []byte, src chart.Source, original []byte) (Imported, error) {
	id := chart.ImportID(sqlitedb.NewID())
	originals, err := ses.NewKey(string(id), chart.Originals)
	if err != nil {
		return Imported{}, err
	}
	working, err := ses.NewKey(string(id), chart.Working)
	if err != nil {
		return Imported{}, err
	}
	sealed, err := sealJSON(working, sourceCell(), src)
	if err != nil {
		return Imported{}, err
	}
	file, err := s.blobs.Write(ctx, originals, kindOriginal, 0, original)
	if err != nil {
		return Imported{}, err
	}
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		now := s.now().UnixMilli()
		if err := tx.Exec(`INSERT INTO import (id, state, content_mac, media_type, bytes, pages, sealed_source, person, imported, changed)
			VALUES (?, '', ?, ?, ?, ?, ?, ?, ?, ?)`, string(id), content, src.MediaType, src.Bytes, src.Pages, sealed,
			string(ses.Person().ID), now, now); err != nil {
			return err
		}
		if err := errors.Join(originals.Store(tx), working.Store(tx), s.blobs.Link(tx, file)); err != nil {
			return err
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActImport, Person: ses.Person().ID, Detail: "import=" + string(id)})
	})
	if err == nil {
		return Imported{ID: id}, nil
	}
	s.blobs.Drop(file)
	if chart.KindOf(err) == chart.Conflict { // the same bytes came in meanwhile
		if known, again := s.known(ctx, content); again == nil && known.ID != "" {
			return known, nil
		}
	}
	return Imported{}, err
}

func (s *Store) known(ctx context.Context, content []byte) (out Imported, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var state string
		err := tx.Row(`SELECT id, state FROM import WHERE content_mac = ?1 AND state NOT IN ('refused', 'purged')
			UNION ALL SELECT i.id, i.state FROM scan s JOIN import i ON i.id = s.import WHERE s.content_mac = ?1
			AND s.pages = (SELECT count(*) FROM page p WHERE p.import = s.import AND p.scan = s.number) LIMIT 1`,
			[]any{content}, &out.ID, &state)
		if chart.KindOf(err) == chart.NotFound {
			return nil
		} else if err != nil {
			return err
		}
		out.Duplicate, out.Resumed = state == finished, state != finished
		out.Documents, err = documentsOf(tx, out.ID)
		return err
	})
	return out, err
}

func documentsOf(tx *sqlitedb.Tx, id chart.ImportID) (out []chart.DocumentID, err error) {
	err = tx.Each(`SELECT id FROM document WHERE import = ? ORDER BY position`, []any{string(id)}, func(r *sqlitedb.Rows) error {
		var d chart.DocumentID
		err := r.Scan(&d)
		out = append(out, d)
		return err
	})
	return out, err
}

// stillOpen gives the import's state; an import that is finished or refused is chart.BadState for whoever wants to go on.
func stillOpen(tx *sqlitedb.Tx, op string, id chart.ImportID) (chart.State, error) {
	var state string
	if err := tx.Row(`SELECT state FROM import WHERE id = ?`, []any{string(id)}, &state); err != nil {
		return "", fmt.Errorf("%s: %w", op, err)
	}
	st := chart.State(state)
	if st != chart.StateQuarantined && st != chart.StateReading {
		return st, chart.E(chart.BadState, op, errors.New("the import is "+state))
	}
	return st, nil
}

// MarkReading says that the import is being read. It may be called again after a crash.
func (s *Store) MarkReading(ctx context.Context, ses *vault.Session, id chart.ImportID) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		st, err := stillOpen(tx, "mark import as being read", id)
		if err != nil || st == chart.StateReading {
			return err
		}
		return s.importTo(tx, ses, id, chart.StateReading, "")
	})
}

// Expect says how many pages the file has, as soon as that is known.
func (s *Store) Expect(ctx context.Context, ses *vault.Session, id chart.ImportID, pages int) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if _, err := stillOpen(tx, "expect pages", id); err != nil {
			return err
		}
		return tx.Exec(`UPDATE import SET pages = ? WHERE id = ?`, pages, string(id))
	})
}

func (s *Store) importTo(tx *sqlitedb.Tx, ses *vault.Session, id chart.ImportID, to chart.State, more string) error {
	if err := tx.Exec(`UPDATE import SET state = ?, changed = ? WHERE id = ?`, string(to), s.now().UnixMilli(), string(id)); err != nil {
		return err
	}
	return s.append(tx, chart.AuditEntry{Action: chart.ActState, Person: ses.Person().ID,
		Detail: fmt.Sprintf("import=%s to=%s%s", id, to.Word(), more)})
}

// HurryImport has the file of an import read before those that are not urgent, and its documents marked as urgent.
func (s *Store) HurryImport(ctx context.Context, ses *vault.Session, id chart.ImportID) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if _, err := stillOpen(tx, "mark import as urgent", id); err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE import SET urgent = 1 WHERE id = ?`, string(id)); err != nil {
			return err
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActState, Person: ses.Person().ID, Detail: fmt.Sprintf("import=%s urgent=true", id)})
	})
}

// Outcome is how far an import is.
type Outcome struct {
	Finished  bool // Documents and Pages are those of the whole file
	Urgent    bool
	Documents []chart.DocumentID
	Pages     int
	Refusal   *chart.Refusal
}

// Outcome tells how far an import is.
func (s *Store) Outcome(ctx context.Context, id chart.ImportID) (out Outcome, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var state string
		var refusal chart.Refusal
		if err := tx.Row(`SELECT state, urgent, pages, refusal_reason, refusal_detail FROM import WHERE id = ?`, []any{string(id)},
			&state, &out.Urgent, &out.Pages, &refusal.Reason, &refusal.Detail); err != nil {
			return err
		}
		if refusal.Reason != "" {
			out.Refusal = &refusal
		}
		out.Finished = state == finished
		out.Documents, err = documentsOf(tx, id)
		return err
	})
	return out, err
}

// RefuseImport ends an import with a reason; documents that were begun on its first pages are gone. by may be nil: a file can be refused while nobody is signed in.
func (s *Store) RefuseImport(ctx context.Context, by *vault.Session, id chart.ImportID, r chart.Refusal) error {
	var person chart.PersonID
	if by != nil {
		person = by.Person().ID
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if _, err := stillOpen(tx, "refuse import", id); err != nil {
			return err
		}
		begun, err := documentsOf(tx, id)
		if err != nil {
			return err
		}
		for _, doc := range begun {
			if err := s.dropDocument(tx, by, doc); err != nil {
				return err
			}
		}
		if err := tx.Exec(`UPDATE import SET state = 'refused', refusal_reason = ?, refusal_detail = ?, changed = ? WHERE id = ?`,
			string(r.Reason), r.Detail, s.now().UnixMilli(), string(id)); err != nil {
			return err
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActRefuse, Person: person,
			Detail: fmt.Sprintf("import=%s reason=%s", id, r.Reason)})
	})
}

// Unfinished is an import that a crash, a cancel or a lock has left unread.
type Unfinished struct {
	ID       chart.ImportID
	Pages    []int // numbers of the pages that are read already
	Imported time.Time
	Urgent   bool
}

// Unfinished lists the imports to go on with, urgent ones first, then oldest first.
func (s *Store) Unfinished(ctx context.Context) (out []Unfinished, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT i.id, i.imported, i.urgent, coalesce(p.number, 0) FROM import i LEFT JOIN page p ON p.import = i.id
			WHERE i.state IN ('', 'reading') ORDER BY i.urgent DESC, i.imported, i.id, p.number`, nil, func(r *sqlitedb.Rows) error {
			var id chart.ImportID
			var at int64
			var page int
			var urgent bool
			if err := r.Scan(&id, &at, &urgent, &page); err != nil {
				return err
			}
			if len(out) == 0 || out[len(out)-1].ID != id {
				out = append(out, Unfinished{ID: id, Imported: millis(at), Urgent: urgent})
			}
			if page > 0 {
				u := &out[len(out)-1]
				u.Pages = append(u.Pages, page)
			}
			return nil
		})
	})
	return out, err
}

// Original gives the file as it came in.
func (s *Store) Original(ctx context.Context, ses *vault.Session, id chart.ImportID) (data []byte, src chart.Source, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		k, err := ses.Key(tx, string(id), chart.Originals)
		if err != nil {
			return err
		}
		if data, err = s.blobs.Read(tx, k, kindOriginal, 0); err != nil {
			return err
		}
		src, err = source(tx, ses, id)
		return err
	})
	return data, src, err
}

func source(tx *sqlitedb.Tx, ses *vault.Session, id chart.ImportID) (src chart.Source, err error) {
	k, err := ses.Key(tx, string(id), chart.Working)
	if err != nil {
		return src, err
	}
	var sealed []byte
	var pages int
	if err := tx.Row(`SELECT sealed_source, pages FROM import WHERE id = ?`, []any{string(id)}, &sealed, &pages); err != nil {
		return src, err
	}
	err = openJSON(k, sourceCell(), sealed, &src)
	if src.Pages == 0 { // not known before the file was read
		src.Pages = pages
	}
	return src, err
}
