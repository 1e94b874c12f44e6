package casestore

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// KeptReports is how many imports can be looked at again; the oldest goes when one more comes, with its names.
const KeptReports = 200

// refusedNamesStay is how long the name of a file that was refused before it was kept can be read: no retention of a chart
// reaches it.
const refusedNamesStay = 30 * 24 * time.Hour

// FileFate is what became of one file of an import.
type FileFate struct {
	Name      chart.Text     // empty where who looks may not see it, or where its chart is destroyed
	Import    chart.ImportID // empty: refused before it was kept
	Duplicate bool
	Refusal   *chart.Refusal

	// Counted when somebody looks; KeepReport does not look at them.
	State     chart.State // of the file: quarantined and reading are not read to their end yet
	Pages     int         // pages that the file has, 0 until known
	Documents []chart.DocumentID
	Filed     int // pages in documents, blank ones and separators aside
	Blank     int // pages that are proposed as blank
	Separator int // sheets that only part documents
	Added     int // pages of later scans that stand for none of the file's
}

// Balanced reports whether every page of a file that was read to its end is accounted for: pages in, and those that people put in
// later, are pages out. A page that stands for another one is counted once.
func (f FileFate) Balanced() bool {
	return f.State != finished || f.Pages+f.Added == f.Filed+f.Blank+f.Separator
}

// Report is one import as it is kept: who brought files in, when, and what became of each.
type Report struct {
	ID     string
	Person chart.PersonID
	At     time.Time
	Files  []FileFate
}

func nameCell(report string, n int) vault.Cell {
	return vault.Cell{Table: "import_file", Column: "sealed", Row: report + "/" + strconv.Itoa(n)}
}

// KeepReport keeps what became of the files of an import. A file's name is sealed under the key of its chart, so that it goes
// with it; of a file that was refused before it was kept, under the report's own.
func (s *Store) KeepReport(ctx context.Context, ses *vault.Session, files []FileFate) error {
	const op = "keep import report"
	if len(files) == 0 {
		return chart.E(chart.BadInput, op, errors.New("no files"))
	}
	id := sqlitedb.NewID()
	own, err := ses.NewKey(id, chart.Working)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		me := ses.Person().ID
		if err := tx.Exec(`INSERT INTO import_report (id, person, at) VALUES (?, ?, ?)`, id, string(me), s.now().UnixMilli()); err != nil {
			return err
		}
		if err := own.Store(tx); err != nil {
			return err
		}
		for i, f := range files {
			if err := putFate(tx, ses, own, id, i+1, f); err != nil {
				return err
			}
		}
		if err := errors.Join(dropOldReports(tx), dropRefusedNames(tx, s.now().Add(-refusedNamesStay))); err != nil {
			return err
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActImport, Person: me, Detail: fmt.Sprintf("report=%s files=%d", id, len(files))})
	})
}

func putFate(tx *sqlitedb.Tx, ses *vault.Session, own *vault.Key, id string, n int, f FileFate) error {
	fate, reason, detail := "taken", "", ""
	switch {
	case f.Refusal != nil:
		fate, reason, detail = "refused", string(f.Refusal.Reason), f.Refusal.Detail
	case f.Duplicate:
		fate = "duplicate"
	}
	k, sealed := own, []byte{}
	var err error
	if f.Import != "" {
		k, err = ses.Key(tx, string(f.Import), chart.Working)
	}
	switch chart.KindOf(err) {
	case chart.NotAllowed, chart.NotFound: // a technician brings files in and opens none: the name is not kept
		k = nil
	default:
		if err != nil {
			return err
		}
	}
	if k != nil {
		if sealed, err = sealJSON(k, nameCell(id, n), f.Name); err != nil {
			return err
		}
	}
	return tx.Exec(`INSERT INTO import_file (report, number, import, fate, reason, detail, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		id, n, string(f.Import), fate, reason, detail, sealed)
}

// dropOldReports takes the oldest reports away with the keys of their names.
func dropOldReports(tx *sqlitedb.Tx) error {
	var old []string
	err := tx.Each(`SELECT id FROM import_report ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?`, []any{KeptReports}, func(r *sqlitedb.Rows) error {
		var id string
		err := r.Scan(&id)
		old = append(old, id)
		return err
	})
	for _, id := range old {
		err = errors.Join(err, tx.Exec(`DELETE FROM import_file WHERE report = ?`, id), tx.Exec(`DELETE FROM import_report WHERE id = ?`, id), vault.Shred(tx, id))
	}
	return err
}

// dropRefusedNames takes away the names of refused files in reports from before a day, and the keys they were sealed under.
func dropRefusedNames(tx *sqlitedb.Tx, before time.Time) error {
	var old []string
	err := tx.Each(`SELECT DISTINCT r.id FROM import_report r JOIN import_file f ON f.report = r.id
		WHERE r.at < ? AND f.import = '' AND length(f.sealed) > 0`, []any{before.UnixMilli()}, func(r *sqlitedb.Rows) error {
		var id string
		err := r.Scan(&id)
		old = append(old, id)
		return err
	})
	for _, id := range old {
		err = errors.Join(err, tx.Exec(`UPDATE import_file SET sealed = x'' WHERE report = ? AND import = ''`, id), vault.Shred(tx, id))
	}
	return err
}

// Reports gives the last imports, the newest first, each page of them counted as the documents stand now.
func (s *Store) Reports(ctx context.Context, ses *vault.Session, most int) (out []Report, err error) {
	if err := ses.Alive(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		err := tx.Each(`SELECT id, person, at FROM import_report ORDER BY at DESC, rowid DESC LIMIT ?`, []any{most}, func(r *sqlitedb.Rows) error {
			var rep Report
			var at int64
			err := r.Scan(&rep.ID, &rep.Person, &at)
			rep.At = millis(at)
			out = append(out, rep)
			return err
		})
		for i := range out {
			if err == nil {
				out[i].Files, err = fatesOf(tx, ses, out[i].ID)
			}
		}
		return err
	})
	return out, err
}

func fatesOf(tx *sqlitedb.Tx, ses *vault.Session, id string) (out []FileFate, err error) {
	var sealed [][]byte
	err = tx.Each(`SELECT import, fate, reason, detail, sealed FROM import_file WHERE report = ? ORDER BY number`, []any{id}, func(r *sqlitedb.Rows) error {
		var f FileFate
		var fate string
		var refusal chart.Refusal
		var name []byte
		if err := r.Scan(&f.Import, &fate, &refusal.Reason, &refusal.Detail, &name); err != nil {
			return err
		}
		if f.Duplicate = fate == "duplicate"; refusal.Reason != "" {
			f.Refusal = &refusal
		}
		out, sealed = append(out, f), append(sealed, name)
		return nil
	})
	for i := range out {
		if err == nil {
			err = countFate(tx, &out[i])
		}
		if err == nil && len(sealed[i]) > 0 {
			out[i].Name, err = nameOf(tx, ses, id, i+1, out[i].Import, sealed[i])
		}
	}
	return out, err
}

// nameOf opens the name of a file; it is empty for who may not see it, and once its chart is destroyed.
func nameOf(tx *sqlitedb.Tx, ses *vault.Session, report string, n int, imp chart.ImportID, sealed []byte) (name chart.Text, err error) {
	owner := report
	if imp != "" {
		owner = string(imp)
	}
	k, err := ses.Key(tx, owner, chart.Working)
	switch chart.KindOf(err) {
	case chart.NotAllowed, chart.NotFound:
		return "", nil
	}
	if err != nil {
		return "", err
	}
	err = openJSON(k, nameCell(report, n), sealed, &name)
	return name, err
}

// countFate counts the pages of a file from its documents as they stand.
func countFate(tx *sqlitedb.Tx, f *FileFate) error {
	if f.Import == "" {
		return nil
	}
	var state, reason, detail string
	if err := tx.Row(`SELECT state, pages, refusal_reason, refusal_detail, (SELECT count(*) FROM page WHERE import = ?1 AND scan > 0 AND replaces = 0)
		FROM import WHERE id = ?1`, []any{string(f.Import)}, &state, &f.Pages, &reason, &detail, &f.Added); err != nil {
		return err
	}
	if f.State = chart.State(state); reason != "" && !f.Duplicate { // refused while it was read, after the report was kept
		f.Refusal = &chart.Refusal{Reason: chart.RefusalReason(reason), Detail: detail}
	}
	return tx.Each(`SELECT id, type, pages FROM document WHERE import = ? ORDER BY position`, []any{string(f.Import)}, func(r *sqlitedb.Rows) error {
		var id chart.DocumentID
		var kind string
		var pages int
		if err := r.Scan(&id, &kind, &pages); err != nil {
			return err
		}
		f.Documents = append(f.Documents, id)
		switch chart.Type(kind) {
		case chart.Blank:
			f.Blank += pages
		case chart.Separator:
			f.Separator += pages
		default:
			f.Filed += pages
		}
		return nil
	})
}
