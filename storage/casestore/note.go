package casestore

import (
	"context"
	"errors"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// maxNote bounds what somebody writes to a colleague.
const maxNote = 2000

func noteCell(id chart.NoteID) vault.Cell {
	return vault.Cell{Table: "note", Column: "sealed", Row: string(id)}
}

// PutNote tells a colleague something about a document: From and At are the session's and the clock's. A document that is
// handed over goes to the front of the queue and is let go; an answer settles its question.
func (s *Store) PutNote(ctx context.Context, ses *vault.Session, n chart.Note) error {
	const op = "write to a colleague"
	if err := ses.Alive(); err != nil {
		return err
	}
	if len([]rune(n.Text.Reveal())) > maxNote || !slices.Contains([]chart.NoteKind{chart.NoteQuestion, chart.NoteAnswer, chart.NoteHanded}, n.Kind) {
		return chart.E(chart.BadInput, op, errors.New("too long, or of no kind that people write"))
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error { return s.writeNote(tx, ses, n) })
}

// Ask gives a field away with a question about it, both or neither: dec is the field's chart.HandedOver, n the question.
func (s *Store) Ask(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, dec chart.Decision, n chart.Note) (*chart.Dossier, error) {
	const op = "ask a colleague"
	if dec.Verdict != chart.HandedOver || n.Kind != chart.NoteQuestion || n.Field != dec.Field || n.Document != id || len([]rune(n.Text.Reveal())) > maxNote {
		return nil, chart.E(chart.BadInput, op, errors.New("no question about the field, or too long"))
	}
	return s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		entries, err := s.decide(tx, ses, k, d, dec, chart.ActHandOver)
		if err != nil {
			return nil, err
		}
		return entries, s.writeNote(tx, ses, n)
	})
}

// writeNote keeps a note that a person wrote, with what comes of it and its entry.
func (s *Store) writeNote(tx *sqlitedb.Tx, ses *vault.Session, n chart.Note) error {
	const op = "write to a colleague"
	if n.Kind == chart.NoteAnswer {
		settled, err := tx.Change(`UPDATE note SET done = 1 WHERE id = ? AND document = ? AND kind = ?`, string(n.Answers), string(n.Document), string(chart.NoteQuestion))
		if err == nil && settled == 0 {
			err = chart.E(chart.NotFound, op, nil)
		}
		if err == nil {
			err = tx.Row(`SELECT sender FROM note WHERE id = ?`, []any{string(n.Answers)}, &n.To)
		}
		if err != nil {
			return err
		}
	}
	if err := s.putNote(tx, ses, n); err != nil {
		return err
	}
	if n.Kind == chart.NoteHanded {
		if err := tx.Exec(`UPDATE document SET urgent = 1 WHERE id = ?`, string(n.Document)); err != nil {
			return err
		}
		if err := tx.Exec(`DELETE FROM claim WHERE document = ? AND person = ?`, string(n.Document), string(ses.Person().ID)); err != nil {
			return err
		}
	}
	return s.append(tx, chart.AuditEntry{Action: chart.ActHandOver, Person: ses.Person().ID, Document: n.Document, Field: n.Field,
		Detail: "kind=" + string(n.Kind) + " to=" + string(n.To)})
}

func (s *Store) putNote(tx *sqlitedb.Tx, ses *vault.Session, n chart.Note) error {
	k, err := ses.Key(tx, string(n.Document), chart.Working)
	if err != nil {
		return err
	}
	n.ID = chart.NoteID(sqlitedb.NewID())
	sealed, err := sealJSON(k, noteCell(n.ID), n)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO note (id, document, kind, sender, reader, sealed, at) VALUES (?, ?, ?, ?, ?, ?, ?)`, string(n.ID),
		string(n.Document), string(n.Kind), string(ses.Person().ID), string(n.To), sealed, s.now().UnixMilli())
}

// Notes gives what people told each other about a document, oldest first.
func (s *Store) Notes(ctx context.Context, ses *vault.Session, id chart.DocumentID) (out []chart.Note, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		k, err := ses.Key(tx, string(id), chart.Working)
		if err != nil {
			return err
		}
		return tx.Each(`SELECT id, kind, sender, reader, done, sealed, at FROM note WHERE document = ? ORDER BY at, id`, []any{string(id)},
			func(r *sqlitedb.Rows) error {
				var n chart.Note
				var sealed []byte
				var at int64
				if err := r.Scan(&n.ID, &n.Kind, &n.From, &n.To, &n.Done, &sealed, &at); err != nil {
					return err
				}
				if err := openJSON(k, noteCell(n.ID), sealed, &n); err != nil {
					return err
				}
				n.Document, n.At = id, millis(at)
				out = append(out, n)
				return nil
			})
	})
	return out, err
}

// SeeNotes marks what needs no answer as seen by the person at work: answers, documents handed or taken over.
func (s *Store) SeeNotes(ctx context.Context, ses *vault.Session, id chart.DocumentID) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	me := string(ses.Person().ID)
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Exec(`UPDATE note SET done = 1 WHERE document = ? AND done = 0 AND kind <> ? AND sender <> ? AND reader IN (?, '')`,
			string(id), string(chart.NoteQuestion), me, me)
	})
}

// settleQuestions closes the questions about a field that is decided. Whoever asked is told, where it was somebody else who
// decided.
func (s *Store) settleQuestions(tx *sqlitedb.Tx, ses *vault.Session, k *vault.Key, id chart.DocumentID, f chart.FieldID) error {
	var settled []chart.Note
	err := tx.Each(`SELECT id, sender, sealed FROM note WHERE document = ? AND done = 0 AND kind = ?`,
		[]any{string(id), string(chart.NoteQuestion)}, func(r *sqlitedb.Rows) error {
			var n chart.Note
			var sealed []byte
			if err := r.Scan(&n.ID, &n.From, &sealed); err != nil {
				return err
			}
			if err := openJSON(k, noteCell(n.ID), sealed, &n); err != nil {
				return err
			}
			if n.Field == f {
				settled = append(settled, n)
			}
			return nil
		})
	for _, n := range settled {
		if err == nil {
			err = tx.Exec(`UPDATE note SET done = 1 WHERE id = ?`, string(n.ID))
		}
		if err == nil && n.From != ses.Person().ID {
			err = s.putNote(tx, ses, chart.Note{Document: id, Kind: chart.NoteAnswer, To: n.From, Field: f, Answers: n.ID})
		}
	}
	return err
}

// mail counts what waits for a person, by document.
func mail(tx *sqlitedb.Tx, me chart.PersonID) (map[chart.DocumentID]int, error) {
	out := map[chart.DocumentID]int{}
	return out, tx.Each(`SELECT document, count(*) FROM note WHERE done = 0 AND sender <> ? AND reader IN (?, '') GROUP BY document`,
		[]any{string(me), string(me)}, func(r *sqlitedb.Rows) error {
			var id chart.DocumentID
			var n int
			if err := r.Scan(&id, &n); err != nil {
				return err
			}
			out[id] = n
			return nil
		})
}

// holders gives who is at work on documents, by document.
func (s *Store) holders(tx *sqlitedb.Tx) (map[chart.DocumentID]chart.PersonID, error) {
	out := map[chart.DocumentID]chart.PersonID{}
	return out, tx.Each(`SELECT document, person FROM claim WHERE until > ?`, []any{s.now().UnixMilli()}, func(r *sqlitedb.Rows) error {
		var id chart.DocumentID
		var p chart.PersonID
		if err := r.Scan(&id, &p); err != nil {
			return err
		}
		out[id] = p
		return nil
	})
}
