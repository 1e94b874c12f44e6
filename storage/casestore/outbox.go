package casestore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// States of an outbox row.
const (
	Waiting = "waiting"
	Sent    = "sent"
	Settled = "settled"
)

// OutboxItem is one record on its way to the hub.
type OutboxItem struct {
	Sequence int64 // per device, never used twice
	Record   string
	Document chart.DocumentID
	Digest   string
	State    string
	Attempts int
	Queued   time.Time
	Tried    time.Time // zero: never
	Problem  string    // machine words of the last try
	Sealed   bool      // it is sealed to the hub and can go without anybody signed in
	Number   int       // 0: the document's record; from 1: a coder's addenda to it
}

// Outbox lists the records that are not settled, in the order in which they were signed.
func (s *Store) Outbox(ctx context.Context) (out []OutboxItem, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT o.seq, o.record, r.document, r.digest, o.state, o.attempts, o.queued, o.tried, o.problem,
				EXISTS (SELECT 1 FROM blob b WHERE b.owner = r.document AND b.kind = ? AND b.number = r.number), r.number
			FROM outbox o JOIN record r ON r.id = o.record WHERE o.state <> ? ORDER BY o.seq`, []any{kindSealed, Settled},
			func(r *sqlitedb.Rows) error {
				var i OutboxItem
				var queued, tried int64
				err := r.Scan(&i.Sequence, &i.Record, &i.Document, &i.Digest, &i.State, &i.Attempts, &queued, &tried, &i.Problem, &i.Sealed, &i.Number)
				i.Queued, i.Tried = millis(queued), millis(tried)
				out = append(out, i)
				return err
			})
	})
	return out, err
}

// Sealed gives a record as it goes to the hub; chart.NotFound where it is not sealed yet.
func (s *Store) Sealed(ctx context.Context, record string) (data []byte, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		r, err := recordOf(tx, record)
		if err != nil {
			return err
		}
		data, err = s.blobs.ReadSealed(tx, string(r.document), kindSealed, r.number)
		return err
	})
	return data, err
}

// queued is a record in the outbox.
type queued struct {
	document chart.DocumentID
	state    string
	number   int
}

func recordOf(tx *sqlitedb.Tx, record string) (q queued, err error) {
	err = tx.Row(`SELECT r.document, o.state, r.number FROM record r JOIN outbox o ON o.record = r.id WHERE r.id = ?`, []any{record},
		&q.document, &q.state, &q.number)
	if err != nil {
		err = fmt.Errorf("find record: %w", err)
	}
	return q, err
}

// AttachSealed stores a record sealed to the hub, for one that was signed before there was a hub, or for another hub.
func (s *Store) AttachSealed(ctx context.Context, record string, sealed []byte) error {
	if len(sealed) == 0 {
		return chart.E(chart.BadInput, "seal record", errors.New("nothing to send"))
	}
	var r queued
	if err := s.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		r, err = recordOf(tx, record)
		return err
	}); err != nil {
		return err
	}
	file, err := s.blobs.WriteSealed(ctx, string(r.document), kindSealed, r.number, sealed)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		now, err := recordOf(tx, record)
		if err != nil {
			return err
		}
		if now.state == Settled {
			return chart.E(chart.BadState, "seal record", errors.New("it is settled"))
		}
		if err := s.blobs.Link(tx, file); err != nil {
			return err
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActSend, Document: r.document, Detail: "record=" + record + " sealed"})
	})
	if err != nil {
		s.blobs.Drop(file)
	}
	return err
}

// MarkTried counts a try that failed. problem is machine words ("unreachable"), never text of a chart.
func (s *Store) MarkTried(ctx context.Context, record, problem string) error {
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Exec(`UPDATE outbox SET attempts = attempts + 1, tried = ?, problem = ? WHERE record = ? AND state <> ?`,
			s.now().UnixMilli(), problem, record, Settled)
	})
}

// MarkSent says that the hub has taken the record's bytes. It may be called again.
func (s *Store) MarkSent(ctx context.Context, record string) error {
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		r, err := recordOf(tx, record)
		if err != nil || r.state != Waiting {
			return err
		}
		if err := tx.Exec(`UPDATE outbox SET state = ?, attempts = attempts + 1, tried = ?, problem = '' WHERE record = ?`,
			Sent, s.now().UnixMilli(), record); err != nil {
			return err
		}
		return s.documentTo(tx, r, chart.StateSent, chart.AuditEntry{Action: chart.ActSend, Document: r.document, Detail: "record=" + record})
	})
}

// Receipt is the hub's answer to a record, already checked by the relay.
type Receipt struct {
	Bytes    []byte // as signed by the hub
	Cosigned []byte // checkpoint with the hub's signature; nil for none
	HubKey   string // the hub's verifier key, for Cosigned
}

// MarkSettled keeps the receipt. It may be called again; the first receipt stands.
func (s *Store) MarkSettled(ctx context.Context, record string, r Receipt) error {
	if len(r.Bytes) == 0 {
		return chart.E(chart.BadInput, "settle record", errors.New("there is no receipt"))
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		q, err := recordOf(tx, record)
		if err != nil || q.state == Settled {
			return err
		}
		if len(r.Cosigned) > 0 {
			if err := s.log.WitnessIn(tx, r.Cosigned, r.HubKey); err != nil {
				return err
			}
		}
		if err := tx.Exec(`UPDATE outbox SET state = ?, receipt = ?, tried = ?, problem = '' WHERE record = ?`,
			Settled, r.Bytes, s.now().UnixMilli(), record); err != nil {
			return err
		}
		return s.documentTo(tx, q, chart.StateSettled, chart.AuditEntry{Action: chart.ActSettle, Document: q.document, Detail: "record=" + record})
	})
}

// documentTo moves a document that nobody works on any more. One that is held meanwhile stays held; an addendum moves nothing.
func (s *Store) documentTo(tx *sqlitedb.Tx, q queued, to chart.State, e chart.AuditEntry) error {
	if q.number > 0 {
		return s.append(tx, e)
	}
	if _, err := tx.Change(`UPDATE document SET state = ?, version = version + 1, changed = ? WHERE id = ? AND state IN (?, ?)`,
		string(to), s.now().UnixMilli(), string(q.document), string(chart.StateSigned), string(chart.StateSent)); err != nil {
		return err
	}
	return s.append(tx, e)
}

// ReceiptOf gives the stored receipt; chart.NotFound while there is none.
func (s *Store) ReceiptOf(ctx context.Context, record string) (receipt []byte, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT receipt FROM outbox WHERE record = ? AND receipt IS NOT NULL`, []any{record}, &receipt)
	})
	return receipt, err
}

// RecordOf gives the record that a document was signed as; chart.NotFound before it is.
func (s *Store) RecordOf(ctx context.Context, id chart.DocumentID) (record, digest string, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT id, digest FROM record WHERE document = ? AND number = 0`, []any{string(id)}, &record, &digest)
	})
	return record, digest, err
}
