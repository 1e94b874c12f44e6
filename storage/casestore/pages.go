package casestore

import (
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// AddPage keeps one page as read, with its picture. A page that is there already is left as it is; of one that was only
// glanced at, the reading takes the glance's place and the picture stays.
func (s *Store) AddPage(ctx context.Context, ses *vault.Session, id chart.ImportID, p chart.Page, picture []byte) error {
	return s.addPage(ctx, ses, id, p, picture, readWhole)
}

// Glance keeps a page as it was read in haste, so that work on it can begin, until AddPage brings its full reading. A page
// that is there already is left as it is.
func (s *Store) Glance(ctx context.Context, ses *vault.Session, id chart.ImportID, p chart.Page, picture []byte) error {
	return s.addPage(ctx, ses, id, p, picture, glanced)
}

// How a page was read.
const (
	notRead = iota
	glanced
	readWhole
)

func (s *Store) addPage(ctx context.Context, ses *vault.Session, id chart.ImportID, p chart.Page, picture []byte, how int) error {
	if p.Number < 1 {
		return chart.E(chart.BadInput, "add page", errors.New("pages count from 1"))
	}
	var k *vault.Key
	var there int
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		if there, err = mayRead(tx, id, p.Number); err != nil || there >= how {
			return err
		}
		k, err = ses.Key(tx, string(id), chart.Working)
		return err
	})
	if err != nil || there >= how {
		return err
	}
	sealed, err := sealJSON(k, pageCell(p.Number), p)
	if err != nil {
		return err
	}
	if there == glanced { // its picture is there
		_, err := s.storePage(ctx, ses, id, p.Number, sealed, how, nil)
		return err
	}
	file, err := s.blobs.Write(ctx, k, kindPage, p.Number, picture)
	if err != nil {
		return err
	}
	linked, err := s.storePage(ctx, ses, id, p.Number, sealed, how, &file)
	if err != nil || !linked {
		s.blobs.Drop(file)
	}
	return err
}

// storePage writes a page unless it was read as fully meanwhile, and says whether it took the picture.
func (s *Store) storePage(ctx context.Context, ses *vault.Session, id chart.ImportID, n int, sealed []byte, how int, file *blob.Written) (linked bool, err error) {
	there := notRead
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) (err error) {
		if there, err = mayRead(tx, id, n); err != nil || there >= how {
			return err
		}
		if linked = there == notRead && file != nil; linked {
			if err := s.blobs.Link(tx, *file); err != nil {
				return err
			}
		}
		return s.putPage(tx, ses, id, n, sealed, how)
	})
	if there == glanced { // the pages at hand may hold the glance
		s.mu.Lock()
		s.pages = pageCache{}
		s.mu.Unlock()
	}
	return linked && err == nil, err
}

// mayRead tells how a page of an open import was read so far.
func mayRead(tx *sqlitedb.Tx, id chart.ImportID, n int) (int, error) {
	if _, err := stillOpen(tx, "add page", id); err != nil {
		return notRead, err
	}
	return howRead(tx, id, n)
}

func (s *Store) putPage(tx *sqlitedb.Tx, ses *vault.Session, id chart.ImportID, n int, sealed []byte, how int) error {
	if err := tx.Exec(`INSERT INTO page (import, number, sealed, glance) VALUES (?, ?, ?, ?)
		ON CONFLICT (import, number) DO UPDATE SET sealed = excluded.sealed, glance = excluded.glance`,
		string(id), n, sealed, how == glanced); err != nil {
		return err
	}
	e := chart.AuditEntry{Action: chart.ActRead, Person: ses.Person().ID, Detail: fmt.Sprintf("import=%s page=%d", id, n)}
	if how == glanced {
		e.Action, e.Detail = chart.ActState, e.Detail+" glance=true"
	}
	return s.append(tx, e)
}

func howRead(tx *sqlitedb.Tx, id chart.ImportID, n int) (int, error) {
	var glance bool
	err := tx.Row(`SELECT glance FROM page WHERE import = ? AND number = ?`, []any{string(id), n}, &glance)
	switch {
	case chart.KindOf(err) == chart.NotFound:
		return notRead, nil
	case err != nil:
		return notRead, err
	case glance:
		return glanced, nil
	}
	return readWhole, nil
}

func hasPage(tx *sqlitedb.Tx, id chart.ImportID, n int) (bool, error) {
	how, err := howRead(tx, id, n)
	return how != notRead, err
}

// Pages gives the pages of an import that were read so far, in order, without one that was only glanced at.
func (s *Store) Pages(ctx context.Context, ses *vault.Session, id chart.ImportID) (out []chart.Page, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		out, err = pagesOf(tx, ses, id, readWhole)
		return err
	})
	return out, err
}

// pagesOf gives the pages that were read so, or more fully.
func pagesOf(tx *sqlitedb.Tx, ses *vault.Session, id chart.ImportID, least int) (out []chart.Page, err error) {
	k, err := ses.Key(tx, string(id), chart.Working)
	if err != nil {
		return nil, err
	}
	err = tx.Each(`SELECT number, sealed FROM page WHERE import = ? AND glance <= ? ORDER BY number`, []any{string(id), least == glanced}, func(r *sqlitedb.Rows) error {
		var n int
		var sealed []byte
		if err := r.Scan(&n, &sealed); err != nil {
			return err
		}
		var p chart.Page
		if err := openJSON(k, pageCell(n), sealed, &p); err != nil {
			return fmt.Errorf("page %d: %w", n, err)
		}
		out = append(out, p)
		return nil
	})
	return out, err
}
