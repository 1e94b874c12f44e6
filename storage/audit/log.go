package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Log is the trail of one workspace. It is safe for concurrent use.
type Log struct {
	db  *sqlitedb.DB
	now func() time.Time

	mu     sync.Mutex
	device chart.DeviceID
	signer note.Signer
	key    string
	stamp  func(*chart.AuditEntry)
}

// New gives the trail of the workspace. Entries can be appended once Arm was called.
func New(db *sqlitedb.DB, now func() time.Time) *Log { return &Log{db: db, now: now} }

// Arm hands the log the device's id and keys in note form; the vault does so as soon as it has opened them.
func (l *Log) Arm(device chart.DeviceID, signerKey, verifierKey string) error {
	s, err := note.NewSigner(signerKey)
	if err != nil {
		// The cause may quote the key.
		return chart.E(chart.Tampered, "read audit key", errors.New("malformed"))
	}
	if s.Name() != Origin(device) {
		return chart.E(chart.Tampered, "read audit key", errors.New("the key names another device"))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.device, l.signer, l.key = device, s, verifierKey
	return nil
}

// Stamp has f complete every entry before it is written: by which rule it was permitted. f must not use the workspace.
func (l *Log) Stamp(f func(*chart.AuditEntry)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stamp = f
}

// Origin is the first line of a device's checkpoints and the name of its key.
func Origin(device chart.DeviceID) string { return "chartproof.org/audit/" + string(device) }

// Append adds the entry to the trail inside the caller's transaction and gives its index. Time and device are filled in
// where they are empty; Index is always ours.
func (l *Log) Append(tx *sqlitedb.Tx, e chart.AuditEntry) (int64, error) {
	const op = "append audit entry"
	l.mu.Lock()
	device, signer, key, stamp := l.device, l.signer, l.key, l.stamp
	l.mu.Unlock()
	if signer == nil {
		return 0, chart.E(chart.KeyringLocked, op, errors.New("the device's key is not open"))
	}
	if err := tx.Row(`SELECT coalesce(max(idx) + 1, 0) FROM audit_entry`, nil, &e.Index); err != nil {
		return 0, err
	}
	if e.At.IsZero() {
		e.At = l.now()
	}
	if e.Device == "" {
		e.Device = device
	}
	if stamp != nil {
		stamp(&e)
	}
	leaf, err := marshal(e)
	if err != nil {
		return 0, chart.E(chart.Internal, op, err)
	}
	if err := grow(tx, e.Index, leaf); err != nil {
		return 0, err
	}
	root, err := tlog.TreeHash(e.Index+1, reader(tx))
	if err != nil {
		return 0, chart.E(chart.Tampered, op, err)
	}
	text := checkpointText(Origin(device), e.Index+1, root)
	sig, err := signer.Sign([]byte(text))
	if err != nil {
		return 0, chart.E(chart.Internal, op, err)
	}
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return 0, chart.E(chart.Internal, op, err)
	}
	if err := tx.Exec(`INSERT INTO audit_entry (idx, document, leaf, sig) VALUES (?, ?, ?, ?)`,
		e.Index, string(e.Document), leaf, sig); err != nil {
		return 0, err
	}
	return e.Index, tx.Exec(`INSERT INTO audit_head (id, key, note) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET note = excluded.note`, key, signed)
}

// grow stores the hashes that the leaf adds to the tree.
func grow(tx *sqlitedb.Tx, index int64, leaf []byte) error {
	hashes, err := tlog.StoredHashes(index, leaf, reader(tx))
	if err != nil {
		return chart.E(chart.Tampered, "grow audit tree", err)
	}
	at := tlog.StoredHashIndex(0, index)
	for i, h := range hashes {
		if err := tx.Exec(`INSERT INTO audit_hash (idx, hash) VALUES (?, ?)`, at+int64(i), h[:]); err != nil {
			return err
		}
	}
	return nil
}

// reader gives tlog the stored hashes as tx sees them.
func reader(tx *sqlitedb.Tx) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, idx := range indexes {
			var b []byte
			if err := tx.Row(`SELECT hash FROM audit_hash WHERE idx = ?`, []any{idx}, &b); err != nil {
				return nil, fmt.Errorf("hash %d: %w", idx, err)
			}
			if copy(out[i][:], b) != tlog.HashSize {
				return nil, fmt.Errorf("hash %d is cut short", idx)
			}
		}
		return out, nil
	})
}

// marshal gives the one form that an entry has in the tree.
func marshal(e chart.AuditEntry) ([]byte, error) {
	e.At = e.At.UTC().Truncate(time.Millisecond)
	return json.Marshal(e)
}

// unmarshal reads a leaf and refuses any other form of the same entry.
func unmarshal(leaf []byte) (chart.AuditEntry, error) {
	var e chart.AuditEntry
	if err := json.Unmarshal(leaf, &e); err != nil {
		return e, errors.New("the entry is not readable")
	}
	again, err := marshal(e)
	if err != nil || !bytes.Equal(leaf, again) {
		return e, errors.New("the entry is not in its canonical form")
	}
	return e, nil
}

// Filter narrows Entries. The zero Filter gives everything, oldest first.
type Filter struct {
	Document chart.DocumentID // empty: all
	From     int64            // first index
	Limit    int              // 0: all
}

// Entries gives the entries that the filter lets through, in order.
func (l *Log) Entries(ctx context.Context, f Filter) ([]chart.AuditEntry, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = -1
	}
	query := `SELECT leaf FROM audit_entry WHERE idx >= ? ORDER BY idx LIMIT ?`
	args := []any{f.From, limit}
	if f.Document != "" {
		query = `SELECT leaf FROM audit_entry WHERE document = ? AND idx >= ? ORDER BY idx LIMIT ?`
		args = []any{string(f.Document), f.From, limit}
	}
	var out []chart.AuditEntry
	err := l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(query, args, func(r *sqlitedb.Rows) error {
			var leaf []byte
			if err := r.Scan(&leaf); err != nil {
				return err
			}
			e, err := unmarshal(leaf)
			if err != nil {
				return chart.E(chart.Tampered, "read audit entry", err)
			}
			out = append(out, e)
			return nil
		})
	})
	return out, err
}

// Back gives the entries from the newest on, as the transaction sees them, until one is older than since or f gives false.
func (l *Log) Back(tx *sqlitedb.Tx, since time.Time, f func(chart.AuditEntry) bool) error {
	const batch = 256 // entries at a time: an hour of work is a few
	var next int64
	if err := tx.Row(`SELECT coalesce(max(idx) + 1, 0) FROM audit_entry`, nil, &next); err != nil {
		return err
	}
	for next > 0 {
		from := max(next-batch, 0)
		var entries []chart.AuditEntry
		if err := tx.Each(`SELECT leaf FROM audit_entry WHERE idx >= ? AND idx < ? ORDER BY idx DESC`, []any{from, next}, func(r *sqlitedb.Rows) error {
			var leaf []byte
			if err := r.Scan(&leaf); err != nil {
				return err
			}
			e, err := unmarshal(leaf)
			if err != nil {
				return chart.E(chart.Tampered, "read audit entry", err)
			}
			entries = append(entries, e)
			return nil
		}); err != nil {
			return err
		}
		for _, e := range entries {
			if e.At.Before(since) || !f(e) {
				return nil
			}
		}
		next = from
	}
	return nil
}
