package rulings

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Store is a workspace's rulings. It is safe for concurrent use.
type Store struct {
	db  *sqlitedb.DB
	log *audit.Log
	now func() time.Time
}

// New gives the rulings of an open workspace.
func New(db *sqlitedb.DB, log *audit.Log, now func() time.Time) *Store {
	return &Store{db: db, log: log, now: now}
}

// kind is a kind of row.
type kind string

const (
	ofPractice    kind = "practice"
	ofBundle      kind = "bundle"
	ofRestriction kind = "restriction"
	ofGlass       kind = "glass"
	ofPast        kind = "bundle_past" // every bundle that was ever set, by its hash
	ofPatient     kind = "patient"     // what names the patient of a document, as keyed hashes
)

// Held is all that decisions need.
type Held struct {
	Practice     access.Practice
	Bundle       *Bundle           // nil where the practice has no rules of its own
	Past         map[string]Bundle // every bundle that was set, by the hash that the trail names
	Restrictions []access.Restriction
	Glass        []access.Glass
	Patients     map[chart.DocumentID][]string
}

// Bundle is a practice's own rules, signed by whoever set them.
type Bundle struct {
	Envelope []byte         `json:"envelope"` // with payload and signatures
	Person   chart.PersonID `json:"person"`
	At       time.Time      `json:"at"`
}

func cell(k kind, id string) vault.Cell {
	return vault.Cell{Table: "ruling", Column: "sealed", Row: string(k) + ":" + id}
}

// put seals a row and the whole of the rows with it.
func put(tx *sqlitedb.Tx, ses *vault.Session, k kind, id string, v any, now time.Time) error {
	if err := row(tx, ses, k, id, v, now); err != nil {
		return err
	}
	return head(tx, ses)
}

func row(tx *sqlitedb.Tx, ses *vault.Session, k kind, id string, v any, now time.Time) error {
	plain, err := json.Marshal(v)
	if err != nil {
		return chart.E(chart.Internal, "keep a ruling", errors.New("it has no JSON"))
	}
	sealed, err := ses.SealForWorkspace(cell(k, id), plain)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO ruling (kind, id, sealed, changed) VALUES (?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET sealed = excluded.sealed, changed = excluded.changed`, string(k), id, sealed, now.UnixMilli())
}

// whole gives the keyed hash over all rows, and calls each for every row.
func whole(tx *sqlitedb.Tx, ses *vault.Session, each func(k kind, id string, sealed []byte) error) ([]byte, error) {
	h := sha256.New()
	err := tx.Each(`SELECT kind, id, sealed FROM ruling ORDER BY kind, id`, nil, func(r *sqlitedb.Rows) error {
		var k, id string
		var sealed []byte
		if err := r.Scan(&k, &id, &sealed); err != nil {
			return err
		}
		one := sha256.Sum256(sealed)
		_, _ = h.Write(append([]byte(k+"\x00"+id+"\x00"), one[:]...))
		if each == nil {
			return nil
		}
		return each(kind(k), id, sealed)
	})
	if err != nil {
		return nil, err
	}
	return ses.MachineMAC("rulings", h.Sum(nil))
}

var errRows = errors.New("restrictions or rules were changed outside Chartproof")

// Load gives everything; chart.Tampered where a row was edited, left out or exchanged.
func (s *Store) Load(ctx context.Context, ses *vault.Session) (Held, error) {
	var h Held
	headed := false
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		headed, err = h.read(tx, ses)
		return err
	})
	if err != nil || headed {
		return h, err
	}
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error { return s.begin(tx, ses) })
	return h, err
}

// read takes all rows in and holds them to the seal over all, where there is one already.
func (h *Held) read(tx *sqlitedb.Tx, ses *vault.Session) (headed bool, err error) {
	*h = Held{Practice: access.DefaultPractice(), Past: map[string]Bundle{}, Patients: map[chart.DocumentID][]string{}}
	rows := 0
	sum, err := whole(tx, ses, func(k kind, id string, sealed []byte) error {
		rows++
		plain, err := ses.OpenForWorkspace(cell(k, id), sealed)
		if err != nil {
			return err
		}
		return h.take(k, id, plain)
	})
	if err != nil {
		return false, err
	}
	var have []byte
	err = tx.Row(`SELECT mac FROM ruling_head WHERE id = 1`, nil, &have)
	switch {
	case chart.KindOf(err) == chart.NotFound && rows == 0:
		return false, nil
	case err != nil && chart.KindOf(err) != chart.NotFound:
		return false, err
	case !hmac.Equal(have, sum):
		return false, chart.E(chart.Tampered, "read rulings", errRows)
	}
	return true, nil
}

// begin seals that there are no rows yet, once in a workspace's life. Rows and seal that were taken away together stand in the
// trail.
func (s *Store) begin(tx *sqlitedb.Tx, ses *vault.Session) error {
	had := false
	f := audit.Filter{Actions: []chart.Action{chart.ActPolicyChange, chart.ActRestrict, chart.ActGlass}, Limit: 1}
	if err := s.log.EachIn(tx, f, func(chart.AuditEntry) error {
		had = true
		return nil
	}); err != nil {
		return err
	}
	if had {
		return chart.E(chart.Tampered, "read rulings", errRows)
	}
	return head(tx, ses)
}

func head(tx *sqlitedb.Tx, ses *vault.Session) error {
	sum, err := whole(tx, ses, nil)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO ruling_head (id, mac) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET mac = excluded.mac`, sum)
}

func (h *Held) take(k kind, id string, plain []byte) (err error) {
	switch k {
	case ofPractice:
		err = json.Unmarshal(plain, &h.Practice)
	case ofBundle:
		h.Bundle = &Bundle{}
		err = json.Unmarshal(plain, h.Bundle)
	case ofPast:
		var b Bundle
		err = json.Unmarshal(plain, &b)
		h.Past[id] = b
	case ofRestriction:
		var r access.Restriction
		err = json.Unmarshal(plain, &r)
		h.Restrictions = append(h.Restrictions, r)
	case ofGlass:
		var g access.Glass
		err = json.Unmarshal(plain, &g)
		h.Glass = append(h.Glass, g)
	case ofPatient:
		var handles []string
		err = json.Unmarshal(plain, &handles)
		h.Patients[chart.DocumentID(id)] = handles
	default:
		err = errRows
	}
	if err != nil { // the cause may quote a row
		return chart.E(chart.Tampered, "read rulings", errRows)
	}
	return nil
}

// change writes rows and trail entries in one transaction.
func (s *Store) change(ctx context.Context, ses *vault.Session, f func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error)) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	now := s.now().UTC().Truncate(time.Millisecond)
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		entries, err := f(tx, now)
		if err != nil {
			return err
		}
		for _, e := range entries {
			e.Person = ses.Person().ID
			if _, err := s.log.Append(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetPractice keeps what the practice sets. words are ids and numbers for the trail.
func (s *Store) SetPractice(ctx context.Context, ses *vault.Session, p access.Practice, words string) error {
	if !p.Valid() {
		return chart.E(chart.BadInput, "set the practice's hours", errors.New("there are no such hours"))
	}
	return s.change(ctx, ses, func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error) {
		return []chart.AuditEntry{{Action: chart.ActPolicyChange, Detail: words}}, put(tx, ses, ofPractice, "1", p, now)
	})
}

// SetBundle keeps the practice's own rules, and those before for good: the trail names each by its hash, so that what a change was
// can be read years later. The trail itself has no free text.
func (s *Store) SetBundle(ctx context.Context, ses *vault.Session, b Bundle, words string) error {
	return s.change(ctx, ses, func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error) {
		before, err := held(tx, ses)
		if err != nil {
			return nil, err
		}
		if was := before.Bundle; was != nil { // set by a release that kept none
			if err := row(tx, ses, ofPast, TextOf(*was), *was, was.At); err != nil {
				return nil, err
			}
		}
		b.Person, b.At = ses.Person().ID, now
		if err := row(tx, ses, ofPast, TextOf(b), b, now); err != nil {
			return nil, err
		}
		return []chart.AuditEntry{{Action: chart.ActPolicyChange, Detail: words + " text=" + TextOf(b)}}, put(tx, ses, ofBundle, "1", b, now)
	})
}

// TextOf names a bundle in the trail: hex SHA-256 of what was signed.
func TextOf(b Bundle) string {
	sum := sha256.Sum256(b.Envelope)
	return hex.EncodeToString(sum[:])
}

// SetPatients keeps what names the patients of documents. It is no act of a person and has no entry.
func (s *Store) SetPatients(ctx context.Context, ses *vault.Session, of map[chart.DocumentID][]string) error {
	return s.change(ctx, ses, func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error) {
		for id, handles := range of {
			if err := row(tx, ses, ofPatient, string(id), handles, now); err != nil {
				return nil, err
			}
		}
		return nil, head(tx, ses)
	})
}

// ImportOf gives the file that a document came in with.
func (s *Store) ImportOf(ctx context.Context, id chart.DocumentID) (of chart.ImportID, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT import FROM document WHERE id = ?`, []any{string(id)}, &of)
	})
	return of, err
}
