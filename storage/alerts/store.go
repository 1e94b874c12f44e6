package alerts

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// maxNote bounds what is written about an alert.
const maxNote = 4000

// owner is whom the key of the notes belongs to; the prefix keeps it apart from imports and documents.
const owner = "alerts:notes"

// Store is a workspace's alert rules and notes. It is safe for concurrent use.
type Store struct {
	db  *sqlitedb.DB
	log *audit.Log
	now func() time.Time
}

// New gives the store of an open workspace.
func New(db *sqlitedb.DB, log *audit.Log, now func() time.Time) *Store {
	return &Store{db: db, log: log, now: now}
}

// Rules gives the practice's own rule file, nil where it keeps those of the release.
func (s *Store) Rules(ctx context.Context) (file []byte, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		err := tx.Row(`SELECT rules FROM alert_rules WHERE id = 1`, nil, &file)
		if chart.KindOf(err) == chart.NotFound {
			return nil
		}
		return err
	})
	return file, err
}

// SetRules keeps a rule file that was read already, or with nil goes back to those of the release. words say what changed.
func (s *Store) SetRules(ctx context.Context, ses *vault.Session, file []byte, words string) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var err error
		if file == nil {
			err = tx.Exec(`DELETE FROM alert_rules`)
		} else {
			err = tx.Exec(`INSERT INTO alert_rules (id, rules, person, changed) VALUES (1, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET rules = excluded.rules, person = excluded.person, changed = excluded.changed`,
				file, string(ses.Person().ID), s.now().UnixMilli())
		}
		if err != nil {
			return err
		}
		detail := fmt.Sprintf("sha256=%x", sha256.Sum256(file))
		if file == nil {
			detail = "of_the_release"
		}
		if words != "" {
			detail += " " + words
		}
		_, err = s.log.Append(tx, chart.AuditEntry{Action: chart.ActRules, Person: ses.Person().ID, Detail: detail})
		return err
	})
}

func cell(id string) vault.Cell { return vault.Cell{Table: "alert_note", Column: "sealed", Row: id} }

// Acknowledge writes that a person has dealt with an alert, and what that person noted. An alert that is not there is
// chart.NotFound, one that was acknowledged before chart.Conflict.
func (s *Store) Acknowledge(ctx context.Context, ses *vault.Session, alert int64, note chart.Text) error {
	const op = "acknowledge alert"
	if err := ses.Alive(); err != nil {
		return err
	}
	if n := len(note.Reveal()); n == 0 || n > maxNote {
		return chart.E(chart.BadInput, op, errors.New("say in a few words what was found"))
	}
	id := sqlitedb.NewID()
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := s.open(tx, alert); err != nil {
			return err
		}
		k, err := ses.OpenOrNewKey(tx, owner, chart.AuditZone)
		if err != nil {
			return err
		}
		sealed, err := k.Seal(cell(id), []byte(note.Reveal()))
		if err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO alert_note (id, alert, sealed, person, at) VALUES (?, ?, ?, ?, ?)`,
			id, alert, sealed, string(ses.Person().ID), s.now().UnixMilli()); err != nil {
			return err
		}
		_, err = s.log.Append(tx, chart.AuditEntry{Action: chart.ActAlertDone, Person: ses.Person().ID, Detail: fmt.Sprintf("alert=%d note=%s", alert, id)})
		return err
	})
}

// open holds the alert to be one of the trail that nobody acknowledged.
func (s *Store) open(tx *sqlitedb.Tx, alert int64) error {
	const op = "acknowledge alert"
	there := false
	if err := s.log.EachIn(tx, audit.Filter{From: alert, Before: alert + 1, Actions: []chart.Action{chart.ActAlert}}, func(chart.AuditEntry) error {
		there = true
		return nil
	}); err != nil {
		return err
	}
	if !there {
		return chart.E(chart.NotFound, op, nil)
	}
	done, err := s.log.Find(tx, chart.ActAlertDone, time.Time{}, func(e chart.AuditEntry) bool {
		return chart.MachineWord(e.Detail, "alert") == strconv.FormatInt(alert, 10)
	})
	if err == nil && done {
		err = chart.E(chart.Conflict, op, errors.New("somebody acknowledged it before"))
	}
	return err
}

// Note opens what somebody wrote.
func (s *Store) Note(ctx context.Context, ses *vault.Session, id string) (text chart.Text, err error) {
	if err := ses.Alive(); err != nil {
		return "", err
	}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var sealed []byte
		if err := tx.Row(`SELECT sealed FROM alert_note WHERE id = ?`, []any{id}, &sealed); err != nil {
			return err
		}
		k, err := ses.Key(tx, owner, chart.AuditZone)
		if err != nil {
			return err
		}
		plain, err := k.Open(cell(id), sealed)
		text = chart.Text(plain)
		return err
	})
	return text, err
}
