package rowseal

import (
	"context"
	"errors"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// migrated seals a workspace anew whose schema was brought up, where a copy from before is there, its seals hold, and every row
// has in the old columns what it had then. Otherwise the workspace is in trouble, and the copy stays.
func (s *Seals) migrated(ctx context.Context) (err error) {
	dir, ok := s.db.Before()
	if !ok {
		return nil
	}
	if s.Trouble() == nil { // sealed since: only the copy is left to go
		return s.db.DropBefore()
	}
	old, err := sqlitedb.OpenAsIs(ctx, dir)
	if chart.KindOf(err) == chart.Tampered {
		return nil
	} else if err != nil {
		return err
	}
	same, err := s.sameAs(ctx, old)
	if err := errors.Join(err, old.Close()); err != nil {
		return err
	}
	if !same {
		return nil
	}
	if err := s.adopt(ctx, chart.AuditEntry{Action: chart.ActSealRows, Detail: "cause=schema"}); err != nil {
		return err
	}
	return s.db.DropBefore()
}

// sameAs reports whether the copy holds, and the rows are those of the copy in all of its columns.
func (s *Seals) sameAs(ctx context.Context, old *sqlitedb.DB) (bool, error) {
	before := &Seals{db: old, d: s.d}
	rep, err := before.Verify(ctx)
	if err != nil || len(rep.Findings) > 0 {
		return false, err
	}
	columns := map[string]string{}
	then := map[part]*tally{}
	if err := old.Read(ctx, func(tx *sqlitedb.Tx) error {
		tables, err := tablesOf(tx)
		if err != nil {
			return err
		}
		for _, table := range tables {
			if columns[table], err = columnsOf(tx, table); err != nil {
				return err
			}
		}
		then, err = readAll(tx, s.d)
		return err
	}); err != nil {
		return false, err
	}
	now := map[part]*tally{}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		for table, list := range columns {
			if _, err := readColumns(tx, s.d, table, list, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || len(now) != len(then) {
		return false, nil //nolint:nilerr // a table or column that is gone is a difference
	}
	for p, t := range then {
		if now[p] == nil || *now[p] != *t {
			return false, nil
		}
	}
	return true, nil
}

func columnsOf(tx *sqlitedb.Tx, table string) (string, error) {
	var names []string
	err := tx.Each(`SELECT name FROM pragma_table_info(?)`, []any{table}, func(r *sqlitedb.Rows) error {
		var name string
		err := r.Scan(&name)
		names = append(names, quoted(name))
		return err
	})
	return strings.Join(names, ", "), err
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
