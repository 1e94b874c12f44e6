package rulings

import (
	"context"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// owner is whom the key of typed text belongs to; the prefix keeps it apart from imports and documents.
func owner(id string) string { return "ruling:" + id }

func textCell(id, name string) vault.Cell {
	return vault.Cell{Table: "ruling_text", Column: "sealed", Row: id + ":" + name}
}

// putText seals what a person typed for the zone of the privacy officer. Who writes it may be unable to read it again.
func putText(tx *sqlitedb.Tx, ses *vault.Session, id, name string, text chart.Text) error {
	if text == "" {
		return nil
	}
	k, err := ses.OpenOrNewKey(tx, owner(id), chart.Tokens)
	if err != nil {
		return err
	}
	sealed, err := k.Seal(textCell(id, name), []byte(text.Reveal()))
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO ruling_text (owner, name, sealed) VALUES (?, ?, ?)`, id, name, sealed)
}

// Text gives what was typed: "reason" or "note" of an item. chart.NotAllowed without the key of the zone, chart.NotFound where
// nothing was typed.
func (s *Store) Text(ctx context.Context, ses *vault.Session, id, name string) (text chart.Text, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var sealed []byte
		err := tx.Row(`SELECT sealed FROM ruling_text WHERE owner = ? AND name = ?`, []any{id, name}, &sealed)
		if chart.KindOf(err) == chart.NotFound && name == "reason" { // no glass breaks without one
			return chart.E(chart.Tampered, "read a reason", errRows)
		}
		if err != nil {
			return err
		}
		k, err := ses.Key(tx, owner(id), chart.Tokens)
		if err != nil {
			return err
		}
		plain, err := k.Open(textCell(id, name), sealed)
		text = chart.Text(plain)
		return err
	})
	return text, err
}

// Restrict records a restriction or a consent and gives its id. The trail names the document and the id, not the kind: that a
// chart is one of treatment for substance use is itself a secret.
func (s *Store) Restrict(ctx context.Context, ses *vault.Session, r access.Restriction, note chart.Text) (string, error) {
	r.ID = sqlitedb.NewID()
	err := s.change(ctx, ses, func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error) {
		r.By, r.Made = ses.Person().ID, now
		if !r.Valid() {
			return nil, chart.E(chart.BadInput, "record a restriction", errors.New("it does not say what, or of which chart"))
		}
		if err := putText(tx, ses, r.ID, "note", note); err != nil {
			return nil, err
		}
		return []chart.AuditEntry{{Action: chart.ActRestrict, Document: r.Document, Detail: "restriction=" + r.ID + " set=on whose=" + whose(r)}},
			put(tx, ses, ofRestriction, r.ID, r, now)
	})
	return r.ID, err
}

func whose(r access.Restriction) string {
	switch {
	case r.Document != "":
		return "document"
	case r.Import != "":
		return "import=" + string(r.Import)
	}
	return "patient"
}

// Lift ends a restriction or consent. It stays in the rows, as ended.
func (s *Store) Lift(ctx context.Context, ses *vault.Session, id string) error {
	return s.change(ctx, ses, func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error) {
		h, err := held(tx, ses)
		if err != nil {
			return nil, err
		}
		r, err := h.restriction(id)
		if err != nil {
			return nil, err
		}
		if !r.Ended.IsZero() {
			return nil, chart.E(chart.BadState, "end a restriction", errors.New("it has ended"))
		}
		r.Ended, r.EndedBy = now, ses.Person().ID
		return []chart.AuditEntry{{Action: chart.ActRestrict, Document: r.Document, Detail: "restriction=" + r.ID + " set=off whose=" + whose(r)}},
			put(tx, ses, ofRestriction, id, r, now)
	})
}

// held reads all rows, with the seal over them checked, inside a transaction that is about to change one.
func held(tx *sqlitedb.Tx, ses *vault.Session) (h Held, err error) {
	_, err = h.read(tx, ses)
	return h, err
}

func (h *Held) restriction(id string) (access.Restriction, error) {
	for _, r := range h.Restrictions {
		if r.ID == id {
			return r, nil
		}
	}
	return access.Restriction{}, chart.E(chart.NotFound, "find the restriction", nil)
}
