package audit

import (
	"errors"
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

	mu      sync.Mutex
	device  chart.DeviceID
	key     string                 // the verifier key that was armed last
	signers map[string]note.Signer // by verifier key: the device's, and the one that it changes to
	stamp   func(*chart.AuditEntry)
	address string
	watch   Watch
}

// Watch looks at an entry that was just appended, in its transaction, and gives the entries that follow from it: alerts.
// They are appended after it and not watched themselves. An error undoes the action.
type Watch func(tx *sqlitedb.Tx, e chart.AuditEntry) ([]chart.AuditEntry, error)

// New gives the trail of the workspace. Entries can be appended once Arm was called.
func New(db *sqlitedb.DB, now func() time.Time) *Log {
	return &Log{db: db, now: now, signers: map[string]note.Signer{}}
}

// Arm hands the log the device's id and keys in note form; the vault does so as soon as it has opened them.
func (l *Log) Arm(device chart.DeviceID, signerKey, verifierKey string) error {
	s, err := signerOf(device, signerKey)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.device, l.key = device, verifierKey
	l.signers[verifierKey] = s
	return nil
}

func signerOf(device chart.DeviceID, signerKey string) (note.Signer, error) {
	s, err := note.NewSigner(signerKey)
	if err != nil {
		// The cause may quote the key.
		return nil, chart.E(chart.Tampered, "read audit key", errors.New("malformed"))
	}
	if s.Name() != Origin(device) {
		return nil, chart.E(chart.Tampered, "read audit key", errors.New("the key names another device"))
	}
	return s, nil
}

// Stamp has f complete every entry before it is written: by which rule it was permitted. f must not use the workspace.
func (l *Log) Stamp(f func(*chart.AuditEntry)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stamp = f
}

// Locate says where this program runs, for entries that do not say so themselves.
func (l *Log) Locate(address string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.address = address
}

// OnEntry has f look at every entry that is appended alone.
func (l *Log) OnEntry(f Watch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.watch = f
}

// Origin is the first line of a device's checkpoints and the name of its key.
func Origin(device chart.DeviceID) string { return "chartproof.org/audit/" + string(device) }

// Append adds the entry to the trail inside the caller's transaction and gives its index. Time and device are filled in
// where they are empty; Index is always ours.
func (l *Log) Append(tx *sqlitedb.Tx, e chart.AuditEntry) (int64, error) {
	g, err := l.grower(tx)
	if err != nil {
		return 0, err
	}
	e, err = g.add(tx, e)
	if err != nil {
		return 0, err
	}
	l.mu.Lock()
	watch := l.watch
	l.mu.Unlock()
	if watch != nil {
		more, err := watch(tx, e)
		if err != nil {
			return 0, err
		}
		for _, one := range more {
			if _, err := g.add(tx, one); err != nil {
				return 0, err
			}
		}
	}
	return e.Index, g.sign(tx)
}

// AppendAll adds many entries with one head: each is signed all the same. They are not watched.
func (l *Log) AppendAll(tx *sqlitedb.Tx, n int, entry func(i int) chart.AuditEntry) error {
	g, err := l.grower(tx)
	if err != nil {
		return err
	}
	for i := range n {
		if err := tx.Context().Err(); err != nil {
			return err
		}
		if _, err := g.add(tx, entry(i)); err != nil {
			return err
		}
	}
	return g.sign(tx)
}

// Rotate announces the device's new key inside the caller's transaction, which stores it: the announcement is the last entry
// that the old key signs, and everything after it, in this transaction already, is signed by the new one. The first of that
// is an entry of the same action which says that the key is in use.
func (l *Log) Rotate(tx *sqlitedb.Tx, by chart.PersonID, signerKey, verifierKey string) error {
	const op = "change audit key"
	l.mu.Lock()
	device := l.device
	l.mu.Unlock()
	s, err := signerOf(device, signerKey)
	if err != nil {
		return err
	}
	if v, err := note.NewVerifier(verifierKey); err != nil || v.Name() != s.Name() || v.KeyHash() != s.KeyHash() {
		return chart.E(chart.BadInput, op, errors.New("the two keys are no pair"))
	}
	if _, err := l.Append(tx, chart.AuditEntry{Action: chart.ActKeyChange, Person: by, Detail: "key=" + verifierKey}); err != nil {
		return err
	}
	l.mu.Lock()
	l.signers[verifierKey] = s // harmless where the transaction fails: the head says which key signs
	l.mu.Unlock()
	if err := tx.Exec(`UPDATE audit_head SET signs = ? WHERE id = 1`, verifierKey); err != nil {
		return err
	}
	_, err = l.Append(tx, chart.AuditEntry{Action: chart.ActKeyUsed, Person: by})
	return err
}

// reader gives tlog the stored hashes as tx sees them.
func reader(tx *sqlitedb.Tx) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found, err := hashesAt(tx, indexes)
		if err != nil {
			return nil, err
		}
		return found.ReadHashes(indexes)
	})
}
