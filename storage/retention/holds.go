package retention

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// HoldKind is what a hold covers.
type HoldKind string

// The kinds of hold.
const (
	HoldDocument   HoldKind = "document"
	HoldPatient    HoldKind = "patient"
	HoldSearch     HoldKind = "search"     // all that a search finds, also what comes in later
	HoldEverything HoldKind = "everything" // nothing is disposed of
)

// The states of a hold.
const (
	HoldActive   = "active"
	HoldAsked    = "asked" // somebody asked to release it; it still holds
	HoldReleased = "released"
)

// Scope is what a hold looks for. Each of Searches finds documents of its own.
type Scope struct {
	Searches []chart.Text `json:"searches,omitempty"`
}

// Ground is why a hold was set.
type Ground struct {
	Matter chart.Text `json:"matter"`
	Reason chart.Text `json:"reason"`
}

// Hold is a legal hold. Scope and Ground are nil where the session does not open their zones.
type Hold struct {
	ID         string
	Kind       HoldKind
	State      string
	Scope      *Scope
	Ground     *Ground
	Documents  int
	By         chart.PersonID
	Made       time.Time
	AskedBy    chart.PersonID
	Asked      time.Time
	ReleasedBy chart.PersonID
	Released   time.Time
	Second     Second
}

// Mark moves a document to the state held, or back, in the hold's transaction.
type Mark func(tx *sqlitedb.Tx, id chart.DocumentID, held bool) error

func holdOwner(id string) string { return "hold:" + id }
func scopeCell() vault.Cell      { return vault.Cell{Table: "hold", Column: "sealed_scope"} }
func groundCell() vault.Cell     { return vault.Cell{Table: "hold", Column: "sealed_reason"} }

// SetHold sets a hold over documents. A matter and a reason are needed.
func (s *Store) SetHold(ctx context.Context, ses *vault.Session, kind HoldKind, sc Scope, g Ground, docs []chart.DocumentID, mark Mark) (id string, err error) {
	const op = "set hold"
	if err := ses.Alive(); err != nil {
		return "", err
	}
	if g.Matter == "" || g.Reason == "" {
		return "", chart.E(chart.BadInput, op, errors.New("a matter and a reason are needed"))
	}
	switch kind {
	case HoldDocument, HoldPatient:
		if len(docs) == 0 {
			return "", chart.E(chart.BadInput, op, errors.New("there is nothing to hold"))
		}
	case HoldSearch:
		if len(sc.Searches) == 0 {
			return "", chart.E(chart.BadInput, op, errors.New("there is nothing to search for"))
		}
	case HoldEverything:
		docs = nil
	default:
		return "", chart.E(chart.BadInput, op, errors.New("no such kind of hold"))
	}
	id = sqlitedb.NewID()
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		scope, err := sealNew(tx, ses, id, chart.Working, scopeCell(), sc)
		if err != nil {
			return err
		}
		ground, err := sealNew(tx, ses, id, chart.AuditZone, groundCell(), g)
		if err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO hold (id, kind, state, sealed_scope, sealed_reason, person, made) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			id, string(kind), HoldActive, scope, ground, string(ses.Person().ID), s.now().UnixMilli()); err != nil {
			return err
		}
		n, err := s.cover(tx, ses, id, docs, mark)
		if err != nil {
			return err
		}
		return s.append(tx, ses, chart.ActHold, "", holdWords(id, kind, n))
	})
	return id, err
}

func holdWords(id string, kind HoldKind, documents int) string {
	return fmt.Sprintf("hold=%s kind=%s documents=%d", id, kind, documents)
}

func sealNew(tx *sqlitedb.Tx, ses *vault.Session, id string, z chart.Zone, c vault.Cell, v any) ([]byte, error) {
	k, err := ses.NewKey(holdOwner(id), z)
	if err != nil {
		return nil, err
	}
	if err := k.Store(tx); err != nil {
		return nil, err
	}
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, chart.E(chart.Internal, "seal hold", errors.New("no JSON"))
	}
	defer clear(plain)
	return k.Seal(c, plain)
}

// cover puts documents under a hold, tells the trail of each, and gives how many there are then.
func (s *Store) cover(tx *sqlitedb.Tx, ses *vault.Session, hold string, docs []chart.DocumentID, mark Mark) (n int, err error) {
	for _, d := range docs {
		fresh, err := tx.Change(`INSERT INTO hold_document (hold, document) VALUES (?, ?) ON CONFLICT DO NOTHING`, hold, string(d))
		if err != nil {
			return 0, err
		}
		if err := mark(tx, d, true); err != nil {
			return 0, err
		}
		if fresh > 0 {
			if err := s.append(tx, ses, chart.ActHold, d, "hold="+hold); err != nil {
				return 0, err
			}
		}
	}
	err = tx.Row(`SELECT count(*) FROM hold_document WHERE hold = ?`, []any{hold}, &n)
	return n, err
}

// Extend puts what a hold finds by now under it. Documents that it held before stay.
func (s *Store) Extend(ctx context.Context, ses *vault.Session, id string, docs []chart.DocumentID, mark Mark) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var kind HoldKind
		var state string
		var before int
		if err := tx.Row(`SELECT kind, state, (SELECT count(*) FROM hold_document WHERE hold = ?1) FROM hold WHERE id = ?1`, []any{id}, &kind, &state, &before); err != nil {
			return err
		}
		if state == HoldReleased {
			return nil
		}
		n, err := s.cover(tx, ses, id, docs, mark)
		if err != nil || n == before {
			return err
		}
		return s.append(tx, ses, chart.ActHold, "", holdWords(id, kind, n))
	})
}

// AskRelease asks for a hold to be released; it holds on until somebody else agrees.
func (s *Store) AskRelease(ctx context.Context, ses *vault.Session, id string) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		n, err := tx.Change(`UPDATE hold SET state = ?, asked_by = ?, asked = ? WHERE id = ? AND state = ?`,
			HoldAsked, string(ses.Person().ID), s.now().UnixMilli(), id, HoldActive)
		if err == nil && n == 0 {
			err = chart.E(chart.BadState, "ask to release hold", errors.New("it is not there, or somebody has asked already"))
		}
		if err != nil {
			return err
		}
		return s.append(tx, ses, chart.ActHoldAsk, "", "hold="+id)
	})
}

// KeepHold takes an asking back: the hold goes on.
func (s *Store) KeepHold(ctx context.Context, ses *vault.Session, id string) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		n, err := tx.Change(`UPDATE hold SET state = ?, asked_by = '', asked = 0 WHERE id = ? AND state = ?`, HoldActive, id, HoldAsked)
		if err == nil && n == 0 {
			err = chart.E(chart.BadState, "keep hold", errors.New("nobody has asked to release it"))
		}
		if err != nil {
			return err
		}
		return s.append(tx, ses, chart.ActHoldAsk, "", "hold="+id+" refused=true")
	})
}

// ReleaseHold ends a hold that somebody else has asked to release.
func (s *Store) ReleaseHold(ctx context.Context, ses *vault.Session, id string, l Look, mark Mark) error {
	const op = "release hold"
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var state string
		var by chart.PersonID
		var asked int64
		if err := tx.Row(`SELECT state, asked_by, asked FROM hold WHERE id = ?`, []any{id}, &state, &by, &asked); err != nil {
			return fmt.Errorf("%s: %w", op, err)
		}
		if state != HoldAsked {
			return chart.E(chart.BadState, op, errors.New("nobody has asked to release it"))
		}
		docs, err := covered(tx, id)
		if err != nil {
			return err
		}
		second, err := s.second(op, ses, by, millis(asked), len(docs), l)
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE hold SET state = ?, released_by = ?, released = ?, second = ? WHERE id = ?`,
			HoldReleased, string(ses.Person().ID), s.now().UnixMilli(), string(second), id); err != nil {
			return err
		}
		for _, d := range docs {
			if err := s.free(tx, ses, id, d, mark); err != nil {
				return err
			}
		}
		return s.append(tx, ses, chart.ActHoldRelease, "", fmt.Sprintf("hold=%s documents=%d second=%s", id, len(docs), second))
	})
}

// free gives a document free that no other hold covers.
func (s *Store) free(tx *sqlitedb.Tx, ses *vault.Session, hold string, d chart.DocumentID, mark Mark) error {
	var others int
	if err := tx.Row(`SELECT count(*) FROM hold_document c JOIN hold h ON h.id = c.hold WHERE c.document = ? AND h.state <> ?`,
		[]any{string(d), HoldReleased}, &others); err != nil {
		return err
	}
	if others == 0 {
		if err := mark(tx, d, false); err != nil {
			return err
		}
	}
	return s.append(tx, ses, chart.ActHoldRelease, d, fmt.Sprintf("hold=%s others=%d", hold, others))
}

func covered(tx *sqlitedb.Tx, hold string) (out []chart.DocumentID, err error) {
	err = tx.Each(`SELECT document FROM hold_document WHERE hold = ? ORDER BY document`, []any{hold}, func(r *sqlitedb.Rows) error {
		var d chart.DocumentID
		err := r.Scan(&d)
		out = append(out, d)
		return err
	})
	return out, err
}
