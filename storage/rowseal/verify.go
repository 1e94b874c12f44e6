package rowseal

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Finding is one part of the workspace that does not hold.
type Finding struct {
	Table string // empty: the workspace as a whole
	Owner string // the document, import, person … whose rows they are; empty: unknown
	What  string
}

// Place names the part for people.
func (f Finding) Place() string {
	switch {
	case f.Table == "":
		return "workspace"
	case f.Owner == "":
		return f.Table
	}
	return f.Table + " " + f.Owner
}

// Report is what Verify found.
type Report struct {
	Rows, Parts int64
	Writes      int64
	Findings    []Finding
}

// Verify reads every row and compares it with the seals. The error says only that it could not be done; what does not hold
// stands in the Report, also where the file is damaged so that a table cannot be read.
func (s *Seals) Verify(ctx context.Context) (r Report, err error) {
	s.mu.Lock()
	d := s.d
	s.mu.Unlock()
	if d == nil {
		return r, chart.E(chart.KeyringLocked, "verify rows", errHead)
	}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		v := &verifier{tx: tx, d: d, r: &r}
		return v.all()
	})
	return r, err
}

type verifier struct {
	tx *sqlitedb.Tx
	d  *digester
	r  *Report
}

func (v *verifier) find(p part, format string, a ...any) {
	v.r.Findings = append(v.r.Findings, Finding{Table: p.table, Owner: p.owner, What: fmt.Sprintf(format, a...)})
}

// unreadable records what cannot be read, and passes on that the caller wants no more.
func (v *verifier) unreadable(p part, err error) error {
	if err == nil {
		return nil
	}
	if ctxErr := v.tx.Context().Err(); ctxErr != nil {
		return ctxErr
	}
	v.find(p, "cannot be read: the file is damaged (%s)", chart.KindOf(err))
	return nil
}

func (v *verifier) all() error {
	if err := v.integrity(); err != nil {
		return err
	}
	tables, err := tablesOf(v.tx)
	if err != nil {
		return v.unreadable(part{}, err)
	}
	sealed, err := v.sealed()
	if err != nil {
		return err
	}
	for table := range sealed {
		if !slices.Contains(tables, table) {
			v.find(part{table: table}, "the table is gone")
		}
	}
	for _, table := range tables {
		have := map[part]*tally{}
		n, err := readTable(v.tx, v.d, table, have)
		v.r.Rows += n
		if err := v.unreadable(part{table: table}, err); err != nil {
			return err
		}
		if err == nil {
			v.compare(have, sealed[table])
		}
	}
	return v.unreadable(part{}, v.top(sealed))
}

// integrity asks SQLite whether the file's own structure and its indexes hold.
func (v *verifier) integrity() error {
	err := v.tx.Each(`PRAGMA integrity_check(20)`, nil, func(r *sqlitedb.Rows) error {
		var words string
		if err := r.Scan(&words); err != nil {
			return err
		}
		if words != "ok" {
			v.find(part{}, "the database file is damaged: %s", firstWords(words))
		}
		return nil
	})
	return v.unreadable(part{}, err)
}

// firstWords keeps what SQLite says about its own structure and no value of a row.
func firstWords(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if len(s) > 100 {
		s = s[:100]
	}
	return s
}

// compare tells the rows of one table from their seals.
func (v *verifier) compare(have map[part]*tally, want map[part]tally) {
	for _, p := range slices.SortedFunc(maps.Keys(have), byOwner) {
		h, w := have[p], want[p]
		switch {
		case *h == w:
		case w == tally{}:
			v.find(p, "%d rows were put in", h.rows)
		case h.rows < w.rows:
			v.find(p, "%d of %d rows are missing", w.rows-h.rows, w.rows)
		case h.rows > w.rows:
			v.find(p, "%d rows were put in", h.rows-w.rows)
		default:
			v.find(p, "changed outside Chartproof")
		}
	}
	for _, p := range slices.SortedFunc(maps.Keys(want), byOwner) {
		if have[p] == nil {
			v.find(p, "all %d rows are missing", want[p].rows)
		}
	}
}

func byOwner(a, b part) int { return strings.Compare(a.owner, b.owner) }

// sealed reads the seals of all parts.
func (v *verifier) sealed() (map[string]map[part]tally, error) {
	out := map[string]map[part]tally{}
	err := v.tx.Each(`SELECT tbl, owner, rows, sum FROM row_seal`, nil, func(r *sqlitedb.Rows) error {
		var p part
		var t tally
		var b []byte
		if err := r.Scan(&p.table, &p.owner, &t.rows, &b); err != nil {
			return err
		}
		var err error
		if t.sum, err = toSum(b); err != nil {
			v.find(p, "its seal is malformed")
			return nil //nolint:nilerr // that is what is found
		}
		if out[p.table] == nil {
			out[p.table] = map[part]tally{}
		}
		out[p.table][p] = t
		v.r.Parts++
		return nil
	})
	return out, v.unreadable(part{table: "row_seal"}, err)
}

// top checks slots and head: whoever exchanges rows together with their seals is found here.
func (v *verifier) top(sealed map[string]map[part]tally) error {
	want := map[slotOf]*sum{}
	members := map[slotOf][]string{}
	for _, parts := range sealed {
		for p, t := range parts {
			k := slotOf{p.table, v.d.slot(p)}
			if want[k] == nil {
				want[k] = &sum{}
			}
			want[k].add(v.d.entry(p, t))
			members[k] = append(members[k], p.owner)
		}
	}
	var total sum
	if err := v.tx.Each(`SELECT tbl, slot, sum FROM row_slot`, nil, func(r *sqlitedb.Rows) error {
		var k slotOf
		var b []byte
		if err := r.Scan(&k.table, &k.slot, &b); err != nil {
			return err
		}
		have, err := toSum(b)
		switch {
		case err != nil:
			v.find(part{table: k.table}, "a seal is malformed")
		case want[k] == nil:
			v.find(part{table: k.table}, "rows and their seals are gone")
		case have != *want[k]:
			v.find(part{k.table, oneOf(members[k])}, "exchanged together with its seal, or beside one that is gone")
		}
		delete(want, k)
		total.add(v.d.slotEntry(k, have))
		return nil
	}); err != nil {
		return err
	}
	for k := range want {
		v.find(part{k.table, oneOf(members[k])}, "a seal is missing")
	}
	return v.head(total)
}

// oneOf names the few parts that share a slot.
func oneOf(owners []string) string {
	slices.Sort(owners)
	const most = 12
	if len(owners) > most {
		return strings.Join(owners[:most], " or ") + fmt.Sprintf(" or %d more", len(owners)-most)
	}
	return strings.Join(owners, " or ")
}

func (v *verifier) head(total sum) error {
	s := &Seals{d: v.d}
	var err error
	if s.schema, err = schemaOf(v.tx); err != nil {
		return err
	}
	h, err := s.head(v.tx)
	switch {
	case chart.KindOf(err) == chart.NotFound:
		v.find(part{table: "row_head"}, "the seal over the workspace is missing")
		return nil
	case chart.KindOf(err) == chart.Tampered:
		v.find(part{table: "row_head"}, "the seal over the workspace does not hold")
		return nil
	case err != nil:
		return err
	}
	v.r.Writes = h.writes
	if h.total != total {
		v.find(part{table: "row_slot"}, "seals were exchanged or are gone")
	}
	if err := s.holds(v.tx); chart.KindOf(err) == chart.Tampered {
		v.find(part{table: "row_head"}, "the trail's checkpoint, a counter or the schema is not the one that was sealed")
	} else if err != nil {
		return err
	}
	return nil
}

// tablesOf lists the tables that have seals, or ought to.
func tablesOf(tx *sqlitedb.Tx) (out []string, err error) {
	err = tx.Each(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`, nil, func(r *sqlitedb.Rows) error {
		var name string
		err := r.Scan(&name)
		if !apart(name) && !strings.HasPrefix(name, "sqlite_") {
			out = append(out, name)
		}
		return err
	})
	return out, err
}

func readAll(tx *sqlitedb.Tx, d *digester) (map[part]*tally, error) {
	tables, err := tablesOf(tx)
	if err != nil {
		return nil, err
	}
	out := map[part]*tally{}
	for _, table := range tables {
		if _, err := readTable(tx, d, table, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readTable adds the rows of a table to their parts.
func readTable(tx *sqlitedb.Tx, d *digester, table string, into map[part]*tally) (n int64, err error) {
	return readColumns(tx, d, table, "*", into)
}

func readColumns(tx *sqlitedb.Tx, d *digester, table, columns string, into map[part]*tally) (n int64, err error) {
	var values, refs []any
	err = tx.Each(`SELECT `+columns+` FROM `+quoted(table), nil, func(r *sqlitedb.Rows) error {
		if values == nil {
			columns, err := r.Columns()
			if err != nil {
				return err
			}
			values, refs = make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				refs[i] = &values[i]
			}
		}
		if err := r.Scan(refs...); err != nil {
			return err
		}
		p := part{table, ownerOf(values[0])}
		if into[p] == nil {
			into[p] = &tally{}
		}
		into[p].count(1, d.row(table, values))
		n++
		return nil
	})
	return n, err
}
