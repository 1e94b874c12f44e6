package casestore

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// ClaimFor is how long a document stays with whoever opened it, after the last sign of work.
const ClaimFor = 10 * time.Minute

// Claim takes a document for the person at work, or holds it longer, and gives who holds it then: the other where somebody
// else does and takeOver is not set. Who is taken over from is told by a note, and the trail names both.
func (s *Store) Claim(ctx context.Context, ses *vault.Session, id chart.DocumentID, takeOver bool) (held chart.Claim, err error) {
	if err := ses.Alive(); err != nil {
		return held, err
	}
	me, now := ses.Person().ID, s.now()
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		had, err := claimOf(tx, id)
		if err != nil {
			return err
		}
		held = chart.Claim{Person: me, Since: millis(now.UnixMilli()), Until: millis(now.Add(ClaimFor).UnixMilli())}
		switch alive := had.Until.After(now); {
		case alive && had.Person == me:
			held.Since = had.Since
		case alive && !takeOver:
			held = had
			return nil
		case alive:
			if err := s.tellTaken(tx, ses, id, had.Person); err != nil {
				return err
			}
		}
		return tx.Exec(`INSERT INTO claim (document, person, since, until) VALUES (?, ?, ?, ?)
			ON CONFLICT (document) DO UPDATE SET person = excluded.person, since = excluded.since, until = excluded.until`,
			string(id), string(me), held.Since.UnixMilli(), held.Until.UnixMilli())
	})
	return held, err
}

// tellTaken leaves word for who had the document.
func (s *Store) tellTaken(tx *sqlitedb.Tx, ses *vault.Session, id chart.DocumentID, from chart.PersonID) error {
	if err := s.putNote(tx, ses, chart.Note{Document: id, Kind: chart.NoteTaken, To: from}); err != nil {
		return err
	}
	return s.append(tx, chart.AuditEntry{Action: chart.ActHandOver, Person: ses.Person().ID, Document: id,
		Detail: "kind=taken from=" + string(from)})
}

// Unclaim lets a document go that the person at work holds. Somebody else's claim stays.
func (s *Store) Unclaim(ctx context.Context, ses *vault.Session, id chart.DocumentID) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Exec(`DELETE FROM claim WHERE document = ? AND person = ?`, string(id), string(ses.Person().ID))
	})
}

// Held gives who is at work on a document now; the zero Claim: nobody.
func (s *Store) Held(ctx context.Context, id chart.DocumentID) (c chart.Claim, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		c, err = claimOf(tx, id)
		return err
	})
	if !c.Until.After(s.now()) {
		c = chart.Claim{}
	}
	return c, err
}

// claimOf gives the claim on a document as it stands in the table; its time may be over. The zero Claim: none.
func claimOf(tx *sqlitedb.Tx, id chart.DocumentID) (c chart.Claim, err error) {
	var since, until int64
	err = tx.Row(`SELECT person, since, until FROM claim WHERE document = ?`, []any{string(id)}, &c.Person, &since, &until)
	if chart.KindOf(err) == chart.NotFound {
		return chart.Claim{}, nil
	}
	c.Since, c.Until = millis(since), millis(until)
	return c, err
}

// free refuses a change of what somebody else is at work on, and says who and until when: chart.Held of *chart.HeldBy.
func (s *Store) free(tx *sqlitedb.Tx, ses *vault.Session, id chart.DocumentID) error {
	c, err := claimOf(tx, id)
	if err == nil && c.Person != "" && c.Person != ses.Person().ID && c.Until.After(s.now()) {
		return chart.E(chart.Held, "change document", &chart.HeldBy{By: c.Person, Until: c.Until})
	}
	return err
}
