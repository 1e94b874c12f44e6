package casestore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review/coding"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Coding is a signed document with a coder's work on it.
type Coding struct {
	Document chart.DocumentID
	State    chart.State
	Record   string // that the document was signed as
	Digest   string // of that record
	Coded    *Coded
	Start    coding.Sheet // as it was signed
	Sheet    coding.Sheet // with every change
	Changes  []coding.Change
}

// maxSaid bounds the words that a suggestion came from.
const maxSaid = 400

func codingCell(n int) vault.Cell {
	return vault.Cell{Table: "coding", Column: "sealed", Row: strconv.Itoa(n)}
}

// Coding gives a signed document as coders work on it. The look goes into the trail with looked, which is nil where nobody looks.
func (s *Store) Coding(ctx context.Context, ses *vault.Session, id chart.DocumentID, looked *chart.AuditEntry) (c *Coding, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		c, _, err = s.coding(tx, ses, id)
		return err
	})
	if err != nil || looked == nil {
		return c, err
	}
	entry := *looked
	entry.Person, entry.Document = ses.Person().ID, id
	return c, s.db.Write(ctx, func(tx *sqlitedb.Tx) error { return s.append(tx, entry) })
}

func (s *Store) coding(tx *sqlitedb.Tx, ses *vault.Session, id chart.DocumentID) (*Coding, *vault.Key, error) {
	const op = "open coding"
	d := &chart.Dossier{ID: id}
	coded, k, err := s.codedIn(tx, ses, op, d)
	if err != nil {
		return nil, nil, err
	}
	c := &Coding{Document: id, State: d.State, Coded: coded}
	if err := tx.Row(`SELECT id, digest FROM record WHERE document = ? AND number = 0`, []any{string(id)}, &c.Record, &c.Digest); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", op, err)
	}
	if err := tx.Each(`SELECT number, sealed FROM coding WHERE document = ? ORDER BY number`, []any{string(id)}, func(r *sqlitedb.Rows) error {
		var n int
		var sealed []byte
		var change coding.Change
		if err := r.Scan(&n, &sealed); err != nil {
			return err
		}
		if n != len(c.Changes) {
			return chart.E(chart.Tampered, op, errors.New("a change is missing"))
		}
		if err := openJSON(k, codingCell(n), sealed, &change); err != nil {
			return err
		}
		c.Changes = append(c.Changes, change)
		return nil
	}); err != nil {
		return nil, nil, err
	}
	tokens := map[chart.FieldID]string{}
	for id, t := range coded.Tokens {
		tokens[id] = t
	}
	for id, t := range coded.Providers {
		tokens[id] = t
	}
	c.Start = coding.Start(coding.Source{Type: coded.Document.Type, Fields: coded.Document.Fields, Rows: coded.Rows, Tokens: tokens})
	c.Sheet, err = coding.Replay(c.Start, c.Changes)
	return c, k, err
}

// ChangeCoding appends a change to the sheet of a signed document; changes is how many there were when it was made, and a stale one is
// chart.Conflict. The signed record stays as it is.
func (s *Store) ChangeCoding(ctx context.Context, ses *vault.Session, id chart.DocumentID, changes int, change coding.Change) (c *Coding, err error) {
	const op = "change coding"
	if !slices.Contains(coding.Kinds, change.Kind) || len(change.Said.Reveal()) > maxSaid {
		return nil, chart.E(chart.BadInput, op, errors.New("no change that a person makes"))
	}
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var k *vault.Key
		if c, k, err = s.coding(tx, ses, id); err != nil {
			return err
		}
		if len(c.Changes) != changes {
			return chart.E(chart.Conflict, op, errStale)
		}
		if change.Kind == coding.Undo && c.Sheet.Open == 0 {
			return chart.E(chart.BadState, op, errors.New("there is nothing to take back"))
		}
		if change.Kind != coding.Undo {
			if _, err := coding.Apply(c.Sheet, change); err != nil {
				return err
			}
		}
		return s.putCoding(tx, ses, k, c, change, chart.AuditEntry{Action: chart.ActCode,
			Detail: fmt.Sprintf("kind=%s number=%d", change.Kind, len(c.Changes)+1)})
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// putCoding appends a change with its entry, and brings the sheet up.
func (s *Store) putCoding(tx *sqlitedb.Tx, ses *vault.Session, k *vault.Key, c *Coding, change coding.Change, e chart.AuditEntry) error {
	now := s.now().UTC()
	change.By, change.At = ses.Person().ID, now
	n := len(c.Changes)
	sealed, err := sealJSON(k, codingCell(n), change)
	if err != nil {
		return err
	}
	if err := tx.Exec(`INSERT INTO coding (document, number, person, sealed, at) VALUES (?, ?, ?, ?, ?)`, string(c.Document), n,
		string(change.By), sealed, now.UnixMilli()); err != nil {
		return err
	}
	c.Changes = append(c.Changes, change)
	if c.Sheet, err = coding.Replay(c.Start, c.Changes); err != nil {
		return err
	}
	e.Person, e.Document = change.By, c.Document
	return s.append(tx, e)
}

// SignCoding signs what was changed: the addendum is stored as a record of its own, queued for the hub, and stands in the list of
// changes; one transaction. The caller made it of the sheet with as many changes as it says.
func (s *Store) SignCoding(ctx context.Context, ses *vault.Session, id chart.DocumentID, changes int, r SignedRecord) (c *Coding, err error) {
	const op = "sign coding"
	if r.ID == "" || r.Digest == "" || len(r.Envelope) == 0 {
		return nil, chart.E(chart.BadInput, op, errors.New("the addendum is not complete"))
	}
	number, k, err := s.addendumKey(ctx, ses, id, changes)
	if err != nil {
		return nil, err
	}
	file, err := s.blobs.Write(ctx, k, kindAddendum, number, r.Envelope)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if c, k, err = s.coding(tx, ses, id); err != nil {
			return err
		}
		if len(c.Changes) != changes || len(c.Sheet.Signed)+1 != number {
			return chart.E(chart.Conflict, op, errStale)
		}
		if err := s.blobs.Link(tx, file); err != nil {
			return err
		}
		now := s.now().UnixMilli()
		if err := tx.Exec(`INSERT INTO record (id, document, digest, person, signed, number) VALUES (?, ?, ?, ?, ?, ?)`,
			r.ID, string(id), r.Digest, string(ses.Person().ID), now, number); err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO outbox (record, state, queued) VALUES (?, ?, ?)`, r.ID, Waiting, now); err != nil {
			return err
		}
		return s.putCoding(tx, ses, k, c, coding.Change{Kind: coding.Sign, Record: r.ID}, chart.AuditEntry{Action: chart.ActCodeSign,
			Detail: fmt.Sprintf("record=%s digest=%s number=%d", r.ID, r.Digest, number)})
	})
	if err != nil {
		s.blobs.Drop(file)
		return nil, err
	}
	return c, nil
}

// addendumKey gives the number of the next addendum and the key that it is kept under.
func (s *Store) addendumKey(ctx context.Context, ses *vault.Session, id chart.DocumentID, changes int) (number int, k *vault.Key, err error) {
	return number, k, s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var c *Coding
		if c, k, err = s.coding(tx, ses, id); err != nil {
			return err
		}
		if len(c.Changes) != changes {
			return chart.E(chart.Conflict, "sign coding", errStale)
		}
		if c.Sheet.Open == 0 {
			return chart.E(chart.BadState, "sign coding", errors.New("nothing was changed since it was signed"))
		}
		number = len(c.Sheet.Signed) + 1
		return nil
	})
}

// Addendum gives a signed addendum in clear, by its number from 1.
func (s *Store) Addendum(ctx context.Context, ses *vault.Session, id chart.DocumentID, number int) (data []byte, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		k, err := ses.Key(tx, string(id), chart.Structured)
		if err != nil {
			return err
		}
		data, err = s.blobs.Read(tx, k, kindAddendum, number)
		return err
	})
	return data, err
}

// CodedOf lists the signed documents of some types, newest first, without opening any.
func (s *Store) CodedOf(ctx context.Context, types []chart.Type, most int) (out []chart.DocumentID, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT d.id, d.type FROM document d JOIN blob b ON b.owner = d.id AND b.kind = ? AND b.number = 0
			WHERE d.state IN (?, ?, ?, ?) ORDER BY d.imported DESC, d.id`, []any{kindCoded, string(chart.StateSigned), string(chart.StateSent),
			string(chart.StateSettled), string(chart.StateHeld)}, func(r *sqlitedb.Rows) error {
			var id chart.DocumentID
			var typ chart.Type
			if err := r.Scan(&id, &typ); err != nil {
				return err
			}
			if len(out) < most && slices.Contains(types, typ) {
				out = append(out, id)
			}
			return nil
		})
	})
	return out, err
}
