package rowseal

import (
	"context"
	"maps"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// How a part that did not hold was mended.
type How string

// The ways.
const (
	Exact How = "exact" // its rows are again those that were sealed, proved by the seal
	Older How = "older" // its rows are those of the backup, in which they hold; what changed since is lost
	Aside How = "aside" // no copy of it holds: its rows are not in the workspace any more, and kept in the damaged copy
	Kept  How = "kept"  // its rows stay: each has a seal of its own that is checked whenever it is used

	Doubted How = "doubted" // its rows stay: one of the parts named is older than what was sealed, and nothing tells which
)

// Mended is what became of one part.
type Mended struct {
	Table string
	Owner string
	How   How
	Rows  int64 // that are there now
	Lost  int64 // that were there, or were sealed, and are not
}

// Mend puts right every part whose rows are not those that were sealed. from is a backup that holds, nil where there is none;
// kept names the tables whose rows are sealed one by one. The seals are as wrong as before: Accept follows, by whoever has
// looked at what Mend gives.
func (s *Seals) Mend(ctx context.Context, from *sqlitedb.DB, kept func(table string) bool) (out []Mended, err error) {
	s.mu.Lock()
	d := s.d
	s.trouble = errRebuilding
	s.mu.Unlock()
	m := &mender{d: d, kept: kept}
	if from != nil {
		if err := from.Read(ctx, func(tx *sqlitedb.Tx) error { return m.backup(tx) }); err != nil {
			return nil, err
		}
	}
	err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		m.tx = tx
		if err := tx.Exec(`PRAGMA defer_foreign_keys = ON`); err != nil {
			return err
		}
		if err := m.all(); err != nil {
			return err
		}
		return m.orphans()
	})
	return m.out, err
}

// record is one row.
type record struct {
	values []any
	sum    sum
}

type mender struct {
	d      *digester
	tx     *sqlitedb.Tx
	kept   func(string) bool
	copied map[part][]record // of the backup
	lacks  map[slotOf]sum    // of slots that are in doubt
	out    []Mended
}

// backup reads the rows of the copy. Its own seals were checked by whoever opened it.
func (m *mender) backup(tx *sqlitedb.Tx) error {
	tables, err := tablesOf(tx)
	if err != nil {
		return err
	}
	m.copied = map[part][]record{}
	for _, t := range tables {
		if err := eachRow(tx, m.d, t, func(p part, r record) { m.copied[p] = append(m.copied[p], r) }); err != nil {
			return err
		}
	}
	return nil
}

func eachRow(tx *sqlitedb.Tx, d *digester, table string, do func(part, record)) error {
	return tx.Each(`SELECT * FROM `+quoted(table), nil, func(r *sqlitedb.Rows) error {
		columns, err := r.Columns()
		if err != nil {
			return err
		}
		values, refs := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			refs[i] = &values[i]
		}
		if err := r.Scan(refs...); err != nil {
			return err
		}
		do(part{table, ownerOf(values[0])}, record{values, d.row(table, values)})
		return nil
	})
}

func tallyOf(rows []record) (t tally) {
	for _, r := range rows {
		t.count(1, r.sum)
	}
	return t
}

// all goes through every part.
func (m *mender) all() error {
	tables, err := tablesOf(m.tx)
	if err != nil {
		return err
	}
	v := &verifier{tx: m.tx, d: m.d, r: &Report{}}
	sealed, err := v.sealed()
	if err != nil {
		return err
	}
	if len(sealed) == 0 {
		return chart.E(chart.Tampered, "mend rows", errGone)
	}
	if err := m.doubt(sealed); err != nil {
		return err
	}
	for _, t := range tables {
		have := map[part][]record{}
		if err := eachRow(m.tx, m.d, t, func(p part, r record) { have[p] = append(have[p], r) }); err != nil {
			return err
		}
		parts := map[part]bool{}
		for p := range have {
			parts[p] = true
		}
		for p := range sealed[t] {
			parts[p] = true
		}
		for _, p := range slices.SortedFunc(maps.Keys(parts), byOwner) {
			if err := m.one(p, have[p], sealed[t][p]); err != nil {
				return err
			}
		}
		m.left(t, parts)
	}
	return nil
}

// left tells the slots of a table whose doubt nothing has settled.
func (m *mender) left(table string, parts map[part]bool) {
	for k := range m.lacks {
		if k.table != table {
			continue
		}
		var owners []string
		for p := range parts {
			if m.d.slot(p) == k.slot {
				owners = append(owners, p.owner)
			}
		}
		m.out = append(m.out, Mended{Table: table, Owner: oneOf(owners), How: Doubted})
		delete(m.lacks, k)
	}
}

// doubt finds the slots whose seals are not all those that were summed up: one was exchanged, is gone, or was put in. What it
// keeps of such a slot is what the sum lacks of the seals that are there.
func (m *mender) doubt(sealed map[string]map[part]tally) error {
	m.lacks = map[slotOf]sum{}
	if err := m.tx.Each(`SELECT tbl, slot, sum FROM row_slot`, nil, func(r *sqlitedb.Rows) error {
		var k slotOf
		var b []byte
		if err := r.Scan(&k.table, &k.slot, &b); err != nil {
			return err
		}
		have, err := toSum(b)
		if err == nil {
			m.lacks[k] = have
		}
		return nil //nolint:nilerr // a sum that is malformed is a slot of which nothing is known
	}); err != nil {
		return err
	}
	for _, parts := range sealed {
		for p, t := range parts {
			k := slotOf{p.table, m.d.slot(p)}
			lack := m.lacks[k]
			lack.sub(m.d.entry(p, t))
			m.lacks[k] = lack
		}
	}
	maps.DeleteFunc(m.lacks, func(_ slotOf, s sum) bool { return s == sum{} })
	return nil
}

// one looks at a part. In a slot that is in doubt the part's own seal proves nothing; the slot's sum may prove its rows, or
// those of the backup.
func (m *mender) one(p part, have []record, want tally) error {
	k := slotOf{p.table, m.d.slot(p)}
	lack, doubted := m.lacks[k]
	if !doubted {
		if tallyOf(have) == want {
			return nil
		}
		return m.mend(p, have, want)
	}
	if want != (tally{}) { // what the sum has for this part, if all others are right
		lack.add(m.d.entry(p, want))
	}
	for _, rows := range [][]record{have, m.copied[p]} {
		if len(rows) > 0 && m.d.entry(p, tallyOf(rows)) == lack {
			delete(m.lacks, k)
			m.out = append(m.out, Mended{Table: p.table, Owner: p.owner, How: Exact, Rows: int64(len(rows))})
			return m.replace(p, have, rows)
		}
	}
	switch {
	case tallyOf(have) == want:
		return nil
	case want == (tally{}) && len(m.copied[p]) == 0: // no seal, and nothing against it
		m.out = append(m.out, Mended{Table: p.table, Owner: p.owner, How: Kept, Rows: int64(len(have))})
		return nil
	}
	return m.mend(p, have, want)
}

// mend puts one part right, with the best that is provable.
func (m *mender) mend(p part, have []record, want tally) error {
	lost := max(want.rows, int64(len(have)))
	done := func(how How, rows int64) {
		m.out = append(m.out, Mended{Table: p.table, Owner: p.owner, How: how, Rows: rows, Lost: max(0, lost-rows)})
	}
	if rows, ok := without(have, want); ok { // a row too many
		done(Exact, int64(len(rows)))
		return m.replace(p, have, rows)
	}
	copied := m.copied[p]
	if tallyOf(copied) == want && len(copied) > 0 {
		done(Exact, want.rows)
		return m.replace(p, have, copied)
	}
	if rows, ok := joined(have, copied, want); ok { // the backup lacks what came since, the workspace what was harmed
		done(Exact, want.rows)
		return m.replace(p, have, rows)
	}
	switch {
	case m.kept(p.table) && len(have) > 0:
		done(Kept, int64(len(have)))
		return nil
	case len(copied) > 0:
		done(Older, int64(len(copied)))
		return m.replace(p, have, copied)
	}
	done(Aside, 0)
	return m.replace(p, have, nil)
}

// without gives the rows but one, where those are what was sealed.
func without(have []record, want tally) ([]record, bool) {
	if int64(len(have)) != want.rows+1 {
		return nil, false
	}
	all := tallyOf(have)
	for i, r := range have {
		t := all
		t.count(-1, r.sum)
		if t == want {
			return append(slices.Clone(have[:i]), have[i+1:]...), true
		}
	}
	return nil, false
}

// joined gives the rows that are here and those of the copy that are not, where those together are what was sealed; one row
// that differs here is left out for it.
func joined(have, copied []record, want tally) ([]record, bool) {
	if len(copied) == 0 {
		return nil, false
	}
	here := map[sum]bool{}
	for _, r := range have {
		here[r.sum] = true
	}
	both := slices.Clone(have)
	for _, r := range copied {
		if !here[r.sum] {
			both = append(both, r)
		}
	}
	if tallyOf(both) == want {
		return both, true
	}
	return without(both, want)
}

// replace has the part hold these rows and no others.
func (m *mender) replace(p part, have, rows []record) error {
	columns, err := columnNames(m.tx, p.table)
	if err != nil {
		return err
	}
	where := make([]string, len(columns))
	for i, c := range columns {
		where[i] = c + " IS ?"
	}
	for _, r := range have {
		if err := m.tx.Exec(`DELETE FROM `+quoted(p.table)+` WHERE `+strings.Join(where, " AND "), r.values...); err != nil {
			return err
		}
	}
	marks := "?" + strings.Repeat(", ?", len(columns)-1)
	for _, r := range rows {
		if err := m.tx.Exec(`INSERT OR REPLACE INTO `+quoted(p.table)+` VALUES (`+marks+`)`, r.values...); err != nil {
			return err
		}
	}
	return nil
}

func columnNames(tx *sqlitedb.Tx, table string) (names []string, err error) {
	err = tx.Each(`SELECT name FROM pragma_table_info(?)`, []any{table}, func(r *sqlitedb.Rows) error {
		var name string
		err := r.Scan(&name)
		names = append(names, quoted(name))
		return err
	})
	return names, err
}

// orphans sets aside the rows that belong to something that is not there any more, until nothing is left that does.
func (m *mender) orphans() error {
	type orphan struct {
		table string
		rowid int64
	}
	for range 20 { // deeper than any table stands under another
		var found []orphan
		if err := m.tx.Each(`SELECT "table", rowid FROM pragma_foreign_key_check`, nil, func(r *sqlitedb.Rows) error {
			var o orphan
			err := r.Scan(&o.table, &o.rowid)
			found = append(found, o)
			return err
		}); err != nil {
			return err
		}
		if len(found) == 0 {
			return nil
		}
		for _, o := range found {
			var first any
			columns, err := columnNames(m.tx, o.table)
			if err != nil {
				return err
			}
			if err := m.tx.Row(`SELECT `+columns[0]+` FROM `+quoted(o.table)+` WHERE rowid = ?`, []any{o.rowid}, &first); chart.KindOf(err) == chart.NotFound {
				continue // named twice: it belongs to two things
			} else if err != nil {
				return err
			}
			if err := m.tx.Exec(`DELETE FROM `+quoted(o.table)+` WHERE rowid = ?`, o.rowid); err != nil {
				return err
			}
			m.aside(part{o.table, ownerOf(first)})
		}
	}
	return chart.E(chart.Tampered, "mend rows", errHead)
}

// aside counts a row that went with what it belonged to.
func (m *mender) aside(p part) {
	for i := range m.out {
		o := &m.out[i]
		if o.Table == p.table && o.Owner == p.owner {
			o.Rows, o.Lost, o.How = max(0, o.Rows-1), o.Lost+1, Aside
			return
		}
	}
	m.out = append(m.out, Mended{Table: p.table, Owner: p.owner, How: Aside, Lost: 1})
}
