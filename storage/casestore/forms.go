package casestore

import (
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Form is the template of a form that an administrator drew zones on, as it is written elsewhere; here it is sealed bytes. It
// holds no identifier, so that whoever is signed in may open it: an administrator has no key to a zone.
type Form struct {
	ID       string
	Template []byte
}

// The limits of a template and of how many there are: every page that comes in is held to all of them.
const (
	largestForm = 1 << 20
	mostForms   = 500
)

func formCell(id string) vault.Cell {
	return vault.Cell{Table: "form_template", Column: "sealed", Row: id}
}

// Forms gives the templates of the workspace, oldest first.
func (s *Store) Forms(ctx context.Context, ses *vault.Session) (out []Form, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT id, sealed FROM form_template ORDER BY changed, id`, nil, func(r *sqlitedb.Rows) error {
			var f Form
			var sealed []byte
			if err := r.Scan(&f.ID, &sealed); err != nil {
				return err
			}
			if f.Template, err = ses.OpenForWorkspace(formCell(f.ID), sealed); err != nil {
				return fmt.Errorf("open form template: %w", err)
			}
			out = append(out, f)
			return nil
		})
	})
	return out, err
}

// PutForm keeps a template, a new one where it has no id, and gives its id; one too many is chart.BadState. zones is how many it
// has, for the trail.
func (s *Store) PutForm(ctx context.Context, ses *vault.Session, f Form, zones int) (string, error) {
	const op = "keep form template"
	if len(f.Template) == 0 || len(f.Template) > largestForm {
		return "", chart.E(chart.BadInput, op, errors.New("it is empty or too large"))
	}
	fresh := f.ID == ""
	if fresh {
		f.ID = sqlitedb.NewID()
	}
	sealed, err := ses.SealForWorkspace(formCell(f.ID), f.Template)
	if err != nil {
		return "", err
	}
	return f.ID, s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := formFits(tx, op, f.ID, fresh); err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO form_template (id, sealed, person, changed) VALUES (?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, person = excluded.person, changed = excluded.changed`,
			f.ID, sealed, string(ses.Person().ID), s.now().UnixMilli()); err != nil {
			return err
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActSettings, Person: ses.Person().ID,
			Detail: fmt.Sprintf("form=%s zones=%d new=%t", f.ID, zones, fresh)})
	})
}

// DropForm forgets a template; what was read with it stays as it is.
func (s *Store) DropForm(ctx context.Context, ses *vault.Session, id string) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := formThere(tx, "forget form template", id); err != nil {
			return err
		}
		if err := tx.Exec(`DELETE FROM form_template WHERE id = ?`, id); err != nil {
			return err
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActSettings, Person: ses.Person().ID, Detail: fmt.Sprintf("form=%s gone=true", id)})
	})
}

// formFits reports as an error that a new form is one too many, or that one that changes is not there.
func formFits(tx *sqlitedb.Tx, op, id string, fresh bool) error {
	if !fresh {
		return formThere(tx, op, id)
	}
	var n int
	if err := tx.Row(`SELECT count(*) FROM form_template`, nil, &n); err != nil {
		return err
	}
	if n >= mostForms {
		return chart.E(chart.BadState, op, fmt.Errorf("the workspace has %d forms and may have no more", n))
	}
	return nil
}

func formThere(tx *sqlitedb.Tx, op, id string) error {
	var n int
	if err := tx.Row(`SELECT count(*) FROM form_template WHERE id = ?`, []any{id}, &n); err != nil {
		return err
	}
	if n == 0 {
		return chart.E(chart.NotFound, op, nil)
	}
	return nil
}
