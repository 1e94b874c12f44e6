package rowseal

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Seals are the seals of one workspace. They are safe for concurrent use.
type Seals struct {
	db  *sqlitedb.DB
	log *audit.Log

	mu      sync.Mutex
	d       *digester
	schema  []byte // as it was when the key was handed over: only a migration changes it
	trouble error
}

// New gives the seals of a workspace; nothing is sealed before Arm.
func New(db *sqlitedb.DB, log *audit.Log) *Seals { return &Seals{db: db, log: log} }

var _ sqlitedb.Watcher = (*Seals)(nil)

// apart names the tables without seals: those of the seals themselves, and those of the trail, which the device signs entry
// by entry and audit.Verify checks. The head covers the trail's head.
func apart(table string) bool {
	switch table {
	case "row_seal", "row_slot", "row_head", "audit_entry", "audit_hash", "audit_head":
		return true
	}
	return false
}

// part is what one seal covers.
type part struct{ table, owner string }

func (d *digester) slot(p part) int64 {
	s := d.of("slot", p.table, p.owner)
	return int64(s[0] % slots) //nolint:gosec // under 1024
}

// tally is how many rows a part has, and the sum of their digests.
type tally struct {
	rows int64
	sum  sum
}

func (t *tally) count(n int64, s sum) {
	t.rows += n
	if n > 0 {
		t.sum.add(s)
	} else {
		t.sum.sub(s)
	}
}

func (d *digester) entry(p part, t tally) sum {
	return d.of("part", p.table, p.owner, t.rows, t.sum.bytes())
}

// change is what Row hands to Commit.
type change struct {
	table        string
	before       part
	minus        sum
	after        part
	plus         sum
	gone, became bool
}

// Row digests a row that changes.
func (s *Seals) Row(table string, before, after []any) any {
	c := change{table: table}
	if apart(table) || s.d == nil {
		return c
	}
	if len(before) > 0 {
		c.gone, c.before, c.minus = true, part{table, ownerOf(before[0])}, s.d.row(table, before)
	}
	if len(after) > 0 {
		c.became, c.after, c.plus = true, part{table, ownerOf(after[0])}, s.d.row(table, after)
	}
	return c
}

func (d *digester) row(table string, values []any) sum { return d.of("row|"+table, values...) }

// Commit brings the seals up to what the transaction changed.
func (s *Seals) Commit(tx *sqlitedb.Tx, seen []any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.trouble != nil || s.d == nil {
		return nil // what does not hold is not sealed over
	}
	parts := map[part]*tally{}
	at := func(p part) *tally {
		if parts[p] == nil {
			parts[p] = &tally{}
		}
		return parts[p]
	}
	for _, v := range seen {
		c, ok := v.(change)
		if !ok || strings.HasPrefix(c.table, "row_") {
			return chart.E(chart.Tampered, "seal rows", errors.New("the seals were written by somebody else"))
		}
		if c.gone {
			at(c.before).count(-1, c.minus)
		}
		if c.became {
			at(c.after).count(1, c.plus)
		}
	}
	h, err := s.head(tx)
	if err != nil {
		return err
	}
	if err := s.apply(tx, parts, &h); err != nil {
		return err
	}
	h.writes++
	return s.store(tx, h)
}

type slotOf struct {
	table string
	slot  int64
}

// apply adds to the parts and carries the differences up through slots and head.
func (s *Seals) apply(tx *sqlitedb.Tx, parts map[part]*tally, h *head) error {
	up := map[slotOf]*sum{}
	for p, delta := range parts {
		if delta.rows == 0 && delta.sum == (sum{}) {
			continue
		}
		was, known, err := sealOf(tx, p)
		if err != nil {
			return err
		}
		now := was
		now.rows += delta.rows
		now.sum.add(delta.sum)
		k := slotOf{p.table, s.d.slot(p)}
		if up[k] == nil {
			up[k] = &sum{}
		}
		if known {
			up[k].sub(s.d.entry(p, was))
		}
		if now.rows == 0 && now.sum == (sum{}) {
			err = tx.Exec(`DELETE FROM row_seal WHERE tbl = ? AND owner = ?`, p.table, p.owner)
		} else {
			up[k].add(s.d.entry(p, now))
			err = tx.Exec(`INSERT INTO row_seal (tbl, owner, rows, sum) VALUES (?, ?, ?, ?)
				ON CONFLICT (tbl, owner) DO UPDATE SET rows = excluded.rows, sum = excluded.sum`, p.table, p.owner, now.rows, now.sum.bytes())
		}
		if err != nil {
			return err
		}
	}
	for k, delta := range up {
		if err := s.lift(tx, k, *delta, h); err != nil {
			return err
		}
	}
	return nil
}

// lift adds to a slot and to the head.
func (s *Seals) lift(tx *sqlitedb.Tx, k slotOf, delta sum, h *head) error {
	var b []byte
	var was sum
	err := tx.Row(`SELECT sum FROM row_slot WHERE tbl = ? AND slot = ?`, []any{k.table, k.slot}, &b)
	known := err == nil
	if known {
		if was, err = toSum(b); err != nil {
			return err
		}
	} else if chart.KindOf(err) != chart.NotFound {
		return err
	}
	now := was
	now.add(delta)
	if known {
		h.total.sub(s.d.slotEntry(k, was))
	}
	if now == (sum{}) {
		return tx.Exec(`DELETE FROM row_slot WHERE tbl = ? AND slot = ?`, k.table, k.slot)
	}
	h.total.add(s.d.slotEntry(k, now))
	return tx.Exec(`INSERT INTO row_slot (tbl, slot, sum) VALUES (?, ?, ?)
		ON CONFLICT (tbl, slot) DO UPDATE SET sum = excluded.sum`, k.table, k.slot, now.bytes())
}

func (d *digester) slotEntry(k slotOf, s sum) sum {
	return d.of("slot entry", k.table, k.slot, s.bytes())
}

func sealOf(tx *sqlitedb.Tx, p part) (t tally, known bool, err error) {
	var b []byte
	err = tx.Row(`SELECT rows, sum FROM row_seal WHERE tbl = ? AND owner = ?`, []any{p.table, p.owner}, &t.rows, &b)
	if chart.KindOf(err) == chart.NotFound {
		return t, false, nil
	}
	if err == nil {
		t.sum, err = toSum(b)
	}
	return t, true, err
}

// Rebuild seals the workspace as it stands, with e as the trail's word for it. It is for the first time, for a new schema, and
// for a person who has decided that what is there is to hold.
func (s *Seals) Rebuild(ctx context.Context, e chart.AuditEntry) error {
	s.mu.Lock()
	d := s.d
	s.trouble = errRebuilding
	s.mu.Unlock()
	if d == nil {
		return chart.E(chart.KeyringLocked, "seal rows", errors.New("the key is not open"))
	}
	err := s.db.Write(ctx, func(tx *sqlitedb.Tx) error { return s.rebuild(tx, d, e) })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble = err
	return err
}

var errRebuilding = errors.New("the rows are being sealed")

func (s *Seals) rebuild(tx *sqlitedb.Tx, d *digester, e chart.AuditEntry) error {
	var writes int64
	if err := tx.Row(`SELECT coalesce(max(writes), 0) FROM row_head`, nil, &writes); err != nil {
		return err
	}
	if _, err := s.log.Append(tx, e); err != nil {
		return err
	}
	for _, table := range []string{"row_seal", "row_slot", "row_head"} {
		if err := tx.Exec(`DELETE FROM ` + table); err != nil {
			return err
		}
	}
	all, err := readAll(tx, d)
	if err != nil {
		return err
	}
	h := head{writes: writes + 1}
	schema, err := schemaOf(tx)
	if err != nil {
		return err
	}
	fresh := &Seals{d: d, schema: schema}
	if err := fresh.apply(tx, all, &h); err != nil {
		return err
	}
	return fresh.store(tx, h)
}

// head is the top of the seals.
type head struct {
	writes int64
	total  sum
}

// mac covers the head and what it names.
func (d *digester) mac(h head, beside [4][]byte) []byte {
	s := d.of("head", h.writes, h.total.bytes(), beside[0], beside[1], beside[2], beside[3])
	return s.bytes()
}

// beside gives what the head names beside the rows: the trail's signed head, SQLite's counters, the schema.
func (d *digester) beside(tx *sqlitedb.Tx, schema []byte) (out [4][]byte, err error) {
	heads := map[part]*tally{}
	if _, err := readTable(tx, d, "audit_head", heads); err != nil {
		return out, err
	}
	for _, t := range heads {
		out[0] = append(out[0], t.sum.bytes()...)
	}
	var version int64
	if err := tx.Row(`SELECT coalesce((SELECT group_concat(name || '=' || seq) FROM (SELECT name, seq FROM sqlite_sequence ORDER BY name)), ''),
		user_version FROM pragma_user_version`, nil, &out[1], &version); err != nil {
		return out, err
	}
	out[2], out[3] = schema, binary.BigEndian.AppendUint64(nil, uint64(version)) //nolint:gosec // the bits
	return out, nil
}

// schemaOf gives the tables, indexes and triggers as they are declared.
func schemaOf(tx *sqlitedb.Tx) (out []byte, err error) {
	err = tx.Each(`SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name`, nil,
		func(r *sqlitedb.Rows) error {
			var f [4]string
			err := r.Scan(&f[0], &f[1], &f[2], &f[3])
			for _, part := range f {
				out = append(append(out, part...), 0)
			}
			return err
		})
	return out, err
}

// head reads the head and checks its MAC but for the trail's checkpoint and the counters, which the transaction at hand has
// moved on; the chain of heads is what binds those.
func (s *Seals) head(tx *sqlitedb.Tx) (h head, err error) {
	var b, own []byte
	if err := tx.Row(`SELECT writes, total, own FROM row_head WHERE id = 1`, nil, &h.writes, &b, &own); err != nil {
		return h, err
	}
	if h.total, err = toSum(b); err != nil {
		return h, err
	}
	if !equal(own, s.d.own(h)) {
		return h, chart.E(chart.Tampered, "read seals", errHead)
	}
	return h, nil
}

func (d *digester) own(h head) []byte { return d.of("own", h.writes, h.total.bytes()).bytes() }

func (s *Seals) store(tx *sqlitedb.Tx, h head) error {
	a, err := s.d.beside(tx, s.schema)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO row_head (id, writes, total, own, mac) VALUES (1, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET writes = excluded.writes, total = excluded.total, own = excluded.own, mac = excluded.mac`,
		h.writes, h.total.bytes(), s.d.own(h), s.d.mac(h, a))
}
