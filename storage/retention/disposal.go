package retention

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Kind is what an item of a disposal is.
type Kind string

// The kinds of item.
const (
	KindOriginal Kind = "original" // the file as it came in
	KindChart    Kind = "chart"    // a file with every document that was made of it
	KindRefused  Kind = "refused"  // a file that was not taken
	KindRelease  Kind = "release"  // what the codes of a de-identified release stand for
)

// The states of a disposal, and of an item.
const (
	Ordered   = "ordered"
	Approved  = "approved"
	Done      = "done"
	Cancelled = "cancelled"

	Pending = "pending"
	Kept    = "kept"
)

// Item is one thing of a disposal.
type Item struct {
	Number    int
	Kind      Kind
	Owner     string // id of the import or release
	Version   int64  // of what it was when it was ordered
	Rule      string // that allows it
	State     string
	Why       string // it was kept
	Documents []chart.DocumentID
	Pages     int
	Files     int
	Bytes     int64
	Remaining int // files that nobody saw wiped; their key is gone
	Digest    string
}

// Disposal is one run.
type Disposal struct {
	ID          string
	State       string
	Digest      string // of the plan
	Salt        []byte
	OrderedBy   chart.PersonID
	Ordered     time.Time
	ApprovedBy  chart.PersonID
	Approved    time.Time
	Second      Second
	Finished    time.Time
	Plan        []byte // DSSE envelopes
	Approval    []byte
	Certificate []byte
	Items       []Item
}

// PlannedItem is an item as its plan names it.
type PlannedItem struct {
	Number  int    `json:"n"`
	Kind    Kind   `json:"kind"`
	Owner   string `json:"id"`
	Version int64  `json:"version"`
	Rule    string `json:"rule"`
}

// Plan is what the person who orders a disposal signs.
type Plan struct {
	Schema   string         `json:"schema"`
	Disposal string         `json:"disposal"`
	By       chart.PersonID `json:"ordered_by"`
	At       time.Time      `json:"ordered_at"`
	Schedule string         `json:"schedule_sha256"`
	Items    []PlannedItem  `json:"items"`
	Kept     map[string]int `json:"kept_back"` // how many things for which reason
}

// PlanSchema names the JSON of Plan.
const PlanSchema = "chartproof.disposal/1"

// Sign gives a DSSE envelope over a payload.
type Sign func(payload []byte) ([]byte, error)

// maxItems bounds one disposal; more are the next one's.
const maxItems = 20_000

// Order keeps a disposal that somebody has looked through, and signs. Nothing is destroyed before somebody approves.
func (s *Store) Order(ctx context.Context, ses *vault.Session, schedule string, items []PlannedItem, kept map[string]int, sign Sign) (id string, err error) {
	const op = "order disposal"
	if err := ses.Alive(); err != nil {
		return "", err
	}
	if len(items) == 0 || len(items) > maxItems {
		return "", chart.E(chart.BadInput, op, fmt.Errorf("%d things; from 1 to %d may be disposed of at once", len(items), maxItems))
	}
	p := Plan{Schema: PlanSchema, Disposal: sqlitedb.NewID(), By: ses.Person().ID, At: s.now().UTC().Truncate(time.Second), Schedule: schedule, Kept: kept}
	for i, it := range items {
		it.Number = i + 1
		p.Items = append(p.Items, it)
	}
	payload, err := json.Marshal(p)
	if err != nil {
		return "", chart.E(chart.Internal, op, errors.New("the plan has no JSON"))
	}
	envelope, err := sign(payload)
	if err != nil {
		return "", err
	}
	salt := make([]byte, 32)
	_, _ = rand.Read(salt) // never fails
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := noneOpen(tx, op); err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO disposal (id, state, digest, salt, ordered_by, ordered, plan) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			p.Disposal, Ordered, sum(payload), salt, string(p.By), s.now().UnixMilli(), envelope); err != nil {
			return err
		}
		for _, it := range p.Items {
			if err := tx.Exec(`INSERT INTO disposal_item (disposal, number, kind, owner, version, rule, state) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				p.Disposal, it.Number, string(it.Kind), it.Owner, it.Version, it.Rule, Pending); err != nil {
				return err
			}
		}
		return s.append(tx, ses, chart.ActDispose, "", fmt.Sprintf("disposal=%s items=%d plan=%s", p.Disposal, len(p.Items), sum(payload)))
	})
	return p.Disposal, err
}

// noneOpen refuses a second disposal beside one that is not at its end: the same chart must not stand in two.
func noneOpen(tx *sqlitedb.Tx, op string) error {
	var n int
	err := tx.Row(`SELECT count(*) FROM disposal WHERE state IN (?, ?)`, []any{Ordered, Approved}, &n)
	if err == nil && n > 0 {
		err = chart.E(chart.Conflict, op, errors.New("another disposal waits; approve or cancel it first"))
	}
	return err
}

func sum(payload []byte) string {
	d := sha256.Sum256(payload)
	return hex.EncodeToString(d[:])
}

// Approval is what the second person signs.
type Approval struct {
	Schema   string         `json:"schema"`
	Disposal string         `json:"disposal"`
	Plan     string         `json:"plan_sha256"`
	Items    int            `json:"items"`
	By       chart.PersonID `json:"approved_by"`
	At       time.Time      `json:"approved_at"`
	Second   Second         `json:"second_look"`
}

// ApprovalSchema names the JSON of Approval.
const ApprovalSchema = "chartproof.disposal-approval/1"

// Grounds are what an order is held against before it is approved.
type Grounds struct {
	Schedule string                                // digest of the one in force
	Verify   func(envelope []byte) ([]byte, error) // gives the payload of an envelope that a person has signed
}

// Approve has a second person agree to a disposal. From then on it is carried out, also after a crash. What was ordered under
// another schedule, or before the newest file came in, is chart.Conflict: another chart of a patient may lengthen the period, so
// it is cancelled and ordered anew.
func (s *Store) Approve(ctx context.Context, ses *vault.Session, id string, l Look, g Grounds, sign Sign) error {
	const op = "approve disposal"
	if err := ses.Alive(); err != nil {
		return err
	}
	d, err := s.Disposal(ctx, id)
	if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	if d.State != Ordered {
		return chart.E(chart.BadState, op, errors.New("it is "+d.State))
	}
	second, err := s.second(op, ses, d.OrderedBy, d.Ordered, len(d.Items), l)
	if err != nil {
		return err
	}
	p, err := d.planned(g.Verify)
	if err != nil {
		return err
	}
	if p.Schedule != g.Schedule {
		return chart.E(chart.Conflict, op, errors.New("the schedule has changed since the order; cancel it and order anew"))
	}
	a := Approval{Schema: ApprovalSchema, Disposal: id, Plan: d.Digest, Items: len(d.Items), By: ses.Person().ID, At: s.now().UTC().Truncate(time.Second), Second: second}
	payload, err := json.Marshal(a)
	if err != nil {
		return chart.E(chart.Internal, op, errors.New("the approval has no JSON"))
	}
	envelope, err := sign(payload)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var newer int
		if err := tx.Row(`SELECT count(*) FROM import WHERE imported > ?`, []any{d.Ordered.UnixMilli()}, &newer); err != nil {
			return err
		}
		if newer > 0 {
			return chart.E(chart.Conflict, op, errors.New("files have come in since the order; cancel it and order anew"))
		}
		n, err := tx.Change(`UPDATE disposal SET state = ?, approved_by = ?, approved = ?, second = ?, approval = ? WHERE id = ? AND state = ?`,
			Approved, string(a.By), s.now().UnixMilli(), string(second), envelope, id, Ordered)
		if err == nil && n == 0 {
			err = chart.E(chart.Conflict, op, errors.New("somebody else was there first"))
		}
		if err != nil {
			return err
		}
		return s.append(tx, ses, chart.ActDisposeApprove, "", fmt.Sprintf("disposal=%s items=%d plan=%s second=%s", id, a.Items, d.Digest, second))
	})
}

// Cancel ends a disposal that was ordered; nothing of it was destroyed. One that was approved cannot be cancelled: parts of it
// may be gone.
func (s *Store) Cancel(ctx context.Context, ses *vault.Session, id string) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		n, err := tx.Change(`UPDATE disposal SET state = ?, finished = ? WHERE id = ? AND state = ?`, Cancelled, s.now().UnixMilli(), id, Ordered)
		if err == nil && n == 0 {
			err = chart.E(chart.BadState, "cancel disposal", errors.New("it is not there, approved or at its end"))
		}
		if err != nil {
			return err
		}
		return s.append(tx, ses, chart.ActDisposeCancel, "", "disposal="+id)
	})
}

const disposalColumns = `id, state, digest, salt, ordered_by, ordered, plan, approved_by, approved, second, coalesce(approval, X''), finished, coalesce(certificate, X'')`

func scanDisposal(scan func(into ...any) error) (d Disposal, err error) {
	var ordered, approved, finished int64
	err = scan(&d.ID, &d.State, &d.Digest, &d.Salt, &d.OrderedBy, &ordered, &d.Plan, &d.ApprovedBy, &approved, &d.Second, &d.Approval, &finished, &d.Certificate)
	d.Ordered, d.Approved, d.Finished = millis(ordered), millis(approved), millis(finished)
	return d, err
}

// Disposals lists the runs without their items, the newest first.
func (s *Store) Disposals(ctx context.Context) (out []Disposal, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT `+disposalColumns+` FROM disposal ORDER BY ordered DESC, id`, nil, func(r *sqlitedb.Rows) error {
			d, err := scanDisposal(r.Scan)
			out = append(out, d)
			return err
		})
	})
	return out, err
}

// Disposal gives one run with its items.
func (s *Store) Disposal(ctx context.Context, id string) (d Disposal, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		d, err = scanDisposal(func(into ...any) error {
			return tx.Row(`SELECT `+disposalColumns+` FROM disposal WHERE id = ?`, []any{id}, into...)
		})
		if err != nil {
			return err
		}
		d.Items, err = itemsOf(tx, id)
		return err
	})
	return d, err
}

func itemsOf(tx *sqlitedb.Tx, id string) (out []Item, err error) {
	err = tx.Each(`SELECT number, kind, owner, version, rule, state, why, documents, pages, files, bytes, remaining, digest
		FROM disposal_item WHERE disposal = ? ORDER BY number`, []any{id}, func(r *sqlitedb.Rows) error {
		var it Item
		var docs string
		if err := r.Scan(&it.Number, &it.Kind, &it.Owner, &it.Version, &it.Rule, &it.State, &it.Why, &docs, &it.Pages, &it.Files, &it.Bytes, &it.Remaining, &it.Digest); err != nil {
			return err
		}
		for _, d := range strings.FieldsFunc(docs, func(c rune) bool { return c == ',' }) {
			it.Documents = append(it.Documents, chart.DocumentID(d))
		}
		out = append(out, it)
		return nil
	})
	return out, err
}
