package retention

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Holds lists every hold, the newest first, released ones too.
func (s *Store) Holds(ctx context.Context, ses *vault.Session) (out []Hold, err error) {
	if err := ses.Alive(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT id, kind, state, sealed_scope, sealed_reason, person, made, asked_by, asked, released_by, released, second,
			(SELECT count(*) FROM hold_document WHERE hold = hold.id) FROM hold ORDER BY made DESC, id`, nil, func(r *sqlitedb.Rows) error {
			var h Hold
			var scope, ground []byte
			var made, asked, released int64
			if err := r.Scan(&h.ID, &h.Kind, &h.State, &scope, &ground, &h.By, &made, &h.AskedBy, &asked, &h.ReleasedBy, &released, &h.Second, &h.Documents); err != nil {
				return err
			}
			h.Made, h.Asked, h.Released = millis(made), millis(asked), millis(released)
			h.Scope, h.Ground = &Scope{}, &Ground{}
			if shut, err := openInto(tx, ses, h.ID, chart.Working, scopeCell(), scope, h.Scope); err != nil {
				return err
			} else if shut {
				h.Scope = nil
			}
			if shut, err := openInto(tx, ses, h.ID, chart.AuditZone, groundCell(), ground, h.Ground); err != nil {
				return err
			} else if shut {
				h.Ground = nil
			}
			out = append(out, h)
			return nil
		})
	})
	return out, err
}

// openInto opens a part of a hold; shut says that the session's roles do not.
func openInto(tx *sqlitedb.Tx, ses *vault.Session, id string, z chart.Zone, c vault.Cell, sealed []byte, into any) (shut bool, err error) {
	k, err := ses.Key(tx, holdOwner(id), z)
	if chart.KindOf(err) == chart.NotAllowed {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	plain, err := k.Open(c, sealed)
	if err != nil {
		return false, err
	}
	defer clear(plain)
	if json.Unmarshal(plain, into) != nil {
		return false, chart.E(chart.Tampered, "open hold", errors.New("malformed"))
	}
	return false, nil
}

// Held is what holds cover.
type Held struct {
	Everything bool
	Documents  map[chart.DocumentID]bool
}

// Covers reports whether a document is held.
func (h Held) Covers(d chart.DocumentID) bool { return h.Everything || h.Documents[d] }

// Held gives what is held, after comparing the holds with the trail: one that the trail knows and the database does not, or
// that covers fewer documents than the trail says, is chart.Tampered, and nothing may be disposed of.
func (s *Store) Held(ctx context.Context) (Held, error) {
	told, err := s.told(ctx)
	if err != nil {
		return Held{}, err
	}
	var out Held
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		out, err = held(tx)
		if err != nil {
			return err
		}
		for id, documents := range told {
			var state string
			var n int
			err := tx.Row(`SELECT state, (SELECT count(*) FROM hold_document WHERE hold = ?1) FROM hold WHERE id = ?1`, []any{id}, &state, &n)
			if chart.KindOf(err) == chart.NotFound || err == nil && (state == HoldReleased || n < documents) {
				return chart.E(chart.Tampered, "compare holds with the trail", fmt.Errorf("hold %s is not as the trail tells", clip(id)))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// told gives the holds that are in force as the trail tells it, with how many documents each covers.
func (s *Store) told(ctx context.Context) (map[string]int, error) {
	// Asked by what stands in the signed leaf: who hides a hold could have changed the column of the action as well.
	entries, err := s.log.Entries(ctx, audit.Filter{Text: "hold="})
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	for _, e := range entries {
		if e.Document != "" {
			continue
		}
		id := word(e.Detail, "hold")
		switch e.Action {
		case chart.ActHold:
			out[id], _ = strconv.Atoi(word(e.Detail, "documents"))
		case chart.ActHoldRelease:
			delete(out, id)
		}
	}
	return out, nil
}

// word gives the value of a word of an entry's detail.
func word(detail, name string) string {
	for _, w := range strings.Fields(detail) {
		if v, ok := strings.CutPrefix(w, name+"="); ok {
			return v
		}
	}
	return ""
}

func clip(id string) string {
	if len(id) > 32 {
		return id[:32]
	}
	return id
}

// HeldIn gives what is held as a transaction sees it, for who destroys something in it; Held goes before, which compares with
// the trail.
func (s *Store) HeldIn(tx *sqlitedb.Tx) (Held, error) { return held(tx) }

func held(tx *sqlitedb.Tx) (Held, error) {
	out := Held{Documents: map[chart.DocumentID]bool{}}
	err := tx.Each(`SELECT coalesce(c.document, ''), h.kind FROM hold h LEFT JOIN hold_document c ON c.hold = h.id WHERE h.state <> ?`,
		[]any{HoldReleased}, func(r *sqlitedb.Rows) error {
			var d chart.DocumentID
			var kind HoldKind
			if err := r.Scan(&d, &kind); err != nil {
				return err
			}
			out.Everything = out.Everything || kind == HoldEverything
			if d != "" {
				out.Documents[d] = true
			}
			return nil
		})
	return out, err
}

// Covered gives the documents that a hold covers.
func (s *Store) Covered(ctx context.Context, id string) (out []chart.DocumentID, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		out, err = covered(tx, id)
		return err
	})
	return out, err
}
