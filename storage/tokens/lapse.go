package tokens

import (
	"context"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Line is one release as a retention schedule sees it.
type Line struct {
	ID   string
	From time.Time // when it was made, or when its approval ends, whichever is later
}

// Lines lists the releases whose codes are kept, oldest first. A session that does not open the zone is chart.NotAllowed.
func (s *Store) Lines(ctx context.Context, ses *vault.Session) (out []Line, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var ids []string
		if err := tx.Each(`SELECT id FROM token_release ORDER BY made, id`, nil, func(r *sqlitedb.Rows) error {
			var id string
			err := r.Scan(&id)
			ids = append(ids, id)
			return err
		}); err != nil {
			return err
		}
		for _, id := range ids {
			var r Release
			if _, err := release(tx, ses, id, &r); err != nil {
				return err
			}
			l := Line{ID: id, From: r.Made}
			if r.Approval.Expires.After(l.From) {
				l.From = r.Approval.Expires
			}
			out = append(out, l)
		}
		return nil
	})
	return out, err
}

// Owner is whom a release's key belongs to.
func Owner(id string) string { return owner(id) }

// Codes counts the codes of a release, for a disposal; gone says that there is no such release any more.
func (s *Store) Codes(tx *sqlitedb.Tx, id string) (codes int64, gone bool, err error) {
	var n int
	err = tx.Row(`SELECT count(*), (SELECT count(*) FROM token WHERE release = ?1) FROM token_release WHERE id = ?1`, []any{id}, &n, &codes)
	return codes, n == 0, err
}

// Lapse takes a release's codes away. The caller destroys its key in the same transaction and writes the trail.
func (s *Store) Lapse(tx *sqlitedb.Tx, id string) error {
	if err := tx.Exec(`DELETE FROM token WHERE release = ?`, id); err != nil {
		return err
	}
	if n, err := tx.Change(`DELETE FROM token_release WHERE id = ?`, id); err != nil || n == 0 {
		return errors.Join(err, chart.E(chart.NotFound, "take codes away", nil))
	}
	return nil
}
