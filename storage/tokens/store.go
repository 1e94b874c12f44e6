package tokens

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/deid/code"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Release is one release for one recipient.
type Release struct {
	ID        string        `json:"-"`
	Method    string        `json:"-"`
	Recipient string        `json:"recipient"`
	Agreement string        `json:"agreement,omitempty"` // of data use, 45 CFR 164.514(e)(4)
	Approval  code.Approval `json:"approval"`
	Person    string        `json:"-"` // who made it
	Made      time.Time     `json:"-"`
}

// Store is the token vault of one workspace. It is safe for concurrent use.
type Store struct {
	db     *sqlitedb.DB
	log    *audit.Log
	now    func() time.Time
	limits Limits
}

// New gives the token vault of an open workspace. The zero Limits are those of the product.
func New(db *sqlitedb.DB, log *audit.Log, now func() time.Time, l Limits) *Store {
	return &Store{db: db, log: log, now: now, limits: l.orDefault()}
}

// owner is whom a release's key belongs to; the prefix keeps it apart from imports and documents.
func owner(release string) string { return "release:" + release }

func releaseCell() vault.Cell { return vault.Cell{Table: "token_release", Column: "sealed"} }
func tokenCell(mac []byte) vault.Cell {
	return vault.Cell{Table: "token", Column: "sealed", Row: fmt.Sprintf("%x", mac)}
}

// Begin makes a release and gives its id. A recipient and an approval that is in force are needed: what is kept can be
// turned back.
func (s *Store) Begin(ctx context.Context, ses *vault.Session, r Release) (id string, err error) {
	const op = "begin release"
	if err := mayRelease(ses, op); err != nil {
		return "", err
	}
	now := s.now()
	if r.Recipient == "" || r.Method == "" {
		return "", chart.E(chart.BadInput, op, errors.New("recipient and method are needed"))
	}
	if err := r.Approval.InForce(now); err != nil {
		return "", fmt.Errorf("%s: %w", op, err)
	}
	id = sqlitedb.NewID()
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		k, err := ses.NewKey(owner(id), chart.Tokens)
		if err != nil {
			return err
		}
		if err := k.Store(tx); err != nil {
			return err
		}
		plain, err := json.Marshal(r)
		if err != nil {
			return chart.E(chart.Internal, op, errors.New("the release has no JSON"))
		}
		sealed, err := k.Seal(releaseCell(), plain)
		if err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO token_release (id, method, sealed, person, made) VALUES (?, ?, ?, ?, ?)`,
			id, r.Method, sealed, string(ses.Person().ID), now.UnixMilli()); err != nil {
			return err
		}
		return s.append(tx, ses, chart.ActDeidentify, fmt.Sprintf("release=%s method=%s approval=recorded until=%s", id, r.Method,
			r.Approval.Expires.UTC().Format(time.DateOnly)))
	})
	return id, err
}

func mayRelease(ses *vault.Session, op string) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	if !access.May(ses.Person(), chart.ActDeidentify) {
		return chart.E(chart.NotAllowed, op, errors.New("this needs the privacy officer"))
	}
	return nil
}

// Load gives a release and its codes, to go on with it. A release whose approval has ended is chart.BadState.
func (s *Store) Load(ctx context.Context, ses *vault.Session, id string) (r Release, entries []code.Entry, err error) {
	const op = "open release"
	if err := mayRelease(ses, op); err != nil {
		return r, nil, err
	}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		k, err := release(tx, ses, id, &r)
		if err != nil {
			return err
		}
		return tx.Each(`SELECT code_mac, sealed FROM token WHERE release = ?`, []any{id}, func(rows *sqlitedb.Rows) error {
			var mac, sealed []byte
			if err := rows.Scan(&mac, &sealed); err != nil {
				return err
			}
			e, err := openEntry(k, mac, sealed)
			entries = append(entries, e)
			return err
		})
	})
	if err == nil {
		err = r.Approval.InForce(s.now())
	}
	if err != nil {
		return r, nil, fmt.Errorf("%s: %w", op, err)
	}
	return r, entries, nil
}

// release reads what stands in a release's row and opens its key.
func release(tx *sqlitedb.Tx, ses *vault.Session, id string, into *Release) (*vault.Key, error) {
	var sealed []byte
	var made int64
	into.ID = id
	if err := tx.Row(`SELECT method, sealed, person, made FROM token_release WHERE id = ?`, []any{id},
		&into.Method, &sealed, &into.Person, &made); err != nil {
		return nil, fmt.Errorf("open release: %w", err)
	}
	into.Made = time.UnixMilli(made).UTC()
	k, err := ses.Key(tx, owner(id), chart.Tokens)
	if err != nil {
		return nil, err
	}
	plain, err := k.Open(releaseCell(), sealed)
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(plain, into) != nil {
		return nil, chart.E(chart.Tampered, "open release", errors.New("malformed"))
	}
	return k, nil
}

func openEntry(k *vault.Key, mac, sealed []byte) (e code.Entry, err error) {
	plain, err := k.Open(tokenCell(mac), sealed)
	if err != nil {
		return e, err
	}
	defer clear(plain)
	if json.Unmarshal(plain, &e) != nil { // the cause may quote what it read
		return e, chart.E(chart.Tampered, "open a code", errors.New("malformed"))
	}
	return e, nil
}

// Keep adds codes to a release, before anything that bears them leaves the workspace.
func (s *Store) Keep(ctx context.Context, ses *vault.Session, id string, entries []code.Entry) error {
	const op = "keep codes"
	if err := mayRelease(ses, op); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var r Release
		k, err := release(tx, ses, id, &r)
		if err != nil {
			return err
		}
		sum, err := k.MAC("code")
		if err != nil {
			return err
		}
		for _, e := range entries {
			plain, err := json.Marshal(e)
			if err != nil {
				return chart.E(chart.Internal, op, errors.New("a code has no JSON"))
			}
			mac := sum(e.Token)
			sealed, err := k.Seal(tokenCell(mac), plain)
			clear(plain)
			if err != nil {
				return err
			}
			if err := tx.Exec(`INSERT INTO token (release, code_mac, sealed) VALUES (?, ?, ?)
				ON CONFLICT (release, code_mac) DO UPDATE SET sealed = excluded.sealed`, id, mac, sealed); err != nil {
				return err
			}
		}
		return s.append(tx, ses, chart.ActDeidentify, fmt.Sprintf("release=%s codes=%d", id, len(entries)))
	})
}

// Forget shreds a release: nobody can turn its codes back any more. free says in the same transaction whether it may go: that no
// legal hold covers a chart of it.
func (s *Store) Forget(ctx context.Context, ses *vault.Session, id string, free func(tx *sqlitedb.Tx) error) error {
	if err := mayRelease(ses, "forget release"); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := free(tx); err != nil {
			return err
		}
		return s.shred(tx, ses.Person().ID, id)
	})
}

// TakeBack forgets a release that did not come to its end, for the person who began it. It needs no session: it opens nothing,
// and a release that a lock has broken off leaves no codes.
func (s *Store) TakeBack(ctx context.Context, person chart.PersonID, id string) error {
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var began string
		if err := tx.Row(`SELECT person FROM token_release WHERE id = ?`, []any{id}, &began); err != nil {
			return fmt.Errorf("take a release back: %w", err)
		}
		if began != string(person) {
			return chart.E(chart.NotAllowed, "take a release back", errors.New("somebody else began it"))
		}
		return s.shred(tx, person, id)
	})
}

func (s *Store) shred(tx *sqlitedb.Tx, person chart.PersonID, id string) error {
	if err := vault.Shred(tx, owner(id)); err != nil {
		return err
	}
	n, err := tx.Change(`DELETE FROM token WHERE release = ?`, id)
	if err != nil {
		return err
	}
	if gone, err := tx.Change(`DELETE FROM token_release WHERE id = ?`, id); err != nil || gone == 0 {
		return errors.Join(err, chart.E(chart.NotFound, "forget release", nil))
	}
	_, err = s.log.Append(tx, chart.AuditEntry{Action: chart.ActForget, Person: person, Detail: fmt.Sprintf("release=%s codes=%d", id, n)})
	return err
}

func (s *Store) append(tx *sqlitedb.Tx, ses *vault.Session, a chart.Action, detail string) error {
	_, err := s.log.Append(tx, chart.AuditEntry{Action: a, Person: ses.Person().ID, Detail: detail})
	return err
}
