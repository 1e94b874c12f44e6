package casestore

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// SaveDraft seals a half-typed value for the person at work, one a document; an empty field drops it. It is no change of
// the chart and leaves no trail.
func (s *Store) SaveDraft(ctx context.Context, ses *vault.Session, id chart.DocumentID, f chart.FieldID, value chart.Text) error {
	return s.SaveWork(ctx, ses, id, chart.Work{Field: f, Value: value})
}

// SaveWork seals where the person at work leaves a document, and what is half typed there; work without a field drops it. It
// is no change of the chart and leaves no trail.
func (s *Store) SaveWork(ctx context.Context, ses *vault.Session, id chart.DocumentID, w chart.Work) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	person := string(ses.Person().ID)
	if w.Field == "" {
		return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
			return tx.Exec(`DELETE FROM draft WHERE document = ? AND person = ?`, string(id), person)
		})
	}
	plain, err := pack(w)
	if err != nil {
		return err
	}
	sealed, err := ses.SealForPerson(draftCell(id), plain)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Exec(`INSERT INTO draft (document, person, sealed) VALUES (?, ?, ?)
			ON CONFLICT (document, person) DO UPDATE SET sealed = excluded.sealed`, string(id), person, sealed)
	})
}

// Draft gives the person's own half-typed value back; empty where there is none.
func (s *Store) Draft(ctx context.Context, ses *vault.Session, id chart.DocumentID) (chart.FieldID, chart.Text, error) {
	w, err := s.Work(ctx, ses, id)
	return w.Field, w.Value, err
}

// Work gives back where the person at work left a document; the zero Work where it was not left half done.
func (s *Store) Work(ctx context.Context, ses *vault.Session, id chart.DocumentID) (w chart.Work, err error) {
	if err := ses.Alive(); err != nil {
		return w, err
	}
	var sealed []byte
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT sealed FROM draft WHERE document = ? AND person = ?`, []any{string(id), string(ses.Person().ID)}, &sealed)
	})
	if chart.KindOf(err) == chart.NotFound {
		return w, nil
	} else if err != nil {
		return w, err
	}
	plain, err := ses.OpenForPerson(draftCell(id), sealed)
	if err != nil {
		return w, err
	}
	return w, unpack(plain, &w)
}

// Preference gives a setting of the workspace, "" where unset. Preferences hold nothing of a chart.
func (s *Store) Preference(ctx context.Context, key string) (value string, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT value FROM preference WHERE key = ?`, []any{key}, &value)
	})
	if chart.KindOf(err) == chart.NotFound {
		return "", nil
	}
	return value, err
}

// SetPreference changes a setting. The trail names the setting, not its value: a folder's name may name a patient.
func (s *Store) SetPreference(ctx context.Context, ses *vault.Session, key, value string) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`INSERT INTO preference (key, value) VALUES (?, ?)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value); err != nil {
			return err
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActSettings, Person: ses.Person().ID, Detail: "key=" + key})
	})
}
