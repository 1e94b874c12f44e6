package rowseal

import (
	"context"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/json"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
)

var (
	errHead = errors.New("the seal over the workspace does not hold")
	errGone = errors.New("the seals of the workspace are gone")
)

func equal(a, b []byte) bool { return hmac.Equal(a, b) }

// Arm hands over the key and looks whether the head holds. It does not fail for a workspace that does not hold, so that
// people can sign in and be told: Trouble says what it is. Rows that were never sealed are sealed now.
func (s *Seals) Arm(ctx context.Context, key []byte) error {
	rows, err := hkdf.Key(sha512.New, key, nil, "chartproof/1|rows", sumBytes)
	if err != nil {
		return chart.E(chart.Internal, "open row key", err)
	}
	s.mu.Lock()
	s.d, s.trouble = newDigester(rows), nil
	s.mu.Unlock()
	var known, before bool
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		known, before, err = s.sealedBefore(tx)
		if err != nil || !known {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.schema, err = schemaOf(tx); err != nil {
			return err
		}
		s.trouble = s.holds(tx)
		return nil
	})
	s.db.Watch(s)
	switch {
	case err != nil:
		return err
	case !known && before:
		s.mu.Lock()
		defer s.mu.Unlock()
		s.trouble = chart.E(chart.Tampered, "read seals", errGone)
		return nil
	case !known:
		if err := s.adopt(ctx, chart.AuditEntry{Action: chart.ActSealRows, Detail: "cause=first"}); err != nil {
			return err
		}
		return s.db.DropBefore()
	}
	return s.migrated(ctx)
}

// adopt seals and remembers the schema.
func (s *Seals) adopt(ctx context.Context, e chart.AuditEntry) error {
	if err := s.Rebuild(ctx, e); err != nil {
		return err
	}
	return s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		schema, err := schemaOf(tx)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.schema = schema
		return err
	})
}

// Accept seals what stands there now: a new schema after its rows were verified, or what an authorised person has decided to
// keep.
func (s *Seals) Accept(ctx context.Context, e chart.AuditEntry) error { return s.adopt(ctx, e) }

// sealedBefore reports whether there are seals, and whether the trail tells of any.
func (s *Seals) sealedBefore(tx *sqlitedb.Tx) (known, before bool, err error) {
	var heads, told int
	if err := tx.Row(`SELECT (SELECT count(*) FROM row_head), (SELECT count(*) FROM audit_entry WHERE instr(leaf, ?) > 0)`,
		[]any{[]byte(`"action":"` + string(chart.ActSealRows) + `"`)}, &heads, &told); err != nil {
		return false, false, err
	}
	return heads > 0, told > 0, nil
}

// holds compares the head with its MAC.
func (s *Seals) holds(tx *sqlitedb.Tx) error {
	const op = "read seals"
	h, err := s.head(tx)
	if err != nil {
		return err
	}
	a, err := s.d.beside(tx, s.schema)
	if err != nil {
		return err
	}
	var have []byte
	if err := tx.Row(`SELECT mac FROM row_head WHERE id = 1`, nil, &have); err != nil {
		return err
	}
	if !equal(have, s.d.mac(h, a)) {
		return chart.E(chart.Tampered, op, errHead)
	}
	return nil
}

// Trouble is why the workspace is not to be trusted, nil where nothing is known against it.
func (s *Seals) Trouble() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.trouble
}

// Anchor is what is remembered of the workspace outside of it, so that an older copy is told from the newest.
type Anchor struct {
	Writes int64  `json:"writes"`
	Head   []byte `json:"head"`
	Trail  []byte `json:"trail"` // signed checkpoint
}

// Anchor gives the anchor of the workspace as it stands. While there is Trouble there is none: nothing is remembered of a
// workspace that does not hold.
func (s *Seals) Anchor(ctx context.Context) (a Anchor, err error) {
	if err := s.Trouble(); err != nil {
		return a, err
	}
	if a.Trail, err = s.log.Checkpoint(ctx); err != nil { // first: the trail may have gone on when the head is read
		return a, err
	}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT writes, mac FROM row_head WHERE id = 1`, nil, &a.Writes, &a.Head)
	})
	return a, err
}

// Since compares the workspace with an anchor that was kept. An older workspace, or another one, is Trouble.
func (s *Seals) Since(ctx context.Context, kept Anchor) error {
	now, err := s.Anchor(ctx)
	if err != nil {
		return err
	}
	if err := s.since(ctx, now, kept); err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.trouble = err
		return err
	}
	return nil
}

func (s *Seals) since(ctx context.Context, now, kept Anchor) error {
	const op = "compare with what the keyring remembers"
	switch {
	case now.Writes < kept.Writes:
		return chart.E(chart.Tampered, op, fmt.Errorf("the workspace is an older copy: %d of %d changes", now.Writes, kept.Writes))
	case now.Writes == kept.Writes && !equal(now.Head, kept.Head):
		return chart.E(chart.Tampered, op, errors.New("the workspace is another than the one that was left"))
	}
	rep, err := s.log.Since(ctx, kept.Trail)
	if err != nil {
		return err
	}
	if rep != "" {
		return chart.E(chart.Tampered, op, errors.New(rep))
	}
	return nil
}

// Bytes gives the anchor as it is kept.
func (a Anchor) Bytes() ([]byte, error) { return json.Marshal(a) }

// ParseAnchor reads what Bytes gave.
func ParseAnchor(data []byte) (a Anchor, err error) {
	if len(data) > 16<<10 || json.Unmarshal(data, &a) != nil || len(a.Head) != sumBytes {
		return a, chart.E(chart.Tampered, "read anchor", errors.New("malformed"))
	}
	return a, nil
}

// Checkpoint gives size and root of the trail's checkpoint in the anchor, for people.
func (a Anchor) Checkpoint() (audit.Checkpoint, error) { return audit.TextOf(a.Trail) }
